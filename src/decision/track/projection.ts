import type { Normal } from '../../domain/normal.ts';
import type { Projected } from '../../domain/track.ts';

/** Spend of consecutive days, the newest last, in US dollars. */
export type Daily = readonly number[];

/** Days that a run rate is taken from: four whole weeks, so that each day of the week counts alike. */
export const RUN = 28;
/** Fewer days tell no spread. */
const LEAST = 7;

/** A straight line through the last days: its value at the next day, its slope, and the spread around it. */
export interface Trend {
  readonly days: number;
  readonly next: number;
  readonly slope: number;
  /** Standard deviation of a day around the line; undefined with too few days. */
  readonly spread: number | undefined;
  /** Sum of squares of the days around their middle. */
  readonly squares: number;
}

/** The run rate of the last 28 days with its growth, by least squares; a level line where there are too few days. */
export function trendOf(daily: Daily): Trend {
  const last = daily.slice(-RUN);
  const n = last.length;
  const mean = n === 0 ? 0 : last.reduce((sum, each) => sum + each, 0) / n;
  if (n < LEAST) return { days: n, next: mean, slope: 0, spread: undefined, squares: 0 };
  const middle = (n - 1) / 2;
  const squares = last.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  const slope = last.reduce((sum, each, index) => sum + (index - middle) * (each - mean), 0) / squares;
  const residuals = last.reduce((sum, each, index) => sum + (each - mean - slope * (index - middle)) ** 2, 0);
  return { days: n, next: mean + slope * (n - middle), slope, spread: Math.sqrt(residuals / (n - 2)), squares };
}

/** What a day this many days ahead is expected to cost: never less than nothing. 0 is the next day. */
export const dayAhead = ({ next, slope }: Trend, ahead: number) => Math.max(0, next + slope * ahead);

/**
 * Mean and standard deviation of the sum of the next days: that of the days themselves, taken as independent, and that
 * of a line which was drawn through few of them (the prediction interval of least squares).
 */
export function sumAhead(trend: Trend, days: number): { mean: number; deviation: number | undefined } {
  let mean = 0;
  for (let ahead = 0; ahead < days; ahead += 1) mean += dayAhead(trend, ahead);
  const { spread, squares, days: n } = trend;
  if (spread === undefined) return { mean, deviation: undefined };
  const middle = (n - 1) / 2;
  const distances = days * (n + (days - 1) / 2 - middle);
  return { mean, deviation: spread * Math.sqrt(days + days ** 2 / n + distances ** 2 / squares) };
}

const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
const P10 = 1 / 10;
const P90 = 9 / 10;

/** The mean of what a normal amount falls short of a limit. */
function shortOf(limit: number, mean: number, deviation: number, { cdf }: Normal): number {
  const z = (limit - mean) / deviation;
  return (limit - mean) * cdf(z) + deviation * density(z);
}

/** Where a window ends: what was used, and the days that are left at the run rate. Nothing used is taken back. */
export function projected(
  used: number,
  { commitment, available, days }: { readonly commitment: number; readonly available: number; readonly days: number },
  trend: Trend,
  normal: Normal,
): Projected {
  const { mean, deviation } = sumAhead(trend, days);
  const expected = used + mean;
  const certain = days === 0 || deviation === 0;
  if (deviation === undefined || certain) {
    const odds = (is: boolean) => (deviation === undefined && days > 0 ? undefined : Number(is));
    return {
      expected,
      p10: certain ? expected : undefined,
      p90: certain ? expected : undefined,
      shortfall: { expected: Math.max(0, commitment - expected), odds: odds(expected < commitment) },
      overage: { expected: Math.max(0, expected - available), odds: odds(expected > available) },
      days: trend.days,
    };
  }
  const at = (p: number) => Math.max(used, expected + deviation * normal.quantile(p));
  const over = shortOf(available, expected, deviation, normal) - (available - expected);
  return {
    expected,
    p10: at(P10),
    p90: at(P90),
    shortfall: {
      expected: used >= commitment ? 0 : shortOf(commitment, expected, deviation, normal),
      odds: used >= commitment ? 0 : normal.cdf((commitment - expected) / deviation),
    },
    overage: { expected: Math.max(0, over), odds: 1 - normal.cdf((available - expected) / deviation) },
    days: trend.days,
  };
}
