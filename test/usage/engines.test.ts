import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bandsBy, cutsOf, priceBookOf } from '../../src/commands/price-book.ts';
import { parseDay } from '../../src/domain/day.ts';
import { numeral } from '../../src/domain/exact.ts';
import type { Problem } from '../../src/domain/problem.ts';
import { type FileUsage, type ReadOptions, readUsage, sourceNamed } from '../../src/usage/read-files.ts';
import { tally } from '../../src/usage/tally.ts';
import { query } from '../support/duckdb.ts';
import fc from '../support/laws.ts';
import { PUBLISHED } from '../support/pricing.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CUTS = cutsOf(PUBLISHED);
const BANDS = bandsBy(priceBookOf({ card: PUBLISHED }));
const OPTIONS: ReadOptions = {
  by: ['key', 'project', 'user', 'tag:team'],
  since: parseDay('2026-10-02'),
  until: undefined,
  bandOf: BANDS.bandOf,
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
  const added = await readUsage(paths, kind, { ...OPTIONS, cutsOn: BANDS.cutsOn });
  expect(comparable(added)).toEqual(byRecord);
  return byRecord;
}

/** What reading comes to, or what it says instead. */
const toldOf = (read: Promise<FileUsage[]>) => read.then(comparable, (error: Problem) => [error.code, error.what]);

/** The same as of both ways, a refusal included. */
async function bothTell(path: string, kind: string) {
  const byRecord = await toldOf(readUsage([path], kind, OPTIONS));
  const byEngine = readUsage([path], kind, { ...OPTIONS, cuts: () => CUTS, engineFrom: 0 });
  expect(await toldOf(byEngine)).toEqual(byRecord);
  return byRecord;
}

/** Whether the engine took the file, and did not leave it to the other. */
async function isTallied(
  path: string,
  kind: string,
  ...first: readonly Readonly<Record<string, unknown>>[]
): Promise<boolean> {
  const file = { path, source: sourceNamed(kind), first };
  return (await tally([file], { by: [], cuts: CUTS, told: () => {} })) !== undefined;
}

const count = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 5000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 100_000, max: 400_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(null, -3, 1.5, 'x', '', '7', 12_345_678_901_234_568) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '1_000',
      '1__0',
      '5.',
      '.5',
      '1e3',
      '1e0003',
      '1e-9999',
      '+5',
      '-0',
      ' 7 ',
      '0x10',
      'NaN',
      '-inf',
      '9'.repeat(40),
      `0.${'0'.repeat(60)}`,
      '1.00000000000000000001',
      '562949953421311.4999',
      true,
      false,
      5e14,
    ),
  },
);
const few = (...values: readonly unknown[]) => fc.constantFrom(...values);
const moment = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .integer({ min: 0, max: 4 * 86_400_000 })
      .map((ms) => new Date(Date.UTC(2026, 9, 1) + ms).toISOString()),
  },
  {
    weight: 1,
    arbitrary: few(
      '2026-10-02 03:04:05.678',
      '2026-10-03T23:30:00-05:00',
      '2026-10-03 23:30:00+0530',
      '2026-10-03 23:30:00+00',
      '2026-10-03T23:30:00+24:00',
      '2026-10-02 03:04:05 UTC',
      '2026-10-02T24:00:00Z',
      '2026-10-02T03:04Z',
      '2026-10-3 3:04:05',
      ' 2026-10-02T03:04:05Z ',
      '2026-02-30T10:00:00Z',
      '2026-10-02',
      'soon',
      null,
    ),
  },
);
const day = few('2026-10-01', '2026-10-02', '2026-10-03', '2026-13-01', null);
const money = few(
  0.25,
  7.5e-5,
  0.1 + 0.2,
  123_456.78,
  1e-13,
  '0.000500000000000000000000000000',
  '1_000.5',
  '.5',
  '999.999999999999',
  '0.0000000000000000001',
  null,
  '1e3',
  'free',
  'NaN',
  true,
  0,
);
const model = few(
  'gpt-5.4',
  'claude-opus-4.7',
  'claude-haiku-5.5',
  'deepseek-v4-flash',
  'gemini-3.1-pro',
  'gpt-5.4 ',
  ' ',
  '',
  null,
);

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
        prompt_tokens_details: few({ cached_tokens: 0 }, { cached_tokens: 30 }, { cached_tokens: null }, null),
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
    context_window: few('≤ 200k', '> 200k', null),
    inference_geo: few('us', 'global', null),
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
    variant: few('standard', 'batch', 'free'),
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

