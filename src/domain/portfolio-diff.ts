import type { MonthChange } from './card-diff.ts';
import type { PortfolioChange } from './change.ts';
import type { Day } from './day.ts';
import type { ExchangeRate } from './exchange-rate.ts';

/**
 * What is held against what. `profiles`: what `check` projects, list price with the stated levers unless a workload
 * names its channel. `estimate`: the cheapest configuration of two saved estimates. `check`: two saved checks.
 */
export type Measured = 'profiles' | 'estimate' | 'check';

/** One side as an answer names it: a file, and the card and day its amounts are from. */
export interface PortfolioSide {
  readonly source: string;
  readonly card: { readonly id: string; readonly version: string; readonly sha256: string };
  readonly day: Day;
  /** The currency that it states. */
  readonly exchange?: ExchangeRate;
}

/** The answer of `diff` for two profiles or two saved results. */
export interface PortfolioDiff {
  readonly measured: Measured;
  readonly old: PortfolioSide;
  readonly new: PortfolioSide;
  /** Workloads by the size of their change. */
  readonly change: PortfolioChange;
  /** Empty unless a profile says from when and how long. */
  readonly months: readonly MonthChange[];
}

/** The rate that both sides are shown at: of the newer where it states one, so that a change is none of the rate. */
export const rateOf = ({ old, new: now }: PortfolioDiff): ExchangeRate | undefined => now.exchange ?? old.exchange;
