import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fuzz } from '../scripts/fuzz/run.mjs';
import { main } from '../src/main.ts';

test('bent files and flags break no rule of an answer', async () => {
  expect(await fuzz({ main, seed: 2026, runs: 60 })).toEqual([]);
});

test('a program that breaks a rule is found', async () => {
  const broken: typeof main = async (_, shell) => {
    shell.write('NaN');
    return 2;
  };
  expect((await fuzz({ main: broken, seed: 1, runs: 1 }))[0]?.broken).toEqual([
    'a number that is none',
    'output beside a refusal',
    'not one message',
    'a message without a code',
  ]);
});

test('a run builds a program of its own and leaves the one that is there', { timeout: 180_000 }, () => {
  const built = () => statSync('dist/main.cjs', { bigint: true }).ctimeNs;
  const before = built();
  const said = execFileSync(process.execPath, ['scripts/fuzz.mjs', '--seed', '3', '--runs', '4', '--binary', '1'], {
    encoding: 'utf8',
  });
  expect(said).toContain('seed 3: 4 inputs, 1 through the binary, 0 findings');
  expect(built()).toBe(before);
});

test('an interrupted run tells what it ran', async () => {
  const stop = new AbortController();
  const said: string[] = [];
  const interrupted: typeof main = async (argv, shell) => {
    stop.abort();
    return main(argv, shell);
  };
  await fuzz({ main: interrupted, seed: 1, runs: 50, signal: stop.signal, say: (text) => said.push(text) });
  expect(said.join('')).toContain('seed 1: 1 inputs');
});