test.each([
  ['that the engine takes for too long', 3_000_000],
  ['that is cut off where the engine tells it', 12_000],
  ['that does not fit into what the engine holds, which leaves it out', 40_000_000],
])('a line %s is what it is read as', async (_, length) => {
  const path = join(folder, `long-${length}.csv`);
  const row = '2026-10-02,gpt-5.4,7,1\n';
  const long = `2026-10-02,${'x'.repeat(length)},7,${length === 12_000 ? '1,2' : '1'}\n`;
  writeFileSync(path, `day,model,uncachedInput,output\n${row.repeat(60)}${long}${row}`);
  const told = await bothTell(path, 'canonical');
  if (length < 16_000_000) expect(told).toMatchObject([{ rows: { read: 62 } }]);
  else expect(told).toEqual(['notUsage', expect.stringContaining('has a row of over 16 MB')]);
});

describe('what a Parquet file says of its columns is asked of its rows no more, and of a doubt each row is asked', () => {
  const ROW = {
    day: "DATE '2026-10-02'",
    model: "'gpt-5.4'",
    uncachedInput: '7',
    cacheRead: '3',
    output: '2',
    requests: '4',
    failedRequests: '0',
    billed: '0.25::DOUBLE',
  };
  const BIGINTS = ['uncachedInput', 'cacheRead', 'output', 'requests', 'failedRequests'];
  const select = (more: Readonly<Record<string, string>>) =>
    `SELECT ${Object.entries({ ...ROW, ...more })
      .map(
        ([name, value]) =>
          `CAST(${value} AS ${BIGINTS.includes(name) ? 'BIGINT' : name === 'day' ? 'DATE' : name === 'billed' ? 'DOUBLE' : 'VARCHAR'}) AS "${name}"`,
      )
      .join(', ')}`;
  const tell = (more: Readonly<Record<string, string>>, name: string) =>
    `COPY (${select({})} UNION ALL ${select(more)} UNION ALL ${select({})}) TO '${join(folder, name)}' (FORMAT parquet)`;
  test.each([
    ['a count left open', { cacheRead: 'NULL' }, 33n, []],
    ['requests left open', { requests: 'NULL', failedRequests: 'NULL' }, 36n, []],
    ['a count under 0', { output: '-2' }, 24n, [['has less than no tokens', 1]]],
    ['a count beyond what a double holds', { output: '600000000000000' }, 600_000_000_000_034n, []],
    ['a count of 19 digits', { output: '1000000000000000000' }, 24n, [['has a number of more than 18 digits', 1]]],
    ['more failed than requests', { failedRequests: '5' }, 24n, [['has more failed requests than requests', 1]]],
    ['no model', { model: 'NULL' }, 24n, [['names no model', 1]]],
    ['a model of blanks', { model: "'  '" }, 24n, [['names no model', 1]]],
    ['no day', { day: 'NULL' }, 24n, [['has no day', 1]]],
    ['no money', { billed: 'NULL' }, 36n, []],
    ['money that is no number', { billed: "'NaN'" }, 36n, []],
    ['money of many places', { billed: '1e-20' }, 36n, []],
    ['money of millions', { billed: '12345678.9' }, 36n, []],
  ] as const)('%s', async (what, more, tokens, dropped) => {
    const name = `facts-${what.replaceAll(' ', '-')}.parquet`;
    await query(tell(more, name));
    const [read] = await bothOver([join(folder, name)], 'canonical');
    const sum = read?.daily.reduce(
      (all, each) => Object.values(each.tokens).reduce((part, count) => part + count, all),
      0n,
    );
    expect([sum, read?.dropped]).toEqual([tokens, dropped]);
  });

  test('dollars that a double holds are added up to the last of their places', async () => {
    const path = join(folder, 'dollars.parquet');
    // A tenth a thousand times, and 999.999999999999, the most that is added up in parts: 1099.999999999999.
    const rows = `SELECT 0.1::DOUBLE AS billed FROM range(1000) UNION ALL SELECT 999.999999999999::DOUBLE`;
    await query(
      `COPY (SELECT DATE '2026-10-02' AS day, 'gpt-5.4' AS model, 1::BIGINT AS "uncachedInput", 1::BIGINT AS output, billed FROM (${rows})) TO '${path}' (FORMAT parquet)`,
    );
    const first = { day: '2026-10-02', model: 'gpt-5.4', uncachedInput: 1, output: 1, billed: 0.1 };
    expect(await isTallied(path, 'canonical', first)).toBe(true);
    const [read] = await bothOver([path], 'canonical');
    expect(read?.daily.map(({ billed }) => billed)).toEqual(['1099.999999999999']);
  });
});

