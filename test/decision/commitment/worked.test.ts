import { describe, expect, test } from 'vitest';
import {
  type Distribution,
  mean,
  probabilityBelow,
  probabilityWithin,
  quantile,
} from '../../../src/decision/commitment/distribution.ts';
import { envelopeOf } from '../../../src/decision/commitment/envelope.ts';
import { forecastFlip, realisedFlip } from '../../../src/decision/commitment/flips.ts';
import { intervalsOf } from '../../../src/decision/commitment/intervals.ts';
import { bestAllowance, criticalProbability } from '../../../src/decision/commitment/newsvendor.ts';
import { expectedOf, uncommitted } from '../../../src/decision/commitment/outcome.ts';
import { committed, lognormal, monthly, normal, SIXTY } from './samples.ts';

const CENT = 2;
const DISCOUNT = 0.2;
const AGGREGATOR = 0.85;
const WITH_BONUS = 0.85 / 1.06;
const atList = committed(50_000, DISCOUNT, 1);
const atContract = committed(50_000, DISCOUNT, 1 - DISCOUNT);
const intervals = monthly(SIXTY);

// Every expected figure below was computed apart, by numeric integration on math.erf in Python.
describe('P50 $60,000, sigma 0.25, 20% off', () => {
  test('percentiles and mean of the forecast', () => {
    expect(quantile(SIXTY, 0.1, normal)).toBeCloseTo(43_552.05, CENT);
    expect(quantile(SIXTY, 0.9, normal)).toBeCloseTo(82_659.72, CENT);
    expect(mean(SIXTY, normal)).toBeCloseTo(61_904.6, CENT);
  });

  test('the newsvendor commits to the d-quantile where overage is at list', () => {
    const allowance = bestAllowance(DISCOUNT, 1, intervals, normal);
    expect(allowance).toBeCloseTo(48_615.35, CENT);
    const commitment = allowance * (1 - DISCOUNT);
    expect(commitment).toBeCloseTo(38_892.28, CENT);
    const expected = expectedOf(committed(commitment, DISCOUNT, 1), intervals, normal);
    expect(expected.cost).toBeCloseTo(53_392.73, CENT);
    expect(expected.utilisation).toBeCloseTo(0.975, 3);
    expect(1 - expected.shortfallProbability).toBeCloseTo(0.8, 10);
    expect(expected.shortfall).toBeCloseTo(968.96, CENT);
  });

  test('the floor as a commitment, overage at list and at the contract rate', () => {
    const list = expectedOf(atList, intervals, normal);
    expect(list.cost).toBeCloseTo(55_894.48, CENT);
    expect(list.utilisation).toBeCloseTo(0.89616, 5);
    expect(1 - list.shortfallProbability).toBeCloseTo(0.435146, 6);
    expect(list.shortfall).toBeCloseTo(5_191.9, CENT);
    expect(expectedOf(atContract, intervals, normal).cost).toBeCloseTo(54_715.58, CENT);
  });

  test('no commitment: list, the aggregator, and the aggregator with its bonus', () => {
    const cost = (factor: number) => expectedOf(uncommitted(factor), intervals, normal).cost;
    expect([cost(1), cost(AGGREGATOR), cost(WITH_BONUS)].map((each) => each.toFixed(CENT))).toEqual([
      '61904.60',
      '52618.91',
      '49640.48',
    ]);
  });

  test('the contract is right in 53.2% of futures and perfect information is worth $1,803.43', () => {
    const { probabilityBest, costWithHindsight } = envelopeOf([uncommitted(AGGREGATOR), atContract], intervals, normal);
    expect(probabilityBest[1]).toBeCloseTo(0.5315674, 6);
    expect((probabilityBest[0] ?? 0) + (probabilityBest[1] ?? 0)).toBeCloseTo(1, 12);
    expect(AGGREGATOR * mean(SIXTY, normal) - costWithHindsight).toBeCloseTo(1_803.43, CENT);
  });

  test('chances of clearing a $50,000 floor on list and on contracted dollars', () => {
    expect(1 - probabilityWithin(SIXTY, 50_000, normal)).toBeCloseTo(0.7670867, 6);
    expect(1 - probabilityBelow(SIXTY, 62_500, normal)).toBeCloseTo(0.4351458, 6);
  });

  test('flip points of a realised month and of the forecast', () => {
    expect(realisedFlip(atContract, AGGREGATOR)?.above).toBeCloseTo(58_823.53, CENT);
    const p50 = (factor: number) => (forecastFlip(atContract, factor, intervals, normal)?.above ?? 0) * 60_000;
    expect(p50(AGGREGATOR)).toBeCloseTo(65_544.95, CENT);
    expect(p50(WITH_BONUS)).toBeCloseTo(96_647.8, CENT);
  });

  test('where overage is dearer than the alternative, the commitment is best between two demands or never', () => {
    const flip = realisedFlip(committed(50_000, 0.3, 1), AGGREGATOR);
    expect(flip?.above).toBeCloseTo(50_000 / 0.85, 6);
    expect(flip?.below).toBeCloseTo((50_000 / 0.7 - 50_000) / 0.15, 6);
    expect(realisedFlip(committed(50_000, 0.1, 1), AGGREGATOR)).toBeUndefined();
    expect(forecastFlip(committed(50_000, 0.1, 1), AGGREGATOR, intervals, normal)).toBeUndefined();
  });

  test('a credible alternative collapses the commitment worth signing: P20, P5.9, P0.24', () => {
    expect(criticalProbability(DISCOUNT, 1)).toBeCloseTo(0.2, 12);
    expect(criticalProbability(DISCOUNT, AGGREGATOR)).toBeCloseTo(0.0588235, 6);
    expect(criticalProbability(DISCOUNT, WITH_BONUS)).toBeCloseTo(0.0023529, 6);
    expect(criticalProbability(DISCOUNT, 1 - DISCOUNT)).toBe(0);
  });
});

