import { numeral } from '../../domain/exact.ts';
import type { Normal } from '../../domain/normal.ts';
import type { Workload } from '../../domain/workload.ts';
import type { Scenario } from '../commitment/distribution.ts';
import { forecastOf } from '../commitment/forecast.ts';
import type { Sizing } from '../commitment/plan-commitments.ts';

/** Workloads that move by one forecast: the factor of their stated tokens, and its growth a month. */
export interface Stream {
  readonly factor: Scenario;
  readonly growth: number;
}

/**
 * The forecasts of a portfolio. Together they move on one scale: a future is so many standard deviations from the
 * median, the same for every stream.
 */
export interface Streams {
  readonly all: readonly Stream[];
  /** The stream of each workload, in the order of the portfolio. */
  readonly of: readonly number[];
  readonly assumed: boolean;
  /** Of the term; 1 where nothing grows. */
  readonly months: number;
}

/** Workloads that say the same of their demand are one stream; those that say nothing follow the profile. */
export function streamsOf(workloads: readonly Workload[], { common, defaults, normal }: Sizing): Streams {
  const sigma = Number(numeral(defaults.sigma));
  const known = new Map<string, number>();
  const all: Stream[] = [];
  let assumed = false;
  const of = workloads.map(({ demand = common.demand, growth = common.growth }) => {
    const said = [demand?.p10, demand?.p50, demand?.p90, growth].map((each) => (each ? numeral(each) : ''));
    const key = said.join(' ');
    const index = known.get(key) ?? all.length;
    if (known.has(key)) return index;
    known.set(key, index);
    const stated = { ...(demand === undefined ? {} : { demand }), ...(growth === undefined ? {} : { growth }) };
    const forecast = forecastOf(stated, sigma, normal);
    assumed ||= forecast.shape === 'assumed';
    all.push({ factor: forecast.factor[0], growth: forecast.growth });
    return index;
  });
  const grows = all.some(({ growth }) => growth !== 0);
  return { all, of, assumed, months: grows ? defaults.terms.termMonths : 1 };
}

/** The factor of a stream's first month in the future at z standard deviations. */
export function factorAt({ factor: { median, sigmaBelow, sigmaAbove } }: Stream, z: number): number {
  return median * Math.exp(z * (z < 0 ? sigmaBelow : sigmaAbove));
}

/** E[factor; from < z <= to]. */
export function partialMean({ factor }: Stream, from: number, to: number, { cdf }: Normal): number {
  const half = (sigma: number, low: number, high: number) =>
    low >= high ? 0 : Math.exp((sigma * sigma) / 2) * (cdf(high - sigma) - cdf(low - sigma));
  const below = half(factor.sigmaBelow, from, Math.min(to, 0));
  return factor.median * (below + half(factor.sigmaAbove, Math.max(from, 0), to));
}
