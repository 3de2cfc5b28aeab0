import { describe, expect, test } from 'vitest';
import {
  absorbed,
  type Distribution,
  mean,
  meanBetween,
  ofFutures,
  probabilityWithin,
  quantile,
  scaled,
} from '../../../src/decision/commitment/distribution.ts';
import { envelopeOf } from '../../../src/decision/commitment/envelope.ts';
import { throughPercentiles } from '../../../src/decision/commitment/forecast.ts';
import { intervalsOf } from '../../../src/decision/commitment/intervals.ts';
import { bestAllowance } from '../../../src/decision/commitment/newsvendor.ts';
import { expectedOf, uncommitted } from '../../../src/decision/commitment/outcome.ts';
import { parseMultiple } from '../../../src/domain/demand-text.ts';
import fc from '../../support/laws.ts';
import { committed, lognormal, monthly, normal, SIXTY } from './samples.ts';

const multiple = (text: string) => {
  const parsed = parseMultiple(text);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed.value;
};

const through = (p10: string, p50: string, p90: string) =>
  throughPercentiles({ p10: multiple(p10), p50: multiple(p50), p90: multiple(p90) }, normal);

const sigma = fc.oneof(fc.constant(0), fc.double({ min: 1e-4, max: 1.5, noNaN: true }));

const distribution = fc
  .array(
    fc.record({
      weight: fc.double({ min: 0.05, max: 1, noNaN: true }),
      median: fc.double({ min: 1, max: 1e6, noNaN: true }),
      sigmaBelow: sigma,
      sigmaAbove: sigma,
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((scenarios): Distribution => {
    const total = scenarios.reduce((sum, { weight }) => sum + weight, 0);
    const [first, ...rest] = scenarios.map((each) => ({ ...each, weight: each.weight / total }));
    return [first as Distribution[number], ...rest];
  });

/** E[value(demand)] by midpoints over 12 standard deviations: an oracle that knows no closed form. */
function integral(of: Distribution, value: (demand: number) => number): number {
  const steps = 40_000;
  const width = 24 / steps;
  return of.reduce((total, { weight, median, sigmaBelow, sigmaAbove }) => {
    let sum = 0;
    for (let step = 0; step < steps; step++) {
      const z = -12 + (step + 0.5) * width;
      sum += value(median * Math.exp(z * (z < 0 ? sigmaBelow : sigmaAbove))) * Math.exp((-z * z) / 2);
    }
    return total + (weight * sum * width) / Math.sqrt(2 * Math.PI);
  }, 0);
}

const close = (actual: number, wanted: number, tolerance: number) =>
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(wanted)));

describe('a distribution', () => {
  test('its closed forms are what integration finds', () => {
    fc.assert(
      fc.property(distribution, fc.double({ min: 0.05, max: 20, noNaN: true }), (of, at) => {
        const x = mean(of, normal) * at;
        close(
          mean(of, normal),
          integral(of, (demand) => demand),
          1e-4,
        );
        close(
          absorbed(of, x, normal),
          integral(of, (demand) => Math.min(demand, x)),
          1e-4,
        );
      }),
      { numRuns: 40 },
    );
  });

  test('a quantile is undone by the probability, and is never under a lower one', () => {
    fc.assert(
      fc.property(distribution, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (of, p) => {
        const x = quantile(of, p, normal);
        expect(probabilityWithin(of, x, normal)).toBeGreaterThanOrEqual(p - 1e-9);
        expect(probabilityWithin(of, x * (1 - 1e-9), normal)).toBeLessThanOrEqual(p + 1e-9);
        expect(quantile(of, p / 2, normal)).toBeLessThanOrEqual(x * (1 + 1e-12));
      }),
    );
  });

  test('parts of the mean add up to it', () => {
    fc.assert(
      fc.property(distribution, fc.double({ min: 1, max: 1e6, noNaN: true }), (of, x) => {
        const parts = meanBetween(of, 0, x, normal) + meanBetween(of, x, Number.POSITIVE_INFINITY, normal);
        close(parts, mean(of, normal), 1e-12);
      }),
    );
  });

  test('of futures it has their mean, and its quantiles are theirs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 3_000 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (values, p) => {
          const of = ofFutures(Float64Array.from(values));
          close(mean(of, normal), values.reduce((total, each) => total + each, 0) / values.length, 1e-12);
          const at = quantile(of, p, normal);
          // One group of neighbours stands for at most this part of them.
          const group = 1 / Math.min(1_024, values.length);
          expect(values.filter((each) => each <= at).length / values.length).toBeGreaterThanOrEqual(p - group - 1e-9);
          expect(values.filter((each) => each < at).length / values.length).toBeLessThanOrEqual(p + group + 1e-9);
        },
      ),
    );
  });

  test('a launch that may not happen has two humps: the median lies in neither', () => {
    const launch: Distribution = [
      { weight: 0.5, median: 10_000, sigmaBelow: 0.1, sigmaAbove: 0.1 },
      { weight: 0.5, median: 100_000, sigmaBelow: 0.1, sigmaAbove: 0.1 },
    ];
    expect(mean(launch, normal)).toBeCloseTo(110_000 * 0.5 * Math.exp(0.005), 6);
    expect(probabilityWithin(launch, 30_000, normal)).toBeCloseTo(0.5, 12);
    expect(quantile(launch, 0.2, normal)).toBeCloseTo(10_000 * Math.exp(0.1 * normal.quantile(0.4)), 3);
  });
});

