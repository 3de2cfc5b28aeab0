import type { Amount } from './amount.ts';
import type { Budget, Limit, Rule } from './budget.ts';
import type { FactChange } from './card-diff.ts';

/** One thing that a check is judged by, which the change at hand has moved since the revision it is held against. */
export type GroundChange =
  | { readonly what: 'limit'; readonly old: Limit | undefined; readonly new: Limit | undefined }
  | { readonly what: 'rule'; readonly old: Rule | undefined; readonly new: Rule | undefined }
  | { readonly what: 'unpriced'; readonly old: Budget['unpriced']; readonly new: Budget['unpriced'] }
  /** Whether a limit that nothing meets is refused. */
  | { readonly what: 'strict'; readonly old: boolean; readonly new: boolean }
  /** The file of the project, from which flags that nobody gave are taken. */
  | { readonly what: 'config'; readonly file: string }
  /** The saved answer that growth is measured from; undefined where the change has none any more. */
  | { readonly what: 'baseline'; readonly old: Amount; readonly new: Amount | undefined }
  | { readonly what: 'price'; readonly model: string; readonly fact: FactChange }
  /** Own files of prices or offers that differ, or are new, in a way that moves no price of the day. */
  | { readonly what: 'card' | 'offers'; readonly file: string };

/** What the ground of a check was at a revision, and what has become of it. */
export interface GroundSince {
  /** The name the revision was given by, such as origin/main. */
  readonly revision: string;
  readonly commit: string;
  readonly changes: readonly GroundChange[];
  /** What the same workloads cost with the card and the offers of the revision, where that is another amount. */
  readonly amountThen: Amount | undefined;
  /** Files that the revision does not have yet, so that those of the change count. */
  readonly notThere: readonly string[];
}
