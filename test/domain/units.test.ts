import { describe, expect, test } from 'vitest';
import { compare, divide, numeral, whole } from '../../src/domain/exact.ts';
import {
  annual,
  atLeast,
  charge,
  complement,
  discountFactor,
  factor,
  lessThan,
  minus,
  NO_USD,
  per,
  plus,
  portion,
  ratio,
  share,
  smaller,
  sum,
  times,
  tokens,
  type Usd,
  usd,
  usdPerMtok,
} from '../../src/domain/units.ts';
import fc from '../support/laws.ts';
import { decimalText, decimalTextNotZero, exact, Oracle } from './samples.ts';

const count = (text: string) => tokens(exact(text));
const dollars = (text: string) => usd(exact(text));
const rate = (text: string) => usdPerMtok(exact(text));
const part = (text: string) => share(exact(text));
const multiple = (text: string) => factor(exact(text));

const wholeCount = fc.bigInt(0n, 10n ** 18n).map(String);
const price = fc.nat(100_000_000).map((micros) => new Oracle(`${micros}e-6`).toFixed());
const partText = fc.nat(10_000).map((basisPoints) => new Oracle(`${basisPoints}e-4`).toFixed());

describe('charge', () => {
  test.each([
    ['500000000', '5', '2500'],
    ['1500000000', '25', '37500'],
    ['1', '0.075', '0.000000075'],
    ['0.5', '3', '0.0000015'],
    ['0', '25', '0'],
  ])('%s tokens at $%s per million cost $%s', (amount, perMillion, cost) => {
    expect(numeral(charge(count(amount), rate(perMillion), 6))).toBe(cost);
  });

  test('every token is charged a millionth of the rate', () => {
    fc.assert(
      fc.property(wholeCount, price, (amount, at) => {
        const expected = new Oracle(amount).times(at).div('1000000').toFixed();
        expect(numeral(charge(count(amount), rate(at), 6))).toBe(expected);
      }),
    );
  });

  test('two counts cost what their sum costs', () => {
    fc.assert(
      fc.property(wholeCount, wholeCount, price, (a, b, at) => {
        const apart = plus(charge(count(a), rate(at), 6), charge(count(b), rate(at), 6));
        expect(compare(apart, charge(plus(count(a), count(b)), rate(at), 6))).toBe(0);
      }),
    );
  });
});

describe('sums', () => {
  test('of fractions are exact whatever their order', () => {
    const parts = [...Array(60).keys()].map((at) => usd(divide(whole(BigInt(at - 20)), whole(BigInt(at + 1)))));
    const oneByOne = parts.reduce((total, part) => plus(total, part), NO_USD);
    expect(compare(sum(parts), oneByOne)).toBe(0);
    expect(compare(sum([...parts, dollars('0.5')].reverse()), plus(oneByOne, dollars('0.5')))).toBe(0);
  });

  test('of thousands of fractions do not wait for a divisor that grows with each', () => {
    const parts = [...Array(10_000).keys()].map((at) => usd(divide(whole(1n), whole(BigInt(1_000_003 + 2 * at)))));
    expect(numeral(sum(parts)).slice(0, 6)).toBe('0.0099');
  });

  test('add up exactly, and to nothing when there is nothing', () => {
    expect(numeral(sum([dollars('0.1'), dollars('0.2'), dollars('-7')]))).toBe('-6.7');
    expect(numeral(sum(new Set([count('2'), count('40')])))).toBe('42');
    const nothing: Usd[] = [];
    expect(numeral(sum(nothing))).toBe('0');
  });

  test('plus and minus', () => {
    expect(numeral(plus(dollars('1.25'), dollars('2.5')))).toBe('3.75');
    expect(numeral(minus(dollars('1.25'), dollars('2.5')))).toBe('-1.25');
  });
});

describe('shares and factors', () => {
  test('70% of 500M tokens are 350M, and 30% are left', () => {
    expect(numeral(portion(count('500000000'), part('0.7')))).toBe('350000000');
    expect(numeral(complement(part('0.7')))).toBe('0.3');
    expect(numeral(complement(part('0')))).toBe('1');
  });

  test('a portion and its complement make the whole', () => {
    fc.assert(
      fc.property(decimalText, partText, (amount, of) => {
        const [first, rest] = [portion(dollars(amount), part(of)), portion(dollars(amount), complement(part(of)))];
        expect(numeral(first)).toBe(new Oracle(amount).times(of).toFixed());
        expect(numeral(plus(first, rest))).toBe(new Oracle(amount).toFixed());
      }),
    );
  });

  test('20% off leaves a factor of 0.8', () => {
    expect(numeral(discountFactor(part('0.2')))).toBe('0.8');
    expect(numeral(discountFactor(part('0')))).toBe('1');
    expect(numeral(times(rate('12.5'), discountFactor(part('0.2'))))).toBe('10');
  });

  test('what goes up by a factor comes back down by it', () => {
    expect(numeral(per(dollars('100'), multiple('1.06')))).toBe('94.3396226415');
    fc.assert(
      fc.property(decimalText, decimalTextNotZero, (amount, by) => {
        const back = times(per(dollars(amount), multiple(by)), multiple(by));
        expect(numeral(back)).toBe(new Oracle(amount).toFixed());
      }),
    );
  });

  test('nothing is divided by a factor of zero', () => {
    expect(() => per(dollars('1'), multiple('0'))).toThrow(RangeError);
  });

  test('a year is twelve months', () => {
    expect(numeral(annual(dollars('2637.50')))).toBe('31650');
    expect(numeral(annual(NO_USD))).toBe('0');
  });

  test('a ratio says how often one goes into the other, if it can', () => {
    expect(numeral(ratio(dollars('19212.50'), dollars('2500')) ?? NO_USD)).toBe('7.685');
    expect(numeral(ratio(count('1'), count('3')) ?? NO_USD)).toBe('0.3333333333');
    expect(ratio(dollars('5'), dollars('0.00'))).toBeUndefined();
  });
});

test('an amount equal to its limit reaches it and is not below it', () => {
  const [low, limit, same, high] = [dollars('49999.99'), dollars('50000'), dollars('50000.00'), dollars('50000.01')];
  expect([low, same, high].map((amount) => atLeast(amount, limit))).toEqual([false, true, true]);
  expect([low, same, high].map((amount) => lessThan(amount, limit))).toEqual([true, false, false]);
  expect([low, same, high].map((amount) => smaller(amount, limit))).toEqual([low, same, limit]);
});
