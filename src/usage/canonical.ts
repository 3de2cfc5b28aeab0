import {
  belonging,
  countOf,
  countsOf,
  dayOf,
  decimalOf,
  minuteOf,
  optionalCount,
  requestsOf,
  textOf,
} from './fields.ts';
import { parseSynchronousOrBatch } from './modes.ts';
import { DROP_REASONS, Dropped, type Fields, type Outcome, type Source } from './source.ts';

/** A name without its spelling: uncachedInput, uncached_input and UNCACHED_INPUT are one. */
const bare = (name: string) => name.replaceAll('_', '').toLowerCase();

const withBareNames = (record: Fields): Fields =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [bare(name), value]));

/** What a query says of the rows that it left out: a reason, and how many. */
function leftOut(record: Fields): Dropped | undefined {
  const reason = textOf(record, 'reason');
  if (reason === undefined) return undefined;
  const rows = optionalCount(record, 'sourcerows') ?? 1n;
  const known = DROP_REASONS.find((each) => each === reason);
  return new Dropped(known ?? 'is no record of this kind', Number(rows));
}

/** Columns of tags, tag:team each, keep their letters. */
const tagsOf = (written: Fields) =>
  belonging(
    Object.fromEntries(
      Object.keys(written)
        .filter((name) => name.startsWith('tag:'))
        .map((name) => [name, textOf(written, name)]),
    ),
  );

/** Columns of calls, calls.webSearch each. */
function callsOf(written: Fields): Readonly<Record<string, bigint>> {
  return Object.fromEntries(
    Object.keys(written).flatMap((name) => {
      const count = name.startsWith('calls.') ? optionalCount(written, name) : undefined;
      return count === undefined || count === 0n ? [] : [[name.slice('calls.'.length), count]];
    }),
  );
}

/** Rows of our own, which a query over a warehouse writes: disjoint classes, a row a day, model and mode. */
function read(written: Fields): Outcome {
  const record = withBareNames(written);
  const none = leftOut(record);
  if (none !== undefined) return none;
  const counts = countsOf({
    uncachedInput: countOf(record, 'uncachedinput'),
    cacheRead: countOf(record, 'cacheread'),
    cacheWrite5m: countOf(record, 'cachewrite5m'),
    cacheWrite30m: countOf(record, 'cachewrite30m'),
    cacheWrite1h: countOf(record, 'cachewrite1h'),
    output: countOf(record, 'output'),
  });
  if (counts instanceof Dropped) return counts;
  const told = requestsOf(record, 'requests', 'failedrequests');
  if (told instanceof Dropped) return told;
  const day = dayOf(record, 'day');
  if (day === undefined) return new Dropped('has no day');
  const model = textOf(record, 'model');
  if (model === undefined) return new Dropped('names no model');
  const mode = parseSynchronousOrBatch(textOf(record, 'mode') ?? 'standard');
  if (mode === undefined) return new Dropped('is no record of this kind');
  return [
    {
      day,
      model,
      mode,
      tokens: counts,
      ...told,
      billed: decimalOf(record, 'billed'),
      calls: callsOf(written),
      minute: minuteOf(record, 'day'),
      belongs: {
        ...tagsOf(written),
        ...belonging({
          key: textOf(record, 'key'),
          project: textOf(record, 'project'),
          user: textOf(record, 'user'),
          route: textOf(record, 'route'),
        }),
      },
      // A query keeps prompts on either side of each threshold apart, so that the longest speaks for all.
      prompt: optionalCount(record, 'longestprompt'),
      long: textOf(record, 'band') === 'long',
    },
  ];
}

const isCanonical = (first: Fields) => {
  const record = withBareNames(first);
  return 'uncachedinput' in record && 'output' in record && 'day' in record;
};

/** Our own format. */
export const CANONICAL: Source = {
  kind: 'canonical',
  label: 'canonical usage',
  provider: undefined,
  byRequest: false,
  recognises: isCanonical,
  reader: () => ({ read }),
  convention: 'token classes are disjoint',
  silent: [],
};
