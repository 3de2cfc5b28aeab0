import { LIST } from '../../domain/channel.ts';
import { divide, type Exact, multiply, ONE, subtract } from '../../domain/exact.ts';
import type { Meter, ServiceMode } from '../../domain/meter.ts';
import type { Aggregator } from '../../domain/offer.ts';
import { usdPerLotOf } from '../../domain/price.ts';
import { rateOn } from '../../domain/rate-card.ts';
import { lessThan, type UnitPrice } from '../../domain/units.ts';
import { priceSheet } from '../../engine/price-sheet.ts';
import { channelTerms, openChannels } from '../channels/channels.ts';
import { type Context, modelOn } from '../estimate/estimate.ts';

/** Which unit price: list and standard where it does not say. */
export interface PriceQuestion {
  readonly model: string;
  readonly meter: Meter;
  readonly mode?: ServiceMode | undefined;
  readonly channel?: string | undefined;
}

/** What a token of a meter costs through a channel; undefined when it is not sold there or has no price. */
export function unitPrice(question: PriceQuestion, context: Context): UnitPrice | undefined {
  const model = modelOn(context, question.model);
  const rate = rateOn(model, context.day);
  const channel = openChannels(context.offers, model).find((each) => each.id === (question.channel ?? LIST.id));
  if (rate === undefined || channel === undefined) return undefined;
  const price = priceSheet(rate, channelTerms(channel)).price(question.meter, question.mode ?? 'standard', 'base');
  return price.pricing === 'unpriced' ? undefined : usdPerLotOf(price);
}

/** One unit price over another; undefined when either is unknown or the second is nothing. */
export function priceRatio(a: PriceQuestion, b: PriceQuestion, context: Context): Exact | undefined {
  const [top, bottom] = [unitPrice(a, context), unitPrice(b, context)];
  return top === undefined || bottom === undefined || bottom.coefficient === 0n ? undefined : divide(top, bottom);
}

/** What a unit price is below the standard list price of `from`, or of the same meter. */
export function priceCut(question: PriceQuestion & { from?: Meter | undefined }, context: Context): Exact | undefined {
  const list = { model: question.model, meter: question.from ?? question.meter };
  const left = priceRatio(question, list, context);
  return left === undefined ? undefined : subtract(ONE, left);
}

/** The aggregator with this id; undefined when the offers name none. */
export function aggregatorOf(channel: string, context: Context): Aggregator | undefined {
  return context.offers.aggregators.find((each) => each.id === channel);
}

/** Dollars paid per dollar of topped-up credit; undefined without a top-up. */
function costBasis(aggregator: Aggregator | undefined): Exact | undefined {
  const topUp = aggregator?.topUp;
  return topUp === undefined || topUp.credit.coefficient === 0n ? undefined : divide(topUp.pay, topUp.credit);
}

/** What a top-up gives over what it costs. */
export function topUpBonus(aggregator: Aggregator | undefined): Exact | undefined {
  const topUp = aggregator?.topUp;
  return topUp === undefined || topUp.pay.coefficient === 0n
    ? undefined
    : subtract(divide(topUp.credit, topUp.pay), ONE);
}

/** The least or the most an aggregator takes off a list price, over every model of the card that it sells. */
export function aggregatorCut(
  channel: string,
  end: 'least' | 'most',
  prepaid: boolean,
  context: Context,
): Exact | undefined {
  const basis = prepaid ? costBasis(aggregatorOf(channel, context)) : ONE;
  if (basis === undefined) return undefined;
  return context.card.ids.reduce<Exact | undefined>((found, model) => {
    const listed = { model, meter: 'input' } as const;
    const left = priceRatio({ ...listed, channel }, listed, context);
    if (left === undefined) return found;
    const cut = subtract(ONE, multiply(left, basis));
    const better = found === undefined || (end === 'least' ? lessThan(cut, found) : lessThan(found, cut));
    return better ? cut : found;
  }, undefined);
}
