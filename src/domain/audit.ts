import type { Day, Month } from './day.ts';
import type { Note } from './note.ts';
import type { Share, Usd } from './units.ts';
import type { UsageAfterEnd } from './usage-answer.ts';

/**
 * Why a bill and the price of what was used differ, from the surest to the least. The order is that in which they are
 * printed.
 */
export const CAUSES = [
  'shiftedDay',
  'rounding',
  'credit',
  'tax',
  'discount',
  'mode',
  'cacheClass',
  'longContext',
  'region',
  'calls',
  'priceChange',
  'priceProtection',
  'failedRequests',
  'overage',
  'shortfall',
  'creditMissing',
  'usageWithoutBill',
  'billWithoutUsage',
  'unpriced',
  'unknown',
] as const;
export type Cause = (typeof CAUSES)[number];

/** Causes that leave the money unexplained: something is missing on one side, or nothing fits. */
export const UNEXPLAINED: readonly Cause[] = ['usageWithoutBill', 'billWithoutUsage', 'unpriced', 'unknown'];

/** Causes that nobody has to act on. */
export const HARMLESS: readonly Cause[] = ['shiftedDay', 'rounding', 'credit', 'tax'];

export const CLAUSES = [
  'discount',
  'listPrice',
  'usage',
  'priceProtection',
  'failedRequests',
  'overage',
  'commitment',
  'credits',
  'uptime',
] as const;
/** What a claim rests on: a clause that was signed, the price list of the day, or that nothing was used. */
export type Clause = (typeof CLAUSES)[number];

/** What is claimed where a cause made a bill too high; nothing for causes that are no claim. */
export const CLAUSE_OF: Readonly<Partial<Record<Cause, Clause>>> = {
  discount: 'discount',
  mode: 'listPrice',
  cacheClass: 'listPrice',
  longContext: 'listPrice',
  region: 'listPrice',
  calls: 'listPrice',
  priceChange: 'listPrice',
  billWithoutUsage: 'usage',
  priceProtection: 'priceProtection',
  failedRequests: 'failedRequests',
  overage: 'overage',
  shortfall: 'commitment',
  creditMissing: 'credits',
};

/** What was billed too much, of one subject and for one reason: what to take up with the vendor. */
export interface Claim {
  readonly subject: string;
  readonly what: string;
  readonly clause: Clause;
  /** The first and the last day, and how many there are. */
  readonly from: Day;
  readonly until: Day;
  readonly days: number;
  /** Lines of the bill. */
  readonly rows: number;
  /** US dollars, above 0. */
  readonly amount: Usd;
}

/** A part of the difference with its cause; the parts add up to the difference. */
export interface Difference {
  readonly day: Day;
  /** The model by its id on the card, else as the bill or the usage writes it. */
  readonly subject: string;
  readonly cause: Cause;
  /** Billed less expected: above 0 was billed too much. */
  readonly amount: Usd;
  /** Lines of the bill it is about; where there are none, groups of usage. */
  readonly rows: number;
  /** What was found, in words. */
  readonly text: string;
}

export interface AuditDay {
  readonly day: Day;
  readonly billed: Usd;
  readonly expected: Usd;
  readonly difference: Usd;
}

/** Usage that the card or the contract has no price for. */
export interface UnpricedLot {
  readonly model: string;
  readonly reason: string;
}

/** A file of the pair, and how much of it counted. */
export interface AuditedFile {
  readonly file: string;
  readonly label: string;
  readonly rows: { readonly read: number; readonly kept: number; readonly dropped: number };
  readonly dropped: readonly { readonly reason: string; readonly rows: number }[];
}

/** What is due for a window of a commitment that usage did not use up, where the bill has no line for any. */
export interface UnbilledShortfall {
  readonly provider: string;
  readonly start: Day;
  readonly end: Day;
  readonly amount: Usd;
}

/**
 * What a contract credits for a month in which requests failed, by the failures in the usage: evidence to ask with, and
 * no proof of what the provider's own measure of availability says.
 */
export interface UptimeCredit {
  readonly provider: string;
  readonly month: Month;
  readonly requests: bigint;
  /** Of them failed, but for what is known to be the buyer's own doing. */
  readonly failed: bigint;
  readonly availability: Share;
  /** The level that it fell below, and what is credited then. */
  readonly below: Share;
  readonly credit: Share;
  /** Of what the month's tokens cost under the contract. */
  readonly amount: Usd;
  /** The last day on which it can be claimed; undefined where the contract does not say. */
  readonly claimBy: Day | undefined;
}

/** What `audit` answers. */
export interface Audit {
  readonly window: { readonly start: Day; readonly end: Day };
  /** True where lines of the bill span several days, so that days cannot be told apart. */
  readonly whole: boolean;
  readonly usage: readonly AuditedFile[];
  readonly bills: readonly AuditedFile[];
  readonly billed: Usd;
  readonly expected: Usd;
  readonly difference: Usd;
  readonly explained: Usd;
  readonly unexplained: Usd;
  readonly causes: readonly { readonly cause: Cause; readonly amount: Usd; readonly rows: number }[];
  readonly days: readonly AuditDay[];
  /** By day, then by subject. */
  readonly differences: readonly Difference[];
  /** The largest first. */
  readonly claims: readonly Claim[];
  readonly unpriced: readonly UnpricedLot[];
  readonly afterEnds: readonly UsageAfterEnd[];
  readonly unbilled: readonly UnbilledShortfall[];
  readonly uptime: readonly UptimeCredit[];
  /** Contracts that say no start, so that what counts from it was not judged. */
  readonly unjudged: readonly string[];
  /** Providers that were used and that the bill is not of. */
  readonly notCompared: readonly string[];
  readonly tolerance: Usd;
  readonly assumptions: readonly Note[];
  /** `open` where something can be claimed or is unexplained beyond the tolerance. */
  readonly verdict: 'agrees' | 'open' | 'cannotTell';
}
