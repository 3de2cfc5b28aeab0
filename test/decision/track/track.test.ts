import { describe, expect, test } from 'vitest';
import { NORMAL } from '../../../src/commands/normal.ts';
import { priceBookOf } from '../../../src/commands/price-book.ts';
import { type SignedContract, track } from '../../../src/decision/track/track.ts';
import { expectedBy, windowsOf } from '../../../src/decision/track/window.ts';
import type { UsageDay } from '../../../src/decision/usage/measure.ts';
import { NO_CLAUSES } from '../../../src/domain/clauses.ts';
import type { ContractTerms, StatedTerms } from '../../../src/domain/contract.ts';
import { type Day, dayAfter, daysBetween, monthsAfter } from '../../../src/domain/day.ts';
import { numeral } from '../../../src/domain/exact.ts';
import { factor } from '../../../src/domain/units.ts';
import { ACME } from '../../support/pricing.ts';
import { day, dollars, part } from '../../support/values.ts';

const USUAL: ContractTerms = {
  overage: 'list',
  fulfilment: 'annual',
  rollover: part('0'),
  commitmentBasis: 'contracted',
  floorBasis: 'list',
  ramp: undefined,
  termMonths: 12,
};

function contract(monthly: string, terms: StatedTerms, start = '2026-01-01'): SignedContract {
  const commitment = dollars(monthly);
  return {
    id: 'signed',
    provider: 'acme',
    commitment,
    discount: part('20%'),
    terms,
    written: { amount: commitment, per: 'month' },
    date: undefined,
    clauses: NO_CLAUSES,
    validUntil: undefined,
    note: undefined,
    signed: true,
    start: day(start),
    file: 'acme.yaml',
  } as SignedContract;
}

/** So many dollars of list a day: output of a model at $50 a million. */
function usageOf(first: string, list: readonly number[]): UsageDay[] {
  let on = day(first);
  return list.map((dollarsOfDay) => {
    const tokens = {
      uncachedInput: 0n,
      cacheRead: 0n,
      cacheWrite5m: 0n,
      cacheWrite30m: 0n,
      cacheWrite1h: 0n,
      output: BigInt(dollarsOfDay) * 20_000n,
    };
    const group = {
      day: on,
      model: 'flat',
      mode: 'standard',
      band: 'base',
      belongs: {},
      tokens,
      requests: undefined,
      failed: undefined,
      calls: {},
      billed: undefined,
    } as const;
    on = dayAfter(on);
    return group;
  });
}

function held(of: SignedContract, usage: readonly UsageDay[], asOf: string) {
  const answer = track([of], [], {
    usage: usage.map((group) => ({ ...group, through: undefined })),
    book: priceBookOf({ card: ACME }),
    asOf: day(asOf),
    usual: USUAL,
    normal: NORMAL,
    contractOf: () => 'notOffered',
    clouds: { commitments: [], marketplaces: [], file: '' },
  });
  const [one] = answer.contracts;
  if (one === undefined) throw new Error('a contract is tracked');
  return one;
}

/** Numbers between 0 and 1 that are the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

function normalFrom(random: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}

const daily = (count: number, seed: number, level: number, slope: number, noise: number): number[] => {
  const normal = normalFrom(randomFrom(seed));
  return Array.from({ length: count }, (_, index) => Math.round(level + slope * index + noise * normal()));
};

/**
 * Where the window ends, by drawing: a line of the last 28 days whose level and slope are themselves uncertain, and days
 * around it. Written apart from the projection: no closed form is used.
 */
