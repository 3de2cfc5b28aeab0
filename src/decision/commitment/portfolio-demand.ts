import type { DemandStatement } from '../../domain/demand.ts';
import { roughVolumeIn } from '../../domain/growth.ts';
import type { Normal } from '../../domain/normal.ts';
import { statistic } from '../../domain/statistic.ts';
import type { Usd } from '../../domain/units.ts';
import { type Distribution, matched, mean, scaled, variation } from './distribution.ts';
import { type Forecast, forecastOf } from './forecast.ts';

/** A workload's list spend a month at the stated tokens and levers, with what it says of its own demand. */
export interface ForecastSpend extends DemandStatement {
  readonly workload: string;
  readonly listSpend: Usd;
}

/** List dollars of each month of a term. Months are equal, as objects, where nothing grows. */
export interface TermDemand {
  readonly months: readonly [Distribution, ...Distribution[]];
  /** `common`: one growth factor moves every workload, so the sum keeps its shape. `matched`: sums by their moments. */
  readonly method: 'common' | 'matched';
  readonly shapes: readonly Forecast['shape'][];
}

/** Workloads whose demand moves as one: those without a word of their own, and each of the others. */
interface Stream {
  readonly list: number;
  readonly forecast: Forecast;
}

function streamsOf(
  spends: readonly ForecastSpend[],
  common: DemandStatement,
  sigma: number,
  normal: Normal,
): readonly Stream[] {
  const forecast = (stated: DemandStatement) => forecastOf(stated, sigma, normal);
  const own = spends.filter(({ demand, growth }) => demand !== undefined || growth !== undefined);
  const rest = spends.filter((spend) => !own.includes(spend));
  const together = rest.reduce((total, { listSpend }) => total + statistic(listSpend), 0);
  const apart = own.map((spend) => ({
    list: statistic(spend.listSpend),
    forecast: forecast({ ...common, ...spend }),
  }));
  return [...(together > 0 ? [{ list: together, forecast: forecast(common) }] : []), ...apart].filter(
    ({ list }) => list > 0,
  );
}

/** A stream by its moments in the first month. */
interface Moments {
  readonly average: number;
  /** Standard deviation / mean. */
  readonly variation: number;
  readonly growth: number;
}

function momentsOf({ list, forecast }: Stream, normal: Normal): Moments {
  const { factor, growth } = forecast;
  return { average: list * mean(factor, normal), variation: variation(factor, normal), growth };
}

/**
 * The sum of streams in one month, by its mean and variance. At correlation `rho` between any two with deviations s_i
 * the variance is (1 - rho) sum(s_i^2) + rho (sum s_i)^2.
 */
function summed(streams: readonly Moments[], month: number, rho: number): Distribution {
  let [total, deviations, squares] = [0, 0, 0];
  for (const stream of streams) {
    const average = stream.average * roughVolumeIn(month, stream.growth);
    const deviation = average * stream.variation;
    total += average;
    deviations += deviation;
    squares += deviation * deviation;
  }
  return matched(total, Math.sqrt((1 - rho) * squares + rho * deviations * deviations) / total);
}

/**
 * What a provider's workloads spend at list in each month of a term. A workload's own demand or growth goes before
 * that of the profile, key by key. Undefined when nothing is spent. `sigma` is assumed for a point; `rho` is the correlation of workloads
 * that state their own demand, with each other and with the rest.
 */
export function termDemand(
  spends: readonly ForecastSpend[],
  common: DemandStatement,
  assumed: { readonly sigma: number; readonly correlation: number; readonly months: number },
  normal: Normal,
): TermDemand | undefined {
  const streams = streamsOf(spends, common, assumed.sigma, normal);
  const [first] = streams;
  if (first === undefined) return undefined;
  const still = streams.every(({ forecast }) => forecast.growth === 0);
  const single = streams.length === 1;
  const moments = single ? [] : streams.map((stream) => momentsOf(stream, normal));
  const inMonth = (month: number): Distribution =>
    single
      ? scaled(first.forecast.factor, first.list * roughVolumeIn(month, first.forecast.growth))
      : summed(moments, month, assumed.correlation);
  const start = inMonth(0);
  const later = Array.from({ length: assumed.months - 1 }, (_, index) => (still ? start : inMonth(index + 1)));
  return {
    months: [start, ...later],
    method: single ? 'common' : 'matched',
    shapes: [...new Set(streams.map(({ forecast }) => forecast.shape))],
  };
}
