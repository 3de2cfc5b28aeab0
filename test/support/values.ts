import { type Day, parseDay } from '../../src/domain/day.ts';
import { numeral } from '../../src/domain/exact.ts';
import { FREE, type PriceCell } from '../../src/domain/price-cell.ts';
import {
  type Parsed,
  parseFactor,
  parseGrowth,
  parseShare,
  parseTokens,
  parseUsd,
  parseUsdPerMtok,
} from '../../src/domain/quantity-text.ts';
import type { Counted, Factor, Share, Tokens, UnitPrice, Usd, UsdPerMtok } from '../../src/domain/units.ts';

function written<Value>(parsed: Parsed<Value>): Value {
  if ('fault' in parsed) throw new Error(`a test wrote ${parsed.fault}`);
  return parsed.value;
}

/** What a test writes down: count('500M'), dollars('1_000'), part('70%'), multiple('10'). */
export const count = (text: string): Tokens => written(parseTokens(text));
export const dollars = (text: string): Usd => written(parseUsd(text));
export const price = (text: string): UsdPerMtok => written(parseUsdPerMtok(text));
export const part = (text: string): Share => written(parseShare(text));
export const growth = (text: string): Factor => written(parseGrowth(text));
export const multiple = (text: string): Factor => written(parseFactor(text));

export function day(text: string): Day {
  const parsed = parseDay(text);
  return parsed ?? written<Day>({ fault: `${text}, which is no day` });
}

const MILLISECONDS_PER_DAY = 86_400_000;

/** The day so many days later. */
export function dayPlus(from: Day, days: number): Day {
  return day(new Date(Date.parse(from) + days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10));
}

/** An exact number as its numeral, what is free as the word; nothing for nothing. */
export function shown(value: Counted | Usd | UnitPrice | PriceCell | Share | Factor | undefined): string | undefined {
  return value === undefined || value === FREE ? value : numeral(value);
}
