import { type AllocationKey, tagOf } from '../../domain/allocation.ts';
import type { Fee, FeeKind } from '../../domain/fee.ts';
import { feeCost } from '../../domain/fee.ts';
import { feeTotal, pricedTotal } from '../../domain/line-item.ts';
import { type Purchase, publishedCost } from '../../domain/purchase.ts';
import { factor, minus, NO_USD, plus, times, type Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import type { Borne, Pool } from './allocate.ts';

type Named = Pick<Purchase, 'workload'> & {
  readonly provider: string;
  readonly model: string;
  readonly channel?: string;
};

/** What a purchase goes by; undefined for a workload without such a tag, and for what has no channel. */
function nameOf({ workload, provider, model, channel }: Named, by: AllocationKey): string | undefined {
  const tag = tagOf(by);
  if (tag !== undefined) return workload.tags.get(tag);
  if (by === 'workload') return workload.partOf?.workload ?? workload.name;
  return by === 'provider' ? provider : by === 'model' ? model : channel;
}

/** Whose a workload is: the stream that it is a part of, and its part of the units. */
function ownerOf({ name, units, partOf }: Workload): Pick<Borne, 'workload' | 'units'> {
  const count = units && (partOf === undefined ? units.count : times(units.count, factor(partOf.share)));
  return { workload: partOf?.workload ?? name, units: units && count && { name: units.name, count } };
}

/** A purchase without the fees on its bill. */
export function borneBy({ workload, model, channel, bill, listCost }: Purchase, by: AllocationKey): Borne {
  return {
    ...ownerOf(workload),
    name: nameOf({ workload, provider: model.provider, model: model.id, channel: channel.id }, by),
    list: publishedCost({ channel, bill, listCost }),
    own: minus(pricedTotal(bill), feeTotal(bill)),
    complete: bill.unpriced.length === 0,
  };
}

/** A workload of which nothing can be priced or bought. */
export function unknownCost(workload: Workload, provider: string, by: AllocationKey): Borne {
  const name = nameOf({ workload, provider, model: workload.model }, by);
  return { ...ownerOf(workload), name, list: NO_USD, own: NO_USD, complete: false };
}

/** Whom a fee goes to: the aggregator, or the provider whose contract it is of. */
export function payeeOf({ channel, model }: Purchase): string {
  return channel.kind === 'list' || channel.kind === 'direct' ? model.provider : channel.id;
}

/** The fees on bills, each kind of each payee together: what stands on a bill is what it draws of them. */
export function feePools(purchases: readonly (Purchase | undefined)[]): Pool[] {
  const found = new Map<string, { kind: FeeKind; of: string; amount: Usd; drawn: Map<number, Usd> }>();
  const add = (place: number, of: string, fee: Fee) => {
    const key = JSON.stringify([of, fee.kind]);
    const pool = found.get(key) ?? { kind: fee.kind, of, amount: NO_USD, drawn: new Map() };
    const cost = feeCost(fee);
    pool.drawn.set(place, plus(pool.drawn.get(place) ?? NO_USD, cost));
    found.set(key, { ...pool, amount: plus(pool.amount, cost) });
  };
  for (const [place, purchase] of purchases.entries())
    for (const fee of purchase?.bill.fees ?? []) if (purchase !== undefined) add(place, payeeOf(purchase), fee);
  return [...found.values()];
}

/** What some purchases draw, by their places: nothing of those that are left out. */
export function drawnBy(
  purchases: readonly (Purchase | undefined)[],
  of: (purchase: Purchase) => Usd | undefined,
): Map<number, Usd> {
  return new Map(
    purchases.flatMap((purchase, place): [number, Usd][] => {
      const drawn = purchase && of(purchase);
      return drawn === undefined ? [] : [[place, drawn]];
    }),
  );
}
