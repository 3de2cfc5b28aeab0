import { expect, test } from 'vitest';
import { ascending, leastSum, loweredBy, loweredSum } from '../../../src/decision/plan/amounts.ts';
import fc from '../../support/laws.ts';

const amounts = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 60 });
const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0);

test('places ascend by their amounts, the earlier first of two that are equal', () => {
  fc.assert(
    fc.property(amounts, (all) => {
      const expected = all.map((_, place) => place).sort((a, b) => (all[a] as number) - (all[b] as number));
      expect([...ascending(Float64Array.from(all))]).toEqual(expected);
    }),
  );
});

test('a total of amounts is lowered to what they are where others are less', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.option(fc.integer()))), (all) => {
      const known = all.map(([amount]) => amount);
      const at = Int32Array.from(all.keys()).filter((index) => all[index]?.[1] !== null);
      const others = Float64Array.from(at, (index) => all[index]?.[1] as number);
      const lower = all.map(([amount, other]) => Math.min(amount, other ?? amount));
      const lowered = Float64Array.from(known);
      expect(loweredSum(sum(known), lowered, at, others)).toBe(sum(lower));
      expect(loweredBy(sum(known), lowered, at, others)).toBe(sum(lower));
      expect([...lowered]).toEqual(lower);
      expect(leastSum(Float64Array.from(known), lowered, 1)).toBe(sum(lower) + 1);
    }),
  );
});
