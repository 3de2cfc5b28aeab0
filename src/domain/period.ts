import { divide, type Exact, multiply, ONE, shift, whole } from './exact.ts';
import { type Usd, usd } from './units.ts';

/** The periods that capacity is sold by. */
export const PERIODS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export type Period = (typeof PERIODS)[number];

/** An average month: the 8,760 hours of a year by twelve. */
const HOURS_PER_MONTH = whole(730n);
const MINUTES_PER_HOUR = whole(60n);
export const MINUTES_PER_MONTH: Exact = multiply(HOURS_PER_MONTH, MINUTES_PER_HOUR);

/** An average month in days, wherever days become a month: 365.25 by twelve. What capacity is sold by keeps its own. */
export const DAYS_PER_MONTH: Exact = divide(shift(whole(36_525n), 2), whole(12n));

const IN_A_MONTH: Readonly<Record<Period, Exact>> = {
  minute: MINUTES_PER_MONTH,
  hour: HOURS_PER_MONTH,
  day: divide(HOURS_PER_MONTH, whole(24n)),
  week: divide(HOURS_PER_MONTH, whole(168n)),
  month: ONE,
  year: divide(ONE, whole(12n)),
};

/** What an amount each period comes to in an average month of 730 hours, exactly. */
export function monthly(amount: Usd, period: Period): Usd {
  return usd(multiply(amount, IN_A_MONTH[period]));
}
