import { describe, expect, test } from 'vitest';
import { query } from '../support/duckdb.ts';
import { fileOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';
import { valueOfName, workbook } from '../support/workbook.ts';

const DAY = ['--as-of', '2026-11-28', '--quiet'];
const SEVERAL = ['--profile', 'fixtures/profiles/several-bands.yaml', ...DAY];

async function json(...argv: string[]) {
  return JSON.parse((await run([...argv, '--format', 'json'])).stdout);
}

const profile = (...workloads: string[]) =>
  fileOf(`workloads:\n${workloads.map((each) => `  - ${each}`).join('\n')}\n`, 'profile.yaml');

type Configuration = { id: string; monthlyCost: number | null; lineItems: { band: string; mode: string }[] };
const listOf = (answer: { workloads: { name: string; configurations: Configuration[] }[] }, name: string) =>
  answer.workloads.find((each) => each.name === name)?.configurations.find(({ id }) => id === 'list');

describe('a model with several price lists by the length of the prompt', () => {
  test('bills the whole of a request at the list of its length', async () => {
    const answer = await json('estimate', ...SEVERAL);
    // 32M x 0.03 + 1M x 0.13; 32.001M x 0.10 + 1M x 0.40; 300M x 0.20 + 1M x 0.80.
    expect(['short', 'middle', 'long'].map((name) => listOf(answer, name)?.monthlyCost)).toEqual([1.09, 3.6001, 60.8]);
    expect(listOf(answer, 'long')?.lineItems.map(({ band }) => band)).toEqual(['long2', 'long2']);
  });

  test('splits a volume by what is stated of each length, and by no share that names none', async () => {
    const answer = await json('estimate', ...SEVERAL);
    // 60% base, 30% over 32k, 10% over 256k: 60M x 0.03 + 6M x 0.13 + 30M x 0.10 + 3M x 0.40 + 10M x 0.20 + 1M x 0.80.
    expect(listOf(answer, 'mixed')?.monthlyCost).toBe(9.58);
    expect(listOf(answer, 'no-length')?.monthlyCost).toBeNull();
    const { stdout, exitCode } = await run(['estimate', ...SEVERAL]);
    expect([exitCode, stdout.includes('write promptsOver: { 32000: ..., 256000: ... }')]).toEqual([4, true]);
  });

  test('never takes a length from a neighbour that differs', async () => {
    const at = profile(
      '{ name: open, model: qwen3.7-flash, tokens: { input: 1M, output: 1M }, promptsOver: { 64k: 10% } }',
    );
    const { stdout, exitCode } = await run(['estimate', '--profile', at, ...DAY]);
    expect([exitCode, stdout.replace(/\s+/g, ' ')]).toEqual([
      4,
      expect.stringContaining(
        'promptsOver does not say how much of the tokens is in prompts over 32,000 and 256,000 tokens',
      ),
    ]);
    const shut = profile(
      '{ name: shut, model: qwen3.7-flash, tokens: { input: 1M, output: 1M }, promptsOver: { 16k: 0% } }',
    );
    expect(listOf(await json('estimate', '--profile', shut, ...DAY), 'shut')?.monthlyCost).toBe(0.16);
  });

  test('costs the same in a plan, a check and a workbook', async () => {
    const mixed = profile(
      '{ name: mixed, model: qwen3.7-flash, tokens: { input: 100M, output: 10M }, promptsOver: { 32k: 40%, 256k: 10% } }',
      '{ name: long, model: qwen3.7-flash, requests: 1000, perRequest: { input: 300_000, output: 1000 } }',
    );
    expect((await json('decide', '--profile', mixed, ...DAY)).plan.effectiveCost).toBe(70.38);
    expect((await run(['check', '--profile', mixed, ...DAY, '--max', '70.37'])).exitCode).toBe(3);
    expect((await run(['check', '--profile', mixed, ...DAY, '--max', '70.38'])).exitCode).toBe(0);
    const book = await workbook(['estimate', '--profile', mixed, ...DAY]);
    expect(Number(valueOfName(book, 'total_cheapest_cost'))).toBeCloseTo(70.38, 6);
  });

  test('is measured by the length of each prompt', async () => {
    const rows = [20_000, 100_000, 300_000].map((prompt, index) =>
      JSON.stringify({
        id: `r${index}`,
        created: 1_795_824_000,
        model: 'qwen3.7-flash',
        usage: { prompt_tokens: prompt, completion_tokens: 1000, total_tokens: prompt + 1000 },
      }),
    );
    const answer = await json('import', fileOf(rows.join('\n'), 'responses.jsonl'));
    // (20,000 x 0.03 + 100,000 x 0.10 + 300,000 x 0.20 + 1,000 x (0.13 + 0.40 + 0.80)) / 1M
    expect(answer.cost).toBe(0.07193);
    expect(answer.profile.workloads.map(({ promptsOver }: { promptsOver: object }) => promptsOver)).toEqual([
      { 32000: 1, 256000: 1 },
      { 32000: 1, 256000: 0 },
      { 32000: 0, 256000: 0 },
    ]);
  });

  test('is shown and listed as the card writes it, and its thresholds stand in order', async () => {
    const shown = await json('cards', 'show', 'qwen3.7-flash');
    expect(shown.models[0].rates[0].longContext.map(({ threshold }: { threshold: number }) => threshold)).toEqual([
      32_000, 256_000,
    ]);
    const card = (lists: string) =>
      fileOf(
        `id: a\nversion: 2026-11-01\nproviders: { p: { name: P } }\nmodels:\n  m:\n    provider: p\n    rates:\n      - from: 2026-01-01\n        usdPerMtok: { input: 1, output: 2 }\n        longContext:\n${lists}\n        source: { url: here, checked: 2026-11-01, confidence: official }\n`,
        'card.yaml',
      );
    const list = (threshold: string) =>
      `          - { threshold: ${threshold}, edge: above, usdPerMtok: { input: 2, output: 4 } }`;
    const twisted = await run(['cards', 'validate', card([list('64k'), list('32k')].join('\n'))]);
    expect([twisted.exitCode, twisted.stderr]).toEqual([
      2,
      expect.stringContaining('thresholds stand in order, the lowest first; 64k comes before it'),
    ]);
    expect((await run(['cards', 'validate', card(list('64k'))])).stderr).toContain('two to 5 thresholds');
  });
});

describe('a mode that its provider serves as another', () => {
  const FAST = ['--profile', 'fixtures/profiles/modes-as-billed.yaml', '--as-of', '2026-09-15'];

  test('costs what that costs, and the page says so', async () => {
    const { stderr, stdout } = await run(['estimate', ...FAST]);
    expect(stdout).toContain('2,460.00');
    expect(stderr).toContain(
      'long-and-fast: gpt-5.6-sol in priority mode is served and billed as standard where a prompt is over 272,000 tokens.',
    );
    expect(stderr).toContain('opus-fast: claude-opus-4.6 in priority mode is served and billed as standard. All of it');
    for (const command of ['decide', 'check --max 1M']) {
      const other = await run([...command.split(' '), ...FAST]);
      expect(other.stderr).toContain('gpt-5.6-sol in priority mode is served and billed as standard');
    }
  });
});

describe('ultrafast mode', () => {
  const ultra = (model: string) =>
    profile(`{ name: ultra, model: ${model}, tokens: { input: 100M, output: 10M }, serviceMode: ultrafast }`);

  test.each([
    ['gpt-6.2-sol', '2026-11-28', 900],
    ['gpt-6.2-sol', '2027-02-28', 900],
    ['gpt-6.2-sol', '2027-03-01', 1800],
    ['gpt-6.1-sol', '2026-11-28', 1800],
    ['gpt-6-astra', '2026-11-28', 9000],
    ['gpt-6-astra', '2026-09-28', null],
    ['gpt-6.2-astra', '2026-11-28', null],
  ])('of %s on %s costs %s', async (model, on, cost) => {
    const answer = await json('estimate', '--profile', ultra(model), '--as-of', on, '--quiet');
    expect(listOf(answer, 'ultra')?.monthlyCost ?? null).toBe(cost);
  });

  test('says the day on which its price changes though the standard one stays', async () => {
    const { stdout } = await run(['estimate', '--profile', ultra('gpt-6.2-sol'), ...DAY]);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'the price of gpt-6.2-sol changes on 2027-03-01 (announced 2026-11-17): the list price as it runs of $900 becomes $1,800',
    );
    const standard = await run(['estimate', '--in', '100M', '--out', '10M', '--model', 'gpt-6.2-sol', ...DAY]);
    expect(standard.stdout).not.toContain('2027-03-01');
  });
});

