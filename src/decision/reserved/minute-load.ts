import type { Normal } from '../../domain/normal.ts';

/** The load by the minute, lognormal around its mean. Floats: what they choose is priced exactly again. */
export interface MinuteLoad {
  readonly mean: number;
  /** Standard deviation of the logarithm; 0 for a load that never moves. */
  readonly sigma: number;
}

/** ln of the median of a load with this mean. */
const location = ({ mean, sigma }: MinuteLoad) => Math.log(mean) - sigma ** 2 / 2;

/**
 * The sigma at which the peak minute, `peakToAverage` times the mean, stands at this percentile: the smaller root of
 * sigma^2 / 2 - z sigma + ln k = 0. A peak beyond what a lognormal load can have there takes its largest, at sigma = z.
 */
export function sigmaOfPeak(peakToAverage: number, percentile: number, normal: Normal): number {
  const z = normal.quantile(percentile);
  return z - Math.sqrt(Math.max(0, z ** 2 - 2 * Math.log(peakToAverage)));
}

/** The load that is not exceeded in this share of minutes. */
export function loadQuantile(load: MinuteLoad, probability: number, normal: Normal): number {
  if (probability <= 0 || load.mean === 0) return 0;
  return load.sigma === 0 ? load.mean : Math.exp(location(load) + load.sigma * normal.quantile(probability));
}

/** E[(W - capacity)+]: load of an average minute that a capacity leaves to pay-as-you-go. */
export function expectedSpill(load: MinuteLoad, capacity: number, normal: Normal): number {
  if (capacity <= 0 || load.mean === 0) return load.mean;
  if (load.sigma === 0) return Math.max(0, load.mean - capacity);
  const z = (Math.log(capacity) - location(load)) / load.sigma;
  const spill = load.mean * normal.cdf(load.sigma - z) - capacity * (1 - normal.cdf(z));
  return Math.max(0, spill);
}

/**
 * The capacity that costs least when only price counts, where a unit of capacity breaks even at utilisation u*:
 * R* = F^-1(1 - u*), nothing at u* >= 1. The newsvendor's answer; doi 10.1177/10591478241251614.
 */
export function priceOptimal(load: MinuteLoad, breakEven: number, normal: Normal): number {
  return breakEven >= 1 ? 0 : loadQuantile(load, 1 - breakEven, normal);
}
