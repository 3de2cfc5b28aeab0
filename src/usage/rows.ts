import type { Day } from '../domain/day.ts';
import type { TokenCounts, UsageRow } from '../domain/usage.ts';
import { countOf, countsOf, inside, textOf } from './fields.ts';
import { Dropped, type Fields, type Outcome, type SourceReader } from './source.ts';

/** What only some sources tell of a row. */
type Told = Partial<Omit<UsageRow, 'day' | 'model' | 'tokens'>>;

const NO_CALLS = {};
const NOBODY = {};

/** The row of a record, or what the record lacks. What is not told is of the standard mode, free of calls, or not known. */
export function rowOf(day: Day | undefined, model: string | undefined, tokens: TokenCounts, told: Told): Outcome {
  if (day === undefined) return new Dropped('has no day');
  if (model === undefined) return new Dropped('names no model');
  const row: UsageRow = {
    day,
    model,
    mode: told.mode ?? 'standard',
    tokens,
    requests: told.requests,
    failed: told.failed,
    calls: told.calls ?? NO_CALLS,
    billed: told.billed,
    belongs: told.belongs ?? NOBODY,
    prompt: told.prompt,
    long: told.long === true,
    region: told.region,
    gratis: told.gratis,
    minute: told.minute,
    failedAs: told.failedAs,
  };
  return [row];
}

/** Every request once, by the field that holds its id. Only where ids are `optional` is a record without one counted. */
export function onceById(
  name: string,
  read: (record: Fields) => Outcome,
  ids: 'needed' | 'optional' = 'needed',
): SourceReader {
  const seen = new Set<string>();
  const isNew = (id: string) => seen.size < seen.add(id).size;
  return {
    isNew,
    read(record) {
      const id = textOf(record, name);
      if (id === undefined) return ids === 'needed' ? new Dropped('is no record of this kind') : read(record);
      return isNew(id) ? read(record) : new Dropped('repeats a request already counted');
    },
  };
}

/** Counts whose cache writes are one sum, an hour's among them: the rest of the sum is of five minutes. */
export function byLifetime<Counts extends { readonly written: bigint; readonly cacheWrite1h: bigint }>(
  counts: Counts | Dropped,
) {
  if (counts instanceof Dropped) return counts;
  const { written, ...rest } = counts;
  if (rest.cacheWrite1h > written) return new Dropped('does not add up to its own total');
  return { ...rest, cacheWrite5m: written - rest.cacheWrite1h };
}

/** Anthropic Messages: input excludes the cache; writes by lifetime sum to the total of writes. Source: anthropic-sdk-typescript. */
export function anthropicTokens(usage: Fields) {
  return byLifetime(
    countsOf({
      uncachedInput: countOf(usage, 'input_tokens'),
      cacheRead: countOf(usage, 'cache_read_input_tokens'),
      written: countOf(usage, 'cache_creation_input_tokens'),
      cacheWrite1h: countOf(inside(usage, 'cache_creation'), 'ephemeral_1h_input_tokens'),
      output: countOf(usage, 'output_tokens'),
    }),
  );
}
