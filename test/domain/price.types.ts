/** A meter is priced, free or unpriced, and whoever reads one says what becomes of each. `npm run types` is the test. */
import type { FactChange } from '../../src/domain/card-diff.ts';
import type { Bill } from '../../src/domain/line-item.ts';
import { type MeterPrice, type Price, usdPerLotOf } from '../../src/domain/price.ts';
import type { PriceCell } from '../../src/domain/price-cell.ts';
import type { PriceCells } from '../../src/domain/rate-card.ts';
import { charge, type Tokens, times, UNCHANGED, type UnitPrice, type Usd } from '../../src/domain/units.ts';

export function every(price: MeterPrice): string {
  switch (price.pricing) {
    case 'priced':
      return price.usdPerLot.toString();
    case 'free':
      return price.source.url;
    case 'unpriced':
      return price.reason;
  }
}

// @ts-expect-error free is forgotten, so this ends without an answer
export function withoutFree(price: MeterPrice): string {
  switch (price.pricing) {
    case 'priced':
      return price.usdPerLot.toString();
    case 'unpriced':
      return price.reason;
  }
}

// @ts-expect-error unpriced is forgotten
export function withoutUnpriced(price: MeterPrice): string {
  switch (price.pricing) {
    case 'priced':
      return price.usdPerLot.toString();
    case 'free':
      return price.source.url;
  }
}

// @ts-expect-error priced is forgotten
export function withoutPriced(price: MeterPrice): string {
  switch (price.pricing) {
    case 'free':
      return price.source.url;
    case 'unpriced':
      return price.reason;
  }
}

export function shortcuts(price: MeterPrice, known: Price, count: Tokens, cell: PriceCell, cells: PriceCells) {
  // @ts-expect-error what is unpriced has no unit price to take
  const unit: UnitPrice = usdPerLotOf(price);
  // @ts-expect-error what is free has none of its own either
  const own: UnitPrice = known.usdPerLot;
  // @ts-expect-error a cell that may be free is no number
  const cost: Usd = charge(count, cell, 6);
  // @ts-expect-error free is not multiplied, nor is what is missing
  const halved = times(cells.input, UNCHANGED);
  // @ts-expect-error zero is a price: nobody makes free of it
  const free: PriceCell = 0;
  return [unit, own, cost, halved, free, charge(count, usdPerLotOf(known), 6)];
}

export function lines(bill: Bill, fact: FactChange): unknown[] {
  // @ts-expect-error a line that is unpriced stands apart, with its reason
  const reasons = bill.lineItems.map(({ price }) => price.reason);
  // @ts-expect-error what is declared free has no value to show as a number
  const value = fact.old?.value;
  return [reasons, value];
}
