import { describe, expect, test } from 'vitest';
import {
  add,
  approximately,
  compare,
  isWhole,
  isZero,
  multiply,
  negate,
  numeral,
  parseExact,
  round,
  roundedText,
  shift,
  subtract,
  whole,
} from '../../src/domain/exact.ts';
import fc from '../support/laws.ts';
import { decimalText, exact, Oracle, oracle, oracleText } from './samples.ts';

const places = fc.nat(12);
/** Decimals whose last digit is a 5 right after `places` decimals: where the ways of rounding part. */
const tie = fc
  .tuple(fc.bigInt(-1_000_000n, 1_000_000n), places)
  .map(([digits, at]) => [new Oracle(`${digits}5e-${at + 1}`).toFixed(at + 1), at] as const);
const decimalAndPlaces = fc.oneof(tie, fc.tuple(decimalText, places));

describe('by hand', () => {
  test.each([
    ['19212.50', 0, '19213'],
    ['2637.50', 0, '2638'],
    ['2637.49', 0, '2637'],
    ['-0.5', 0, '-1'],
    ['-2.5', 0, '-3'],
    ['-0.4', 0, '0'],
    ['0.5', 0, '1'],
    ['1.005', 2, '1.01'],
    ['0.0049', 2, '0.00'],
    ['-0.05', 1, '-0.1'],
    ['9.995', 2, '10.00'],
    ['7', 2, '7.00'],
    ['1.5', 3, '1.500'],
  ])('%s to %i decimals is %s', (text, at, shown) => {
    expect(roundedText(exact(text), at)).toBe(shown);
  });

  test.each([
    ['19212.50', '19212.5'],
    ['100', '100'],
    ['10.00', '10'],
    ['0.000', '0'],
    ['-0.0750', '-0.075'],
    ['0.00000000000000000001', '0.00000000000000000001'],
  ])('the numeral of %s is %s', (text, shown) => {
    expect(numeral(exact(text))).toBe(shown);
  });

  test('a tenth and two tenths are three tenths', () => {
    expect(numeral(add(exact('0.1'), exact('0.2')))).toBe('0.3');
    expect(compare(add(exact('0.1'), exact('0.2')), exact('0.30'))).toBe(0);
  });
});

describe('reading', () => {
  test.each(['', '-', '+1', '.5', '5.', '1e3', '1_000', '1,000', ' 1', '1\n', '0x10', '--1', '1.2.3', 'NaN', '١'])(
    '"%s" is not plain decimal notation',
    (text) => {
      expect(parseExact(text)).toBeUndefined();
    },
  );

  test('text is read digit by digit, and its numeral reads back', () => {
    fc.assert(
      fc.property(decimalText, (text) => {
        expect(oracle(exact(text)).toFixed()).toBe(new Oracle(text).toFixed());
        expect(numeral(exact(text))).toBe(new Oracle(text).toFixed());
        expect(compare(exact(numeral(exact(text))), exact(text))).toBe(0);
      }),
    );
  });
});

describe('arithmetic on decimals agrees with big.js', () => {
  test('sum, difference and product', () => {
    fc.assert(
      fc.property(decimalText, decimalText, (a, b) => {
        expect(oracle(add(exact(a), exact(b))).toFixed()).toBe(new Oracle(a).plus(b).toFixed());
        expect(oracle(subtract(exact(a), exact(b))).toFixed()).toBe(new Oracle(a).minus(b).toFixed());
        expect(oracle(multiply(exact(a), exact(b))).toFixed()).toBe(new Oracle(a).times(b).toFixed());
      }),
    );
  });

  test('order, also between spellings of one number', () => {
    fc.assert(
      fc.property(decimalText, decimalText, places, (a, b, zeros) => {
        expect(compare(exact(a), exact(b))).toBe(new Oracle(a).cmp(b));
        expect(compare(exact(a), exact(new Oracle(a).toFixed(12 + zeros)))).toBe(0);
      }),
    );
  });

  test('shift divides by a power of ten', () => {
    fc.assert(
      fc.property(decimalText, places, (a, by) => {
        expect(oracle(shift(exact(a), by)).toFixed()).toBe(new Oracle(a).times(`1e-${by}`).toFixed());
      }),
    );
  });

  test('sign, zero and whole numbers', () => {
    fc.assert(
      fc.property(decimalText, (a) => {
        expect(oracle(negate(exact(a))).toFixed()).toBe(new Oracle(a).times('-1').toFixed());
        expect(isZero(exact(a))).toBe(new Oracle(a).eq('0'));
        expect(isWhole(exact(a))).toBe(new Oracle(a).mod('1').eq('0'));
      }),
    );
    expect(oracle(whole(-12n)).toFixed()).toBe('-12');
  });
});

describe('rounding decimals agrees with big.js', () => {
  test('half up, away from zero', () => {
    fc.assert(
      fc.property(decimalAndPlaces, ([text, at]) => {
        expect(oracle(round(exact(text), at)).toFixed()).toBe(new Oracle(text).round(at).toFixed());
        expect(roundedText(exact(text), at)).toBe(oracleText(new Oracle(text), at));
      }),
      { numRuns: 500 },
    );
  });
});

test('the nearest float is what JavaScript reads in the numeral', () => {
  const digits = fc.oneof(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), fc.bigInt({ min: -99n, max: 99n }));
  fc.assert(
    fc.property(digits, fc.nat(30), (coefficient, places) => {
      expect(approximately(shift(whole(coefficient), places))).toBe(Number(`${coefficient}e-${places}`));
    }),
  );
});
