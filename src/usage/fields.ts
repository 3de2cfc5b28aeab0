import { type Day, parseDay } from '../domain/day.ts';
import { type Exact, isWhole, parseExact, shift, whole } from '../domain/exact.ts';
import type { FailureClass } from '../domain/failure.ts';
import { Dropped, type Fields } from './source.ts';

const MOST_DIGITS = 40;
/** No row is of so many: 10^18. */
export const MOST_TOKENS = 10n ** 18n;
const MILLISECONDS = 1000;

/** The field as text; undefined where it is missing, null or empty. */
export function textOf(record: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = record[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  }
  return undefined;
}

/** The fields inside a field; empty where there is none. JSON in a cell of CSV is read. */
export function inside(record: Fields, name: string): Fields {
  const value = record[name];
  if (typeof value === 'string' && value.startsWith('{')) {
    try {
      return inside({ read: JSON.parse(value) }, 'read');
    } catch {
      return {};
    }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The records of a list inside a field; empty where there is none. */
export function listIn(record: Fields, name: string): readonly Fields[] {
  const value = record[name];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'object' && each !== null) : [];
}

/** A number as files write it: 0.0021, .5, 5., 1_000, 4.2e-7. Digits with their point, and the power of ten. */
const NUMBER = /^([-+]?)(\d+(?:\.\d*)?|\.\d+)(?:[eE]([-+]?)(\d+))?$/;

/** The text of a number without what only parts its digits; undefined where it is none. */
function numberText(record: Fields, name: string): string | undefined {
  const text = (textOf(record, name) ?? '').replace(/(?<=\d)_(?=\d)/g, '');
  return NUMBER.test(text) ? text : undefined;
}

/** A decimal as it is written, an exponent included: 0.0021, 4.2e-7, 1_000. Undefined where it is none, or of over 40 digits. */
export function decimalOf(record: Fields, name: string): Exact | undefined {
  const match = NUMBER.exec(numberText(record, name) ?? '');
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

/**
 * Whole tokens of a field, `59200.0` and `1_000` included; 0 where it is missing or empty. A yes of JSON counts as one, a no as none.
 * `Dropped` for a fraction, for text, for a number under 0, and for one that JSON cannot hold exactly.
 */
export function countOf(record: Fields, ...names: readonly string[]): bigint | Dropped {
  const name = names.find((each) => textOf(record, each) !== undefined);
  if (name === undefined) return 0n;
  const value = record[name];
  if (typeof value === 'boolean') return value ? 1n : 0n;
  const isExact = typeof value !== 'number' || Number.isSafeInteger(value);
  const double = isExact ? Number(numberText(record, name) ?? Number.NaN) : Number.NaN;
  if (Number.isInteger(double) && double >= 0 && double < MOST_EXACT) return BigInt(double);
  const exact = isExact ? decimalOf(record, name) : undefined;
  if (exact === undefined || !isWhole(exact)) return new Dropped('has a number that is not a whole number of tokens');
  const count = exact.coefficient / 10n ** BigInt(exact.scale);
  if (count >= MOST_TOKENS) return new Dropped('has a number of more than 18 digits');
  return count < 0n ? new Dropped('has less than no tokens') : count;
}

/** Several counts at once, or the first that cannot be. */
export function countsOf<Names extends Readonly<Record<string, bigint | Dropped>>>(
  counts: Names,
): { readonly [name in keyof Names]: bigint } | Dropped {
  const fault = Object.values(counts).find((each) => each instanceof Dropped);
  return fault instanceof Dropped ? fault : (counts as { readonly [name in keyof Names]: bigint });
}

/** The count of a field where the record has it: a source may not count requests at all. */
export function optionalCount(record: Fields, name: string): bigint | undefined {
  if (textOf(record, name) === undefined) return undefined;
  const count = countOf(record, name);
  return count instanceof Dropped ? undefined : count;
}

/** The requests of a row and those that failed, as far as it counts them. `Dropped` where more failed than there were. */
export function requestsOf(record: Fields, requests: string, failed: string) {
  const told = countsOf({ requests: countOf(record, requests), failed: countOf(record, failed) });
  if (told instanceof Dropped) return told;
  const isTold = { requests: textOf(record, requests) !== undefined, failed: textOf(record, failed) !== undefined };
  if (isTold.requests && told.failed > told.requests) return new Dropped('has more failed requests than requests');
  return {
    requests: isTold.requests ? told.requests : undefined,
    failed: isTold.failed ? told.failed : undefined,
  };
}

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
  if (!isMoment(text)) return undefined;
  // Databases write a zone of whole hours as +00, BigQuery its own by name.
  const whole = /:\d{2}(?:\.\d+)?[-+]\d{2}$/.test(text) ? `${text}:00` : text.replace(/ UTC$/, 'Z');
  const zoned = /(?:[zZ]|[-+]\d{2}:?\d{2})$/.test(whole) ? whole : `${whole}Z`;
  const moment = Date.parse(zoned.replace(' ', 'T'));
  return Number.isNaN(moment) ? undefined : moment;
}

/** The UTC day of a moment: RFC 3339 with any zone, a day, a moment without a zone (taken as UTC), or seconds since 1970. */
export function dayOf(record: Fields, ...names: readonly string[]): Day | undefined {
  const text = textOf(record, ...names);
  if (text === undefined) return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return parseDay(text);
  return dayOfMoment(momentOf(text));
}

/** The minute of a moment, counted from 1970 in UTC; undefined where the record tells a day alone, or no time. */
export function minuteOf(record: Fields, ...names: readonly string[]): number | undefined {
  const moment = momentOf(textOf(record, ...names) ?? '');
  return moment === undefined ? undefined : Math.floor(moment / MINUTE_MS);
}

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
  const list: unknown = typeof value === 'string' && value.startsWith('[') ? parsedList(value) : value;
  if (!Array.isArray(list)) return {};
  const pairs = list.filter((each): each is string => typeof each === 'string').map((each) => each.split(':'));
  return Object.fromEntries(pairs.map(([tag = '', ...rest]) => [`tag:${tag.trim()}`, rest.join(':').trim() || 'yes']));
}

function parsedList(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a record says of who it belongs to, without what it leaves empty. */
export function belonging(of: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(of).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** One request, for rows that are requests. */
export const ONE_REQUEST = whole(1n).coefficient;

/** True of a word for yes, however a file spells it. */
export function isTrue(record: Fields, name: string): boolean {
  return /^(?:true|1|yes)$/i.test(textOf(record, name) ?? '');
}
