import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/transcript.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HEADER =
  'day,model,mode,uncachedInput,cacheRead,cacheWrite5m,output,requests,failedRequests,calls.webSearch,tag:team';

function fileOf(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

/** The day that lies so many days after a Monday. */
const dayAt = (days: number) => new Date(Date.UTC(2026, 6, 6 + days)).toISOString().slice(0, 10);

async function imported(file: string, ...flags: readonly string[]) {
  const profile = join(folder, `${Math.random()}.yaml`);
  const { stdout, stderr, exitCode } = await run([
    'import',
    file,
    ...flags,
    '--format',
    'json',
    '--output',
    profile,
    '--as-of',
    '2026-11-23',
  ]);
  expect(stderr).toBe('');
  return { answer: JSON.parse(stdout), exitCode, yaml: readFileSync(profile, 'utf8'), profile };
}

/** Usage that grows by a tenth a month, with quiet weekends. */
const growing = (days: number) => {
  const rows = Array.from({ length: days }, (_, at) => {
    const weekend = at % 7 > 4 ? 0.5 : 1.2;
    const count = Math.round(1_000_000 * 1.1 ** (at / 30.4375) * weekend);
    return `${dayAt(at)},gpt-5.4,standard,${count},0,0,${count},,,,`;
  });
  return fileOf(`growing-${days}.csv`, [HEADER, ...rows]);
};

describe('what enough days tell', () => {
  test('growth a month, the days of the week, and what a profile states of them', async () => {
    const { answer, yaml } = await imported(growing(91));
    const { trend, weekdays } = answer.measured;
    expect(trend.weeks).toBe(13);
    expect(trend.growth.share).toBeCloseTo(0.1, 2);
    expect(trend.growth.told).toBe(true);
    expect(weekdays[0] / weekdays[5]).toBeGreaterThan(2);
    expect(weekdays.reduce((sum: number, each: number) => sum + each, 0)).toBeCloseTo(7, 6);
    expect(yaml).toMatch(/^growth: 10\.\d% {2}# measured a month over 13 whole weeks/m);
  });

  test('nothing from too few days, with what would tell it', async () => {
    const { answer, yaml } = await imported(growing(20));
    expect(answer.measured.trend).toBeNull();
    expect(answer.measured.weekdays).toBeNull();
    expect(answer.silent.at(-1)).toContain('growth from 8 whole weeks on');
    expect(yaml).not.toMatch(/^(?:growth|demand):/m);
    expect(yaml).toContain(
      '# Not in these files: what more days tell, with usage in each week: growth from 8 whole weeks on',
    );
  });

  test('a growth that noise could be is said to be none', async () => {
    const counts = [10, 14, 9, 13, 10, 12, 11, 13, 9, 12, 11, 12];
    const rows = counts.map((count, week) => `${dayAt(week * 7)},gpt-5.4,standard,${count}000,0,0,1,,,,`);
    const last = `${dayAt(83)},gpt-5.4,standard,1,0,0,1,,,,`;
    const { answer, yaml } = await imported(fileOf('noise.csv', [HEADER, ...rows, last]));
    expect(answer.measured.trend.growth.told).toBe(false);
    expect(answer.measured.trend.demand.p10).toBeLessThan(1);
    expect(answer.measured.trend.demand.p90).toBeGreaterThan(1);
    expect(yaml).not.toMatch(/^growth:/m);
    expect(yaml).toMatch(/^demand: \{ p10: 0\.\d+, p50: 1, p90: 1\.\d+ \} {2}# measured/m);
  });
});

describe('what requests tell', () => {
  const log = (at: string, status: number, input: number) =>
    JSON.stringify({
      request_id: `r-${at}-${status}-${input}`,
      request_created_at: at,
      response_status: status,
      model: 'gpt-5.4',
      provider: 'OPENAI',
      prompt_tokens: input,
      prompt_cache_read_tokens: 0,
      prompt_cache_write_tokens: 0,
      completion_tokens: 0,
      properties: { team: input > 500 ? 'big' : 'small' },
    });

  test('load by the minute, the request of an average, and failures by their status', async () => {
    const lines = [
      ...Array.from({ length: 98 }, (_, minute) =>
        log(
          `2026-10-01T${String(10 + Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:07Z`,
          200,
          100,
        ),
      ),
      log('2026-10-01T10:00:30Z', 429, 0),
      log('2026-10-01T10:00:31Z', 503, 900),
    ];
    const { answer, yaml } = await imported(fileOf('load.jsonl', lines));
    // 98 minutes of 100 tokens and 900 more in the first; a day has 1440 minutes, of which 1425.6 are under the 99th.
    const [{ load, perRequest }] = answer.measured.workloads;
    expect(load.peak).toBe(1000);
    expect(load.p99).toBe(100);
    expect(load.average).toBeCloseTo(10_700 / 1440, 8);
    expect(perRequest).toEqual({ input: 107, output: 0 });
    expect(answer.profile.workloads[0].failures).toEqual({ rateLimited: 0.01, serverError: 0.01 });
    // In the order of the classes, whichever comes first.
    expect(yaml).toContain('failures: { serverError: 0.010000, rateLimited: 0.010000 }  # measured');
    const turned = await imported(fileOf('turned.jsonl', [...lines].reverse()));
    expect(turned.yaml).toBe(yaml.replaceAll('load.jsonl', 'turned.jsonl'));
    expect(yaml).toContain('load: { peakToAverage: 134.58 }  # measured');
  });

  test('tags part workloads, and the long tail of them is one', async () => {
    const lines = [log('2026-10-01T10:00:00Z', 200, 100), log('2026-10-01T10:00:00Z', 200, 90_000)];
    const file = fileOf('tags.jsonl', lines);
    const apart = await imported(file, '--by', 'tag:team');
    expect(apart.answer.profile.workloads.map(({ tags }: { tags: unknown }) => tags)).toEqual([
      { team: 'big' },
      { team: 'small' },
    ]);
    const { answer } = await imported(file, '--by', 'tag:team', '--min-share', '5%');
    expect(answer.profile.workloads.map(({ name }: { name: string }) => name)).toEqual([
      'gpt-5.4, big',
      'gpt-5.4, other',
    ]);
  });
});

describe('what it is worth', () => {
  const rows = [
    // claude-sonnet-4.5: input $3, read $0.30, written for five minutes $3.75, output $15 a million; a batch at half.
    '2026-10-01,claude-sonnet-4.5,standard,1000000,4000000,1000000,0,10,0,,',
    '2026-10-01,claude-sonnet-4.5,batch,1000000,0,0,1000000,10,0,,',
  ];

  test('caching against uncached input, batches against the same at once', async () => {
    const { answer } = await imported(fileOf('worth.csv', [HEADER, ...rows]));
    // 6 million at $3 are $18; it cost 3 + 1.2 + 3.75 = 7.95. A batch of $18 cost $9.
    expect(answer.measured.saved).toEqual({ cache: 10.05, batch: 9 });
    expect(answer.measured.readsPerWrite).toBe(4);
    expect(answer.cost).toBe(16.95);
  });

  test('calls are in the cost and in the profile, where the card has a price for them', async () => {
    const call = '2026-11-23,claude-opus-4.7,standard,1000000,0,0,0,1,0,2000,';
    const { answer, exitCode, profile } = await imported(fileOf('calls.csv', [HEADER, call]));
    // $5 a million, and $10 a thousand searches.
    expect([exitCode, answer.cost]).toEqual([0, 25]);
    expect(answer.profile.workloads[0].calls).toEqual({ webSearch: 60_875 });
    const checked = await run([
      'check',
      '--profile',
      profile,
      '--max',
      '1M',
      '--format',
      'json',
      '--as-of',
      '2026-11-23',
    ]);
    expect(JSON.parse(checked.stdout).amount).toBe(25 * 30.4375);
  });

  test('a call without a price is left out of the cost and told, and its tokens keep their price', async () => {
    const call = '2026-07-06,claude-sonnet-4.5,standard,1000000,0,0,0,1,0,2000,';
    const { answer, exitCode } = await imported(fileOf('calls-unpriced.csv', [HEADER, call]));
    expect([exitCode, answer.cost]).toEqual([4, 3]);
    expect(answer.unpriced).toMatchObject([{ tokens: 0, share: null, near: [] }]);
    expect(answer.profile.workloads[0].calls).toBeUndefined();
  });

  test('a model that the card does not have is told with its part of the tokens and what may be meant', async () => {
    const rest = '2026-10-01,claude-sonet-4.5,standard,2000000,0,0,0,1,0,,';
    const { answer, exitCode } = await imported(fileOf('near.csv', [HEADER, ...rows, rest]));
    expect(exitCode).toBe(4);
    expect(answer.unpriced[0]).toMatchObject({ tokens: 2_000_000, share: 0.2 });
    expect(answer.unpriced[0].near[0]).toBe('claude-sonnet-4.5');
  });
});

describe('a profile that is measured again', () => {
  const before = [
    '2026-10-01,gpt-5.4,standard,1000000,0,0,0,10,1,,a',
    '2026-10-01,gpt-5.4,batch,1000000,0,0,0,10,1,,b',
  ];
  const after = [
    '2026-10-02,gpt-5.4,standard,3000000,0,0,0,10,1,,a',
    '2026-10-02,gpt-5.4,standard,100,0,0,0,10,1,,c',
    '2026-10-02,gpt-5.5,standard,5000,0,0,0,10,1,,a',
  ];

  test('keeps names, comments, order and what was added, and replaces what was measured', async () => {
    const { profile, yaml } = await imported(fileOf('before.csv', [HEADER, ...before]), '--by', 'tag:team');
    const edited = `# Ours.\n${yaml
      .replace('name: measured usage', 'name: support # ours too')
      .replace('name: "gpt-5.4, a"', 'name: answers')
      .replace('tags: { team: a }', 'tags: { team: a }\n    latencyBudgetMs: 50 # agreed')}
  - name: planned
    model: gpt-5.5
    tokens: { input: 5M, output: 1M }
`;
    writeFileSync(profile, edited);
    const again = await run([
      'import',
      fileOf('after.csv', [HEADER, ...after]),
      '--by',
      'tag:team',
      '--update',
      profile,
      '--as-of',
      '2026-11-23',
    ]);
    expect(again.exitCode).toBe(0);
    expect(again.stderr.match(/nothing was measured of [^;]*/g)).toEqual([
      'nothing was measured of gpt-5.4, batch, b',
      'nothing was measured of planned',
    ]);
    const text = readFileSync(profile, 'utf8');
    expect(text).toMatch(/^# Ours\.\n# Measured: 2026-10-02 to 2026-10-02, 1 day\./);
    expect(text).not.toContain('2026-10-01');
    expect(text).toContain('name: support # ours too');
    expect(text).toContain('latencyBudgetMs: 50 # agreed');
    expect([...text.matchAll(/- name: (.*?)(?: #.*)?\n/g)].map(([, name]) => name)).toEqual([
      'answers',
      '"gpt-5.4, batch, b"',
      'planned',
      '"gpt-5.5, a"',
      '"gpt-5.4, c"',
    ]);
    expect(text).toContain('tokens: { uncachedInput: 91_312_500 }');
    expect(text).toContain('tokens: { input: 5M, output: 1M }');
    const checked = await run(['check', '--profile', profile, '--max', '1M', '--quiet']);
    expect([checked.exitCode, checked.stderr]).toEqual([0, '']);
  });

  test('a file that is no profile is refused and stays as it is', async () => {
    const path = fileOf('other.yaml', ['limits: []']);
    const refused = await run(['import', fileOf('x.csv', [HEADER, ...before]), '--update', path]);
    expect([refused.exitCode, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain(`--update ${path}`);
    expect(readFileSync(path, 'utf8')).toBe('limits: []');
  });
});

describe('names of an export that no profile may hold', () => {
  const rows = (keys: readonly string[]) => [
    'day,model,uncachedInput,output,key',
    ...keys.map((key) => `2026-10-01,gpt-5.4,1000,10,"${key.replaceAll('"', '""')}"`),
  ];

  test('are written so that the profile is read again, each workload told from the others', async () => {
    const long = 'a'.repeat(300);
    const keys = [
      '\u202eci',
      'a\tb',
      'a\nb',
      `${long}1`,
      `${long}2`,
      '\u{1f600}'.repeat(150),
      '=1+1',
      ' : x',
      '"',
      '*x',
      '\u200b',
    ];
    const profile = join(folder, 'hostile.yaml');
    const line = ['import', fileOf('hostile.csv', rows(keys)), '--by', 'key', '--output', profile];
    expect((await run(line)).exitCode).toBe(0);
    const { stdout, stderr, exitCode } = await run(['estimate', '--profile', profile, '--format', 'json', '--quiet']);
    expect([exitCode, stderr]).toEqual([0, '']);
    const names = JSON.parse(stdout).workloads.map(({ name }: { name: string }) => name);
    expect(new Set(names).size).toBe(keys.length);
  });

  test('are told apart from a name that is written as theirs would be', async () => {
    const profile = join(folder, 'alike.yaml');
    const usage = fileOf('alike.csv', rows(['k', 'k (2)', '\u202e', '\u202d']));
    expect((await run(['import', usage, '--by', 'key', '--output', profile])).exitCode).toBe(0);
    expect((await run(['check', '--profile', profile, '--max', '1k', '--quiet'])).exitCode).toBe(0);
  });
});
