import { compare, divide, type Exact, isWhole, isZero, ONE, parseExact, shift, whole, ZERO } from './exact.ts';
import { didYouMean } from './near.ts';
import { AS_INPUT, FREE, type PriceCell } from './price-cell.ts';
import {
  type Calls,
  calls,
  type Factor,
  factor,
  NO_TOKENS,
  type Share,
  share,
  type Tokens,
  tokens,
  type Usd,
  type UsdPerMtok,
  usd,
  usdPerMtok,
  usdPerThousand,
} from './units.ts';

/** A value read from text, or what is wrong with the text in words that finish the sentence "`--in five`: ...". */
export type Parsed<Value> = { readonly value: Value } | { readonly fault: string };

const [MOST_DIGITS, LONGEST, EXCERPT] = [40, 100, 24];

/** What is wrong with a numeral that is longer than any amount, count or share; undefined when nothing is. */
function lengthFault(text: string): string | undefined {
  if (text.length <= MOST_DIGITS) return undefined;
  const digits = text.replaceAll(/\D/g, '').length;
  const start = `"${text.slice(0, EXCERPT)}\u2026"`;
  if (digits > MOST_DIGITS) return `${start} has ${digits} digits; write ${MOST_DIGITS} at most`;
  return text.length > LONGEST ? `${start} is ${text.length} characters long; write a number` : undefined;
}

/** A reader that looks at no text of more than 40 digits: what it costs to read one grows faster than the text. */
export function bounded<Value>(parse: (text: string) => Parsed<Value>): (text: string) => Parsed<Value> {
  return (text) => {
    const fault = lengthFault(text);
    return fault === undefined ? parse(text) : { fault };
  };
}

const SUFFIX_DIGITS: Readonly<Record<string, number>> = { k: 3, K: 3, M: 6, B: 9, T: 12 };
const NUMBER = /^(\d+(?:_\d+)*)(\.\d+)?(?:e\+?(\d{1,2}))?([kKMBT])?$/;
/** Beyond any bill: a larger number is a slip of the suffix. */
const MOST = whole(10n ** 18n);
const NEGATIVE = /^-\$?[\d.]/;

/** A number with an optional k, M, B or T suffix, underscores between digits, or an exponent; undefined otherwise. */
function parseNumber(text: string): Exact | undefined {
  const match = NUMBER.exec(text);
  if (match === null || (match[3] !== undefined && match[4] !== undefined)) return undefined;
  const mantissa = parseExact(`${match[1]?.replaceAll('_', '')}${match[2] ?? ''}`);
  if (mantissa === undefined) return undefined;
  const digits = Number(match[3] ?? 0) + (match[4] === undefined ? 0 : (SUFFIX_DIGITS[match[4]] ?? 0));
  const scale = mantissa.scale - digits;
  return scale >= 0
    ? { ...mantissa, scale }
    : { coefficient: mantissa.coefficient * 10n ** BigInt(-scale), scale: 0, divisor: 1n };
}

/** The quantity somebody may have meant: a small suffix, a blank before it, commas between thousands. */
function meant(text: string): string | undefined {
  const spelled = /^\d{1,3}(,\d{3})+(\D|$)/.test(text) ? text.replaceAll(',', '_') : text;
  const guess = spelled.replace(/\s*([kmbt])$/i, (_, suffix: string) =>
    /k/i.test(suffix) ? 'k' : suffix.toUpperCase(),
  );
  return guess !== text && parseNumber(guess) !== undefined ? guess : undefined;
}

function unreadable(text: string, what: string, forms: string): { fault: string } {
  if (NEGATIVE.test(text)) return { fault: `"${text}" is negative; ${forms}` };
  return { fault: `"${text}" is not ${what}; ${forms}` };
}

function unreadableQuantity(text: string, what: string, forms: string, number = text): { fault: string } {
  const near = meant(number);
  return near === undefined
    ? unreadable(text, what, forms)
    : { fault: `"${text}" is not ${what}; ${didYouMean(near)}` };
}

const LARGE_FORMS = '500M, 1.5B, 12k, 2_000_000 or 1e9';

function parseWhole(
  text: string,
  noun: 'tokens' | 'requests' | 'hours' | 'minutes' | 'calls' | 'units',
  such = LARGE_FORMS,
): Parsed<Exact> {
  const forms = `write whole ${noun} such as ${such}`;
  const value = parseNumber(text);
  if (value === undefined) return unreadableQuantity(text, `a number of ${noun}`, forms);
  if (!isWhole(value)) return { fault: `"${text}" is not a whole number of ${noun}; ${forms}` };
  if (compare(value, MOST) > 0) return { fault: `"${text}" is more than 10^18 ${noun}; check the suffix` };
  return { value };
}

