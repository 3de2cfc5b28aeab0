import type { Normal } from '../../domain/normal.ts';
import { crossing } from './distribution.ts';

/** Beyond as many standard deviations the normal distribution has no probability that a float can tell. */
const FARTHEST = 40;

/** Steps that take Newton's method to the last floats: it doubles the digits with each. */
const NEWTON = 8;

/** Where a distribution function of the standard normal reaches p, from over 1/2 up to 1, to the last float. */
function quantileAbove(cdf: (z: number) => number, p: number): number {
  const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  // No more than exp(-z^2 / 2) / 2 lies beyond z.
  let z = Math.sqrt(-2 * Math.log(2 * (1 - p)));
  for (let step = 0; step < NEWTON; step++) {
    const next = z + (p - cdf(z)) / density(z);
    if (Math.abs(next - z) <= z * Number.EPSILON) break;
    z = next;
  }
  let off = z * Number.EPSILON;
  while (off < FARTHEST && !(cdf(z - off) < p && cdf(z + off) >= p)) off *= 4;
  return off < FARTHEST ? crossing((at) => cdf(at) - p, z - off, z + off) : crossing((at) => cdf(at) - p, 0, FARTHEST);
}

/** The standard normal distribution from an error function; its quantiles invert the probability to the last float. */
export function normalFrom(erf: (x: number) => number): Normal {
  const cdf = (z: number) => (1 + erf(z / Math.SQRT2)) / 2;
  const known = new Map<number, number>();
  /** The same few percentiles are asked for again and again. */
  const upper = (p: number) => {
    const z = known.get(p) ?? quantileAbove(cdf, p);
    known.set(p, z);
    return z;
  };
  return {
    cdf,
    quantile: (p) => {
      if (p <= 0) return Number.NEGATIVE_INFINITY;
      if (p >= 1) return Number.POSITIVE_INFINITY;
      if (2 * p === 1) return 0;
      return 2 * p < 1 ? -upper(1 - p) : upper(p);
    },
  };
}
