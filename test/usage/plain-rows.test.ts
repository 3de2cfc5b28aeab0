import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bandsBy, priceBookOf } from '../../src/commands/price-book.ts';
import { parseDay } from '../../src/domain/day.ts';
import { numeral } from '../../src/domain/exact.ts';
import { type FileUsage, readUsage } from '../../src/usage/read-files.ts';
import { SOURCES } from '../../src/usage/sources.ts';
import fc from '../support/laws.ts';
import { PUBLISHED } from '../support/pricing.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { bandOf, cutsOn } = bandsBy(priceBookOf({ card: PUBLISHED }));
const GATHER = { by: ['key', 'tag:team'], since: parseDay('2026-10-02'), until: undefined, bandOf };

/** All that was read, the order of what was dropped too. */
const comparable = (files: readonly FileUsage[]) =>
  files.map(({ rows, dropped, daily, source }) => ({
    kind: source.kind,
    rows,
    dropped: [...dropped],
    daily: daily.map(({ minutes, billed, ...each }) => ({
      ...each,
      billed: billed === undefined ? undefined : numeral(billed),
      minutes: minutes?.map((part) => [...part].sort(([a], [b]) => a - b)),
    })),
  }));

/** Rows that are added up first come to what each of them comes to by its source. */
async function expectSame(paths: readonly string[], kind: string) {
  const byRecord = comparable(await readUsage(paths, kind, GATHER));
  const added = comparable(await readUsage(paths, kind, { ...GATHER, cutsOn }));
  expect(added).toEqual(byRecord);
  expect(JSON.stringify(added.map(({ dropped }) => dropped))).toBe(
    JSON.stringify(byRecord.map(({ dropped }) => dropped)),
  );
  return byRecord;
}

const pad = (value: number) => String(value).padStart(2, '0');
const MODELS = ['gpt-5.4', 'claude-opus-4.7', 'deepseek-v4-flash', 'gemini-3.1-pro', 'no-such-model'];
const modelOf = (row: number) => MODELS[row % MODELS.length];
const dayOf = (row: number) => `2026-10-0${1 + (row % 3)}`;
const momentOf = (row: number) =>
  `${dayOf(row)}T${pad(row % 24)}:${pad((row * 7) % 60)}:${pad((row * 13) % 60)}.${row % 10}Z`;

/** Plain rows of each kind, as exports have them. */
type Row = Readonly<Record<string, string | number>>;
const ROWS: Readonly<Record<string, (row: number) => Row>> = {
  canonical: (row) => ({
    day: dayOf(row),
    model: modelOf(row) ?? '',
    mode: row % 4 === 0 ? 'batch' : 'standard',
    uncachedInput: row * 17,
    cache_read: row % 5,
    output: row % 90,
    requests: 1,
    failedRequests: row % 9 === 0 ? 1 : 0,
    billed: `0.00${row % 97}`,
    longestPrompt: row % 2 === 0 ? 100_000 : 300_000,
    'calls.webSearch': row % 3,
    'tag:team': row % 2 === 0 ? 'a' : 'b, c',
    note: 'nobody asks',
  }),
  litellm: (row) => ({
    request_id: `r${row % 60}`,
    model: modelOf(row) ?? '',
    status: row % 7 === 0 ? 'failure' : 'success',
    cache_hit: row % 11 === 0 ? 'True' : 'False',
    spend: row % 5 === 0 ? '6.127e-05' : `0.0${row % 89}`,
    prompt_tokens: row % 4 === 0 ? 300_000 : 9000 + row,
    completion_tokens: row % 70,
    api_key: `k${row % 2}`,
    startTime: momentOf(row),
    metadata: JSON.stringify({
      usage_object: { cache_read_input_tokens: row % 50, cache_creation_input_tokens: 5 },
      ...(row % 7 === 0 ? { error_information: { error_code: '429' } } : {}),
    }),
    request_tags: '["team:a"]',
  }),
  'litellm-daily': (row) => ({
    date: dayOf(row),
    model: modelOf(row) ?? '',
    prompt_tokens: 100 + row,
    completion_tokens: row % 70,
    cache_read_input_tokens: row % 90,
    cache_creation_input_tokens: 1,
    spend: `1${row % 7}.25`,
    api_requests: 3,
    failed_requests: row % 4,
    api_key: `k${row % 2}`,
  }),
  openai: (row) => ({
    start_time: 1_790_899_200 + 86_400 * (row % 2),
    model: modelOf(row) ?? '',
    batch: row % 5 === 0 ? 'True' : 'False',
    service_tier: 'default',
    project_id: 'p',
    input_tokens: 100 + row,
    input_cached_tokens: row % 100,
    output_tokens: row % 70,
    num_model_requests: 1 + (row % 3),
  }),
  'anthropic-console': (row) => ({
    usage_date_utc: dayOf(row),
    model_version: modelOf(row) ?? '',
    usage_type: row % 5 === 0 ? 'batch' : 'standard',
    context_window: row % 2 === 0 ? '≤ 200k' : '> 200k',
    api_key: 'ci, key',
    usage_input_tokens_no_cache: row,
    usage_input_tokens_cache_write_5m: row % 9,
    usage_input_tokens_cache_read: row % 8,
    usage_output_tokens: row % 70,
    web_search_count: row % 2,
  }),
  openrouter: (row) => ({
    generation_id: `g${row % 60}`,
    created_at: momentOf(row).replace('T', ' ').replace('Z', ''),
    cost_total: `0.0${row % 89}`,
    tokens_prompt: row % 4 === 0 ? 300_000 : 9000 + row,
    tokens_cached: row % 80,
    tokens_completion: row % 70,
    model_permaslug: modelOf(row) ?? '',
    variant: row % 13 === 0 ? 'free' : 'standard',
    cancelled: row % 17 === 0 ? 'true' : 'false',
    finish_reason_normalized: row % 19 === 0 ? 'error' : 'stop',
    api_key_name: 'k',
  }),
};

