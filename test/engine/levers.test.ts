import { describe, expect, test } from 'vitest';
import type { Workload } from '../../src/domain/workload.ts';
import { prefixShare } from '../../src/engine/levers.ts';
import { total } from '../support/bills.ts';
import { billOf, leversOf } from '../support/engine.ts';
import { ACME } from '../support/pricing.ts';
import { part, shown } from '../support/values.ts';
import { measured, request, workload } from '../support/workloads.ts';

const summary = (stated: Partial<Workload>, illustrate: boolean, model = 'flat') => {
  const of = leversOf(workload(model, '1000', '0', stated), ACME, illustrate);
  const blocked = [of.inTheWay.cache?.code, of.inTheWay.batch?.code];
  return { basis: of.basis, read: shown(of.cache.split.read), batch: shown(of.batch), blocked };
};

describe('levers', () => {
  test('are illustrated when none is stated and an illustration is wanted', () => {
    expect(summary({}, true)).toEqual({
      basis: 'illustration',
      read: '700',
      batch: '1',
      blocked: [undefined, undefined],
    });
  });

  test('are none when none is stated and no illustration is wanted', () => {
    expect(summary({}, false)).toEqual({
      basis: 'stated',
      read: '0',
      batch: '0',
      blocked: ['leverNotStated', 'leverNotStated'],
    });
  });

  test.each<[string, Partial<Workload>, string, string, (string | undefined)[]]>([
    ['a hit ratio', { cacheHitRatio: part('50%') }, '500', '0', [undefined, 'leverNotStated']],
    ['a batch share', { batchEligible: part('40%') }, '0', '0.4', ['leverNotStated', undefined]],
    ['counted classes', measured('300', {}), '300', '0', [undefined, 'leverNotStated']],
    ['a hit ratio of 0', { cacheHitRatio: part('0') }, '0', '0', [undefined, 'leverNotStated']],
    ['a batch share of 0', { batchEligible: part('0') }, '0', '0', ['leverNotStated', undefined]],
  ])('with %s stated, the other counts as none', (_lever, stated, read, batch, blocked) => {
    for (const illustrate of [false, true]) {
      expect(summary(stated, illustrate)).toEqual({ basis: 'stated', read, batch, blocked });
    }
  });

  test('a lifetime or reads per write alone state no lever', () => {
    expect(summary({ cacheTtl: '1h' }, true).basis).toBe('illustration');
  });

  test('hits are illustrated no higher than the shared part of a prompt', () => {
    expect(summary(request('400', '600', '1'), true).read).toBe('400');
    expect(summary(request('900', '100', '1'), true).read).toBe('700');
    expect(summary(request('0', '1000', '1'), true).read).toBe('0');
  });

  test('batch is nothing where the provider sells none, stated or not', () => {
    const stated = summary({ batchEligible: part('50%') }, false, 'no-batch');
    expect(stated).toMatchObject({ batch: '0', blocked: ['leverNotStated', 'batchNotOffered'] });
    expect(summary({}, true, 'no-batch')).toMatchObject({ batch: '0', blocked: [undefined, 'batchNotOffered'] });
  });
});

describe('a prefix under the minimum is never cached', () => {
  const hits = { cacheHitRatio: part('70%') };
  const short = { ...request('1023', '977', '1'), ...hits };

  test('so its reads are a silent miss, said with both figures', () => {
    const of = leversOf(workload('minimum-prefix', '1000', '0', short));
    expect(of.inTheWay.cache).toMatchObject({ code: 'prefixTooShort' });
    if (of.inTheWay.cache?.code !== 'prefixTooShort') return expect.fail('another obstacle');
    expect([shown(of.inTheWay.cache.prefix), shown(of.inTheWay.cache.minimum)]).toEqual(['1023', '1024']);
    expect(shown(of.cache.split.read)).toBe('0');
  });

  test('and the bill is the uncached one', () => {
    expect(total(billOf(workload('minimum-prefix', '100M', '10M', short), 'cache'))).toBe('1500');
  });

  test.each([
    ['exactly at the minimum', 'minimum-prefix', request('1024', '976', '1')],
    ['with the prompt not stated by requests', 'minimum-prefix', {}],
    ['on a model without a minimum', 'flat', request('1', '1', '1')],
  ])('but hits %s count', (_where, model, shape) => {
    expect(summary({ ...shape, ...hits }, false, model)).toMatchObject({
      read: '700',
      blocked: [undefined, 'leverNotStated'],
    });
  });

  test('also in an illustration', () => {
    expect(summary(request('1023', '1', '1'), true, 'minimum-prefix').blocked).toEqual(['prefixTooShort', undefined]);
  });
});

test.each([
  ['300', '700', '0.3'],
  ['0', '700', '0'],
  ['700', '0', '1'],
  ['0', '0', '0'],
])('of %s shared and %s own tokens, a cache can hold %s of a prompt', (prefix, input, expected) => {
  expect(shown(prefixShare(workload('flat', '1', '1', request(prefix, input, '1'))))).toBe(expected);
});
