import type { Driver, Level } from '../../domain/decision.ts';
import { add, type Exact, multiply, subtract } from '../../domain/exact.ts';
import type { PriceTrend } from '../../domain/price-trend.ts';
import type { Context } from '../estimate/estimate.ts';
import type { Choices, PricedWorkload } from './options.ts';
import type { Outcome } from './outcome.ts';

/** What of an answer's surroundings a plan depends on beside its workloads. */
export interface Terms extends Pick<Context, 'offers' | 'quote' | 'singleChannel' | 'ahead'> {
  /** Bands that are signed whatever else is, by provider, where it is asked what a plan with them costs. */
  readonly required?: ReadonlyMap<string, string>;
}

/** What a plan is made from: everything each workload can be bought as, and the terms of contracts. */
export interface Market {
  readonly choices: readonly Choices[];
  readonly terms: Terms;
}

/** The way from the profile as stated, at 0, to one end of a driver, at 1. */
export interface Path {
  readonly at: (t: Exact) => Market;
  readonly level: (t: Exact) => Level;
  /** True when nothing on it differs from the profile as stated. */
  readonly still?: boolean;
  /** Where the cost of any given plan is linear in t: its slope in dollars, undefined for a plan that it bends. */
  readonly slope?: (outcome: Outcome) => Exact | undefined;
  /** Where t only rules plans out: how far a plan is allowed, and the level there. Undefined when to the end. */
  readonly reach?: (outcome: Outcome) => { readonly t: Exact; readonly level: Level } | undefined;
}

export interface DriverRange {
  readonly code: Driver['code'];
  readonly low: Path;
  readonly high: Path;
}

/** What the paths start from. */
export interface Stated extends Market {
  readonly context: Context;
  readonly priced: readonly PricedWorkload[];
  readonly base: Outcome;
  /** True where the plan is over a term: no cost is straight along a driver then. */
  readonly overTerm?: boolean;
  /** What list prices are expected to do over its term, and the market where they do something else; undefined for one month. */
  readonly prices?: { readonly trend: PriceTrend; readonly at: (trend: PriceTrend) => Market };
}

/** From one amount to another. */
export function between(from: Exact, to: Exact, t: Exact): Exact {
  return add(from, multiply(subtract(to, from), t));
}
