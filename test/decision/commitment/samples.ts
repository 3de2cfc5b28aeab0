import { NORMAL } from '../../../src/commands/normal.ts';
import type { Distribution } from '../../../src/decision/commitment/distribution.ts';
import type { Interval } from '../../../src/decision/commitment/intervals.ts';
import type { Schedule } from '../../../src/decision/commitment/outcome.ts';

export const normal = NORMAL;

export const lognormal = (median: number, sigma: number): Distribution => [
  { weight: 1, median, sigmaBelow: sigma, sigmaAbove: sigma },
];

export const monthly = (demand: Distribution): readonly Interval[] => [
  { share: 1, count: 12, demand, months: [demand], ramp: 1 },
];

/** Demand of modelling.md 5.2: P50 $60,000, sigma 0.25. */
export const SIXTY: Distribution = lognormal(60_000, 0.25);

/** A commitment of `due` contracted dollars a month at a discount. */
export function committed(due: number, discount: number, overage: number, rollover = 0): Schedule {
  return { due, allowance: due / (1 - discount), overage, rate: 1 - discount, rollover, floor: 0 };
}
