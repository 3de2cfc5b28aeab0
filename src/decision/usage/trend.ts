import { type Day, daysBetween } from '../../domain/day.ts';
import { approximately, compare, type Exact, isZero } from '../../domain/exact.ts';
import { DAYS_PER_MONTH } from '../../domain/period.ts';
import { exactOf } from '../../domain/statistic.ts';
import type { MeasuredTrend } from '../../domain/usage-answer.ts';

const DAYS_PER_WEEK = 7;
/** Fewer whole weeks tell no growth, and fewer than that no spread. */
export const GROWTH_WEEKS = 8;
export const DEMAND_WEEKS = 12;
/** A growth within two standard errors of none is none that can be told. */
const ERRORS = 2;
/** A tenth of a normal distribution lies so many standard deviations over its mean. */
const TENTH = 1.2815515655446004;
/** Correlation of neighbouring weeks counts up to here: more of it is a trend that was not straight. */
const MOST_CORRELATION = 0.9;
const GROWTH_PLACES = 3;
const DEMAND_PLACES = 2;

/** Counts by day, from the first day of a period to its last; a day without rows is 0. */
export function byDay(
  period: { readonly start: Day; readonly days: number },
  counted: readonly { readonly day: Day; readonly count: bigint }[],
): bigint[] {
  const days = Array.from({ length: period.days }, () => 0n);
  for (const { day, count } of counted) {
    const at = daysBetween(period.start, day);
    if (at >= 0 && at < days.length) days[at] = (days[at] ?? 0n) + count;
  }
  return days;
}

/** Sums of whole weeks, from the first day on; what is left of a week at the end is in none. */
function weeksOf(days: readonly bigint[]): number[] {
  const weeks = Math.floor(days.length / DAYS_PER_WEEK);
  return Array.from({ length: weeks }, (_, week) =>
    Number(days.slice(week * DAYS_PER_WEEK, (week + 1) * DAYS_PER_WEEK).reduce((sum, each) => sum + each, 0n)),
  );
}

interface Line {
  /** Of the logarithm, a week. */
  readonly slope: number;
  /** Standard error of the slope, wider where neighbouring weeks are alike. */
  readonly error: number;
  /** Standard deviation of a week around the line. */
  readonly spread: number;
  /** By what its variance is multiplied where neighbouring weeks are alike. */
  readonly likeness: number;
}

const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);

/** The straight line through logarithms by least squares. */
function lineThrough(values: readonly number[]): Line {
  const count = values.length;
  const middle = (count - 1) / 2;
  const mean = sum(values) / count;
  const width = sum(values.map((_, index) => (index - middle) ** 2));
  const slope = sum(values.map((value, index) => (index - middle) * (value - mean))) / width;
  const off = values.map((value, index) => value - mean - slope * (index - middle));
  const squares = sum(off.map((each) => each ** 2));
  const neighbours = squares === 0 ? 0 : sum(off.slice(1).map((each, index) => each * (off[index] ?? 0))) / squares;
  const correlation = Math.min(Math.max(neighbours, 0), MOST_CORRELATION);
  const likeness = (1 + correlation) / (1 - correlation);
  const variance = squares / (count - 2);
  return { slope, error: Math.sqrt((variance * likeness) / width), spread: Math.sqrt(variance), likeness };
}

/** Undefined where the weeks are so far apart that their trend has no number. */
const exactly = (value: number, places: number): Exact | undefined =>
  Number.isFinite(value) ? exactOf(value, places) : undefined;

/**
 * How usage moved over whole weeks: growth a month by least squares on the logarithm of each week, and the spread of a
 * month around it. An estimate, so binary floats reckon it and what is stated is rounded; undefined from too few weeks,
 * and where a week was without usage.
 */
export function trendOf(days: readonly bigint[]): MeasuredTrend | undefined {
  const weeks = weeksOf(days);
  if (weeks.length < GROWTH_WEEKS || weeks.some((week) => week <= 0)) return undefined;
  const line = lineThrough(weeks.map(Math.log));
  const weeksPerMonth = approximately(DAYS_PER_MONTH) / DAYS_PER_WEEK;
  const monthly = (slope: number) => exactly(Math.exp(slope * weeksPerMonth) - 1, GROWTH_PLACES);
  const [growth, low, high] = [
    monthly(line.slope),
    monthly(line.slope - ERRORS * line.error),
    monthly(line.slope + ERRORS * line.error),
  ];
  if (growth === undefined || low === undefined || high === undefined) return undefined;
  const isTold = !isZero(growth) && Math.abs(line.slope) > ERRORS * line.error;
  const month = line.spread * Math.sqrt(line.likeness / weeksPerMonth);
  const [p10, p90] = [-1, 1].map((side) => exactly(Math.exp(side * TENTH * month), DEMAND_PLACES));
  const hasSpread = weeks.length >= DEMAND_WEEKS && p10 !== undefined && p90 !== undefined && compare(p10, p90) !== 0;
  return {
    weeks: weeks.length,
    growth: { share: growth, low, high, isTold },
    demand: hasSpread ? { p10, p90 } : undefined,
  };
}
