import type { Configuration, WorkloadEstimate } from './estimate.ts';
import { totalOf } from './line-item.ts';
import { complement, portion, type Usd } from './units.ts';

/**
 * What a direct row costs from the deepest discount to the shallowest, of the list cost with the same levers; undefined
 * for another channel, and where the list cost is not known.
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
  return { low: portion(listCost, complement(deepest)), high: portion(listCost, complement(shallowest)) };
}
