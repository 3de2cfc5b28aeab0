import type { Normal } from '../../domain/normal.ts';
import { justUnder, meanBetween, probabilityWithin } from './distribution.ts';
import type { Interval } from './intervals.ts';
import { costAt, rampedTo, type Schedule } from './outcome.ts';

/** How often each of some choices is the cheapest once demand is known, and what knowing it beforehand would cost. */
export interface Envelope {
  /** In the order of the choices; adds up to 1. */
  readonly probabilityBest: readonly number[];
  /** E[min over the choices of cost(demand)]. */
  readonly costWithHindsight: number;
}

interface Line {
  readonly intercept: number;
  readonly slope: number;
}

/** The straight parts of a schedule: up to its allowance, over it, and at list under its floor. */
function linesOf({ due, allowance, overage, floor }: Schedule): readonly Line[] {
  return [
    { intercept: due, slope: 0 },
    { intercept: due - overage * allowance, slope: overage },
    ...(floor === 0 ? [] : [{ intercept: 0, slope: 1 }]),
  ];
}

/** The part of a schedule that a demand lies on. */
function lineAt(schedule: Schedule, demand: number): Line | undefined {
  const [within, beyond, atList] = linesOf(schedule);
  if (demand < justUnder(schedule.floor)) return atList;
  return demand > schedule.allowance ? beyond : within;
}

/** Every demand at which the cheapest choice may change; more than need be does no harm. */
function corners(schedules: readonly Schedule[]): readonly number[] {
  const lines = schedules.flatMap(linesOf);
  const meetings = lines.flatMap((a) =>
    lines.flatMap((b) => (a.slope === b.slope ? [] : [(b.intercept - a.intercept) / (a.slope - b.slope)])),
  );
  const found = [...schedules.flatMap(({ allowance, floor }) => [allowance, justUnder(floor)]), ...meetings].filter(
    (demand) => demand > 0,
  );
  return [...new Set([0, ...found])].sort((a, b) => a - b);
}

/** Costs that differ by less of themselves are one cost: what a float makes of the same line written twice. */
const SAME = 1e-9;

/** The first of the cheapest at a demand: earlier choices win ties. */
function cheapestAt(schedules: readonly Schedule[], demand: number): number {
  const costs = schedules.map((schedule) => costAt(schedule, demand));
  const least = Math.min(...costs) * (1 + SAME);
  return costs.findIndex((cost) => cost <= least);
}

function inInterval(schedules: readonly Schedule[], demand: Interval['demand'], normal: Normal): Envelope {
  const probabilityBest = schedules.map(() => 0);
  let costWithHindsight = 0;
  const from = corners(schedules);
  for (const [index, low] of from.entries()) {
    const high = from[index + 1] ?? Number.POSITIVE_INFINITY;
    const inside = high === Number.POSITIVE_INFINITY ? 2 * low + 1 : (low + high) / 2;
    const best = cheapestAt(schedules, inside);
    const schedule = schedules[best];
    if (schedule === undefined) continue;
    const probability = probabilityWithin(demand, high, normal) - probabilityWithin(demand, low, normal);
    const line = lineAt(schedule, inside);
    probabilityBest[best] = (probabilityBest[best] ?? 0) + probability;
    costWithHindsight +=
      (line?.intercept ?? 0) * probability + (line?.slope ?? 0) * meanBetween(demand, low, high, normal);
  }
  return { probabilityBest, costWithHindsight };
}

/** The lower envelope of the choices, interval by interval: each is judged by its own demand. */
export function envelopeOf(schedules: readonly Schedule[], intervals: readonly Interval[], normal: Normal): Envelope {
  const each = intervals.map(({ share, demand, ramp }) => ({
    share,
    envelope: inInterval(
      schedules.map((schedule) => rampedTo(schedule, ramp)),
      demand,
      normal,
    ),
  }));
  return {
    probabilityBest: schedules.map((_, index) =>
      each.reduce((sum, { share, envelope }) => sum + share * (envelope.probabilityBest[index] ?? 0), 0),
    ),
    costWithHindsight: each.reduce((sum, { share, envelope }) => sum + share * envelope.costWithHindsight, 0),
  };
}
