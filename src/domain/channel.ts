import type { Ground } from './ground.ts';
import type { Terms } from './line-item.ts';
import type { Marketplace } from './marketplace.ts';
import type { Aggregator } from './offer.ts';
import type { HeldUnits } from './reserved.ts';
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
      readonly coversCalls?: boolean | undefined;
      /** What its discount rests on. */
      readonly ground: Ground;
    };

export type AggregatorChannel = Extract<Channel, { kind: 'aggregator' }>;

/** A cloud that resells a provider, on its own invoice. */
export interface MarketplaceChannel {
  readonly kind: 'marketplace';
  readonly id: string;
  readonly marketplace: Marketplace;
}

/** Capacity that is bought by the unit and paid whether it is used or not. */
export interface ReservedChannel {
  readonly kind: 'reserved';
  readonly id: string;
  readonly held: HeldUnits;
}

/** Whom a workload may name. */
export type StatedChannel = Channel | MarketplaceChannel;

/** Whom a plan may pay. */
export type PlanChannel = StatedChannel | ReservedChannel;

export const reservedChannel = (held: HeldUnits): ReservedChannel => ({ kind: 'reserved', id: held.offer.id, held });

export const LIST: Channel = { kind: 'list', id: 'list' };

/** What a channel says of calls. */
export function termsOf(channel: PlanChannel): Terms {
  if (channel.kind === 'aggregator') return channel.aggregator;
  if (channel.kind === 'marketplace') return channel.marketplace;
  return channel.kind === 'direct' ? channel : {};
}
