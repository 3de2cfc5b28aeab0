import { type LongContext, type Model, namesOf, type PriceCells, type Rate, type Source } from './rate-card.ts';
import type { Factor, Share, Usd } from './units.ts';

/** A cloud that resells a provider's API at its list price, on its own invoice. */
export interface Marketplace {
  readonly id: string;
  readonly name: string;
  /** Whose commitment its spend draws down. */
  readonly cloud: string;
  readonly providers: readonly string[];
  /** On list for processing pinned to a region; undefined when it sells none. */
  readonly regionalPremium: Factor | undefined;
  /** The provider whose own marketplace it is: what is bought of its models there is bought from itself. */
  readonly operator?: string;
  /** Part of the spend that draws down a commitment; undefined when nobody has said so. */
  readonly drawdown: Share | undefined;
  /** What its own page prints otherwise than the provider's, by model as written in the offer. */
  readonly prices?: ReadonlyMap<string, OwnPrices>;
  /** Off list, where the buyer has a private offer. */
  readonly discount: Share;
  /** Whether the discount is on calls too. */
  readonly coversCalls?: boolean | undefined;
  readonly serves: { readonly cache: boolean; readonly batch: boolean };
  readonly source: Source | undefined;
  /** True where a flag asks for it. */
  readonly asked?: boolean;
}

/** Prices of one model that a marketplace prints itself; what it does not print is the provider's. */
export interface OwnPrices {
  readonly cells: PriceCells;
  readonly longContext: readonly LongContext[];
  readonly source: Source;
}

/** The rate of a model at a marketplace: the provider's, with what the marketplace's own page prints otherwise. */
export function rateAt({ prices }: Pick<Marketplace, 'prices'>, model: Model, rate: Rate): Rate {
  const name = namesOf(model).find((each) => prices?.has(each));
  const own = name === undefined ? undefined : prices?.get(name);
  if (own === undefined) return rate;
  const longContext = own.longContext.length === 0 ? rate.longContext : own.longContext;
  return { ...rate, cells: { ...rate.cells, ...own.cells }, longContext, source: own.source };
}

/** What a buyer has committed to spend with a cloud and has not spent yet. */
export interface CloudCommitment {
  readonly cloud: string;
  readonly remaining: Usd;
  readonly monthsLeft: bigint;
  /** What everything else the buyer runs on that cloud will draw down, a month. */
  readonly otherMonthlySpend: Usd;
  /** Paid already: then what it covers takes no cash, whether or not it would have expired. */
  readonly prepaid: boolean;
}
