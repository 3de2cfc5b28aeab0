import { describe, expect, test } from 'vitest';
import { check } from '../../../src/decision/check/check.ts';
import type { Context } from '../../../src/decision/estimate/estimate.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { acme, notes, published } from '../../support/answers.ts';
import { most, purchases } from '../../support/limits.ts';
import { problemOf } from '../../support/problems.ts';
import { dollars, part } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const bought = (all: readonly Workload[], context: Context = acme) => check(all, [most('1')], context);
const opus = (channel: string, input: string, output: string, stated: Partial<Workload> = {}) =>
  workload('claude-opus-4.7', input, output, { channel, ...stated });

describe('through an aggregator', () => {
  test('is its price with the stated levers', () => {
    // 40,000 list; 40% of it in a batch leaves 32,000; less 15%
    const answer = bought([opus('tokenmart', '500M', '1.5B', { batchEligible: part('40%') })], published);
    expect(purchases(answer)).toEqual(['claude-opus-4.7 via tokenmart: 27200']);
    expect(answer.verdict).toBe('over');
  });

  test('is without the levers that it does not serve', () => {
    const levers = { cacheHitRatio: part('70%'), batchEligible: part('100%') };
    const through = (channel: string) => purchases(bought([workload('flat', '100M', '10M', { ...levers, channel })]));
    // 887.50 cached, half of it in a batch
    expect(through('cachemart')).toEqual(['flat via cachemart: 798.75']);
    expect(through('bothmart')).toEqual(['flat via bothmart: 355']);
  });
});

describe('direct', () => {
  test('is the contract price once the provider spend is at the floor', () => {
    const answer = bought([opus('direct', '1B', '3B')], published);
    expect(purchases(answer)).toEqual(['claude-opus-4.7 via direct: 64000']);
    expect(notes(answer, 'channelAtList')).toEqual([]);
  });

  test('is the list price below the floor, and says so', () => {
    const answer = bought([opus('direct', '500M', '1.5B')], published);
    expect(purchases(answer)).toEqual(['claude-opus-4.7 via list: 40000']);
    expect(notes(answer, 'channelAtList')).toMatchObject([
      { workload: 'claude-opus-4.7', channel: 'direct', obstacle: { code: 'belowFloor', provider: 'anthropic' } },
    ]);
  });

  test('looks at the spend that the stated levers leave', () => {
    const batched = opus('direct', '1B', '3B', { batchEligible: part('100%') });
    expect(purchases(bought([batched], published))).toEqual(['claude-opus-4.7 via list: 40000']);
  });

  test('looks at the spend of the whole provider', () => {
    const half = workload('flat', '60M', '0', { channel: 'direct' });
    const rest = workload('regional', '40M', '0', { channel: 'direct' });
    expect(purchases(bought([half, rest]))).toEqual(['flat via direct: 540', 'regional via direct: 360']);
    expect(purchases(bought([half]))).toEqual(['flat via list: 600']);
    expect(purchases(bought([half, workload('beta-flat', '40M', '0')]))[0]).toBe('flat via list: 600');
  });

  test('is at your own quote and floor', () => {
    const of = workload('flat', '60M', '0', { channel: 'direct' });
    const quote = { discount: part('25%'), floor: { low: dollars('600'), high: dollars('900') } };
    expect(purchases(bought([of], { ...acme, quote }))).toEqual(['flat via direct: 450']);
  });

  test('is the list price where no contract is on offer', () => {
    const answer = bought([workload('gamma-flat', '200M', '0', { channel: 'direct' })]);
    expect(purchases(answer)).toEqual(['gamma-flat via list: 2000']);
    expect(notes(answer, 'channelAtList').map((note) => note.obstacle)).toEqual([
      { code: 'noContractOffered', provider: 'gamma' },
    ]);
  });
});

describe('a channel that does not sell the model', () => {
  test.each([
    ['nobody', 'flat'],
    ['cachemart', 'beta-flat'],
    ['reserved', 'flat'],
  ])('%s for %s is a problem that names both', (channel, model) => {
    const problem = problemOf(() => bought([workload(model, '1M', '0', { channel })]));
    expect(problem.code).toBe('notSoldThere');
    expect(problem.what).toContain(channel);
    expect(problem.what).toContain(model);
  });

  test('is one on the shipped cards too', () => {
    expect(problemOf(() => bought([opus('othermart', '1M', '0')], published)).code).toBe('notSoldThere');
  });
});

test('each workload goes through its own channel', () => {
  const all = [
    workload('flat', '100M', '0', { name: 'a', channel: 'bothmart' }),
    workload('flat', '100M', '0', { name: 'b', channel: 'list' }),
    workload('flat', '100M', '0', { name: 'c' }),
  ];
  expect(purchases(bought(all))).toEqual(['a via bothmart: 800', 'b via list: 1000', 'c via list: 1000']);
});
