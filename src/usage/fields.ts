import { type Day, parseDay } from '../domain/day.ts';
import { type Exact, isWhole, parseExact, shift, whole } from '../domain/exact.ts';
import type { FailureClass } from '../domain/failure.ts';
import { Dropped, type Fields } from './source.ts';

const MOST_DIGITS = 40;
/** No row is of so many: 10^18. */
export const MOST_TOKENS = 10n ** 18n;
const MILLISECONDS = 1000;

const BLANK = 0x20;
const LAST_OF_ASCII = 0x7e;
const isSign = (code: number) => code > BLANK && code <= LAST_OF_ASCII;

/** Text without blanks around it, which most has none of. */
const trimmed = (text: string): string =>
  isSign(text.charCodeAt(0)) && isSign(text.charCodeAt(text.length - 1)) ? text : text.trim();

/** A value as text; undefined for what is none, and for blanks. */
function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return trimmed(value) || undefined;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The field as text; undefined where it is missing, null or empty. */
export function textOf(record: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = asText(record[name]);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The JSON of the cell that was read last: a source asks for several fields of it. */
let cell: { readonly text: string; readonly fields: Fields } = { text: '', fields: {} };

function fieldsOf(text: string): Fields {
  if (cell.text !== text) cell = { text, fields: asFields(parsedText(text)) };
  return cell.fields;
}

const asFields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** The fields inside a field; empty where there is none. JSON in a cell of CSV is read. */
export function inside(record: Fields, name: string): Fields {
  const value = record[name];
  return typeof value === 'string' && value.startsWith('{') ? fieldsOf(value) : asFields(value);
}

/** The records of a list inside a field; empty where there is none. */
export function listIn(record: Fields, name: string): readonly Fields[] {
  const value = record[name];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'object' && each !== null) : [];
}

/** A number as files write it: 0.0021, .5, 5., 1_000, 4.2e-7. Digits with their point, and the power of ten. */
const NUMBER = /^([-+]?)(\d+(?:\.\d*)?|\.\d+)(?:[eE]([-+]?)(\d+))?$/;

/** The text of a number without what only parts its digits; undefined where it is none. */
function numberText(text: string): string | undefined {
  const bare = text.includes('_') ? text.replace(/(?<=\d)_(?=\d)/g, '') : text;
  return NUMBER.test(bare) ? bare : undefined;
}

const ZERO = 0x30;
const NINE = 0x39;
const POINT = 0x2e;
/** Digits that a double tells apart, however they stand. */
const MOST_PLAIN = 15;

/** A decimal of few digits and nothing else, as most are; undefined for any other, which may still be one. */
function plainDecimal(text: string): Exact | undefined {
  const { length } = text;
  if (length > MOST_PLAIN) return undefined;
  let digits = 0;
  let point = -1;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) digits = digits * 10 + (code - ZERO);
    else if (code === POINT && point < 0 && at > 0 && at < length - 1) point = at;
    else return undefined;
  }
  return shift(whole(BigInt(digits)), point < 0 ? 0 : length - 1 - point);
}

/** A decimal as it is written, an exponent included: 0.0021, 4.2e-7, 1_000. Undefined where it is none, or of over 40 digits. */
export function decimalOf(record: Fields, name: string): Exact | undefined {
  const text = asText(record[name]);
  return text === undefined ? undefined : (plainDecimal(text) ?? writtenDecimal(numberText(text)));
}

function writtenDecimal(text: string | undefined): Exact | undefined {
  const match = NUMBER.exec(text ?? '');
  if (match === null) return undefined;
  const [, sign = '', digits = '', minus = '', power = '0'] = match;
  if (digits.length > MOST_DIGITS) return undefined;
  const value = parseExact(`${sign === '-' ? '-' : ''}${digits.replace(/^\./, '0.').replace(/\.$/, '')}`);
  const places = -Number(`${minus}${power}`);
  if (value === undefined || Math.abs(places) > MOST_DIGITS) return undefined;
  return places >= 0 ? shift(value, places) : { ...value, coefficient: value.coefficient * 10n ** BigInt(-places) };
}

/** Counts below it are what a double makes of their text, here and in an engine. */
export const MOST_EXACT = 2 ** 49;
/** Digits of which no number reaches it. */
const MOST_SHORT = 14;

const NOT_WHOLE = new Dropped('has a number that is not a whole number of tokens');
const TOO_MANY = new Dropped('has a number of more than 18 digits');
const TOO_FEW = new Dropped('has less than no tokens');

const isExactCount = (double: number) => Number.isInteger(double) && double >= 0 && double < MOST_EXACT;

