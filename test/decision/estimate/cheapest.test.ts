import { describe, expect, test } from 'vitest';
import { estimate } from '../../../src/decision/estimate/estimate.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { acme, answerFor, costs } from '../../support/answers.ts';
import { multiple, part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const cheapest = (model: string, stated: Partial<Workload> = {}) =>
  answerFor([workload(model, '100M', '10M', stated)]).cheapest?.id;

describe('the cheapest row', () => {
  test('is never an illustration, though some cost less', () => {
    expect(cheapest('flat')).toBe('bothmart');
  });

  test('has every lever that is stated and pays', () => {
    const stated = { cacheHitRatio: part('70%'), batchEligible: part('100%') };
    expect(cheapest('flat', stated)).toBe('bothmart+batch+cache');
    expect(cheapest('gamma-flat', { batchEligible: part('40%') })).toBe('list+batch');
  });

  test('does without caching where writes cost more than hits save', () => {
    // 10M reads save 90; 10M writes for an hour cost 100 more than input
    const stated = { cacheHitRatio: part('10%'), readsPerWrite: multiple('1'), cacheTtl: '1h' } as const;
    expect(cheapest('gamma-flat', stated)).toBe('list');
  });

  test('is the earlier one on a tie', () => {
    const tied = answerFor([workload('regional', '100M', '10M')]);
    expect(costs(tied)).toMatchObject({ cachemart: '1350', direct: '1350' });
    expect(tied.cheapest?.id).toBe('cachemart');
    expect(cheapest('gamma-flat', { batchEligible: part('0') })).toBe('list');
    expect(cheapest('gamma-flat', { cacheHitRatio: part('0') })).toBe('list');
  });

  test('is never one that cannot be bought', () => {
    const below = answerFor([workload('flat', '10M', '0', { channels: ['list', 'direct'] })]);
    expect(costs(below)).toMatchObject({ list: '100', cachemart: '90', bothmart: '80', direct: '90' });
    expect(below.cheapest?.id).toBe('list');
  });

  test('is never one with a price that is not known', () => {
    expect(cheapest('no-read', { cacheHitRatio: part('70%') })).toBe('direct');
  });

  test('is none when no row is left', () => {
    expect(answerFor([workload('flat', '10M', '0', { channels: ['direct'] })]).cheapest).toBeUndefined();
    expect(cheapest('regional', { region: 'eu' })).toBeUndefined();
  });
});

describe('totals', () => {
  const totals = (...workloads: Workload[]) => {
    const { baseline, cheapest: least, complete } = estimate(workloads, acme).totals;
    return [shown(baseline), shown(least), complete];
  };

  test('add up the baselines and the cheapest rows', () => {
    expect(totals(workload('flat', '100M', '10M'), workload('gamma-flat', '10M', '0'))).toEqual(['1600', '1300', true]);
  });

  test('leave illustrations out', () => {
    expect(totals(workload('gamma-flat', '100M', '10M'))).toEqual(['1500', '1500', true]);
  });

  test('are lower bounds when a workload has no row left', () => {
    const regional = workload('regional', '100M', '0', { region: 'eu' });
    expect(totals(regional, workload('gamma-flat', '10M', '0'))).toEqual(['1100', '100', false]);
    expect(totals(workload('flat', '10M', '0', { channels: ['direct'] }))).toEqual(['100', '0', false]);
  });

  test('are lower bounds when a row that was asked for has no price', () => {
    expect(totals(workload('no-read', '10M', '0', { cacheHitRatio: part('70%') }))).toEqual(['100', '100', false]);
  });
});
