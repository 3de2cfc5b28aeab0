import { type Channel, LIST, type PlanChannel, termsOf } from '../../domain/channel.ts';
import type { Settlement } from '../../domain/contract.ts';
import { isZero } from '../../domain/exact.ts';
import { underTerms } from '../../domain/line-item.ts';
import type { Marketplace } from '../../domain/marketplace.ts';
import type { Note } from '../../domain/note.ts';
import type { Lever, Obstacle } from '../../domain/obstacle.ts';
import type { Aggregator } from '../../domain/offer.ts';
import { problem } from '../../domain/problem.ts';
import { discountFactor, per } from '../../domain/units.ts';
import { channelSheet, priceConfiguration } from '../../engine/pricer.ts';
import { shareOfContractFees } from '../contract/contract-fees.ts';
import { type Deal, dealFor } from '../contract/deal.ts';
import { contractWith } from '../contract/quote.ts';
import { floorObstacle } from '../contract/settle.ts';
import type { Context } from '../estimate/estimate.ts';
import { listSpend, type Priceable } from '../estimate/spend.ts';
import { type Purchase, withFees } from './aggregator-purchases.ts';
import { channelObstacle, channelTerms, openChannels } from './channels.ts';
import { marketplaceBill, marketplaceObstacle, marketplacesFor } from './marketplace-bill.ts';

/** One workload, bought the way it says. */
export interface WorkloadPurchase extends Purchase<PlanChannel> {
  readonly of: Priceable;
  /** What is bought otherwise than it was stated. */
  readonly notes: readonly Note[];
  /** What the contract comes to that it is bought under. */
  readonly settlement?: Settlement;
}

type Bought = Omit<WorkloadPurchase, 'of'>;

const LEVERS = ['cache', 'batch'] as const;

/** Which levers a channel passes on. */
export function served(channel: PlanChannel): Readonly<Record<Lever, boolean>> {
  return passesOn(channel)?.serves ?? { cache: true, batch: true };
}

/** Who stands between the buyer and the provider, and may pass on less than it offers. */
function passesOn(channel: PlanChannel): Aggregator | Marketplace | undefined {
  if (channel.kind === 'marketplace') return channel.marketplace;
  return channel.kind === 'aggregator' ? channel.aggregator : undefined;
}

/** The bill of a workload through a channel with its stated levers, as far as the channel passes them on. */
function through(of: Priceable, channel: Channel): Purchase {
  const { cache, batch } = served(channel);
  const { workload, rate, stated, listSheet } = of;
  const sheet = channelSheet(workload, rate, channelTerms(channel));
  const bill = priceConfiguration(workload, stated, sheet, cache, batch);
  const list = priceConfiguration(workload, stated, listSheet, cache, batch);
  return { channel, bill, listCost: underTerms(list, termsOf(channel)) };
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
  return LEVERS.filter((lever) => isStated(lever, of)).flatMap((lever): Note[] => {
    const inTheWay = lever === 'cache' ? of.stated.cacheObstacle : of.stated.batchObstacle;
    const obstacle: Obstacle | undefined =
      inTheWay ??
      (passing !== undefined && !passing.serves[lever]
        ? { code: 'leverNotServed', aggregator: passing, lever }
        : undefined);
    if (obstacle === undefined || obstacle.code === 'prefixTooShort') return [];
    return [{ code: 'leverWithoutEffect', workload: of.workload.name, lever, obstacle }];
  });
}

function bought(of: Priceable, channel: Channel, notes: readonly Note[] = []): Bought {
  const obstacle = channelObstacle(channel, of.workload, []);
  const against: Note[] =
    obstacle === undefined
      ? []
      : [{ code: 'channelAgainstConstraint', workload: of.workload.name, channel: channel.id, obstacle }];
  return { ...through(of, channel), notes: [...notes, ...against, ...idleLevers(of, channel)] };
}

/**
 * A contract that is not to be had leaves the list price, and says so. What it costs beside the discounted tokens is on
 * the bills, each with its part.
 */
function throughDirect(of: Priceable, deal: Deal | undefined): Bought {
  const { provider } = of.model;
  const atList = (obstacle: Obstacle): Bought =>
    bought(of, LIST, [{ code: 'channelAtList', workload: of.workload.name, channel: 'direct', obstacle }]);
  if (deal === undefined) return atList({ code: 'noContractOffered', provider });
  const { contract, settlement, channel, spend } = deal;
  const closed = floorObstacle(provider, contract, settlement);
  if (closed !== undefined) return atList(closed);
  const direct = bought(of, channel);
  const fees = shareOfContractFees(deal.fees, { ...spend, own: direct.listCost, spend: spend.amount });
  return { ...direct, settlement, bill: { ...direct.bill, fees } };
}

/** What a marketplace asks, before what that draws down of a commitment to its cloud. */
function throughMarketplace(of: Priceable, marketplace: Marketplace): Bought {
  const { cache, batch } = marketplace.serves;
  const channel = { kind: 'marketplace', id: marketplace.id, marketplace } as const;
  const bill = marketplaceBill(of, marketplace, cache, batch);
  const listCost = per(underTerms(bill, marketplace), discountFactor(marketplace.discount));
  const obstacle = marketplaceObstacle(marketplace, of.workload, []);
  const against: Note[] =
    obstacle === undefined
      ? []
      : [{ code: 'channelAgainstConstraint', workload: of.workload.name, channel: channel.id, obstacle }];
  return { channel, bill, listCost, notes: [...against, ...idleLevers(of, channel)] };
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
      return [
        [
          provider,
          dealFor(
            contract,
            listSpend(theirs, ({ stated }) => stated, true, true, contract),
          ),
        ] as const,
      ];
    }),
  );
}

function buy(of: Priceable, deal: Deal | undefined, context: Context): Bought {
  const wanted = of.workload.channel ?? LIST.id;
  if (wanted === 'direct') return throughDirect(of, deal);
  const marketplace = marketplacesFor(context.offers.marketplaces, of).find((each) => each.id === wanted);
  if (marketplace !== undefined) return throughMarketplace(of, marketplace);
  const channel = openChannels(context.offers, of.model, of.workload).find((each) => each.id === wanted);
  if (channel === undefined) throw problem('notSoldThere', of.workload.name, wanted, of.model.id);
  return bought(of, channel);
}

/**
 * Every workload through the channel it names, at list when it names none, with its stated levers. Linear in the
 * workloads. Pure. Throws `notSoldThere`.
 */
export function purchases(all: readonly Priceable[], context: Context): WorkloadPurchase[] {
  const deals = directDeals(all, context);
  return withFees(all.map((of) => ({ of, ...buy(of, deals.get(of.model.provider), context) })));
}
