import { type Fee, feeCost } from './fee.ts';
import { type Price, type Unpriced, usdPerMtokOf } from './price.ts';
import { charge, plus, sum, type Tokens, type Usd } from './units.ts';

/** Tokens at a price, or at none where they are free. Cost is derived, never stored, so that a total cannot differ from its lines. */
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
  return charge(item.tokens, usdPerMtokOf(item.price));
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
