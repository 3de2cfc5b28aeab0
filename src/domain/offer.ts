import type { CloudCommitment, Marketplace } from './marketplace.ts';
import type { Source } from './rate-card.ts';
import type { ReservedOffer } from './reserved.ts';
import type { ServiceLevel } from './service-level.ts';
import type { Factor, Share, Usd } from './units.ts';

/** An aggregator's proposal: a discount on the list price of the models it sells. */
export interface Aggregator {
  readonly id: string;
  readonly name: string;
  /** Off list, by model name as written in the offer. A model that is not named is not sold there. */
  readonly discounts: ReadonlyMap<string, Share>;
  readonly serves: { readonly cache: boolean; readonly batch: boolean };
  readonly addedLatencyP95Ms: readonly [low: number, high: number] | undefined;
  /** Prepaid credit: pay one amount, receive another. Used only where a plan says that it prepays. */
  readonly topUp: { readonly pay: Usd; readonly credit: Usd } | undefined;
  readonly source: Source | undefined;
}

/** One choice a contract offers: a commitment in contracted dollars a month, take or pay, and its discount. */
export interface ContractBand {
  readonly commitment: Usd;
  readonly discount: Share;
}

/** The monthly committed list spend at which a provider opens its rate card: a band, not a point. */
export interface FloorBand {
  readonly low: Usd;
  readonly high: Usd;
}

/** What a direct contract gives, before it is negotiated. */
export interface Contract {
  readonly floor: FloorBand;
  /** Never empty: an offer without bands is no offer. */
  readonly bands: readonly [ContractBand, ...ContractBand[]];
  /** Shallowest to deepest discount of negotiations, where the offer is a range rather than a quote. */
  readonly discountRange: { readonly shallowest: Share; readonly deepest: Share } | undefined;
  readonly source: Source | undefined;
}

/** What others propose on top of any card. */
export interface Offers {
  readonly aggregators: readonly Aggregator[];
  /** The contract of a provider; `notOffered` where the user says that there is none. */
  contractOf(provider: string): Contract | 'notOffered';
  /** The band shown for the tool as a whole. */
  readonly usualFloor: FloorBand;
  readonly reserved: readonly ReservedOffer[];
  readonly marketplaces: readonly Marketplace[];
  /** What the buyer owes each cloud, by the cloud's id. */
  readonly cloudCommitments: ReadonlyMap<string, CloudCommitment>;
  readonly serviceLevels: readonly ServiceLevel[];
}

/** Levels at which a lever is illustrated or defaulted when the user states none; data, with a source. */
export interface Assumptions {
  readonly illustration: { readonly cacheHitRatio: Share; readonly batchEligible: Share };
  readonly readsPerWrite: Factor;
  /** A card older than this warns. */
  readonly staleCardDays: number;
  readonly source: Source;
}
