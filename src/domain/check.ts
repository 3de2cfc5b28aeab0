import type { Bill } from './line-item.ts';
import type { Note } from './note.ts';
import type { Usd } from './units.ts';

/** `undecided` when an unpriced meter keeps the amount from being known. */
export type LimitVerdict = 'within' | 'over' | 'undecided';

/** What a limit is laid on: the whole profile, or one part of it by name. */
export type LimitScope = 'portfolio' | 'provider' | 'model' | 'workload';

export interface Limit {
  readonly scope: LimitScope;
  readonly name: string | undefined;
  readonly max: Usd;
  readonly level: 'warn' | 'fail';
}

/** A monthly amount; when incomplete it is a lower bound. */
export interface Amount {
  readonly amount: Usd;
  readonly complete: boolean;
}

export interface LimitResult extends Amount {
  readonly limit: Limit;
  readonly verdict: LimitVerdict;
}

/** What one workload is projected to cost through the channel it is bought through. */
export interface WorkloadAmount extends Amount {
  readonly workload: string;
  readonly model: string;
  readonly provider: string;
  readonly channel: string;
  readonly bill: Bill;
}

/** The answer of `check`. */
export interface Check extends Amount {
  readonly verdict: LimitVerdict;
  readonly limits: readonly LimitResult[];
  readonly workloads: readonly WorkloadAmount[];
  readonly assumptions: readonly Note[];
  readonly warnings: readonly Note[];
}
