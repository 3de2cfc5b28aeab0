import { compare, type Exact, isWhole, multiply, numeral, round, roundedText, whole } from '../domain/exact.ts';
import type { Factor, Share, Tokens, Usd, UsdPerMtok } from '../domain/units.ts';

const CENTS = 2;
const HUNDRED = whole(100n);

/** Digits in groups of three. */
function grouped(text: string): string {
  const [integer = '', fraction] = text.split('.');
  const groups = integer.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}

function dollarsOf(amount: Exact, places: number): string {
  const text = roundedText(amount, places);
  return text.startsWith('-') ? `-$${grouped(text.slice(1))}` : `$${grouped(text)}`;
}

/** $38,468.75: cents, half up. */
export function dollars(amount: Usd): string {
  return dollarsOf(amount, CENTS);
}

/** $40,000 where there are no cents to show, $19,234.38 where there are: for sentences. */
export function plainDollars(amount: Usd): string {
  return isWhole(amount) ? dollarsOf(amount, 0) : dollars(amount);
}

/** $19,213: whole dollars, half up, as the article's tables print them. */
export function wholeDollars(amount: Usd): string {
  return dollarsOf(amount, 0);
}

/** The exact amount, every digit of it; cents where it is not whole dollars. */
export function exactDollars(amount: Usd): string {
  const text = isWhole(amount) ? numeral(amount) : atLeastCents(amount);
  return text.startsWith('-') ? `-$${grouped(text.slice(1))}` : `$${grouped(text)}`;
}

/** A price per million tokens as a card prints it: at least two decimals, never fewer digits than it has. */
export function price(rate: UsdPerMtok): string {
  return atLeastCents(rate);
}

function atLeastCents(value: Exact): string {
  const text = numeral(value);
  const decimals = text.split('.')[1]?.length ?? 0;
  return decimals >= CENTS ? text : roundedText(value, CENTS);
}

const SUFFIXES: readonly (readonly [digits: number, suffix: string])[] = [
  [12, 'T'],
  [9, 'B'],
  [6, 'M'],
  [3, 'k'],
];
const MOST_DECIMALS = 3;

/** 1.5B, 500M, 4,000: the spelling a person would type, exact or with every digit. */
export function shortTokens(count: Tokens): string {
  for (const [digits, suffix] of SUFFIXES) {
    const scaled: Exact = { ...count, scale: count.scale + digits };
    if (compare(scaled, whole(1n)) < 0) continue;
    const text = numeral(scaled);
    const decimals = text.split('.')[1]?.length ?? 0;
    if (count.divisor === 1n && decimals <= MOST_DECIMALS && digits > 3) return `${text}${suffix}`;
  }
  return longTokens(count);
}

/** 115,000,000; a fraction of a token is shown to three decimals. */
export function longTokens(count: Tokens): string {
  return grouped(isWhole(count) ? roundedText(count, 0) : roundedText(count, MOST_DECIMALS));
}

/** 70% or 93.75%: exact up to two decimals. */
export function percent(part: Exact, places = CENTS): string {
  return `${numeral(round(multiply(part, HUNDRED), places))}%`;
}

/** A change against a baseline, signed the way a bill moves: saving 3.9% prints -3.9%. */
export function change(savingsShare: Exact, places: number): string {
  const text = roundedText(multiply(savingsShare, HUNDRED), places);
  if (/^-?0(\.0+)?$/.test(text)) return `${text.replace('-', '')}%`;
  return text.startsWith('-') ? `+${text.slice(1)}%` : `-${text}%`;
}

/** 1.25x: two decimals, half up. */
export function multiple(value: Factor | Share): string {
  return `${grouped(numeral(round(value, CENTS)))}x`;
}
