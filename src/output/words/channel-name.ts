import type { PlanChannel } from '../../domain/channel.ts';

/** Whom you pay, as it is shown. */
export function channelName(channel: PlanChannel): string {
  if (channel.kind === 'marketplace') return channel.marketplace.name;
  if (channel.kind === 'reserved') return channel.held.offer.name;
  return channel.kind === 'aggregator' ? channel.aggregator.name : channel.id;
}
