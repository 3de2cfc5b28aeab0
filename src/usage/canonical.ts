import { type Belonging, TOKEN_CLASSES, type TokenClass, type TokenCounts, type UsageRow } from '../domain/usage.ts';
import { countOf, dayOf, decimalOf, minuteOf, optionalCount, requestsOf, textOf } from './fields.ts';
import { parseSynchronousOrBatch } from './modes.ts';
import { DROP_REASONS, Dropped, type Fields, type Outcome, type Source, type SourceReader } from './source.ts';
import type { Path, Summed } from './summed.ts';

/** A name without its spelling: uncachedInput, uncached_input and UNCACHED_INPUT are one. */
const bare = (name: string) => name.replaceAll('_', '').toLowerCase();

const TAG = 'tag:';
const CALLS = 'calls.';
const BELONGING = ['key', 'project', 'user', 'route'] as const;
const TEXTS = ['mode', 'band'] as const;
/** What a query says of the rows that it left out: a reason, and how many. */
const LEFT_OUT = ['reason', 'sourceRows'] as const;
const OURS = [
  'day',
  'model',
  ...TEXTS,
  ...TOKEN_CLASSES,
  'requests',
  'failedRequests',
  'billed',
  'longestPrompt',
  ...BELONGING,
  ...LEFT_OUT,
] as const;
type Ours = (typeof OURS)[number];

const BARE = new Map<string, Ours>(OURS.map((ours) => [bare(ours), ours]));

/** How each of our names is spelled among those; of two that spell one, the first. */
function spellings(names: readonly string[]): ReadonlyMap<Ours, string> {
  const found = new Map<Ours, string>();
  for (const name of names) {
    const ours = BARE.get(bare(name));
    if (ours !== undefined && !found.has(ours)) found.set(ours, name);
  }
  return found;
}

/** A column, and what a row says of it. */
type Named = readonly [name: string, column: string];

/** The columns of rows that have those names. */
interface Columns {
  readonly names: readonly string[];
  readonly is: Readonly<Record<Ours, string>>;
  readonly tokens: readonly TokenClass[];
  /** Of tags, tag:team each, which keep their letters, and of what else a row belongs to. */
  readonly belongs: readonly Named[];
  /** Of calls, calls.webSearch each. */
  readonly calls: readonly Named[];
}

function columnsOf(names: readonly string[]): Columns {
  const spelled = spellings(names);
  const is = Object.fromEntries(OURS.map((ours) => [ours, spelled.get(ours) ?? ours])) as Record<Ours, string>;
  const tags = names.filter((name) => name.startsWith(TAG)).map((name): Named => [name, name]);
  return {
    names,
    is,
    tokens: TOKEN_CLASSES.filter((each) => spelled.has(each)),
    belongs: [...tags, ...BELONGING.filter((each) => spelled.has(each)).map((each): Named => [each, is[each]])],
    calls: names.filter((name) => name.startsWith(CALLS)).map((name): Named => [name.slice(CALLS.length), name]),
  };
}

const isSame = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((each, index) => each === b[index]);

function leftOut(record: Fields, { is }: Columns): Dropped | undefined {
  const reason = textOf(record, is.reason);
  if (reason === undefined) return undefined;
  const rows = optionalCount(record, is.sourceRows) ?? 1n;
  const known = DROP_REASONS.find((each) => each === reason);
  return new Dropped(known ?? 'is no record of this kind', Number(rows));
}

function belongsOf(record: Fields, { belongs }: Columns): Belonging {
  const told: Record<string, string> = {};
  for (const [name, column] of belongs) {
    const value = textOf(record, column);
    if (value !== undefined) told[name] = value;
  }
  return told;
}

function callsOf(record: Fields, { calls }: Columns): Readonly<Record<string, bigint>> {
  const counted: Record<string, bigint> = {};
  for (const [name, column] of calls) {
    const count = optionalCount(record, column);
    if (count !== undefined && count !== 0n) counted[name] = count;
  }
  return counted;
}

