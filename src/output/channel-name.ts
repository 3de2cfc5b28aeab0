import type { Channel } from '../domain/channel.ts';

/** Whom you pay, as it is shown. */
export function channelName(channel: Channel): string {
  return channel.kind === 'aggregator' ? channel.aggregator.name : channel.id;
}
