import type { Meter, PriceBand, ServiceMode } from './meter.ts';
import type { Source } from './rate-card.ts';
import { charge, type Factor, sum, type Tokens, type Usd, type UsdPerMtok } from './units.ts';

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

/** What a configuration costs: line items, or the meters that keep it from being known. */
export interface Bill {
  readonly lineItems: readonly LineItem[];
  readonly unpriced: readonly Unpriced[];
}

export function costOf(item: LineItem): Usd {
  return charge(item.tokens, item.price.usdPerMtok);
}

/** The sum of the line items that have a price: the cost when nothing is unpriced, else a lower bound. */
export function pricedTotal(bill: Bill): Usd {
  return sum(bill.lineItems.map(costOf));
}

/** The cost of a bill, undefined as soon as one meter has no price. */
export function totalOf(bill: Bill): Usd | undefined {
  return bill.unpriced.length === 0 ? pricedTotal(bill) : undefined;
}
