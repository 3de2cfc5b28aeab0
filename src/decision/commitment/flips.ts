import type { Flip } from '../../domain/commitment.ts';
import type { Normal } from '../../domain/normal.ts';
import { crossing } from './distribution.ts';
import type { Interval } from './intervals.ts';
import { expectedCost, meanDemand, type Schedule } from './outcome.ts';

/**
 * The demand of a month, in list dollars, above which a commitment turns out cheaper than buying at `factor` without
 * one, and the demand above which it does not any more (overage dearer than the alternative). Undefined when never.
 */
export function realisedFlip({ due, allowance, overage }: Schedule, factor: number): Flip | undefined {
  const above = due / factor;
  if (above > allowance) {
    if (overage >= factor) return undefined;
    return { above: (due - overage * allowance) / (factor - overage), below: undefined };
  }
  const below = overage > factor ? (overage * allowance - due) / (overage - factor) : undefined;
  return { above, below };
}

const DOUBLINGS = 60;
/** Steps of the golden section, each 0.618 of the last: the least is flat, so that closer would not be lower. */
const SECTIONS = 48;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The scale at which a convex function is least, between two powers of 2 of a unit. */
function lowest(convex: (scale: number) => number, unit: number): number {
  const at = (exponent: number) => convex(unit * 2 ** exponent);
  let [low, high] = [-8, 8];
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [leftCost, rightCost] = [at(left), at(right)];
  for (let step = 0; step < SECTIONS; step++) {
    if (leftCost < rightCost) {
      [high, right, rightCost] = [right, left, leftCost];
      left = high - GOLDEN * (high - low);
      leftCost = at(left);
    } else {
      [low, left, leftCost] = [left, right, rightCost];
      right = low + GOLDEN * (high - low);
      rightCost = at(right);
    }
  }
  return unit * 2 ** low;
}

/**
 * The same of a forecast: by how much all of it would have to scale for the commitment to have the lower expected cost,
 * and above which scale it has not any more. The difference of the two costs is convex in the scale, so there are two
 * such scales at most.
 */
export function forecastFlip(
  schedule: Schedule,
  factor: number,
  intervals: readonly Interval[],
  normal: Normal,
): Flip | undefined {
  if (schedule.due === 0) return undefined;
  const average = meanDemand(intervals, normal);
  // A demand that is scaled meets a commitment as the demand does meet the commitment less that much, times the scale.
  const excess = (scale: number) => {
    const [due, allowance] = [schedule.due / scale, schedule.allowance / scale];
    return scale * (expectedCost({ ...schedule, due, allowance }, intervals, normal) - factor * average);
  };
  const cheapest = lowest(excess, schedule.allowance / average);
  if (excess(cheapest) >= -schedule.due * Number.EPSILON) return undefined;
  const above = crossing((scale) => -excess(scale), 0, cheapest);
  let high = cheapest;
  for (let step = 0; step < DOUBLINGS && excess(high) < 0; step++) high *= 2;
  return { above, below: excess(high) < 0 ? undefined : crossing(excess, cheapest, high) };
}
