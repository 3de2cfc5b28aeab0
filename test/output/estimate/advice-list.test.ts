import { expect, test } from 'vitest';
import { estimate } from '../../../src/decision/estimate/estimate.ts';
import { adviceTexts } from '../../../src/output/estimate/advice-list.ts';
import { acme } from '../../support/answers.ts';
import { fileOf } from '../../support/folders.ts';
import { run } from '../../support/transcript.ts';
import { workload } from '../../support/workloads.ts';

/** As many workloads, of which every tenth is ten times the others. */
const named = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    workload('flat', index % 10 === 0 ? '1B' : '100M', '10M', { name: `w${index}` }),
  );

const told = (count: number) => adviceTexts(estimate(named(count), acme).advice, (provider) => provider);
const names = (texts: readonly string[], pattern: RegExp) =>
  texts.filter((text) => pattern.test(text)).map((text) => text.slice(0, text.indexOf(':')));

test('a few workloads are each told what to do', () => {
  const texts = told(6);
  expect(names(texts, /^w\d: .*lever/)).toEqual(['w0', 'w1', 'w2', 'w3', 'w4', 'w5']);
  expect(texts.join('\n')).not.toContain('more workloads');
});

test('of many, those with the largest bills are, in the order of the profile, and the others are counted', () => {
  const texts = told(70);
  const large = ['w0', 'w10', 'w20', 'w30', 'w40', 'w50'];
  expect(names(texts, /^w\d+: .*lever/)).toEqual(large);
  expect(names(texts, /^w\d+: (buy|nothing beats)/)).toEqual(large);
  expect(texts.filter((text) => text.includes('more workloads'))).toEqual([
    '64 more workloads, none with a larger bill: what their levers are worth is in --format json.',
    '64 more workloads, none with a larger bill: how to buy them is in --format json.',
  ]);
});

test('the table and Markdown keep to that, JSON holds the advice for all', async () => {
  const workloads = Array.from({ length: 40 }, (_, index) => {
    return { name: `w${index}`, model: 'gpt-5.4', tokens: { input: '1M', output: '1M' } };
  });
  const profile = fileOf(JSON.stringify({ workloads }));
  for (const format of ['table', 'markdown']) {
    const { stdout } = await run(['estimate', '--profile', profile, '--format', format]);
    expect(stdout.match(/34 more workloads, none with a larger bill/g)).toHaveLength(2);
  }
  const { stdout } = await run(['estimate', '--profile', profile, '--format', 'json']);
  const codes = JSON.parse(stdout).recommendation.map((advice: { code: string }) => advice.code);
  expect(codes.filter((code: string) => code === 'lever')).toHaveLength(40);
  expect(codes.filter((code: string) => code === 'buy')).toHaveLength(40);
});
