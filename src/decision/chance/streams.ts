import type { CommonDemand } from '../../domain/demand.ts';
import { numeral } from '../../domain/exact.ts';
import type { Normal } from '../../domain/normal.ts';
import type { SizingDefaults } from '../../domain/sizing-defaults.ts';
import type { Workload } from '../../domain/workload.ts';
import type { Scenario } from '../commitment/distribution.ts';
import { forecastOf } from '../commitment/forecast.ts';

/** Workloads that move by one forecast: the factor of their stated tokens, and its growth a month. */
export interface Stream {
  readonly factor: Scenario;
  readonly growth: number;
  /** What reserved units leave of another stream: it moves with that one, and not in step. Its factor is that of the other. */
  readonly follows?: { readonly stream: number; readonly key: string; readonly at: (volume: number) => number };
}

/** What is due whatever demand does: reserved units. */
const DUE: Stream = { factor: { weight: 1, median: 1, sigmaBelow: 0, sigmaAbove: 0 }, growth: 0 };

/** The forecasts of a portfolio. */
export interface Streams {
  readonly all: readonly Stream[];
  /** The stream of each workload, in the order of the portfolio. */
  readonly of: readonly number[];
  readonly assumed: boolean;
}

/** What a forecast needs beside the workloads: what the profile says, what is assumed, and the normal distribution. */
interface StreamTerms {
  readonly common: CommonDemand;
  readonly defaults: Pick<SizingDefaults, 'sigma'>;
  readonly normal: Normal;
}

/** Each workload that says something of its own demand is a stream, its parts together; those that say nothing follow the profile together. */
export function streamsOf(workloads: readonly Workload[], { common, defaults, normal }: StreamTerms): Streams {
  const sigma = Number(numeral(defaults.sigma));
  const all: Stream[] = [];
  let [assumed, together] = [false, -1];
  const whole = new Map<string, number>();
  const of = workloads.map((workload) => {
    if (workload.served !== undefined) {
      all.push(DUE);
      return all.length - 1;
    }
    const stream = streamOf(workload);
    const { left } = workload;
    if (left === undefined) return stream;
    const { key, at } = left;
    all.push({ ...(all[stream] as Stream), follows: { stream, key, at } });
    return all.length - 1;
  });
  function streamOf(workload: Workload): number {
    const { demand = common.demand, growth = common.growth } = workload;
    const own = workload.demand !== undefined || workload.growth !== undefined;
    if (!own && together >= 0) return together;
    const { partOf } = workload;
    const known = partOf && whole.get(partOf.workload);
    if (known !== undefined) return known;
    const stated = { ...(demand === undefined ? {} : { demand }), ...(growth === undefined ? {} : { growth }) };
    const forecast = forecastOf(stated, sigma, normal);
    assumed ||= forecast.shape === 'assumed';
    all.push({ factor: forecast.factor[0], growth: forecast.growth });
    if (!own) together = all.length - 1;
    else if (partOf !== undefined) whole.set(partOf.workload, all.length - 1);
    return all.length - 1;
  }
  return { all, of, assumed };
}

/** Growth takes some of the demand along. */
export const grows = ({ all }: Pick<Streams, 'all'>) => all.some(({ growth }) => growth !== 0);

/** Nothing is known of it but one number. */
export const isCertain = ({ factor }: Stream) => factor.sigmaBelow === 0 && factor.sigmaAbove === 0;

/** The factor of a stream's first month at z standard deviations. */
export function factorAt({ factor: { median, sigmaBelow, sigmaAbove } }: Stream, z: number): number {
  return median * Math.exp(z * (z < 0 ? sigmaBelow : sigmaAbove));
}

/** E[factor; from < z <= to]. */
export function partialMean({ factor }: Stream, from: number, to: number, cdf: Normal['cdf']): number {
  const half = (sigma: number, low: number, high: number) => {
    if (low >= high) return 0;
    const before = cdf(low - sigma);
    return Math.exp((sigma * sigma) / 2) * (cdf(high - sigma) - before);
  };
  const below = half(factor.sigmaBelow, from, Math.min(to, 0));
  return factor.median * (below + half(factor.sigmaAbove, Math.max(from, 0), to));
}