describe('a forecast through three percentiles', () => {
  test('is a lognormal where the middle one is the geometric mean of the others', () => {
    const { shape, factor } = through('80%', '100%', '125%');
    expect(shape).toBe('lognormal');
    expect(factor[0].sigmaAbove).toBeCloseTo(Math.log(1.25 / 0.8) / 2.5631031310892007, 12);
  });

  test('is a split lognormal where it is not, and goes through all three', () => {
    const { shape, factor } = through('80%', '1', '1.5');
    expect(shape).toBe('splitLognormal');
    expect([0.1, 0.5, 0.9].map((p) => quantile(factor, p, normal).toFixed(9))).toEqual([
      '0.800000000',
      '1.000000000',
      '1.500000000',
    ]);
    // Integrated apart, on math.erf.
    expect(mean(factor, normal) * 60_000).toBeCloseTo(65_618.75, 2);
    const scaledUp: Distribution = [{ ...factor[0], median: 60_000 }];
    const expected = expectedOf(committed(50_000, 0.2, 0.8), monthly(scaledUp), normal);
    expect(expected.cost).toBeCloseTo(56_548.33, 2);
  });

  test('is a certainty where they are one: no shortfall at the commitment it meets, one above it', () => {
    const { shape, factor } = through('1', '1', '1');
    expect(shape).toBe('certain');
    const sure = monthly([{ ...factor[0], median: 62_500 }]);
    const met = expectedOf(committed(50_000, 0.2, 0.8), sure, normal);
    expect([met.shortfallProbability, met.shortfall.toFixed(6), met.cost.toFixed(6)]).toEqual([
      0,
      '0.000000',
      '50000.000000',
    ]);
    const unmet = expectedOf(committed(50_001, 0.2, 0.8), sure, normal);
    expect(unmet.shortfallProbability).toBe(1);
    expect(unmet.shortfall).toBeCloseTo(1, 6);
  });
});