describe('Parquet of any columns comes to the same by the engine as row by row', () => {
  /** Columns of one value alone, of plain values, and of values that make a doubt. */
  const column = (...kinds: readonly fc.Arbitrary<unknown>[]) => fc.constantFrom(...kinds);
  const plain = fc.integer({ min: 0, max: 9 });
  const one = fc.constant(1);
  const none = fc.constant(0);
  const COLUMNS: Readonly<Record<string, readonly [string, fc.Arbitrary<fc.Arbitrary<unknown>>]>> = {
    model: ['VARCHAR', column(few('gpt-5.4', 'claude-haiku-5.5'), few('gpt-5.4', ' ', null))],
    mode: ['VARCHAR', column(few('standard'), few('standard', 'batch', null))],
    uncachedInput: ['BIGINT', column(one, plain, few(3, -1, null, 600_000_000_000_000))],
    cacheRead: ['INTEGER', column(none, plain, few(2, null))],
    output: ['DOUBLE', column(one, plain, few(4, 0.5, null))],
    requests: ['BIGINT', column(one, fc.constant(3), fc.integer({ min: 1, max: 4 }), plain, few(2, null))],
    failedRequests: ['SMALLINT', column(none, one, fc.integer({ min: 0, max: 1 }), plain, few(1, null))],
    billed: [
      'DOUBLE',
      column(
        few(0.25, 7.5e-5, 1e-12, 999.999999999999),
        few(0.25, null),
        few(0.25, 0.1 + 0.2, 1e-13, 1000.5, -1000, -0.01, 'NaN', 'Infinity', 123_456.78),
      ),
    ],
    longestPrompt: ['BIGINT', column(fc.constant(10), few(10, 300_000), few(10, null, 300_000))],
  };
  const file = fc.tuple(...Object.values(COLUMNS).map(([, kinds]) => kinds)).chain((kinds) =>
    fc.array(fc.record(Object.fromEntries(Object.keys(COLUMNS).map((name, at) => [name, kinds[at] ?? none]))), {
      minLength: 1,
      maxLength: 12,
    }),
  );
  const literalOf = (value: unknown) => (value === null ? 'NULL' : `'${String(value)}'`);
  let tries = 0;
  const written = async (rows: readonly Readonly<Record<string, unknown>>[]) => {
    tries += 1;
    const path = join(folder, `columns-${tries}.parquet`);
    const typed = Object.entries(COLUMNS).map(([name, [type]]) => `CAST("${name}" AS ${type}) AS "${name}"`);
    const values = rows.map((row) => `(${Object.keys(COLUMNS).map((name) => literalOf(row[name]))})`);
    const names = Object.keys(COLUMNS).map((name) => `"${name}"`);
    await query(
      `COPY (SELECT DATE '2026-10-03' AS day, ${typed.join(', ')} FROM (VALUES ${values.join(', ')}) t(${names.join(', ')})) TO '${path}' (FORMAT parquet)`,
    );
    return path;
  };
  test('columns of one value, plain ones and doubtful ones', async () => {
    await fc.assert(
      fc.asyncProperty(file, async (rows) => {
        await bothOver([await written(rows)], 'canonical');
      }),
      { numRuns: 40 },
    );
  });

  const ROW = {
    model: 'gpt-5.4',
    mode: 'standard',
    uncachedInput: 1,
    cacheRead: 0,
    output: 4,
    requests: 3,
    failedRequests: 3,
    billed: 0.25,
    longestPrompt: 10,
  };
  // Two of three rows are of failed requests alone; the third has one that failed, of as many.
  test('a column of one count is as many as its rows, and tells which of them failed altogether', async () => {
    const path = await written([ROW, ROW, { ...ROW, failedRequests: 1 }]);
    expect(await isTallied(path, 'canonical', { day: '2026-10-03', ...ROW })).toBe(true);
    const [read] = await bothOver([path], 'canonical');
    expect(
      read?.daily.map(({ requests, failed, tokens, failedTokens, billed }) => [
        requests,
        failed,
        tokens.output,
        failedTokens?.output,
        billed,
      ]),
    ).toEqual([[9n, 7n, 12n, 8n, '0.75']]);
  });

  // No request failed of none: the second row's tokens are of no failed request.
  test('a row of no requests did not fail altogether', async () => {
    const path = await written([ROW, { ...ROW, requests: 0, failedRequests: 0 }]);
    const [read] = await bothOver([path], 'canonical');
    expect(read?.daily.map(({ failedTokens }) => failedTokens?.output)).toEqual([4n]);
  });

  test('a row whose dollars have more places than the first rows had is found', async () => {
    const path = await written([...Array.from({ length: 60 }, () => ROW), { ...ROW, billed: 1e-15 }]);
    const [read] = await bothOver([path], 'canonical');
    expect(read?.daily.map(({ billed }) => billed)).toEqual(['15.000000000000001']);
  });
});

