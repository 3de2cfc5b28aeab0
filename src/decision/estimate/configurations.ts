import { type Arithmetic, NUMBERS } from '../../domain/arithmetic.ts';
import type { AggregatorChannel, Channel } from '../../domain/channel.ts';
import type { Configuration, CostRange } from '../../domain/estimate.ts';
import { compare } from '../../domain/exact.ts';
import { type Fee, feeCost } from '../../domain/fee.ts';
import { LEVER_STATES, type Levers, pulled } from '../../domain/levers.ts';
import { type Bill, pricedTotal, totalOf } from '../../domain/line-item.ts';
import { type Obstacle, saidFirst } from '../../domain/obstacle.ts';
import type { Offers } from '../../domain/offer.ts';
import { besideCost, type Costed, type Purchase, purchaseId } from '../../domain/purchase.ts';
import { savingOf } from '../../domain/saving.ts';
import { complement, lessThan, plus, portion, type Share, sum, type Usd, usd } from '../../domain/units.ts';
import { type AggregatorSpend, chargesFees, shareOfFees, spendOf } from '../channels/aggregator-fees.ts';
import { channelObstacle, openChannels } from '../channels/channels.ts';
import { purchaseThrough, sheetThrough } from '../channels/purchase.ts';
import { shareOfContractFees } from '../contract/contract-fees.ts';
import type { Deal } from '../contract/deal.ts';
import { floorObstacle } from '../contract/settle.ts';
import { listBill, type Priceable } from './spend.ts';

/** What the workloads of an answer buy of an aggregator under the same levers, a given one included. */
export type MonthlyPurchase = (
  channel: AggregatorChannel,
  of: Priceable,
  levers: Levers,
  illustrated: boolean,
) => AggregatorSpend;

/** The contract of a provider for its workloads under the same levers, stated or illustrated; undefined where none is on offer. */
export type ProviderDeal = (provider: string, levers: Levers, illustrated: boolean) => Deal | undefined;

/** What a row is tested on, or charged for, beyond its own workload. */
export interface Portfolio {
  readonly dealOf: ProviderDeal;
  readonly purchaseOf: MonthlyPurchase;
}

/** True where a row is at levels that nobody stated. */
const isIllustrated = (of: Priceable, levers: Levers) => levers !== 'asIs' && of.illustrated.basis === 'illustration';

function unpricedObstacle(bill: Bill): Obstacle | undefined {
  if (bill.unpriced.length === 0) return undefined;
  return { code: 'unpriced', reasons: [...new Set(bill.unpriced.map((meter) => meter.reason))] };
}

/** An aggregator's fees on a row: the workload's share of those on everything bought there so. */
function feesAt(of: Priceable, channel: AggregatorChannel, row: Purchase, { purchaseOf }: Portfolio): readonly Fee[] {
  const { levers, bill, listCost } = row;
  if (!chargesFees(channel.aggregator)) return [];
  const all = purchaseOf(channel, of, levers, isIllustrated(of, levers));
  return shareOfFees(channel.aggregator, spendOf({ channel, bill, listCost }), all);
}

/** What a purchase comes to with another discount on all that the terms of its channel are about. */
function atDiscount(row: Costed, discount: Share): Usd {
  return plus(portion(row.listCost, complement(discount)), besideCost(row));
}

/** What a direct row costs at both ends of the discount, or its own cost where there is no room between them. */
function rangeOf(row: Costed<Channel>, cost: Usd): CostRange | undefined {
  if (row.channel.kind !== 'direct') return undefined;
  const { deepest, shallowest } = row.channel;
  if (compare(deepest, shallowest) === 0) return { low: cost, high: cost };
  return { low: atDiscount(row, deepest), high: atDiscount(row, shallowest) };
}

/** What all rows of a workload are about. */
interface Subject {
  readonly of: Priceable;
  /** What savings are measured from; undefined while a part of it has no price. */
  readonly baseline: Usd | undefined;
  /** At list, under each state of the levers. */
  readonly atList: Readonly<Record<Levers, Bill>>;
}

/** What everything bought at one place decides of a row: its part of the fees, and under a contract whether it opens. */
interface Beside {
  readonly fees: readonly Fee[];
  readonly contract: Configuration['contract'];
  readonly closed: Obstacle | undefined;
}

const NOTHING_BESIDE: Beside = { fees: [], contract: undefined, closed: undefined };

/**
 * A row with the first thing that keeps it from being bought. Written out field by field: copies by spread took a quarter
 * of an estimate's time.
 */
function configuration({ of, baseline }: Subject, row: Purchase<Channel>, beside = NOTHING_BESIDE): Configuration {
  const { basis, inTheWay } = of.illustrated;
  const own = pulled(row.levers);
  const against = own.map((lever) => inTheWay[lever]);
  const atChannel = channelObstacle(row.channel, of.workload, own);
  const [obstacle] = [...against, atChannel, unpricedObstacle(row.bill), beside.closed]
    .filter((each) => each !== undefined)
    .sort(saidFirst);
  const isStated = obstacle?.code !== 'leverNotStated' && (basis === 'stated' || own.length === 0);
  const { workload, model, tokenFactor, channel, levers, listCost, ground } = row;
  const { lineItems, unpriced } = row.bill;
  const bill = beside.fees.length === 0 ? row.bill : { lineItems, fees: beside.fees, unpriced };
  const cost = totalOf(bill);
  return {
    id: purchaseId(row),
    workload,
    model,
    tokenFactor,
    channel,
    levers,
    bill,
    listCost,
    ground,
    basis: isStated ? 'stated' : 'illustration',
    saving: baseline && cost && savingOf(baseline, cost),
    range: cost && rangeOf(row, cost),
    obstacle,
    contract: beside.contract,
  };
}

