import { DRIFT_KINDS, type Drift, type DriftFinding, type DriftKind } from '../../domain/drift.ts';
import { visible } from '../../domain/line-text.ts';
import type { RateCard } from '../../domain/rate-card.ts';
import { listed, type Page, type Part, table, text } from '../page.ts';

const HEADINGS: Readonly<Record<DriftKind, string>> = {
  different: 'Prices that differ',
  missingHere: 'Models that the card lacks',
  goneThere: 'Models that the base lists no more',
  onlyThere: 'Prices that the card lacks',
  date: 'Days that differ',
};

const nameOf = ({ model, listedAs }: DriftFinding) => (model === listedAs ? model : `${model} (${listedAs})`);

function partOf(kind: DriftKind, fresh: readonly DriftFinding[]): Part[] {
  const own = fresh.filter((finding) => finding.kind === kind);
  if (own.length === 0) return [];
  const rows = own.map((finding) => {
    const { cell, ours = '-', theirs, price } = finding;
    return [nameOf(finding), cell, ours, price ?? theirs].map(visible);
  });
  return [
    {
      heading: HEADINGS[kind],
      level: 'section',
      blocks: [table({ head: ['model', 'cell', 'card', 'base'], rows, text: [0, 1] })],
    },
  ];
}

/** Rows by the reason why they were not compared, in the order of the first of each. */
function leftOutTexts(leftOut: Drift['leftOut']): string[] {
  const byReason = new Map<string, string[]>();
  for (const { listedAs, reason } of leftOut) byReason.set(reason, [...(byReason.get(reason) ?? []), listedAs]);
  return [...byReason].map(([reason, names]) => visible(`${reason}: ${[...new Set(names)].join(', ')}.`));
}

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

/** What a card and a public price base say differently, for a maintainer who opens the providers' pages next. */
export function driftPage({ day, counts, fresh, accepted, leftOut, gone }: Drift, base: string, card: RateCard): Page {
  const { matched, cells, equal, sameRule, notCompared } = counts;
  const said = [
    fresh.length === 0
      ? `Nothing new: the card ${card.id} ${card.version} and ${base} differ on ${day} in nothing that was not looked at.`
      : `${many(fresh.length, 'difference', 'differences')} between the card ${card.id} ${card.version} and ${base} on ${day} that nobody has looked at. Prices are USD per million tokens.`,
    `Compared: ${many(cells, 'cell', 'cells')} of ${many(matched, 'model', 'models')}, ${equal} equal, ${sameRule} the same in another way; ${many(accepted, 'difference', 'differences')} accepted by name${notCompared === 0 ? '' : `; ${many(notCompared, 'row', 'rows')} of other sellers not compared`}.`,
  ];
  return [
    { blocks: said.map((sentence) => text(sentence)) },
    ...DRIFT_KINDS.flatMap((kind) => partOf(kind, fresh)),
    ...listed('Not compared', leftOutTexts(leftOut), { level: 'section' }),
    ...listed(
      'Accepted, and gone',
      gone.map(({ model, cell, ours, theirs }) =>
        visible(`${model}: ${cell} at ${ours} on the card and ${theirs} in the base does not occur: take it out.`),
      ),
      { level: 'section' },
    ),
  ];
}
