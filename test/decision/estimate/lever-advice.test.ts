import { describe, expect, test } from 'vitest';
import { estimate } from '../../../src/decision/estimate/estimate.ts';
import { compare, ZERO } from '../../../src/domain/exact.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { acme, advice, answerFor, notes } from '../../support/answers.ts';
import fc from '../../support/laws.ts';
import { multiple, part, shown } from '../../support/values.ts';
import { request, workload } from '../../support/workloads.ts';

const lever = (model: string, stated: Partial<Workload> = {}) => {
  const [found] = advice(estimate([workload(model, '100M', '1M', stated)], acme), 'lever');
  return found ?? expect.fail('a priced workload has lever advice');
};
const bars = (model: string, stated: Partial<Workload> = {}) => {
  const { first, worth } = lever(model, stated);
  return [first, worth.cacheBar?.code, worth.batchBar?.code];
};

describe('caching is no lever of input-heavy work', () => {
  test.each([
    ['that shares no prefix', 'flat', request('0', '1000', '10'), ['batch', 'noPrefix', undefined]],
    ['whose prefix is too short', 'minimum-prefix', request('1023', '1', '1'), ['batch', 'prefixTooShort', undefined]],
    ['on a model without a cached price', 'no-read', {}, ['batch', 'noCachePrice', undefined]],
    [
      'that would cost more with it',
      'flat',
      { cacheHitRatio: part('10%'), readsPerWrite: multiple('0.2'), batchEligible: part('50%') },
      ['batch', 'costsMore', undefined],
    ],
  ] as const)('%s', (_what, model, stated, expected) => {
    expect(bars(model, stated)).toEqual(expected);
  });

  test('and neither is batch, where it has no price', () => {
    const { first, worth } = lever('no-batch', request('0', '1000', '10'));
    expect([first, worth.cacheBar?.code, worth.batchBar?.code]).toEqual([undefined, 'noPrefix', 'noBatchPrice']);
    const answer = estimate([workload('no-batch', '100M', '1M', request('0', '1000', '10'))], acme);
    expect(advice(answer, 'noContractNeeded')).toEqual([]);
  });

  test('and is where it was only stated at nothing, and nothing else takes anything off', () => {
    expect(bars('no-batch', { cacheHitRatio: part('0') })).toEqual(['cache', 'noneStated', 'noBatchPrice']);
    expect(bars('flat', { cacheHitRatio: part('0') })).toEqual(['batch', 'noneStated', undefined]);
    expect(bars('flat', { batchEligible: part('0') })).toEqual(['cache', undefined, 'noneStated']);
  });

  test('and is where the prefix is just long enough', () => {
    expect(bars('minimum-prefix', request('1024', '1', '1'))).toEqual(['cache', undefined, undefined]);
  });
});

