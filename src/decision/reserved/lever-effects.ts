import { add, type Exact, ZERO } from '../../domain/exact.ts';
import type { LeverEffect } from '../../domain/reservation.ts';
import type { CapacityPool, ReservedOffer } from '../../domain/reserved.ts';
import type { Factor } from '../../domain/units.ts';
import { priceConfiguration } from '../../engine/pricer.ts';
import { LEVER_STATES, type Priceable } from '../estimate/spend.ts';
import { averagePerMinute, unitsForPeak, utilisation } from './units.ts';
import { poolLoads } from './weighted-load.ts';

function averages(
  offer: ReservedOffer,
  pools: readonly CapacityPool[],
  group: readonly Priceable[],
  cache: boolean,
  batch: boolean,
): Exact[] {
  const totals: Exact[] = pools.map(() => ZERO);
  for (const of of group) {
    const bill = priceConfiguration(of.workload, of.stated, of.listSheet, cache, batch);
    for (const [index, load] of poolLoads(bill, pools, offer, of.rate.noWritePremium).entries()) {
      totals[index] = add(totals[index] ?? ZERO, load.weighted);
    }
  }
  return totals.map(averagePerMinute);
}

/**
 * How used the units are that the work needs without levers, once caching and batch take load off them. Batch is not
 * served by a reservation, and cached input may weigh little or nothing: both save elsewhere and idle what was bought.
 */
export function leverEffects(
  offer: ReservedOffer,
  pools: readonly CapacityPool[],
  group: readonly Priceable[],
  peakToAverage: Factor,
): LeverEffect[] {
  const asIs = averages(offer, pools, group, false, false);
  const units = pools.map((pool, index) => unitsForPeak(asIs[index] ?? ZERO, peakToAverage, pool));
  return LEVER_STATES.map(([cache, batch]) => {
    const now = averages(offer, pools, group, cache, batch);
    return {
      cache,
      batch,
      utilisation: pools.map((pool, index) => utilisation(now[index] ?? ZERO, units[index] ?? 0n, pool)),
    };
  });
}
