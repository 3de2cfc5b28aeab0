import { type Fee, feeCost } from './fee.ts';
import type { Meter, PriceBand, ServiceMode } from './meter.ts';
import type { Source } from './rate-card.ts';
import { charge, type Factor, plus, sum, type Tokens, type Usd, type UsdPerMtok } from './units.ts';

/** A step between the printed price and the unit price, with the name it is shown by. */
export interface Multiplier {
  readonly name: string;
  readonly factor: Factor;
}

/** The unit price of one meter in one mode and band, with everything that made it. */
export interface Price {
  readonly meter: Meter;
  readonly mode: ServiceMode;
  readonly band: PriceBand;
  /** As printed on the card. */
  readonly printed: UsdPerMtok;
  readonly multipliers: readonly Multiplier[];
  /** printed x multipliers: unit price x quantity = cost. */
  readonly usdPerMtok: UsdPerMtok;
  readonly source: Source;
}

/** A meter that the card cannot price, and why. It is never the price of a neighbour and never zero. */
export interface Unpriced {
  readonly meter: Meter;
  readonly mode: ServiceMode;
  readonly reason: string;
}

/** Tokens at a price. Cost is derived, never stored, so that a total cannot differ from its lines. */
export interface LineItem {
  readonly tokens: Tokens;
  readonly price: Price;
}

/** What a configuration costs: line items and fees, or the meters that keep it from being known. */
export interface Bill {
  readonly lineItems: readonly LineItem[];
  /** What the channel takes or grants beside the tokens. */
  readonly fees: readonly Fee[];
  readonly unpriced: readonly Unpriced[];
}

export function costOf(item: LineItem): Usd {
  return charge(item.tokens, item.price.usdPerMtok);
}

/** The sum of the line items that have a price. */
export function tokenTotal(bill: Bill): Usd {
  return sum(bill.lineItems.map(costOf));
}

/** What the fees of a bill come to; below 0 when a bonus is larger than they are. */
export function feeTotal(bill: Bill): Usd {
  return sum(bill.fees.map(feeCost));
}

/** Line items that have a price, and fees: the cost when nothing is unpriced, else a lower bound. */
export function pricedTotal(bill: Bill): Usd {
  const tokens = tokenTotal(bill);
  return bill.fees.length === 0 ? tokens : plus(tokens, feeTotal(bill));
}

/** The cost of a bill, undefined as soon as one meter has no price. */
export function totalOf(bill: Bill): Usd | undefined {
  return bill.unpriced.length === 0 ? pricedTotal(bill) : undefined;
}