describe('a commitment', () => {
  const schedule = fc.record({
    due: fc.double({ min: 1_000, max: 200_000, noNaN: true }),
    discount: fc.double({ min: 0.01, max: 0.6, noNaN: true }),
    overage: fc.double({ min: 0.7, max: 1.5, noNaN: true }),
  });

  test('no other commitment at the same discount is expected to cost less than the newsvendor', () => {
    fc.assert(
      fc.property(schedule, fc.double({ min: 0.05, max: 1, noNaN: true }), ({ due, discount, overage }, spread) => {
        const intervals = monthly(lognormal(60_000, spread));
        const best = bestAllowance(discount, overage, intervals, normal) * (1 - discount);
        const cost = (commitment: number) =>
          expectedOf(committed(commitment, discount, overage), intervals, normal).cost;
        expect(cost(best)).toBeLessThanOrEqual(cost(due) * (1 + 1e-12));
      }),
    );
  });

  test('pooled over a year it never costs more than month by month', () => {
    const months = Array.from({ length: 12 }, () => SIXTY);
    fc.assert(
      fc.property(schedule, fc.constantFrom(0, 0.5, 1), ({ due, discount, overage }, correlation) => {
        const cost = (fulfilment: 'monthly' | 'annual') => {
          const intervals = intervalsOf({ months }, { fulfilment, correlation, ramp: [1] }, normal);
          return expectedOf(committed(due, discount, overage), intervals, normal).cost;
        };
        // A future stands for a step of probability: at a correlation of 1 the two are one.
        expect(cost('annual')).toBeLessThanOrEqual(cost('monthly') * (1 + 1e-5));
      }),
    );
  });

  test('what it costs is what is due, plus overage; usage, shortfall and the rest add up to it', () => {
    fc.assert(
      fc.property(schedule, ({ due, discount, overage }) => {
        const { cost, utilisation, shortfall } = expectedOf(committed(due, discount, overage), monthly(SIXTY), normal);
        const used = (utilisation ?? 0) * due;
        close(used + shortfall, due, 1e-9);
        close(cost, used + shortfall + overage * (mean(SIXTY, normal) - used / (1 - discount)), 1e-9);
      }),
    );
  });

  test('over the months of a growing term it balances them all: the quantile of their mixture', () => {
    const months = Array.from({ length: 12 }, (_, month) => lognormal(60_000 * 1.04 ** month, 0.25));
    const intervals = intervalsOf({ months }, { fulfilment: 'monthly', correlation: 0.5, ramp: [1] }, normal);
    expect(intervals).toHaveLength(12);
    // Bisected and integrated apart, on math.erf.
    expect(bestAllowance(0.2, 1, intervals, normal) * 0.8).toBeCloseTo(46_803.28, 2);
    expect(expectedOf(committed(50_000, 0.2, 1), intervals, normal).cost).toBeCloseTo(67_574.04, 2);
  });

  test('on a ramp a part of it is due, in equal parts of the term', () => {
    const months = Array.from({ length: 12 }, () => SIXTY);
    const intervals = intervalsOf(
      { months },
      { fulfilment: 'monthly', correlation: 0.5, ramp: [0.5, 0.75, 1] },
      normal,
    );
    expect(intervals.map(({ ramp, count }) => [ramp, count])).toEqual([
      [0.5, 4],
      [0.75, 4],
      [1, 4],
    ]);
    const yearly = intervalsOf({ months }, { fulfilment: 'annual', correlation: 0.5, ramp: [0.5, 0.75, 1] }, normal);
    expect(yearly.map(({ ramp }) => ramp)).toEqual([0.75]);
  });
});

describe('a contract without a commitment', () => {
  const months = fc.array(distribution, { minLength: 1, maxLength: 4 });
  const settledAs = (all: readonly Distribution[], fulfilment: 'monthly' | 'annual') =>
    intervalsOf({ months: all }, { fulfilment, correlation: 0.5, ramp: [1] }, normal);

  test('is billed at list in each month under its floor, whatever is settled together', () => {
    fc.assert(
      fc.property(
        months,
        fc.double({ min: 0.05, max: 3, noNaN: true }),
        fc.double({ min: 0.4, max: 0.99, noNaN: true }),
        fc.constantFrom('monthly' as const, 'annual' as const),
        (all, at, overage, fulfilment) => {
          // Months of one pool have one shape: each is the first at another size.
          const own = all.map((_, index) => scaled(all[0] as Distribution, index + 1));
          const floor = mean(own[0] as Distribution, normal) * at;
          const { cost } = expectedOf({ ...uncommitted(overage), floor }, settledAs(own, fulfilment), normal);
          const billed = (demand: number) => (demand < floor ? demand : overage * demand);
          const wanted = own.reduce((total, of) => total + integral(of, billed), 0) / own.length;
          close(cost / wanted, 1, 1e-3);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('has the tenths of its cost where as many futures cost less, and what knowing demand beforehand would cost', () => {
    fc.assert(
      fc.property(
        distribution,
        fc.double({ min: 0.3, max: 2, noNaN: true }),
        fc.double({ min: 0.4, max: 0.99, noNaN: true }),
        (of, at, overage) => {
          const floor = mean(of, normal) * at;
          const [contract, open] = [{ ...uncommitted(overage), floor }, uncommitted(overage * 1.1)];
          const billed = (demand: number) => (demand < floor ? demand : overage * demand);
          const { costP10, costP90 } = expectedOf(contract, monthly(of), normal);
          for (const [cost, p] of [
            [costP10, 0.1],
            [costP90, 0.9],
          ] as const) {
            const within = (limit: number) => integral(of, (demand) => Number(billed(demand) <= limit));
            expect(within(cost * (1 + 1e-6))).toBeGreaterThanOrEqual(p - 1e-3);
            expect(within(cost * (1 - 1e-6))).toBeLessThanOrEqual(p + 1e-3);
          }
          const { costWithHindsight } = envelopeOf([contract, open], monthly(of), normal);
          const wanted = integral(of, (demand) => Math.min(billed(demand), overage * 1.1 * demand));
          close(costWithHindsight / wanted, 1, 1e-3);
        },
      ),
      { numRuns: 20 },
    );
  });
});
