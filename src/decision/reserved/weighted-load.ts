import { add, type Exact, multiply, ZERO } from '../../domain/exact.ts';
import { type Bill, costOf, type LineItem } from '../../domain/line-item.ts';
import { type Meter, meterRow } from '../../domain/meter.ts';
import type { CapacityPool, ReservedOffer } from '../../domain/reserved.ts';
import { NO_USD, plus, type Usd } from '../../domain/units.ts';

/** What a workload asks of one pool in a month, and what the same tokens cost without a reservation. */
export interface PoolLoad {
  readonly pool: CapacityPool;
  /** Weighted tokens, or list dollars, a month. */
  readonly weighted: Exact;
  readonly payAsYouGo: Usd;
}

const isCacheWrite = (meter: Meter) => meterRow(meter).cache === 'Write';

/** What one line item takes of a pool; undefined when the pool does not serve it. */
function weightedItem(item: LineItem, pool: CapacityPool, noWritePremium: boolean): Exact | undefined {
  if (pool.measure.kind === 'listDollars') return costOf(item);
  const { meter, band } = item.price;
  const weights = band !== 'base' && band !== 'peak' ? pool.measure.longWeights : pool.measure.weights;
  const weight = weights?.[meter] ?? (noWritePremium && isCacheWrite(meter) ? weights?.input : undefined);
  return weight === undefined ? undefined : multiply(item.quantity, weight);
}

/** Two items of one use, each at its own channel's price. */
const isSame = ({ price }: LineItem, other: LineItem) =>
  price.meter === other.price.meter && price.mode === other.price.mode && price.band === other.price.band;

/** Whether units serve all of a bill: every item of it in a mode of theirs, with a weight in a pool. */
export function isServed(
  bill: Bill,
  pools: readonly CapacityPool[],
  { modes }: Pick<ReservedOffer, 'modes'>,
  noWritePremium: boolean,
): boolean {
  return (
    bill.unpriced.length === 0 &&
    bill.lineItems.every(
      (item) =>
        modes.includes(item.price.mode) &&
        meterRow(item.price.meter).followsRequest &&
        pools.some((pool) => weightedItem(item, pool, noWritePremium) !== undefined),
    )
  );
}

/**
 * The load a bill at list puts on each pool of a reservation. An item counts when its mode is served and the pool has a weight
 * for its meter; batch and whatever else the pool does not serve stay at pay-as-you-go prices and are left out. `paid`
 * are the line items that the same use is paid as; none where it costs nothing as it is bought.
 */
export function poolLoads(
  bill: Bill,
  pools: readonly CapacityPool[],
  offer: Pick<ReservedOffer, 'modes'>,
  noWritePremium: boolean,
  paid: readonly LineItem[] = bill.lineItems,
): PoolLoad[] {
  const eligible = bill.lineItems.filter(
    ({ price }) => offer.modes.includes(price.mode) && meterRow(price.meter).followsRequest,
  );
  return pools.map((pool) => {
    let [weighted, payAsYouGo]: [Exact, Usd] = [ZERO, NO_USD];
    for (const item of eligible) {
      const taken = weightedItem(item, pool, noWritePremium);
      if (taken === undefined) continue;
      weighted = add(weighted, taken);
      const own = paid.find((each) => isSame(each, item));
      if (own !== undefined) payAsYouGo = plus(payAsYouGo, costOf(own));
    }
    return { pool, weighted, payAsYouGo };
  });
}
