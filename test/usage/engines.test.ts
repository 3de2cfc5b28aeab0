import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bandBy, cutsOf, priceBookOf } from '../../src/commands/price-book.ts';
import { parseDay } from '../../src/domain/day.ts';
import { numeral } from '../../src/domain/exact.ts';
import { type FileUsage, type ReadOptions, readUsage, sourceNamed } from '../../src/usage/read-files.ts';
import { tally } from '../../src/usage/tally.ts';
import { query } from '../support/duckdb.ts';
import { PUBLISHED } from '../support/pricing.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CUTS = cutsOf(PUBLISHED);
const OPTIONS: ReadOptions = {
  by: ['key', 'project', 'user', 'tag:team'],
  since: parseDay('2026-10-02'),
  until: undefined,
  bandOf: bandBy(priceBookOf({ card: PUBLISHED })),
};

/** All that was read, in a form that two engines share. */
const comparable = (files: readonly FileUsage[]) =>
  files.map(({ rows, dropped, daily, source }) => ({
    kind: source.kind,
    rows,
    dropped: [...dropped].sort(),
    daily: daily.map(({ minutes, billed, ...each }) => ({
      ...each,
      billed: billed === undefined ? undefined : numeral(billed),
      minutes: minutes?.map((part) => [...part].sort(([a], [b]) => a - b)),
    })),
  }));

async function bothOver(paths: readonly string[], kind: string) {
  const byRecord = comparable(await readUsage(paths, kind, OPTIONS));
  expect(comparable(await readUsage(paths, kind, { ...OPTIONS, cuts: () => CUTS, engineFrom: 0 }))).toEqual(byRecord);
  return byRecord;
}

/** Whether the engine took the file, and did not leave it to the other. */
async function isTallied(path: string, kind: string, first: Readonly<Record<string, unknown>>): Promise<boolean> {
  const file = { path, source: sourceNamed(kind), first: [first] };
  return (await tally([file], { by: [], cuts: CUTS, told: () => {} })) !== undefined;
}

const count = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 5000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 100_000, max: 400_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(null, -3, 1.5, 'x', '', '7', 12_345_678_901_234_568) },
);
const few = (...values: readonly unknown[]) => fc.constantFrom(...values);
const moment = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .integer({ min: 0, max: 4 * 86_400_000 })
      .map((ms) => new Date(Date.UTC(2026, 9, 1) + ms).toISOString()),
  },
  { weight: 1, arbitrary: few('2026-10-02 03:04:05.678', '2026-10-03T23:30:00-05:00', 'soon', null) },
);
const day = few('2026-10-01', '2026-10-02', '2026-10-03', '2026-13-01', null);
const money = few(0.25, 7.5e-5, '0.000500000000000000000000000000', null, '1e3', 'free', 0);
const model = few('gpt-5.4', 'claude-opus-4.7', 'deepseek-v4-flash', 'gemini-3.1-pro', null);

const KINDS: Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<unknown>>>>> = {
  canonical: {
    day: fc.oneof(day, moment),
    model,
    mode: few('standard', 'batch', 'flex', null, 'odd'),
    uncachedInput: count,
    cacheRead: count,
    cacheWrite5m: count,
    output: count,
    requests: count,
    failedRequests: few(0, 1, 3, null),
    billed: money,
    longestPrompt: few(null, 10, 200_000, 300_000),
    'calls.webSearch': few(0, 2, null),
    'tag:team': few('a', 'b', null),
  },
  litellm: {
    request_id: few('r1', 'r2', 'r3', null, ...Array.from({ length: 40 }, (_, index) => `id${index}`)),
    startTime: moment,
    model,
    api_key: few('k1', 'k2', null),
    status: few('success', 'failure', null),
    cache_hit: few('False', 'True', null),
    spend: money,
    prompt_tokens: count,
    completion_tokens: count,
    metadata: fc.record({
      usage_object: fc.record({
        cache_read_input_tokens: few(0, 40, null),
        cache_creation_input_tokens: few(0, 9, 90),
      }),
    }),
  },
  'litellm-daily': {
    date: day,
    model,
    prompt_tokens: count,
    completion_tokens: count,
    cache_read_input_tokens: few(0, 40, null),
    cache_creation_input_tokens: few(0, 9),
    spend: money,
    api_requests: few(3, 10, null),
    failed_requests: few(0, 3, null),
  },
  openai: {
    start_time: few('1790812800', '1790899200', '1790985600', null),
    model,
    batch: few('True', 'FALSE'),
    service_tier: few('default', 'flex', null),
    project_id: few('p', null),
    input_tokens: count,
    input_cached_tokens: few(0, 40, '59200.0', null),
    output_tokens: count,
    num_model_requests: few(5, '7.0', null),
  },
  'anthropic-console': {
    usage_date_utc: fc.oneof(day, few('2026-10-02 10:00')),
    model_version: model,
    usage_type: few('standard', 'batch'),
    api_key: few('ci, key', 'a "b"', null),
    usage_input_tokens_no_cache: count,
    usage_input_tokens_cache_write_5m: few(0, 9),
    usage_input_tokens_cache_write_1h: few(0, 9),
    usage_input_tokens_cache_read: few(0, 9),
    usage_output_tokens: count,
    web_search_count: few(0, 1),
  },
  openrouter: {
    generation_id: few('g1', 'g2', null, ...Array.from({ length: 40 }, (_, index) => `gen${index}`)),
    created_at: moment,
    cost_total: money,
    tokens_prompt: count,
    tokens_cached: few(0, 40),
    tokens_completion: count,
    model_permaslug: model,
    variant: few('standard', 'batch'),
    cancelled: few('true', 'false'),
    finish_reason_normalized: few('stop', 'error'),
    api_key_name: few('k', null),
  },
};

