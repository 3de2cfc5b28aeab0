import { describe, expect, test } from 'vitest';
import {
  add,
  compare,
  divide,
  type Exact,
  isWhole,
  multiply,
  negate,
  numeral,
  ONE,
  round,
  roundedText,
  shift,
  subtract,
  whole,
  ZERO,
} from '../../src/domain/exact.ts';
import fc from '../support/laws.ts';
import { decimalText, decimalTextNotZero, exact, Oracle, oracle, oracleText } from './samples.ts';

/** Denominators to 10^12, half of them rich in twos and fives so that quotients that end are common. */
const denominator = fc.oneof(
  fc.bigInt(1n, 10n ** 12n),
  fc
    .tuple(fc.nat(12), fc.nat(8), fc.constantFrom(1n, 1n, 3n, 7n, 9n, 53n))
    .map(([twos, fives, rest]) => 2n ** BigInt(twos) * 5n ** BigInt(fives) * rest),
);
const fraction = fc.tuple(fc.oneof(fc.bigInt(-100n, 100n), fc.bigInt(-(10n ** 15n), 10n ** 15n)), denominator);
type Fraction = readonly [top: bigint, bottom: bigint];

const quotient = ([top, bottom]: Fraction): Exact => divide(whole(top), whole(bottom));

/** Equal by cross multiplication, without the operations under test. */
function expectEqual(value: Exact, [top, bottom]: Fraction): void {
  expect(value.coefficient * bottom).toBe(top * 10n ** BigInt(value.scale) * value.divisor);
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : greatestCommonDivisor(b, a % b);
}

/** Divisor 1 when the number ends in decimal notation, else coprime to 10 and to the coefficient. */
function expectReduced(value: Exact, [top, bottom]: Fraction): void {
  // No denominator here passes 10^27, so none holds 90 twos.
  const ends = (top * 10n ** 90n) % bottom === 0n;
  expect(value.divisor === 1n).toBe(ends);
  expect(greatestCommonDivisor(value.coefficient * 10n, value.divisor)).toBe(1n);
  expect(value.divisor).toBeGreaterThan(0n);
}

describe('by hand', () => {
  test.each([
    ['1', '3', '0.3333333333'],
    ['2', '3', '0.6666666667'],
    ['-2', '3', '-0.6666666667'],
    ['1', '-3', '-0.3333333333'],
    ['1', '1.06', '0.9433962264'],
    ['10', '4', '2.5'],
    ['-1', '1024', '-0.0009765625'],
    ['1', '2048', '0.00048828125'],
    ['0', '7', '0'],
    ['6', '0.3', '20'],
    ['1', '30000000000', '0'],
    ['-1', '30000000000', '0'],
    ['2', '30000000000', '0.0000000001'],
  ])('%s / %s is written %s', (a, b, shown) => {
    expect(numeral(divide(exact(a), exact(b)))).toBe(shown);
  });

  test('three thirds are one again', () => {
    const third = divide(ONE, whole(3n));
    const three = add(add(third, third), third);
    expect(compare(three, ONE)).toBe(0);
    expect(three.divisor).toBe(1n);
    expect(isWhole(three)).toBe(true);
    expect(isWhole(third)).toBe(false);
  });

  test('nothing divides by zero', () => {
    expect(() => divide(ONE, ZERO)).toThrow(RangeError);
    expect(() => divide(ZERO, exact('0.00'))).toThrow(RangeError);
  });
});

describe('quotients', () => {
  test('(a / b) x b is a, exactly', () => {
    fc.assert(
      fc.property(decimalText, decimalTextNotZero, (a, b) => {
        const back = multiply(divide(exact(a), exact(b)), exact(b));
        expect(oracle(back).toFixed()).toBe(new Oracle(a).toFixed());
      }),
    );
  });

  test('sums, differences, products and quotients of fractions are exact and reduced', () => {
    fc.assert(
      fc.property(fraction, fraction, (x, y) => {
        const [[a, b], [c, d]] = [x, y];
        const expected: [Exact, Fraction][] = [
          [quotient(x), x],
          [negate(quotient(x)), [-a, b]],
          [add(quotient(x), quotient(y)), [a * d + c * b, b * d]],
          [subtract(quotient(x), quotient(y)), [a * d - c * b, b * d]],
          [multiply(quotient(x), quotient(y)), [a * c, b * d]],
          [shift(quotient(x), 6), [a, b * 1_000_000n]],
        ];
        if (c !== 0n) expected.push([divide(quotient(x), quotient(y)), c > 0n ? [a * d, b * c] : [-a * d, -b * c]]);
        for (const [value, answer] of expected) {
          expectEqual(value, answer);
          expectReduced(value, answer);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('order agrees with cross multiplication', () => {
    fc.assert(
      fc.property(fraction, fraction, fc.bigInt(1n, 99n), ([a, b], [c, d], many) => {
        const [left, right] = [a * d, c * b];
        expect(compare(quotient([a, b]), quotient([c, d]))).toBe(left < right ? -1 : left > right ? 1 : 0);
        expect(compare(quotient([a, b]), quotient([a * many, b * many]))).toBe(0);
      }),
    );
  });

  test('a quotient rounds half up as 60 digits of it do', () => {
    fc.assert(
      fc.property(fraction, fc.nat(10), ([a, b], at) => {
        const long = new Oracle(`${a}`).div(`${b}`);
        expect(oracle(round(quotient([a, b]), at)).toFixed()).toBe(long.round(at).toFixed());
        expect(roundedText(quotient([a, b]), at)).toBe(oracleText(long, at));
      }),
    );
  });
});

test('sums and products can be regrouped, reordered and distributed', () => {
  const number = fc.oneof(fraction.map(quotient), decimalText.map(exact));
  fc.assert(
    fc.property(number, number, number, (a, b, c) => {
      expect(compare(add(a, b), add(b, a))).toBe(0);
      expect(compare(add(add(a, b), c), add(a, add(b, c)))).toBe(0);
      expect(compare(multiply(a, b), multiply(b, a))).toBe(0);
      expect(compare(multiply(multiply(a, b), c), multiply(a, multiply(b, c)))).toBe(0);
      expect(compare(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c)))).toBe(0);
    }),
  );
});
