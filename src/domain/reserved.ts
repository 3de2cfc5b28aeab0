import type { Exact } from './exact.ts';
import type { Ground } from './ground.ts';
import type { Levers } from './levers.ts';
import type { Meter, ServiceMode } from './meter.ts';
import type { Period } from './period.ts';
import type { Source } from './rate-card.ts';
import type { Factor, Share, Usd } from './units.ts';

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
  /** Months it binds for; undefined where nothing is said: then as long as the period its price is for. */
  readonly termMonths?: bigint | undefined;
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
  /** What its price rests on: quoted to this buyer where nothing is said. */
  readonly ground?: Ground | undefined;
  readonly source: Source | undefined;
}

/** How a workload's load moves within a month. */
export interface Load {
  /** Load of the peak minute / load of the average one, 1 or more. */
  readonly peakToAverage?: Factor;
  /** Standard deviation of the logarithm of the load by the minute, where it was measured. */
  readonly sigma?: Factor;
}

/** Units of one pool that a plan takes, above none. */
export interface HeldPool {
  readonly pool: CapacityPool;
  readonly units: bigint;
  /** What is served of it in an average minute / what the units could serve, 0 to 1. */
  readonly used: Share;
}

/** Units of an offer that a plan takes for one model: due whether they are used or not. */
export interface HeldUnits {
  readonly offer: ReservedOffer;
  readonly term: ReservedTerm;
  /** The model, by its id. */
  readonly model: string;
  readonly pools: readonly HeldPool[];
  /** US dollars a month of one unit, and of them all. */
  readonly unitPrice: Usd;
  readonly cost: Usd;
  /** What they serve of the work that they are for, of its part that no batch holds, 0 to 1; the rest goes on as it is bought. */
  readonly served: Share;
  /** `cost` / list price of what they serve: what a list dollar of it comes to. */
  readonly multiple: Factor;
  /** Load of the peak minute / load of the average one, as it was stated or is assumed. */
  readonly peakToAverage: Factor;
  readonly peakStated: boolean;
}

/** The part of a workload that units serve. */
export interface ServedPart {
  readonly held: HeldUnits;
  readonly levers: Levers;
}

/** What units leave of a stream over months in which there is more of it, or less. */
export interface LeftPart {
  /** Equal for what is left of the same by the same units. */
  readonly key: string;
  /** The part at a volume of the whole stream, as a multiple of what the part is stated at; the whole as one of its own. */
  readonly at: (volume: number) => number;
  /** True where nothing is left at the stated volume: the part is stated at the whole of the stream then. */
  readonly idle: boolean;
}

const MONTHS_IN_A_YEAR = 12;

/** Months that a term of units binds for: what it says, else the period that its price is for, a month at the least. */
export const boundMonths = ({ termMonths, per }: ReservedTerm): number =>
  termMonths === undefined ? (per === 'year' ? MONTHS_IN_A_YEAR : 1) : Number(termMonths);
