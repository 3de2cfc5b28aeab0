import type { Exact } from './exact.ts';
import type { Levers } from './levers.ts';
import type { CapacityPool, ReservedOffer, ReservedTerm } from './reserved.ts';
import type { Factor, Usd } from './units.ts';

/** Where the peak of a load comes from. */
export type LoadBasis = 'stated' | 'assumed';

/** One pool sized for the peak of its load. */
export interface SizedPool {
  readonly pool: CapacityPool;
  /** Weighted tokens, or list dollars, in the average minute. */
  readonly averagePerMinute: Exact;
  readonly units: bigint;
  /** Average load / capacity bought; undefined without units. */
  readonly utilisation: Factor | undefined;
  /** What the served tokens cost without a reservation. */
  readonly payAsYouGo: Usd;
  /** List value of one fully used unit-month, and of one used by this mix of meters. */
  readonly unitValue: Usd | undefined;
  readonly unitValueOfMix: Usd | undefined;
}

/** What only statistics can tell, in floats: the load by the minute is taken as lognormal. */
export interface ReservationStatistics {
  /** Dollars a month that go to pay-as-you-go when the load exceeds the units bought. */
  readonly expectedSpill: number;
  /** Units that cost least when only price counts, and the expected cost with them. */
  readonly priceOptimalUnits: readonly bigint[];
  readonly priceOptimalCost: number;
  /** Pay-as-you-go less the expected cost of the price-optimal units; never below 0. */
  readonly priceValue: number;
  /** What serving the peak costs beyond the price-optimal units: the price of latency, not a saving. */
  readonly latencyInsurancePremium: number;
}

/** A reservation for one term. */
export interface ReservationTerm {
  readonly term: ReservedTerm;
  readonly unitPrice: Usd;
  /** Units x price a month. */
  readonly cost: Usd;
  /** Pay-as-you-go less `cost`; negative where the reservation is dearer. */
  readonly saving: Usd;
  /** By pool: unit price / list value, and / value of this mix. */
  readonly breakEven: readonly (Factor | undefined)[];
  readonly breakEvenOfMix: readonly (Factor | undefined)[];
  readonly statistics: ReservationStatistics;
}

/** Utilisation of the units that the work needs as it is, when levers then take load off them. */
export interface LeverEffect {
  readonly levers: Levers;
  readonly utilisation: readonly (Factor | undefined)[];
}

/** One offer for all of the work on one model. */
export interface Reservation {
  readonly offer: ReservedOffer;
  readonly model: string;
  readonly provider: string;
  readonly workloads: readonly string[];
  readonly peakToAverage: Factor;
  readonly loadBasis: LoadBasis;
  readonly sigma: number;
  readonly pools: readonly SizedPool[];
  readonly payAsYouGo: Usd;
  /** False when an unpriced meter makes pay-as-you-go a lower bound. */
  readonly complete: boolean;
  /** Cheapest first; empty when no price is known. */
  readonly terms: readonly ReservationTerm[];
  readonly effects: readonly LeverEffect[];
  /** True where some of the work is bought in batch: its use is counted without that then. */
  readonly batched: boolean;
}
