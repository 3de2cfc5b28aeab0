import type { Estimate, Provenance, WorkloadEstimate } from '../domain/estimate.ts';
import { compare, round } from '../domain/exact.ts';
import { totalOf } from '../domain/line-item.ts';
import { minus, ratio, sum, usd } from '../domain/units.ts';
import { adviceText } from './advice-text.ts';
import { box } from './box.ts';
import { channelText, gridOf, leverText } from './estimate-grid.ts';
import { floorText } from './floor-text.ts';
import { noteText } from './note-text.ts';
import { change, dollars, shortTokens } from './numbers.ts';
import type { Paint } from './paint.ts';
import { visible } from './safe-text.ts';
import { scheduleLines } from './schedule-text.ts';
import { section, wrapped } from './wrap.ts';

const CENTS = 2;

/** What a workload is, on one line. */
export function workloadHeading(estimate: WorkloadEstimate, provenance: Provenance): string {
  const { workload, model } = estimate;
  const volume = `${shortTokens(workload.input)} in + ${shortTokens(workload.output)} out a month`;
  const name = workload.name === model.id ? '' : `${workload.name}: `;
  return visible(`${name}${model.id} (${provenance.providerName(model.provider)}), ${volume}`);
}

function workloadLines(estimate: WorkloadEstimate, provenance: Provenance, paint: Paint): string[] {
  const grid = gridOf(estimate, provenance.providerName);
  return [
    paint.strong(workloadHeading(estimate, provenance)),
    box(
      grid.head,
      grid.rows.map((row) => [row.label, ...row.cells]),
    ),
    ...grid.legend.map((line) => paint.faint(wrapped(visible(line.slice(4)), line.slice(0, 4)))),
    '',
  ];
}

const NAME_WIDTH = 16;

/** A name cut to the room a table has for it. */
function shortened(name: string): string {
  return name.length <= NAME_WIDTH ? name : `${name.slice(0, NAME_WIDTH - 1)}\u{2026}`;
}

/** Rows of the portfolio: baseline, cheapest and channel of each workload. The last is the total. */
export function portfolioRows(estimate: Estimate): string[][] {
  const rows = estimate.workloads.map((each) => {
    const baseline = totalOf(each.baseline);
    const cost = each.cheapest === undefined ? undefined : totalOf(each.cheapest.bill);
    const saved = baseline === undefined || cost === undefined ? undefined : ratio(minus(baseline, cost), baseline);
    return [
      shortened(visible(each.workload.name)),
      baseline === undefined ? 'unpriced' : dollars(baseline),
      cost === undefined ? 'unpriced' : dollars(cost),
      saved === undefined ? '' : change(saved, 1),
      each.cheapest === undefined ? '' : `${channelText(each.cheapest)}, ${leverText(each.cheapest)}`,
    ];
  });
  const { baseline, cheapest, complete } = estimate.totals;
  const saved = ratio(minus(baseline, cheapest), baseline);
  const atLeast = complete ? '' : 'at least ';
  const total = [
    'total',
    `${atLeast}${dollars(baseline)}`,
    `${atLeast}${dollars(cheapest)}`,
    saved === undefined || !complete ? '' : change(saved, 1),
    '',
  ];
  return [...rows, total];
}

export const PORTFOLIO_HEAD = ['workload', 'baseline', 'cheapest', 'change', 'through'];

/** Rounded cells that miss their own rounded total are said to. */
export function footingNote(estimate: Estimate): string[] {
  const costs = estimate.workloads.flatMap((each) =>
    each.cheapest === undefined ? [] : (totalOf(each.cheapest.bill) ?? []),
  );
  const shown = sum(costs.map((cost) => usd(round(cost, CENTS))));
  const foots = compare(shown, round(estimate.totals.cheapest, CENTS)) === 0;
  return foots ? [] : ['Cells are rounded to cents one by one; the total is rounded from the exact sum.'];
}

function portfolioLines(estimate: Estimate, paint: Paint): string[] {
  if (estimate.workloads.length < 2) return [];
  return [
    paint.strong('Portfolio, USD a month'),
    box(PORTFOLIO_HEAD, portfolioRows(estimate)),
    ...footingNote(estimate),
    '',
  ];
}

/** The last line: what the answer was computed from. */
export function provenanceText({ asOf, card }: Provenance): string {
  return `Rates of ${asOf}, card ${card.id} ${card.version}, sha256 ${card.sha256.slice(0, 12)}.`;
}

/** The answer of `estimate` on one screen. */
export function estimateTable(estimate: Estimate, provenance: Provenance, paint: Paint): string {
  const { providerName } = provenance;
  const lines = [
    ...estimate.workloads.flatMap((each) => workloadLines(each, provenance, paint)),
    ...portfolioLines(estimate, paint),
    ...(estimate.schedule === undefined ? [] : scheduleLines(estimate.schedule, paint)),
    paint.strong('Negotiation floor'),
    ...estimate.floors.map((floor) => wrapped(floorText(floor, providerName), '- ')),
    ...section(
      paint.strong('What to do'),
      estimate.advice.map((advice) => visible(adviceText(advice, providerName))),
    ),
    ...section(
      paint.strong('Assumptions'),
      estimate.assumptions.map((note) => visible(noteText(note, providerName))),
    ),
    '',
    paint.faint(provenanceText(provenance)),
  ];
  return `${lines.join('\n')}\n`;
}
