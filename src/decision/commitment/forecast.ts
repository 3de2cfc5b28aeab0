import type { DemandStatement, Percentiles } from '../../domain/demand.ts';
import { compare, divide, type Exact, multiply } from '../../domain/exact.ts';
import type { Normal } from '../../domain/normal.ts';
import { statistic } from '../../domain/statistic.ts';
import type { Distribution } from './distribution.ts';

/** How a forecast came by its shape. */
export type ForecastShape = 'lognormal' | 'splitLognormal' | 'certain' | 'assumed';

/** How demand for one stream may turn out, as a multiple of the stated tokens. */
export interface Forecast {
  readonly shape: ForecastShape;
  /** Of the first month. */
  readonly factor: Distribution;
  /** Growth a month, 0 when none is stated. */
  readonly growth: number;
}

const TENTH = 10 / 100;

/** Three percentiles that a lognormal goes through: the middle one is the geometric mean of the others, exactly or to this share of itself. */
const SAME_SHARE = 1 / 1000;

function isGeometric({ p10, p50, p90 }: Percentiles): boolean {
  const square = statistic(multiply(p50, p50));
  return Math.abs(statistic(multiply(p10, p90)) - square) <= SAME_SHARE * square;
}

/** Standard deviations of the logarithm between the median and the tenth percentile of a lognormal: 1.2816. */
const tenthOf = (normal: Normal) => -normal.quantile(TENTH);

/** The distribution through three percentiles: a lognormal, two halves of one where they are askew, or a certainty. */
export function throughPercentiles(stated: Percentiles, normal: Normal): Pick<Forecast, 'shape' | 'factor'> {
  const { p10, p50, p90 } = stated;
  const median = statistic(p50);
  if (compare(p10, p90) === 0) {
    return { shape: 'certain', factor: [{ weight: 1, median, sigmaBelow: 0, sigmaAbove: 0 }] };
  }
  const spread = (wide: Exact, narrow: Exact) => Math.log(statistic(divide(wide, narrow))) / tenthOf(normal);
  if (isGeometric(stated)) {
    const sigma = spread(p90, p10) / 2;
    return { shape: 'lognormal', factor: [{ weight: 1, median, sigmaBelow: sigma, sigmaAbove: sigma }] };
  }
  const halves = { sigmaBelow: spread(p50, p10), sigmaAbove: spread(p90, p50) };
  return { shape: 'splitLognormal', factor: [{ weight: 1, median, ...halves }] };
}

/** A forecast from what is stated. A point alone gets the assumed spread `sigma`, and says so. */
export function forecastOf({ demand, growth }: DemandStatement, sigma: number, normal: Normal): Forecast {
  const monthly = growth === undefined ? 0 : statistic(growth);
  if (demand !== undefined) return { ...throughPercentiles(demand, normal), growth: monthly };
  const factor: Distribution = [{ weight: 1, median: 1, sigmaBelow: sigma, sigmaAbove: sigma }];
  return { shape: 'assumed', factor, growth: monthly };
}
