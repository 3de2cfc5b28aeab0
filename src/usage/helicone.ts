import type { UsageRow } from '../domain/usage.ts';
import {
  belonging,
  countOf,
  countsOf,
  dayOf,
  failureOf,
  inside,
  minuteOf,
  ONE_REQUEST,
  tagged,
  textOf,
} from './fields.ts';
import { Dropped, type Fields, type Outcome, type Source, type Tail } from './source.ts';

/** Who bills input without the cache. */
const OUTSIDE = ['ANTHROPIC', 'BEDROCK', 'AWS'];

/** The id of no request: a request that was sent on names it as the one whose answer it got. */
export const NO_REQUEST = '00000000-0000-0000-0000-000000000000';

/** Whether Helicone answered from its own cache. */
const wasCached = (record: Fields) => ![undefined, NO_REQUEST].includes(textOf(record, 'cache_reference_id'));

interface Request {
  readonly row: UsageRow;
  readonly provider: string;
  readonly input: bigint;
  readonly cached: bigint;
}

function requestOf(record: Fields): Request | Dropped {
  const counts = countsOf({
    input: countOf(record, 'prompt_tokens'),
    cacheRead: countOf(record, 'prompt_cache_read_tokens'),
    cacheWrite5m: countOf(record, 'prompt_cache_write_tokens'),
    output: countOf(record, 'completion_tokens'),
  });
  if (counts instanceof Dropped) return counts;
  const day = dayOf(record, 'request_created_at');
  if (day === undefined) return new Dropped('has no day');
  const model = textOf(record, 'model', 'response_model', 'request_model');
  if (model === undefined) return new Dropped('names no model');
  const { input, cacheRead, cacheWrite5m, output } = counts;
  const status = Number(textOf(record, 'response_status', 'status') ?? 0);
  const provider = (textOf(record, 'provider') ?? '').toUpperCase();
  return {
    provider,
    input,
    cached: cacheRead + cacheWrite5m,
    row: {
      day,
      model,
      mode: 'standard',
      tokens: { uncachedInput: input, cacheRead, cacheWrite5m, output },
      requests: ONE_REQUEST,
      failed: status >= 200 && status < 300 ? 0n : ONE_REQUEST,
      failedAs: failureOf(String(status)),
      minute: minuteOf(record, 'request_created_at'),
      calls: {},
      // A stored cost is dollars in an export and a billion times that in the table: nothing in a row tells which.
      billed: undefined,
      belongs: {
        ...tagged('properties' in record ? inside(record, 'properties') : inside(record, 'request_properties')),
        ...belonging({ route: textOf(record, 'provider'), user: textOf(record, 'request_user_id', 'user_id') }),
      },
      prompt: undefined,
    },
  };
}

/**
 * Anthropic's own counts exclude the cache, those of others include it; where a row of a provider has more cached than
 * input, its counts exclude it too. So rows are kept until all are seen. Source: Helicone/helicone, packages/cost/usage.
 */
function reader() {
  const seen = new Map<string, Request>();
  const read = (record: Fields): Outcome => {
    const id = textOf(record, 'request_id', 'response_id');
    if (id === undefined) return new Dropped('is no record of this kind');
    if (seen.has(id)) return new Dropped('repeats a request already counted');
    if (wasCached(record)) return new Dropped('was answered by the gateway, at no charge');
    const found = requestOf(record);
    if (found instanceof Dropped) return found;
    seen.set(id, found);
    return [];
  };
  const end = (): Tail => {
    const requests = [...seen.values()];
    const outside = new Set([
      ...OUTSIDE,
      ...requests.filter(({ cached, input }) => cached > input).map(({ provider }) => provider),
    ]);
    const rows = requests.map(({ row, provider, input, cached }): UsageRow => {
      const uncachedInput = outside.has(provider) ? input : input - cached;
      return { ...row, tokens: { ...row.tokens, uncachedInput }, prompt: uncachedInput + cached };
    });
    return { rows, dropped: [] };
  };
  return { read, end };
}

/** Requests of Helicone, as JSON lines of its export. */
export const HELICONE: Source = {
  kind: 'helicone',
  label: 'Helicone requests',
  provider: undefined,
  byRequest: true,
  recognises: (first) => 'request_created_at' in first && 'prompt_cache_read_tokens' in first,
  reader,
  convention:
    "Anthropic's input excludes the cache, that of others includes it, unless a provider has a row whose cache is over its input",
  silent: ['batches: the log does not mark them', 'what it cost: the unit of a stored cost is not told'],
};
