import type { Turn } from './turn.ts';
import type { Share } from './units.ts';

/**
 * One way to buy the portfolio, judged over everything that demand may do. Statistics in floats, in dollars of an
 * average month of the term; never a bill.
 */
export interface RiskAlternative {
  /** `plan`: the one decided on. `doNothing`: list price without any lever. */
  readonly kind: 'plan' | 'doNothing' | 'other';
  /** What it does otherwise than the plan; undefined for the plan itself and for doing nothing. */
  readonly turn: Turn | undefined;
  /** False where a contract in it is out of reach at the stated volume. */
  readonly available: boolean;
  readonly expectedCost: number;
  readonly costP10: number;
  readonly costP50: number;
  readonly costP90: number;
  /** Probability that it is the cheapest once demand is known. The earlier of two that cost the same. */
  readonly probabilityBest: number;
  /** Expected cost over that of knowing demand beforehand. */
  readonly regret: number;
  /** The most it costs over the cheapest, from the first to the ninety-ninth percentile of demand. */
  readonly worstRegret: number;
}

/** What thin months do to a contract of the plan. */
export interface ContractRisk {
  readonly provider: string;
  /** True for take or pay: a thin month pays the commitment. Without a commitment it loses the discount. */
  readonly commits: boolean;
  /** Months that are settled together. */
  readonly window: number;
  /** Of a window that does not use up the commitment, or of a month under the floor. */
  readonly probability: number;
  /** Commitment that buys nothing, in dollars a month: expected, and where only a tenth of futures leave more. */
  readonly expectedShortfall: number;
  readonly shortfallP10: number;
}

/** How likely a plan is to be right when demand is not known. */
export interface Risk {
  /** Demand of an average month as a multiple of the stated tokens. */
  readonly demand: {
    readonly p10: number;
    readonly p50: number;
    readonly p90: number;
    readonly basis: 'stated' | 'assumed';
    readonly assumedSigma: Share;
    /** More than one forecast: workloads that state their own move up and down together with the rest. */
    readonly forecasts: number;
    readonly months: number;
  };
  /** Terms of the plan that are a range in the offers, and are taken as given here. */
  readonly given: readonly { readonly provider: string; readonly discount: Share }[];
  /** The plan first. */
  readonly alternatives: readonly RiskAlternative[];
  /** Of those to be had at the stated volume: the least expected cost, and the least of the worst regrets. */
  readonly cheapest: RiskAlternative;
  readonly minimaxRegret: RiskAlternative;
  /** What the cheapest is expected to save over the plan; undefined where it is the plan, or as good as. */
  readonly saves: number | undefined;
  /** What knowing demand beforehand is worth, at most. */
  readonly valueOfInformation: number;
  /** The ninetieth percentile of the dearest month's cost under the plan. */
  readonly worstMonth: number;
  readonly contracts: readonly ContractRisk[];
}
