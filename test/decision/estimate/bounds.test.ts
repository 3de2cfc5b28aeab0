import { describe, expect, test } from 'vitest';
import { spendVerdict } from '../../../src/decision/contract/floor.ts';
import { estimate } from '../../../src/decision/estimate/estimate.ts';
import { schedule } from '../../../src/decision/estimate/schedule.ts';
import { sumBound } from '../../../src/decision/estimate/totals.ts';
import { parseMonth } from '../../../src/domain/day.ts';
import { acme, advice, notes } from '../../support/answers.ts';
import { dollars, multiple, part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const hits = { cacheHitRatio: part('70%') };
const unpricedCache = workload('no-read', '50M', '0', hits);
const elsewhere = workload('flat', '50M', '0', { name: 'elsewhere', region: 'mars' });
const whole = workload('flat', '50M', '0', { name: 'whole' });

describe('a spend with a part that has no price', () => {
  const band = { low: dollars('50_000'), high: dollars('100_000') };

  test.each([
    ['49_999', 'below', 'undecided'],
    ['50_000', 'within', 'undecided'],
    ['100_000', 'within', 'undecided'],
    ['100_001', 'above', 'above'],
  ] as const)('of at least %s is %s when it is all, and %s when it is not', (spend, complete, bound) => {
    expect(spendVerdict({ amount: dollars(spend), complete: true }, band)).toBe(complete);
    expect(spendVerdict({ amount: dollars(spend), complete: false }, band)).toBe(bound);
  });

  test('leaves the other spends of its provider as sure as they are', () => {
    const [floor] = estimate([unpricedCache], acme).floors;
    // 500 of input at list; with the levers the reads have no price
    expect([floor?.verdict, shown(floor?.toFloor), shown(floor?.volumeMultiple)]).toEqual(['below', '500', '2']);
    expect([floor?.listVerdict, floor?.optimisedVerdict]).toEqual(['below', 'undecided']);
    expect(floor?.priced).toEqual({ baseline: true, list: true, optimised: false });
  });

  test('makes a contract undecided and not refused for good', () => {
    const [, answer] = estimate([elsewhere, whole], acme).workloads;
    const direct = answer?.configurations.find((row) => row.id === 'direct')?.obstacle;
    expect(direct).toMatchObject({ code: 'belowFloor', lowerBound: true });
    const [alone] = estimate([whole], acme).workloads;
    expect(alone?.configurations.find((row) => row.id === 'direct')?.obstacle).not.toHaveProperty('lowerBound');
  });

  test('is nothing to advise on, unless it is over the floor for certain', () => {
    const codes = (input: string) =>
      estimate([elsewhere, workload('flat', input, '0')], acme).advice.map((each) => each.code);
    expect(codes('99M')).not.toContain('belowFloor');
    expect(codes('99M')).not.toContain('negotiate');
    expect(codes('100M')).toContain('negotiate');
  });
});

describe('the cheapest row', () => {
  test('is an upper bound where a row without a price could cost less', () => {
    const [answer] = estimate([unpricedCache], acme).workloads;
    expect([answer?.cheapest?.id, answer?.mayBeUndercut]).toEqual(['list', true]);
    expect(estimate([whole], acme).workloads[0]?.mayBeUndercut).toBe(false);
  });

  test('is not, where what has a price in that row costs as much already', () => {
    // of 90M in short prompts 12 uncached at 10, 18 read at 1 and 60 written at 20 are 1,338; as is all 100M are 1,100
    const stated = { readsPerWrite: multiple('0.3'), cacheTtl: '1h', longContextShare: part('10%') } as const;
    const [answer] = estimate(
      [workload('long-at', '100M', '0', { cacheHitRatio: part('20%'), ...stated })],
      acme,
    ).workloads;
    expect(answer?.configurations.find((row) => row.id === 'list+cache')?.obstacle?.code).toBe('unpriced');
    expect([answer?.cheapest?.id, answer?.mayBeUndercut]).toEqual(['direct', false]);
  });

  test('is said to be one where it is advised', () => {
    const [buy] = advice(estimate([unpricedCache], acme), 'buy');
    expect(buy?.mayBeUndercut).toBe(true);
  });
});

describe('the totals', () => {
  const bounds = (workloads: Parameters<typeof estimate>[0]) => {
    const { baselineBound, cheapestBound, complete } = estimate(workloads, acme).totals;
    return [baselineBound, cheapestBound, complete];
  };

  test('say what they are: exact, short of a part, undercut by one, or both', () => {
    expect(bounds([whole])).toEqual(['exact', 'exact', true]);
    expect(bounds([elsewhere])).toEqual(['exact', 'atLeast', false]);
    expect(bounds([unpricedCache])).toEqual(['exact', 'atMost', false]);
    expect(bounds([unpricedCache, elsewhere])).toEqual(['exact', 'undecided', false]);
  });

  test('of several months are as sure as the least sure of them', () => {
    expect(sumBound(['exact', 'exact'])).toBe('exact');
    expect(sumBound(['exact', 'atLeast'])).toBe('atLeast');
    expect(sumBound(['atMost', 'exact'])).toBe('atMost');
    expect(sumBound(['atMost', 'atLeast'])).toBe('undecided');
    const start = parseMonth('2026-11') ?? expect.fail('a month');
    const { months, total } = schedule({ workloads: [unpricedCache] }, { start, months: 2 }, acme);
    const expected = { baseline: 'exact', list: 'atLeast', cheapest: 'atMost' };
    expect([...months.map((month) => month.bounds), total.bounds]).toEqual([expected, expected, expected]);
  });
});

test('a sum that misses a price is not shown as a figure', () => {
  const [note] = notes(
    estimate([workload('cells-only', '1M', '0', { ...hits, region: 'mars' })], acme),
    'readsPerWriteAssumed',
  );
  expect([note?.withWrites, note?.withoutWrites]).toEqual([undefined, undefined]);
});