function simulated(list: readonly number[], left: number, used: number, commitment: number, available: number) {
  const last = list.slice(-28).map((each) => each * 0.8);
  const n = last.length;
  const x = last.map((_, index) => index);
  const sum = (of: readonly number[]) => of.reduce((a, b) => a + b, 0);
  const sxx = sum(x.map((each) => each * each)) - sum(x) ** 2 / n;
  const sxy = sum(x.map((each, index) => each * (last[index] ?? 0))) - (sum(x) * sum(last)) / n;
  const slope = sxy / sxx;
  const level = sum(last) / n;
  const spread = Math.sqrt(
    sum(last.map((each, index) => (each - level - slope * (index - (n - 1) / 2)) ** 2)) / (n - 2),
  );
  const normal = normalFrom(randomFrom(99));
  const runs = 20_000;
  const ends = Array.from({ length: runs }, () => {
    const drawnLevel = level + (spread / Math.sqrt(n)) * normal();
    const drawnSlope = slope + (spread / Math.sqrt(sxx)) * normal();
    let total = used;
    for (let ahead = 0; ahead < left; ahead += 1)
      total += drawnLevel + drawnSlope * (n + ahead - (n - 1) / 2) + spread * normal();
    return total;
  }).sort((a, b) => a - b);
  const short = ends.map((end) => Math.max(0, commitment - end));
  const mean = sum(short) / runs;
  const error = Math.sqrt(sum(short.map((each) => (each - mean) ** 2)) / runs / runs);
  const over = ends.map((end) => Math.max(0, end - available));
  const overMean = sum(over) / runs;
  const overError = Math.sqrt(sum(over.map((each) => (each - overMean) ** 2)) / runs / runs);
  return {
    expected: sum(ends) / runs,
    p10: ends[runs / 10] ?? 0,
    p90: ends[(runs * 9) / 10] ?? 0,
    deviation: ((ends[(runs * 9) / 10] ?? 0) - (ends[runs / 10] ?? 0)) / 2.563,
    short: { mean, error },
    odds: short.filter((each) => each > 0).length / runs,
    over: { mean: overMean, error: overError },
  };
}

describe('a projection agrees with a simulation', () => {
  const cases: readonly [string, StatedTerms, string, number][] = [
    ['a month', { fulfilment: 'monthly' }, '28000', 80],
    ['a quarter', { fulfilment: 'quarterly' }, '27000', 60],
    ['a year', { fulfilment: 'annual' }, '35000', 100],
    [
      'a year with a ramp',
      { fulfilment: 'annual', ramp: [factor(part('50%')), factor(part('100%'))] as never },
      '46000',
      100,
    ],
    ['a month with rollover', { fulfilment: 'monthly', rollover: part('50%') }, '28500', 80],
    ['a quarter with rollover', { fulfilment: 'quarterly', rollover: part('40%') }, '29000', 150],
    [
      'a quarter with a ramp and rollover',
      {
        fulfilment: 'quarterly',
        rollover: part('100%'),
        ramp: ['50%', '75%', '90%', '100%'].map((each) => factor(part(each))) as never,
      },
      '38000',
      150,
    ],
  ];
  test.each(cases)('%s', (_, terms, monthly, days) => {
    const list = daily(days, 7, 1_000, 2, 150);
    const found = held(contract(monthly, terms), usageOf('2026-01-01', list), lastOf(days));
    const start = daysBetween(day('2026-01-01'), found.window.start);
    const used = list.slice(start, days).reduce((sum, each) => sum + each * 0.8, 0);
    expect(Number(numeral(found.used))).toBeCloseTo(used, 6);
    const left = daysBetween(lastOf(days), found.window.end);
    // What the window before left over, by hand: its commitment less its use, and of that the share that rolls.
    const before = windowsOf(day('2026-01-01'), dollars(monthly), { ...USUAL, ...terms } as ContractTerms).findLast(
      ({ end }) => end < found.window.start,
    );
    const [from, to] = [before?.start, before?.end].map((each) =>
      each === undefined ? 0 : daysBetween(day('2026-01-01'), each),
    );
    const usedBefore = list.slice(from, (to ?? 0) + 1).reduce((sum, each) => sum + each * 0.8, 0);
    const unused = before === undefined ? 0 : Math.max(0, Number(numeral(before.commitment)) - usedBefore);
    const carried = unused * Number(numeral(terms.rollover ?? part('0')));
    expect(Number(numeral(found.carriedOver))).toBeCloseTo(carried, 4);
    const commitment = Number(numeral(found.commitment));
    const by = simulated(list, left, used, commitment, commitment + carried);
    const error = (4 * by.deviation) / Math.sqrt(20_000);
    expect(Math.abs(found.projected.expected - by.expected)).toBeLessThan(error);
    expect(Math.abs((found.projected.p10 ?? 0) - by.p10)).toBeLessThan(3 * error);
    expect(Math.abs((found.projected.p90 ?? 0) - by.p90)).toBeLessThan(3 * error);
    expect(Math.abs(found.projected.shortfall.expected - by.short.mean)).toBeLessThan(4 * by.short.error + 0.01);
    expect(Math.abs((found.projected.shortfall.odds ?? 0) - by.odds)).toBeLessThan(0.015);
    expect(Math.abs(found.projected.overage.expected - by.over.mean)).toBeLessThan(4 * by.over.error + 0.01);
  });
});

