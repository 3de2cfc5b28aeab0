import type { Month } from './day.ts';
import type { Usd } from './units.ts';

/** What a stretch of time costs: the baseline, list price with the stated levers, and the cheapest as stated. */
export interface PeriodCost {
  readonly baseline: Usd;
  readonly list: Usd;
  readonly cheapest: Usd;
  /** False when an unpriced part makes the amounts lower bounds. */
  readonly complete: boolean;
}

export interface MonthCost extends PeriodCost {
  readonly month: Month;
}

/** A profile over its horizon, each month at its own rates. */
export interface Schedule {
  readonly months: readonly MonthCost[];
  readonly total: PeriodCost;
}