/** A count of few digits and nothing else, as most are; undefined for any other. */
function shortCount(text: string): number | undefined {
  const { length } = text;
  if (length === 0 || length > MOST_SHORT) return undefined;
  let count = 0;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) return undefined;
    count = count * 10 + (code - ZERO);
  }
  return count;
}

/** A count however it is written. What JSON has made a number of is taken only where that holds it exactly. */
function writtenCount(value: number | string): bigint | Dropped {
  const text = typeof value === 'string' ? numberText(value) : String(value);
  if (text === undefined) return NOT_WHOLE;
  const isExact = typeof value === 'string' || Number.isSafeInteger(value);
  const double = Number(text);
  if (isExact && isExactCount(double)) return BigInt(double);
  const exact = isExact ? writtenDecimal(text) : undefined;
  // Of what is not held digit by digit, its size is known.
  if (exact === undefined) return double >= Number(MOST_TOKENS) ? TOO_MANY : double < -MOST_EXACT ? TOO_FEW : NOT_WHOLE;
  const count = exact.coefficient / 10n ** BigInt(exact.scale);
  if (count >= MOST_TOKENS) return TOO_MANY;
  if (!isWhole(exact)) return count < -MOST_EXACT ? TOO_FEW : NOT_WHOLE;
  return count < 0n ? TOO_FEW : count;
}

/**
 * Whole tokens of a field, `59200.0` and `1_000` included; 0 where it is missing or empty. A yes of JSON counts as one, a no as none.
 * `Dropped` for a fraction, for text, for a number under 0, and for one that JSON cannot hold exactly.
 */
export function countOf(record: Fields, ...names: readonly string[]): bigint | Dropped {
  for (const name of names) {
    const value = record[name];
    if (typeof value === 'number') return isExactCount(value) ? BigInt(value) : writtenCount(value);
    if (typeof value === 'boolean') return value ? 1n : 0n;
    if (typeof value !== 'string') continue;
    const short = shortCount(value);
    if (short !== undefined) return BigInt(short);
    const text = trimmed(value);
    if (text !== '') return writtenCount(text);
  }
  return 0n;
}

/** Several counts at once, or the first that cannot be. */
export function countsOf<Names extends Readonly<Record<string, bigint | Dropped>>>(
  counts: Names,
): { readonly [name in keyof Names]: bigint } | Dropped {
  for (const name in counts) {
    const count = counts[name];
    if (typeof count === 'object') return count;
  }
  return counts as { readonly [name in keyof Names]: bigint };
}

const isTold = (record: Fields, name: string) => asText(record[name]) !== undefined;

/** The count of a field where the record has it: a source may not count requests at all. */
export function optionalCount(record: Fields, name: string): bigint | undefined {
  if (!isTold(record, name)) return undefined;
  const count = countOf(record, name);
  return count instanceof Dropped ? undefined : count;
}

/** The requests of a row and those that failed, as far as it counts them. `Dropped` where more failed than there were. */
export function requestsOf(record: Fields, requests: string, failed: string) {
  const told = countsOf({ requests: countOf(record, requests), failed: countOf(record, failed) });
  if (told instanceof Dropped) return told;
  const [some, someFailed] = [isTold(record, requests), isTold(record, failed)];
  if (some && told.failed > told.requests) return new Dropped('has more failed requests than requests');
  return { requests: some ? told.requests : undefined, failed: someFailed ? told.failed : undefined };
}

/** Letters of a day: 2026-10-01. */
const DAY_LETTERS = 10;
/** Milliseconds of a minute. */
export const MINUTE_MS = 60_000;

function dayOfMoment(milliseconds: number | undefined): Day | undefined {
  if (milliseconds === undefined) return undefined;
  const moment = new Date(milliseconds);
  return Number.isNaN(moment.getTime()) ? undefined : parseDay(moment.toISOString().slice(0, 10));
}

/** True of a day with a time, as text. */
export const isMoment = (text: string): boolean => /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text);

/** Milliseconds since 1970 of a moment as text; undefined for a day, and for what is no moment. */
function momentOf(text: string): number | undefined {
  if (/^\d{9,11}(?:\.\d+)?$/.test(text)) return Number(text) * MILLISECONDS;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  // JavaScript takes the 31st of February for the 3rd of March.
  if (!isMoment(text) || parseDay(text.slice(0, DAY_LETTERS)) === undefined) return undefined;
  // Databases write a zone of whole hours as +00, BigQuery its own by name.
  const whole = /:\d{2}(?:\.\d+)?[-+]\d{2}$/.test(text) ? `${text}:00` : text.replace(/ UTC$/, 'Z');
  const zoned = /(?:[zZ]|[-+]\d{2}:?\d{2})$/.test(whole) ? whole : `${whole}Z`;
  const moment = Date.parse(zoned.replace(' ', 'T'));
  return Number.isNaN(moment) ? undefined : moment;
}

