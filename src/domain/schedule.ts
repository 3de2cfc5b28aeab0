import type { Bound } from './bound.ts';
import type { Month } from './day.ts';
import type { Usd } from './units.ts';

/** What a stretch of time costs: the baseline, list price with the stated levers, and the cheapest as stated. */
export interface PeriodCost {
  readonly baseline: Usd;
  readonly list: Usd;
  readonly cheapest: Usd;
  /** What each amount is where something has no price. */
  readonly bounds: { readonly baseline: Bound; readonly list: Bound; readonly cheapest: Bound };
  /** False when anything that was asked for has no price. */
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
