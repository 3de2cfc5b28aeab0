import type { DemandStatement } from '../../domain/demand.ts';
import { roughVolumeIn } from '../../domain/growth.ts';
import type { Normal } from '../../domain/normal.ts';
import { statistic } from '../../domain/statistic.ts';
import type { Usd } from '../../domain/units.ts';
import { type Futures, futuresOf } from '../chance/futures.ts';
import { type Distribution, ofFutures, scaled } from './distribution.ts';
import { type Forecast, forecastOf } from './forecast.ts';
import type { Months } from './intervals.ts';

/** A workload's list spend a month at the stated tokens and levers, with what it says of its own demand. */
export interface ForecastSpend extends DemandStatement {
  readonly workload: string;
  readonly listSpend: Usd;
  /** By month of the term, the list price as a multiple of the first month's, where prices change in it; later months are as the last. */
  readonly course?: readonly number[];
}

/** List dollars of each month of a term. */
export interface TermDemand extends Months {
  readonly months: readonly [Distribution, ...Distribution[]];
  /** `common`: one growth factor moves every workload, so the sum keeps its shape. `matched`: summed over the futures there may be. */
  readonly method: 'common' | 'matched';
  readonly shapes: readonly Forecast['shape'][];
}

/** Workloads whose demand moves as one: those without a word of their own, and each of the others. */
interface Stream {
  /** List dollars of a month at the stated tokens and its own prices. */
  readonly listIn: (month: number) => number;
  /** True where prices stay as they are. */
  readonly still: boolean;
  readonly forecast: Forecast;
}

/** Some spends of which demand moves as one. */
function streamOf(spends: readonly ForecastSpend[], forecast: Forecast): Stream {
  const own = spends.map(({ listSpend, course }) => ({ list: statistic(listSpend), course }));
  return {
    listIn: (month) =>
      own.reduce((total, { list, course }) => total + list * (course?.[Math.min(month, course.length - 1)] ?? 1), 0),
    still: own.every(({ course }) => course === undefined),
    forecast,
  };
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
  const apart = own.map((spend) => streamOf([spend], forecast({ ...common, ...spend })));
  return [...(rest.length > 0 ? [streamOf(rest, forecast(common))] : []), ...apart].filter(
    ({ listIn }) => listIn(0) > 0,
  );
}

/** The average month of a stretch of a term, summed over streams and months in each future. */
function summed(streams: readonly Stream[], futures: Futures, from: number, to: number): Distribution {
  const total = new Float64Array(futures.count);
  for (const [index, { listIn }] of streams.entries()) {
    for (let month = from; month < to; month++) {
      const list = listIn(month);
      const factor = futures.factors[index]?.[month] as Float64Array;
      for (let future = 0; future < total.length; future++)
        total[future] = (total[future] as number) + (list * (factor[future] as number)) / (to - from);
    }
  }
  return ofFutures(total);
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
  const still = streams.every((each) => each.still && each.forecast.growth === 0);
  const single = streams.length === 1;
  const moving = streams.map(({ forecast: { factor, growth } }) => ({ factor: factor[0], growth }));
  const together = (from: number, to: number, correlation: number) =>
    summed(streams, futuresOf(moving, assumed.months, correlation, normal), from, to);
  const inMonth = (month: number): Distribution =>
    single
      ? scaled(first.forecast.factor, first.listIn(month) * roughVolumeIn(month, first.forecast.growth))
      : together(month, month + 1, assumed.correlation);
  const start = inMonth(0);
  const later = Array.from({ length: assumed.months - 1 }, (_, index) => (still ? start : inMonth(index + 1)));
  return {
    months: [start, ...later],
    together: single ? undefined : together,
    method: single ? 'common' : 'matched',
    shapes: [...new Set(streams.map(({ forecast }) => forecast.shape))],
  };
}
