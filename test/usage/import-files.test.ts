import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/transcript.ts';

const BINARY = resolve('bin/tokencost.js');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function usageOf(...files: readonly string[]) {
  const { stdout, stderr } = await run(['import', ...files, '--format', 'json']);
  expect(stderr).toBe('');
  const { sources, ...answer } = JSON.parse(stdout);
  return { sources, answer };
}

const LOG = readFileSync('fixtures/usage/litellm.jsonl', 'utf8');

test.each([
  // A million in at 5.00 and 10,000 out at 25.00 a million, whatever the window; at 0.50 and 2.50 in the longer one alone.
  ['claude-opus-4-8', '0-200k', 5.25, undefined],
  ['claude-opus-4-8', '200k-1M', 5.25, undefined],
  ['claude-opus-4-8', '> 200k', 5.25, undefined],
  ['claude-haiku-5-5', '200k-1M', 0.525, 1],
])('a window tells how long prompts are, and the card what that costs: %s, %s', async (model, window, cost, share) => {
  const counts = { uncached_input_tokens: 1_000_000, cache_read_input_tokens: 0, output_tokens: 10_000 };
  const results = [{ ...counts, cache_creation: {}, model, service_tier: 'standard', context_window: window }];
  const data = [{ starting_at: '2026-11-20T00:00:00Z', ending_at: '2026-11-21T00:00:00Z', results }];
  const { answer } = await usageOf(fileOf('windows.json', JSON.stringify({ data })));
  expect(answer.unpriced).toEqual([]);
  expect(answer.cost).toBe(cost);
  expect(answer.profile.workloads[0].longContextShare).toBe(share);
});

