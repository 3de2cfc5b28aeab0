import { describe, expect, test } from 'vitest';
import type { Workload } from '../../../src/domain/workload.ts';
import { answerFor, costs, obstacles } from '../../support/answers.ts';
import { multiple, part } from '../../support/values.ts';
import { measured, workload } from '../../support/workloads.ts';

const answer = (stated: Partial<Workload>, model = 'flat') => answerFor([workload(model, '100M', '10M', stated)]);
const bases = (stated: Partial<Workload>) =>
  answer(stated).configurations.flatMap((row) => (row.channel.kind === 'list' ? [`${row.id}: ${row.basis}`] : []));

describe('rows', () => {
  test('stand in order: list, the aggregators of the offers, direct, each as is, cached, in batch, and both', () => {
    expect(answer({}).configurations.map((row) => row.id)).toEqual([
      'list',
      'list+cache',
      'list+batch',
      'list+batch+cache',
      'cachemart',
      'cachemart+cache',
      'cachemart+batch',
      'cachemart+batch+cache',
      'bothmart',
      'bothmart+cache',
      'bothmart+batch',
      'bothmart+batch+cache',
      'direct',
      'direct+cache',
      'direct+batch',
      'direct+batch+cache',
    ]);
  });

  test.each([
    ['rate-wins', ['list', 'direct']],
    ['regional', ['list', 'cachemart', 'direct']],
    ['beta-flat', ['list', 'bothmart', 'direct']],
    ['gamma-flat', ['list']],
  ])('of %s are those of who sells it: %j', (model, channels) => {
    const ids = answer({}, model).configurations.map((row) => row.channel.id);
    expect([...new Set(ids)]).toEqual(channels);
  });

  test('cost list less the discount of their channel', () => {
    const stated = { cacheHitRatio: part('70%'), readsPerWrite: multiple('7'), batchEligible: part('100%') };
    expect(costs(answer(stated))).toEqual({
      list: '1500',
      'list+cache': '895',
      'list+batch': '750',
      'list+batch+cache': '447.5',
      cachemart: '1350',
      'cachemart+cache': '805.5',
      'cachemart+batch': '675',
      'cachemart+batch+cache': '402.75',
      bothmart: '1200',
      'bothmart+cache': '716',
      'bothmart+batch': '600',
      'bothmart+batch+cache': '358',
      direct: '1350',
      'direct+cache': '805.5',
      'direct+batch': '675',
      'direct+batch+cache': '402.75',
    });
  });
});

describe('without any lever', () => {
  test('rows with one are illustrations', () => {
    expect(bases({})).toEqual([
      'list: stated',
      'list+cache: illustration',
      'list+batch: illustration',
      'list+batch+cache: illustration',
    ]);
  });

  test('at 70% hits, ten reads a write, and everything in a batch', () => {
    // 70M reads 70, 7M writes 87.50, 23M uncached 230, output 500
    expect(costs(answer({}))).toMatchObject({
      list: '1500',
      'list+cache': '887.5',
      'list+batch': '750',
      'list+batch+cache': '443.75',
    });
    expect(obstacles(answer({}, 'beta-flat'))).not.toHaveProperty('list+batch+cache');
  });
});

describe('with one lever given', () => {
  const list = (stated: Partial<Workload>) =>
    Object.fromEntries(Object.entries(obstacles(answer(stated))).filter(([id]) => id.startsWith('list')));

  test.each<[string, Partial<Workload>]>([
    ['a hit ratio', { cacheHitRatio: part('70%'), readsPerWrite: multiple('7') }],
    ['counted classes', measured('70M', { '5m': '10M' })],
  ])('%s leaves batch at nothing, and its rows are not available', (_lever, stated) => {
    expect(list(stated)).toEqual({ 'list+batch': 'leverNotStated', 'list+batch+cache': 'leverNotStated' });
    expect(costs(answer(stated))).toMatchObject({
      'list+cache': '895',
      'list+batch': '1500',
      'list+batch+cache': '895',
    });
    expect(bases(stated).slice(0, 2)).toEqual(['list: stated', 'list+cache: stated']);
  });

  test('a batch share leaves caching at nothing, and its rows are not available', () => {
    const stated = { batchEligible: part('40%') };
    expect(list(stated)).toEqual({ 'list+cache': 'leverNotStated', 'list+batch+cache': 'leverNotStated' });
    expect(costs(answer(stated))).toMatchObject({
      'list+cache': '1500',
      'list+batch': '1200',
      'list+batch+cache': '1200',
    });
    expect(bases(stated)[2]).toBe('list+batch: stated');
  });
});

test('with both levers given every list row is stated and available', () => {
  const stated = { cacheHitRatio: part('70%'), batchEligible: part('40%') };
  expect(bases(stated)).toEqual([
    'list: stated',
    'list+cache: stated',
    'list+batch: stated',
    'list+batch+cache: stated',
  ]);
  expect(Object.keys(obstacles(answer(stated))).filter((id) => id.startsWith('list'))).toEqual([]);
});

test('a lever that the provider or the card does not have makes its rows unavailable', () => {
  const stated = { cacheHitRatio: part('70%'), batchEligible: part('40%') };
  expect(obstacles(answer(stated, 'no-batch'))).toMatchObject({
    'list+batch': 'batchNotOffered',
    'list+batch+cache': 'batchNotOffered',
  });
  expect(obstacles(answer(stated, 'batch-unknown'))).toMatchObject({ 'list+batch': 'unpriced' });
  expect(obstacles(answer(stated, 'no-read'))).toMatchObject({ 'list+cache': 'unpriced' });
});
