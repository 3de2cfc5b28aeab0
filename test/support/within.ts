import { expect } from 'vitest';

/** Holds a statistic against what was simulated apart: no further off than a share of it. */
export function within(actual: number, expected: number, share: number): void {
  expect(Math.abs(actual - expected)).toBeLessThan(share * expected);
}
