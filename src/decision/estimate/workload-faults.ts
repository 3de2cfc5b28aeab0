import { LIST } from '../../domain/channel.ts';
import { didYouMean, nearest } from '../../domain/near.ts';
import { Problem } from '../../domain/problem.ts';
import type { Model } from '../../domain/rate-card.ts';
import type { Workload } from '../../domain/workload.ts';
import { sellersOf } from '../channels/channels.ts';
import { marketplacesFor } from '../channels/marketplace-bill.ts';
import { type Context, serviceOf } from './estimate.ts';

interface Fault {
  readonly key: string;
  /** Which of the key's items, where it is a list. */
  readonly index?: number;
  readonly message: string;
}

/** A problem as one clause of a list of faults. */
function clause(error: Problem): string {
  return `${error.what.replace(/\.$/, '')}; ${error.remedy.charAt(0).toLowerCase()}${error.remedy.slice(1)}`;
}

/** The model that a name is priced as on the day, or what is wrong with it. */
function modelOrFault(name: string, context: Context): Model | string {
  try {
    return serviceOf(name, context).model;
  } catch (error) {
    if (error instanceof Problem) return clause(error);
    throw error;
  }
}

function channelFault(key: string, name: string, known: readonly string[], model: Model): Fault[] {
  if (known.includes(name)) return [];
  const hint = didYouMean(...nearest(name, known)) ?? `the channels of ${model.id} are ${known.join(', ')}`;
  return [{ key, message: `the channel "${name}" does not sell ${model.id}; ${hint}` }];
}

/** A channel that nobody offers is a slip; one that sells other models alone is a rule that may stand. */
function allowedFaults(names: readonly string[], context: Context): Fault[] {
  const { aggregators, marketplaces } = context.offers;
  const sellers = [...aggregators, ...marketplaces].map(({ id }) => id);
  const known = [LIST.id, ...sellers, 'direct', 'reserved'];
  return names.flatMap((name, index) => {
    if (known.includes(name)) return [];
    const hint = didYouMean(...nearest(name, known)) ?? `the channels are ${known.join(', ')}`;
    return [{ key: 'channels', index, message: `there is no channel "${name}"; ${hint}` }];
  });
}

/** What a workload names that the card or the offers do not have: models, channels. Empty when all is known. */
export function workloadFaults(workload: Workload, context: Context): Fault[] {
  const model = modelOrFault(workload.model, context);
  if (typeof model === 'string') return [{ key: 'model', message: model }];
  const sellers = sellersOf(context.offers, model).map((channel) => channel.id);
  const clouds = marketplacesFor(context.offers.marketplaces, { model }).map(({ id }) => id);
  const known = [LIST.id, ...sellers, ...clouds, 'direct'];
  const others = workload.alternatives.flatMap(({ model: name }) => {
    const found = modelOrFault(name, context);
    return typeof found === 'string' ? [{ key: 'alternatives', message: found }] : [];
  });
  return [
    ...others,
    ...allowedFaults(workload.channels ?? [], context),
    ...(workload.channel === undefined ? [] : channelFault('channel', workload.channel, known, model)),
  ];
}
