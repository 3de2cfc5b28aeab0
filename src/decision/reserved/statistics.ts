import type { Normal } from '../../domain/normal.ts';
import type { ReservationStatistics, SizedPool } from '../../domain/reservation.ts';
import { statistic } from '../../domain/statistic.ts';
import type { Usd } from '../../domain/units.ts';
import { expectedSpill, type MinuteLoad, priceOptimal } from './minute-load.ts';
import { purchasable } from './units.ts';

/** One pool in floats: its load, and dollars a month of pay-as-you-go per unit of load. */
interface FloatPool {
  readonly load: MinuteLoad;
  readonly capacity: number;
  readonly payAsYouGo: number;
  readonly sized: SizedPool;
}

function floats(sized: SizedPool, sigma: number): FloatPool {
  return {
    load: { mean: statistic(sized.averagePerMinute), sigma },
    capacity: statistic(sized.pool.perMinute),
    payAsYouGo: statistic(sized.payAsYouGo),
    sized,
  };
}

function spillCost({ load, capacity, payAsYouGo }: FloatPool, units: bigint, normal: Normal): number {
  if (load.mean === 0) return 0;
  return (payAsYouGo * expectedSpill(load, Number(units) * capacity, normal)) / load.mean;
}

const expectedCost = (of: FloatPool, units: bigint, unitPrice: number, normal: Normal) =>
  Number(units) * unitPrice + spillCost(of, units, normal);

/** The cheapest of: none, and the purchasable units around the continuous optimum. The cost is convex, so that is all. */
function cheapestUnits(of: FloatPool, unitPrice: number, normal: Normal): bigint {
  const { load, capacity, payAsYouGo, sized } = of;
  if (load.mean === 0 || payAsYouGo === 0) return 0n;
  const breakEven = (unitPrice * load.mean) / (payAsYouGo * capacity);
  const wanted = BigInt(Math.floor(priceOptimal(load, breakEven, normal) / capacity));
  const above = purchasable(wanted, sized.pool);
  const candidates = [0n, above, purchasable(above - sized.pool.increment, sized.pool), above + sized.pool.increment];
  return candidates.reduce((best, units) =>
    expectedCost(of, units, unitPrice, normal) < expectedCost(of, best, unitPrice, normal) ? units : best,
  );
}

/**
 * What a reservation is expected to cost when the load moves, and how that splits: the value of its price, and the
 * premium for serving the peak, which buys latency and saves nothing.
 */
export function reservationStatistics(
  pools: readonly SizedPool[],
  unitPrice: Usd,
  sigma: number,
  normal: Normal,
): ReservationStatistics {
  const price = statistic(unitPrice);
  const all = pools.map((sized) => floats(sized, sigma));
  const total = (value: (of: FloatPool, index: number) => number) =>
    all.reduce((sum, of, index) => sum + value(of, index), 0);
  const optimal = all.map((of) => cheapestUnits(of, price, normal));
  const optimalCost = total((of, index) => expectedCost(of, optimal[index] ?? 0n, price, normal));
  const peakCost = total((of) => expectedCost(of, of.sized.units, price, normal));
  return {
    expectedSpill: total((of) => spillCost(of, of.sized.units, normal)),
    priceOptimalUnits: optimal,
    priceOptimalCost: optimalCost,
    priceValue: Math.max(0, total((of) => of.payAsYouGo) - optimalCost),
    latencyInsurancePremium: Math.max(0, peakCost - optimalCost),
  };
}
