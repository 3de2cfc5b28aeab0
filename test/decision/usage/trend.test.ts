import { expect, test } from 'vitest';
import { trendOf } from '../../../src/decision/usage/trend.ts';

const weeks = (of: readonly bigint[]) => of.flatMap((week) => Array.from({ length: 7 }, () => week));

test('weeks that are all alike have no growth and no spread to state', () => {
  const found = trendOf(weeks(Array.from({ length: 14 }, () => 5_000n)));
  expect(found?.growth.isTold).toBe(false);
  expect(found?.demand).toBeUndefined();
});

test('weeks that differ have a spread, once there are twelve of them', () => {
  const uneven = (count: number) =>
    weeks(Array.from({ length: count }, (_, week) => (week % 3 === 0 ? 9_000n : 4_000n)));
  expect(trendOf(uneven(11))?.demand).toBeUndefined();
  expect(trendOf(uneven(14))?.demand).toBeDefined();
});
