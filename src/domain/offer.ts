import type { Contract, FloorBand } from './contract.ts';
import type { Exact } from './exact.ts';
import type { Ground } from './ground.ts';
import type { CloudCommitment, Marketplace } from './marketplace.ts';
import type { Source } from './rate-card.ts';
import type { ReservedOffer } from './reserved.ts';
import type { ServiceLevel } from './service-level.ts';
import type { Factor, Share, Usd } from './units.ts';

/** A share of the credit that is bought. */
export interface PurchaseFee {
  readonly share: Share;
  /** Least fee of one purchase. */
  readonly minimum: Usd;
  /** Purchases a month, a whole number above 0. */
  readonly purchases: Factor;
}

/** A share of the list price of calls on the buyer's own key, above a monthly allowance of list-price usage. */
export interface OwnKeyFee {
  readonly share: Share;
  readonly allowance: Usd;
}

/** Prepaid credit in blocks: pay one amount, receive another. */
export interface TopUp {
  readonly pay: Usd;
  readonly credit: Usd;
  /** Undefined where the offer does not say whether credit lapses. */
  readonly expiresAfterDays: number | undefined;
}

/** What an aggregator or a gateway proposes on the list price of the models it sells. */
export interface Aggregator {
  readonly id: string;
  readonly name: string;
  /** Off list, by model name as written in the offer. */
  readonly discounts: ReadonlyMap<string, Share>;
  /** `named`: a model without a discount is not sold there. `all`, or the providers it sells whole: it is, at list. */
  readonly sells: 'named' | 'all' | readonly string[];
  /** On top of the price of every token. */
  readonly markup: Share;
  readonly purchaseFee: PurchaseFee | undefined;
  readonly ownKeyFee: OwnKeyFee | undefined;
  /** What a month costs in which anything is bought there, however much: a subscription. */
  readonly monthlyFee: Usd | undefined;
  readonly serves: { readonly cache: boolean; readonly batch: boolean };
  readonly addedLatencyP95Ms: readonly [low: number, high: number] | undefined;
  /** Counts only where `prepay` says that the buyer tops up. */
  readonly topUp: TopUp | undefined;
  readonly prepay: boolean;
  /** Regions that work can be pinned to; undefined where the offer does not say. */
  readonly regions: readonly string[] | undefined;
  /** `whenAsked`: only an answer that names it shows it. */
  readonly shown: 'always' | 'whenAsked';
  /** Whether its discount, markup and fees are about calls too, and not about tokens alone. */
  readonly coversCalls?: boolean | undefined;
  /** What its prices rest on; `quoted` where nothing is said. */
  readonly ground?: Ground | undefined;
  /** How far the buyer believes its claim, where that is stated; a decision alone weighs it. */
  readonly belief?: Share | undefined;
  /** How much of each discount a decision counts, and who says so; all of it where a price is told. */
  readonly counted?: CountedClaim | undefined;
  readonly source: Source | undefined;
}

/** How much of what a seller claims is counted, by the buyer's belief or by the assumption that stands in for it. */
export interface CountedClaim {
  readonly share: Share;
  readonly by: 'buyer' | 'assumption';
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
  /** How much of a discount that a seller claims a decision counts. */
  readonly belief: Share;
  /** A card older than this warns. */
  readonly stalePriceDays: number;
  /** An exchange rate older than this warns. */
  readonly staleExchangeDays: number;
  /** Low and high end a decision is tried at. */
  readonly drivers: {
    /** Of the stated tokens. */
    readonly volume: readonly [low: Factor, high: Factor];
    readonly cacheHitRatio: readonly [low: Share, high: Share];
    readonly batchEligible: readonly [low: Share, high: Share];
    readonly purchaseFee: readonly [low: Share, high: Share];
    /** A year, below 0 where they fall. */
    readonly listPriceChange: readonly [low: Exact, high: Exact];
  };
  readonly source: Source;
}