test('what has no price is told once, with its own tokens alone, and is left out only where no model is known', async () => {
  const days = ['2026-03-01', '2026-03-02', '2026-03-06'];
  const rows = [
    'day,model,mode,uncached_input,output,requests',
    ...days.map((day) => `${day},gpt-5.4,standard,800000,200000,1`),
  ];
  // A model that the card has from 2026-03-05 on, one that it has later, and one that it has not.
  const others = ['2026-03-06,nova-pro,batch,800000,200000,1', '2026-03-06,house-model,standard,800000,200000,1'];
  const file = fileOf('partly.csv', [...rows, ...others].join('\n'));
  const { answer } = await usageOf(file);
  const share = ({ modelAsWritten, tokens, reason }: Readonly<Record<string, unknown>>) => [
    modelAsWritten,
    tokens,
    reason,
  ];
  expect(answer.unpriced.map(share)).toEqual([
    ['gpt-5.4', 2_000_000, 'the card has no rate of gpt-5.4 before 2026-03-05'],
    ['house-model', 1_000_000, 'the card has no model of that name'],
    ['nova-pro', 1_000_000, 'the card has no rate of nova-pro before 2026-08-06'],
  ]);
  const profile = join(folder, 'partly.yaml');
  await run(['import', file, '--output', profile]);
  const text = readFileSync(profile, 'utf8');
  expect(text).toContain(
    '# Without a price in the period: gpt-5.4: the card has no rate of gpt-5.4 before 2026-03-05.',
  );
  expect(text.match(/# Left out: .*/g)).toEqual(['# Left out: house-model: the card has no model of that name.']);
  expect(text).toContain('- name: gpt-5.4  # measured: at least $5.00 in the period at list');
  expect(text).toContain('- name: "nova-pro, batch"  # measured: no price in the period at list');
});

describe('the same usage, however the file is packed', () => {
  test.each([
    ['gzip', () => fileOf('log.jsonl.gz', gzipSync(LOG))],
    ['gzip under another name', () => fileOf('log.jsonl', gzipSync(LOG))],
    ['line ends of Windows', () => fileOf('crlf.jsonl', LOG.replaceAll('\n', '\r\n'))],
    ['a byte order mark', () => fileOf('bom.jsonl', `\u{feff}${LOG}`)],
    [
      'a list',
      () =>
        fileOf(
          'list.json',
          `[${LOG.split('\n')
            .filter((line) => line.endsWith('}'))
            .join(',\n')}]`,
        ),
    ],
  ])('%s', async (name, file) => {
    const { answer } = await usageOf(file());
    const plain = await usageOf('fixtures/usage/litellm.jsonl');
    expect(answer).toEqual(plain.answer);
    expect(name).not.toBe('');
  });

  test('standard input', () => {
    const piped = spawnSync(process.execPath, [BINARY, 'import', '-', '--format', 'json'], {
      input: LOG,
      encoding: 'utf8',
    });
    const read = spawnSync(process.execPath, [BINARY, 'import', 'fixtures/usage/litellm.jsonl', '--format', 'json'], {
      encoding: 'utf8',
    });
    expect([piped.stderr, piped.status]).toEqual(['', 4]);
    expect({ ...JSON.parse(piped.stdout), sources: [] }).toEqual({ ...JSON.parse(read.stdout), sources: [] });
  });
});

describe('what cannot be read says so, and what is damaged is counted', () => {
  test.each([
    ['a picture', 'x.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
    ['a profile', 'x.yaml', 'workloads: []\n'],
    ['an empty file', 'empty.csv', ''],
    ['a document of something else', 'x.json', '{"hello": 1}'],
    ['a workbook', 'x.xlsx', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0])],
    ['Parquet', 'x.parquet', Buffer.from('PAR1....')],
    ['zstd', 'x.zst', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0])],
    ['a row of CSV without end', 'x.csv', `day,model,uncachedInput,output\n${'0'.repeat(17_000_000)}`],
    ['a bomb of zeros', 'bomb.gz', gzipSync(Buffer.alloc(40_000_000))],
    ['half of a gzip file', 'half.gz', gzipSync(LOG.repeat(50)).subarray(0, 200)],
  ])('%s', async (_, name, content) => {
    const path = fileOf(name, content);
    const { stdout, stderr, exitCode } = await run(['import', path]);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toContain(`tokencost: ${path} `);
    expect(stderr).toContain('[notUsage]');
  });

  test('a line without end, a zero byte, numbers of 40 digits and less than nothing are dropped one by one', async () => {
    const row = (id: string, prompt: string) =>
      `{"request_id":"${id}","model":"gpt-5.4","prompt_tokens":${prompt},"completion_tokens":1,"spend":0,"startTime":"2026-10-01T00:00:00Z"}`;
    const lines = [
      row('good', '10'),
      row('huge', '1'.repeat(40)),
      row('minus', '-5'),
      row('part', '1.5'),
      row('word', '"many"'),
      `{"request_id":"zero\0", nothing`,
      `{"request_id":"long","prompt_tokens":1,"messages":"${'x'.repeat(17_000_000)}"}`,
      row('last', '20'),
    ];
    const { sources, answer } = await usageOf(fileOf('hostile.jsonl', lines.join('\n')));
    expect(sources[0].rows).toEqual({ read: 8, kept: 2, outside: 0, dropped: 6 });
    expect(sources[0].dropped).toEqual([
      { reason: 'has a number of more than 18 digits', rows: 1 },
      { reason: 'has less than no tokens', rows: 1 },
      { reason: 'has a number that is not a whole number of tokens', rows: 2 },
      { reason: 'is no line of JSON', rows: 1 },
      { reason: 'is longer than a record may be', rows: 1 },
    ]);
    expect(answer.usage[0].tokens).toMatchObject({ uncachedInput: 30, output: 2 });
  });

  test.each([
    ['1'.repeat(19), 'has a number of more than 18 digits'],
    ['1'.repeat(40), 'has a number of more than 18 digits'],
    ['1'.repeat(45), 'has a number of more than 18 digits'],
    [`${'1'.repeat(40)}.5`, 'has a number of more than 18 digits'],
    ['1e50', 'has a number of more than 18 digits'],
    ['1e400', 'has a number of more than 18 digits'],
    [`-${'1'.repeat(40)}`, 'has less than no tokens'],
    [`-${'1'.repeat(45)}`, 'has less than no tokens'],
    ['-1e50', 'has less than no tokens'],
    ['-1', 'has less than no tokens'],
    ['1.5', 'has a number that is not a whole number of tokens'],
    ['-1.5', 'has a number that is not a whole number of tokens'],
  ])('%s tokens are dropped for one reason, in CSV and in JSON, as a number or as text', async (count, reason) => {
    const csv = `day,model,uncachedInput,output\n2026-10-01,gpt-5.4,${count},1\n2026-10-01,gpt-5.4,7,1\n`;
    const line = (value: string) => `{"day":"2026-10-01","model":"gpt-5.4","uncachedInput":${value},"output":1}\n`;
    for (const [name, text] of [
      ['size.csv', csv],
      ['number.jsonl', line(count) + line('7')],
      ['text.jsonl', line(`"${count}"`) + line('7')],
    ] as const) {
      const { sources, answer } = await usageOf(fileOf(name, text));
      expect([name, sources[0].dropped]).toEqual([name, [{ reason, rows: 1 }]]);
      expect(answer.usage[0].tokens.uncachedInput).toBe(7);
    }
  });

  test('a moment of a day that its month does not have is no moment', async () => {
    const row = (day: string) => `${day},gpt-5.4,7,1`;
    const rows = [row('2026-02-31T10:00:00Z'), row('2026-02-31'), row('2026-02-28T23:30:00-01:00'), row('2026-03-03')];
    const { sources, answer } = await usageOf(
      fileOf('february.csv', ['day,model,uncachedInput,output', ...rows, ''].join('\n')),
    );
    expect(sources[0].dropped).toEqual([{ reason: 'has no day', rows: 2 }]);
    expect([answer.usage[0].tokens.uncachedInput, answer.period.start]).toEqual([14, '2026-03-01']);
  });

  test('a quoted line break and a comma are inside of a cell; a row of another length is dropped', async () => {
    const header = readFileSync('fixtures/usage/anthropic-console.csv', 'utf8').split('\n')[0] ?? '';
    const good = '2026-10-01,claude-sonnet-4.5,"key\nof two lines","Team, EU",standard,x,1,0,0,0,1,0,global,';
    const { sources } = await usageOf(
      fileOf('console.csv', [header, good, '2026-10-01,claude-sonnet-4.5,key', `${good},more`].join('\n')),
    );
    expect(sources[0].rows).toEqual({ read: 3, kept: 1, outside: 0, dropped: 2 });
  });
});

