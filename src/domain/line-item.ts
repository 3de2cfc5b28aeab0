import { type Exact, shift } from './exact.ts';
import { type Fee, feeCost } from './fee.ts';
import { costAt, type MeterUnit, meterRow, unitOf } from './meter.ts';
import { type Price, printedOf, type Unpriced, usdPerLotOf } from './price.ts';
import {
  type Counted,
  minus,
  NO_USD,
  plus,
  sum,
  type Tokens,
  tokens,
  type Usd,
  type UsdPerMtok,
  usdPerMtok,
} from './units.ts';

/** A quantity at a price, or at none where it is free. Cost is derived, never stored, so that a total cannot differ from its lines. */
export interface LineItem {
  readonly quantity: Counted;
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
  return costAt(item.price.meter, item.quantity, usdPerLotOf(item.price));
}

/** A line item by single units: quantity x unitPrice = cost, whatever the meter counts. */
export interface UnitLine {
  readonly quantity: Counted;
  readonly unit: MeterUnit;
  readonly unitPrice: Exact;
  /** The same by tokens and by the million of them; undefined where the quantity is of no tokens. */
  readonly tokens:
    | { readonly count: Tokens; readonly usdPerMtok: UsdPerMtok; readonly printed: UsdPerMtok }
    | undefined;
}

export function unitLine({ quantity, price }: LineItem): UnitLine {
  const { unit } = meterRow(price.meter);
  const rate = usdPerLotOf(price);
  return {
    quantity,
    unit,
    unitPrice: shift(rate, unitOf(price.meter).lotDigits),
    tokens:
      unit === 'tokens'
        ? { count: tokens(quantity), usdPerMtok: usdPerMtok(rate), printed: usdPerMtok(printedOf(price)) }
        : undefined,
  };
}

/** The sum of the line items that have a price. */
function linesTotal(bill: Bill): Usd {
  return sum(bill.lineItems.map(costOf));
}

/** Terms of a channel, as far as it matters here: whether they are about calls too. */
export interface Terms {
  readonly coversCalls?: boolean | undefined;
}

/**
 * Calls that stand beside the terms of a channel: they are billed at list, and neither a floor nor a commitment nor a fee
 * counts them. Nothing where the channel says that its terms cover them.
 */
export function besideTerms(bill: Bill, { coversCalls }: Terms): Usd {
  if (coversCalls === true) return NO_USD;
  return sum(bill.lineItems.filter(({ price }) => !meterRow(price.meter).takesTerms).map(costOf));
}

/** True when what the terms of a channel are about has a price, whatever stands beside them. */
export function isKnownUnder({ unpriced }: Bill, { coversCalls }: Terms): boolean {
  return unpriced.every(({ meter }) => coversCalls !== true && !meterRow(meter).takesTerms);
}

/** The sum of the line items that the terms of a channel are about: tokens, and calls where it says so. */
export function underTerms(bill: Bill, terms: Terms): Usd {
  const beside = besideTerms(bill, terms);
  const all = linesTotal(bill);
  return beside.coefficient === 0n ? all : minus(all, beside);
}

/** What the fees of a bill come to; below 0 when a bonus is larger than they are. */
export function feeTotal(bill: Bill): Usd {
  return sum(bill.fees.map(feeCost));
}

/** Line items that have a price, and fees: the cost when nothing is unpriced, else a lower bound. */
export function pricedTotal(bill: Bill): Usd {
  const lines = linesTotal(bill);
  return bill.fees.length === 0 ? lines : plus(lines, feeTotal(bill));
}

/** The cost of a bill, undefined as soon as one meter has no price. */
export function totalOf(bill: Bill): Usd | undefined {
  return bill.unpriced.length === 0 ? pricedTotal(bill) : undefined;
}