const CANONICAL_HEAD = 'day,model,mode,uncachedInput,output,requests,failedRequests,billed';
const GOOD = '2026-10-02,gpt-5.4,standard,10,5,1,0,0.25';
const canonicalCsv = (...rows: readonly string[]) => [CANONICAL_HEAD, GOOD, ...rows, GOOD, ''].join('\n');
const logLine = (id: string, more: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    request_id: id,
    startTime: '2026-10-02T03:04:05Z',
    model: 'gpt-5.4',
    spend: 0.25,
    prompt_tokens: 10,
    completion_tokens: 5,
    ...more,
  });
const log = (...lines: readonly string[]) => [logLine('a'), ...lines, logLine('z'), ''].join('\n');

/** Files as they come, by what is wrong with them. */
const HOSTILE: readonly (readonly [what: string, kind: string, content: string | Buffer])[] = [
  ['line ends of Windows', 'canonical', canonicalCsv().replaceAll('\n', '\r\n')],
  ['line ends of old', 'canonical', canonicalCsv().replaceAll('\n', '\r')],
  ['line ends of both', 'canonical', `${CANONICAL_HEAD}\r\n${GOOD}\n${GOOD}\r\n`],
  ['a mark', 'canonical', `\u{feff}${canonicalCsv()}`],
  ['UTF-16', 'canonical', Buffer.from(`\u{feff}${canonicalCsv()}`, 'utf16le')],
  ['half a row, and one that is too long', 'canonical', canonicalCsv('2026-10-02,gpt-5.4,stan', `${GOOD},more`)],
  ['a row of one cell', 'canonical', canonicalCsv('2026-10-02')],
  ['rows of nothing', 'canonical', canonicalCsv('', ',,,,,,,', '"",,,,,,,', '  ')],
  ['a header alone', 'canonical', `${CANONICAL_HEAD}\n`],
  ['lines before the header', 'canonical', `\n\n${canonicalCsv()}`],
  ['a header with blanks', 'canonical', canonicalCsv().replace('model,mode', ' model , mode')],
  ['a header that names twice', 'canonical', canonicalCsv().replace('mode,', 'Model,')],
  ['a name that is spelled twice', 'canonical', canonicalCsv().replace('requests', 'uncached_input')],
  ['a quoted line break', 'canonical', canonicalCsv('2026-10-02,"gpt\n5.4",standard,1,1,1,0,1')],
  ['a quoted line break in a row that fits not', 'canonical', canonicalCsv('2026-10-02,"gpt\n5.4",standard,x,1,1,0,1')],
  ['a quoted line break in the header', 'canonical', canonicalCsv().replace('mode', '"mo\nde"')],
  ['a quote inside of a cell', 'canonical', canonicalCsv('2026-10-02,gpt "5.4",standard,1,1,1,0,1')],
  ['a quote that ends early', 'canonical', canonicalCsv('2026-10-02,"gpt"5.4,standard,1,1,1,0,1')],
  ['a quote that never ends', 'canonical', `${canonicalCsv()}2026-10-02,"gpt,standard,1,1,1,0,1\n`],
  ['blanks around cells', 'canonical', canonicalCsv(' 2026-10-02 , gpt-5.4 , standard , 1 , 1 , 1 , 0 , 0.5 ')],
  ['a zero byte', 'canonical', canonicalCsv('2026-10-02,gpt\0,standard,1,1,1,0,1')],
  ['a byte that is no letter', 'canonical', Buffer.from(canonicalCsv('2026-10-02,gpt\u{ff},x,1,1,1,0,1'), 'latin1')],
  ['no model', 'canonical', canonicalCsv('2026-10-02,,standard,0,0,1,0,1', '2026-10-02, ,standard,4,0,1,0,1')],
  ['numbers of 40 digits', 'canonical', canonicalCsv(`2026-10-02,gpt-5.4,standard,${'1'.repeat(40)},0,1,0,1`)],
  [
    'sums beyond what a row may have',
    'canonical',
    canonicalCsv(...Array(2000).fill('2026-10-02,gpt-5.4,standard,550000000000000,0,1,0,1')),
  ],
  [
    'what a query left out',
    'canonical',
    'day,model,uncachedInput,output,reason,sourceRows\n2026-10-02,m,5,1,,\n,,,,has no day,7\n,,,,has no day,2\n',
  ],
  ['moments beside days', 'canonical', canonicalCsv('2026-10-02T03:04:05Z,gpt-5.4,standard,1,1,1,0,1')],
  ['nothing, packed', 'canonical', gzipSync('')],
  ['two packed in one', 'canonical', Buffer.concat([gzipSync(canonicalCsv()), gzipSync(`${GOOD}\n`)])],
  ['half of what was packed', 'canonical', gzipSync(canonicalCsv(...Array(500).fill(GOOD))).subarray(0, 90)],
  [
    'JSON in a cell',
    'litellm',
    `request_id,startTime,model,spend,prompt_tokens,completion_tokens,metadata\na,2026-10-02T03:04:05Z,gpt-5.4,1,100,5,"{""usage_object"":{""cache_read_input_tokens"":40}}"\n`,
  ],
  ['half a line', 'litellm', log('{"request_id":"b"')],
  ['a line of null, and one of nothing that is known', 'litellm', log('null', '{"other":1}')],
  ['a line of a list', 'litellm', log('[1]', `[${logLine('b')}]`)],
  ['two on a line', 'litellm', log(`${logLine('b')}${logLine('c')}`)],
  ['blank lines', 'litellm', log('', '   ')],
  ['a mark before JSON', 'litellm', `\u{feff}${log()}`],
  ['a comma too many', 'litellm', log(logLine('b').replace('}', ',}'))],
  [
    'a number that is none',
    'litellm',
    log(logLine('b').replace('0.25', 'NaN'), logLine('c', { latency: 7 }).replace('7', 'Infinity')),
  ],
  ['a name twice', 'litellm', log(logLine('b').replace('"spend"', '"model":"other","spend"'))],
  ['a zero in a text', 'litellm', log(logLine('b', { model: 'x\0y' }))],
  ['half of a letter', 'litellm', log(logLine('b').replace('gpt', '\\ud800'))],
  [
    'texts that are records, lists and numbers',
    'litellm',
    log(
      logLine('b', { model: { a: 1 } }),
      logLine('c', { model: [1] }),
      logLine('d', { model: 5 }),
      logLine('e', { model: true }),
    ),
  ],
  ['a number as JSON writes it', 'litellm', log(logLine('b').replace('"gpt-5.4"', '5.0'))],
  [
    'the other name of the moment',
    'litellm',
    log(
      logLine('b', { startTime: undefined, start_time: '2026-10-02T05:00:00Z' }),
      logLine('c', { startTime: '', start_time: '2026-10-02T05:00:00Z' }),
    ),
  ],
  ['ids with blanks', 'litellm', log(logLine(' a '), logLine('b\t'), logLine('b'))],
  ['one id, told differently', 'litellm', log(logLine('a', { prompt_tokens: 99 }))],
  ['tags', 'litellm', log(logLine('b', { request_tags: ['team:x'] }), logLine('c', { request_tags: '["team:y"]' }))],
];