const lastOf = (days: number): Day => {
  let on = day('2026-01-01');
  for (let index = 1; index < days; index += 1) on = dayAfter(on);
  return on;
};

describe('windows', () => {
  test('run from the day of the contract; a short month ends earlier', () => {
    expect(monthsAfter(day('2026-01-31'), 1)).toBe('2026-02-28');
    const windows = windowsOf(day('2026-01-15'), dollars('100'), { ...USUAL, fulfilment: 'quarterly' });
    expect(windows.map(({ start, end }) => [start, end])).toEqual([
      ['2026-01-15', '2026-04-14'],
      ['2026-04-15', '2026-07-14'],
      ['2026-07-15', '2026-10-14'],
      ['2026-10-15', '2027-01-14'],
    ]);
  });

  test('a ramp is due in equal parts of the term, and even use follows it', () => {
    const ramp = [part('50%'), part('100%')] as never;
    const [year] = windowsOf(day('2026-01-01'), dollars('100'), { ...USUAL, ramp });
    if (year === undefined) throw new Error('a year has a window');
    expect(numeral(year.commitment)).toBe('900');
    expect(numeral(expectedBy(year, day('2026-06-30')))).toBe('300');
    expect(numeral(expectedBy(year, day('2026-12-31')))).toBe('900');
  });
});

describe('what is known is exact', () => {
  test('used, expected by now, utilisation and coverage after 20% off', () => {
    const found = held(
      contract('10000', { fulfilment: 'monthly' }),
      usageOf('2026-01-01', [1_000, 3_000, 0, 500]),
      '2026-01-04',
    );
    expect(numeral(found.used)).toBe('3600');
    expect(numeral(found.expectedByNow)).toBe('1290.3225806452');
    expect(numeral(found.utilisation ?? factor(part('0')))).toBe('0.36');
    expect(numeral(found.coverage ?? factor(part('0')))).toBe('1');
    expect(found.projected.p10).toBeUndefined();
  });

  test('the day on which it was used up', () => {
    const found = held(
      contract('2000', { fulfilment: 'monthly' }),
      usageOf('2026-01-01', [1_000, 1_500, 0, 500]),
      '2026-01-04',
    );
    expect(found.exhaustedOn).toBe('2026-01-02');
    expect(found.projected.shortfall.expected).toBe(0);
    expect(numeral(found.coverage ?? factor(part('0')))).toBe('0.8333333333');
  });

  test('half of what January left may be used in February', () => {
    const list = [...Array.from({ length: 31 }, () => 100), ...Array.from({ length: 10 }, () => 100)];
    const found = held(
      contract('5000', { fulfilment: 'monthly', rollover: part('50%') }),
      usageOf('2026-01-01', list),
      '2026-02-10',
    );
    // January used 31 x 80 = 2,480 of 5,000: half of 2,520 is carried over.
    expect(numeral(found.carriedOver)).toBe('1260');
    expect(numeral(found.used)).toBe('800');
  });

  test('usage of others, and of calls, draws nothing down', () => {
    const others = usageOf('2026-01-01', [1_000]).map((each) => ({ ...each, model: 'beta-flat' }));
    expect(numeral(held(contract('5000', {}), others, '2026-01-01').used)).toBe('0');
  });
});
