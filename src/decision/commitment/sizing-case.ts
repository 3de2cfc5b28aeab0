import type { Alternative } from '../../domain/commitment.ts';
import type { Contract, ContractTerms } from '../../domain/contract.ts';
import type { CommonDemand } from '../../domain/demand.ts';
import type { Normal } from '../../domain/normal.ts';
import type { SizingDefaults } from '../../domain/sizing-defaults.ts';
import { statistic } from '../../domain/statistic.ts';
import { type Share, sum, type Usd } from '../../domain/units.ts';
import { type ForecastSpend, type TermDemand, termDemand } from './portfolio-demand.ts';

/** One provider's question: what is spent there, how it may turn out, what is offered, and what else there is. */
export interface SizingCase {
  readonly provider: string;
  readonly spends: readonly ForecastSpend[];
  /** What the profile says of the demand of workloads that say nothing themselves. */
  readonly common: CommonDemand;
  readonly contract: Contract;
  /** The cheapest way to buy the same volume without a commitment. */
  readonly alternative: Alternative;
  /**
   * What everything is expected to cost without the contract, less with it, where the two plans differ by more than that: each has
   * reserved units of its own. The alternative then costs so much more than the contract, or less, at any demand alike.
   */
  readonly apart?: number;
}

/** The correlation that the profile states, else the usual one. */
export function correlationOf({ common }: SizingCase, defaults: SizingDefaults): Share {
  return common.correlation ?? defaults.correlation;
}

/** Demand over the term of a contract; undefined when nothing is spent. */
export function demandOf(
  of: SizingCase,
  { termMonths }: ContractTerms,
  defaults: SizingDefaults,
  normal: Normal,
): { readonly demand: TermDemand; readonly listSpend: Usd; readonly correlation: number } | undefined {
  const correlation = statistic(correlationOf(of, defaults));
  const assumed = { sigma: statistic(defaults.sigma), correlation, months: termMonths };
  const demand = termDemand(of.spends, of.common, assumed, normal);
  if (demand === undefined) return undefined;
  return { demand, listSpend: sum(of.spends.map((each) => each.listSpend)), correlation };
}
