import { divide, isZero, multiply, whole } from '../../domain/exact.ts';
import type { LeverTerms } from '../../domain/lever-terms.ts';
import type { Levers } from '../../domain/levers.ts';
import { pricedTotal } from '../../domain/line-item.ts';
import type { Normal } from '../../domain/normal.ts';
import { monthly } from '../../domain/period.ts';
import {
  boundMonths,
  type CapacityPool,
  type HeldUnits,
  type ReservedOffer,
  type ReservedTerm,
} from '../../domain/reserved.ts';
import { exactOf, statistic } from '../../domain/statistic.ts';
import { factor, lessThan, ratio, type Share, share, sum, times, type Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import type { Priceable } from '../estimate/spend.ts';
import { listBill } from '../estimate/spend.ts';
import { combined, SIGMA_PLACES, sigmaOf, weightedMean } from './reservation.ts';
import { type MovingLoad, servedShare, type UnitCounts, unitsIn } from './unit-counts.ts';
import { averagePerMinute } from './units.ts';
import { isServed, type PoolLoad, poolLoads } from './weighted-load.ts';

/** What units are reckoned with where a profile is silent, a library's normal distribution, and the months that are planned. */
export interface UnitTerms {
  readonly terms: LeverTerms['reserved'];
  readonly normal: Normal;
  readonly months?: number | undefined;
  /** Of a plan over several months or an uncertain demand: the volumes of a workload in them, as multiples of what is stated. */
  readonly over?: VolumesOver | undefined;
  /** Bands that are signed whatever else is, by provider. */
  readonly required?: ReadonlyMap<string, string> | undefined;
}

/** What becomes of the volume of each workload in the months that are planned and the futures there may be, each as likely. */
export interface VolumesOver {
  readonly of: (workload: Workload) => Volumes;
}

/** Volumes that are equally likely, or the means of such; and the largest there is. */
export interface Volumes {
  readonly all: readonly number[];
  readonly most: number;
}

/** The part of a workload that units may serve whole: what no batch holds, as one model. */
export interface ServedWork {
  readonly of: Priceable;
  readonly levers: Levers;
  readonly loads: readonly PoolLoad[];
  /** At list price under these levers, US dollars a month. */
  readonly list: Usd;
}

/** The cheapest term of an offer that is no longer than the plan, the shorter on a tie; undefined where none has a price. */
export function cheapestTerm({ terms }: ReservedOffer, months: number | undefined): ReservedTerm | undefined {
  const fits = terms.filter((term) => months === undefined || boundMonths(term) <= months);
  const priceOf = ({ usdPerUnit, per: period }: ReservedTerm) => monthly(usdPerUnit, period);
  const [first, ...others] = [...fits].sort((a, b) => boundMonths(a) - boundMonths(b));
  return first && others.reduce((best, each) => (lessThan(priceOf(each), priceOf(best)) ? each : best), first);
}

/** What units would serve of some work: undefined where they leave a part of its requests, or a meter of them, to others. */
export function servedWork(
  of: Priceable,
  offer: ReservedOffer,
  pools: readonly CapacityPool[],
): ServedWork | undefined {
  const { noWritePremium } = of.rate;
  for (const levers of ['cache', 'asIs'] as const) {
    if (levers === 'cache' && of.stated.inTheWay.cache !== undefined) continue;
    const bill = listBill(of, levers);
    if (!isServed(bill, pools, offer, noWritePremium)) continue;
    const loads = poolLoads(bill, pools, offer, noWritePremium);
    if (loads.every(({ weighted }) => isZero(weighted))) continue;
    return { of, levers, loads, list: pricedTotal(bill) };
  }
  return undefined;
}

/** Whether work says how its load moves by the minute. */
export const statesLoad = ({ workload: { load } }: Priceable) =>
  load?.peakToAverage !== undefined || load?.sigma !== undefined;

/** The load of some work together, by the minute. */
export function loadOf(works: readonly ServedWork[], pools: readonly CapacityPool[], by: UnitTerms): MovingLoad {
  const all = combined(
    works.map(({ loads }) => loads),
    pools,
  );
  const mean = (value: (of: Priceable) => Parameters<typeof statistic>[0]) =>
    weightedMean(works.map(({ of, loads }) => [value(of), loads] as const));
  return {
    pools: all.map(({ pool, weighted }) => ({ pool, average: averagePerMinute(weighted) })),
    peakToAverage: factor(mean(({ workload }) => workload.load?.peakToAverage ?? by.terms.peakToAverage)),
    sigma: statistic(mean((of) => exactOf(sigmaOf(of, by), SIGMA_PLACES))),
    measured: works.some(({ of }) => of.workload.load?.sigma !== undefined),
    stated: works.every(({ of }) => statesLoad(of)),
  };
}

/** The same load at another volume: as peaked as before. */
export const loadAt = (load: MovingLoad, by: ReturnType<typeof factor>): MovingLoad => ({
  ...load,
  pools: load.pools.map(({ pool, average }) => ({ pool, average: multiply(average, by) })),
});

/** Units of an offer, with the work that they are for. */
export interface Taking {
  readonly offer: ReservedOffer;
  readonly term: ReservedTerm;
  readonly model: string;
  readonly works: readonly ServedWork[];
  readonly load: MovingLoad;
  readonly counts: UnitCounts;
}

/** What some units are, serve and cost; at list price what they serve of all the work, `list`. */
export function heldUnits({ offer, term, model, works, load, counts }: Taking, normal: Normal): HeldUnits | undefined {
  const served = servedShare(load, counts, normal);
  const unitPrice = monthly(term.usdPerUnit, term.per);
  const cost = times(unitPrice, factor(whole(unitsIn(counts))));
  const list = times(sum(works.map((each) => each.list)), factor(served));
  const multiple = ratio(cost, list);
  if (multiple === undefined) return undefined;
  return {
    offer,
    term,
    model,
    pools: load.pools.flatMap(({ pool, average }, index) => {
      const units = counts[index] ?? 0n;
      if (units === 0n) return [];
      return [{ pool, units, used: usedOf(served, average, units, pool) }];
    }),
    unitPrice,
    cost,
    served,
    multiple,
    peakToAverage: load.peakToAverage,
    peakStated: load.stated,
  };
}

function usedOf(served: Share, average: Parameters<typeof divide>[0], units: bigint, pool: CapacityPool): Share {
  return share(divide(multiply(served, average), multiply(whole(units), pool.perMinute)));
}
