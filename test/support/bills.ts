import { numeral } from '../../src/domain/exact.ts';
import { type Bill, costOf, totalOf } from '../../src/domain/line-item.ts';
import { usdPerLotOf } from '../../src/domain/price.ts';
import { shown } from './values.ts';

/** A bill as a reader adds it up: "cacheRead batch: 70000000 x 0.5 = 35". The band is named unless it is the base. */
export function lines({ lineItems }: Bill): string[] {
  return lineItems.map((item) => {
    const { meter, mode, band } = item.price;
    const where = band === 'base' ? mode : `${mode} ${band}`;
    return `${meter} ${where}: ${numeral(item.quantity)} x ${numeral(usdPerLotOf(item.price))} = ${numeral(costOf(item))}`;
  });
}

/** What has no price, as "cacheRead batch". */
export function unpricedMeters({ unpriced }: Bill): string[] {
  return unpriced.map(({ meter, mode }) => `${meter} ${mode}`);
}

/** The total as its numeral; undefined when something has no price. */
export function total(bill: Bill): string | undefined {
  return shown(totalOf(bill));
}
