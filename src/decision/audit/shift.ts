import type { Day } from '../../domain/day.ts';
import { add, compare, isZero, negate, ZERO } from '../../domain/exact.ts';
import { minus, NO_USD, type Usd, usd } from '../../domain/units.ts';
import { within } from './lines.ts';

/** One day of one subject: what was billed and what is expected. */
export interface DaySums {
  readonly day: Day;
  readonly billed: Usd;
  readonly expected: Usd;
  readonly allowance: Usd;
}

/** A day whose difference is usage that was billed on a neighbouring day. */
export interface Shifted {
  readonly day: Day;
  readonly amount: Usd;
  /** What of the day is on neither side: the last day of a shift whose bill lies outside of the bill. */
  readonly missing: Usd;
}

const difference = ({ billed, expected }: DaySums) => minus(billed, expected);

/**
 * The days from `start` on whose usage was billed a day later, down to the day on which nothing is carried over any more.
 * Undefined where there is no such run. Days are consecutive.
 */
function later(days: readonly DaySums[], start: number): Shifted[] | undefined {
  const shifted: Shifted[] = [];
  let carried = NO_USD;
  for (let index = start; index < days.length; index += 1) {
    const now = days[index];
    if (now === undefined) return undefined;
    const moved = difference(now);
    const before = carried;
    carried = usd(add(carried, moved));
    shifted.push({ day: now.day, amount: moved, missing: NO_USD });
    if (within(carried, now.allowance)) return shifted.length > 1 ? shifted : undefined;
    // What is carried over is at most the usage of the day, and all of it where the run goes on.
    const owed = negate(carried);
    if (compare(owed, ZERO) < 0 || compare(owed, now.expected) > 0) return undefined;
    const all = within(add(carried, now.expected), now.allowance);
    if (index > start && !all) return undefined;
    if (index === days.length - 1 && all && shifted.length > 1 && !isZero(before)) {
      // The bill ends before the last day of the run was billed.
      shifted[shifted.length - 1] = { day: now.day, amount: usd(negate(before)), missing: usd(negate(now.expected)) };
      return shifted;
    }
  }
  return undefined;
}

function runsOf(days: readonly DaySums[]): Shifted[] {
  const found: Shifted[] = [];
  for (let index = 0; index < days.length; ) {
    const now = days[index];
    const run = now === undefined || within(difference(now), now.allowance) ? undefined : later(days, index);
    if (run !== undefined) found.push(...run);
    index += run?.length ?? 1;
  }
  return found;
}

/**
 * Usage that was billed one day later, else one day earlier: runs of neighbouring days whose differences add up to
 * nothing, each day's being what the day before left over. Nothing is smoothed: what does not fit exactly is no shift.
 */
export function shiftsOf(days: readonly DaySums[]): ReadonlyMap<Day, Shifted> {
  const forward = runsOf(days);
  const taken = new Set(forward.map(({ day }) => day));
  const rest = days.map((each) => (taken.has(each.day) ? { ...each, billed: each.expected } : each));
  const backward = runsOf([...rest].reverse());
  return new Map([...forward, ...backward].map((each) => [each.day, each]));
}
