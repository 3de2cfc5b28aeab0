import type { Normal } from '../../domain/normal.ts';
import type { Futures } from '../chance/futures.ts';
import { factorAt, partialMean, type Stream } from '../chance/streams.ts';
import { crossing } from '../commitment/distribution.ts';
import { type Bend, bendOf, type ContractCurve, type Weights } from './bend.ts';

/** What a plan costs at any demand: dollars in proportion to it, the terms that bend each month, and the contracts. */
export interface CostCurve {
  readonly straight: Weights;
  /** Dollars of a month whatever demand does; none where undefined. */
  readonly fixed?: number;
  readonly bends: readonly Bend[];
  readonly contracts: readonly ContractCurve[];
  /** What it costs by month over some futures, where each month is bought as it is cheapest: instead of all the rest. */
  readonly over?: (futures: Futures) => readonly Float64Array[];
}

/** Everything that bends, where each contract settles its months one by one. */
const allBends = ({ bends, contracts }: CostCurve): readonly Bend[] => [...contracts.map(bendOf), ...bends];

/** Floats that differ by less are one number: a commitment that demand meets is met. */
const SAME = 1e-12;

/** Dollars of a month in the future z. */
export function dollarsAt(weights: Weights, streams: readonly Stream[], z: number): number {
  return streams.reduce((total, stream, index) => total + (weights[index] ?? 0) * factorAt(stream, z), 0);
}

/** E[dollars of a month; from < z <= to]. */
export function dollarsBetween(
  weights: Weights,
  streams: readonly Stream[],
  [from, to]: readonly [number, number],
  normal: Normal,
): number {
  if (from >= to) return 0;
  return streams.reduce(
    (total, stream, index) => total + (weights[index] ?? 0) * partialMean(stream, from, to, normal.cdf),
    0,
  );
}

export const isBelow = (amount: number, { at }: Bend) => amount < at * (1 - SAME);

/** The cost of a month in the future z. */
export function costAt(curve: CostCurve, streams: readonly Stream[], z: number): number {
  return allBends(curve).reduce(
    (total, bend) => {
      const amount = dollarsAt(bend.of, streams, z);
      const [intercept, slope] = isBelow(amount, bend) ? bend.below : bend.above;
      return total + intercept + slope * amount;
    },
    (curve.fixed ?? 0) + dollarsAt(curve.straight, streams, z),
  );
}

/** Beyond as many standard deviations there is no probability that a float can tell. */
export const FARTHEST = 40;

/** The future from which on a bend is at or over its amount. */
export function bendAt(bend: Bend, streams: readonly Stream[]): number {
  const side = (z: number) => (isBelow(dollarsAt(bend.of, streams, z), bend) ? -1 : 1);
  if (side(-FARTHEST) > 0) return Number.NEGATIVE_INFINITY;
  if (side(FARTHEST) < 0) return Number.POSITIVE_INFINITY;
  return crossing(side, -FARTHEST, FARTHEST);
}

/** E[cost of a month; from < z <= to], in closed form between the bends. */
export function costBetween(
  curve: CostCurve,
  streams: readonly Stream[],
  [from, to]: readonly [number, number],
  normal: Normal,
): number {
  const { cdf } = normal;
  return allBends(curve).reduce(
    (total, bend) => {
      const middle = Math.min(to, Math.max(from, bendAt(bend, streams)));
      const part = ([intercept, slope]: Bend['below'], low: number, high: number) =>
        intercept * (cdf(high) - cdf(low)) + slope * dollarsBetween(bend.of, streams, [low, high], normal);
      return total + part(bend.below, from, middle) + part(bend.above, middle, to);
    },
    (curve.fixed ?? 0) * (cdf(to) - cdf(from)) + dollarsBetween(curve.straight, streams, [from, to], normal),
  );
}
