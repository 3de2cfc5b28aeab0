import { compare } from './exact.ts';
import { totalOf } from './line-item.ts';
import { besideCost, type Purchase } from './purchase.ts';
import { complement, plus, portion, type Share, type Usd } from './units.ts';

type Bought = Pick<Purchase, 'channel' | 'bill' | 'listCost'>;

/** What a purchase would come to at another discount on all that the terms of its channel are about. */
export function atDiscount(purchase: Bought, discount: Share): Usd {
  return plus(portion(purchase.listCost, complement(discount)), besideCost(purchase));
}

/**
 * What a direct row costs from the deepest discount to the shallowest, of the list cost with the same levers, or its own
 * cost where there is no room between them; undefined for another channel, and where the list cost is not known.
 */
export function discountRange(row: Bought): { readonly low: Usd; readonly high: Usd } | undefined {
  const own = totalOf(row.bill);
  if (row.channel.kind !== 'direct' || own === undefined) return undefined;
  const { deepest, shallowest } = row.channel;
  if (compare(deepest, shallowest) === 0) return { low: own, high: own };
  return { low: atDiscount(row, deepest), high: atDiscount(row, shallowest) };
}
