import type { AggregatorChannel } from '../../domain/channel.ts';
import { ONE } from '../../domain/exact.ts';
import type { Fee } from '../../domain/fee.ts';
import type { Aggregator } from '../../domain/offer.ts';
import { type CreditBlocks, creditBlocks } from '../../domain/prepaid-credit.ts';
import { type Factor, factor, minus, plus, times, type Usd, usd } from '../../domain/units.ts';
import {
  type AggregatorSpend,
  feesTotal,
  monthlyFees,
  prepaidBlocks,
  priceFactor,
  proportionalFees,
} from './aggregator-fees.ts';

/** What one workload costs at an aggregator whatever else is bought there: linear in its list cost. */
export interface ProportionalCost extends AggregatorSpend {
  /** Shares of what this workload buys: bonus, purchase fee, and an own-key fee without an allowance. */
  readonly fees: readonly Fee[];
  /** `tokenCost` and `fees`. */
  readonly cost: Usd;
}

/**
 * The exact cost of a workload there, from its list price under the same levers (region premium included), apart from
 * what only the month's total decides. Exact and linear; with `pooledTerms(...).beyondProportional` of the sum over the
 * workloads bought there it is the whole cost. Nothing pooled is below 0, so that sums of it are lower bounds.
 */
export function proportionalCost(channel: AggregatorChannel, listCost: Usd): ProportionalCost {
  const tokenCost = times(listCost, priceFactor(channel));
  const fees = proportionalFees(channel.aggregator, { listCost, tokenCost });
  return { listCost, tokenCost, fees, cost: plus(tokenCost, feesTotal(fees)) };
}

/** By channel: a portfolio asks for the same few thousands of times. */
const proportionalFactors = new WeakMap<AggregatorChannel, Factor>();

/** What `proportionalCost` comes to for each dollar of list price. */
export function proportionalFactor(channel: AggregatorChannel): Factor {
  const found = proportionalFactors.get(channel) ?? factor(proportionalCost(channel, usd(ONE)).cost);
  proportionalFactors.set(channel, found);
  return found;
}

/** What the total bought at one aggregator in a month decides. */
export interface PooledTerms {
  /** The fees of the month, minimum and allowance included. */
  readonly fees: readonly Fee[];
  /** Tokens and fees: the effective cost of the month, credit at its cost basis. */
  readonly cost: Usd;
  /** What credit that lapses, the minimum of the purchase fee and the own-key fee above its allowance add to the proportional costs; 0 or more. */
  readonly beyondProportional: Usd;
  /** Undefined unless the buyer prepays. */
  readonly blocks: CreditBlocks | undefined;
  /** Cash that leaves in the month: whole blocks of credit, and fees on what is paid for them. */
  readonly billedCost: Usd;
}

/** The terms that depend on everything bought there in a month: sum `AggregatorSpend` over the workloads and call this once. */
export function pooledTerms(aggregator: Aggregator, bought: AggregatorSpend): PooledTerms {
  const fees = monthlyFees(aggregator, bought);
  const total = feesTotal(fees);
  const credit = prepaidBlocks(aggregator);
  const blocks = credit && creditBlocks(credit, bought.tokenCost);
  const cost = plus(bought.tokenCost, total);
  return {
    fees,
    cost,
    beyondProportional: minus(total, feesTotal(proportionalFees(aggregator, bought))),
    blocks,
    billedCost: blocks === undefined ? cost : billed(aggregator, bought, blocks),
  };
}

/** Blocks at their price; a purchase fee is then on all of the cash. */
function billed(aggregator: Aggregator, bought: AggregatorSpend, { cash }: CreditBlocks): Usd {
  const asPaid = { ...aggregator, prepay: false };
  return plus(cash, feesTotal(monthlyFees(asPaid, { ...bought, tokenCost: cash })));
}
