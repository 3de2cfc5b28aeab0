import type { Bill, LineItem } from '../domain/line-item.ts';
import type { Unpriced } from '../domain/price.ts';
import type { PriceSheet } from './price-sheet.ts';
import type { Quantity } from './quantities.ts';

/** Puts a price on every quantity. What has no price is named, so that no meter is ever dropped in silence. */
export function bill(amounts: readonly Quantity[], sheet: PriceSheet): Bill {
  const lineItems: LineItem[] = [];
  const unpriced: Unpriced[] = [];
  for (const { meter, mode, band, quantity } of amounts) {
    const price = sheet.price(meter, mode, band);
    if (price.pricing === 'unpriced') unpriced.push(price);
    else lineItems.push({ quantity, price });
  }
  return { lineItems, fees: [], unpriced };
}
