import type { AggregatorChannel, MarketplaceChannel, PlanChannel } from '../../domain/channel.ts';
import { compare, isZero } from '../../domain/exact.ts';
import type { Levers } from '../../domain/levers.ts';
import type { Terms } from '../../domain/line-item.ts';
import type { ExcludedOption } from '../../domain/plan.ts';
import { type Factor, lessThan, NO_USD, plus, times, type Usd } from '../../domain/units.ts';
import { hasPooledFees } from '../channels/aggregator-fees.ts';
import type { Priceable } from '../estimate/spend.ts';

/** A model with its levers: everything about a purchase but whom it is paid to. */
export interface Usage {
  readonly of: Priceable;
  readonly tokenFactor: Factor;
  readonly levers: Levers;
  /** At list price, as far as the channel's terms are about it. */
  readonly listCost: Usd;
  /** Calls beside those terms, at list whatever the channel. */
  readonly besideCost: Usd;
  /** US dollars a month for having moved the work to this model, whatever the channel and the volume: 0 for its own. */
  readonly moving: Usd;
}

/** What no terms of a channel are about: calls, and moving the work. */
export const besideTermsOf = ({ besideCost, moving }: Usage): Usd =>
  isZero(moving) ? besideCost : plus(besideCost, moving);

/** The same at another volume. */
export function usageAtVolume(usage: Usage, by: Factor): Usage {
  const { of, tokenFactor, levers, listCost, besideCost, moving } = usage;
  const beside = isZero(besideCost) ? besideCost : times(besideCost, by);
  return { of, tokenFactor, levers, listCost: times(listCost, by), besideCost: beside, moving };
}

/** The same through a channel whose terms are about calls too. */
export function underAll(usage: Usage, { coversCalls }: Terms): Usage {
  if (coversCalls !== true) return usage;
  return { ...usage, listCost: plus(usage.listCost, usage.besideCost), besideCost: NO_USD };
}

/** The same model with the same levers. */
export function isSameUse(a: Usage, b: Usage): boolean {
  return a.of.model.id === b.of.model.id && a.levers === b.levers;
}

/** A purchase that needs no contract: at list, through an aggregator or a marketplace. */
export interface OpenOption<Through extends PlanChannel = PlanChannel> {
  readonly usage: Usage;
  readonly channel: Through;
  readonly cost: Usd;
}

/** One through a marketplace that can spare a shortfall of the cloud's commitment. */
export interface CloudOption extends OpenOption<MarketplaceChannel> {
  /** The part of the cost that draws the commitment down. */
  readonly eligible: Usd;
}

/** A purchase under terms that depend on everything bought under them: a contract, what is owed to a cloud, a fee. */
export interface CountedOption<Through extends PlanChannel | undefined> {
  readonly usage: Usage;
  readonly channel: Through;
  /** Dollars that the terms count. */
  readonly counted: Usd;
  /** What it costs beside them. */
  readonly uncounted: Usd;
}

/** One from an aggregator whose fees depend on everything bought there. */
export type PooledOption = CountedOption<AggregatorChannel>;

/** The purchases of one workload, while they are gathered. */
export interface Gathered {
  open: OpenOption | undefined;
  readonly opens: Map<string, OpenOption>;
  /** None where nothing was found yet. */
  resold: Map<string, OpenOption[]> | undefined;
  readonly direct: Map<string, Usage[]>;
  clouds: Map<string, CloudOption[]> | undefined;
  readonly excluded: ExcludedOption[];
}

/** Keeps a purchase where it is the cheapest that needs no contract, of all or through its channel. */
export function keep(into: Gathered, option: OpenOption): void {
  const { channel, cost } = option;
  if (into.open === undefined || goesBefore(option, into.open)) into.open = option;
  const there = into.opens.get(channel.id);
  if (there === undefined || lessThan(cost, there.cost)) into.opens.set(channel.id, option);
  if (channel.kind === 'aggregator' && hasPooledFees(channel.aggregator)) {
    into.resold ??= new Map();
    into.resold.set(channel.id, [...(into.resold.get(channel.id) ?? []), option]);
  }
}

const mayCostMore = ({ channel }: OpenOption) => channel.kind === 'aggregator' && hasPooledFees(channel.aggregator);

/** The cheaper; on a tie the one that no fee of a month's total can make dearer, else the earlier. */
function goesBefore(option: OpenOption, known: OpenOption): boolean {
  const order = compare(option.cost, known.cost);
  return order < 0 || (order === 0 && mayCostMore(known) && !mayCostMore(option));
}
