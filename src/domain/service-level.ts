import type { Source } from './rate-card.ts';
import type { Share } from './units.ts';

/** What is credited when a month's availability falls below a level. */
export interface CreditStep {
  readonly below: Share;
  /** Of the month's spend. */
  readonly credit: Share;
  /** Probability of a month in this step and no lower one, where the buyer states it. */
  readonly probability: Share | undefined;
}

/** An uptime agreement. Steps descend; without any it is a target and no remedy. */
export interface ServiceLevel {
  readonly id: string;
  readonly name: string;
  readonly target: Share;
  readonly credits: readonly CreditStep[];
  readonly claimDays: number | undefined;
  readonly source: Source | undefined;
}
