import type { Marketplace } from './marketplace.ts';
import type { Aggregator } from './offer.ts';
import type { Share } from './units.ts';

/** Whom you pay. */
export type Channel =
  | { readonly kind: 'list'; readonly id: 'list' }
  | { readonly kind: 'aggregator'; readonly id: string; readonly aggregator: Aggregator; readonly discount: Share }
  | {
      readonly kind: 'direct';
      readonly id: 'direct';
      /** Off list: what is expected, and both ends of what negotiations give. */
      readonly discount: Share;
      readonly shallowest: Share;
      readonly deepest: Share;
    };

export type AggregatorChannel = Extract<Channel, { kind: 'aggregator' }>;

/** A cloud that resells a provider, on its own invoice. */
export interface MarketplaceChannel {
  readonly kind: 'marketplace';
  readonly id: string;
  readonly marketplace: Marketplace;
}

/** Whom a plan may pay. */
export type PlanChannel = Channel | MarketplaceChannel;

export const LIST: Channel = { kind: 'list', id: 'list' };

/** `list`, `list+cache`, `tokenmart+batch`, `direct+batch+cache`. */
export function configurationId(channelId: string, cache: boolean, batch: boolean): string {
  return `${channelId}${batch ? '+batch' : ''}${cache ? '+cache' : ''}`;
}
