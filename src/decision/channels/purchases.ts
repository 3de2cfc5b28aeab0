import { LIST, type PlanChannel, type StatedChannel } from '../../domain/channel.ts';
import type { Settlement } from '../../domain/contract.ts';
import { isZero } from '../../domain/exact.ts';
import { type Lever, type Levers, leversWhere, pulled } from '../../domain/levers.ts';
import type { Marketplace } from '../../domain/marketplace.ts';
import type { Note } from '../../domain/note.ts';
import type { Obstacle } from '../../domain/obstacle.ts';
import type { Aggregator } from '../../domain/offer.ts';
import { problem } from '../../domain/problem.ts';
import type { Purchase } from '../../domain/purchase.ts';
import { shareOfContractFees } from '../contract/contract-fees.ts';
import { type Deal, dealFor } from '../contract/deal.ts';
import { contractWith } from '../contract/quote.ts';
import { floorObstacle } from '../contract/settle.ts';
import type { Context } from '../estimate/estimate.ts';
import { listSpend, type Priceable } from '../estimate/spend.ts';
import { withFees } from './aggregator-purchases.ts';
import { channelObstacle, openChannels } from './channels.ts';
import { marketplaceObstacle, marketplacesFor } from './marketplace-bill.ts';
import { purchaseThrough } from './purchase.ts';

/** One workload, bought the way it says, and what there is to say of that. */
export interface StatedPurchase extends Purchase {
  readonly of: Priceable;
  /** What is bought otherwise than it was stated. */
  readonly notes: readonly Note[];
  /** What the contract comes to that it is bought under. */
  readonly settlement?: Settlement;
}

/** Who stands between the buyer and the provider, and may pass on less than it offers. */
function passesOn(channel: PlanChannel): Aggregator | Marketplace | undefined {
  if (channel.kind === 'marketplace') return channel.marketplace;
  return channel.kind === 'aggregator' ? channel.aggregator : undefined;
}

/** The stated levers that have nothing in their way, as far as a channel passes them on. */
export function leversThrough({ stated }: Priceable, channel: PlanChannel): Levers {
  const serves = passesOn(channel)?.serves;
  return leversWhere((lever) => serves?.[lever] !== false && stated.inTheWay[lever] === undefined);
}

/** True when the user gave the lever a level above none. */
function isStated(lever: Lever, { workload }: Priceable): boolean {
  if (lever === 'batch') return workload.batchEligible !== undefined && !isZero(workload.batchEligible);
  return (
    workload.measuredCache !== undefined || (workload.cacheHitRatio !== undefined && !isZero(workload.cacheHitRatio))
  );
}

/** Levers that were stated and do nothing here, with what stands in their way. A short prefix has a warning of its own. */
function idleLevers(of: Priceable, channel: PlanChannel): Note[] {
  const passing = passesOn(channel);
  const stated = pulled('both').filter((lever) => isStated(lever, of));
  return stated.flatMap((lever): Note[] => {
    const obstacle: Obstacle | undefined =
      of.stated.inTheWay[lever] ??
      (passing !== undefined && !passing.serves[lever]
        ? { code: 'leverNotServed', aggregator: passing, lever }
        : undefined);
    if (obstacle === undefined || obstacle.code === 'prefixTooShort') return [];
    return [{ code: 'leverWithoutEffect', workload: of.workload.name, lever, obstacle }];
  });
}

/** What the workload itself says against the channel that it names. */
function obstacleTo(channel: StatedChannel, { workload }: Priceable): Obstacle | undefined {
  return channel.kind === 'marketplace'
    ? marketplaceObstacle(channel.marketplace, workload, [])
    : channelObstacle(channel, workload, []);
}

function bought(of: Priceable, channel: StatedChannel, notes: readonly Note[] = []): StatedPurchase {
  const obstacle = obstacleTo(channel, of);
  const against: Note[] =
    obstacle === undefined
      ? []
      : [{ code: 'channelAgainstConstraint', workload: of.workload.name, channel: channel.id, obstacle }];
  const purchase = purchaseThrough(of, channel, leversThrough(of, channel));
  return { ...purchase, of, notes: [...notes, ...against, ...idleLevers(of, channel)] };
}

/**
 * A contract that is not to be had leaves the list price, and says so. What it costs beside the discounted tokens is on
 * the bills, each with its part.
 */
function throughDirect(of: Priceable, deal: Deal | undefined): StatedPurchase {
  const { provider } = of.model;
  const atList = (obstacle: Obstacle) =>
    bought(of, LIST, [{ code: 'channelAtList', workload: of.workload.name, channel: 'direct', obstacle }]);
  if (deal === undefined) return atList({ code: 'noContractOffered', provider });
  const { contract, settlement, channel, spend } = deal;
  const closed = floorObstacle(provider, contract, settlement);
  if (closed !== undefined) return atList(closed);
  const direct = bought(of, channel);
  const fees = shareOfContractFees(deal.fees, { ...spend, own: direct.listCost, spend: spend.amount });
  return { ...direct, settlement, bill: { ...direct.bill, fees } };
}

/** The contract of each provider that something is bought direct from, settled for the list spend of all of that. */
function directDeals(all: readonly Priceable[], { offers, quote }: Context): Map<string, Deal> {
  const direct = all.filter(({ workload }) => workload.channel === 'direct');
  const providers = new Set(direct.map(({ model }) => model.provider));
  return new Map(
    [...providers].flatMap((provider) => {
      const contract = contractWith(offers, provider, quote);
      if (contract === 'notOffered') return [];
      const theirs = direct.filter(({ model }) => model.provider === provider);
      return [[provider, dealFor(contract, listSpend(theirs, 'stated', 'both', contract))] as const];
    }),
  );
}

/** The one channel that a workload allows. A cloud's price there is published, so that it need not name it again. */
function onlyChannel({ workload: { channels = [] } }: Priceable): string | undefined {
  return channels.length === 1 ? channels[0] : undefined;
}

function buy(of: Priceable, deal: Deal | undefined, context: Context): StatedPurchase {
  const wanted = of.workload.channel ?? LIST.id;
  if (wanted === 'direct') return throughDirect(of, deal);
  const marketplace = marketplacesFor(context.offers.marketplaces, of).find(
    (each) => each.id === (of.workload.channel ?? onlyChannel(of)),
  );
  if (marketplace !== undefined) return bought(of, { kind: 'marketplace', id: marketplace.id, marketplace });
  const channel = openChannels(context.offers, of.model, of.workload).find((each) => each.id === wanted);
  if (channel === undefined) throw problem('notSoldThere', of.workload.name, wanted, of.model.id);
  return bought(of, channel);
}

/**
 * Every workload through the channel it names, else the marketplace that is all it allows, else at list, with its stated
 * levers. Linear in the workloads. Pure. Throws `notSoldThere`.
 */
export function purchases(all: readonly Priceable[], context: Context): StatedPurchase[] {
  const deals = directDeals(all, context);
  return withFees(all.map((of) => buy(of, deals.get(of.model.provider), context)));
}
