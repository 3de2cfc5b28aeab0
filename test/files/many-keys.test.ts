import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jsonFile } from '../../src/files/json-file.ts';
import { parseYaml } from '../../src/files/parse-yaml.ts';
import { fileOf } from '../support/folders.ts';
import { problemOf } from '../support/problems.ts';
import { run } from '../support/transcript.ts';

const MANY = 20_000;
const keys = Array.from({ length: MANY }, (_, at) => at);

describe('many keys', () => {
  test('are read, and one that stands twice is found', () => {
    const text = (size: number) =>
      `tags:\n${keys
        .slice(0, size)
        .map((at) => `  key${at}: v\n`)
        .join('')}  key7: v\n`;
    const fault = problemOf(() => parseYaml(text(MANY), 'p.yaml', 'profile')).faults;
    expect(fault).toMatchObject([{ line: MANY + 2, column: 3, message: 'this key is given twice; keep one of them' }]);
  });

  test('are each found at their place, in YAML and in JSON', () => {
    const yaml = parseYaml(keys.map((at) => `key${at}: v\n`).join(''), 'p.yaml', 'profile');
    const json = jsonFile(`{\n${keys.map((at) => `"key${at}": 1`).join(',\n')}\n}`, 'p.json', 'baseline');
    for (const at of keys) {
      expect(yaml.place([`key${at}`], 'key')).toEqual({ line: at + 1, column: 1 });
      expect(json.place([`key${at}`], 'key')).toEqual({ line: at + 2, column: 1 });
    }
  });
});

describe('a JSON file', () => {
  const SAVED = 'fixtures/budgets/baseline.json';
  const check = (text: string) =>
    run([
      'check',
      '--profile',
      'fixtures/profiles/support.yaml',
      '--max',
      '60k',
      '--baseline',
      fileOf(text, 'saved.json'),
    ]);

  test.each([
    ['"asOf": "2026-10-01",', '"asOf": "2026-10-01", "asOf": "2026-10-02",'],
    ['"id": "published"', '"id": "other", "id": "published"'],
  ])('that gives a key twice is refused at the second: %s', async (was, becomes) => {
    const text = readFileSync(SAVED, 'utf8');
    expect(text).toContain(was);
    const { stdout, stderr, exitCode } = await check(text.replace(was, becomes));
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/saved\.json:\d+:\d+ this key is given twice; keep one of them/);
  });

  test('of prices that gives a key twice loses that row alone, and says so', async () => {
    const model = '{"litellm_provider": "acme", "input_cost_per_token": 1e-6, "output_cost_per_token": 1e-6}';
    const list = fileOf(`{"acme/one": ${model}, "acme/one": ${model}, "acme/two": ${model}}`, 'prices.json');
    const line = ['cards', 'import', list, '--from', 'litellm', '--provider', 'acme'];
    const { stdout, stderr, exitCode } = await run(line);
    expect([exitCode, stdout.includes('acme/two:'), stdout.includes('acme/one')]).toEqual([0, true, false]);
    expect(stderr).toMatch(/prices\.json:1:\d+ acme\/one: left out: the key acme\/one is given twice/);
  });

  test('with many workloads of one name is refused at each place', async () => {
    const saved = JSON.parse(readFileSync(SAVED, 'utf8'));
    const workloads = Array.from({ length: 2_000 }, () => saved.workloads[0]);
    const { stderr, exitCode } = await check(JSON.stringify({ ...saved, workloads }, null, 1));
    expect([exitCode, stderr.match(/a second workload is called/g)?.length]).toEqual([2, 20]);
    expect(stderr).toContain('and 1979 more');
  });

  test('has its faults at the places of what is wrong', () => {
    const file = jsonFile('{\n  "a": [1, {"b": 2,\n "c": "x"}]}', 's.json', 'baseline');
    expect(file.place(['a', 1, 'c'])).toEqual({ line: 3, column: 7 });
    expect(file.place(['a', 1, 'c'], 'key')).toEqual({ line: 3, column: 2 });
    expect(file.place(['a', 1, 'none'])).toEqual({ line: 2, column: 12 });
    expect(file.place([])).toEqual({ line: 1, column: 1 });
  });
});
