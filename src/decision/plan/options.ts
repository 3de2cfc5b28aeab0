import type { Channel } from '../../domain/channel.ts';
import type { Lever, Obstacle } from '../../domain/estimate.ts';
import { totalOf } from '../../domain/line-item.ts';
import type { ContractBand } from '../../domain/offer.ts';
import type { ExcludedOption } from '../../domain/plan.ts';
import { type Factor, lessThan, NONE, type Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { baselineBill, priceConfiguration } from '../../engine/pricer.ts';
import { proportionalCost } from '../aggregator-pool.ts';
import { channelObstacle, openChannels } from '../channels.ts';

import { type Context, priceable } from '../estimate.ts';
import { LEVER_STATES, type Priceable } from '../spend.ts';
import { substitutes } from './substitute.ts';

/** A model with its levers: everything about a purchase but whom it is paid to. */
export interface Usage {
  readonly of: Priceable;
  readonly tokenFactor: Factor;
  readonly cache: boolean;
  readonly batch: boolean;
  /** At list price. */
  readonly listCost: Usd;
}

/** A purchase that needs no contract: at list or through an aggregator. */
export interface OpenOption {
  readonly usage: Usage;
  readonly channel: Channel;
  readonly cost: Usd;
}

/** What one workload can be bought as. */
export interface Choices {
  readonly workload: Workload;
  /** As stated, without levers; undefined when that has no price. */
  readonly baselineCost: Usd | undefined;
  /** The cheapest purchase without a contract, the earlier on a tie; undefined when only a contract will do. */
  readonly open: OpenOption | undefined;
  /** Purchases under a contract, by provider: each costs its list cost less the discount of the band. */
  readonly direct: ReadonlyMap<string, readonly Usage[]>;
  readonly excluded: readonly ExcludedOption[];
}

/** The direct channel at the terms of one band. */
export function bandChannel({ discount }: Pick<ContractBand, 'discount'>): Channel {
  return { kind: 'direct', id: 'direct', discount, shallowest: discount, deepest: discount };
}

/** Stands for every band where only the channel's name matters. */
const ANY_BAND = bandChannel({ discount: NONE });

const leversOf = (cache: boolean, batch: boolean): Lever[] => [
  ...(cache ? (['cache'] as const) : []),
  ...(batch ? (['batch'] as const) : []),
];

function unpricedObstacle(of: Priceable): Obstacle {
  const bill = priceConfiguration(of.workload, of.stated, of.listSheet, false, false);
  return { code: 'unpriced', reasons: [...new Set(bill.unpriced.map(({ reason }) => reason))] };
}

/** Levers on or off as far as the workload states them and the model offers them, each at its list cost. */
function usagesOf(of: Priceable, tokenFactor: Factor): Usage[] {
  const { cacheObstacle, batchObstacle } = of.stated;
  return LEVER_STATES.flatMap(([cache, batch]) => {
    if ((cache && cacheObstacle !== undefined) || (batch && batchObstacle !== undefined)) return [];
    const listCost = totalOf(priceConfiguration(of.workload, of.stated, of.listSheet, cache, batch));
    return listCost === undefined ? [] : [{ of, tokenFactor, cache, batch, listCost }];
  });
}

/** The cost of a usage through a channel that needs no contract: fees included, but for what a month's total decides. */
function openCost(usage: Usage, channel: Channel): Usd | undefined {
  if (channel.kind === 'list') return usage.listCost;
  if (channel.kind === 'aggregator') return proportionalCost(channel, usage.listCost).cost;
  return undefined;
}

interface Gathered {
  open: OpenOption | undefined;
  readonly direct: Map<string, Usage[]>;
  readonly excluded: ExcludedOption[];
}

function gatherOpen(into: Gathered, channel: Channel, usages: readonly Usage[], of: Priceable, name: string): void {
  let first: Obstacle | undefined;
  let served = false;
  for (const usage of usages) {
    const obstacle = channelObstacle(channel, of.workload, leversOf(usage.cache, usage.batch));
    first ??= obstacle;
    const cost = obstacle === undefined ? openCost(usage, channel) : undefined;
    if (cost === undefined) continue;
    served = true;
    if (into.open === undefined || lessThan(cost, into.open.cost)) into.open = { usage, channel, cost };
  }
  if (!served) {
    const obstacle = first ?? unpricedObstacle(of);
    into.excluded.push({ workload: name, model: of.model.id, channel: channel.id, obstacle });
  }
}

function gatherDirect(into: Gathered, usages: readonly Usage[], of: Priceable, name: string): void {
  const { provider, id: model } = of.model;
  const obstacle = channelObstacle(ANY_BAND, of.workload, []);
  if (obstacle !== undefined) into.excluded.push({ workload: name, model, channel: ANY_BAND.id, obstacle });
  else if (usages.length > 0) into.direct.set(provider, [...(into.direct.get(provider) ?? []), ...usages]);
}

/**
 * Everything a workload can be bought as under its own constraints. Throws `unknownModel`, `noRateOn`, `retiredModel`
 * for its model or an alternative.
 */
export function choicesOf(workload: Workload, context: Context): Choices {
  const into: Gathered = { open: undefined, direct: new Map(), excluded: [] };
  let baselineCost: Usd | undefined;
  for (const [index, substitute] of substitutes(workload).entries()) {
    const of = priceable(substitute.workload, context);
    if (index === 0) baselineCost = totalOf(baselineBill(of.workload, of.rate));
    const usages = usagesOf(of, substitute.factor);
    for (const channel of openChannels(context.offers, of.model, of.workload)) {
      gatherOpen(into, channel, usages, of, workload.name);
    }
    gatherDirect(into, usages, of, workload.name);
  }
  return { workload, baselineCost, ...into };
}
