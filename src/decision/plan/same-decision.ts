import { bandChannel } from './band-channel.ts';
import type { ContractState } from './candidate.ts';
import { FLOAT_SLACK, type Instance } from './instance.ts';
import type { OutcomePurchase } from './outcome.ts';

/** What a plan decides of a workload: whom it is bought from, as what model. */
type Purchased = Pick<OutcomePurchase, 'channel' | 'model'>;

/** A bound that any plan is over: nothing is known. */
const UNKNOWN = Number.NEGATIVE_INFINITY;

/**
 * No plan of an instance costs less that signs just the contracts of a state and buys each workload from whom, and as what
 * model, some purchases say, whatever its levers: Infinity where no plan of it does. In floats, their slack taken off.
 */
export function leastAlike(
  { choices, providers, open, direct }: Instance,
  state: ContractState,
  purchaseOf: (workload: string) => Purchased | undefined,
): number {
  // Which pool of fees or of a cloud something is bought from is no part of a decision.
  if (providers.some(({ kind }) => kind === 'pool')) return UNKNOWN;
  const spends = providers.map(() => 0);
  let least = 0;
  for (const [index, { workload, open: free }] of choices.entries()) {
    const own = purchaseOf(workload.name);
    if (own === undefined || workload.partOf !== undefined) return UNKNOWN;
    const isOwn = ({ channel, model }: Purchased) => channel.id === own.channel.id && model.id === own.model.id;
    const under = (direct[index] ?? []).filter(({ provider, channel, usage }) => {
      const band = state[provider];
      return band !== undefined && isOwn({ channel: channel ?? bandChannel(band.band), model: usage.of.model });
    });
    const isFree = free !== undefined && isOwn({ channel: free.channel, model: free.usage.of.model });
    const [first] = under;
    if (first === undefined) {
      if (!isFree) return Number.POSITIVE_INFINITY;
      least += open[index] as number;
      continue;
    }
    if (isFree || under.some(({ provider }) => provider !== first.provider)) return UNKNOWN;
    least += Math.min(...under.map(({ beside }) => beside));
    spends[first.provider] = (spends[first.provider] as number) + Math.min(...under.map(({ list }) => list));
  }
  for (const [provider, band] of state.entries()) {
    if (band !== undefined) least += Math.max(band.commitment, band.factor * (spends[provider] as number)) - band.owed;
  }
  return least - Math.abs(least) * FLOAT_SLACK;
}
