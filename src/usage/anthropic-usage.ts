import type { ServiceMode } from '../domain/meter.ts';
import { allTokens } from '../domain/usage.ts';
import { belonging, countOf, countsOf, dayOf, inside, listIn, textOf } from './fields.ts';
import { modeOfAnthropic } from './modes.ts';
import { rowOf } from './rows.ts';
import { SILENT_ON } from './silent.ts';
import { Dropped, type Fields, type Outcome, type Source } from './source.ts';
import { at, type Path, type Summed } from './summed.ts';

const THOUSAND = 1000n;

/**
 * A length that every prompt of a bucket reaches, by the window it is of: "200k-1M" in the report and "> 200k" in the
 * Console are over 200,000. Undefined of "0-200k" and "≤ 200k". Whether that costs more is the card's to say: most models
 * have one price for both.
 */
function promptOf(record: Fields): bigint | undefined {
  const window = textOf(record, 'context_window') ?? '';
  const [, thousands] = /^(\d+)k *[-–]/i.exec(window) ?? /^> *(\d+)k/i.exec(window) ?? [];
  return thousands === undefined ? undefined : BigInt(thousands) * THOUSAND + 1n;
}

/** The place that inference was kept in; `global` is none, and `not_available` is what models say that cannot be kept. */
function regionOf(record: Fields): string | undefined {
  const place = textOf(record, 'inference_geo')?.toLowerCase();
  return place === 'global' || place === 'not_available' ? undefined : place;
}

interface Spelling {
  readonly uncached: string;
  readonly read: string;
  readonly output: string;
  readonly searches: string;
  /** The moment, or the day. */
  readonly time: string;
}

function readCounts(
  record: Fields,
  names: Spelling,
  writes: { readonly m5: bigint | Dropped; readonly h1: bigint | Dropped },
  searches: bigint | Dropped,
  of: { readonly model: string | undefined; readonly mode: ServiceMode },
  belongs: Readonly<Record<string, string>>,
): Outcome {
  const counts = countsOf({
    uncachedInput: countOf(record, names.uncached),
    cacheRead: countOf(record, names.read),
    cacheWrite5m: writes.m5,
    cacheWrite1h: writes.h1,
    output: countOf(record, names.output),
    searches,
  });
  if (counts instanceof Dropped) return counts;
  const { searches: webSearch, ...tokens } = counts;
  const day = dayOf(record, names.time);
  if (day !== undefined && of.model === undefined && allTokens(tokens) === 0n) return undefined;
  return rowOf(day, of.model, tokens, {
    mode: of.mode,
    calls: webSearch === 0n ? {} : { webSearch },
    prompt: promptOf(record),
    region: regionOf(record),
    belongs,
  });
}

const REPORT: Spelling = {
  uncached: 'uncached_input_tokens',
  read: 'cache_read_input_tokens',
  output: 'output_tokens',
  searches: 'web_search_requests',
  time: 'starting_at',
};

/** A result of the usage report. Input excludes the cache. Source: platform.claude.com, get-messages-usage-report. */
function readReport(record: Fields): Outcome {
  if (textOf(record, REPORT.uncached) === undefined) return undefined;
  const created = inside(record, 'cache_creation');
  const writes = {
    m5: countOf(created, 'ephemeral_5m_input_tokens'),
    h1: countOf(created, 'ephemeral_1h_input_tokens'),
  };
  return readCounts(
    record,
    REPORT,
    writes,
    countOf(inside(record, 'server_tool_use'), REPORT.searches),
    { model: textOf(record, 'model'), mode: modeOfAnthropic(textOf(record, 'service_tier'), textOf(record, 'speed')) },
    belonging({ key: textOf(record, 'api_key_id'), project: textOf(record, 'workspace_id') }),
  );
}

function* unfold(document: Fields): Iterable<Fields> {
  const buckets = 'starting_at' in document ? [document] : listIn(document, 'data');
  for (const bucket of buckets) {
    for (const result of listIn(bucket, 'results')) yield { ...result, starting_at: bucket['starting_at'] };
  }
}

const isBucket = (record: Fields) => listIn(record, 'results').some((each) => 'uncached_input_tokens' in each);

/** The usage report of the Admin API. */
export const ANTHROPIC_REPORT: Source = {
  kind: 'anthropic',
  label: 'Anthropic usage report',
  provider: 'anthropic',
  byRequest: false,
  recognises: (first) =>
    ('starting_at' in first && isBucket(first)) || listIn(first, 'data').some((each) => isBucket(each)),
  unfold,
  reader: () => ({ read: readReport }),
  convention: 'input excludes cache reads and writes; output includes thinking',
  silent: [SILENT_ON.failures, SILENT_ON.windows],
};

const CONSOLE: Spelling = {
  uncached: 'usage_input_tokens_no_cache',
  read: 'usage_input_tokens_cache_read',
  output: 'usage_output_tokens',
  searches: 'web_search_count',
  time: 'usage_date_utc',
};

/** Writes of five minutes, and the one column of writes that older exports have. */
const WRITES = ['usage_input_tokens_cache_write_5m', 'usage_input_tokens_cache_write'] as const;

/** A row of the Console. Older exports have one column of writes, which are taken as those of five minutes. */
function readConsole(record: Fields): Outcome {
  if (textOf(record, CONSOLE.time) === undefined) return undefined;
  const writes = {
    m5: countOf(record, ...WRITES),
    h1: countOf(record, 'usage_input_tokens_cache_write_1h'),
  };
  return readCounts(
    record,
    CONSOLE,
    writes,
    countOf(record, CONSOLE.searches),
    {
      model: textOf(record, 'model_version'),
      mode: modeOfAnthropic(textOf(record, 'usage_type'), textOf(record, 'speed')),
    },
    belonging({ key: textOf(record, 'api_key'), project: textOf(record, 'workspace') }),
  );
}

/** Of two columns of five-minute writes, which counts differs from row to row: then rows are read one by one. */
function summedConsole(names: readonly string[]): Summed | undefined {
  const writes = WRITES.filter((name) => names.includes(name)).map((name): Path => [name]);
  if (writes.length > 1) return undefined;
  return {
    model: at('model_version'),
    counts: [
      at(CONSOLE.uncached),
      ...writes,
      at('usage_input_tokens_cache_write_1h'),
      at(CONSOLE.read),
      at(CONSOLE.output),
      at(CONSOLE.searches),
    ],
    texts: [at('usage_type'), at('speed'), at('context_window'), at('inference_geo')],
    belongs: { key: [at('api_key')], project: [at('workspace')] },
    moments: [CONSOLE.time],
    holds: [],
  };
}

/** The CSV that the Console exports. */
export const ANTHROPIC_CONSOLE: Source = {
  kind: 'anthropic-console',
  label: 'Anthropic Console usage CSV',
  provider: 'anthropic',
  byRequest: false,
  recognises: (first) => 'usage_input_tokens_no_cache' in first,
  reader: () => ({ read: readConsole }),
  summed: summedConsole,
  convention: 'input excludes cache reads and writes; a single column of writes counts as five-minute writes',
  silent: [SILENT_ON.failures, SILENT_ON.windows],
};
