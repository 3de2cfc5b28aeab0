import type { Ground } from './ground.ts';
import type { Turn } from './turn.ts';

/**
 * What it costs a month more where prices under a contract stay as they begin while list prices fall as expected. A
 * statistic.
 */
export interface PriceClause {
  readonly provider: string;
  readonly costs: number;
  /** The best plan then; undefined where it decides the same. */
  readonly becomes: Turn | undefined;
}

/** A model that takes the place of another in the term. */
export interface Successor {
  readonly model: string;
  readonly instead: string;
}

/** A seller whose price of a model is under that of a contract, and what his price rests on. */
export interface LowerPrice {
  readonly model: string;
  readonly seller: string;
  readonly ground: Ground;
}

/** What a clause on the prices of a term is worth a month under a contract of a plan. A statistic, never below 0. */
export type ClauseWorth = {
  readonly provider: string;
  readonly worth: number;
  /** True where the contract says it. */
  readonly stated: boolean;
} & (
  | { readonly clause: 'priceProtection' }
  | {
      /** Worth: at most, where the lower prices are true. It is no amount of the plan. */
      readonly clause: 'mostFavoured';
      readonly lower: readonly LowerPrice[];
    }
  | {
      /** Worth: the discount on models that take the place of others, over what the contract has for them. */
      readonly clause: 'newerModels';
      readonly newer: readonly Successor[];
      /** The best plan without it; undefined where it decides the same. */
      readonly becomes: Turn | undefined;
    }
);