describe('the same traffic is not counted twice', () => {
  test.each([
    ['a file of sums, twice', ['openai.csv', 'openai.csv'], 'gpt-5.4 on 2026-09-27'],
    [
      'the log of a gateway and an export of the provider',
      ['litellm-daily.csv', 'anthropic-report.json'],
      'anthropic on 2026-10-01',
    ],
  ])('%s', async (_, names, what) => {
    const files = names.map((name) => `fixtures/usage/${name}`);
    const refused = await run(['import', ...files]);
    expect([refused.stdout, refused.exitCode]).toEqual(['', 2]);
    expect(refused.stderr).toContain(`both hold usage of ${what}.`);
    expect(refused.stderr).toContain('[sameTraffic]');
    expect((await run(['import', ...files, '--add'])).exitCode).toBe(0);
  });

  test('a log of requests that is given twice counts once', async () => {
    const [one, two] = [fileOf('one.jsonl', LOG), fileOf('two.jsonl', LOG)];
    const { answer } = await usageOf(one, two);
    expect(answer).toEqual((await usageOf(one)).answer);
  });
});

test('days that were asked for bound what counts, and the period is theirs', async () => {
  const flags = ['--since', '2026-09-28', '--until', '2026-09-30', '--format', 'json'];
  const answer = JSON.parse((await run(['import', 'fixtures/usage/openai.csv', ...flags])).stdout);
  expect(answer.period).toEqual({ start: '2026-09-28', end: '2026-09-30', days: 3 });
  expect(answer.sources[0].rows).toEqual({ read: 4, kept: 1, outside: 2, dropped: 1 });
  expect(answer.usage.map((each: { modelAsWritten: string }) => each.modelAsWritten)).toEqual(['gpt-5.6-sol']);
});