describe('a change that was announced later', () => {
  const card = () =>
    fileOf(
      [
        'id: a',
        'version: 2026-11-01',
        'providers: { p: { name: P } }',
        'models:',
        '  next: { provider: p, rates: [{ from: 2026-01-01, usdPerMtok: { input: 1, output: 1 }, source: &s { url: here, checked: 2026-11-01, confidence: official } }] }',
        '  m:',
        '    provider: p',
        '    retired: { from: 2026-11-21, announced: 2026-11-10, servedBy: next, billedAs: successor, source: *s }',
        '    rates:',
        '      - { from: 2026-01-01, usdPerMtok: { input: 2, output: 2 }, source: *s }',
        '      - { from: 2026-11-11, announced: 2026-11-10, usdPerMtok: { input: 4, output: 4 }, source: *s }',
        '',
      ].join('\n'),
      'card.yaml',
    );
  const checked = async (day: string) => {
    const { stdout } = await run(
      'check --in 300M --out 0 --model m --max 1M --format json --quiet'
        .split(' ')
        .concat('--card', card(), '--as-of', day),
    );
    return JSON.parse(stdout).amount;
  };

  test('splits no month that is seen before it', async () => {
    expect(await checked('2026-11-05')).toBe(600);
    // 10 days at 2, 10 at 4 and 10 at the successor's 1, of 300M over 30 days.
    expect(await checked('2026-11-10')).toBe(700);
  });
});

test('several bands are kept in FOCUS and CSV', async () => {
  const path = fileOf((await run(['estimate', ...SEVERAL, '--format', 'csv'])).stdout, 'rows.csv');
  const rows = await query(`SELECT * FROM read_csv('${path}', header = true, all_varchar = true)`);
  expect(rows.find((row) => row['workload'] === 'mixed' && row['id'] === 'list')?.['monthlyCost']).toBe('9.58');
});
