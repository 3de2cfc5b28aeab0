import type { Binding, Crossover } from '../../domain/decision.ts';
import { isZero, subtract } from '../../domain/exact.ts';
import type { Model } from '../../domain/rate-card.ts';
import {
  atLeast,
  type Factor,
  factor,
  lessThan,
  NO_USD,
  NONE,
  per,
  plus,
  ratio,
  type Share,
  share,
  sum,
  times,
  UNCHANGED,
  type Usd,
} from '../../domain/units.ts';
import {
  type AggregatorSpend,
  averageFactor,
  NOTHING_SPENT,
  priceFactor,
  spentTogether,
} from '../channels/aggregator-fees.ts';
import { openChannels } from '../channels/channels.ts';
import { bestBand } from '../contract/band.ts';
import { contractWith } from '../contract/quote.ts';
import { bandTerms } from '../contract/settle.ts';
import type { Context } from '../estimate/estimate.ts';

/** List spend of one model, with the stated levers. */
export interface ModelSpend {
  readonly model: Model;
  readonly listSpend: Usd;
}

/** Everything that an aggregator sells of some spends. */
function boughtThere(id: string, spends: readonly ModelSpend[], { offers }: Context): AggregatorSpend {
  const own = spends.flatMap(({ model, listSpend }) => {
    const channel = openChannels(offers, model).find((each) => each.id === id);
    if (channel?.kind !== 'aggregator') return [];
    return [{ listCost: listSpend, tokenCost: times(listSpend, priceFactor(channel)) }];
  });
  return own.reduce(spentTogether, NOTHING_SPENT);
}

function bestAggregator(
  model: Model,
  spends: readonly ModelSpend[],
  context: Context,
): { factor: Factor; name: string | undefined } {
  let best: { factor: Factor; name: string | undefined } = { factor: UNCHANGED, name: undefined };
  for (const channel of openChannels(context.offers, model)) {
    if (channel.kind !== 'aggregator') continue;
    const own = averageFactor(channel, boughtThere(channel.id, spends, context));
    if (lessThan(own, best.factor)) best = { factor: own, name: channel.aggregator.name };
  }
  return best;
}

const deepest = (discounts: readonly Share[]) => discounts.reduce((a, b) => (lessThan(a, b) ? b : a), NONE);

function bindingOf(clears: boolean, beats: boolean): Binding {
  if (clears) return beats ? 'none' : 'discount';
  return beats ? 'floor' : 'both';
}

/** Direct wins only if the provider's spend clears its floor and its discount beats the aggregator: two conditions. */
export function crossovers(spends: readonly ModelSpend[], context: Context): Crossover[] {
  const total = sum(spends.map(({ listSpend }) => listSpend));
  const byProvider = new Map<string, Usd>();
  for (const { model, listSpend } of spends) {
    byProvider.set(model.provider, plus(byProvider.get(model.provider) ?? NO_USD, listSpend));
  }
  return spends.map(({ model, listSpend }) => {
    const { provider, id } = model;
    const spend = byProvider.get(provider) ?? NO_USD;
    const contract = contractWith(context.offers, provider, context.quote);
    const { factor: aggregatorFactor, name } = bestAggregator(model, spends, context);
    const discountNeeded = share(subtract(UNCHANGED, aggregatorFactor));
    const head = { model: id, provider, listSpend, aggregatorFactor, aggregator: name, discountNeeded };
    if (contract === 'notOffered') {
      const none = { floor: undefined, expectedDiscount: undefined, deepestDiscount: undefined };
      return { ...head, ...none, binding: 'noContract', everDirect: false, clearsAtTotal: undefined };
    }
    const { band } = bestBand(contract, spend);
    const expectedDiscount = band.discount;
    const { opens } = bandTerms(contract, band);
    const ends = contract.discountRange === undefined ? [] : [contract.discountRange.deepest];
    const deepestDiscount = deepest([...contract.bands.map(({ discount }) => discount), ...ends]);
    const mix = isZero(total) ? undefined : ratio(spend, total);
    return {
      ...head,
      floor: contract.floor,
      expectedDiscount,
      deepestDiscount,
      binding: bindingOf(atLeast(spend, opens), lessThan(discountNeeded, expectedDiscount)),
      everDirect: lessThan(discountNeeded, deepestDiscount),
      clearsAtTotal: mix === undefined || isZero(mix) ? undefined : per(opens, factor(mix)),
    };
  });
}
