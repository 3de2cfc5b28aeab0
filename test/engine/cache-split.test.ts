import { describe, expect, test } from 'vitest';
import { compare, divide, whole } from '../../src/domain/exact.ts';
import { factor, share } from '../../src/domain/units.ts';
import type { Workload } from '../../src/domain/workload.ts';
import { withoutWrites } from '../../src/engine/cache-split.ts';
import type { CacheSplit } from '../../src/engine/quantities.ts';
import { leversOf } from '../support/engine.ts';
import { ARTICLE } from '../support/pricing.ts';
import { multiple, part, shown } from '../support/values.ts';
import { measured, workload } from '../support/workloads.ts';

const classes = ({ uncached, read, writes }: CacheSplit) => [
  `uncached ${shown(uncached)}`,
  `read ${shown(read)}`,
  ...writes.map(([ttl, amount]) => `${ttl} ${shown(amount)}`),
];

const on = (model: string, stated: Partial<Workload>) =>
  leversOf(workload(model, '1000', '0', { cacheHitRatio: part('70%'), ...stated })).cache;

describe('stated reads per write', () => {
  test('writes are reads / readsPerWrite, taken from the uncached input', () => {
    const { split, writes } = on('flat', { readsPerWrite: multiple('7'), cacheTtl: '1h' });
    expect(classes(split)).toEqual(['uncached 200', 'read 700', '1h 100']);
    expect(writes).toMatchObject({ kind: 'stated', ttl: '1h', ttlAssumed: false });
  });

  test("without a stated lifetime the model's default is taken, and known to be assumed", () => {
    const { split, writes } = on('flat', { readsPerWrite: multiple('7') });
    expect(classes(split)).toEqual(['uncached 200', 'read 700', '5m 100']);
    expect(writes).toMatchObject({ kind: 'stated', ttl: '5m', ttlAssumed: true });
  });

  test('a third of the reads is kept as an exact fraction', () => {
    const { split } = on('flat', { readsPerWrite: multiple('3') });
    const third = divide(whole(700n), whole(3n));
    expect(split.writes.map(([ttl, amount]) => [ttl, compare(amount, third)])).toEqual([['5m', 0]]);
    expect(compare(split.uncached, divide(whole(200n), whole(3n)))).toBe(0);
  });

  test('writes may take all that is not read, to the last token', () => {
    const readsPerWrite = factor(divide(whole(7n), whole(3n)));
    expect(classes(on('flat', { readsPerWrite }).split)).toEqual(['uncached 0', 'read 700', '5m 300']);
  });

  test('they are counted on a card that leaves writes out by default', () => {
    const stated = { cacheHitRatio: part('70%'), readsPerWrite: multiple('10') };
    const { split } = leversOf(workload('claude-opus-4.7', '1000', '0', stated), ARTICLE).cache;
    expect(classes(split)).toEqual(['uncached 230', 'read 700', '5m 70']);
  });
});

describe('reads per write by default', () => {
  test('one write serves ten reads', () => {
    const { split, writes } = on('flat', {});
    expect(classes(split)).toEqual(['uncached 230', 'read 700', '5m 70']);
    expect(writes).toMatchObject({ kind: 'assumed', ttl: '5m', capped: false });
  });

  test.each([
    ['90%', 'read 900', '5m 90', 'uncached 10', false],
    ['91%', 'read 910', '5m 90', 'uncached 0', true],
    ['95%', 'read 950', '5m 50', 'uncached 0', true],
  ])('at %s hits the writes are at most what is left of the input', (hit, read, write, rest, capped) => {
    const { split, writes } = on('flat', { cacheHitRatio: part(hit) });
    expect(classes(split)).toEqual([rest, read, write]);
    expect(writes).toMatchObject({ kind: 'assumed', capped });
  });

  test('writes that take exactly what is left are not capped', () => {
    const cacheHitRatio = share(divide(whole(10n), whole(11n)));
    const { split, writes } = leversOf(workload('flat', '1100', '0', { cacheHitRatio })).cache;
    expect(classes(split)).toEqual(['uncached 0', 'read 1000', '5m 100']);
    expect(writes).toMatchObject({ capped: false });
  });

  test('at 100% hits nothing is left to write', () => {
    const { split, writes } = on('flat', { cacheHitRatio: part('100%') });
    expect(classes(split)).toEqual(['uncached 0', 'read 1000']);
    expect(writes).toMatchObject({ kind: 'assumed', capped: true });
  });

  test('no writes are assumed where the provider bills them as ordinary input', () => {
    for (const stated of [{}, { cacheTtl: '1h' } as const]) {
      const { split, writes } = on('no-premium', stated);
      expect(classes(split)).toEqual(['uncached 300', 'read 700']);
      expect(writes).toEqual({ kind: 'noPremium' });
    }
  });

  test('writes are left out where the card says so, unless a lifetime is stated', () => {
    const article = (stated: Partial<Workload>) =>
      leversOf(workload('claude-opus-4.7', '1000', '0', { cacheHitRatio: part('70%'), ...stated }), ARTICLE).cache;
    expect(article({}).writes).toEqual({ kind: 'leftOut' });
    expect(classes(article({}).split)).toEqual(['uncached 300', 'read 700']);
    expect(classes(article({ cacheTtl: '1h' }).split)).toEqual(['uncached 230', 'read 700', '1h 70']);
  });

  test('without hits nothing is written', () => {
    const { split, writes } = on('flat', { cacheHitRatio: part('0%') });
    expect(classes(split)).toEqual(['uncached 1000', 'read 0']);
    expect(writes).toEqual({ kind: 'noReads' });
  });
});

describe('measured classes', () => {
  const counted = workload('flat', '1000', '0', measured('600', { '5m': '50', '1h': '30' }));

  test('are taken as they were counted, and the rest is uncached', () => {
    const { split, writes } = leversOf(counted).cache;
    expect(classes(split)).toEqual(['uncached 320', 'read 600', '5m 50', '1h 30']);
    expect(writes).toEqual({ kind: 'measured' });
  });

  test('without their writes, these count as ordinary input', () => {
    expect(classes(withoutWrites(leversOf(counted).cache.split))).toEqual(['uncached 400', 'read 600']);
  });
});