const cell = (value: unknown) =>
  value === null || value === undefined ? '' : `"${String(value).replaceAll('"', '""')}"`;
const csvOf = (names: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]) =>
  [names.join(','), ...rows.map((row) => names.map((name) => cell(row[name])).join(','))].join('\n');
const jsonOf = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

/** The kinds whose rows are JSON too. */
const AS_LINES = ['canonical', 'litellm', 'litellm-daily'];
const isFlat = (kind: string) => kind !== 'litellm';

describe('an engine that adds up before the source reads comes to what the source reads of each row', () => {
  test.each(Object.keys(KINDS))('%s', async (kind) => {
    const shape = KINDS[kind] ?? {};
    let tries = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record(shape), { minLength: 1, maxLength: 30 }), async (rows) => {
        tries += 1;
        const path = join(folder, `${kind}-${tries}`);
        if (isFlat(kind)) {
          writeFileSync(`${path}.csv`, csvOf(Object.keys(shape), rows));
          await bothOver([`${path}.csv`], kind);
        }
        if (!AS_LINES.includes(kind)) return;
        writeFileSync(`${path}.jsonl.gz`, gzipSync(jsonOf(rows)));
        await bothOver([`${path}.jsonl.gz`], kind);
      }),
      { numRuns: 12 },
    );
  });
});

const PLAIN: Readonly<Record<string, string>> = {
  canonical:
    "SELECT CAST(DATE '2026-10-02' + CAST(i % 3 AS INTEGER) AS DATE) AS day, 'gpt-5.4' AS model, i AS uncachedInput, CAST(i % 7 AS DOUBLE) AS cacheRead, 2 AS output, 1 AS requests, 0 AS failedRequests, CAST(i AS DECIMAL(18, 6)) / 1000 AS billed FROM range(5000) t(i)",
  litellm:
    "SELECT 'r' || i AS request_id, TIMESTAMP '2026-10-02 00:00:00' + to_seconds(i * 61) AS startTime, 'deepseek-v4-flash' AS model, 'k' || (i % 2) AS api_key, 'success' AS status, 'False' AS cache_hit, i / 1000000 AS spend, 900 + i AS prompt_tokens, 50 AS completion_tokens, {'usage_object': {'cache_read_input_tokens': 800, 'cache_creation_input_tokens': 9}} AS metadata FROM range(5000) t(i)",
};

describe('what is plain is added up by the engine in every format', () => {
  const first = {
    canonical: {
      day: '2026-10-02',
      model: 'gpt-5.4',
      uncachedInput: 1,
      cacheRead: 1,
      output: 2,
      requests: 1,
      failedRequests: 0,
      billed: 1,
    },
    litellm: {
      request_id: 'r0',
      startTime: '2026-10-02 00:00:00',
      model: 'x',
      spend: 1,
      prompt_tokens: 1,
      completion_tokens: 1,
      metadata: {},
    },
  } as const;
  test.each([
    ['canonical', 'parquet'],
    ['canonical', 'csv'],
    ['canonical', 'json'],
    ['litellm', 'parquet'],
    ['litellm', 'json'],
  ] as const)('%s as %s', async (kind, format) => {
    const path = join(folder, `plain-${kind}.${format}`);
    await query(`COPY (${PLAIN[kind]}) TO '${path}' (FORMAT ${format})`);
    expect(await isTallied(path, kind, first[kind])).toBe(true);
    const [read] = await bothOver([path], kind);
    expect(read?.rows).toMatchObject({ read: 5000, kept: 5000 });
  });

  test('requests that stand in two files count once', async () => {
    const [one, two] = ['one', 'two'].map((name) => join(folder, `${name}.json`));
    await query(`COPY (${PLAIN['litellm']}) TO '${one}' (FORMAT json)`);
    await query(`COPY (SELECT * FROM (${PLAIN['litellm']}) LIMIT 700) TO '${two}' (FORMAT json)`);
    const read = await bothOver([one ?? '', two ?? ''], 'litellm');
    expect(read[1]).toMatchObject({
      rows: { read: 700, kept: 0 },
      dropped: [['repeats a request already counted', 700]],
    });
  });

  test('rows without an id, and days beside moments, are what they are read as', async () => {
    const generation = { created_at: '2026-10-02T00:00:00Z', tokens_prompt: 7, tokens_cached: 0, tokens_completion: 1 };
    const ids = [null, 'g1'].map((id) => ({ generation_id: id, model_permaslug: 'gpt-5.4', ...generation }));
    const path = join(folder, 'ids.csv');
    writeFileSync(path, csvOf(Object.keys(ids[0] ?? {}), ids));
    expect((await bothOver([path], 'openrouter'))[0]?.dropped).toEqual([['is no record of this kind', 1]]);
    const days = ['2026-10-02T00:00:00.000Z', '2026-10-02'].map((day) => ({ day, model: 'gpt-5.4', uncachedInput: 5 }));
    const mixed = join(folder, 'mixed.csv');
    writeFileSync(mixed, csvOf(['day', 'model', 'uncachedInput', 'output'], days));
    expect((await bothOver([mixed], 'canonical'))[0]?.rows).toMatchObject({ read: 2, kept: 2 });
  });
});
