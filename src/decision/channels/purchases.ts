import { type Channel, LIST } from '../../domain/channel.ts';
import { isZero } from '../../domain/exact.ts';
import { pricedTotal } from '../../domain/line-item.ts';
import type { Note } from '../../domain/note.ts';
import type { Lever, Obstacle } from '../../domain/obstacle.ts';
import { problem } from '../../domain/problem.ts';
import { atLeast, lessThan, NO_USD, plus, type Usd } from '../../domain/units.ts';
import { channelSheet, priceConfiguration } from '../../engine/pricer.ts';
import { drawdownOf } from '../contract/contract-dues.ts';
import type { Context } from '../estimate/estimate.ts';
import { listSpend, type Priceable } from '../estimate/spend.ts';
import { type Purchase, withFees } from './aggregator-purchases.ts';
import { channelObstacle, channelTerms, contractWith, directChannel, expectedBand, openChannels } from './channels.ts';

/** One workload, bought the way it says. */
export interface WorkloadPurchase extends Purchase {
  readonly of: Priceable;
  /** What is bought otherwise than it was stated. */
  readonly notes: readonly Note[];
}

type Bought = Omit<WorkloadPurchase, 'of'>;

const LEVERS = ['cache', 'batch'] as const;

/** Which levers a channel passes on. */
export function served(channel: Channel): Readonly<Record<Lever, boolean>> {
  return channel.kind === 'aggregator' ? channel.aggregator.serves : { cache: true, batch: true };
}

/** The bill of a workload through a channel with its stated levers, as far as the channel passes them on. */
function through(of: Priceable, channel: Channel): Purchase {
  const { cache, batch } = served(channel);
  const { workload, rate, stated, listSheet } = of;
  const sheet = channelSheet(workload, rate, channelTerms(channel));
  const bill = priceConfiguration(workload, stated, sheet, cache, batch);
  return { channel, bill, listCost: pricedTotal(priceConfiguration(workload, stated, listSheet, cache, batch)) };
}

/** True when the user gave the lever a level above none. */
function isStated(lever: Lever, { workload }: Priceable): boolean {
  if (lever === 'batch') return workload.batchEligible !== undefined && !isZero(workload.batchEligible);
  return (
    workload.measuredCache !== undefined || (workload.cacheHitRatio !== undefined && !isZero(workload.cacheHitRatio))
  );
}

/** Levers that were stated and do nothing here, with what stands in their way. A short prefix has a warning of its own. */
function idleLevers(of: Priceable, channel: Channel): Note[] {
  return LEVERS.filter((lever) => isStated(lever, of)).flatMap((lever): Note[] => {
    const inTheWay = lever === 'cache' ? of.stated.cacheObstacle : of.stated.batchObstacle;
    const obstacle: Obstacle | undefined =
      inTheWay ??
      (channel.kind === 'aggregator' && !served(channel)[lever]
        ? { code: 'leverNotServed', aggregator: channel.aggregator, lever }
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
 * A contract that is not to be had, or whose commitment the spend does not cover, leaves the list price, and says so.
 * `spend` is what is bought direct from the provider.
 */
function throughDirect(of: Priceable, spend: Usd, context: Context): Bought {
  const { provider } = of.model;
  const contract = contractWith(context.offers, provider, context.quote);
  const atList = (obstacle: Obstacle): Bought =>
    bought(of, LIST, [{ code: 'channelAtList', workload: of.workload.name, channel: 'direct', obstacle }]);
  if (contract === 'notOffered') return atList({ code: 'noContractOffered', provider });
  if (!atLeast(spend, contract.floor.low))
    return atList({ code: 'belowFloor', provider, spend, floor: contract.floor });
  const band = expectedBand(contract, spend);
  const drawdown = drawdownOf(contract, spend, band);
  if (lessThan(drawdown, band.commitment)) {
    return atList({ code: 'commitmentNotCovered', commitment: band.commitment, drawdown });
  }
  return bought(of, directChannel(contract, spend));
}

/** List spend of the workloads that are bought direct, by provider: the spend a contract's floor is tested on. */
function directSpends(all: readonly Priceable[]): Map<string, Usd> {
  const spends = new Map<string, Usd>();
  for (const of of all.filter(({ workload }) => workload.channel === 'direct')) {
    const { provider } = of.model;
    const own = listSpend([of], (each) => each.stated, true, true).amount;
    spends.set(provider, plus(spends.get(provider) ?? NO_USD, own));
  }
  return spends;
}

function buy(of: Priceable, directSpend: Usd, context: Context): Bought {
  const wanted = of.workload.channel ?? LIST.id;
  if (wanted === 'direct') return throughDirect(of, directSpend, context);
  const channel = openChannels(context.offers, of.model, of.workload).find((each) => each.id === wanted);
  if (channel === undefined) throw problem('notSoldThere', of.workload.name, wanted, of.model.id);
  return bought(of, channel);
}

/**
 * Every workload through the channel it names, at list when it names none, with its stated levers. Linear in the
 * workloads. Pure. Throws `notSoldThere`.
 */
export function purchases(all: readonly Priceable[], context: Context): WorkloadPurchase[] {
  const direct = directSpends(all);
  return withFees(all.map((of) => ({ of, ...buy(of, direct.get(of.model.provider) ?? NO_USD, context) })));
}