describe('of files as they come both ways say the same', () => {
  test.each(HOSTILE)('%s', async (what, kind, content) => {
    const path = join(folder, `hostile-${HOSTILE.findIndex(([each]) => each === what)}`);
    writeFileSync(path, content);
    await bothTell(path, kind);
  });

  test.each([
    ['as we write them', 'uncachedInput', 'cacheWrite1h'],
    ['as a query does', 'uncached_input', 'cache_write_1h'],
  ])('names that only a late row tells, %s', async (_, input, late) => {
    const row = { day: '2026-10-02', model: 'gpt-5.4', [input]: 5, output: 1 };
    const rows = [...Array(60).fill(row), { ...row, [late]: 7, 'calls.webSearch': 3, 'tag:team': 'late' }];
    const path = join(folder, `late-${late}.jsonl`);
    writeFileSync(path, jsonOf(rows));
    expect(await isTallied(path, 'canonical', row)).toBe(true);
    const [read] = await bothOver([path], 'canonical');
    expect(read?.daily.map(({ tokens, calls, belongs }) => [tokens.cacheWrite1h, calls, belongs['tag:team']])).toEqual([
      [0n, {}, ''],
      [7n, { webSearch: 3n }, 'late'],
    ]);
  });
});

describe('rows that their source leaves out are left out of the sums too', () => {
  const header = 'start_time,num_model_requests,model,batch,input_tokens,output_tokens,input_cached_tokens';
  test('of OpenAI one without counts, and one without a model', async () => {
    const rows = ['1790899200,2,gpt-5.4,False,10,5,0', '1790899200,1,gpt-5.4,False,,,', '1790899200,1,,False,0,0,0'];
    const path = join(folder, 'left-out.csv');
    writeFileSync(path, [header, ...rows, '1790899200,1,,False,7,0,0', ''].join('\n'));
    expect(await isTallied(path, 'openai', { start_time: '1790899200', model: 'gpt-5.4', input_tokens: '1' })).toBe(
      true,
    );
    const [read] = await bothOver([path], 'openai');
    expect(read?.rows).toEqual({ read: 2, kept: 1, outside: 0 });
    expect(read?.dropped).toEqual([['names no model', 1]]);
    expect(read?.daily[0]?.requests).toBe(2n);
  });
});

