import type { Day, Month } from './day.ts';
import type { Exact } from './exact.ts';
import type { UnitPrice, Usd } from './units.ts';

/** Something a card says of a model or a rate: a price, that a meter is free, another number, or words. */
export type CardValue =
  | { readonly kind: 'price'; readonly value: UnitPrice }
  | { readonly kind: 'free' }
  | { readonly kind: 'number'; readonly value: Exact }
  | { readonly kind: 'text'; readonly value: string };

/** One key that the two sides fill differently; undefined where a side does not say. */
export interface FactChange {
  readonly key: string;
  readonly old: CardValue | undefined;
  readonly new: CardValue | undefined;
}

export type ChangeKind = 'added' | 'removed' | 'changed';

/**
 * What is different from one first day on. An entry that only one side has is `added` or `removed`, and its facts are
 * held against what the other side has in force that day.
 */
export interface RateChange {
  readonly from: Day;
  readonly change: ChangeKind;
  readonly facts: readonly FactChange[];
}

export interface ModelChange {
  readonly model: string;
  readonly provider: string;
  readonly change: ChangeKind;
  /** Of the model itself: provider, aliases, retirement. */
  readonly facts: readonly FactChange[];
  readonly rates: readonly RateChange[];
}

/** One side of a comparison: a card, on one day or with every dated entry. */
export interface DiffSide {
  readonly card: { readonly id: string; readonly version: Day; readonly sha256: string };
  readonly day: Day | undefined;
}

/** List price with the stated levers; a lower bound as soon as there is a reason why a part has no price. */
export interface SideCost {
  readonly amount: Usd;
  readonly unpriced: readonly string[];
}

/** A month of one workload on both sides, or of the whole profile. */
export interface CostChange {
  readonly old: SideCost;
  readonly new: SideCost;
}

export interface WorkloadCostChange extends CostChange {
  readonly workload: string;
  readonly model: string;
}

/** A month of both sides; undefined on a side whose profile does not run in it. */
export interface MonthChange {
  readonly month: Month;
  readonly old: SideCost | undefined;
  readonly new: SideCost | undefined;
}

/** What a change of prices does to a profile. */
export interface DiffCosts {
  readonly oldDay: Day;
  readonly newDay: Day;
  readonly workloads: readonly WorkloadCostChange[];
  readonly total: CostChange;
  /** Empty unless the profile says from when and how long. */
  readonly months: readonly MonthChange[];
}

/** The answer of `diff` for two cards. */
export interface CardDiff {
  readonly old: DiffSide;
  readonly new: DiffSide;
  readonly models: readonly ModelChange[];
  readonly costs: DiffCosts | undefined;
}
