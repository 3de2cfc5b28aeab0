import { describe, expect, test } from 'vitest';
import { lines, total, unpricedMeters } from '../support/bills.ts';
import { billOf, leversOf } from '../support/engine.ts';
import { multiple, part, shown } from '../support/values.ts';
import { request, workload } from '../support/workloads.ts';

const longPart = (model: string, prefix: string, input: string, stated = {}) =>
  shown(leversOf(workload(model, '1M', '1M', { ...request(prefix, input, '1'), ...stated })).long);

describe('a request is long by its whole prompt', () => {
  test.each([
    ['long-above', '0', '999', '0'],
    ['long-above', '0', '1000', '0'],
    ['long-above', '0', '1001', '1'],
    ['long-at', '0', '999', '0'],
    ['long-at', '0', '1000', '1'],
    ['long-at', '0', '1001', '1'],
    ['long-above', '400', '600', '0'],
    ['long-above', '401', '600', '1'],
    ['long-at', '400', '599', '0'],
    ['long-at', '400', '600', '1'],
    ['flat', '400', '1000000', '0'],
  ])('%s with %s shared and %s own tokens: %s', (model, prefix, input, expected) => {
    expect(longPart(model, prefix, input)).toBe(expected);
  });

  test('the output does not count towards the threshold', () => {
    const chatty = workload('long-at', '1M', '1M', request('0', '999', '100000'));
    expect(shown(leversOf(chatty).long)).toBe('0');
  });

  test('a stated share is taken over the shape of a request', () => {
    expect(longPart('long-above', '0', '1001', { longContextShare: part('25%') })).toBe('0.25');
    expect(longPart('long-above', '0', '1', { longContextShare: part('25%') })).toBe('0.25');
  });

  test('without either, every prompt is taken to be short', () => {
    expect(shown(leversOf(workload('long-above', '1M', '1M')).long)).toBe('0');
  });

  test('a stated share means nothing on a model without a long band', () => {
    expect(shown(leversOf(workload('flat', '1M', '1M', { longContextShare: part('25%') })).long)).toBe('0');
  });
});

describe('a long request', () => {
  const long = { longContextShare: part('100%'), batchEligible: part('100%') };

  test('is repriced as a whole', () => {
    expect(total(billOf(workload('long-above', '100M', '10M', request('0', '1000', '100')), 'asIs'))).toBe('1500');
    expect(lines(billOf(workload('long-above', '100M', '10M', request('0', '1001', '100')), 'asIs'))).toEqual([
      'input standard long: 100000000 x 20 = 2000',
      'output standard long: 10000000 x 100 = 1000',
    ]);
  });

  test('has batch cells of its own where they are printed, and the multiplier elsewhere', () => {
    expect(lines(billOf(workload('long-above', '100M', '10M', long), 'batch'))).toEqual([
      'input batch long: 100000000 x 12 = 1200',
      'output batch long: 10000000 x 60 = 600',
    ]);
    expect(lines(billOf(workload('long-at', '100M', '10M', long), 'batch'))).toEqual([
      'input batch long: 100000000 x 10 = 1000',
      'output batch long: 10000000 x 50 = 500',
    ]);
  });

  test('has cached cells of its own', () => {
    const cached = { ...long, cacheHitRatio: part('70%'), readsPerWrite: multiple('7') };
    expect(lines(billOf(workload('long-at', '100M', '10M', cached), 'cache')).slice(1, 3)).toEqual([
      'cacheRead standard long: 70000000 x 2 = 140',
      'cacheWrite5m standard long: 10000000 x 25 = 250',
    ]);
    expect(lines(billOf(workload('long-at', '100M', '10M', cached), 'both'))[1]).toBe(
      'cacheRead batch long: 70000000 x 1 = 70',
    );
  });

  test('has no price where the long band prints none, though the short one does', () => {
    const cached = { ...long, cacheHitRatio: part('70%'), readsPerWrite: multiple('7'), cacheTtl: '1h' } as const;
    const bill = billOf(workload('long-at', '100M', '10M', cached), 'cache');
    expect(unpricedMeters(bill)).toEqual(['cacheWrite1h standard']);
    expect(bill.unpriced[0]?.reason).toBe(
      'the card has no cache write, 1 hour price in prompts of at least 1,000 tokens',
    );
  });

  test('share of requests splits the bill', () => {
    const quarter = workload('long-at', '100M', '10M', { longContextShare: part('25%') });
    expect(lines(billOf(quarter, 'asIs'))).toEqual([
      'input standard long: 25000000 x 20 = 500',
      'input standard: 75000000 x 10 = 750',
      'output standard long: 2500000 x 100 = 250',
      'output standard: 7500000 x 50 = 375',
    ]);
  });
});
