import { describe, expect, test } from 'vitest';
import { check } from '../../../src/decision/check/check.ts';
import { limitVerdict } from '../../../src/decision/check/limits.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { acme, notes } from '../../support/answers.ts';
import { most, mostOf, purchases } from '../../support/limits.ts';
import { dollars, multiple, part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const levers = { cacheHitRatio: part('70%'), readsPerWrite: multiple('7'), batchEligible: part('100%') };
const verdict = (of: Workload, max: string) => check([of], [most(max)], acme).verdict;

describe('the amount', () => {
  test('is the list price with the stated levers', () => {
    const answer = check([workload('flat', '100M', '10M', levers)], [most('1')], acme);
    expect(purchases(answer)).toEqual(['flat via list: 447.5']);
    expect(shown(answer.amount)).toBe('447.5');
  });

  test('is the plain list price when no lever is stated: an illustration is not spend', () => {
    expect(purchases(check([workload('flat', '100M', '10M')], [most('1')], acme))).toEqual(['flat via list: 1500']);
    const cached = workload('flat', '100M', '10M', { ...levers, batchEligible: part('0') });
    expect(purchases(check([cached], [most('1')], acme))).toEqual(['flat via list: 895']);
  });

  test('includes the premium of a region and the prices of long prompts', () => {
    const all = [
      workload('regional', '100M', '10M', { region: 'us' }),
      workload('long-at', '100M', '10M', { longContextShare: part('100%') }),
    ];
    expect(shown(check(all, [most('1')], acme).amount)).toBe('4650');
  });
});

describe('a limit', () => {
  const of = workload('flat', '100M', '10M', levers);

  test.each([
    ['447.49', 'over'],
    ['447.5', 'within'],
    ['447.51', 'within'],
  ])('of %s on 447.50 is %s', (max, expected) => {
    expect(verdict(of, max)).toBe(expected);
  });

  test('is compared exactly, not in cents', () => {
    expect(verdict(workload('flat', '150_000_001', '0'), '1_500')).toBe('over');
    expect(verdict(workload('flat', '150M', '0'), '1_500')).toBe('within');
  });

  test.each([
    ['10', true, 'within'],
    ['10', false, 'undecided'],
    ['10.01', true, 'over'],
    ['10.01', false, 'over'],
  ])('of 10 on %s, known to the end: %s, is %s', (amount, complete, expected) => {
    const max = { amount: dollars('10'), complete: true };
    expect(limitVerdict({ amount: dollars(amount), complete }, max).verdict).toBe(expected);
  });
});

describe('an amount with an unpriced part', () => {
  // 30M uncached at 10 and 10M output at 50 are known: 800
  const of = workload('no-read', '100M', '10M', { cacheHitRatio: part('70%') });

  test('leaves the verdict undecided', () => {
    expect(verdict(of, '800')).toBe('undecided');
    expect(verdict(of, '1_000_000')).toBe('undecided');
  });

  test('is over when the known part alone is over', () => {
    expect(verdict(of, '799.99')).toBe('over');
  });

  test('names what has no price', () => {
    const answer = check([of], [most('800')], acme);
    expect([shown(answer.amount), answer.complete]).toEqual(['800', false]);
    expect(answer.workloads[0]?.bill.unpriced.map((each) => each.meter)).toEqual(['cacheRead']);
    expect(notes(answer, 'unpriced')).toHaveLength(1);
  });

  test('does not touch a limit on another part', () => {
    const answer = check([of, workload('beta-flat', '10M', '0')], [mostOf('provider', 'beta', '100')], acme);
    expect(answer.verdict).toBe('within');
    expect([shown(answer.amount), answer.complete]).toEqual(['900', false]);
  });
});

describe('several limits', () => {
  const profile = [
    workload('flat', '100M', '0'),
    workload('regional', '20M', '0', { name: 'pinned' }),
    workload('beta-flat', '5M', '0'),
  ];

  test('are each laid on their own part', () => {
    const limits = [
      most('1_250'),
      mostOf('provider', 'acme', '1_199'),
      mostOf('model', 'regional', '200'),
      mostOf('workload', 'pinned', '199'),
    ];
    expect(check(profile, limits, acme).limits.map((each) => [shown(each.amount), each.verdict])).toEqual([
      ['1250', 'within'],
      ['1200', 'over'],
      ['200', 'within'],
      ['200', 'over'],
    ]);
  });

  test('are over when one of them is, and within when all are', () => {
    expect(check(profile, [most('1_250'), mostOf('provider', 'acme', '1_199')], acme).verdict).toBe('over');
    expect(check(profile, [most('1_250'), mostOf('provider', 'acme', '1_200')], acme).verdict).toBe('within');
  });

  test('that only warn decide nothing, and still say that they are over', () => {
    const answer = check(profile, [most('1_250'), most('1', 'warn')], acme);
    expect(answer.verdict).toBe('within');
    expect(answer.limits.map((each) => each.verdict)).toEqual(['within', 'over']);
  });

  test('over goes before undecided, and undecided before within', () => {
    const all = [...profile, workload('no-read', '100M', '0', { cacheHitRatio: part('70%') })];
    const [beta, unknown] = [mostOf('provider', 'beta', '50'), mostOf('model', 'no-read', '1_000')];
    expect(check(all, [beta, unknown], acme).verdict).toBe('undecided');
    expect(check(all, [unknown, mostOf('provider', 'beta', '49')], acme).verdict).toBe('over');
  });
});
