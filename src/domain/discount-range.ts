import type { Configuration, WorkloadEstimate } from './estimate.ts';
import { compare } from './exact.ts';
import { type Bill, besideTerms, type Terms, totalOf, underTerms } from './line-item.ts';
import { complement, plus, portion, type Share, type Usd } from './units.ts';

/** What a bill at list comes to with a discount on all that the terms are about. */
export function atDiscount(list: Bill, discount: Share, terms: Terms): Usd {
  return plus(portion(underTerms(list, terms), complement(discount)), besideTerms(list, terms));
}

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
  if (twin === undefined || totalOf(twin.bill) === undefined) return undefined;
  const { deepest, shallowest } = row.channel;
  const own = totalOf(row.bill);
  if (own !== undefined && compare(deepest, shallowest) === 0) return { low: own, high: own };
  return { low: atDiscount(twin.bill, deepest, row.channel), high: atDiscount(twin.bill, shallowest, row.channel) };
}
