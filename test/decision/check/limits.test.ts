import { describe, expect, test } from 'vitest';
import { check } from '../../../src/decision/check/check.ts';
import { asSaved } from '../../../src/decision/check/limits.ts';
import type { Baseline } from '../../../src/domain/baseline.ts';
import type { Limit } from '../../../src/domain/budget.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { acme } from '../../support/answers.ts';
import { baselineFrom } from '../../support/baselines.ts';
import fc from '../../support/laws.ts';
import { most, mostOf } from '../../support/limits.ts';
import { dollars, growth, multiple, part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const grow = (by: string, level: Limit['level'] = 'fail'): Limit => {
  return { scope: 'portfolio', name: undefined, maxGrowth: growth(by), level };
};
const rise = (by: string): Limit => {
  return { scope: 'portfolio', name: undefined, maxIncrease: dollars(by), level: 'fail' };
};
const tagged = (tags: Readonly<Record<string, string>>, max: string): Limit => {
  return { ...mostOf('tag', 'as tagged', max), tags: new Map(Object.entries(tags)) };
};

/** 10 dollars a million input tokens. */
const flat = (input: string, stated: Partial<Workload> = {}) => workload('flat', input, '0', stated);
const only = (all: readonly Workload[], limit: Limit, baseline?: Baseline, unpriced?: 'allow') => {
  const [result] = check(all, [limit], acme, {
    ...(baseline === undefined ? {} : { baseline }),
    ...(unpriced === undefined ? {} : { unpriced }),
  }).limits;
  if (result === undefined) throw new Error('a limit has a result');
  return result;
};

describe('growth on a baseline of 1,000', () => {
  const baseline = baselineFrom([flat('100M')]);

  test.each([
    ['110M', 'within'],
    ['110_000_001', 'over'],
    ['90M', 'within'],
  ])('of at most 10%% at %s tokens is %s', (input, verdict) => {
    const result = only([flat(input)], grow('0.1'), baseline);
    expect([result.verdict, shown(result.max), shown(result.base?.amount)]).toEqual([verdict, '1100', '1000']);
  });

  test.each([
    ['150M', 'within'],
    ['150_000_001', 'over'],
  ])('of at most 500 dollars at %s tokens is %s', (input, verdict) => {
    const result = only([flat(input)], rise('500'), baseline);
    expect([result.verdict, shown(result.max)]).toEqual([verdict, '1500']);
  });

  test('counts a workload that is new from nothing', () => {
    const limit: Limit = { scope: 'workload', name: 'new', maxGrowth: growth('900%'), level: 'fail' };
    const result = only([flat('1', { name: 'new' })], limit, baseline);
    expect([result.verdict, shown(result.max)]).toEqual(['over', '0']);
  });

  test('looks at the same part on both sides', () => {
    const before = baselineFrom([flat('100M', { tags: new Map([['team', 'a']]) }), workload('beta-flat', '100M', '0')]);
    const now = [flat('120M', { tags: new Map([['team', 'a']]) }), workload('beta-flat', '80M', '0')];
    const of = (limit: Partial<Limit>): Limit => ({ ...grow('0.1'), ...limit }) as Limit;
    const verdicts = [
      of({}),
      of({ scope: 'provider', name: 'acme' }),
      of({ scope: 'model', name: 'beta-flat' }),
      of({ scope: 'workload', name: 'flat' }),
      of({ scope: 'tag', name: 'team=a', tags: new Map([['team', 'a']]) }),
    ].map((limit) => only(now, limit, before).verdict);
    expect(verdicts).toEqual(['within', 'over', 'within', 'over', 'over']);
  });

  test('cannot be told without a baseline', () => {
    expect(only([flat('1M')], grow('0.1'))).toMatchObject({
      verdict: 'undecided',
      doubt: 'noBaseline',
      max: undefined,
    });
    expect(check([flat('1M')], [grow('0.1')], acme).verdict).toBe('undecided');
    expect(check([flat('1M')], [grow('0.1', 'warn')], acme).verdict).toBe('within');
  });
});

describe('growth where a part has no price', () => {
  // 30M of the 100M have a price: 300
  const blind = (input: string) => workload('no-read', input, '0', { cacheHitRatio: part('70%') });

  test('of the amount: over when the known part alone is, else undecided', () => {
    const baseline = baselineFrom([workload('no-read', '10M', '0')]);
    expect(only([blind('100M')], grow('1'), baseline).verdict).toBe('over');
    expect(only([blind('60M')], grow('1'), baseline)).toMatchObject({ verdict: 'undecided', doubt: 'unpriced' });
  });

  test('of the baseline: within when even its known part allows it, else undecided', () => {
    const baseline = baselineFrom([blind('100M')]);
    expect(only([workload('no-read', '33M', '0')], grow('0.1'), baseline).verdict).toBe('within');
    const over = only([workload('no-read', '34M', '0')], grow('0.1'), baseline);
    expect(over).toMatchObject({ verdict: 'undecided', doubt: 'baselineUnpriced' });
  });

  test('passes as a lower bound where the budget says so', () => {
    expect(only([blind('100M')], most('300')).verdict).toBe('undecided');
    expect(only([blind('100M')], most('300'), undefined, 'allow').verdict).toBe('within');
    expect(only([blind('100M')], most('299.99'), undefined, 'allow').verdict).toBe('over');
  });
});

describe('a limit on tags', () => {
  const all = [
    flat('10M', { name: 'a', tags: new Map(Object.entries({ team: 'x', stage: 'live' })) }),
    flat('20M', { name: 'b', tags: new Map(Object.entries({ team: 'x', stage: 'trial' })) }),
    flat('40M', { name: 'c', tags: new Map(Object.entries({ team: 'y', stage: 'live' })) }),
    flat('80M', { name: 'd' }),
  ];

  test.each([
    [{ team: 'x' }, '300'],
    [{ stage: 'live' }, '500'],
    [{ team: 'x', stage: 'live' }, '100'],
    [{ stage: 'live', team: 'x' }, '100'],
    [{ team: 'z' }, '0'],
  ])('%o covers %s dollars', (tags, amount) => {
    expect(shown(only(all, tagged(tags, '1')).amount)).toBe(amount);
  });
});

test('a profile is within no growth on itself, whatever its quotients', () => {
  const thirds = fc.record({
    input: fc.integer({ min: 3, max: 10 ** 9 }).map(String),
    readsPerWrite: fc.constantFrom('3', '7', '11').map(multiple),
  });
  fc.assert(
    fc.property(thirds, ({ input, readsPerWrite }) => {
      const of = workload('flat', input, '1', { cacheHitRatio: part('70%'), readsPerWrite });
      const answer = check([of], [grow('0')], acme, { baseline: baselineFrom([of]) });
      expect(answer.verdict).toBe('within');
      expect(answer.change?.workloads.map((each) => each.change)).toEqual(['unchanged']);
    }),
  );
});

test('an amount that ends is not touched by being saved', () => {
  expect(shown(asSaved(dollars('0.00000000000001')))).toBe('0.00000000000001');
});

/** The fastest of some runs, in milliseconds: the others were waiting for somebody else. */
function fastest(run: () => unknown, times: number): number {
  const once = () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  };
  return Math.min(...Array.from({ length: times }, once));
}

test('ten times the workloads, each bought direct and with a limit of its own, take about ten times as long', () => {
  const checked = (size: number) => {
    const all = Array.from({ length: size }, (_, index) =>
      workload('flat', '1M', '0', { name: `w${index}`, channel: 'direct', tags: new Map([['n', String(index)]]) }),
    );
    const limits = all.map(({ name }) => mostOf('workload', name, '1'));
    return () => check(all, limits, acme);
  };
  const small = fastest(checked(500), 5);
  const large = fastest(checked(5_000), 2);
  // A hundred times when every workload looks at every other.
  expect(large / small).toBeLessThan(40);
});
