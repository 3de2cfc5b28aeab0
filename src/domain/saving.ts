import { type Factor, minus, ratio, type Usd } from './units.ts';

/** What one amount is under another, in dollars, below 0 where it is over it, and as a share of the other. */
export interface Saving {
  readonly amount: Usd;
  /** Undefined of nothing. */
  readonly share: Factor | undefined;
}

/** What `after` saves on `before`. */
export function savingOf(before: Usd, after: Usd): Saving {
  const amount = minus(before, after);
  return { amount, share: ratio(amount, before) };
}

/** A part of an amount as a share of it; undefined of nothing. */
export function shareOf(part: Usd, amount: Usd): Factor | undefined {
  return ratio(part, amount);
}
