import { FULFILMENT_MONTHS, type Fulfilment } from '../../domain/contract.ts';
import type { Normal } from '../../domain/normal.ts';
import { type Distribution, mean, type Scenario, sigmaOf, variation } from './distribution.ts';

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

/**
 * The spread of an average over months against that of one of them: the covariance of months with standard deviations
 * s_i is rho s_i s_j. For equal months it is CV x sqrt((1 + (n - 1) rho) / n).
 */
function pooledVariation(months: readonly Distribution[], rho: number, normal: Normal): number {
  const means = months.map((month) => mean(month, normal));
  const deviations = months.map((month, index) => (means[index] ?? 0) * variation(month, normal));
  const total = deviations.reduce((sum, each) => sum + each, 0);
  const squares = deviations.reduce((sum, each) => sum + each * each, 0);
  return Math.sqrt(squares * (1 - rho) + total * total * rho) / means.reduce((sum, each) => sum + each, 0);
}

/** One scenario over the months of a pool: the shape of its first month, made narrower, with the mean of them all. */
function pooledScenario(months: readonly Scenario[], rho: number, normal: Normal): Scenario | undefined {
  const [first] = months;
  if (first === undefined) return undefined;
  const alone = months.map((each): Distribution => [{ ...each, weight: 1 }]);
  const own = variation([{ ...first, weight: 1 }], normal);
  const narrower = own === 0 ? 1 : sigmaOf(pooledVariation(alone, rho, normal)) / sigmaOf(own);
  const shape = { ...first, sigmaBelow: first.sigmaBelow * narrower, sigmaAbove: first.sigmaAbove * narrower };
  const average = alone.reduce((sum, month) => sum + mean(month, normal), 0) / months.length;
  return { ...shape, median: (first.median * average) / mean([{ ...shape, weight: 1 }], normal) };
}

/** The average month of a pool. A lognormal stays one; what sets scenarios apart lasts for the whole pool. */
function pooled(months: readonly Distribution[], rho: number, normal: Normal): Distribution {
  const [first, ...others] = months;
  if (first === undefined) throw new RangeError('a pool of no months');
  if (others.length === 0) return first;
  const [head, ...rest] = first.map(
    (scenario, index) =>
      pooledScenario([scenario, ...others.map((month) => month[index] ?? scenario)], rho, normal) ?? scenario,
  );
  return head === undefined ? first : [head, ...rest];
}

/** The intervals of a term. Equal neighbours are one interval with their shares added. */
export function intervalsOf(
  months: readonly Distribution[],
  { fulfilment, correlation, ramp }: Settlement,
  normal: Normal,
): readonly Interval[] {
  const size = FULFILMENT_MONTHS[fulfilment];
  const due = (month: number) => ramp[Math.floor((month * ramp.length) / months.length)] ?? 1;
  const intervals: Interval[] = [];
  for (let start = 0; start < months.length; start += size) {
    const stretch = months.slice(start, start + size);
    const demand = pooled(stretch, correlation, normal);
    const part = stretch.reduce((sum, _, index) => sum + due(start + index), 0) / stretch.length;
    const share = stretch.length / months.length;
    const last = intervals.at(-1);
    if (last?.demand === demand && last.ramp === part)
      intervals[intervals.length - 1] = { ...last, share: last.share + share, count: last.count + 1 };
    else intervals.push({ share, count: 1, demand, ramp: part });
  }
  return intervals;
}