test('no prompt and no content gets into the answer or the profile', async () => {
  const profile = join(folder, 'private.yaml');
  const { stdout } = await run(['import', 'fixtures/usage/claude-code.jsonl', '--format', 'json', '--output', profile]);
  expect(stdout + readFileSync(profile, 'utf8')).not.toContain('secret');
});

test('CSV that is cut off inside a quoted cell is refused by its name and line, not counted up to there', () => {
  const cut = fileOf(
    'cut.csv',
    'ProviderName,ChargeDescription,BilledCost\nOpenAI,"input, cached",1\nOpenAI,"input, ca',
  );
  const { stdout, stderr, status } = spawnSync(process.execPath, [BINARY, 'import', cut], { encoding: 'utf8' });
  expect([stdout, status]).toEqual(['', 2]);
  expect(stderr.split('\n')[0]).toBe(
    `tokencost: ${cut} has a quoted cell that never ends, in the record at line 3. [notUsage]`,
  );
});

test('numbers as programs write them are the numbers they say; what is none is dropped', async () => {
  const row = (input: string, billed: string) => `2026-10-01,gpt-5.4,standard,${input},1,${billed}`;
  const rows = [row('1_000', '.5'), row('59200.0', '1_000.25'), row('5.', '5.'), row('1e3', '2.5e-1'), row('+7', '0')];
  const none = ['1__0', '0x10', 'true', '1.5', 'NaN', '.', '_1'].map((text) => row(text, '0'));
  const head = 'day,model,mode,uncachedInput,output,billed';
  const { sources, answer } = await usageOf(fileOf('numbers.csv', [head, ...rows, ...none, ''].join('\n')));
  expect(sources[0].rows).toEqual({ read: 12, kept: 5, outside: 0, dropped: 7 });
  // 1000 + 59,200 + 5 + 1000 + 7, and 0.50 + 1000.25 + 5 + 0.25.
  expect(answer.usage[0].tokens.uncachedInput).toBe(61_212);
  expect(answer.usage[0].billed).toBe(1006);
});

test.each([
  ['Windows writes', 'utf16le'],
  ['others write', 'utf16be'],
])('text of two bytes a letter, as %s it, is read', async (_, order) => {
  const wide = Buffer.from(`\u{feff}${readFileSync('fixtures/usage/openai.csv', 'utf8')}`, 'utf16le');
  const { answer } = await usageOf(fileOf(`${order}.csv`, order === 'utf16le' ? wide : wide.swap16()));
  expect(answer).toEqual((await usageOf('fixtures/usage/openai.csv')).answer);
});

test('a line with the NaN of Python or a comma too many is read; a number that is none is no number of tokens', async () => {
  const row = (id: string, prompt: string, more: string) =>
    `{"request_id":"${id}","model":"gpt-5.4","prompt_tokens":${prompt},"completion_tokens":1,"spend":0,"startTime":"2026-10-01 00:00:00 UTC"${more}}`;
  const lines = [row('a', '10', ',"note":"NaN, }","latency":NaN'), row('b', '20', ','), row('c', 'NaN', '')];
  const { sources, answer } = await usageOf(fileOf('python.jsonl', lines.join('\n')));
  expect(sources[0].dropped).toEqual([{ reason: 'has a number that is not a whole number of tokens', rows: 1 }]);
  expect(answer.usage[0].tokens).toMatchObject({ uncachedInput: 30, output: 2 });
});

