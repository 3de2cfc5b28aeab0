import { tagOf } from '../domain/allocation.ts';
import { type Day, dayFault, parseDay } from '../domain/day.ts';
import { GROUNDS, type Ground } from '../domain/ground.ts';
import { CACHE_TTLS, type CacheTtl } from '../domain/meter.ts';
import { problem } from '../domain/problem.ts';
import type { Parsed } from '../domain/quantity-text.ts';
import { PRICE_LIST_KINDS, type PriceListKind } from '../files/imports/price-list-kinds.ts';
import {
  AUDIT_FORMATS,
  type AuditFormat,
  FORMATS,
  type Format,
  MONEY_FORMATS,
  type MoneyFormat,
  ROWS,
  type Rows,
  TRACK_FORMATS,
  type TrackFormat,
} from './options.ts';
import { DOCUMENTS, type PageFormat } from './page-formats.ts';

/** The value of a flag. Throws `badValue` with the flag and what is wrong with the text. */
export function flag<Value>(name: string, text: string, parse: (text: string) => Parsed<Value>): Value {
  const parsed = parse(text);
  if ('fault' in parsed) throw problem('badValue', `${name} ${text}`, parsed.fault);
  return parsed.value;
}

/** The value of a flag that may be missing. */
export function optionalFlag<Value>(
  name: string,
  text: string | undefined,
  parse: (text: string) => Parsed<Value>,
): Value | undefined {
  return text === undefined ? undefined : flag(name, text, parse);
}

export function oneOf<Choice extends string>(choices: readonly Choice[]): (text: string) => Parsed<Choice> {
  return (text) => {
    const choice = choices.find((each) => each === text);
    return choice === undefined ? { fault: `"${text}" is not one of ${choices.join(', ')}` } : { value: choice };
  };
}

export const parseFormat: (text: string) => Parsed<Format> = oneOf(FORMATS);
export const parseMoneyFormat: (text: string) => Parsed<MoneyFormat> = oneOf(MONEY_FORMATS);
export const parseAuditFormat: (text: string) => Parsed<AuditFormat> = oneOf(AUDIT_FORMATS);
export const parseTrackFormat: (text: string) => Parsed<TrackFormat> = oneOf(TRACK_FORMATS);
/** How far a plan may lean. */
export const parseEvidence: (text: string) => Parsed<Ground> = oneOf(GROUNDS);
export const parseRows: (text: string) => Parsed<Rows> = oneOf(ROWS);
/** What is no table of figures goes to a screen, or to a script. */
export const parseTableOrJson: (text: string) => Parsed<'table' | 'json'> = oneOf(['table', 'json']);
const BELONGINGS = ['key', 'project', 'user', 'route'] as const;

/** What usage is kept apart by, beside model and mode: ids separated by commas. `model` is always among them. */
export function parseBy(text: string): Parsed<string[]> {
  const names = text.split(',').map((name) => name.trim());
  const known: readonly string[] = ['model', ...BELONGINGS];
  const strange = names.find((name) => !known.includes(name) && tagOf(name) === undefined);
  if (strange !== undefined) return { fault: `"${strange}" is not one of ${known.join(', ')}, tag:NAME` };
  return { value: [...new Set(names.filter((name) => name !== 'model'))] };
}

export const parseImportKind: (text: string) => Parsed<PriceListKind> = oneOf(PRICE_LIST_KINDS);
/** A page, as whatever a page is written as, or its data. */
export const parseJsonOrPage: (text: string) => Parsed<'json' | PageFormat> = oneOf(['table', 'json', ...DOCUMENTS]);
export const parseCacheTtl: (text: string) => Parsed<CacheTtl> = oneOf(CACHE_TTLS);

export function parseAsOf(text: string): Parsed<Day> {
  const value = parseDay(text);
  return value === undefined ? { fault: dayFault(text) } : { value };
}

/** An address of the web, written out. */
export function parseWebAddress(text: string): Parsed<string> {
  const isAddress = /^https?:\/\/[^\s"]+$/.test(text) && URL.canParse(text);
  return isAddress ? { value: text } : { fault: 'expected an address such as https://acme.example/prices' };
}
