import { describe, expect, test } from 'vitest';
import type { Levers } from '../../src/domain/levers.ts';
import { lines, total, unpricedMeters } from '../support/bills.ts';
import { billOf } from '../support/engine.ts';
import { multiple, part } from '../support/values.ts';
import { workload } from '../support/workloads.ts';

/** 70M reads, 10M writes, 20M uncached, 10M output: 70 + 125 + 200 + 500 with caching, 1,000 + 500 without. */
const stated = { cacheHitRatio: part('70%'), readsPerWrite: multiple('7'), batchEligible: part('100%') };
const of = (model: string) => workload(model, '100M', '10M', stated);

describe('each way that batch meets cache', () => {
  test.each<[string, string, Record<Levers, string | undefined>]>([
    ['flat', 'multiplies', { asIs: '1500', cache: '895', batch: '750', both: '447.5' }],
    ['rate-wins', 'keeps the cached rates', { asIs: '1500', cache: '895', batch: '750', both: '545' }],
    ['no-cached', 'bills a hit as batch input', { asIs: '1500', cache: '895', batch: '750', both: '750' }],
    ['printed-cell', 'prints its cached cell', { asIs: '1500', cache: '895', batch: '750', both: '454.5' }],
    ['cells-only', 'prints no cached cell', { asIs: '1500', cache: '895', batch: '750', both: undefined }],
    ['unsaid', 'does not say', { asIs: '1500', cache: '895', batch: '750', both: undefined }],
    ['batch-unknown', 'knows nothing of batch', { asIs: '1500', cache: '895', batch: undefined, both: undefined }],
    ['no-premium', 'bills writes as input', { asIs: '1500', cache: '870', batch: '750', both: '435' }],
    ['no-read', 'knows no cached price', { asIs: '1500', cache: undefined, batch: '750', both: undefined }],
  ])('%s %s', (model, _rule, expected) => {
    const columns = ['asIs', 'cache', 'batch', 'both'] as const;
    expect(Object.fromEntries(columns.map((column) => [column, total(billOf(of(model), column))]))).toEqual(expected);
  });

  test('multiplied, every meter costs half', () => {
    expect(lines(billOf(of('flat'), 'both'))).toEqual([
      'input batch: 20000000 x 5 = 100',
      'cacheRead batch: 70000000 x 0.5 = 35',
      'cacheWrite5m batch: 10000000 x 6.25 = 62.5',
      'output batch: 10000000 x 25 = 250',
    ]);
  });

  test('where the cached rate wins, reads and writes cost what they cost outside a batch', () => {
    expect(lines(billOf(of('rate-wins'), 'both'))).toEqual([
      'input batch: 20000000 x 5 = 100',
      'cacheRead batch: 70000000 x 1 = 70',
      'cacheWrite5m batch: 10000000 x 12.5 = 125',
      'output batch: 10000000 x 25 = 250',
    ]);
  });

  test('where a batch has no cached rate, reads and writes cost what batch input costs', () => {
    expect(lines(billOf(of('no-cached'), 'both')).slice(1, 3)).toEqual([
      'cacheRead batch: 70000000 x 5 = 350',
      'cacheWrite5m batch: 10000000 x 5 = 50',
    ]);
  });

  test('a printed cell wins over the multiplication, for its own meter alone', () => {
    expect(lines(billOf(of('printed-cell'), 'both')).slice(1, 3)).toEqual([
      'cacheRead batch: 70000000 x 0.6 = 42',
      'cacheWrite5m batch: 10000000 x 6.25 = 62.5',
    ]);
  });

  test('without a write premium, a written token costs what input costs, in a batch too', () => {
    expect(lines(billOf(of('no-premium'), 'cache'))[2]).toBe('cacheWrite5m standard: 10000000 x 10 = 100');
    expect(lines(billOf(of('no-premium'), 'both'))[2]).toBe('cacheWrite5m batch: 10000000 x 5 = 50');
  });
});

describe('a share of batch', () => {
  test('moves that share of every meter and leaves the rest at standard prices', () => {
    const partly = { ...of('flat'), batchEligible: part('40%') };
    expect(total(billOf(partly, 'batch'))).toBe('1200');
    expect(lines(billOf(partly, 'both'))).toEqual([
      'input batch: 8000000 x 5 = 40',
      'input standard: 12000000 x 10 = 120',
      'cacheRead batch: 28000000 x 0.5 = 14',
      'cacheRead standard: 42000000 x 1 = 42',
      'cacheWrite5m batch: 4000000 x 6.25 = 25',
      'cacheWrite5m standard: 6000000 x 12.5 = 75',
      'output batch: 4000000 x 25 = 100',
      'output standard: 6000000 x 50 = 300',
    ]);
  });

  test('is none where the provider sells no batch', () => {
    expect(total(billOf(of('no-batch'), 'batch'))).toBe('1500');
    expect(total(billOf(of('no-batch'), 'both'))).toBe('895');
  });
});

test.each<[string, Levers, string[]]>([
  ['no-read', 'cache', ['cacheRead standard', 'cacheWrite5m standard']],
  ['cells-only', 'both', ['cacheRead batch', 'cacheWrite5m batch']],
  ['unsaid', 'both', ['cacheRead batch', 'cacheWrite5m batch']],
  ['batch-unknown', 'batch', ['input batch', 'output batch']],
])('what %s cannot price with %s is named meter by meter', (model, column, meters) => {
  expect(unpricedMeters(billOf(of(model), column))).toEqual(meters);
});

test('a lifetime without a price is never the price of another lifetime', () => {
  const bill = billOf({ ...of('flat'), cacheTtl: '12h' }, 'cache');
  expect(unpricedMeters(bill)).toEqual(['cacheWrite12h standard']);
  expect(bill.unpriced[0]?.reason).toBe('the card has no cache write, 12 hours price');
  expect(lines(bill)).toHaveLength(3);
});
