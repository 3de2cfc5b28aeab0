import type { Estimate, WorkloadEstimate } from '../../domain/estimate.ts';
import { compare, isZero } from '../../domain/exact.ts';
import { totalOf } from '../../domain/line-item.ts';
import { visible } from '../../domain/line-text.ts';
import { type Part, table, text } from '../page.ts';
import { bounded, change, dollars } from '../render/numbers.ts';
import { shortened } from '../words/column-names.ts';
import { footingTexts } from '../words/footing-text.ts';
import { channelText, leverText } from './grid.ts';

const TITLE = 'Portfolio, USD a month';
const HEAD = ['workload', 'baseline', 'cheapest', 'change', 'through'];

/** What stands where a workload has no cheapest row: something without a price, or no channel that can be bought. */
function nothing({ configurations }: WorkloadEstimate): string {
  const unpriced = configurations.some((row) => row.basis === 'stated' && row.obstacle?.code === 'unpriced');
  return unpriced ? 'unpriced' : 'no channel';
}

function rowOf(estimate: WorkloadEstimate, name: string): string[] {
  const baseline = totalOf(estimate.baseline);
  const { cheapest, mayBeUndercut } = estimate;
  const cost = cheapest === undefined ? undefined : totalOf(cheapest.bill);
  const saved = mayBeUndercut ? undefined : cheapest?.saving?.share;
  return [
    name,
    baseline === undefined ? 'unpriced' : dollars(baseline),
    cost === undefined ? nothing(estimate) : bounded(dollars(cost), mayBeUndercut ? 'atMost' : 'exact'),
    saved === undefined ? '' : change(saved, 1),
    cheapest === undefined ? '' : `${channelText(cheapest)}, ${leverText(cheapest)}`,
  ];
}

/** Baseline, cheapest and channel of each workload, under the names given. The last row is the total. */
function portfolioRows(estimate: Estimate, names: readonly string[]): string[][] {
  const rows = estimate.workloads.map((each, index) => rowOf(each, names[index] ?? each.workload.name));
  const { baseline, baselineBound, cheapest, cheapestBound, saving } = estimate.totals;
  const total = [
    'total',
    bounded(dollars(baseline), baselineBound),
    bounded(dollars(cheapest), cheapestBound),
    saving?.share === undefined ? '' : change(saving.share, 1),
    '',
  ];
  return [...rows, total];
}

/** What the total does not say by itself: a column that does not foot, a sum that is no purchase. */
function remarks({ workloads, totals }: Estimate): string[] {
  const costs = workloads.flatMap((each) => (each.cheapest === undefined ? [] : (totalOf(each.cheapest.bill) ?? [])));
  return [
    ...footingTexts([...costs, totals.feesBeyondRows], totals.cheapest),
    ...(totals.buyable === undefined || compare(totals.buyable, totals.cheapest) === 0
      ? []
      : [
          `The total is not one purchase: a direct row above leans on list spend that is bought elsewhere. Without it the whole is ${dollars(totals.buyable)}.`,
        ]),
  ];
}

/** The portfolio, with names that are cut to the room there is on a screen; nothing for one workload. */
export function portfolioPart(estimate: Estimate): Part[] {
  if (estimate.workloads.length < 2) return [];
  const names = estimate.workloads.map((each) => each.workload.name);
  const cut = portfolioRows(estimate, shortened(names.map(visible)));
  const rows = table({ head: HEAD, rows: portfolioRows(estimate, names), screen: { head: HEAD, rows: cut } });
  return [{ heading: TITLE, level: 'title', blocks: [rows, ...remarks(estimate).map((each) => text(each))] }];
}

/** All of the work in a sentence, and what that does not say by itself. */
export function summaryTexts(estimate: Estimate): string[] {
  const { baseline, baselineBound, cheapest, cheapestBound, saving } = estimate.totals;
  const share = saving?.share;
  const less = share === undefined || isZero(share) ? '' : ` (${change(share, 1)})`;
  const bought = `${bounded(dollars(cheapest), cheapestBound)} a month${less}`;
  return [
    `At list price the work costs ${bounded(dollars(baseline), baselineBound)} a month. The cheapest that can be bought as stated costs ${bought}.`,
    ...remarks(estimate),
  ];
}
