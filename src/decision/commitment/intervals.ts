import { FULFILMENT_MONTHS, type Fulfilment } from '../../domain/contract.ts';
import type { Normal } from '../../domain/normal.ts';
import { futuresOf } from '../chance/futures.ts';
import { type Distribution, ofFutures, type Scenario } from './distribution.ts';

/** A stretch of a term in which a commitment is settled, with the demand and the commitment of its average month. */
export interface Interval {
  /** Of the term: the shares of all intervals add up to 1. */
  readonly share: number;
  /** How many intervals in a row are like this one. */
  readonly count: number;
  /** List dollars of the interval's average month. */
  readonly demand: Distribution;
  /** The part of the full commitment that falls due in it: under 1 during a ramp. */
  readonly ramp: number;
}

/** How a commitment is settled over its term. */
export interface Settlement {
  readonly fulfilment: Fulfilment;
  /** Correlation of demand between any two months. */
  readonly correlation: number;
  /** Shares of the commitment due in equal parts of the term; one share of 1 when there is no ramp. */
  readonly ramp: readonly number[];
}

/** List dollars of each month of a term. Months are equal, as objects, where nothing grows. */
export interface Months {
  readonly months: readonly Distribution[];
  /** The average month of a stretch, where several forecasts make up its months: `to` is the month after its last. */
  readonly together?: ((from: number, to: number, correlation: number) => Distribution) | undefined;
}

/** One scenario over the months of a pool, in the futures that there may be: its average month. */
function pooledScenario(months: readonly Scenario[], rho: number, normal: Normal): Distribution {
  const [first] = months as [Scenario];
  const stream = { factor: { ...first, weight: 1, median: 1 }, growth: 0 };
  const { factors, count } = futuresOf([stream], months.length, rho, normal);
  const total = new Float64Array(count);
  for (const [month, { median }] of months.entries()) {
    const factor = factors[0]?.[month] as Float64Array;
    for (let future = 0; future < count; future++)
      total[future] = (total[future] as number) + (median * (factor[future] as number)) / months.length;
  }
  return ofFutures(total);
}

/** The average month of a pool of months of one shape. What sets scenarios apart lasts for the whole pool. */
function pooled(months: readonly Distribution[], rho: number, normal: Normal): Distribution {
  const [first, ...others] = months;
  if (first === undefined) throw new RangeError('a pool of no months');
  if (others.length === 0) return first;
  const scenarios = first.flatMap((scenario, index) =>
    pooledScenario([scenario, ...others.map((month) => month[index] ?? scenario)], rho, normal).map((each) => ({
      ...each,
      weight: each.weight * scenario.weight,
    })),
  );
  return scenarios as unknown as Distribution;
}

/** The intervals of a term. Equal neighbours are one interval with their shares added. */
export function intervalsOf(
  { months, together }: Months,
  { fulfilment, correlation, ramp }: Settlement,
  normal: Normal,
): readonly Interval[] {
  const size = FULFILMENT_MONTHS[fulfilment];
  const due = (month: number) => ramp[Math.floor((month * ramp.length) / months.length)] ?? 1;
  const intervals: Interval[] = [];
  for (let start = 0; start < months.length; start += size) {
    const stretch = months.slice(start, start + size);
    const demand =
      together !== undefined && stretch.length > 1
        ? together(start, start + stretch.length, correlation)
        : pooled(stretch, correlation, normal);
    const part = stretch.reduce((sum, _, index) => sum + due(start + index), 0) / stretch.length;
    const share = stretch.length / months.length;
    const last = intervals.at(-1);
    if (last?.demand === demand && last.ramp === part)
      intervals[intervals.length - 1] = { ...last, share: last.share + share, count: last.count + 1 };
    else intervals.push({ share, count: 1, demand, ramp: part });
  }
  return intervals;
}
