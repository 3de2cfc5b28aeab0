import { expect, test } from 'vitest';
import { compare, magnitude, round } from '../../src/domain/exact.ts';
import { footed } from '../../src/domain/footing.ts';
import { minus, sum, type Usd, usd } from '../../src/domain/units.ts';
import fc from '../support/laws.ts';
import { dollars } from '../support/values.ts';

const cent = dollars('0.01');
const amounts = fc.array(
  fc
    .integer({ min: -5_000_000, max: 5_000_000 })
    .map((coefficient): Usd => usd({ coefficient: BigInt(coefficient), scale: 4, divisor: 1n })),
  { minLength: 1, maxLength: 6 },
);

test('rounded parts add up to their rounded total, none a cent or more from what it is', () => {
  fc.assert(
    fc.property(amounts, (parts) => {
      const total = sum(parts);
      const shown = footed(parts, total, 2);
      expect(compare(sum(shown), round(total, 2))).toBe(0);
      for (const [index, each] of shown.entries())
        expect(compare(magnitude(minus(each, parts[index] ?? each)), cent)).toBeLessThan(0);
    }),
  );
});

test('three thirds of a dollar and a half cent', () => {
  const parts = ['0.335', '0.335', '0.335'].map(dollars);
  // 1.005 is shown as 1.01: one part goes down.
  expect(footed(parts, sum(parts), 2).map((each) => compare(each, dollars('0.34')))).toContain(-1);
});
