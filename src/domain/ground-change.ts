import type { Amount } from './amount.ts';
import type { Budget, Limit, Rule } from './budget.ts';
import type { FactChange, ModelChange } from './card-diff.ts';

/** One thing that a check is judged by, which the change at hand has moved since the revision it is held against. */
export type GroundChange =
  | { readonly what: 'limit'; readonly old: Limit | undefined; readonly new: Limit | undefined }
  | { readonly what: 'rule'; readonly old: Rule | undefined; readonly new: Rule | undefined }
  | { readonly what: 'unpriced'; readonly old: Budget['unpriced']; readonly new: Budget['unpriced'] }
  /** Whether a limit that nothing meets is refused. */
  | { readonly what: 'strict'; readonly old: boolean; readonly new: boolean }
  /** The months that the profile is looked at over. */
  | { readonly what: 'months'; readonly file: string; readonly stated: readonly StatedChange[] }
  /** The file of the project, from which flags that nobody gave are taken. */
  | { readonly what: 'config'; readonly file: string }
  /** The saved answer that growth is measured from; undefined where the change has none any more. */
  | { readonly what: 'baseline'; readonly old: Amount; readonly new: Amount | undefined }
  | { readonly what: 'price'; readonly model: string; readonly fact: FactChange }
  /** Own prices that differ in a way that moves none of the day for what is used: models, and entries of any day. */
  | { readonly what: 'card'; readonly file: string; readonly models: readonly ModelChange[] }
  | { readonly what: 'offers'; readonly file: string; readonly stated: readonly StatedChange[] };

/** A statement of a file that is another now, as it is written; undefined on the side that does not have it. */
export interface StatedChange {
  /** Where it stands: `contracts[anthropic].bands[1].discount`. */
  readonly at: string;
  readonly old: string | undefined;
  readonly new: string | undefined;
}

/** A part of what a check is judged by, and whose it is. */
export interface GroundTaken {
  readonly what: 'limits' | 'baseline' | 'card' | 'offers';
  /** Where it stands; the profile, where the baseline is what that costs at the revision. */
  readonly file: string;
  /** Undefined where it is that of the change itself. */
  readonly from: { readonly revision: string; readonly commit: string } | undefined;
}

/** What the ground of a check was at a revision, and what has become of it. */
export interface GroundSince {
  /** The name the revision was given by, such as origin/main. */
  readonly revision: string;
  readonly commit: string;
  readonly changes: readonly GroundChange[];
  /** The limits, the baseline and the own prices that count, each with whose it is. */
  readonly taken: readonly GroundTaken[];
  /** What the same workloads cost with the card and the offers of the revision, where that is another amount. */
  readonly amountThen: Amount | undefined;
  /** Files that the revision does not have yet, so that those of the change count; a profile, that there is no baseline. */
  readonly notThere: readonly string[];
}
