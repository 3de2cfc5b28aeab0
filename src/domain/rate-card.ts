import type { Day } from './day.ts';
import type { CacheTtl, Meter } from './meter.ts';
import type { Factor, Tokens, UsdPerMtok } from './units.ts';

/** How sure a price is: `official` was read on the provider's own page, `secondHand` is someone's report of it. */
export const CONFIDENCES = ['official', 'secondHand', 'unverified'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Where a fact was read, and the day somebody last looked. */
export interface Source {
  readonly url: string;
  readonly checked: Day;
  readonly confidence: Confidence;
  readonly note?: string;
}

/** Printed prices by meter. A meter that is missing has no price: it is neither free nor the price of another. */
export type PriceCells = { readonly [meter in Meter]?: UsdPerMtok };

/**
 * How a cached token is billed in a batch: the two discounts multiply; the cached rate stays what it is outside a
 * batch; or there is no cached rate in a batch, and a hit costs what batch input costs.
 */
export const BATCH_CACHE_RULES = ['multiply', 'cacheRateWins', 'noCachedRate'] as const;
export type BatchCacheRule = (typeof BATCH_CACHE_RULES)[number];

/** Batch prices: printed cells where the provider prints them, which win over the multiplier. */
export interface BatchPrices {
  readonly multiplier?: Factor;
  readonly cells: PriceCells;
  readonly withCache?: BatchCacheRule;
}

/** Prices of the whole request once its prompt passes the threshold; never a marginal bracket. */
export interface LongContext {
  readonly threshold: Tokens;
  /** Whether a prompt of exactly `threshold` tokens is already long. */
  readonly edge: 'above' | 'atOrAbove';
  readonly cells: PriceCells;
  readonly batchCells: PriceCells;
}

/** What a model costs from one day until its next entry. */
export interface Rate {
  readonly from: Day;
  /** How exactly the source states `from`. */
  readonly fromPrecision: 'day' | 'month' | 'year';
  readonly cells: PriceCells;
  /** Prices in a batch, `notOffered` where the provider sells none, undefined where the card does not know. */
  readonly batch: BatchPrices | 'notOffered' | undefined;
  /** The provider bills a token written to the cache as ordinary input. */
  readonly noWritePremium: boolean;
  readonly defaultCacheTtl: CacheTtl | undefined;
  /** A shared prefix shorter than this is never cached, without any error. */
  readonly minimumCacheablePrefix: Tokens | undefined;
  readonly longContext: LongContext | undefined;
  /** Premium by region for processing that is pinned to it. */
  readonly regions: ReadonlyMap<string, Factor>;
  readonly source: Source;
}

export interface Model {
  readonly id: string;
  readonly provider: string;
  readonly aliases: readonly string[];
  /** Ascending by `from`, at least one. */
  readonly rates: readonly [Rate, ...Rate[]];
}

/** What a card assumes where a workload is silent. */
export interface CardDefaults {
  /** Whether cache writes are counted when a workload does not speak of them. */
  readonly cacheWrites: 'counted' | 'leftOut';
}

export interface RateCard {
  readonly id: string;
  readonly version: Day;
  /** Of the resolved card in canonical form. */
  readonly sha256: string;
  readonly title: string;
  /** Display name by provider id. */
  readonly providers: ReadonlyMap<string, string>;
  readonly defaults: CardDefaults;
  readonly ids: readonly string[];
  /** The model with this id or declared alias, exactly; near misses are never taken. */
  find(name: string): Model | undefined;
}

/** The rate in force on a day: the latest `from` not after it. Undefined before the first. */
export function rateOn(model: Model, day: Day): Rate | undefined {
  return model.rates.findLast((rate) => rate.from <= day);
}
