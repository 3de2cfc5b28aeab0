import { describe, expect, test } from 'vitest';
import { expectedSpill, loadQuantile, priceOptimal, sigmaOfPeak } from '../../../src/decision/reserved/minute-load.ts';
import fc from '../../support/laws.ts';
import { NORMAL } from '../../support/normal.ts';

const SIX = { mean: 1, sigma: 0.6 };
const cost = (capacity: number, breakEven: number) => breakEven * capacity + expectedSpill(SIX, capacity, NORMAL);

describe('a load of sigma 0.6 where a unit breaks even at 85%', () => {
  test('is reserved to its P15, 0.449 of the mean, at 94.9% of pay-as-you-go', () => {
    const optimal = priceOptimal(SIX, 0.85, NORMAL);
    expect(optimal).toBeCloseTo(0.4484939738989593, 9);
    expect(cost(optimal, 0.85)).toBeCloseTo(0.9491255420468199, 9);
  });

  test('costs 287% of pay-as-you-go when it is sized for its P99', () => {
    const peak = loadQuantile(SIX, 0.99, NORMAL);
    expect(peak).toBeCloseTo(3.3730208058918243, 9);
    expect(cost(peak, 0.85)).toBeCloseTo(2.8754799006667, 9);
  });

  test('reserves nothing for price at a break-even of 100% or more', () => {
    expect([priceOptimal(SIX, 1, NORMAL), priceOptimal(SIX, 1.1, NORMAL)]).toEqual([0, 0]);
  });
});

test('no other capacity costs less than F^-1(1 - u*)', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.05, max: 0.99, noNaN: true }),
      fc.double({ min: 0, max: 5, noNaN: true }),
      (u, other) => {
        expect(cost(priceOptimal(SIX, u, NORMAL), u)).toBeLessThanOrEqual(cost(other, u) + 1e-9);
      },
    ),
  );
});

test('the peak of a load stands at its percentile', () => {
  for (const peak of [1, 1.1, 1.25, 2.5, 10]) {
    const sigma = sigmaOfPeak(peak, 0.99, NORMAL);
    expect(loadQuantile({ mean: 1, sigma }, 0.99, NORMAL)).toBeCloseTo(peak, 9);
  }
  expect(sigmaOfPeak(1, 0.99, NORMAL)).toBeCloseTo(0, 12);
  // beyond exp(z^2 / 2) = 14.97 no lognormal load has such a peak; the largest is taken
  expect(sigmaOfPeak(100, 0.99, NORMAL)).toBeCloseTo(NORMAL.quantile(0.99), 12);
});

test('spill: a load that never moves spills what it exceeds; none of it fits into nothing', () => {
  expect(expectedSpill({ mean: 10, sigma: 0 }, 7, NORMAL)).toBe(3);
  expect(expectedSpill({ mean: 10, sigma: 0 }, 12, NORMAL)).toBe(0);
  expect(expectedSpill({ mean: 10, sigma: 0.5 }, 0, NORMAL)).toBe(10);
  expect(expectedSpill({ mean: 0, sigma: 0.5 }, 5, NORMAL)).toBe(0);
});
