import type { Estimate, Provenance } from '../../domain/estimate.ts';
import { isEnd } from '../../domain/life-note.ts';
import { markdownTable, markdownText } from '../render/markdown.ts';
import { ENDS_HEADING, endTexts } from '../words/ends.ts';
import { noteTexts } from '../words/note-list.ts';
import { adviceTexts } from './advice-list.ts';
import { floorText } from './floor-text.ts';
import { gridOf } from './grid.ts';
import { portfolioMarkdown } from './portfolio-text.ts';
import { scheduleMarkdown } from './schedule-text.ts';
import { provenanceText, workloadHeading } from './table.ts';

/** Lines of a cell on one line: empty ones go, the rest stand apart. */
function oneLine(cell: string): string {
  const lines = cell.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => markdownText(line.trim())).join('<br>');
}

function list(heading: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : ['', `**${heading}**`, '', ...items.map((item) => `- ${markdownText(item)}`)];
}

/** The answer of `estimate` as Markdown: the same cells and sentences as the table. */
export function estimateMarkdown(estimate: Estimate, provenance: Provenance): string {
  const nameOf = provenance.providerName;
  const workloads = estimate.workloads.flatMap((each) => {
    const grid = gridOf(each, nameOf);
    return [
      `### ${markdownText(workloadHeading(each, provenance))}`,
      '',
      ...markdownTable(
        grid.head.map(oneLine),
        grid.rows.map((row) => [row.label, ...row.cells].map(oneLine)),
      ),
      ...list('Marks', grid.legend),
      '',
    ];
  });
  const ends = list(ENDS_HEADING, endTexts(estimate.warnings, nameOf)).slice(1);
  const lines = [
    ...(ends.length === 0 ? [] : [...ends, '']),
    ...workloads,
    ...portfolioMarkdown(estimate),
    ...(estimate.schedule === undefined ? [] : scheduleMarkdown(estimate.schedule)),
    ...list(
      'Negotiation floor',
      estimate.floors.map((floor) => floorText(floor, nameOf)),
    ).slice(1),
    ...list('What to do', adviceTexts(estimate.advice, nameOf)),
    ...list('Assumptions', noteTexts(estimate.assumptions, nameOf)),
    ...list(
      'Warnings',
      noteTexts(
        estimate.warnings.filter((note) => !isEnd(note)),
        nameOf,
      ),
    ),
    '',
    markdownText(provenanceText(provenance)),
  ];
  return `${lines.join('\n')}\n`;
}
