import { type AggregatorChannel, type Channel, LIST } from '../../domain/channel.ts';
import type { Contract, ContractBand, FloorBand } from '../../domain/contract.ts';
import { add, isZero, ONE } from '../../domain/exact.ts';
import type { Lever, Obstacle } from '../../domain/obstacle.ts';
import type { Aggregator, Offers } from '../../domain/offer.ts';
import type { Multiplier } from '../../domain/price.ts';
import type { Model } from '../../domain/rate-card.ts';
import {
  atLeast,
  complement,
  discountFactor,
  factor,
  lessThan,
  NO_USD,
  NONE,
  portion,
  type Share,
  type Usd,
} from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { drawdownOf } from '../contract/contract-dues.ts';

/** A buyer's own quote, which replaces the usual terms of every provider. */
export interface Quote {
  readonly discount?: Share;
  readonly floor?: FloorBand;
}

/** The discount an aggregator offers on a model, by its id or any of its aliases; undefined when it is not sold there. */
export function discountOn(aggregator: Aggregator, model: Model): Share | undefined {
  for (const name of [model.id, ...model.aliases]) {
    const discount = aggregator.discounts.get(name);
    if (discount !== undefined) return discount;
  }
  return aggregator.sells === 'all' ? NONE : undefined;
}

/** The contract of a provider with the buyer's own quote laid over it. */
export function contractWith(offers: Offers, provider: string, quote: Quote): Contract | 'notOffered' {
  const offered = offers.contractOf(provider);
  if (offered === 'notOffered') return offered;
  const floor = quote.floor ?? offered.floor;
  if (quote.discount === undefined) return { ...offered, floor };
  const band = { commitment: NO_USD, discount: quote.discount };
  const { terms } = offered;
  const settled = terms === undefined ? {} : { terms };
  return { floor, bands: [band], discountRange: undefined, ...settled, source: undefined };
}

/**
 * The band whose terms a spend can have without paying for unused commitment: the deepest discount whose commitment
 * the contracted amount covers, else the smallest commitment.
 */
export function expectedBand(contract: Contract, listSpend: Usd): ContractBand {
  const covered = coveredBands(contract, listSpend);
  if (covered.length > 0) {
    return covered.reduce((best, band) => (lessThan(best.discount, band.discount) ? band : best));
  }
  return contract.bands.reduce((least, band) => (lessThan(band.commitment, least.commitment) ? band : least));
}

/** Bands whose commitment a spend covers. */
function coveredBands(contract: Contract, listSpend: Usd): ContractBand[] {
  return contract.bands.filter((band) => atLeast(drawdownOf(contract, listSpend, band), band.commitment));
}

/** The band with the smallest commitment among those with a deeper discount. */
export function deeperBand(contract: Contract, than: ContractBand): ContractBand | undefined {
  return contract.bands
    .filter((band) => lessThan(than.discount, band.discount))
    .reduce<ContractBand | undefined>(
      (least, band) => (least === undefined || lessThan(band.commitment, least.commitment) ? band : least),
      undefined,
    );
}

export function contracted(listSpend: Usd, band: ContractBand): Usd {
  return portion(listSpend, complement(band.discount));
}

/**
 * The direct channel at the terms a spend can expect, with both ends of what it can have: a band whose commitment it
 * does not cover would cost the commitment, and is no end.
 */
export function directChannel(contract: Contract, listSpend: Usd): Channel {
  const { discount } = expectedBand(contract, listSpend);
  const offered = coveredBands(contract, listSpend).map((band) => band.discount);
  const ends = contract.discountRange;
  const shallowest = offered.reduce((a, b) => (lessThan(b, a) ? b : a), ends?.shallowest ?? discount);
  const deepest = offered.reduce((a, b) => (lessThan(a, b) ? b : a), ends?.deepest ?? discount);
  return { kind: 'direct', id: 'direct', discount, shallowest, deepest };
}

/** Whether an answer shows an aggregator: always, or because the workload names it. */
export function isShown({ id, shown }: Aggregator, asking: Pick<Workload, 'channel' | 'channels'>): boolean {
  return shown === 'always' || asking.channel === id || (asking.channels?.includes(id) ?? false);
}

/** Every aggregator that sells the model, shown or not, in the order of the offers. */
export function sellersOf(offers: Offers, model: Model): AggregatorChannel[] {
  return offers.aggregators.flatMap((aggregator): AggregatorChannel[] => {
    const discount = discountOn(aggregator, model);
    return discount === undefined ? [] : [{ kind: 'aggregator', id: aggregator.id, aggregator, discount }];
  });
}

/** List and the aggregators that sell the model; those that wait to be asked for only where the workload names them. */
export function openChannels(
  offers: Offers,
  model: Model,
  asking: Pick<Workload, 'channel' | 'channels'> = {},
): Channel[] {
  return [LIST, ...sellersOf(offers, model).filter(({ aggregator }) => isShown(aggregator, asking))];
}

/** The multiplier a channel puts on every list price. */
export function channelTerms(channel: Channel): readonly Multiplier[] {
  switch (channel.kind) {
    case 'list':
      return [];
    case 'aggregator':
      return aggregatorTerms(channel);
    case 'direct':
      return [{ name: 'direct contract', factor: discountFactor(channel.discount) }];
  }
}

/** Discount and markup; an aggregator that passes list prices through has neither. */
function aggregatorTerms({ aggregator, discount }: AggregatorChannel): Multiplier[] {
  const { name, markup } = aggregator;
  return [
    ...(isZero(discount) ? [] : [{ name, factor: discountFactor(discount) }]),
    ...(isZero(markup) ? [] : [{ name: `${name} markup`, factor: factor(add(ONE, markup)) }]),
  ];
}

/** What a workload's own constraints, or a channel's limits, say against buying there. */
export function channelObstacle(channel: Channel, workload: Workload, levers: readonly Lever[]): Obstacle | undefined {
  if (workload.channels !== undefined && !workload.channels.includes(channel.id)) {
    return { code: 'channelExcluded', channel: channel.id };
  }
  if (channel.kind !== 'aggregator') return undefined;
  const { aggregator } = channel;
  const worstMs = aggregator.addedLatencyP95Ms?.[1];
  const budgetMs = workload.latencyBudgetMs;
  if (worstMs !== undefined && budgetMs !== undefined && worstMs > budgetMs) {
    return { code: 'tooSlow', aggregator: aggregator.name, worstMs, budgetMs };
  }
  const { region } = workload;
  if (region !== undefined && aggregator.regions !== undefined && !aggregator.regions.includes(region)) {
    return { code: 'regionNotOffered', aggregator: aggregator.name, region };
  }
  const missing = levers.find((lever) => !aggregator.serves[lever]);
  return missing === undefined ? undefined : { code: 'leverNotServed', aggregator, lever: missing };
}