/** What a text tells of when: the day in UTC, and the minute counted from 1970 where it is a moment. */
interface Time {
  readonly day: Day | undefined;
  readonly minute: number | undefined;
}

const NO_TIME: Time = { day: undefined, minute: undefined };
const MOST_DAYS = 10_000;
const HOUR_AT = 11;
const MINUTE_AT = 14;
const MINUTES_PER_HOUR = 60;
const PLAIN_MOMENT = /^\d{4}-\d{2}-\d{2}[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?Z?$/;

function timeOfMoment(moment: number | undefined): Time {
  if (moment === undefined) return NO_TIME;
  return { day: dayOfMoment(moment), minute: Math.floor(moment / MINUTE_MS) };
}

/** Remembers what a text comes to: the rows of a file are of few days. */
function remembered(make: (text: string) => Time): (text: string) => Time {
  const known = new Map<string, Time>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= MOST_DAYS) known.clear();
    const made = make(text);
    known.set(text, made);
    return made;
  };
}

const dayAlone = remembered((text) => ({ day: parseDay(text), minute: undefined }));
const beginOf = remembered((day) => timeOfMoment(momentOf(`${day}T00:00Z`)));

const twoDigits = (text: string, at: number) => (text.charCodeAt(at) - ZERO) * 10 + (text.charCodeAt(at + 1) - ZERO);

function timeIn(text: string): Time {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dayAlone(text);
  if (!PLAIN_MOMENT.test(text)) return timeOfMoment(momentOf(text));
  const { day, minute } = beginOf(text.slice(0, DAY_LETTERS));
  if (minute === undefined) return NO_TIME;
  return { day, minute: minute + twoDigits(text, HOUR_AT) * MINUTES_PER_HOUR + twoDigits(text, MINUTE_AT) };
}

/** The time that was read last: a source asks for its day and for its minute, and rows of a report share it. */
let time: { readonly text: string; readonly is: Time } = { text: '', is: NO_TIME };

function timeOf(record: Fields, names: readonly string[]): Time {
  const text = textOf(record, ...names);
  if (text === undefined) return NO_TIME;
  if (time.text !== text) time = { text, is: timeIn(text) };
  return time.is;
}

/** The UTC day of a moment: RFC 3339 with any zone, a day, a moment without a zone (taken as UTC), or seconds since 1970. */
export const dayOf = (record: Fields, ...names: readonly string[]): Day | undefined => timeOf(record, names).day;

/** The minute of a moment, counted from 1970 in UTC; undefined where the record tells a day alone, or no time. */
export const minuteOf = (record: Fields, ...names: readonly string[]): number | undefined =>
  timeOf(record, names).minute;

/** How a request failed by its status of HTTP; undefined for a status that tells no class. */
export function failureOf(status: string | undefined): FailureClass | undefined {
  if (status === '429') return 'rateLimited';
  if (status === '499') return 'disconnect';
  return /^5\d\d$/.test(status ?? '') ? 'serverError' : undefined;
}

/** Tags that a record carries, each under its own name, so that nothing else is called alike. */
export function tagged(tags: Fields): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.keys(tags).flatMap((name) => {
      const value = textOf(tags, name);
      return value === undefined ? [] : [[`tag:${name}`, value]];
    }),
  );
}

/** Tags in a list of text, "team:support" each; one without a name is its own value. */
export function listedTags(record: Fields, name: string): Readonly<Record<string, string>> {
  const value = record[name];
  const list: unknown = typeof value === 'string' && value.startsWith('[') ? parsedText(value) : value;
  if (!Array.isArray(list)) return {};
  const pairs = list.filter((each): each is string => typeof each === 'string').map((each) => each.split(':'));
  return Object.fromEntries(pairs.map(([tag = '', ...rest]) => [`tag:${tag.trim()}`, rest.join(':').trim() || 'yes']));
}

function parsedText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a record says of who it belongs to, without what it leaves empty. */
export function belonging(of: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const told: Record<string, string> = {};
  for (const name in of) {
    const value = of[name];
    if (value !== undefined) told[name] = value;
  }
  return told;
}

/** One request, for rows that are requests. */
export const ONE_REQUEST = whole(1n).coefficient;

/** True of a word for yes, however a file spells it. */
export function isTrue(record: Fields, name: string): boolean {
  return /^(?:true|1|yes)$/i.test(textOf(record, name) ?? '');
}
