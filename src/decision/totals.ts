import type { Bound, Estimate, WorkloadEstimate } from '../domain/estimate.ts';
import { pricedTotal, totalOf } from '../domain/line-item.ts';
import { minus, NO_USD, plus, sum, type Usd } from '../domain/units.ts';
import { type AggregatorPurchase, feesBeyondBills } from './aggregator-purchases.ts';
import type { Leaning } from './togetherness.ts';

/** True when a list row that the user asked for has a meter without a price. */
export function statedUnpriced(estimate: WorkloadEstimate): boolean {
  return estimate.configurations.some(
    (row) => row.channel.kind === 'list' && row.basis === 'stated' && row.obstacle?.code === 'unpriced',
  );
}

/** What a sum is, whose parts are missing in places and could be undercut in others. */
export function boundOf(missing: boolean, loose: boolean): Bound {
  if (missing) return loose ? 'undecided' : 'atLeast';
  return loose ? 'atMost' : 'exact';
}

/** What a sum of amounts is, each of which is exact or a bound. */
export function sumBound(bounds: readonly Bound[]): Bound {
  const has = (...wanted: Bound[]) => bounds.some((bound) => wanted.includes(bound));
  return boundOf(has('atLeast', 'undecided'), has('atMost', 'undecided'));
}

/** Every leaning row bought through the next best instead; undefined where one has no other. */
function withoutLeanings(cheapest: Usd, leanings: readonly Leaning[]): Usd | undefined {
  return leanings.reduce<Usd | undefined>(
    (total, { direct, otherwise }) =>
      total === undefined || otherwise === undefined ? undefined : plus(minus(total, direct), otherwise),
    cheapest,
  );
}

/** The baseline and the cheapest rows of all workloads, and how far each sum can be relied on. */
export function totalsOf(
  workloads: readonly WorkloadEstimate[],
  leanings: readonly Leaning[],
  purchases: readonly AggregatorPurchase[],
): Estimate['totals'] {
  const baselineKnown = workloads.every((each) => totalOf(each.baseline) !== undefined);
  const missing = workloads.some((each) => each.cheapest === undefined);
  const loose = workloads.some((each) => each.mayBeUndercut);
  const feesBeyondRows = sum(purchases.map(feesBeyondBills));
  const cheapest = workloads.reduce((total, { cheapest }) => {
    const cost = cheapest === undefined ? undefined : totalOf(cheapest.bill);
    return plus(total, cost ?? NO_USD);
  }, feesBeyondRows);
  return {
    baseline: sum(workloads.map((each) => pricedTotal(each.baseline))),
    baselineBound: boundOf(!baselineKnown, false),
    cheapest,
    feesBeyondRows,
    cheapestBound: boundOf(missing, loose),
    buyable: missing ? undefined : withoutLeanings(cheapest, leanings),
    complete: baselineKnown && !missing && !workloads.some(statedUnpriced),
  };
}
