import { add, type Exact, ZERO } from '../../domain/exact.ts';
import { LEVER_STATES, type Levers } from '../../domain/levers.ts';
import type { LeverEffect } from '../../domain/reservation.ts';
import type { CapacityPool, ReservedOffer } from '../../domain/reserved.ts';
import type { Factor } from '../../domain/units.ts';
import { listBill, type Priceable } from '../estimate/spend.ts';
import { averagePerMinute, unitsForPeak, utilisation } from './units.ts';
import { poolLoads } from './weighted-load.ts';

function averages(
  offer: ReservedOffer,
  pools: readonly CapacityPool[],
  group: readonly Priceable[],
  levers: Levers,
): Exact[] {
  const totals: Exact[] = pools.map(() => ZERO);
  for (const each of group) {
    const loads = poolLoads(listBill(each, levers), pools, offer, each.rate.noWritePremium);
    for (const [index, load] of loads.entries()) {
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
  const asIs = averages(offer, pools, group, 'asIs');
  const units = pools.map((pool, index) => unitsForPeak(asIs[index] ?? ZERO, peakToAverage, pool));
  return LEVER_STATES.map((levers) => {
    const now = averages(offer, pools, group, levers);
    return {
      levers,
      utilisation: pools.map((pool, index) => utilisation(now[index] ?? ZERO, units[index] ?? 0n, pool)),
    };
  });
}
