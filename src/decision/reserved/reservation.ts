import { add, compare, divide, type Exact, isZero, multiply, whole, ZERO } from '../../domain/exact.ts';
import type { LeverTerms } from '../../domain/lever-terms.ts';
import { type Levers, pulls } from '../../domain/levers.ts';
import { type LineItem, totalOf } from '../../domain/line-item.ts';
import type { Normal } from '../../domain/normal.ts';
import { monthly } from '../../domain/period.ts';
import type { Reservation, ReservationTerm, SizedPool } from '../../domain/reservation.ts';
import type { CapacityPool, ReservedOffer, ReservedTerm } from '../../domain/reserved.ts';
import { exactOf, statistic } from '../../domain/statistic.ts';
import { type Factor, factor, minus, sum, times } from '../../domain/units.ts';
import { listBill, type Priceable } from '../estimate/spend.ts';
import { breakEvenUtilisation, unitValue, unitValueOfMix } from './break-even.ts';
import { leverEffects } from './lever-effects.ts';
import { sigmaOfPeak } from './minute-load.ts';
import { reservationStatistics } from './statistics.ts';
import { averagePerMinute, unitsForPeak, utilisation } from './units.ts';
import { type PoolLoad, poolLoads } from './weighted-load.ts';

/** Which levers a workload is bought with. */
export type LeversUsed = (of: Priceable) => Levers;

/** The line items a workload is paid as where a plan buys it; none where it costs nothing there; list where nothing is said. */
export type PaidAs = (of: Priceable) => readonly LineItem[] | undefined;

/** What a reservation is computed with: assumptions where a profile is silent, and a library's normal distribution. */
export interface ReservedContext {
  readonly terms: LeverTerms['reserved'];
  readonly normal: Normal;
  readonly paidAs?: PaidAs;
}

/** The loads of some workloads on the same pools, added up. */
export function combined(loads: readonly (readonly PoolLoad[])[], pools: readonly CapacityPool[]): PoolLoad[] {
  return pools.map((pool, index) => ({
    pool,
    weighted: loads.reduce((total, each) => add(total, each[index]?.weighted ?? ZERO), ZERO),
    payAsYouGo: sum(loads.flatMap((each) => each[index]?.payAsYouGo ?? [])),
  }));
}

/** Decimals kept of a statistic that is averaged over workloads. */
export const SIGMA_PLACES = 12;

/** A mean over workloads, weighted by what each would pay as it goes; the plain first one when nothing is paid. */
export function weightedMean(of: readonly (readonly [value: Exact, loads: readonly PoolLoad[]])[]): Exact {
  const weights = of.map(([, loads]) => sum(loads.map((load) => load.payAsYouGo)));
  const total = sum(weights);
  if (isZero(total)) return of[0]?.[0] ?? ZERO;
  const products = of.map(([value], index) => multiply(value, weights[index] ?? ZERO));
  return divide(products.reduce(add, ZERO), total);
}

function sized(load: PoolLoad, of: Priceable, peakToAverage: Factor): SizedPool {
  const average = averagePerMinute(load.weighted);
  const units = unitsForPeak(average, peakToAverage, load.pool);
  return {
    pool: load.pool,
    averagePerMinute: average,
    units,
    utilisation: utilisation(average, units, load.pool),
    payAsYouGo: load.payAsYouGo,
    unitValue: unitValue(load.pool, of.listSheet),
    unitValueOfMix: unitValueOfMix(load),
  };
}

/** A reservation priced for one of its terms. Money is exact; only `statistics` is not. */
function reservationTerm(
  term: ReservedTerm,
  pools: readonly SizedPool[],
  sigma: number,
  normal: Normal,
): ReservationTerm {
  const unitPrice = monthly(term.usdPerUnit, term.per);
  const cost = sum(pools.map(({ units }) => times(unitPrice, factor(whole(units)))));
  return {
    term,
    unitPrice,
    cost,
    saving: minus(sum(pools.map((pool) => pool.payAsYouGo)), cost),
    breakEven: pools.map((pool) => breakEvenUtilisation(unitPrice, pool.unitValue)),
    breakEvenOfMix: pools.map((pool) => breakEvenUtilisation(unitPrice, pool.unitValueOfMix)),
    statistics: reservationStatistics(pools, unitPrice, sigma, normal),
  };
}

/** Sigma of a workload's load by the minute: measured, or the one whose peak stands at the percentile of the terms. */
export function sigmaOf({ workload }: Priceable, { terms, normal }: Pick<ReservedContext, 'terms' | 'normal'>): number {
  if (workload.load?.sigma !== undefined) return statistic(workload.load.sigma);
  const peak = statistic(workload.load?.peakToAverage ?? terms.peakToAverage);
  return sigmaOfPeak(peak, statistic(terms.peakPercentile), normal);
}

/**
 * One offer for all the work on one model that it may serve; undefined when it serves none of it. Units are sized for
 * the peak; where a profile does not say how high that is, an assumption is used and never 1.
 */
export function reservation(
  offer: ReservedOffer,
  pools: readonly CapacityPool[],
  group: readonly [Priceable, ...Priceable[]],
  used: LeversUsed,
  context: ReservedContext,
): Reservation | undefined {
  const parts = group.map((of) => {
    const bill = listBill(of, used(of));
    return { of, bill, loads: poolLoads(bill, pools, offer, of.rate.noWritePremium, context.paidAs?.(of)) };
  });
  const all = combined(
    parts.map((part) => part.loads),
    pools,
  );
  if (all.every((load) => isZero(load.weighted))) return undefined;
  const averaged = (value: (of: Priceable) => Exact) => weightedMean(parts.map((part) => [value(part.of), part.loads]));
  const peakToAverage = factor(averaged(({ workload }) => workload.load?.peakToAverage ?? context.terms.peakToAverage));
  const sigma = statistic(averaged((of) => exactOf(sigmaOf(of, context), SIGMA_PLACES)));
  const sizedPools = all.map((load) => sized(load, group[0], peakToAverage));
  const priced = offer.terms.map((term) => reservationTerm(term, sizedPools, sigma, context.normal));
  return {
    offer,
    model: group[0].model.id,
    provider: group[0].model.provider,
    workloads: group.map((of) => of.workload.name),
    peakToAverage,
    loadBasis: group.every((of) => of.workload.load?.peakToAverage !== undefined) ? 'stated' : 'assumed',
    sigma,
    pools: sizedPools,
    payAsYouGo: sum(all.map((load) => load.payAsYouGo)),
    complete: parts.every((part) => totalOf(part.bill) !== undefined),
    terms: priced.sort((a, b) => compare(a.cost, b.cost)),
    effects: leverEffects(offer, pools, group, peakToAverage),
    batched: group.some((of) => pulls(used(of), 'batch')),
  };
}
