import type { Expected } from '../../domain/commitment.ts';
import type { Normal } from '../../domain/normal.ts';
import { absorbed, type Distribution, mean, probabilityBelow, quantile } from './distribution.ts';
import type { Interval } from './intervals.ts';

/**
 * A price schedule of a month: `due` dollars are paid in any case and cover `allowance` list dollars of usage; each list
 * dollar over it costs `overage`. Buying without a commitment is an allowance of 0.
 */
export interface Schedule {
  readonly due: number;
  readonly allowance: number;
  readonly overage: number;
  /** What a used list dollar of the allowance is worth: 1 - discount. */
  readonly rate: number;
  /** The part of what an interval leaves unused that the next one may use. */
  readonly rollover: number;
}

/** No commitment: each list dollar costs `factor`. */
export function uncommitted(factor: number): Schedule {
  return { due: 0, allowance: 0, overage: factor, rate: factor, rollover: 0 };
}

/** Cost of a month that turns out at `demand` list dollars. */
export function costAt({ due, allowance, overage }: Schedule, demand: number): number {
  return due + overage * Math.max(0, demand - allowance);
}

/** The schedule of an interval in which a part of the commitment is due. */
export function rampedTo(schedule: Schedule, part: number): Schedule {
  return { ...schedule, due: schedule.due * part, allowance: schedule.allowance * part };
}

const P10 = 10 / 100;
const P90 = 90 / 100;

const over = (intervals: readonly Interval[], value: (interval: Interval, index: number) => number) =>
  intervals.reduce((sum, interval, index) => sum + interval.share * value(interval, index), 0);

function shortfallOf(schedule: Schedule, demand: Distribution, normal: Normal): number {
  return Math.max(0, schedule.due - schedule.rate * absorbed(demand, schedule.allowance, normal));
}

/**
 * Rollover: its share of the shortfall, times the chance that the next interval is over its own commitment and so uses
 * it up, at the price of the overage it replaces. The last interval of the term has no next one.
 */
function rolledOver(schedule: Schedule, intervals: readonly Interval[], normal: Normal): number {
  if (schedule.rollover === 0 || schedule.due === 0) return 0;
  const worth = (schedule.rollover * schedule.overage) / schedule.rate;
  const used = (at: Interval | undefined) =>
    at === undefined ? 0 : 1 - probabilityBelow(at.demand, schedule.allowance * at.ramp, normal);
  return over(intervals, (interval, index) => {
    const next = ((interval.count - 1) * used(interval) + used(intervals[index + 1])) / interval.count;
    return worth * shortfallOf(rampedTo(schedule, interval.ramp), interval.demand, normal) * next;
  });
}

/** E[demand] of an average month of the term. */
export function meanDemand(intervals: readonly Interval[], normal: Normal): number {
  return over(intervals, ({ demand }) => mean(demand, normal));
}

/** The expected cost alone, without what rolls over: what a search asks for. */
export function expectedCost(schedule: Schedule, intervals: readonly Interval[], normal: Normal): number {
  return over(intervals, ({ demand, ramp }) => {
    const beyond = mean(demand, normal) - absorbed(demand, schedule.allowance * ramp, normal);
    return schedule.due * ramp + schedule.overage * Math.max(0, beyond);
  });
}

/** The expectation of a schedule over the intervals of a term. Analytic: E[(D - K)+] = E[D] - E[min(D, K)]. */
export function expectedOf(schedule: Schedule, intervals: readonly Interval[], normal: Normal): Expected {
  const average = meanDemand(intervals, normal);
  const used = over(intervals, ({ demand, ramp }) => absorbed(demand, schedule.allowance * ramp, normal));
  const part = over(intervals, ({ ramp }) => ramp);
  const credit = rolledOver(schedule, intervals, normal);
  const allowed = schedule.allowance * part;
  const atPercentile = (p: number) =>
    over(intervals, ({ demand, ramp }) => costAt(rampedTo(schedule, ramp), quantile(demand, p, normal)));
  return {
    cost: expectedCost(schedule, intervals, normal) - credit,
    costP10: atPercentile(P10),
    costP90: atPercentile(P90),
    utilisation: allowed > 0 ? used / allowed : undefined,
    coverage: allowed > 0 ? used / average : undefined,
    shortfall: over(intervals, ({ demand, ramp }) => shortfallOf(rampedTo(schedule, ramp), demand, normal)),
    shortfallProbability: over(intervals, ({ demand, ramp }) =>
      probabilityBelow(demand, schedule.allowance * ramp, normal),
    ),
    rolledOver: credit,
  };
}