/** What is wrong with a sum or a product of tokens: more than any bill holds; undefined when nothing is. */
export function tokensFault(amount: Tokens, what: string): string | undefined {
  return compare(amount, MOST) > 0 ? `${what} more than 10^18 tokens a month; check the suffixes` : undefined;
}

/** Whole tokens, 0 to 10^18. */
export const parseTokens = bounded((text: string): Parsed<Tokens> => {
  const parsed = parseWhole(text, 'tokens');
  return 'fault' in parsed ? parsed : { value: tokens(parsed.value) };
});

/** The shortest prefix that is cached, in whole tokens; `none` where any is, which is 0. */
export const parseLeastPrefix = bounded((text: string): Parsed<Tokens> => {
  return text === 'none' ? { value: NO_TOKENS } : parseTokens(text);
});

const MINUTES_AN_HOUR = whole(60n);

/** Whole hours of a month, 0 to 10^18. */
export const parseHours = bounded((text: string): Parsed<Factor> => {
  const parsed = parseWhole(text, 'hours', '24 or 730, or minutes: 15');
  return 'fault' in parsed ? parsed : { value: factor(parsed.value) };
});

/** Whole minutes of a month, as hours. */
export const parseMinutes = bounded((text: string): Parsed<Factor> => {
  const parsed = parseWhole(text, 'minutes', '15 or 90');
  return 'fault' in parsed ? parsed : { value: factor(divide(parsed.value, MINUTES_AN_HOUR)) };
});

/** A share from 0 to 1, written `70%` or `0.7`. */
export const parseShare = bounded((text: string): Parsed<Share> => {
  const forms = 'write a share such as 70% or 0.7';
  const percent = text.endsWith('%');
  const number = parseExact(percent ? text.slice(0, -1) : text);
  if (number === undefined) return unreadable(text, 'a share', forms);
  if (number.coefficient < 0n) return { fault: `"${text}" is negative; ${forms}` };
  const asPercent = shift(number, 2);
  const value = percent ? asPercent : number;
  if (compare(value, ONE) <= 0) return { value: share(value) };
  const hint = !percent && isWhole(number) && compare(asPercent, ONE) < 0 ? didYouMean(`${text}%`) : forms;
  return { fault: `"${text}" is more than the whole; ${hint}` };
});

/** How much more than before, 0 or more: `10%`, `150%` or `0.1`. A bare number above 1 is taken for a slip. */
export const parseGrowth = bounded((text: string): Parsed<Factor> => {
  const forms = 'write a growth such as 10% or 0.1';
  const percent = text.endsWith('%');
  const number = parseExact(percent ? text.slice(0, -1) : text);
  if (number === undefined) return unreadable(text, 'a growth', forms);
  if (number.coefficient < 0n) return { fault: `"${text}" is negative; ${forms}` };
  if (!percent && compare(number, ONE) > 0)
    return { fault: `"${text}" is more than a doubling; ${didYouMean(`${text}%`)}` };
  return { value: factor(percent ? shift(number, 2) : number) };
});

/** A part of a ramp: a share of a commitment, or a multiple of it such as `150%`. A bare number above 1 is taken for a slip. */
export const parseRampPart = bounded((text: string): Parsed<Factor> => {
  const parsed = parseGrowth(text);
  return 'value' in parsed ? parsed : { fault: `"${text}" is no part of a ramp; write a share such as 50%` };
});

/** A discount: a share below 1, since a price of nothing is not an offer. */
export const parseDiscount = bounded((text: string): Parsed<Share> => {
  const parsed = parseShare(text);
  if ('value' in parsed && compare(parsed.value, ONE) === 0) {
    return { fault: `"${text}" would leave nothing to pay; write a discount below 100%` };
  }
  return parsed;
});

/** US dollars, 0 to 10^18, with the same suffixes as tokens: 50k, 1.25M, 49_999.50, $50k. */
export const parseUsd = bounded((text: string): Parsed<Usd> => {
  const number = text.startsWith('$') ? text.slice(1) : text;
  const value = parseNumber(number);
  if (value === undefined) {
    return unreadableQuantity(text, 'an amount in US dollars', 'write dollars such as 50k or 50_000', number);
  }
  if (compare(value, MOST) > 0) return { fault: `"${text}" is more than 10^18 dollars; check the suffix` };
  return { value: usd(value) };
});

