import { type AggregatorChannel, type Channel, type PlanChannel, termsOf } from '../../domain/channel.ts';
import type { Configuration, WorkloadEstimate } from '../../domain/estimate.ts';
import { type Bill, feeTotal, underTerms } from '../../domain/line-item.ts';
import type { Aggregator } from '../../domain/offer.ts';
import { minus, NO_USD, plus, times, type Usd } from '../../domain/units.ts';
import { priceConfiguration } from '../../engine/pricer.ts';
import type { MonthlyPurchase } from '../estimate/configurations.ts';
import type { Priceable } from '../estimate/spend.ts';
import { type Bought, bothBought, NOTHING_BOUGHT, priceFactor, shareOfFees } from './aggregator-fees.ts';
import { type PooledTerms, pooledTerms } from './aggregator-pool.ts';
import { channelObstacle, discountOn, isShown } from './channels.ts';

type Levers = readonly [cache: boolean, batch: boolean, illustrated: boolean];

/** What one workload would buy of an aggregator; nothing where it does not sell the model. */
function ownPurchase(aggregator: Aggregator, of: Priceable, [cache, batch, illustrated]: Levers): Bought {
  const discount = discountOn(aggregator, of.model);
  if (discount === undefined) return NOTHING_BOUGHT;
  const channel: AggregatorChannel = { kind: 'aggregator', id: aggregator.id, aggregator, discount };
  const levers = illustrated ? of.illustrated : of.stated;
  const listCost = underTerms(priceConfiguration(of.workload, levers, of.listSheet, cache, batch), aggregator);
  return { listCost, tokenCost: times(listCost, priceFactor(channel)) };
}

const mayBuy = (channel: AggregatorChannel, { workload }: Priceable) =>
  isShown(channel.aggregator, workload) && channelObstacle(channel, workload, []) === undefined;

/**
 * What an answer's workloads would buy of an aggregator if all of them that may bought there, under the same levers:
 * what the fees of a row are the workload's share of. A workload that may not is counted on its own row alone.
 */
export function monthlyPurchases(all: readonly Priceable[]): MonthlyPurchase {
  const known = new Map<string, Bought>();
  return (channel, of, ...levers) => {
    const { aggregator } = channel;
    const key = `${aggregator.id} ${levers.join(' ')}`;
    const together =
      known.get(key) ??
      all
        .filter((each) => mayBuy(channel, each))
        .map((each) => ownPurchase(aggregator, each, levers))
        .reduce(bothBought, NOTHING_BOUGHT);
    known.set(key, together);
    return mayBuy(channel, of) ? together : bothBought(together, ownPurchase(aggregator, of, levers));
  };
}

/** A bill and the channel it is bought through, with what it costs at list under the same levers, as far as the channel's terms are about it. */
export interface Purchase<Through extends PlanChannel = Channel> {
  readonly channel: Through;
  readonly bill: Bill;
  readonly listCost: Usd;
}

/** Everything that is bought through one aggregator, with the terms its total decides. */
export interface AggregatorPurchase {
  readonly aggregator: Aggregator;
  readonly bought: Bought;
  readonly terms: PooledTerms;
  /** What the bills hold of fees; the fees of the month are in `terms`. */
  readonly feesOnBills: Usd;
}

/** What some purchases come to at each aggregator, in the order they are first bought from. */
export function purchasesByAggregator(purchases: readonly Purchase<PlanChannel>[]): AggregatorPurchase[] {
  const found = new Map<Aggregator, { bought: Bought; feesOnBills: Usd }>();
  for (const { channel, bill, listCost } of purchases) {
    if (channel.kind !== 'aggregator') continue;
    const before = found.get(channel.aggregator) ?? { bought: NOTHING_BOUGHT, feesOnBills: NO_USD };
    const bought = bothBought(before.bought, { listCost, tokenCost: underTerms(bill, channel.aggregator) });
    found.set(channel.aggregator, { bought, feesOnBills: plus(before.feesOnBills, feeTotal(bill)) });
  }
  return [...found].map(([aggregator, each]) => ({
    aggregator,
    ...each,
    terms: pooledTerms(aggregator, each.bought),
  }));
}

/** The same purchases, each bill with its share of the fees on everything bought at its aggregator. */
export function withFees<Bought extends Purchase<PlanChannel>>(purchases: readonly Bought[]): Bought[] {
  const byAggregator = new Map(purchasesByAggregator(purchases).map((each) => [each.aggregator, each.bought]));
  return purchases.map((each) => {
    const { channel, bill, listCost } = each;
    const all = channel.kind === 'aggregator' ? byAggregator.get(channel.aggregator) : undefined;
    if (channel.kind !== 'aggregator' || all === undefined) return each;
    const own = { listCost, tokenCost: underTerms(bill, channel.aggregator) };
    return { ...each, bill: { ...bill, fees: shareOfFees(channel.aggregator, own, all) } };
  });
}

/** The fees of the month less those on the bills: not 0 where rows counted on more or less being bought there. */
export function feesBeyondBills({ terms, bought, feesOnBills }: AggregatorPurchase): Usd {
  return minus(minus(terms.cost, bought.tokenCost), feesOnBills);
}

/** The purchases of one row of each workload; a workload without one buys nothing. */
export function rowPurchases(
  answers: readonly WorkloadEstimate[],
  rowOf: (answer: WorkloadEstimate) => Configuration | undefined,
): AggregatorPurchase[] {
  return purchasesByAggregator(
    answers.flatMap((answer) => {
      const row = rowOf(answer);
      if (row === undefined) return [];
      const { channel, bill, cache, batch } = row;
      const twin = answer.configurations.find(
        (each) => each.channel.kind === 'list' && each.cache === cache && each.batch === batch,
      );
      return twin === undefined ? [] : [{ channel, bill, listCost: underTerms(twin.bill, termsOf(channel)) }];
    }),
  );
}

/** The purchases of the cheapest rows. */
export function cheapestPurchases(answers: readonly WorkloadEstimate[]): AggregatorPurchase[] {
  return rowPurchases(answers, ({ cheapest }) => cheapest);
}
