import type { Day } from './day.ts';
import { compare, divide, type Exact, isZero, multiply, numeral, ONE, parseExact } from './exact.ts';
import { problem } from './problem.ts';
import { bounded, type Parsed } from './quantity-text.ts';
import { type Factor, factor, type Usd, usd } from './units.ts';

/** What one US dollar costs in another currency, as a file of the user states it. */
export interface ExchangeRate {
  /** Three letters of ISO 4217, never USD. */
  readonly currency: string;
  /** Units of the currency that one US dollar costs, above 0: 0.92 where a dollar is 0.92 EUR. */
  readonly rate: Factor;
  /** Who says so. */
  readonly source: string;
  readonly day: Day;
  /** The file that states it, as it was named. */
  readonly file: string;
}

export const US_DOLLAR = 'USD';

/** Decimals of the currencies that are paid in and whose minor unit is not a hundredth. ISO 4217, list one. */
const DECIMALS: ReadonlyMap<number, string> = new Map([
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
]);
const USUAL_DECIMALS = 2;

/** Decimals that an amount in a currency is written with: 2 of EUR, none of JPY. */
export function decimalsOf(currency: string): number {
  return [...DECIMALS].find(([, currencies]) => currencies.includes(currency))?.[0] ?? USUAL_DECIMALS;
}

/** The exact amount in the other currency. */
export function exchanged(amount: Usd, { rate }: Pick<ExchangeRate, 'rate'>): Exact {
  return multiply(amount, rate);
}

/** The exact dollars of an amount in the other currency: a fraction where they do not end. */
export function inDollars(amount: Exact, { rate }: Pick<ExchangeRate, 'rate'>): Usd {
  return usd(divide(amount, rate));
}

const QUOTIENT = /^(\d+(?:\.\d+)?)(?:\/(\d+(?:\.\d+)?))?$/;
const FORMS =
  'write what one US dollar costs, such as 0.92, or 1/1.0870 where the source says what one unit costs in dollars';

/** A rate above 0: a decimal, or the quotient of two. */
export const parseRate = bounded((text: string): Parsed<Factor> => {
  const match = QUOTIENT.exec(text.replaceAll(' ', ''));
  const [top, bottom] = [parseExact(match?.[1] ?? ''), parseExact(match?.[2] ?? '1')];
  if (top === undefined || bottom === undefined) return { fault: `"${text}" is no rate; ${FORMS}` };
  if (isZero(top) || isZero(bottom)) return { fault: `"${text}" is not above 0; ${FORMS}` };
  return { value: factor(divide(top, bottom)) };
});

/** A rate in words: `0.92`, and `1/1.087` where it is no decimal that ends. */
export function rateWords(rate: Factor): string {
  const inverse = divide(ONE, rate);
  return rate.divisor === 1n || inverse.divisor !== 1n ? numeral(rate) : `${numeral(rate)} (1/${numeral(inverse)})`;
}

const stated = ({ file, currency, rate }: ExchangeRate) =>
  `${file} states ${rateWords(rate)} ${currency} for a US dollar`;

/**
 * The one rate of a command: that of the first file which states one. Throws `differentRates` where another states
 * another currency or another rate; who says so and when may differ.
 */
export function oneRate(rates: readonly (ExchangeRate | undefined)[]): ExchangeRate | undefined {
  const [first, ...others] = rates.filter((each) => each !== undefined);
  if (first === undefined) return undefined;
  const other = others.find((each) => each.currency !== first.currency || compare(each.rate, first.rate) !== 0);
  if (other !== undefined) throw problem('differentRates', stated(first), stated(other));
  return first;
}