describe('a page of an API that says that more follow', () => {
  const page = (start: number, hasMore: boolean) => {
    const [from, to] = [start, start + 1].map((day) => Date.UTC(2026, 9, day));
    const day = (at: number | undefined) => new Date(at ?? 0).toISOString().replace('.000', '');
    const counts = { uncached_input_tokens: 1000, cache_read_input_tokens: 0, output_tokens: 10, cache_creation: {} };
    const bucket = { starting_at: day(from), ending_at: day(to), results: [{ ...counts, model: 'claude-opus-4-7' }] };
    return { data: [bucket], has_more: hasMore, next_page: hasMore ? 'page_x' : null };
  };
  const completions = (start: number, hasMore: boolean) => {
    const seconds = Date.UTC(2026, 9, start) / 1000;
    const counts = { input_tokens: 1000, output_tokens: 10, num_model_requests: 1, model: 'gpt-5.4' };
    const result = { object: 'organization.usage.completions.result', ...counts };
    const bucket = { object: 'bucket', start_time: seconds, end_time: seconds + 86_400, results: [result] };
    return { object: 'page', data: [bucket], has_more: hasMore };
  };
  const written = (name: string, content: unknown) => fileOf(name, JSON.stringify(content));
  const pagesOf = ({ sources }: Awaited<ReturnType<typeof usageOf>>) =>
    sources.map(({ morePages }: { readonly morePages?: unknown }) => morePages);

  test('is said to be a part, with the day that the rest begins with and what to do', async () => {
    const file = written('page1.json', page(1, true));
    expect(pagesOf(await usageOf(file))).toEqual([{ from: '2026-10-02' }]);
    expect(pagesOf(await usageOf(written('openai1.json', completions(1, true))))).toEqual([{ from: '2026-10-02' }]);
    const { stdout } = await run(['import', file]);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      `${file} is not all of its report: it says that more pages exist (has_more), and what follows, of 2026-10-02 and later, is not among the files. Fetch every page`,
    );
  });

  test('is whole with the pages that follow it, in one file or several, in any order', async () => {
    const [one, two] = [written('one.json', page(1, true)), written('two.json', page(2, false))];
    expect(pagesOf(await usageOf(one, two))).toEqual([undefined, undefined]);
    expect(pagesOf(await usageOf(two, one))).toEqual([undefined, undefined]);
    const lines = fileOf('pages.jsonl', [page(1, true), page(2, false)].map((each) => JSON.stringify(each)).join('\n'));
    expect(pagesOf(await usageOf(lines))).toEqual([undefined]);
    // The second of three is missing.
    const third = written('three.json', page(3, false));
    expect(pagesOf(await usageOf(one, third))).toEqual([{ from: '2026-10-02' }, undefined]);
  });

  test('is whole of the days asked for', async () => {
    const file = written('asked.json', page(1, true));
    for (const [until, said] of [
      ['2026-10-01', undefined],
      ['2026-10-02', { from: '2026-10-02' }],
    ] as const) {
      const { stdout } = await run(['import', file, '--until', until, '--format', 'json']);
      expect(JSON.parse(stdout).sources[0].morePages).toEqual(said);
    }
  });

  /** Observations of one call a page, as Langfuse answers: by number, or by a cursor. */
  const observations = (id: string, meta: Readonly<Record<string, unknown>>) => ({
    data: [
      {
        id,
        traceId: 't',
        type: 'GENERATION',
        startTime: '2026-10-01T00:00:00Z',
        model: 'gpt-5.4',
        usageDetails: { input: 10, output: 5, total: 15 },
      },
    ],
    meta,
  });
  const numbered = (page: number, totalPages: number) =>
    written(
      `page-${page}-of-${totalPages}.json`,
      observations(`p${page}`, { page, limit: 1, totalItems: totalPages, totalPages }),
    );

  test('by a number of how many, is a part where a page before or after it is missing', async () => {
    expect(pagesOf(await usageOf(numbered(1, 1)))).toEqual([undefined]);
    expect(pagesOf(await usageOf(numbered(1, 3)))).toEqual([{ from: null }]);
    expect(pagesOf(await usageOf(numbered(3, 3)))).toEqual([{ from: null }]);
    expect(pagesOf(await usageOf(numbered(3, 3), numbered(1, 3)))).toEqual([{ from: null }, { from: null }]);
    expect(pagesOf(await usageOf(numbered(3, 3), numbered(1, 3), numbered(2, 3)))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const { stdout } = await run(['import', numbered(2, 3), numbered(1, 3)]);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      `${numbered(2, 3)} is not all of its answer: it is page 2 of 3 (meta.totalPages), and page 3 is not among the files. Fetch every page (page=1 to page=3) and name them all.`,
    );
    expect(stdout.match(/is not all of/g)).toHaveLength(1);
  });

  test('by a cursor, is a part where the page without one is missing', async () => {
    const first = written('first.json', observations('c1', { cursor: 'eyJ0IjoxfQ' }));
    const last = written('last.json', observations('c2', {}));
    expect(pagesOf(await usageOf(first))).toEqual([{ from: null }]);
    expect(pagesOf(await usageOf(first, last))).toEqual([undefined, undefined]);
    const { stdout } = await run(['import', first]);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'it says that more pages exist (meta.cursor), and the last of them is not among the files',
    );
  });

  test('of usage and of a bill, audit says the same', async () => {
    const usage = written('used.json', page(1, true));
    const results = [{ amount: '2.5', currency: 'USD', cost_type: 'tokens', model: 'claude-opus-4-7' }];
    const bucket = { starting_at: '2026-10-01T00:00:00Z', ending_at: '2026-10-02T00:00:00Z', results };
    const bill = written('billed.json', { data: [bucket], has_more: true });
    const { stderr } = await run(['audit', '--usage', usage, '--bill', bill]);
    for (const file of [usage, bill]) expect(stderr).toContain(`warning: ${file} is not all of its report`);
  });
});

