import type { Amount } from './amount.ts';
import type { BoughtWorkload } from './change.ts';
import type { Day } from './day.ts';
import { round } from './exact.ts';
import { type Usd, usd } from './units.ts';

/** What a saved answer says that a workload came to through one channel with its stated levers, and what it bought. */
export interface SavedCost extends Amount {
  readonly bought: BoughtWorkload;
}

export interface BaselineWorkload {
  readonly name: string;
  readonly model: string;
  readonly provider: string;
  readonly tags: ReadonlyMap<string, string>;
  /** By channel id. An answer of `check` knows the one it was bought through, one of `estimate` all of them. */
  readonly costs: ReadonlyMap<string, SavedCost>;
  /**
   * What its months cost, the first included, where it was said to grow or to shrink; `alike` where each is like the first,
   * `unknown` where the answer does not say.
   */
  readonly months: readonly Amount[] | 'alike' | 'unknown';
}

/** An earlier answer of `check` or `estimate`, which growth is measured from. */
export interface Baseline {
  readonly command: string;
  readonly asOf: Day;
  readonly card: { readonly id: string; readonly version: string; readonly sha256: string };
  readonly workloads: readonly BaselineWorkload[];
  /** List spend with the stated levers by provider: what a floor is tested on. */
  readonly listSpend: ReadonlyMap<string, Amount>;
}

/** Answers write a quotient that does not end to 10 places: what is smaller than this is that rounding, not a fee. */
const FEE_PLACES = 6;

/** What of an amount its tokens do not explain, as a saved answer tells it. */
export function feesOf(rest: Usd): Usd {
  return usd(round(rest, FEE_PLACES));
}