/** US dollars per million tokens, 0 or more, in plain decimal notation. */
export const parseUsdPerMtok = bounded((text: string): Parsed<UsdPerMtok> => {
  const forms = 'write US dollars per million tokens such as 2.50';
  const value = parseExact(text);
  if (value === undefined) return unreadable(text, 'a price', forms);
  if (compare(value, ZERO) < 0) return { fault: `"${text}" is negative; ${forms}` };
  return { value: usdPerMtok(value) };
});

/** A cell of a price list: US dollars per million tokens, or the word `free`. */
export const parsePriceCell = bounded((text: string): Parsed<PriceCell> => {
  if (text === FREE) return { value: FREE };
  if (text.toLowerCase() === FREE) return { fault: `"${text}" is not a price; write ${FREE} in small letters` };
  const parsed = parseUsdPerMtok(text);
  return 'value' in parsed ? parsed : { fault: `${parsed.fault}, or ${FREE} where the provider declares it free` };
});

/** The cell of a cached token: a price cell, or that it costs what input of the same list costs. */
export const parseCachedCell = bounded((text: string): Parsed<PriceCell | typeof AS_INPUT> => {
  if (text === AS_INPUT) return { value: AS_INPUT };
  if (text.toLowerCase() === AS_INPUT.toLowerCase()) return { fault: `"${text}" is not a price; write ${AS_INPUT}` };
  const parsed = parsePriceCell(text);
  return 'value' in parsed ? parsed : { fault: `${parsed.fault}, or ${AS_INPUT} where a cached token costs as much` };
});

/** A multiplier or multiple above 0, in plain decimal notation. */
export const parseFactor = bounded((text: string): Parsed<Factor> => {
  const forms = 'write a number above 0 such as 10 or 0.5';
  const value = parseExact(text);
  if (value === undefined) return unreadable(text, 'a number', forms);
  if (value.coefficient < 0n) return { fault: `"${text}" is negative; ${forms}` };
  if (isZero(value)) return { fault: `"${text}" is zero; ${forms}` };
  return { value: factor(value) };
});

/** A weight, 0 or more, in plain decimal notation: what a token takes of a capacity. */
export const parseWeight = bounded((text: string): Parsed<Factor> => {
  const forms = 'write a number such as 0, 0.1 or 6';
  const value = parseExact(text);
  if (value === undefined) return unreadable(text, 'a weight', forms);
  if (value.coefficient < 0n) return { fault: `"${text}" is negative; ${forms}` };
  return { value: factor(value) };
});

/** Load of the peak / load of the average: 1 or more. */
export const parsePeakToAverage = bounded((text: string): Parsed<Factor> => {
  const parsed = parseFactor(text);
  if ('value' in parsed && compare(parsed.value, ONE) < 0) {
    return { fault: `"${text}" is below 1; the peak is never under the average` };
  }
  return parsed;
});

/** Calls a month: whole, with the suffixes of tokens. */
export const parseCalls = bounded((text: string): Parsed<Calls> => {
  const parsed = parseWhole(text, 'calls');
  return 'fault' in parsed ? parsed : { value: calls(parsed.value) };
});

/** US dollars per thousand calls, 0 or more, or the word `free`. */
export const parseCallCell = bounded((text: string): Parsed<PriceCell> => {
  if (text === FREE) return { value: FREE };
  const value = parseExact(text);
  const forms = `write US dollars per thousand calls such as 10.00, or ${FREE} where the provider declares it free`;
  if (value === undefined) return unreadable(text, 'a price', forms);
  if (compare(value, ZERO) < 0) return { fault: `"${text}" is negative; ${forms}` };
  return { value: usdPerThousand(value) };
});

/** A count of requests: whole, with the suffixes of tokens. */
/** A count of what is made, above 0. */
export const parseUnitCount = bounded((text: string): Parsed<Factor> => {
  const parsed = parseWhole(text, 'units');
  if ('fault' in parsed) return parsed;
  return isZero(parsed.value)
    ? { fault: 'a count of 0 has no cost per unit; leave units out' }
    : { value: factor(parsed.value) };
});

export const parseCount = bounded((text: string): Parsed<Factor> => {
  const parsed = parseWhole(text, 'requests');
  return 'fault' in parsed ? parsed : { value: factor(parsed.value) };
});
