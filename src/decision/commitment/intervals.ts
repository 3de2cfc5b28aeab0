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
  /** Its months one by one; one of them where all are alike. */
  readonly months: readonly Distribution[];
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

/** The demand of each stretch of a term, the average month of so many. */
function stretchesOf({ months, together }: Months, size: number, correlation: number, normal: Normal): Distribution[] {
  const starts = Array.from({ length: Math.ceil(months.length / size) }, (_, index) => index * size);
  return starts.map((start) => {
    const stretch = months.slice(start, start + size);
    return together !== undefined && stretch.length > 1
      ? together(start, start + stretch.length, correlation)
      : pooled(stretch, correlation, normal);
  });
}

type Stretches = Map<string, readonly Distribution[]>;

/** Every choice and every clause of a contract asks for the same stretches again. */
const KNOWN = new WeakMap<Normal, WeakMap<Months, Stretches>>();

function knownStretches(demand: Months, size: number, correlation: number, normal: Normal): readonly Distribution[] {
  const ofNormal = KNOWN.get(normal) ?? new WeakMap<Months, Stretches>();
  const ofDemand: Stretches = ofNormal.get(demand) ?? new Map();
  KNOWN.set(normal, ofNormal.set(demand, ofDemand));
  // Months one by one have nothing to be correlated with.
  const key = size === 1 ? 'monthly' : `${size} at ${correlation}`;
  const found = ofDemand.get(key) ?? stretchesOf(demand, size, correlation, normal);
  ofDemand.set(key, found);
  return found;
}

/** The intervals of a term. Equal neighbours are one interval with their shares added. */
export function intervalsOf(
  demand: Months,
  { fulfilment, correlation, ramp }: Settlement,
  normal: Normal,
): readonly Interval[] {
  const size = FULFILMENT_MONTHS[fulfilment];
  const { length } = demand.months;
  const due = (month: number) => ramp[Math.floor((month * ramp.length) / length)] ?? 1;
  const intervals: Interval[] = [];
  for (const [index, each] of knownStretches(demand, size, correlation, normal).entries()) {
    const months = Array.from({ length: Math.min(size, length - index * size) }, (_, month) => index * size + month);
    const part = months.reduce((sum, month) => sum + due(month), 0) / months.length;
    const share = months.length / length;
    const last = intervals.at(-1);
    if (last?.demand === each && last.ramp === part)
      intervals[intervals.length - 1] = { ...last, share: last.share + share, count: last.count + 1 };
    else {
      const own = months.map((month) => demand.months[month] ?? each);
      intervals.push({ share, count: 1, demand: each, months: own, ramp: part });
    }
  }
  return intervals;
}
