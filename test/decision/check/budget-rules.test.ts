import { describe, expect, test } from 'vitest';
import { check } from '../../../src/decision/check/check.ts';
import type { Context } from '../../../src/decision/estimate/estimate.ts';
import type { Rule } from '../../../src/domain/budget.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { acme } from '../../support/answers.ts';
import { baselineFrom } from '../../support/baselines.ts';
import { day, part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const CROSSED: Rule = { kind: 'floorCrossed', provider: undefined, level: 'fail' };

/** 10 dollars a million input tokens; the floor of acme is 1,000, of beta 5,000. */
const flat = (input: string, stated: Partial<Workload> = {}) => workload('flat', input, '0', stated);

function crossed(before: readonly Workload[], after: readonly Workload[], rule: Rule = CROSSED) {
  const [result] = check(after, [], acme, { rules: [rule], baseline: baselineFrom(before) }).rules;
  return [
    result?.verdict,
    ...(result?.crossings ?? []).map((each) => `${each.provider} ${shown(each.before)} to ${shown(each.after)}`),
  ];
}

describe('the floor is crossed', () => {
  test.each([
    ['99M', '100M', ['over', 'acme 990 to 1000']],
    ['100M', '99M', ['over', 'acme 1000 to 990']],
    ['100M', '500M', ['within']],
    ['1M', '99_999_999', ['within']],
  ])('from %s to %s tokens: %o', (before, after, expected) => {
    expect(crossed([flat(before)], [flat(after)])).toEqual(expected);
  });

  test('by spend with the stated levers, as a contract tests it', () => {
    expect(crossed([flat('100M')], [flat('150M', { batchEligible: part('100%') })])).toEqual([
      'over',
      'acme 1000 to 750',
    ]);
  });

  test('by a provider that is bought from no more, or for the first time', () => {
    const beta = workload('beta-flat', '1M', '0');
    expect(crossed([flat('100M'), beta], [beta])).toEqual(['over', 'acme 1000 to 0']);
    expect(crossed([beta], [flat('100M'), beta])).toEqual(['over', 'acme 0 to 1000']);
  });

  test('only where the rule looks', () => {
    const rule: Rule = { ...CROSSED, provider: 'beta' };
    const beta = workload('beta-flat', '1M', '0');
    expect(crossed([flat('99M'), beta], [flat('100M'), beta], rule)).toEqual(['within']);
  });

  test('or nobody can tell: without a baseline, or with an unpriced part under the floor', () => {
    expect(check([flat('1M')], [], acme, { rules: [CROSSED] }).verdict).toBe('undecided');
    const blind = workload('no-read', '10M', '0', { cacheHitRatio: part('70%') });
    expect(crossed([flat('1M')], [flat('1M'), blind])).toEqual(['undecided']);
    expect(crossed([flat('1M'), blind], [flat('1M')])).toEqual(['undecided']);
    expect(crossed([flat('1M')], [flat('100M'), blind])).toEqual(['over', 'acme 10 to 1030']);
  });
});

test.each([
  ['2026-12-01', 'within'],
  ['2026-12-02', 'over'],
  ['2026-11-01', 'within'],
])('a card of 2026-11-01 that may be 30 days old is %s: %s', (on, verdict) => {
  const context: Context = { ...acme, day: day(on) };
  const answer = check([flat('1M')], [], context, { rules: [{ kind: 'cardAge', maxDays: 30, level: 'fail' }] });
  expect(answer.verdict).toBe(verdict);
});
