import { describe, expect, test } from 'vitest';
import { apportioned } from '../../src/domain/apportion.ts';
import {
  add,
  compare,
  divide,
  type Exact,
  numeral,
  roundedText,
  subtract,
  whole,
  ZERO,
} from '../../src/domain/exact.ts';
import fc from '../support/laws.ts';

const fraction = fc
  .tuple(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.bigInt(1n, 999n))
  .map(([top, bottom]): Exact => divide(whole(top), whole(bottom)));
const sum = (parts: readonly Exact[]) => parts.reduce(add, ZERO);

describe('parts that are written down', () => {
  test('sum to their rounded whole, and each is less than a last digit from what it is', () => {
    fc.assert(
      fc.property(fc.array(fraction, { minLength: 1, maxLength: 12 }), fc.nat(12), (parts, places) => {
        const written = apportioned(parts, places);
        expect(roundedText(sum(written), places)).toBe(roundedText(sum(parts), places));
        const digit: Exact = { coefficient: 1n, scale: places, divisor: 1n };
        for (const [index, part] of parts.entries()) {
          const off = subtract(written[index] ?? ZERO, part);
          expect(compare(off, digit)).toBe(-1);
          expect(compare(subtract(ZERO, digit), off)).toBe(-1);
        }
      }),
    );
  });

  test.each([
    ['thirds of a dollar', [1n, 1n, 1n], 3n, 2, ['0.34', '0.33', '0.33']],
    ['two of three lose most', [2n, 2n, 5n], 9n, 2, ['0.22', '0.22', '0.56']],
    ['less than nothing', [-1n, -1n, -1n], 3n, 2, ['-0.33', '-0.33', '-0.34']],
    ['nothing to round', [100n, 250n], 100n, 2, ['1', '2.5']],
  ] as const)('%s', (_, tops, bottom, places, expected) => {
    const parts = tops.map((top) => divide(whole(top), whole(bottom)));
    expect(apportioned(parts, places).map(numeral)).toEqual(expected);
  });
});
