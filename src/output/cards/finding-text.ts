import type { CardPath, Finding } from '../../domain/card-finding.ts';
import { levelOf, type PlacedFinding } from '../../domain/judged-card.ts';

type Place = PlacedFinding['place'];

/** Findings in the order of their files; what the files themselves do not hold is left to the card that does. */
export function placed(
  findings: readonly Finding[],
  placeOf: (path: CardPath) => Place | undefined,
): readonly PlacedFinding[] {
  const found = findings.flatMap((finding) => {
    const place = placeOf(finding.path);
    return place === undefined ? [] : [{ ...finding, place }];
  });
  const byFile = (a: Place, b: Place) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line);
  return found.sort((a, b) => byFile(a.place, b.place) || a.place.column - b.place.column);
}

/** A finding on one line: place, sentence, code. */
export function findingLine({ place, text, code }: PlacedFinding): string {
  return `${place.file}:${place.line}:${place.column} ${text} [${code}]`;
}

/** Findings with their levels and the lines they stand on. */
export function findingReport(findings: readonly PlacedFinding[]): string {
  return findings
    .map((finding) => {
      const { line, excerpt } = finding.place;
      return `  ${levelOf(finding)}: ${findingLine(finding)}\n    ${line} | ${excerpt.slice(0, 100)}`;
    })
    .join('\n');
}