test('a fault of our own is not taken for one of the file', async () => {
  const path = join(folder, 'fault.csv');
  writeFileSync(path, 'day,model,uncachedInput,output,longestPrompt\n2026-10-02,gpt-5.4,1,1,9\n');
  const file = { path, source: sourceNamed('canonical'), first: [{ day: '2026-10-02' }] };
  const cuts = { minutes: [], prompts: null as unknown as readonly bigint[] };
  await expect(tally([file], { by: [], cuts, told: () => {} })).rejects.toThrow(TypeError);
});

/** All a record is asked for, by the paths of it. */
function watched(record: object, asked: Set<string>, above: readonly string[] = []): Record<string, unknown> {
  return new Proxy(record as Record<string, unknown>, {
    get(target, name) {
      const value = target[String(name)];
      const path = [...above, String(name)];
      if (typeof name === 'symbol') return value;
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return watched(value, asked, path);
      asked.add(path.join('.'));
      return value;
    },
  });
}

describe('a reader asks for nothing that the engine does not know', () => {
  const one = (sample: Readonly<Record<string, fc.Arbitrary<unknown>>>) => fc.sample(fc.record(sample), 200);
  test.each(Object.keys(KINDS))('%s', (kind) => {
    const source = sourceNamed(kind);
    const shape = KINDS[kind] ?? {};
    const summed = source.summed?.(Object.keys(shape));
    expect(summed).toBeDefined();
    const paths = (...of: readonly (readonly string[] | undefined)[]) => of.flatMap((each) => each?.join('.') ?? []);
    const known = new Set([
      ...paths(summed?.model, summed?.money, summed?.id, summed?.prompt, summed?.tags),
      ...paths(
        ...(summed?.counts ?? []),
        ...(summed?.optional ?? []),
        ...(summed?.texts ?? []),
        ...(summed?.apart ?? []),
      ),
      ...paths(...Object.values(summed?.belongs ?? {}).flat()),
      ...(summed?.moments ?? []),
      // A column of a tag goes by the name that --by gives it.
      'tag:team',
    ]);
    const reader = source.reader();
    const asked = new Set<string>();
    for (const record of one(shape)) reader.read(watched(record, asked));
    const inner = (name: string) => [...known].some((each) => each.startsWith(`${name}.`));
    expect([...asked].filter((name) => !known.has(name) && !inner(name)).sort()).toEqual([]);
    expect(asked.size).toBeGreaterThan(5);
  });
});
