import type { Amount } from './amount.ts';
import { type PlanChannel, termsOf } from './channel.ts';
import { type Ground, groundOr } from './ground.ts';
import type { Levers } from './levers.ts';
import { type Bill, besideTerms, pricedTotal } from './line-item.ts';
import type { Model } from './rate-card.ts';
import { type Factor, plus, type Usd } from './units.ts';
import type { Workload } from './workload.ts';

/**
 * A workload bought as a model through a channel with levers. What it costs is what its bill comes to, and not stored: a
 * row of an estimate, a line of a plan, the amount of a check and the source of a charge are purchases.
 */
export interface Purchase<Through extends PlanChannel = PlanChannel> {
  readonly workload: Workload;
  readonly model: Model;
  /** Tokens of the model for one of the workload. */
  readonly tokenFactor: Factor;
  readonly channel: Through;
  readonly levers: Levers;
  /** Its line items through the channel, with the region and the channel's terms in their prices, and the channel's fees. */
  readonly bill: Bill;
  /** Published price of what the channel's terms are about, under the same levers. */
  readonly listCost: Usd;
  readonly ground: Ground;
}

/** What of a purchase says what it costs, through whom. */
export type Costed<Through extends PlanChannel = PlanChannel> = Pick<
  Purchase<Through>,
  'channel' | 'bill' | 'listCost'
>;

/** `list`, `list+cache`, `tokenmart+batch`, `direct+batch+cache`. */
export function purchaseId({ channel, levers }: Pick<Purchase, 'channel' | 'levers'>): string {
  return `${channel.id}${SUFFIX[levers]}`;
}

const SUFFIX: Readonly<Record<Levers, string>> = {
  asIs: '',
  cache: '+cache',
  batch: '+batch',
  both: '+batch+cache',
};

/** What a price through a channel rests on. A cloud's list price is published, a private offer there is quoted. */
export function groundOf(channel: PlanChannel): Ground {
  switch (channel.kind) {
    case 'list':
      return 'published';
    case 'aggregator':
      return groundOr(channel.aggregator.ground);
    case 'marketplace':
      return channel.marketplace.discount.coefficient === 0n ? 'published' : 'quoted';
    case 'direct':
      return channel.ground;
    case 'reserved':
      return groundOr(channel.held.offer.ground);
  }
}

/** What a purchase comes to; a lower bound while a part of it has no price. */
export function amountOf({ bill }: Pick<Purchase, 'bill'>): Amount {
  return { amount: pricedTotal(bill), complete: bill.unpriced.length === 0 };
}

/** Calls that stand beside the terms of the channel, at list. */
export function besideCost({ bill, channel }: Pick<Purchase, 'bill' | 'channel'>): Usd {
  return besideTerms(bill, termsOf(channel));
}

/** Published price of all that is used (FOCUS ListCost). */
export function publishedCost(purchase: Costed): Usd {
  return plus(purchase.listCost, besideCost(purchase));
}
