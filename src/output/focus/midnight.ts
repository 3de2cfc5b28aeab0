import type { Day } from '../../domain/day.ts';

/** The moment at which a day begins, in UTC, as FOCUS writes moments. */
export const atMidnight = (day: Day) => `${day}T00:00:00Z`;
