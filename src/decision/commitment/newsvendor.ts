import type { Normal } from '../../domain/normal.ts';
import { crossing, probabilityWithin, quantile } from './distribution.ts';
import type { Interval } from './intervals.ts';

/** The share of futures that the allowance worth signing for covers: 1 - (1 - d) / v, never under 0. */
export function criticalProbability(discount: number, overage: number): number {
  return Math.max(0, 1 - (1 - discount) / overage);
}

/**
 * The allowance K in list dollars a month whose expected cost is least, for a discount d and a price v of overage: the
 * newsvendor's F(K) = 1 - (1 - d) / v. At v = 1 that is the d-quantile of demand; at v <= 1 - d it is 0. The commitment
 * is (1 - d) K. Over several intervals, and on a ramp, the marginal costs of all of them balance.
 */
export function bestAllowance(
  discount: number,
  overage: number,
  intervals: readonly Interval[],
  normal: Normal,
): number {
  const probability = criticalProbability(discount, overage);
  const due = intervals.filter(({ ramp }) => ramp > 0);
  const highest = Math.max(0, ...due.map(({ demand, ramp }) => quantile(demand, probability, normal) / ramp));
  if (probability === 0 || due.length < 2) return highest;
  const marginal = (allowance: number) =>
    due.reduce((sum, { share, demand, ramp }) => {
      const within = probabilityWithin(demand, allowance * ramp, normal);
      return sum + share * ramp * (within - probability);
    }, 0);
  return crossing(marginal, 0, highest);
}
