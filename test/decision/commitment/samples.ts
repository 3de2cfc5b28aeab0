import { NORMAL } from '../../../src/commands/normal.ts';
import type { Distribution } from '../../../src/decision/commitment/distribution.ts';
import type { Interval } from '../../../src/decision/commitment/intervals.ts';

export const normal = NORMAL;

export const lognormal = (median: number, sigma: number): Distribution => [
  { weight: 1, median, sigmaBelow: sigma, sigmaAbove: sigma },
];

export const monthly = (demand: Distribution): readonly Interval[] => [{ share: 1, count: 12, demand, ramp: 1 }];

/** Demand of modelling.md 5.2: P50 $60,000, sigma 0.25. */
export const SIXTY: Distribution = lognormal(60_000, 0.25);
