import type { AggregatorChannel } from '../../domain/channel.ts';
import type { Configuration } from '../../domain/estimate.ts';
import type { Levers } from '../../domain/levers.ts';
import { feeTotal, underTerms } from '../../domain/line-item.ts';
import type { Aggregator } from '../../domain/offer.ts';
import type { Costed } from '../../domain/purchase.ts';
import { minus, NO_USD, plus, times, type Usd } from '../../domain/units.ts';
import type { MonthlyPurchase } from '../estimate/configurations.ts';
import { listBill, type Priceable } from '../estimate/spend.ts';
import {
  type AggregatorSpend,
  NOTHING_SPENT,
  priceFactor,
  shareOfFees,
  spendOf,
  spentTogether,
} from './aggregator-fees.ts';
import { type PooledTerms, pooledTerms } from './aggregator-pool.ts';
import { channelObstacle, discountOn, isShown } from './channels.ts';

/** What one workload would buy of an aggregator; nothing where it does not sell the model. */
function ownPurchase(aggregator: Aggregator, of: Priceable, levers: Levers, illustrated: boolean) {
  const discount = discountOn(aggregator, of.model);
  if (discount === undefined) return NOTHING_SPENT;
  const channel: AggregatorChannel = { kind: 'aggregator', id: aggregator.id, aggregator, discount };
  const listCost = underTerms(listBill(of, levers, illustrated ? of.illustrated : of.stated), aggregator);
  return { listCost, tokenCost: times(listCost, priceFactor(channel)) };
}

const mayBuy = (channel: AggregatorChannel, { workload }: Priceable) =>
  isShown(channel.aggregator, workload) && channelObstacle(channel, workload, []) === undefined;

/**
 * What an answer's workloads would buy of an aggregator if all of them that may bought there, under the same levers:
 * what the fees of a row are the workload's share of. A workload that may not is counted on its own row alone.
 */
export function monthlyPurchases(all: readonly Priceable[]): MonthlyPurchase {
  const known = new Map<string, AggregatorSpend>();
  return (channel, of, levers, illustrated) => {
    const { aggregator } = channel;
    const key = `${aggregator.id} ${levers} ${illustrated}`;
    const together =
      known.get(key) ??
      all
        .filter((each) => mayBuy(channel, each))
        .map((each) => ownPurchase(aggregator, each, levers, illustrated))
        .reduce(spentTogether, NOTHING_SPENT);
    known.set(key, together);
    return mayBuy(channel, of) ? together : spentTogether(together, ownPurchase(aggregator, of, levers, illustrated));
  };
}

const isThroughAggregator = <Each extends Costed>(each: Each): each is Each & Costed<AggregatorChannel> =>
  each.channel.kind === 'aggregator';

/** Everything that is bought through one aggregator, with the terms its total decides. */
export interface AggregatorPurchase {
  readonly aggregator: Aggregator;
  readonly bought: AggregatorSpend;
  readonly terms: PooledTerms;
  /** What the bills hold of fees; the fees of the month are in `terms`. */
  readonly feesOnBills: Usd;
}

/** What some purchases come to at each aggregator, in the order they are first bought from. */
export function purchasesByAggregator(purchases: readonly Costed[]): AggregatorPurchase[] {
  const found = new Map<Aggregator, { bought: AggregatorSpend; feesOnBills: Usd }>();
  for (const each of purchases.filter(isThroughAggregator)) {
    const { aggregator } = each.channel;
    const before = found.get(aggregator) ?? { bought: NOTHING_SPENT, feesOnBills: NO_USD };
    found.set(aggregator, {
      bought: spentTogether(before.bought, spendOf(each)),
      feesOnBills: plus(before.feesOnBills, feeTotal(each.bill)),
    });
  }
  return [...found].map(([aggregator, each]) => ({
    aggregator,
    ...each,
    terms: pooledTerms(aggregator, each.bought),
  }));
}

/** The same purchases, each bill with its share of the fees on everything bought at its aggregator. */
export function withFees<Each extends Costed>(purchases: readonly Each[]): Each[] {
  const byAggregator = new Map(purchasesByAggregator(purchases).map((each) => [each.aggregator, each.bought]));
  return purchases.map((each) => {
    if (!isThroughAggregator(each)) return each;
    const { aggregator } = each.channel;
    const fees = shareOfFees(aggregator, spendOf(each), byAggregator.get(aggregator) ?? NOTHING_SPENT);
    return { ...each, bill: { ...each.bill, fees } };
  });
}

/** The fees of the month less those on the bills: not 0 where rows counted on more or less being bought there. */
export function feesBeyondBills({ terms, bought, feesOnBills }: AggregatorPurchase): Usd {
  return minus(minus(terms.cost, bought.tokenCost), feesOnBills);
}

/** What some rows come to together; a workload without one buys nothing. */
export function rowPurchases(rows: readonly (Configuration | undefined)[]): AggregatorPurchase[] {
  return purchasesByAggregator(rows.filter((row) => row !== undefined));
}
