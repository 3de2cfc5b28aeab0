import type { Source } from './rate-card.ts';
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
  /** Part of the spend that draws down a commitment; undefined when nobody has said so. */
  readonly drawdown: Share | undefined;
  /** Off list, where the buyer has a private offer. */
  readonly discount: Share;
  /** Whether the discount is on calls too. */
  readonly coversCalls?: boolean | undefined;
  readonly serves: { readonly cache: boolean; readonly batch: boolean };
  readonly source: Source | undefined;
  /** True where a flag asks for it. */
  readonly asked?: boolean;
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