test('tokens that OpenAI gives are at list price, and what nobody is charged is said', async () => {
  const head =
    'start_time,end_time,start_time_iso,model,batch,service_tier,num_model_requests,input_tokens,output_tokens,input_cached_tokens';
  const row = (tier: string) =>
    `1790812800,1790899200,2026-10-01T00:00:00+00:00,gpt-5.4,False,${tier},3,1000000,100000,0`;
  const file = fileOf(
    'given.csv',
    [head, row('default'), row('incentivized-tier'), row('incentivized-tier')].join('\n'),
  );
  const { answer } = await usageOf(file);
  // A million in at $2.50 and 100,000 out at $15 a million are $4.00 a row.
  expect([answer.cost, answer.given]).toEqual([12, { tokens: 2_200_000, cost: 8 }]);
  const { stdout } = await run(['import', file]);
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    'these rows cost $12.00. Of that, $8.00 is the price of 2,200,000 tokens that their provider charges nothing for, as the files say (incentivized tier)',
  );
  const paid = fileOf('paid.csv', [head, row('default')].join('\n'));
  expect((await usageOf(paid)).answer).not.toHaveProperty('given');
});

test('free variants of OpenRouter cost nothing, and are left out with their reason', async () => {
  const head =
    'generation_id,created_at,cost_total,tokens_prompt,tokens_completion,tokens_cached,model_permaslug,variant';
  const rows = ['g1,2026-10-01 00:00:00,0,100000,0,0,gpt-5.4,free', 'g2,2026-10-01 00:00:00,0,7,0,0,x/y:free,standard'];
  const paid = 'g3,2026-10-01 00:00:00,0.25,100000,0,0,gpt-5.4,standard';
  const { sources, answer } = await usageOf(fileOf('free.csv', [head, ...rows, paid].join('\n')));
  expect(sources[0].dropped).toEqual([{ reason: 'was free of charge', rows: 2 }]);
  // 100,000 tokens of gpt-5.4 cost 0.25.
  expect([answer.cost, answer.billed, answer.unpriced]).toEqual([0.25, 0.25, []]);
  const api = { model_permaslug: 'gpt-5.4', date: '2026-10-01', byok_usage_inference: 0, requests: 1, usage: 0 };
  const counts = { prompt_tokens: 100_000, completion_tokens: 0 };
  const data = ['openai/gpt-5.4:free', 'openai/gpt-5.4'].map((model) => ({ ...api, ...counts, model }));
  const day = await usageOf(fileOf('free.json', JSON.stringify({ data })));
  expect([day.sources[0].dropped, day.answer.cost]).toEqual([[{ reason: 'was free of charge', rows: 1 }], 0.25]);
});