function directConfigurations(subject: Subject, { dealOf }: Portfolio): Configuration[] {
  const { of, atList } = subject;
  const { provider } = of.model;
  return LEVER_STATES.flatMap((levers) => {
    const deal = dealOf(provider, levers, isIllustrated(of, levers));
    if (deal === undefined) return [];
    const { contract, settlement, channel, spend } = deal;
    const { complete, amount, workloads } = spend;
    const row = purchaseThrough(of, channel, levers, { as: of.illustrated, atList: atList[levers] });
    const fees = shareOfContractFees(deal.fees, { own: row.listCost, spend: amount, workloads });
    const closed = floorObstacle(provider, contract, settlement);
    return configuration(subject, row, {
      fees,
      contract: { settlement, complete },
      closed: closed && (complete ? closed : { ...closed, lowerBound: true as const }),
    });
  });
}

/** Every configuration of one workload: list, each aggregator that sells the model, then direct. */
export function configurations(of: Priceable, baseline: Bill, offers: Offers, portfolio: Portfolio): Configuration[] {
  const at = (levers: Levers) => listBill(of, levers, of.illustrated);
  const atList = { asIs: at('asIs'), cache: at('cache'), batch: at('batch'), both: at('both') };
  const subject: Subject = { of, baseline: totalOf(baseline), atList };
  const open = openChannels(offers, of.model, of.workload).flatMap((channel) => {
    const sheet = sheetThrough(of, channel);
    return LEVER_STATES.map((levers) => {
      const row = purchaseThrough(of, channel, levers, { as: of.illustrated, sheet, atList: atList[levers] });
      if (channel.kind !== 'aggregator') return configuration(subject, row);
      return configuration(subject, row, { ...NOTHING_BESIDE, fees: feesAt(of, channel, row, portfolio) });
    });
  });
  return [...open, ...directConfigurations(subject, portfolio)];
}

/** The cheapest row that is stated, can be bought and has a price; a tie goes to the earlier row. */
export function cheapestOf(rows: readonly Configuration[]): Configuration | undefined {
  let best: { row: Configuration; cost: Usd } | undefined;
  for (const row of rows) {
    if (row.basis !== 'stated' || row.obstacle !== undefined) continue;
    const cost = totalOf(row.bill);
    if (cost !== undefined && (best === undefined || lessThan(cost, best.cost))) best = { row, cost };
  }
  return best?.row;
}

/** What is known of a row: whether it has a price, can be bought, and is under a contract whose spend is known. */
export interface RowState<Truth> {
  readonly unpriced: Truth;
  readonly belowFloor: Truth;
  readonly available: Truth;
  /** Of a direct row: whether every part of the spend that its contract is tested on has a price. */
  readonly complete: Truth;
}

/**
 * True of a row that may come to something else than it says: it has no price, or a part of the spend that decides of its
 * contract has none, so that a closed contract may open and an open one may have more of its commitment used up.
 */
export function mayChangeIn<Value, Truth>(by: Arithmetic<Value, Truth>, row: RowState<Truth>): Truth {
  return by.either(row.unpriced, by.both(by.not(row.complete), by.either(row.belowFloor, row.available)));
}

/** The least a row can come to: more spend than is known would use up more of the commitment. */
export function leastIn<Value, Truth>(
  by: Arithmetic<Value, Truth>,
  { complete }: Pick<RowState<Truth>, 'complete'>,
  { known, unused }: { readonly known: Value; readonly unused: Value },
): Value {
  return by.when(
    complete,
    () => known,
    () => by.minus(known, unused),
  );
}

const stateOf = ({ obstacle, contract }: Configuration): RowState<boolean> => ({
  unpriced: obstacle?.code === 'unpriced',
  belowFloor: obstacle?.code === 'belowFloor',
  available: obstacle === undefined,
  complete: contract?.complete ?? true,
});

/** What of a row's known cost is commitment that buys nothing. */
const unusedOf = ({ fees }: Bill) => sum(fees.filter(({ kind }) => kind === 'unusedCommitment').map(feeCost));

/** True when a stated row that cannot be told could still cost less than the cheapest that can. */
export function mayBeUndercut(rows: readonly Configuration[], cheapest: Configuration | undefined): boolean {
  const cost = cheapest === undefined ? undefined : totalOf(cheapest.bill);
  if (cost === undefined) return false;
  return rows.some((row) => {
    const state = stateOf(row);
    if (row.basis !== 'stated' || !mayChangeIn(NUMBERS, state)) return false;
    const known = { known: pricedTotal(row.bill), unused: unusedOf(row.bill) };
    return lessThan(usd(leastIn(NUMBERS, state, known)), cost);
  });
}
