import { add, divide, type Exact, isZero, multiply, ONE, whole, ZERO } from './exact.ts';
import type { Model } from './rate-card.ts';
import { type Factor, factor, UNCHANGED } from './units.ts';

/** What somebody expects list prices to do in a year: -0.2 is a fall of 20%. A forecast, and nothing that is announced. */
export interface PriceTrend {
  /** Of whatever is not named. */
  readonly all: Exact;
  /** By provider or model, by its id; a model's own goes before its provider's. */
  readonly by: ReadonlyMap<string, Exact>;
}

export const NO_TREND: PriceTrend = { all: ZERO, by: new Map() };

/** True where any list price is expected to change. */
export const isTrend = ({ all, by }: PriceTrend) => !isZero(all) || [...by.values()].some((change) => !isZero(change));

/** What the list price of a model is expected to do in a year. */
export const changeAYear = ({ all, by }: PriceTrend, { id, provider }: Pick<Model, 'id' | 'provider'>): Exact =>
  by.get(id) ?? by.get(provider) ?? all;

const A_YEAR = 12;

/**
 * A list price in a month, the first being 0, as a multiple of its price in the first: whole years compound, and within a
 * year it moves in a straight line, so that it is a fraction and no root. 18 months at -20% are 0.8 x 0.9.
 */
export function priceIn(month: number, change: Exact): Factor {
  if (month <= 0 || isZero(change)) return UNCHANGED;
  const part = divide(whole(BigInt(month % A_YEAR)), whole(BigInt(A_YEAR)));
  let price = add(ONE, multiply(change, part));
  for (let year = A_YEAR; year <= month; year += A_YEAR) price = multiply(price, add(ONE, change));
  return factor(price);
}
