import type { Expected } from '../../domain/commitment.ts';
import type { Normal } from '../../domain/normal.ts';
import {
  absorbed,
  crossing,
  type Distribution,
  justUnder,
  mean,
  meanBetween,
  probabilityBelow,
  probabilityWithin,
  quantile,
} from './distribution.ts';
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
  /** List dollars of a month under which it is billed at list; 0 with a commitment, which was reached when it was signed. */
  readonly floor: number;
}

/** No commitment: each list dollar costs `factor`. */
export function uncommitted(factor: number): Schedule {
  return { due: 0, allowance: 0, overage: factor, rate: factor, rollover: 0, floor: 0 };
}

/** Cost of a month that turns out at `demand` list dollars. */
export function costAt({ due, allowance, overage, floor }: Schedule, demand: number): number {
  if (demand < justUnder(floor)) return demand;
  return due + overage * Math.max(0, demand - allowance);
}

/** The schedule of an interval in which a part of the commitment is due. */
export function rampedTo(schedule: Schedule, part: number): Schedule {
  return { ...schedule, due: schedule.due * part, allowance: schedule.allowance * part };
}

const P10 = 10 / 100;
const P90 = 90 / 100;

/** Probabilities that differ by a smaller share are one. */
const PRECISION = 1e-12;

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

/** What months under the floor cost beyond the contract's price: each is held against it by itself, whatever is settled together. */
function underFloor({ floor, overage }: Schedule, { months }: Interval, normal: Normal): number {
  if (floor === 0) return 0;
  const under = months.reduce((sum, demand) => sum + meanBetween(demand, 0, justUnder(floor), normal), 0);
  return ((1 - overage) * under) / months.length;
}

/** The expected cost alone, without what rolls over: what a search asks for. */
export function expectedCost(schedule: Schedule, intervals: readonly Interval[], normal: Normal): number {
  return over(intervals, (interval) => {
    const { demand, ramp } = interval;
    const beyond = mean(demand, normal) - absorbed(demand, schedule.allowance * ramp, normal);
    return schedule.due * ramp + schedule.overage * Math.max(0, beyond) + underFloor(schedule, interval, normal);
  });
}

/**
 * The cost that a share p of futures stays at or under, the average month of an interval held against the floor: a month
 * just under it costs more than one that reaches it.
 */
function costQuantile(schedule: Schedule, demand: Distribution, p: number, normal: Normal): number {
  const { floor, overage } = schedule;
  const plain = costAt({ ...schedule, floor: 0 }, quantile(demand, p, normal));
  if (floor === 0 || overage >= 1) return floor === 0 ? plain : costAt(schedule, quantile(demand, p, normal));
  const under = probabilityWithin(demand, justUnder(floor), normal);
  const within = (cost: number) =>
    Math.min(under, probabilityWithin(demand, cost, normal)) +
    Math.max(0, probabilityWithin(demand, cost / overage, normal) - under);
  const most = Math.max(plain, floor);
  return crossing((cost) => within(cost) - p * (1 - PRECISION), 0, most);
}

/** The expectation of a schedule over the intervals of a term. Analytic: E[(D - K)+] = E[D] - E[min(D, K)]. */
export function expectedOf(schedule: Schedule, intervals: readonly Interval[], normal: Normal): Expected {
  const average = meanDemand(intervals, normal);
  const used = over(intervals, ({ demand, ramp }) => absorbed(demand, schedule.allowance * ramp, normal));
  const part = over(intervals, ({ ramp }) => ramp);
  const credit = rolledOver(schedule, intervals, normal);
  const allowed = schedule.allowance * part;
  const atPercentile = (p: number) =>
    over(intervals, (interval) => costQuantile(rampedTo(schedule, interval.ramp), interval.demand, p, normal));
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
