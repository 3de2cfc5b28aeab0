import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Big from 'big.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import fc from '../support/laws.ts';
import { run } from '../support/transcript.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MODELS = ['claude-opus-4.7', 'gpt-5.4', 'gemini-3.1-pro'] as const;
const count = fc.integer({ min: 0, max: 5_000_000 });
const row = fc.record({
  day: fc.integer({ min: 1, max: 28 }).map((day) => `2026-11-${String(day).padStart(2, '0')}`),
  model: fc.constantFrom(...MODELS),
  mode: fc.constantFrom('standard', 'batch'),
  uncachedInput: count,
  cacheRead: count,
  cacheWrite5m: fc.integer({ min: 0, max: 100_000 }),
  output: fc.integer({ min: 1, max: 5_000_000 }),
  'calls.webSearch': fc.integer({ min: 0, max: 5000 }),
});

const HEADER = 'day,model,mode,uncachedInput,cacheRead,cacheWrite5m,output,calls.webSearch';
const csv = (rows: readonly Readonly<Record<string, string | number>>[]) =>
  [
    HEADER,
    ...rows.map((each) =>
      HEADER.split(',')
        .map((name) => each[name])
        .join(','),
    ),
  ].join('\n');

/** The dearest token of these models is under $100 a million, and each class of a workload rounds by half a token at most; a call costs two cents at most. */
const ROUNDING = new Big('0.0001').times(0.5).times(4).plus('0.01');

test('the list price of a measured profile is the cost of its rows, scaled, but for the rounding to whole tokens', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
      const [usage, profile] = [join(folder, 'usage.csv'), join(folder, 'profile.yaml')];
      writeFileSync(usage, csv(rows));
      const imported = await run(['import', usage, '--format', 'json', '--output', profile, '--as-of', '2026-11-28']);
      expect(imported.stderr).toBe('');
      expect(imported.exitCode).toBe(0);
      const answer = JSON.parse(imported.stdout);
      const checked = await run([
        'check',
        '--profile',
        profile,
        '--max',
        '1T',
        '--format',
        'json',
        '--as-of',
        '2026-11-28',
      ]);
      expect(checked.exitCode).toBe(0);
      const amount = new Big(JSON.parse(checked.stdout).amount).times(answer.period.days).div('30.4375');
      const off = amount.minus(answer.cost).abs();
      const allowed = ROUNDING.times(answer.profile.workloads.length).times(answer.period.days).div('30.4375');
      expect(off.lte(allowed.plus('0.000001')), `${amount} against ${answer.cost}`).toBe(true);
    }),
    { numRuns: 25 },
  );
});

test('the order of rows, and how they are split over files, change nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 12 }), fc.nat(), async (rows, cut) => {
      const at = 1 + (cut % (rows.length - 1));
      const paths = ['all', 'first', 'second'].map((name) => join(folder, `${name}.csv`)) as [string, string, string];
      writeFileSync(paths[0], csv(rows));
      writeFileSync(paths[1], csv(rows.slice(at).reverse()));
      writeFileSync(paths[2], csv(rows.slice(0, at)));
      const one = JSON.parse((await run(['import', paths[0], '--format', 'json'])).stdout);
      const two = JSON.parse((await run(['import', paths[1], paths[2], '--add', '--format', 'json'])).stdout);
      expect({ ...two, sources: [] }).toEqual({ ...one, sources: [] });
    }),
    { numRuns: 25 },
  );
});

test('the profile goes through estimate, decide and check unedited', async () => {
  const profile = join(folder, 'through.yaml');
  const imported = await run(['import', 'fixtures/usage/openai.csv', '--by', 'project', '--output', profile]);
  expect(imported.exitCode).toBe(0);
  for (const command of ['estimate', 'decide', 'check']) {
    const more = command === 'check' ? ['--max', '1M'] : [];
    const { exitCode, stderr } = await run([command, '--profile', profile, '--quiet', ...more]);
    expect([command, exitCode, stderr]).toEqual([command, 0, '']);
  }
});

/** Fixtures whose rows and profile are of different prices, with the reason. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'ended.csv': 'no work is left of which a profile could be made',
  'marked-names.csv': 'no name has a price',
  'moving-names.csv': 'a name means several models in its period, the profile the last',
  'bedrock-profiles.csv': 'a part has no price where it is kept',
  'responses.jsonl': 'a model has its first price after its rows',
};

/** Those that `decide` is asked of too: it takes seconds for each. */
const DECIDED = ['canonical.csv', 'focus.csv', 'claude-code.jsonl'];

test.each(readdirSync('fixtures/usage').filter((name) => !(name in OTHERWISE)))(
  'the measured profile of %s is bought unedited, and comes to the cost of its rows',
  async (name) => {
    const profile = join(folder, `${name}.yaml`);
    const imported = await run([
      'import',
      join('fixtures/usage', name),
      '--format',
      'json',
      '--output',
      profile,
      '--as-of',
      '2026-11-28',
    ]);
    const { period, cost, profile: stated } = JSON.parse(imported.stdout);
    const of = ['--profile', profile, '--as-of', period.end];
    const commands = DECIDED.includes(name) ? ['estimate', 'decide'] : ['estimate'];
    for (const command of commands) expect([0, 4]).toContain((await run([command, ...of])).exitCode);
    const checked = await run(['check', ...of, '--max', '1T', '--format', 'json']);
    expect(checked.exitCode).toBe(0);
    const months = new Big(period.days).div('30.4375');
    const off = new Big(JSON.parse(checked.stdout).amount).times(months).minus(cost).abs();
    const allowed = ROUNDING.times(stated.workloads.length).times(months);
    expect(off.lte(allowed), `off by ${off}, allowed ${allowed}`).toBe(true);
  },
);
