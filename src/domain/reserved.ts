import type { Exact } from './exact.ts';
import type { Meter, ServiceMode } from './meter.ts';
import type { Period } from './period.ts';
import type { Source } from './rate-card.ts';
import type { Factor, Usd } from './units.ts';

/** What a token of each meter takes of a reservation, in tokens of its reference meter. A meter without one is not served. */
export type Weights = { readonly [meter in Meter]?: Factor };

/** Capacity of one kind, bought in units: of tokens by weight, or of list dollars. */
export interface CapacityPool {
  /** What the pool holds, where an offer sells input and output apart; '' where it has one. */
  readonly name: string;
  /** Weighted tokens, or list dollars, a minute that one unit serves. */
  readonly perMinute: Exact;
  readonly measure:
    | { readonly kind: 'tokens'; readonly weights: Weights; readonly longWeights: Weights | undefined }
    | { readonly kind: 'listDollars' };
  readonly minimumUnits: bigint;
  readonly increment: bigint;
}

/** What a unit costs when it is taken for a term. */
export interface ReservedTerm {
  readonly name: string;
  readonly usdPerUnit: Usd;
  readonly per: Period;
}

/** Reserved capacity on sale: throughput by the unit, paid whether used or not. */
export interface ReservedOffer {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  /** Empty when no price is published: then only the price it breaks even at is known. */
  readonly terms: readonly ReservedTerm[];
  /** Modes it serves; batch and flex usually are not among them. */
  readonly modes: readonly ServiceMode[];
  /** Whether work that is pinned to a region may use it. */
  readonly regional: boolean;
  /** By model name as written in the offer. */
  readonly models: ReadonlyMap<string, readonly CapacityPool[]>;
  readonly source: Source | undefined;
}

/** How a workload's load moves within a month. */
export interface Load {
  /** Load of the peak minute / load of the average one, 1 or more. */
  readonly peakToAverage?: Factor;
  /** Standard deviation of the logarithm of the load by the minute, where it was measured. */
  readonly sigma?: Factor;
}
