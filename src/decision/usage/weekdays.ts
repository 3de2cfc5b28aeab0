import { type Day, WEEKDAYS, weekdayOf } from '../../domain/day.ts';
import { divide, type Exact, whole } from '../../domain/exact.ts';

const DAYS_PER_WEEK = 7;
/** Fewer whole weeks say nothing of a weekday: one holiday would be half of it. */
export const WEEKDAY_WEEKS = 4;

/** What each weekday carries, of an average day, over whole weeks; undefined from too few of them, or with one that had no usage. */
export function weekdaysOf(start: Day, days: readonly bigint[]): readonly Exact[] | undefined {
  const weeks = Math.floor(days.length / DAYS_PER_WEEK);
  if (weeks < WEEKDAY_WEEKS) return undefined;
  const counted = days.slice(0, weeks * DAYS_PER_WEEK);
  const all = counted.reduce((sum, each) => sum + each, 0n);
  const hasUsage = Array.from({ length: weeks }, (_, week) =>
    counted.slice(week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK).some((count) => count > 0n),
  );
  if (hasUsage.includes(false)) return undefined;
  const first = weekdayOf(start);
  return WEEKDAYS.map((_, weekday) => {
    const own = counted.filter((_each, index) => (first + index) % DAYS_PER_WEEK === weekday);
    return divide(whole(own.reduce((sum, each) => sum + each, 0n) * BigInt(DAYS_PER_WEEK)), whole(all));
  });
}
