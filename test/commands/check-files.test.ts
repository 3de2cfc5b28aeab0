import { spawnSync } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run, words } from '../support/transcript.ts';

const CHECK = 'check --profile fixtures/profiles/support.yaml --max 60k --quiet';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const refusal = async (...line: string[]) => {
  const { stderr, exitCode, stdout } = await run([...words(CHECK), ...line]);
  return [exitCode, stdout, /\[(\w+)\]/.exec(stderr)?.[1]];
};

describe('the files of a card are never written over', () => {
  beforeAll(() => cpSync('pricing/published', at('card'), { recursive: true }));

  test.each([['--output'], ['--summary'], ['--also']])('by %s, into its folder', async (flag) => {
    const path = at('card/card.yaml');
    const before = readFileSync(path, 'utf8');
    const value = flag === '--also' ? `json=${path}` : path;
    expect(await refusal('--card', at('card'), flag, value)).toEqual([2, '', 'outputIsInput']);
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  test.each([['card'], ['"card"'], ["'card' # ours"]])('nor is the base of an overlay, extends: %s', async (base) => {
    writeFileSync(at('overlay.yaml'), `id: ours\nversion: 2026-11-23\nextends: ${base}\nmodels: {}\n`);
    for (const name of ['overlay.yaml', 'card/card.yaml', 'card/anthropic-opus.yaml']) {
      expect(await refusal('--card', at('overlay.yaml'), '--output', at(name))).toEqual([2, '', 'outputIsInput']);
    }
  });

  test('what is beside them is', async () => {
    for (const name of ['card/answer.txt', 'answer.txt']) {
      writeFileSync(at(name), 'old');
      expect((await run([...words(CHECK), '--card', at('card'), '--output', at(name)])).exitCode).toBe(0);
      expect(readFileSync(at(name), 'utf8')).toMatch(/^within/);
    }
  });
});

describe('where one place cannot be written, none is', () => {
  const asked = () => ['--summary', at('summary.md'), '--also', `junit=${at('check.xml')}`];

  test.each([
    ['--output', 'fixtures/profiles/support.yaml', 'outputIsInput'],
    ['--output', 'no-such-folder/answer.txt', 'outputFolderMissing'],
    ['--output', 'fixtures', 'fileIsFolder'],
    ['--also', 'json=no-such-folder/answer.json', 'outputFolderMissing'],
    ['--format', 'table --bom', 'usage'],
  ])('%s %s', async (flag, value, code) => {
    expect(await refusal(...asked(), flag, ...words(value))).toEqual([2, '', code]);
    expect([existsSync(at('summary.md')), existsSync(at('check.xml'))]).toEqual([false, false]);
  });

  test('and a summary in a folder that is not there is refused before anything else', async () => {
    const line = ['--output', at('kept.txt'), '--summary', at('no-such-folder/summary.md')];
    expect(await refusal(...line)).toEqual([2, '', 'outputFolderMissing']);
    expect(existsSync(at('kept.txt'))).toBe(false);
  });
});

test('a baseline may be as large as what check writes for thousands of workloads', async () => {
  await run([...words(CHECK), '--format', 'json', '--output', at('baseline.json')]);
  const padded = `${readFileSync(at('baseline.json'), 'utf8')}${' '.repeat(11 * 1_048_576)}`;
  writeFileSync(at('baseline.json'), padded);
  const { stdout, exitCode } = await run([...words(CHECK), '--baseline', at('baseline.json')]);
  expect([exitCode, stdout.includes('- Whole profile: $0.00 (0.0%).')]).toEqual([0, true]);
});

test('a comment is never longer than GitHub takes, whatever the names', async () => {
  const name = (at: number) => `${'$@#|*`'.repeat(32)}${at}`;
  const rows = [...Array(60).keys()];
  const profile = (output: string) =>
    `workloads:\n${rows.map((at) => `  - { name: '${name(at)}', model: gpt-5.4, tokens: { input: 1M, output: ${output} } }\n`).join('')}`;
  writeFileSync(at('old.yaml'), profile('1M'));
  writeFileSync(at('new.yaml'), profile('2M'));
  writeFileSync(
    at('each.yaml'),
    `limits:\n${rows.map((each) => `  - { workload: '${name(each)}', max: 1 }\n`).join('')}`,
  );
  await run(['check', '--profile', at('old.yaml'), '--max', '1', '--format', 'json', '--output', at('old.json')]);
  const line = ['check', '--profile', at('new.yaml'), '--budget', at('each.yaml'), '--baseline', at('old.json')];
  const comment = (await run([...line, '--format', 'markdown'])).stdout;
  expect(comment.length).toBeLessThanOrEqual(65_536);
  expect(comment.length).toBeGreaterThan(20_000);
  const shown = comment.split('\n').filter((row) => row.startsWith('| workload ')).length - 2;
  expect(comment).toContain(`and ${rows.length - shown} more`);
});

describe('a damaged baseline', () => {
  const saved = async () => (await run([...words(CHECK), '--format', 'json'])).stdout;
  const against = async (text: string) => {
    writeFileSync(at('damaged.json'), text);
    return run([...words(CHECK), '--baseline', at('damaged.json')]);
  };

  test('with two workloads of one name is refused at the second', async () => {
    const text = await saved();
    const names = (JSON.parse(text) as { workloads: { name: string }[] }).workloads.map(({ name }) => name);
    const { stderr, exitCode } = await against(text.replace(`"name": "${names[1]}"`, `"name": "${names[0]}"`));
    expect([exitCode, stderr.includes(`a second workload is called "${names[0]}"`)]).toEqual([2, true]);
    expect(stderr).toMatch(/damaged\.json:\d+:\d+ /);
  });

  test.each(['amount', 'tokens', 'usdPerMtok', 'optimisedSpend'])('with a negative %s is refused', async (key) => {
    const text = await saved();
    const at = key === 'amount' ? text.indexOf('"workloads"') : 0;
    const damaged = text.slice(0, at) + text.slice(at).replace(new RegExp(`"${key}": (?=\\d)`), `"${key}": -`);
    expect(damaged).not.toBe(text);
    expect(await against(damaged)).toMatchObject({ exitCode: 2, stdout: '' });
  });
});

test.each([
  ['--via', 'openrouter'],
  ['--prepay', 'tokenmart'],
])('%s %s without a workload that is bought there is said to do nothing', async (flag, id) => {
  const line = words(CHECK).filter((word) => word !== '--quiet');
  const { stderr } = await run([...line, flag, id]);
  expect(stderr).toContain(`${flag} ${id} has no effect on the amount`);
  const profile = at(`${id}.yaml`);
  writeFileSync(
    profile,
    `workloads: [{ name: a, model: claude-opus-4.7, tokens: { input: 1M, output: 1M }, channel: ${id} }]\n`,
  );
  const through = await run(['check', '--profile', profile, '--max', '60k', flag, id]);
  expect([through.exitCode, through.stderr.includes('has no effect')]).toEqual([0, false]);
});

test('prices looked at after the day priced are not said to be older by less than nothing', async () => {
  writeFileSync(at('age.yaml'), 'rules: [{ rule: priceAge, maxDays: 0 }]\n');
  const line = words('check --in 1M --model gpt-5.4 --as-of 2026-08-01 --format json');
  const { rules } = JSON.parse((await run([...line, '--budget', at('age.yaml')])).stdout);
  expect(rules[0].text).toMatch(
    /^the oldest price used was looked at [1-9]\d* days after the day priced, at most 0 are allowed\.$/,
  );
});

test.each([
  ['--cache-ttl', '1h', 'cacheTtl'],
  ['--reads-per-write', '5', 'readsPerWrite'],
])('%s %s where nothing is cached is said to do nothing, and where something is, is not', async (flag, value, key) => {
  const line = words('check --in 1M --out 1M --model claude-opus-4.7 --max 1k');
  const without = await run(line);
  const idle = await run([...line, flag, value]);
  expect(idle.stderr).toContain(`${key} has no effect: nothing is cached in the amounts that count.`);
  expect(without.stderr).not.toContain(key);
  const cached = await run([...line, '--cache-hit', '50%', flag, value]);
  expect(cached.stderr).not.toContain('has no effect');
});

test('a summary that was not there leaves no file behind when the answer does not get out', () => {
  const full = openSync('/dev/full', 'w');
  const path = at('taken-back.md');
  const line = ['bin/tokencost.js', ...words(CHECK), '--summary', path];
  const failed = spawnSync(process.execPath, line, { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
  closeSync(full);
  expect([failed.status, existsSync(path)]).toEqual([1, false]);
  expect(failed.stderr).toContain('[writeFailed]');
});
