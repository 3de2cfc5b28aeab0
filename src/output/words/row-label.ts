import type { Channel } from '../../domain/channel.ts';
import type { Configuration } from '../../domain/estimate.ts';
import { pulls } from '../../domain/levers.ts';

function nameOfChannel(channel: Channel): string {
  return channel.kind === 'aggregator' ? channel.aggregator.name : channel.id;
}

/** The label of a row: channel, then the levers, with the wait that batch means. */
export function labelOf({ channel, levers }: Configuration): string {
  const waits = pulls(levers, 'batch') ? ['batch (waits up to 24 hours)'] : [];
  return [nameOfChannel(channel), ...waits, ...(pulls(levers, 'cache') ? ['cache'] : [])].join(' + ');
}