function tokensOf(record: Fields, { tokens, is }: Columns): TokenCounts | Dropped {
  const counted: { [each in TokenClass]?: bigint } = {};
  for (const each of tokens) {
    const count = countOf(record, is[each]);
    if (count instanceof Dropped) return count;
    counted[each] = count;
  }
  return counted;
}

/** Rows of our own, which a query over a warehouse writes: disjoint classes, a row a day, model and mode. */
function read(record: Fields, columns: Columns): Outcome {
  const { is } = columns;
  const none = leftOut(record, columns);
  if (none !== undefined) return none;
  const tokens = tokensOf(record, columns);
  if (tokens instanceof Dropped) return tokens;
  const told = requestsOf(record, is.requests, is.failedRequests);
  if (told instanceof Dropped) return told;
  const day = dayOf(record, is.day);
  if (day === undefined) return new Dropped('has no day');
  const model = textOf(record, is.model);
  if (model === undefined) return new Dropped('names no model');
  const mode = parseSynchronousOrBatch(textOf(record, is.mode) ?? 'standard');
  if (mode === undefined) return new Dropped('is no record of this kind');
  const { requests, failed } = told;
  const row: UsageRow = {
    day,
    model,
    mode,
    tokens,
    requests,
    failed,
    billed: decimalOf(record, is.billed),
    calls: callsOf(record, columns),
    minute: minuteOf(record, is.day),
    belongs: belongsOf(record, columns),
    // A query keeps prompts on either side of each threshold apart, so that the longest speaks for all.
    prompt: optionalCount(record, is.longestPrompt),
    long: textOf(record, is.band) === 'long',
  };
  return [row];
}

/** Rows of a file mostly have the names of the row before. */
function reader(): SourceReader {
  let columns = columnsOf([]);
  return {
    read(record) {
      const names = Object.keys(record);
      if (!isSame(names, columns.names)) columns = columnsOf(names);
      return read(record, columns);
    },
  };
}

/** A name of ours as a query writes it: cacheWrite5m is cache_write_5m. */
export const columnOf = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/(\d)/, '_$1');

/** As the names that are there are written: a name that no row has told so far may come in a later one. */
function inStyle(name: string, seen: string | undefined): string {
  const parted = seen?.includes('_') === true ? columnOf(name) : name;
  return seen !== undefined && seen === seen.toUpperCase() ? parted.toUpperCase() : parted;
}

/** Names of which two spell one differ from row to row: then rows are read one by one. */
function summed(names: readonly string[]): Summed | undefined {
  const spelled = spellings(names);
  if (names.filter((name) => BARE.has(bare(name))).length > spelled.size) return undefined;
  const is = (ours: Ours): Path => [spelled.get(ours) ?? inStyle(ours, spelled.get('uncachedInput'))];
  const [requests, failed] = [is('requests'), is('failedRequests')];
  const called = new Set([...names.filter((name) => name.startsWith(CALLS)), `${CALLS}webSearch`]);
  return {
    model: is('model'),
    counts: [...TOKEN_CLASSES.map(is), ...[...called].map((name): Path => [name])],
    optional: [requests, failed],
    texts: TEXTS.map(is),
    apart: LEFT_OUT.map(is),
    belongs: Object.fromEntries(BELONGING.map((name) => [name, [is(name)]])),
    moments: is('day'),
    money: is('billed'),
    prompt: is('longestPrompt'),
    allFailed: { failed, requests },
    // Where requests are not told, none of them may have failed: the source says what such a row is.
    holds: [{ less: [failed], more: requests }],
  };
}

function isCanonical(first: Fields): boolean {
  const spelled = spellings(Object.keys(first));
  return spelled.has('uncachedInput') && spelled.has('output') && spelled.has('day');
}

/** Our own format. */
export const CANONICAL: Source = {
  kind: 'canonical',
  label: 'canonical usage',
  provider: undefined,
  byRequest: false,
  recognises: isCanonical,
  reader,
  summed,
  convention: 'token classes are disjoint',
  silent: [],
};
