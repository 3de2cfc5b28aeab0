import type { ContractRisk, Risk } from '../../domain/risk.ts';
import type { ContractCurve, Weights } from './bend.ts';
import type { CostCurve } from './cost-curve.ts';

/** How often each of some plans is the cheapest once demand is known, and what knowing it beforehand would cost. */
export interface Hindsight {
  readonly probabilityBest: readonly number[];
  readonly cost: number;
}

/** Costs in dollars of an average month of the term. */
export interface Spread {
  readonly expected: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/**
 * Everything that demand may do, as the statistics of plans ask for it. There are two: in closed form, where one forecast
 * moves months that are all alike, and over fixed futures.
 */
export interface Chance {
  readonly months: number;
  hindsight(curves: readonly CostCurve[]): Hindsight;
  spread(curve: CostCurve): Spread;
  /** The most that each costs over the cheapest of them, from the first to the ninety-ninth percentile of demand. */
  worstRegrets(curves: readonly CostCurve[], demand: Weights): readonly number[];
  /** The ninetieth percentile of what the dearest month of the term costs; a settlement over more months counts evenly in each. */
  worstMonth(curve: CostCurve): number;
  contract(contract: ContractCurve): Pick<ContractRisk, 'probability' | 'expectedShortfall' | 'shortfallP10'>;
  /** Percentiles of an average month's demand, in the dollars of the weights. */
  demand(weights: Weights): Pick<Risk['demand'], 'p10' | 'p50' | 'p90'>;
}

/** Costs that differ by a smaller share are the same: the earlier plan is taken. */
export const SAME_COST = 1e-12;

/** Percentiles that are named. */
export const [P10, P50, P90] = [10, 50, 90];
