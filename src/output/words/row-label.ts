import type { Channel } from '../../domain/channel.ts';
import type { Configuration } from '../../domain/estimate.ts';

function nameOfChannel(channel: Channel): string {
  return channel.kind === 'aggregator' ? channel.aggregator.name : channel.id;
}

/** The label of a row: channel, then the levers, with the wait that batch means. */
export function labelOf({ channel, cache, batch }: Configuration): string {
  const levers = [...(batch ? ['batch (waits up to 24 hours)'] : []), ...(cache ? ['cache'] : [])];
  return [nameOfChannel(channel), ...levers].join(' + ');
}
