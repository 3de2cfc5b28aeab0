import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Big from 'big.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/transcript.ts';

const SUPPORT = 'fixtures/profiles/support.yaml';
const NEXT = 'fixtures/profiles/support-next.yaml';
const HALF_YEAR = ['--card', 'fixtures/cards/rules.yaml', '--as-of', '2026-11-01'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'diff-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Keeps the JSON of a command in a file and gives its path. */
async function kept(name: string, ...argv: string[]): Promise<string> {
  const path = join(folder, name);
  const { stderr } = await run([...argv, '--format', 'json', '--quiet', '--output', path]);
  if (stderr !== '') throw new Error(stderr);
  return path;
}

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Numerals as text, so that no test reads money through a float. */
const exactJson = (text: string) =>
  JSON.parse(text.replace(/(: |\n\s+)(-?\d+(?:\.\d+)?)(?=[,\n])/g, (_, before, digits) => `${before}"${digits}"`));
const answer = async (...argv: string[]) => exactJson((await run(['diff', ...argv, '--format', 'json'])).stdout);
const sumOf = (effects: Record<string, string>) =>
  Object.values(effects)
    .reduce((sum, amount) => sum.plus(amount), new Big(0))
    .toFixed();

describe('the JSON of diff', () => {
  test.each([
    ['two profiles', [SUPPORT, NEXT]],
    [
      'profiles that run for months',
      ['fixtures/profiles/rules.yaml', 'fixtures/profiles/half-year.yaml', ...HALF_YEAR],
    ],
    ['two results', ['fixtures/results/check-october.json', 'fixtures/results/check-november.json']],
    ['two cards', ['published', 'fixtures/cards/overlay.yaml', '--as-of', '2026-12-01', '--profile', SUPPORT]],
    ['cards without a profile', ['published', 'article-2026']],
  ])('of %s fits the schema that `tokencost schema diff` prints', async (_, argv) => {
    const schema = JSON.parse((await run(['schema', 'diff'])).stdout);
    const validate = new Ajv2020({ strict: false }).compile(schema);
    const { stdout } = await run(['diff', ...argv, '--format', 'json']);
    expect(validate(JSON.parse(stdout)), JSON.stringify(validate.errors)).toBe(true);
  });

  test('has causes that add up to the change, to the last digit', async () => {
    const { workloads, total } = await answer(SUPPORT, NEXT);
    for (const { effects, change } of [...workloads, total]) expect(sumOf(effects)).toBe(change);
    expect(workloads.length).toBe(5);
  });
});

describe('two saved results', () => {
  test('of estimate differ by what their totals differ', async () => {
    const old = await kept('old.json', 'estimate', '--profile', SUPPORT);
    const now = await kept('new.json', 'estimate', '--profile', NEXT);
    const { total, measured } = await answer(old, now);
    expect(measured).toBe('estimate');
    const totals = [old, now].map((path) => exactJson(readFileSync(path, 'utf8')).totals.cheapestCost);
    expect([total.old.amount, total.new.amount]).toEqual(totals);
    expect(sumOf(total.effects)).toBe(total.change);
  });

  test('of check differ as their profiles do', async () => {
    const check = (name: string, profile: string) => kept(name, 'check', '--profile', profile, '--max', '1M');
    const results = await answer(await check('a.json', SUPPORT), await check('b.json', NEXT));
    const profiles = await answer(SUPPORT, NEXT);
    expect(results.workloads).toEqual(profiles.workloads);
    expect(results.total).toEqual(profiles.total);
  });

  test('that are one and the same differ in nothing', async () => {
    const path = await kept('same.json', 'estimate', '--profile', SUPPORT);
    const { workloads, total } = await answer(path, path);
    expect([...new Set(workloads.map((each: { status: string }) => each.status))]).toEqual(['unchanged']);
    expect(total.change).toBe('0');
  });

  test('with quotients that do not end are not taken to hold fees', async () => {
    const profile = (output: string) =>
      written(
        `thirds-${output}.yaml`,
        `workloads: [{ name: a, model: claude-opus-4.7, tokens: { input: 1M, output: ${output} }, cacheHitRatio: 70%, readsPerWrite: 3 }]`,
      );
    const old = await kept('thirds.json', 'estimate', '--profile', profile('1M'));
    const now = await kept('more.json', 'estimate', '--profile', profile('2M'));
    const { total } = await answer(old, now);
    expect(total.effects.fees).toBe('0');
    expect(sumOf(total.effects)).toBe(total.change);
  });

  test('whose own total holds more than its line items holds a fee', async () => {
    const path = await kept('fee.json', 'check', '--profile', SUPPORT, '--max', '1M');
    const text = readFileSync(path, 'utf8').replaceAll('"amount": 30775', '"amount": 30800');
    const { total } = await answer(path, written('with-fee.json', text));
    expect(total.effects).toMatchObject({ fees: '25', price: '0', mix: '0' });
  });

  test('with a part without a price are undecided, with exit code 4', async () => {
    const flags = [
      '--model',
      'small-2',
      '--card',
      'fixtures/cards/own.yaml',
      '--as-of',
      '2026-11-01',
      '--cache-hit',
      '50%',
    ];
    const path = join(folder, 'unpriced.json');
    await run(['estimate', '--in', '1M', ...flags, '--format', 'json', '--output', path, '--quiet']);
    const { stdout, exitCode } = await run(['diff', path, path, '--format', 'json']);
    expect(exitCode).toBe(4);
    expect(exactJson(stdout).workloads).toMatchObject([{ status: 'undecided', change: null, effects: null }]);
  });

  test('that do not know an amount are undecided, whatever their line items say', async () => {
    const path = await kept('known.json', 'check', '--profile', SUPPORT, '--max', '1M');
    const text = readFileSync(path, 'utf8').replaceAll('"amount": 30775', '"amount": null');
    const { workloads } = await answer(path, written('unknown.json', text));
    expect(workloads[0]).toMatchObject({ name: 'ticket-replies', status: 'undecided', effects: null });
  });

  test('may be larger than what a person writes', async () => {
    const text = readFileSync('fixtures/results/check-october.json', 'utf8');
    const path = written('large.json', text.replace('{', `{${' '.repeat(11_000_000)}`));
    expect((await run(['diff', path, path])).exitCode).toBe(0);
  });

  test('of two cards say so', async () => {
    const old = await kept('published.json', 'check', '--in', '1M', '--model', 'gpt-5.4', '--max', '1M');
    const now = await kept(
      'article.json',
      'check',
      '--in',
      '1M',
      '--model',
      'gpt-5.4',
      '--max',
      '1M',
      '--card',
      'article-2026',
    );
    const { stdout } = await run(['diff', old, now]);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /The cards differ, published \S+ and article-2026 \S+: prices may move/,
    );
    expect((await answer(old, now)).differences).toMatchObject([{ code: 'cards' }]);
    const other = readFileSync(old, 'utf8').replace(/"sha256": "....../, '"sha256": "000000');
    expect((await run(['diff', old, written('restated.json', other)])).stdout).toContain('two states of the card');
  });
});

test('a screen shows the largest changes and sums the others', async () => {
  const profile = (tokens: (index: number) => number) => {
    const lines = Array.from(
      { length: 30 },
      (_, index) => `  - { name: w${index}, model: gpt-5.4, tokens: { input: ${tokens(index)}M } }`,
    );
    return `workloads:\n${lines.join('\n')}\n`;
  };
  const [old, now] = [
    written(
      'old.yaml',
      profile(() => 1),
    ),
    written(
      'new.yaml',
      profile((index) => index + 2),
    ),
  ];
  const { stdout } = await run(['diff', old, now]);
  // 11 others went from 1M to 2M ... 12M: 11M became 77M tokens at $2.50.
  expect(stdout).toMatch(/│ 11 others +│ +\$27\.50 │ +\$192\.50 │/);
  expect(stdout).toContain('- 11 others: --format json and --format csv have each');
  expect((await answer(old, now)).workloads).toHaveLength(30);
});

describe('what is given to diff', () => {
  test('is known by its content, whatever it is called', async () => {
    const profile = written(
      'profile.json',
      '{"workloads": [{"name": "a", "model": "gpt-5.4", "tokens": {"input": 1000000}}]}',
    );
    expect(await answer(profile, SUPPORT)).toMatchObject({ kind: 'profiles' });
    const result = written('result.yaml', readFileSync('fixtures/results/check-october.json', 'utf8'));
    expect(await answer(result, result)).toMatchObject({ kind: 'results', measured: 'check' });
  });

  test('is never written over', async () => {
    const path = written('kept.yaml', readFileSync(SUPPORT, 'utf8'));
    const { stderr, exitCode } = await run(['diff', path, NEXT, '--output', path]);
    expect([exitCode, stderr.includes('outputIsInput')]).toEqual([2, true]);
    expect(readFileSync(path, 'utf8')).toBe(readFileSync(SUPPORT, 'utf8'));
  });

  test('a result with two workloads of one name cannot be compared', async () => {
    const text = readFileSync('fixtures/results/check-october.json', 'utf8').replace(
      '"name": "search"',
      '"name": "replies"',
    );
    const path = written('twice.json', text);
    expect((await run(['diff', path, path])).stderr).toMatch(
      /twice\.json:\d+:\d+ a second workload is called "replies"/,
    );
  });
});

describe('work that costs what it did', () => {
  const LIFE = ['--card', 'fixtures/cards/life.yaml', '--as-of', '2026-11-27'];
  const OTHER = '{ name: other, model: heir, tokens: { input: 1M } }';
  const profile = (name: string, model: string, input: string, ...more: string[]) =>
    written(name, `{ workloads: [{ name: w, model: ${model}, tokens: { input: ${input} } }, ${more.join(', ')}] }`);
  const flat = async (argv: string[]) => (await run([...argv, ...LIFE])).stdout.replaceAll(/\s+/g, ' ');
  const held = async (before: string, after: string) => {
    const baseline = await kept('before.json', 'check', '--profile', before, '--max', '1k', ...LIFE);
    return flat(['check', '--profile', after, '--max', '1k', '--baseline', baseline]);
  };

  // 1 dollar a million tokens on either model.
  test.each([
    ['alone', []],
    ['beside others', [OTHER]],
  ])('on another model at the same price, %s, is said to be that', async (_, others) => {
    const before = profile('a.yaml', 'ends-replaced', '100M', ...others);
    const after = profile('b.yaml', 'ends-on-its-own-bill', '100M', ...others);
    expect(await flat(['diff', before, after])).toContain('By workload - w: buys something else at the same cost');
    expect(await held(before, after)).toContain(
      '- w: $0.00 (0.0%): ends-replaced to ends-on-its-own-bill at the same cost.',
    );
  });

  // Half the tokens at twice the price: 50 dollars less for volume, 50 more for the model.
  test('because its causes make up for each other says both, though a later month has changed too', async () => {
    const before = profile('a.yaml', 'ends-on-its-own-bill', '100M', OTHER);
    const after = written(
      'b.yaml',
      `{ workloads: [{ name: w, model: heir, tokens: { input: 50M }, growth: 10% }, ${OTHER}] }`,
    );
    expect(await flat(['diff', before, after])).toContain('- w: volume -$50.00, mix +$50.00');
    expect(await held(before, after)).toMatch(
      /- w: \$0\.00 \(0\.0%\): volume \(100M to 50M tokens\) -\$50\.00, mix \(ends-on-its-own-bill to heir\) \+\$50\.00; in 2027-10 \$/,
    );
  });
});
