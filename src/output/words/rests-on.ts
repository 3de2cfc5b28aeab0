import type { PlanChannel } from '../../domain/channel.ts';
import { groundOf } from '../../domain/purchase.ts';
import { channelName } from './channel-name.ts';
import { SAVED_WORDS } from './ground-words.ts';

/** A channel in a sentence. */
export const channelWord = (channel: PlanChannel) => (channel.kind === 'list' ? 'list price' : channelName(channel));

/** On whose word a finding rests, behind it: its channels whose prices nobody published or quoted, each once. */
export function restsOn(channels: readonly PlanChannel[]): string {
  const said = channels.flatMap((channel) => {
    const ground = groundOf(channel);
    return ground === 'claimed' || ground === 'hoped' ? [`${channelWord(channel)}: ${SAVED_WORDS[ground]}`] : [];
  });
  return said.length === 0 ? '' : ` (${[...new Set(said)].join('; ')})`;
}
