import type { Factor, Share, UsdPerMtok } from './units.ts';

/** `error`: no provider prices like that, the card is wrong. `warning`: somebody should look again. */
export type FindingLevel = 'error' | 'warning';

/** Every rule a card is read against beyond its structure, and how much it weighs. */
export const FINDING_LEVELS = {
  priceTooHigh: 'error',
  outputTooLow: 'error',
  unitSlip: 'error',
  cacheReadDearer: 'error',
  cacheWriteCheaper: 'error',
  longerWriteCheaper: 'error',
  discountDearer: 'error',
  priorityCheaper: 'error',
  longContextCheaper: 'error',
  peakCheaper: 'error',
  emptyPrices: 'error',
  writePremiumPriced: 'error',
  defaultTtlUnpriced: 'error',
  checkedInFuture: 'error',
  priceTooLow: 'warning',
  bareZero: 'warning',
  cachedModeUnpriced: 'warning',
  noPrice: 'warning',
  staleSource: 'warning',
  checkedAfterVersion: 'warning',
  announcedNotRechecked: 'warning',
  promotionNotRechecked: 'warning',
  fromNotFirst: 'warning',
  aliasPattern: 'warning',
  successorUnknown: 'warning',
} as const satisfies Record<string, FindingLevel>;

export type FindingCode = keyof typeof FINDING_LEVELS;

/** Where something stands in a card: the keys and positions that lead to it. */
export type CardPath = readonly (string | number)[];

/** What is wrong or doubtful about a card that is sound in structure. */
export interface Finding {
  readonly code: FindingCode;
  readonly path: CardPath;
  readonly text: string;
}

export interface Bound<Limit> {
  readonly limit: Limit;
  readonly reason: string;
}

/** Outside these a price is taken for a slip, and a source for stale; data, each with its reason. */
export interface LintBounds {
  readonly highestUsdPerMtok: Bound<UsdPerMtok>;
  /** Of input and output; a bare 0 is a finding of its own. */
  readonly lowestUsdPerMtok: Bound<UsdPerMtok>;
  readonly leastOutputPerInput: Bound<Share>;
  /** Between two prices of one meter: standard and another mode or band, one entry and the next. */
  readonly largestStep: Bound<Factor>;
  readonly staleSourceDays: Bound<number>;
}
