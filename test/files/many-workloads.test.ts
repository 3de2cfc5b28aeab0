import { expect, test } from 'vitest';
import { fileOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';

const listed = (count: number, item: (at: number) => string) =>
  fileOf(`workloads:\n${Array.from({ length: count }, (_, at) => `  - ${item(at)}\n`).join('')}`, 'many.yaml');

const MOST = 50_000;

test.each(['estimate', 'decide'])(
  '%s refuses more workloads than a profile holds, at the first that is too many',
  async (command) => {
    const { stdout, stderr, exitCode } = await run([command, '--profile', listed(MOST + 1, (at) => `w${at}`)]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/many\.yaml:50002:5 there are 50001 workloads; a profile holds 50000 at most/);
  },
);

test('at the limit, the workloads themselves are looked at', async () => {
  const { stderr, exitCode } = await run(['estimate', '--profile', listed(MOST, () => '{}')]);
  expect(exitCode).toBe(2);
  expect(stderr).not.toMatch(/at most/);
  expect(stderr).toMatch(/many\.yaml:2:5 the key "model" is missing/);
});

test('decide says how many a plan is made for', async () => {
  const path = listed(10_001, (at) => `{ name: w${at}, model: gpt-5.4, tokens: { input: 1, output: 1 } }`);
  const { stdout, stderr, exitCode } = await run(['decide', '--profile', path]);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(
    /^tokencost: 10001 workloads are more than a plan is made for: 10000 is the most\. \[tooManyWorkloads\]/,
  );
});
