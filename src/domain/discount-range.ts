import type { Configuration, WorkloadEstimate } from './estimate.ts';
import { compare } from './exact.ts';
import { totalOf } from './line-item.ts';
import { complement, portion, type Share, type Usd } from './units.ts';

/**
 * What a direct row costs from the deepest discount to the shallowest, of the list cost with the same levers, or its own
 * cost where there is no room between them; undefined for another channel, and where the list cost is not known.
 */
export function discountRange(
  row: Configuration,
  { configurations }: WorkloadEstimate,
): { readonly low: Usd; readonly high: Usd } | undefined {
  if (row.channel.kind !== 'direct') return undefined;
  const twin = configurations.find(
    (each) => each.channel.kind === 'list' && each.cache === row.cache && each.batch === row.batch,
  );
  const listCost = twin === undefined ? undefined : totalOf(twin.bill);
  if (listCost === undefined) return undefined;
  const { deepest, shallowest } = row.channel;
  const own = totalOf(row.bill);
  if (own !== undefined && compare(deepest, shallowest) === 0) return { low: own, high: own };
  return { low: atDiscount(listCost, deepest), high: atDiscount(listCost, shallowest) };
}

/** What is left of a list cost at an end of the discounts of its row. */
export function atDiscount(listCost: Usd, discount: Share): Usd {
  return portion(listCost, complement(discount));
}
