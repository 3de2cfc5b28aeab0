import { ceiling, compare, divide, type Exact, isZero, multiply, ONE, whole } from '../../domain/exact.ts';
import type { Normal } from '../../domain/normal.ts';
import type { CapacityPool } from '../../domain/reserved.ts';
import { exactOf, statistic } from '../../domain/statistic.ts';
import { ALL, type Factor, type Share, share, type Usd } from '../../domain/units.ts';
import { expectedSpill } from './minute-load.ts';
import { purchasable, unitsForPeak } from './units.ts';

/** The load of some work on the pools of an offer, and how it moves by the minute: all pools follow the same requests. */
export interface MovingLoad {
  readonly pools: readonly { readonly pool: CapacityPool; readonly average: Exact }[];
  readonly peakToAverage: Factor;
  /** Standard deviation of the logarithm of the load by the minute. */
  readonly sigma: number;
  /** True where the spread was measured rather than read from the peak. */
  readonly measured: boolean;
  /** False where the peak of some of it is assumed: no fewer units are taken on that than serve it. */
  readonly stated: boolean;
}

/** Units of each pool of an offer. */
export type UnitCounts = readonly bigint[];

/** Decimals kept of the share that units serve of a load that moves: a statistic. */
const SHARE_PLACES = 6;

/** What the units serve at once / the load of an average minute, by the pool that has the least; undefined without load. */
function reachOf({ pools }: MovingLoad, counts: UnitCounts): Exact | undefined {
  const all = pools.flatMap(({ pool, average }, index): Exact[] =>
    isZero(average) ? [] : [divide(multiply(whole(counts[index] ?? 0n), pool.perMinute), average)],
  );
  const [first, ...others] = all;
  return first && others.reduce((least, each) => (compare(each, least) < 0 ? each : least), first);
}

/**
 * The share of a month's load that some units serve, 0 to 1: all of it where they serve the peak minute, exactly; of a load
 * that never moves what fits; else of a load that is lognormal by the minute, what does not spill, to six decimals.
 */
export function servedShare(load: MovingLoad, counts: UnitCounts, normal: Normal): Share {
  const reach = reachOf(load, counts);
  if (reach === undefined) return ALL;
  const servesPeak = !load.measured && compare(reach, load.peakToAverage) >= 0;
  if (servesPeak || (load.sigma === 0 && compare(reach, ONE) >= 0)) return ALL;
  if (load.sigma === 0) return share(reach);
  const spill = expectedSpill({ mean: 1, sigma: load.sigma }, statistic(reach), normal);
  return share(exactOf(Math.min(1, Math.max(0, 1 - spill)), SHARE_PLACES));
}

/**
 * The share that some units serve of a load at any volume of it, as a multiple of what is stated: a float, for what a plan is
 * expected to cost over its months.
 */
export function servedAt(load: MovingLoad, counts: UnitCounts, normal: Normal): (volume: number) => number {
  const reach = reachOf(load, counts);
  if (reach === undefined) return () => 1;
  const [most, peak] = [statistic(reach), statistic(load.peakToAverage)];
  const { sigma, measured } = load;
  return (volume) => {
    const of = most / volume;
    if ((!measured && of >= peak * (1 - SAME)) || (sigma === 0 && of >= 1)) return 1;
    return sigma === 0 ? of : Math.min(1, Math.max(0, 1 - expectedSpill({ mean: 1, sigma }, of, normal)));
  };
}

/** Floats that differ by less are one number: a peak that is reached is reached. */
const SAME = 1e-12;

/** As many counts of units are looked at for a load at most; of more, evenly spread ones. */
const MOST_COUNTS = 5_000;

/** The counts of one pool up to those that serve the peak. */
function countsOf(
  { pool, average }: MovingLoad['pools'][number],
  { peakToAverage, stated }: Pick<MovingLoad, 'peakToAverage' | 'stated'>,
): bigint[] {
  if (isZero(average)) return [];
  const most = unitsForPeak(average, peakToAverage, pool);
  const least = stated ? purchasable(1n, pool) : most;
  const steps = (most - least) / pool.increment;
  const stride = pool.increment * (steps / BigInt(MOST_COUNTS) + 1n);
  const counts: bigint[] = [];
  for (let units = least; units < most; units += stride) counts.push(units);
  return [...counts, most];
}

/**
 * Every count of units worth a look for a load, up to those that serve its peak: of each pool so many that another pool is
 * the one that runs out first.
 */
export function unitCounts(load: MovingLoad): UnitCounts[] {
  const { pools } = load;
  const found = new Map<string, UnitCounts>();
  for (const own of pools) {
    for (const units of countsOf(own, load)) {
      const most = divide(multiply(whole(units), own.pool.perMinute), own.average);
      const reach = compare(most, load.peakToAverage) > 0 ? load.peakToAverage : most;
      const counts = pools.map((each) =>
        each === own
          ? units
          : isZero(each.average)
            ? 0n
            : purchasable(ceiling(divide(multiply(reach, each.average), each.pool.perMinute)), each.pool),
      );
      found.set(counts.join(), counts);
    }
  }
  return [...found.values()];
}

export const unitsIn = (counts: UnitCounts): bigint => counts.reduce((total, each) => total + each, 0n);

/** What some units can save at most, where the work that they serve costs so much in any other way. A float, for a search. */
export function mostSaved(served: number, counts: UnitCounts, unitPrice: number, value: Usd): number {
  return served * statistic(value) - Number(unitsIn(counts)) * unitPrice;
}