describe('twelve monthly minimums of $50,000 against one pool of $600,000', () => {
  const yearly = (rho: number) => {
    const months = Array.from({ length: 12 }, () => SIXTY);
    const pooled = intervalsOf({ months }, { fulfilment: 'annual', correlation: rho, ramp: [1] }, normal);
    return 12 * expectedOf(atContract, pooled, normal).shortfall;
  };

  test('month by month', () => {
    expect(12 * expectedOf(atContract, intervals, normal).shortfall).toBeCloseTo(62_302.78, CENT);
  });

  test.each([
    [0, 20_424.6],
    [0.5, 46_719.0],
    [1, 62_302.78],
  ])('pooled, months correlated at %d', (rho, shortfall) => {
    // Four million simulated years, NumPy; in closed form where all months move as one.
    expect(Math.abs(yearly(rho) / shortfall - 1)).toBeLessThan(0.012);
  });

  // p10, p50, p90 of 0.6, 0.9, 3 times 90,000; four million simulated years, NumPy.
  test.each([
    [0.5, 0, 2_157.7, 0.2268],
    [0, -0.04, 584.9, 0.1053],
  ])('a skewed forecast keeps its skew in a pool: correlated at %d, growing %d', (rho, growth, shortfall, odds) => {
    const z = 1.2815515655446004;
    const sides = { sigmaBelow: Math.log(0.9 / 0.6) / z, sigmaAbove: Math.log(3 / 0.9) / z };
    const months = Array.from(
      { length: 12 },
      (_, month): Distribution => [{ weight: 1, median: 81_000 * (1 + growth) ** month, ...sides }],
    );
    const pooled = intervalsOf({ months }, { fulfilment: 'annual', correlation: rho, ramp: [1] }, normal);
    const found = expectedOf({ ...atContract, due: 60_000, allowance: 75_000 }, pooled, normal);
    expect(Math.abs(found.shortfall / shortfall - 1)).toBeLessThan(0.015);
    expect(Math.abs(found.shortfallProbability - odds)).toBeLessThan(0.005);
  });
});

test('a larger buyer: the deepest of five bands is the worst, the one in the middle the best', () => {
  const large = monthly(lognormal(150_000, 0.25));
  const bands = [
    [50_000, 0.1],
    [75_000, 0.15],
    [100_000, 0.2],
    [125_000, 0.25],
    [150_000, 0.3],
  ] as const;
  const costs = bands.map(([due, discount]) => expectedOf(committed(due, discount, 1 - discount), large, normal).cost);
  expect(costs.map((cost) => cost.toFixed(0))).toEqual(['139285', '131653', '126831', '133046', '151438']);
});