describe('the lever that is named', () => {
  const dollars = ({ worth }: ReturnType<typeof lever>, of: 'cache' | 'batch') => {
    const saving = worth.hope[of]?.saving ?? (of === 'cache' ? worth.cacheSaving : worth.batchSaving);
    const bar = of === 'cache' ? worth.cacheBar : worth.batchBar;
    return saving === undefined || bar !== undefined ? ZERO : saving;
  };

  test('takes off no less than another that is not stated at nothing, by the dollars of both', () => {
    const percent = fc.integer({ min: 0, max: 100 }).map((each) => part(`${each}%`));
    const stated = fc.record({ cacheHitRatio: percent, batchEligible: percent }, { requiredKeys: [] });
    const millions = fc.integer({ min: 1, max: 500 }).map((each) => `${each}M`);
    const named = new Set<string | undefined>();
    fc.assert(
      fc.property(millions, millions, stated, (input, output, given) => {
        const [found] = advice(estimate([workload('flat', input, output, given)], acme), 'lever');
        if (found?.first === undefined) return;
        const bar = found.first === 'cache' ? found.worth.cacheBar : found.worth.batchBar;
        if (bar?.code === 'noneStated') {
          expect([dollars(found, 'cache'), dollars(found, 'batch')]).toEqual([ZERO, ZERO]);
          return;
        }
        named.add(found.first);
        const other = found.first === 'cache' ? 'batch' : 'cache';
        expect(compare(dollars(found, found.first), dollars(found, other))).toBeGreaterThanOrEqual(0);
      }),
    );
    expect([...named].sort()).toEqual(['batch', 'cache']);
  });

  test('is batch where requests share little, however much of the bill is input', () => {
    const { first, worth } = lever('flat', request('300', '8000', '300'));
    expect(compare(worth.inputCost, worth.outputCost)).toBe(1);
    expect(first).toBe('batch');
  });

  test('is never batch under a latency budget, unless a share is stated that can wait', () => {
    const budget = { latencyBudgetMs: 50 };
    expect(bars('flat', { ...budget, ...request('300', '8000', '300') })).toEqual(['cache', undefined, 'cannotWait']);
    expect(bars('flat', { ...budget, ...request('0', '1000', '10') })).toEqual([undefined, 'noPrefix', 'cannotWait']);
    expect(bars('flat', { ...budget, batchEligible: part('0'), ...request('0', '1000', '10') })).toEqual([
      undefined,
      'noPrefix',
      'cannotWait',
    ]);
    expect(bars('flat', { ...budget, batchEligible: part('90%'), ...request('300', '8000', '300') })).toEqual([
      'batch',
      undefined,
      undefined,
    ]);
    const { worth } = lever('flat', budget);
    expect([worth.batchSaving, worth.bothSaving, worth.hope.batch]).toEqual([undefined, undefined, undefined]);
  });
});

describe('the illustration', () => {
  const shares = (of: Workload) => {
    const { cache, batch } = answerFor([of]).levels;
    return [shown(cache), shown(batch)];
  };

  test('is headed by the levels that its rows are priced at', () => {
    expect(shares(workload('flat', '100M', '1M'))).toEqual(['0.7', '1']);
    expect(shares(workload('flat', '100M', '1M', request('250', '750', '1')))).toEqual(['0.25', '1']);
    expect(shares(workload('no-read', '100M', '1M'))).toEqual(['0.7', '1']);
    expect(shares(workload('no-batch', '100M', '1M'))).toEqual(['0.7', undefined]);
    expect(shares(workload('minimum-prefix', '100M', '1M', request('1', '1', '1')))).toEqual([undefined, '1']);
  });

  test('says where it is capped at what requests share', () => {
    const capped = (stated: Partial<Workload>) =>
      notes(estimate([workload('flat', '100M', '1M', stated)], acme), 'illustrationCapped').map((note) => [
        shown(note.cacheHitRatio),
        shown(note.prefixShare),
      ]);
    expect(capped(request('699', '301', '1'))).toEqual([['0.7', '0.699']]);
    expect(capped(request('700', '300', '1'))).toEqual([]);
    expect(capped({ ...request('1', '999', '1'), cacheHitRatio: part('50%') })).toEqual([]);
  });

  test('says where stated reads per write do not fit it', () => {
    const capped = (readsPerWrite: string) =>
      notes(
        estimate([workload('flat', '100M', '1M', { readsPerWrite: multiple(readsPerWrite) })], acme),
        'readsPerWriteCapped',
      );
    // 70 read at 2 a write are 35 written, and 30 are left
    expect(capped('2')).toHaveLength(1);
    expect(capped('2.5')).toEqual([]);
  });

  test('names the workloads it is of, where others state a lever', () => {
    const stated = workload('flat', '1M', '0', { name: 'stated', batchEligible: part('0') });
    const silent = workload('flat', '1M', '0', { name: 'silent' });
    const named = (all: readonly Workload[]) =>
      notes(estimate(all, acme), 'illustration').map((note) => note.workloads);
    expect(named([stated, silent])).toEqual([['silent']]);
    expect(named([silent])).toEqual([undefined]);
    expect(named([stated])).toEqual([]);
  });
});
