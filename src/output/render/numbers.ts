import type { Bound } from '../../domain/bound.ts';
import {
  compare,
  type Exact,
  inPercent,
  isWhole,
  isZero,
  numeral,
  ONE,
  QUOTIENT_PLACES,
  round,
  roundedText,
  whole,
} from '../../domain/exact.ts';
import { decimalsOf, type ExchangeRate, exchanged } from '../../domain/exchange-rate.ts';
import { FREE, type PriceCell } from '../../domain/price-cell.ts';
import type { Counted, Factor, Share, UnitPrice, Usd } from '../../domain/units.ts';

const CENTS = 2;
const HUNDRED = whole(100n);
const isOne = (value: Exact) => compare(value, ONE) === 0;

/** Digits in groups of three. */
export function grouped(text: string): string {
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

/** True of an amount of which cents show nothing. */
function vanishes(amount: Usd): boolean {
  return amount.coefficient !== 0n && round(amount, CENTS).coefficient === 0n;
}

/** Cents, and every digit of an amount that cents would show as nothing: $0.00214275. */
export function visibleDollars(amount: Usd): string {
  return vanishes(amount) ? exactDollars(amount) : dollars(amount);
}

/** What one of many costs: $0.3421, and as many decimals more as it takes to show anything. */
export function unitDollars(amount: Usd): string {
  let places = 2 * CENTS;
  while (!isZero(amount) && isZero(round(amount, places)) && places < QUOTIENT_PLACES) places += 1;
  return dollarsOf(amount, places);
}

function inCurrency(text: string, currency: string): string {
  return `${text.startsWith('-') ? '-' : ''}${currency} ${grouped(text.replace('-', ''))}`;
}

/** EUR 35,391.25: an amount in a currency, with the decimals that it has, half up. */
export function currencyText(amount: Exact, currency: string): string {
  return inCurrency(roundedText(amount, decimalsOf(currency)), currency);
}

/** The same of dollars at a stated rate; every digit where it is asked for. */
export function exchangedText(amount: Usd, exchange: ExchangeRate, exactly = false): string {
  const exact = exchanged(amount, exchange);
  return exactly ? inCurrency(numeral(exact), exchange.currency) : currencyText(exact, exchange.currency);
}

/**
 * The same behind an amount in dollars, for sentences: ` (EUR 35,391.25)`; nothing where no currency is stated. Every
 * digit where rounding would print it like the other amount that it is held against.
 */
export function beside(amount: Usd, exchange: ExchangeRate | undefined, other?: Usd): string {
  if (exchange === undefined) return '';
  const alike =
    other !== undefined &&
    compare(amount, other) !== 0 &&
    exchangedText(amount, exchange) === exchangedText(other, exchange);
  return ` (${exchangedText(amount, exchange, alike)})`;
}

/** +$1,000.00 or -$5.00: what an amount moves by, in cents or as `text` writes it. */
export function moving(amount: Usd, text: (amount: Usd) => string = dollars): string {
  return `${amount.coefficient > 0n ? '+' : ''}${text(amount)}`;
}

/** $40,000 where there are no cents to show, $19,234.38 where there are: for sentences. */
export function plainDollars(amount: Usd): string {
  return isWhole(amount) ? dollarsOf(amount, 0) : dollars(amount);
}

/** For sentences that compare: every digit where cents would print two different amounts alike, or nothing at all. */
export function dollarsBeside(amount: Usd, ...others: readonly Usd[]): string {
  const shown = round(amount, CENTS);
  const alike = others.some((other) => compare(amount, other) !== 0 && compare(shown, round(other, CENTS)) === 0);
  return alike || vanishes(amount) ? exactDollars(amount) : plainDollars(amount);
}

const BOUND_WORDS: Readonly<Record<Bound, string>> = {
  exact: '',
  atLeast: 'at least ',
  atMost: 'at most ',
  undecided: 'in part ',
};

/** An amount with what it is when something has no price: at least, at most, or only the part that is known. */
export function bounded(amount: string, bound: Bound): string {
  return `${BOUND_WORDS[bound]}${amount}`;
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

/** A price per million tokens, or per thousand calls, as a card prints it: at least two decimals, never fewer digits than it has. */
export function price(rate: UnitPrice): string {
  return atLeastCents(rate);
}

/** A cell of a price list: its price, or free. */
export function priceCell(cell: PriceCell): string {
  return cell === FREE ? FREE : price(cell);
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
export function shortTokens(count: Counted): string {
  for (const [digits, suffix] of SUFFIXES) {
    const scaled: Exact = { ...count, scale: count.scale + digits };
    if (compare(scaled, whole(1n)) < 0) continue;
    const text = numeral(scaled);
    const decimals = text.split('.')[1]?.length ?? 0;
    if (count.divisor === 1n && decimals <= MOST_DECIMALS && digits > 3) return `${text}${suffix}`;
  }
  return longTokens(count);
}

/** 1,234: a count. */
export function longNumber(count: Factor): string {
  return grouped(numeral(count));
}

/** 115,000,000; a fraction of a token is shown to three decimals. */
export function longTokens(count: Counted): string {
  return grouped(isWhole(count) ? roundedText(count, 0) : roundedText(count, MOST_DECIMALS));
}

/** A share in percent at some places, or at as many more as it takes to tell it from nothing and from all. */
function percentAt(part: Exact, places: number): Exact {
  const exact = inPercent(part);
  const misleads = (shown: Exact) =>
    compare(shown, exact) !== 0 && (shown.coefficient === 0n || compare(shown, HUNDRED) === 0);
  let more = places;
  while (misleads(round(exact, more)) && more < QUOTIENT_PLACES) more += 1;
  return round(exact, more);
}

/** 70% or 93.75%: exact up to two decimals; 99.999% and 0.001% keep the digits that tell them from all and nothing. */
export function percent(part: Exact, places = CENTS): string {
  return `${numeral(percentAt(part, places))}%`;
}

/** 87.5%: rounded and nothing more, for a cell beside the amounts it is made of. */
export function roundPercent(part: Exact, places: number): string {
  return `${numeral(round(inPercent(part), places))}%`;
}

/** A change against a baseline, signed the way a bill moves: saving 3.9% prints -3.9%. */
export function change(savingsShare: Exact, places: number): string {
  return signed(savingsShare, places, '-', '+');
}

/** A share with the sign of what it moves by: a price that rises by a fifth prints +20.0%. */
export function rise(share: Exact, places: number): string {
  return signed(share, places, '+', '-');
}

function signed(share: Exact, places: number, above: '+' | '-', below: '+' | '-'): string {
  const exact = inPercent(share);
  const shown = round(exact, places);
  const all = compare(shown, HUNDRED) === 0 && compare(shown, exact) !== 0;
  const text = all ? numeral(percentAt(share, places)) : roundedText(shown, places);
  if (/^-?0(\.0+)?$/.test(text)) return `${text.replace('-', '')}%`;
  return text.startsWith('-') ? `${below}${text.slice(1)}%` : `${above}${text}%`;
}

/** 1.25x: two decimals, half up; a multiple next to 1 keeps the digits that tell it from 1. */
export function multiple(value: Factor | Share): string {
  let places = CENTS;
  while (isOne(round(value, places)) && !isOne(value) && places < QUOTIENT_PLACES) places += 1;
  return `${grouped(numeral(round(value, places)))}x`;
}
