import type { Bound } from '../../domain/bound.ts';
import type { Configuration, ContractBeyond, Estimate, WorkloadEstimate } from '../../domain/estimate.ts';
import { pricedTotal, totalOf } from '../../domain/line-item.ts';
import type { Leaning } from '../../domain/note.ts';
import type { Aggregator } from '../../domain/offer.ts';
import { savingOf } from '../../domain/saving.ts';
import { NO_USD, plus, sum, type Usd } from '../../domain/units.ts';
import { type AggregatorPurchase, feesBeyondBills, rowPurchases } from '../channels/aggregator-purchases.ts';
import { withoutContract } from './togetherness.ts';

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

const amountsOf = (beyond: readonly ContractBeyond[]) => beyond.map(({ amount }) => amount);

/** The row that a workload is bought as where the whole is one purchase: no direct one that leans and has to give way. */
export function boughtRow(each: WorkloadEstimate, leanings: readonly Leaning[]): Configuration | undefined {
  const leaning = leanings.find(({ workloads }) => workloads.includes(each.workload.name));
  return leaning === undefined || leaning.stays ? each.cheapest : withoutContract(each);
}

/**
 * What the cheapest rows cost with every leaning row bought otherwise, and the fees of the month on what aggregators sell
 * then; undefined where a row has no other way.
 */
function buyableOf(
  workloads: readonly WorkloadEstimate[],
  leanings: readonly Leaning[],
  contractsBeyond: readonly ContractBeyond[],
): Usd | undefined {
  const staying = leanings.filter(({ stays }) => stays);
  const stay = new Set(staying.flatMap((leaning) => leaning.workloads));
  const rows = workloads.filter(({ workload }) => !stay.has(workload.name)).map((each) => boughtRow(each, leanings));
  const costs = [
    ...rows.map((row) => (row === undefined ? undefined : totalOf(row.bill))),
    ...staying.map(({ otherwise }) => otherwise),
  ];
  const known = costs.filter((cost) => cost !== undefined);
  if (known.length < costs.length) return undefined;
  return sum([...known, ...beyondRows({ contractsBeyond }, rows).map(({ amount }) => amount)]);
}

/** The cheapest row of a workload, where all of it has a price. */
export const pricedRow = ({ cheapest }: WorkloadEstimate): Configuration | undefined =>
  cheapest?.bill.unpriced.length === 0 ? cheapest : undefined;

/** Money for all rows together beyond what each of them counts on, below 0 where it is given back: at an aggregator, or under a contract. */
export type BeyondRows = { readonly amount: Usd } & (
  | { readonly aggregator: Aggregator; readonly provider?: undefined }
  | { readonly provider: string; readonly aggregator?: undefined }
);

/** What some rows of an estimate come to together beyond their sum. */
export function beyondRows(
  { contractsBeyond }: Pick<Estimate['totals'], 'contractsBeyond'>,
  rows: readonly (Configuration | undefined)[],
): BeyondRows[] {
  return [
    ...rowPurchases(rows).map((each) => ({ aggregator: each.aggregator, amount: feesBeyondBills(each) })),
    ...contractsBeyond.map(({ provider, amount }) => ({ provider, amount })),
  ];
}

/** The baseline and the cheapest rows of all workloads, and how far each sum can be relied on. */
export function totalsOf(
  workloads: readonly WorkloadEstimate[],
  leanings: readonly Leaning[],
  purchases: readonly AggregatorPurchase[],
  contractsBeyond: readonly ContractBeyond[],
): Estimate['totals'] {
  const baselineKnown = workloads.every((each) => totalOf(each.baseline) !== undefined);
  const missing = workloads.some((each) => each.cheapest === undefined);
  const loose = workloads.some((each) => each.mayBeUndercut);
  const feesBeyondRows = sum([...purchases.map(feesBeyondBills), ...amountsOf(contractsBeyond)]);
  const cheapest = workloads.reduce((total, { cheapest }) => {
    const cost = cheapest === undefined ? undefined : totalOf(cheapest.bill);
    return plus(total, cost ?? NO_USD);
  }, feesBeyondRows);
  const baseline = sum(workloads.map((each) => pricedTotal(each.baseline)));
  const bounds = { baselineBound: boundOf(!baselineKnown, false), cheapestBound: boundOf(missing, loose) };
  const exact = bounds.baselineBound === 'exact' && bounds.cheapestBound === 'exact';
  return {
    baseline,
    ...bounds,
    cheapest,
    saving: exact ? savingOf(baseline, cheapest) : undefined,
    feesBeyondRows,
    contractsBeyond,
    buyable: buyableOf(workloads, leanings, contractsBeyond),
    complete: baselineKnown && !missing && !workloads.some(statedUnpriced),
  };
}
