import { totalOf } from '../../domain/line-item.ts';
import type { Marketplace } from '../../domain/marketplace.ts';
import type { Note } from '../../domain/note.ts';
import { sum } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { type Context, priceable } from '../estimate/estimate.ts';
import type { Priceable } from '../estimate/spend.ts';
import { isNamed, unsoldAt } from './marketplace-bill.ts';
import { purchaseThrough } from './purchase.ts';
import { leversThrough } from './purchases.ts';

/** What the named work costs at one marketplace, before what that draws down of a commitment. */
function priceNote(marketplace: Marketplace, all: readonly Priceable[]): Note[] {
  const sold = all.filter(
    ({ workload, model }) => isNamed(marketplace, workload) && marketplace.providers.includes(model.provider),
  );
  if (sold.length === 0) return [];
  const channel = { kind: 'marketplace', id: marketplace.id, marketplace } as const;
  const bills = sold.map((of) => purchaseThrough(of, channel, leversThrough(of, channel)).bill);
  const costs = bills.flatMap((bill) => totalOf(bill) ?? []);
  const reasons = bills.flatMap(({ unpriced }) => unpriced.map(({ reason }) => reason));
  return [
    {
      code: 'marketplaceNotShown',
      name: marketplace.name,
      workloads: sold.map(({ workload }) => workload.name),
      cost: costs.length === sold.length ? sum(costs) : undefined,
      reasons: [...new Set(reasons)],
    },
  ];
}

/** The marketplaces that are asked for and sell nothing of a provider, each said once. */
export function unsoldNotes(all: readonly Priceable[], { offers, card }: Context): Note[] {
  const found = all.flatMap((of) => unsoldAt(offers.marketplaces, of, card));
  const said = new Map(found.map(({ obstacle }) => [`${obstacle.seller} ${obstacle.providerName}`, obstacle]));
  return [...said.values()].map((obstacle) => ({ ...obstacle }));
}

/**
 * Marketplaces that a flag or a profile names: an estimate has no row for them, so what the work costs there is said
 * beside it. What they draw down of a commitment only a plan can weigh. Throws what `priceable` throws.
 */
export function marketplaceNotes(workloads: readonly Workload[], context: Context): Note[] {
  const { marketplaces } = context.offers;
  if (!marketplaces.some((each) => workloads.some((workload) => isNamed(each, workload)))) return [];
  const all = workloads.map((workload) => priceable(workload, context));
  return [...marketplaces.flatMap((each) => priceNote(each, all)), ...unsoldNotes(all, context)];
}
