import { describe, expect, test } from 'vitest';
import { divide, whole } from '../../../src/domain/exact.ts';
import { factor, share, usd } from '../../../src/domain/units.ts';
import { bounded, change, dollarsBeside, multiple, percent } from '../../../src/output/render/numbers.ts';
import { dollars, part } from '../../support/values.ts';

describe('two amounts in one sentence', () => {
  test.each([
    ['49_999.995', '50_000', '$49,999.995'],
    ['49_999.99', '50_000', '$49,999.99'],
    ['50_000', '50_000', '$50,000'],
    ['50_000.0000001', '50_000', '$50,000.0000001'],
    ['0.00003', '50_000', '$0.00003'],
    ['0', '50_000', '$0'],
  ])('%s beside %s is %s', (amount, other, text) => {
    expect(dollarsBeside(dollars(amount), dollars(other))).toBe(text);
  });

  test('are told apart from every other', () => {
    expect(dollarsBeside(dollars('100_000.001'), dollars('50_000'), dollars('100_000'))).toBe('$100,000.001');
  });
});

describe('a share next to all or nothing', () => {
  test.each([
    ['99.999%', '99.999%'],
    ['99.99%', '99.99%'],
    ['100%', '100%'],
    ['0.001%', '0.001%'],
    ['0', '0%'],
    ['93.754%', '93.75%'],
  ])('%s is shown as %s', (text, expected) => {
    expect(percent(part(text))).toBe(expected);
  });

  test('never claims the whole of a saving', () => {
    expect(change(part('99.999%'), 1)).toBe('-99.999%');
    expect(change(part('99.94%'), 1)).toBe('-99.9%');
    expect(change(part('100%'), 1)).toBe('-100.0%');
    expect(change(share(divide(whole(2n), whole(3n))), 1)).toBe('-66.7%');
  });
});

test('a multiple next to 1 is not shown as 1', () => {
  const times = (top: bigint, bottom: bigint) => multiple(factor(divide(whole(top), whole(bottom))));
  expect(times(50_000_000n, 49_999_999n)).toBe('1.00000002x');
  expect(times(5n, 4n)).toBe('1.25x');
  expect(times(1n, 1n)).toBe('1x');
});

test('an amount says what it is when something has no price', () => {
  const text = dollarsBeside(usd(whole(5n)));
  expect([
    bounded(text, 'exact'),
    bounded(text, 'atLeast'),
    bounded(text, 'atMost'),
    bounded(text, 'undecided'),
  ]).toEqual(['$5', 'at least $5', 'at most $5', 'in part $5']);
});
