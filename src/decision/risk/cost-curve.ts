import type { Normal } from '../../domain/normal.ts';
import { crossing } from '../commitment/distribution.ts';
import { factorAt, partialMean, type Stream } from './streams.ts';

/** Dollars that move with demand: by stream, at the stated tokens. */
export type Weights = readonly number[];

/** A cost that is straight below an amount and straight from it on: intercept and slope on either side. */
export interface Bend {
  readonly of: Weights;
  readonly at: number;
  readonly below: readonly [intercept: number, slope: number];
  readonly above: readonly [intercept: number, slope: number];
}

/** What a plan costs at any demand: dollars in proportion to it, and the terms that bend. */
export interface CostCurve {
  readonly straight: Weights;
  readonly bends: readonly Bend[];
}

/** Floats that differ by less are one number: a commitment that demand meets is met. */
const SAME = 1e-12;

const grown = ({ growth }: Stream, month: number) => (1 + growth) ** month;

/** Dollars in one month of the future z. */
export function dollarsAt(weights: Weights, streams: readonly Stream[], z: number, month: number): number {
  return streams.reduce(
    (total, stream, index) => total + (weights[index] ?? 0) * factorAt(stream, z) * grown(stream, month),
    0,
  );
}

/** E[dollars of one month; from < z <= to]. */
export function dollarsBetween(
  weights: Weights,
  streams: readonly Stream[],
  [from, to]: readonly [number, number],
  month: number,
  normal: Normal,
): number {
  if (from >= to) return 0;
  return streams.reduce(
    (total, stream, index) =>
      total + (weights[index] ?? 0) * partialMean(stream, from, to, normal) * grown(stream, month),
    0,
  );
}

const isBelow = (amount: number, { at }: Bend) => amount < at * (1 - SAME);

/** The cost of one month in the future z. */
export function costAt({ straight, bends }: CostCurve, streams: readonly Stream[], z: number, month: number): number {
  return bends.reduce(
    (total, bend) => {
      const amount = dollarsAt(bend.of, streams, z, month);
      const [intercept, slope] = isBelow(amount, bend) ? bend.below : bend.above;
      return total + intercept + slope * amount;
    },
    dollarsAt(straight, streams, z, month),
  );
}

/** Beyond as many standard deviations there is no probability that a float can tell. */
export const FARTHEST = 40;

/** The future from which on a bend is at or over its amount. */
export function bendAt(bend: Bend, streams: readonly Stream[], month: number): number {
  const side = (z: number) => (isBelow(dollarsAt(bend.of, streams, z, month), bend) ? -1 : 1);
  if (side(-FARTHEST) > 0) return Number.NEGATIVE_INFINITY;
  if (side(FARTHEST) < 0) return Number.POSITIVE_INFINITY;
  return crossing(side, -FARTHEST, FARTHEST);
}

/** E[cost of one month; from < z <= to], in closed form between the bends. */
export function costBetween(
  { straight, bends }: CostCurve,
  streams: readonly Stream[],
  [from, to]: readonly [number, number],
  month: number,
  normal: Normal,
): number {
  const { cdf } = normal;
  return bends.reduce(
    (total, bend) => {
      const middle = Math.min(to, Math.max(from, bendAt(bend, streams, month)));
      const part = ([intercept, slope]: Bend['below'], low: number, high: number) =>
        intercept * (cdf(high) - cdf(low)) + slope * dollarsBetween(bend.of, streams, [low, high], month, normal);
      return total + part(bend.below, from, middle) + part(bend.above, middle, to);
    },
    dollarsBetween(straight, streams, [from, to], month, normal),
  );
}
