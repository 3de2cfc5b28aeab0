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

/** What a clause on the prices of a term is worth a month under a contract of a plan. A statistic, never below 0. */
export type ClauseWorth = {
  readonly provider: string;
  readonly worth: number;
  /** True where the contract says it. */
  readonly stated: boolean;
} & (
  | { readonly clause: 'priceProtection' }
  | {
      /** Worth: the discount on models that take the place of others, over what the contract has for them. */
      readonly clause: 'newerModels';
      readonly newer: readonly Successor[];
      /** The best plan without it; undefined where it decides the same. */
      readonly becomes: Turn | undefined;
    }
);
