import type { Normal } from '../../domain/normal.ts';
import { crossing } from './distribution.ts';

/** Beyond as many standard deviations the normal distribution has no probability that a float can tell. */
const FARTHEST = 40;

/** The standard normal distribution from an error function; its quantiles invert the probability to the last float. */
export function normalFrom(erf: (x: number) => number): Normal {
  const cdf = (z: number) => (1 + erf(z / Math.SQRT2)) / 2;
  const known = new Map<number, number>();
  /** The same few percentiles are asked for again and again. */
  const upper = (p: number) => {
    const z = known.get(p) ?? crossing((at) => cdf(at) - p, 0, FARTHEST);
    known.set(p, z);
    return z;
  };
  return {
    cdf,
    quantile: (p) => {
      if (p <= 0) return Number.NEGATIVE_INFINITY;
      if (p >= 1) return Number.POSITIVE_INFINITY;
      return 2 * p < 1 ? -upper(1 - p) : upper(p);
    },
  };
}