const written = (value: string | number) => {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** What may stand in a cell instead, as it is written. */
const CELLS = [
  '',
  ' ',
  '""',
  '"',
  '"a""b"',
  '"a\nb"',
  '"7"',
  '" 7"',
  ' 7 ',
  '7 ',
  '-5',
  '1.5',
  '.5',
  '5.',
  '1e3',
  '1e-3',
  '1.25e-12',
  '9.5e-13',
  '12.5e-01',
  '1_000',
  '999999999999',
  '9999999999999',
  '9007199254740993',
  '9'.repeat(40),
  '0.123456789012',
  '0.1234567890123',
  'NaN',
  'é',
  '\u00a0x',
  'x\u00a0',
  'a\u0000b',
  '2026-10-02',
  '2026-10-02T03:04:05Z',
  '2026-10-02 03:04',
  '2026-10-02T25:04:05Z',
  '2026-10-02T03:04:05+02:00',
  '2026-02-31T03:04:05Z',
  '"{""usage_object"":{""cache_read_input_tokens"":""7""}}"',
  '"{""usage_object"":{""cache_read_input_tokens"":7,""prompt_tokens_details"":{""cached_tokens"":3}}}"',
  '"{""usage_object"":[]}"',
  '"{}"',
  '{}',
  '"{broken"',
];
const LINES = ['', ',', 'x', '1,2,3', ',,,,,,,,,,,,,,,,,,', '"', '"open', 'a,"b"c,d', '\r', '\u0000'];

/** Somewhere in a file: a row, which of its cells if any, and what stands there. */
const mangled = fc.array(
  fc.record({
    row: fc.nat(),
    cell: fc.option(fc.nat(), { nil: undefined }),
    what: fc.nat(),
    isQuoted: fc.boolean(),
    /** A cell more than the header has names. */
    isMore: fc.boolean(),
  }),
  { maxLength: 12 },
);

/** The same columns, of which another is the last. */
const turned = <Each>(cells: readonly Each[], turn: number) => {
  const at = turn % cells.length;
  return [...cells.slice(at), ...cells.slice(0, at)];
};

function csvOf(
  kind: string,
  rows: number,
  mangles: readonly { row: number; cell: number | undefined; what: number; isQuoted: boolean; isMore?: boolean }[],
  ending: string,
  turn = 0,
) {
  const of = ROWS[kind] ?? ((): Row => ({}));
  const lines = Array.from({ length: rows }, (_, row) => turned(Object.values(of(row)), turn).map(written));
  const header = turned(Object.keys(of(0)), turn).map(written);
  const whole = new Map<number, string>();
  for (const { row, cell, what, isQuoted, isMore } of mangles) {
    const at = row % rows;
    const cells = lines[at] ?? [];
    if (isMore === true) cells.push('x');
    if (cell === undefined) whole.set(at, LINES[what % LINES.length] ?? '');
    else if (isQuoted) lines[at] = cells.map((each) => (each.startsWith('"') ? each : `"${each}"`));
    else cells[cell % cells.length] = CELLS[what % CELLS.length] ?? '';
  }
  return [header, ...lines].map((cells, at) => whole.get(at - 1) ?? cells.join(',')).join(ending) + ending;
}

describe('plain rows that are added up first come to what their source makes of each', () => {
  test.each(Object.keys(ROWS))('%s as CSV, with cells and lines of any kind among them', async (kind) => {
    let tries = 0;
    const ending = fc.constantFrom('\n', '\r\n');
    await fc.assert(
      fc.asyncProperty(mangled, ending, fc.boolean(), fc.nat(), async (mangles, lineEnd, isPacked, turn) => {
        tries += 1;
        const path = join(folder, `${kind}-${tries}.csv`);
        const text = csvOf(kind, 300, mangles, lineEnd, turn);
        writeFileSync(path, isPacked ? gzipSync(text) : text);
        const read = await readUsage([path], kind, GATHER).then(
          () => true,
          () => false,
        );
        if (read) await expectSame([path], kind);
        else await expect(readUsage([path], kind, { ...GATHER, cutsOn })).rejects.toThrow();
      }),
      { numRuns: 25 },
    );
  });

  test.each(Object.keys(ROWS))('%s is read by its source a sum each, and not a row', async (kind) => {
    const source = SOURCES.find((each) => each.kind === kind);
    if (source === undefined) throw new Error(`no source ${kind}`);
    const path = join(folder, `${kind}-plain.csv`);
    // Ids that are all different: what repeats is not added up.
    writeFileSync(
      path,
      csvOf(kind, 4000, [], '\n').replace(/^([rg]\d+),/gm, (_, id, at) => `${id}-${at},`),
    );
    let reads = 0;
    const made = source.reader;
    const spy = vi.spyOn(source, 'reader').mockImplementation(() => {
      const { read, ...rest } = made();
      return {
        ...rest,
        read: (record) => {
          reads += 1;
          return read(record);
        },
      };
    });
    try {
      const [read] = await readUsage([path], kind, { ...GATHER, cutsOn });
      expect(read?.rows.read).toBe(4000);
      expect(reads).toBeLessThan(1000);
    } finally {
      spy.mockRestore();
    }
  });

  test.each(Object.keys(ROWS))('%s over more than one chunk, and what is in two files once', async (kind) => {
    const paths = ['one', 'two'].map((name) => join(folder, `${kind}-${name}.csv`));
    for (const path of paths)
      writeFileSync(path, csvOf(kind, 6000, [{ row: 4000, cell: 1, what: 5, isQuoted: false }], '\n'));
    await expectSame(paths, kind);
  });

  const VALUES = [
    null,
    '',
    '7',
    ' ',
    'x',
    -1,
    1.5,
    1e12,
    2 ** 53,
    1e-7,
    1e30,
    true,
    [],
    {},
    { usage_object: 7 },
    '{}',
    1_790_899_200,
  ];
  test.each(['canonical', 'litellm', 'litellm-daily'])('%s as JSON lines', async (kind) => {
    const of = ROWS[kind] ?? ((): Row => ({}));
    let tries = 0;
    await fc.assert(
      fc.asyncProperty(mangled, async (mangles) => {
        tries += 1;
        const rows: Record<string, unknown>[] = Array.from({ length: 300 }, (_, row) => {
          const { metadata, spend = '', billed = '', ...rest } = of(row);
          const more = { spend, billed };
          const money = Object.entries(more).flatMap(([name, text]) => (text === '' ? [] : [[name, Number(text)]]));
          return {
            ...rest,
            ...Object.fromEntries(money),
            ...(metadata === undefined ? {} : { metadata: JSON.parse(String(metadata)) }),
          };
        });
        const lines = new Map<number, string>();
        for (const { row, cell, what, isQuoted } of mangles) {
          const record = rows[row % rows.length] ?? {};
          const names = [...Object.keys(record), 'UNCACHED_INPUT', 'calls.codeExecution'];
          if (cell === undefined) lines.set(row % rows.length, ['{', '[]', '7', '', '[{}]'][what % 5] ?? '');
          else if (isQuoted) delete record[names[cell % names.length] ?? ''];
          else record[names[cell % names.length] ?? ''] = VALUES[what % VALUES.length];
        }
        const path = join(folder, `${kind}-${tries}.jsonl`);
        writeFileSync(path, rows.map((row, at) => lines.get(at) ?? JSON.stringify(row)).join('\n'));
        await expectSame([path], kind);
      }),
      { numRuns: 25 },
    );
  });
});
