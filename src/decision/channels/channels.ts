import { type Arithmetic, NUMBERS } from '../../domain/arithmetic.ts';
import { type AggregatorChannel, type Channel, LIST, type ReservedChannel } from '../../domain/channel.ts';
import type { Contract } from '../../domain/contract.ts';
import { add, isZero, multiply, ONE, whole } from '../../domain/exact.ts';
import type { Lever } from '../../domain/levers.ts';
import type { Terms as CallTerms } from '../../domain/line-item.ts';
import type { Obstacle } from '../../domain/obstacle.ts';
import type { Aggregator, Offers } from '../../domain/offer.ts';
import type { Multiplier } from '../../domain/price.ts';
import { type Model, namesOf } from '../../domain/rate-card.ts';
import { discountFactor, factor, NONE, type Share, share } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';

/**
 * The discount an aggregator offers on a model, by its id or any of its aliases, as far as it is counted; undefined when
 * it is not sold there.
 */
export function discountOn(aggregator: Aggregator, model: Model): Share | undefined {
  for (const name of namesOf(model)) {
    const discount = aggregator.discounts.get(name);
    if (discount !== undefined)
      return aggregator.counted === undefined ? discount : share(multiply(discount, aggregator.counted.share));
  }
  const { sells } = aggregator;
  return sells === 'all' || (sells !== 'named' && sells.includes(model.provider)) ? NONE : undefined;
}

/** Whether an answer shows an aggregator: always, or because the workload names it. */
export function isShown({ id, shown }: Aggregator, asking: Pick<Workload, 'channel' | 'channels'>): boolean {
  return shown === 'always' || asking.channel === id || (asking.channels?.includes(id) ?? false);
}

/** What was found of some aggregators, by model: a large portfolio asks for the same few thousands of times. */
const found = new WeakMap<Offers['aggregators'], Map<Model, readonly AggregatorChannel[]>>();

/** Every aggregator that sells the model, shown or not, in the order of the offers. */
export function sellersOf({ aggregators }: Pick<Offers, 'aggregators'>, model: Model): readonly AggregatorChannel[] {
  const byModel = found.get(aggregators) ?? new Map<Model, readonly AggregatorChannel[]>();
  found.set(aggregators, byModel);
  const known = byModel.get(model);
  if (known !== undefined) return known;
  const sellers = aggregators.flatMap((aggregator): AggregatorChannel[] => {
    const discount = discountOn(aggregator, model);
    return discount === undefined ? [] : [{ kind: 'aggregator', id: aggregator.id, aggregator, discount }];
  });
  byModel.set(model, sellers);
  return sellers;
}

/** List and the aggregators that sell the model; those that wait to be asked for only where the workload names them. */
export function openChannels(
  offers: Offers,
  model: Model,
  asking: Pick<Workload, 'channel' | 'channels'> = {},
): Channel[] {
  return [LIST, ...sellersOf(offers, model).filter(({ aggregator }) => isShown(aggregator, asking))];
}

/** What marks a step of terms that are about calls too. */
export const onCalls = ({ coversCalls }: CallTerms): Pick<Multiplier, 'ofCalls'> =>
  coversCalls === true ? { ofCalls: true } : {};

/** What a contract says of calls; nothing where none is on offer. */
export function callTerms(contract: Contract | 'notOffered'): CallTerms {
  return contract === 'notOffered' ? {} : contract;
}

/** The multiplier a channel puts on every list price its terms are about. */
export function channelTerms(channel: Channel | ReservedChannel): readonly Multiplier[] {
  switch (channel.kind) {
    case 'list':
      return [];
    case 'aggregator':
      return aggregatorTerms(channel);
    case 'direct':
      return [{ name: 'direct contract', factor: discountFactor(channel.discount), ...onCalls(channel) }];
    case 'reserved':
      return [{ name: 'reserved units', factor: channel.held.multiple }];
  }
}

/** Discount and markup; an aggregator that passes list prices through has neither. */
function aggregatorTerms({ aggregator, discount }: AggregatorChannel): Multiplier[] {
  const { name, markup } = aggregator;
  return [
    ...(isZero(discount) ? [] : [{ name, factor: discountFactor(discount), ...onCalls(aggregator) }]),
    ...(isZero(markup) ? [] : [{ name: `${name} markup`, factor: factor(add(ONE, markup)), ...onCalls(aggregator) }]),
  ];
}

/** Whether a channel can add more latency than a workload has for it: only where both are stated. */
export function isTooSlowIn<Value, Truth>(
  by: Arithmetic<Value, Truth>,
  { worst, budget }: { readonly worst: Value | undefined; readonly budget: Value | undefined },
): Truth {
  if (worst === undefined || budget === undefined) return by.not(by.yes);
  return by.both(by.both(by.isStated(worst), by.isStated(budget)), by.below(budget, worst));
}

const milliseconds = (value: number) => whole(BigInt(value));

/** What a workload's own constraints, or a channel's limits, say against buying there. */
export function channelObstacle(channel: Channel, workload: Workload, levers: readonly Lever[]): Obstacle | undefined {
  if (workload.channels !== undefined && !workload.channels.includes(channel.id)) {
    return { code: 'channelExcluded', channel: channel.id };
  }
  if (channel.kind !== 'aggregator') return undefined;
  const { aggregator } = channel;
  const worstMs = aggregator.addedLatencyP95Ms?.[1];
  const budgetMs = workload.latencyBudgetMs;
  // Where one of them is not stated nothing is too slow.
  const isStated = worstMs !== undefined && budgetMs !== undefined;
  if (isStated && isTooSlowIn(NUMBERS, { worst: milliseconds(worstMs), budget: milliseconds(budgetMs) })) {
    return { code: 'tooSlow', aggregator: aggregator.name, worstMs, budgetMs };
  }
  const { region } = workload;
  if (region !== undefined && aggregator.regions !== undefined && !aggregator.regions.includes(region)) {
    return { code: 'regionNotOffered', aggregator: aggregator.name, region };
  }
  const missing = levers.find((lever) => !aggregator.serves[lever]);
  return missing === undefined ? undefined : { code: 'leverNotServed', aggregator, lever: missing };
}
