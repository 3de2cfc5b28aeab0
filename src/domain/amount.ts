import type { Usd } from './units.ts';

/** A monthly amount; when incomplete it is a lower bound. */
export interface Amount {
  readonly amount: Usd;
  readonly complete: boolean;
}
