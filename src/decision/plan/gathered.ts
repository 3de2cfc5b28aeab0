import type { MarketplaceChannel, PlanChannel } from '../../domain/channel.ts';
import type { ExcludedOption } from '../../domain/plan.ts';
import { type Factor, lessThan, type Usd } from '../../domain/units.ts';
import type { Priceable } from '../spend.ts';

/** A model with its levers: everything about a purchase but whom it is paid to. */
export interface Usage {
  readonly of: Priceable;
  readonly tokenFactor: Factor;
  readonly cache: boolean;
  readonly batch: boolean;
  /** At list price. */
  readonly listCost: Usd;
}

/** A purchase that needs no contract: at list, through an aggregator or a marketplace. */
export interface OpenOption {
  readonly usage: Usage;
  readonly channel: PlanChannel;
  readonly cost: Usd;
}

/** A purchase through a marketplace that can spare a shortfall of the cloud's commitment. */
export interface CloudOption {
  readonly usage: Usage;
  readonly channel: MarketplaceChannel;
  readonly cost: Usd;
  /** The part of the cost that draws the commitment down. */
  readonly eligible: Usd;
}

/** The purchases of one workload, while they are gathered. */
export interface Gathered {
  open: OpenOption | undefined;
  readonly opens: Map<string, OpenOption>;
  readonly direct: Map<string, Usage[]>;
  readonly clouds: Map<string, CloudOption[]>;
  readonly excluded: ExcludedOption[];
}

/** Keeps a purchase where it is the cheapest that needs no contract, of all or through its channel. */
export function keep(into: Gathered, option: OpenOption): void {
  const { channel, cost } = option;
  if (into.open === undefined || lessThan(cost, into.open.cost)) into.open = option;
  const there = into.opens.get(channel.id);
  if (there === undefined || lessThan(cost, there.cost)) into.opens.set(channel.id, option);
}
