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
