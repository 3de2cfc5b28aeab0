import { type AggregatorChannel, type Channel, configurationId } from '../../domain/channel.ts';
import type { Configuration } from '../../domain/estimate.ts';
import type { Fee } from '../../domain/fee.ts';
import { type Bill, pricedTotal, totalOf, underTerms } from '../../domain/line-item.ts';
import type { Lever, Obstacle } from '../../domain/obstacle.ts';
import type { Offers } from '../../domain/offer.ts';
import { lessThan, type Usd } from '../../domain/units.ts';
import type { PriceSheet } from '../../engine/price-sheet.ts';
import { channelSheet, priceConfiguration } from '../../engine/pricer.ts';
import { type Bought, chargesFees, shareOfFees } from '../channels/aggregator-fees.ts';
import { channelObstacle, channelTerms, openChannels } from '../channels/channels.ts';
import { shareOfContractFees } from '../contract/contract-fees.ts';
import type { Deal } from '../contract/deal.ts';
import { floorObstacle } from '../contract/settle.ts';
import { LEVER_STATES, type Priceable } from './spend.ts';

/** What the workloads of an answer buy of an aggregator under the same levers, a given one included. */
export type MonthlyPurchase = (
  channel: AggregatorChannel,
  of: Priceable,
  cache: boolean,
  batch: boolean,
  illustrated: boolean,
) => Bought;

/** The contract of a provider for its workloads under the same levers, stated or illustrated; undefined where none is on offer. */
export type ProviderDeal = (provider: string, cache: boolean, batch: boolean, illustrated: boolean) => Deal | undefined;

/** What a row is tested on, or charged for, beyond its own workload. */
export interface Portfolio {
  readonly dealOf: ProviderDeal;
  readonly purchaseOf: MonthlyPurchase;
}

function leversUsed(cache: boolean, batch: boolean): Lever[] {
  return [...(cache ? (['cache'] as const) : []), ...(batch ? (['batch'] as const) : [])];
}

function unpricedObstacle(bill: Bill): Obstacle | undefined {
  if (bill.unpriced.length === 0) return undefined;
  return { code: 'unpriced', reasons: [...new Set(bill.unpriced.map((meter) => meter.reason))] };
}

/** The bill of a row; an aggregator's fees are the workload's share of those on everything bought there so. */
function billOf(
  of: Priceable,
  channel: Channel,
  sheet: PriceSheet,
  [cache, batch]: readonly [cache: boolean, batch: boolean],
  { purchaseOf }: Portfolio,
): Bill {
  const levers = of.illustrated;
  const bill = priceConfiguration(of.workload, levers, sheet, cache, batch);
  if (channel.kind !== 'aggregator' || !chargesFees(channel.aggregator)) return bill;
  const illustrated = (cache || batch) && levers.basis === 'illustration';
  const all = purchaseOf(channel, of, cache, batch, illustrated);
  const listBill = priceConfiguration(of.workload, levers, of.listSheet, cache, batch);
  const { aggregator } = channel;
  const own = { listCost: underTerms(listBill, aggregator), tokenCost: underTerms(bill, aggregator) };
  return { ...bill, fees: shareOfFees(aggregator, own, all) };
}

/** The first thing that keeps a row from being bought: its levers, its channel, then a price nobody knows. */
function configuration(
  of: Priceable,
  channel: Channel,
  bill: Bill,
  state: readonly [cache: boolean, batch: boolean],
  eligibility: Obstacle | undefined,
): Configuration {
  const [cache, batch] = state;
  const levers = of.illustrated;
  const inTheWay = [...(cache ? [levers.cacheObstacle] : []), ...(batch ? [levers.batchObstacle] : [])];
  const obstacle =
    inTheWay.find((each) => each?.code === 'leverNotStated') ??
    inTheWay.find((each) => each !== undefined) ??
    channelObstacle(channel, of.workload, leversUsed(cache, batch)) ??
    unpricedObstacle(bill) ??
    eligibility;
  const given = !inTheWay.some((each) => each?.code === 'leverNotStated');
  const basis = given && (levers.basis === 'stated' || inTheWay.length === 0) ? 'stated' : 'illustration';
  return { id: configurationId(channel.id, cache, batch), channel, cache, batch, basis, bill, obstacle };
}

/** A workload's part of what its contract costs beside the discounted tokens. */
function partOfFees(of: Priceable, { contract, fees, spend }: Deal, cache: boolean, batch: boolean): Fee[] {
  if (fees.length === 0) return [];
  const list = priceConfiguration(of.workload, of.illustrated, of.listSheet, cache, batch);
  const own = underTerms(list, contract);
  return shareOfContractFees(fees, { own, spend: spend.amount, workloads: spend.workloads });
}

function directConfigurations(of: Priceable, { dealOf }: Portfolio): Configuration[] {
  const { provider } = of.model;
  return LEVER_STATES.flatMap(([cache, batch]) => {
    const levers = of.illustrated;
    const illustrated = (cache || batch) && levers.basis === 'illustration';
    const deal = dealOf(provider, cache, batch, illustrated);
    if (deal === undefined) return [];
    const { contract, settlement, channel } = deal;
    const { complete } = deal.spend;
    const sheet = channelSheet(of.workload, of.rate, channelTerms(channel));
    const tokens = priceConfiguration(of.workload, levers, sheet, cache, batch);
    const bill = { ...tokens, fees: partOfFees(of, deal, cache, batch) };
    const closed = floorObstacle(provider, contract, settlement);
    const obstacle = closed && (complete ? closed : { ...closed, lowerBound: true as const });
    return { ...configuration(of, channel, bill, [cache, batch], obstacle), contract: { settlement, complete } };
  });
}

/** Every configuration of one workload: list, each aggregator that sells the model, then direct. */
export function configurations(of: Priceable, offers: Offers, portfolio: Portfolio): Configuration[] {
  const open = openChannels(offers, of.model, of.workload).flatMap((channel) => {
    const sheet = channel.kind === 'list' ? of.listSheet : channelSheet(of.workload, of.rate, channelTerms(channel));
    return LEVER_STATES.map((state) => {
      return configuration(of, channel, billOf(of, channel, sheet, state, portfolio), state, undefined);
    });
  });
  return [...open, ...directConfigurations(of, portfolio)];
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

/** What keeps a row from being told, rather than from being bought: a price or a spend that is not known. */
function isOpen({ obstacle }: Configuration): boolean {
  if (obstacle?.code === 'unpriced') return true;
  return obstacle?.code === 'belowFloor' && obstacle.lowerBound === true;
}

/** The least a row can come to: more spend than is known would use up more of the commitment. */
function leastCost({ bill, contract }: Configuration): Usd {
  const known = contract?.complete ?? true;
  return pricedTotal(known ? bill : { ...bill, fees: bill.fees.filter(({ kind }) => kind !== 'unusedCommitment') });
}

/** True when a stated row that cannot be told could still cost less than the cheapest that can. */
export function mayBeUndercut(rows: readonly Configuration[], cheapest: Configuration | undefined): boolean {
  const cost = cheapest === undefined ? undefined : totalOf(cheapest.bill);
  if (cost === undefined) return false;
  return rows.some((row) => {
    const mayChange = isOpen(row) || (row.obstacle === undefined && row.contract?.complete === false);
    return row.basis === 'stated' && mayChange && lessThan(leastCost(row), cost);
  });
}
