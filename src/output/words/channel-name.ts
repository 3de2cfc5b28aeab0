import type { PlanChannel } from '../../domain/channel.ts';

/** Whom you pay, as it is shown. */
export function channelName(channel: PlanChannel): string {
  if (channel.kind === 'marketplace') return channel.marketplace.name;
  return channel.kind === 'aggregator' ? channel.aggregator.name : channel.id;
}
