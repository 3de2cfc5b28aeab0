import { type Model, namesOf } from '../../domain/rate-card.ts';
import type { Reservation } from '../../domain/reservation.ts';
import type { CapacityPool, ReservedOffer } from '../../domain/reserved.ts';
import type { Workload } from '../../domain/workload.ts';
import type { Priceable } from '../estimate/spend.ts';
import { type LeversUsed, type ReservedContext, reservation } from './reservation.ts';

const CHANNEL = 'reserved';

/** Pools an offer has for a model, by its id or any of its aliases. */
export function poolsFor(offer: ReservedOffer, model: Model): readonly CapacityPool[] | undefined {
  for (const name of namesOf(model)) {
    const pools = offer.models.get(name);
    if (pools !== undefined) return pools;
  }
  return undefined;
}

/** Whether a workload may be served by an offer: its channels allow it, and its region is served. */
export function admits(offer: ReservedOffer, workload: Workload): boolean {
  if (workload.channels !== undefined && !workload.channels.includes(CHANNEL)) return false;
  return workload.region === undefined || offer.regional;
}

/**
 * Every reservation on offer for a portfolio: one per offer and model, over all the workloads on that model that it may
 * serve. Pure; `used` says which levers each workload is bought with.
 */
export function reservations(
  offers: readonly ReservedOffer[],
  portfolio: readonly Priceable[],
  used: LeversUsed,
  context: ReservedContext,
): Reservation[] {
  const models = new Map(portfolio.map((of) => [of.model.id, of.model]));
  return [...models.values()].flatMap((model) =>
    offers.flatMap((offer) => {
      const pools = poolsFor(offer, model);
      const [first, ...rest] = portfolio.filter((of) => of.model.id === model.id && admits(offer, of.workload));
      if (pools === undefined || first === undefined) return [];
      return reservation(offer, pools, [first, ...rest], used, context) ?? [];
    }),
  );
}
