import type { Day } from './day.ts';

/** What there is to say of a proposal that is not its audit. */
export type ProposalNote =
  | { readonly code: 'proposalNotJudged'; readonly provider: string; readonly file: string }
  | { readonly code: 'proposalLapsed'; readonly provider: string; readonly file: string; readonly validUntil: Day };
