import { describe, expect, test } from 'vitest';
import { loadSolver } from '../../../src/commands/solver.ts';
import { plan } from '../../../src/decision/plan/plan.ts';
import { LIMITS, type SolveLimits } from '../../../src/decision/plan/search.ts';
import { approximately, compare } from '../../../src/domain/exact.ts';
import { Problem } from '../../../src/domain/problem.ts';
import fc from '../../support/laws.ts';
import {
  bruteForce,
  type MadePortfolio,
  portfolio,
  portfoliosOnCredit,
  portfoliosWithFees,
} from '../../support/portfolios.ts';
import { shown } from '../../support/values.ts';

const PATHS: readonly (readonly [name: string, limits: SolveLimits])[] = [
  ['bounds, then enumeration', LIMITS],
  ['bounds, then the solver', { ...LIMITS, plans: 0 }],
  ['the solver alone', { ...LIMITS, plans: 0, states: 0 }],
];

async function planned(made: MadePortfolio, limits: SolveLimits = LIMITS) {
  const { workloads, context } = portfolio(made);
  try {
    return await plan(workloads, context, loadSolver, limits);
  } catch (error) {
    if (error instanceof Problem && error.code === 'noPlan') return undefined;
    throw error;
  }
}

describe.each(PATHS)('fees of a month at an aggregator: %s', (_, limits) => {
  test.each([
    ['fees', 0, portfoliosWithFees],
    ['fees', 2, portfoliosWithFees],
    ['credit that lapses', 0, portfoliosOnCredit],
    ['credit that lapses', 2, portfoliosOnCredit],
  ] as const)(
    'the plan is what trying every plan finds: %s, with up to %i alternatives',
    async (_terms, alternatives, portfolios) => {
      let through = 0;
      await fc.assert(
        fc.asyncProperty(portfolios(alternatives), async (made) => {
          const [found, expected] = [await planned(made, limits), bruteForce(made)];
          if (found === undefined || expected === undefined) {
            expect(found).toBe(expected);
            return;
          }
          expect(approximately(found.effectiveCost)).toBeCloseTo(expected, 6);
          expect(found.proof.optimal).toBe(true);
          expect(compare(found.proof.lowerBound, found.effectiveCost)).toBeLessThanOrEqual(0);
          if (found.workloads.some(({ channel }) => channel.kind === 'aggregator')) through += 1;
        }),
        { numRuns: Number(process.env['RUNS'] ?? 40), seed: 11 },
      );
      expect(through).toBeGreaterThan(3);
    },
    60_000,
  );
});

describe('a fee that is due once', () => {
  const two = (dollars: number): MadePortfolio => ({
    fees: { kind: 'minimum', minimum: 30, percent: 1 },
    providers: [{ floor: 100_000, bands: [], resold: 10 }],
    workloads: [0, 1].map(() => ({ dollars, provider: 0, alternatives: [], batch: false, channels: 'any' as const })),
  });

  // 10% off 200 saves 20 each: less than the fee of 30 for one of them, more than it for both.
  test('is worth it for both workloads together and for neither alone', async () => {
    const both = await planned(two(200));
    expect(both?.workloads.map(({ channel }) => channel.id)).toEqual(['resale', 'resale']);
    expect(shown(both?.effectiveCost)).toBe('390');
    const neither = await planned(two(100));
    expect(neither?.workloads.map(({ channel }) => channel.id)).toEqual(['list', 'list']);
    expect(shown(neither?.effectiveCost)).toBe('200');
  });

  // 10% off 200 saves 20 each, and 30 a month is asked whatever is bought there.
  test.each([
    ['monthly', 200, ['resale', 'resale'], '390'],
    ['monthly', 100, ['list', 'list'], '200'],
  ] as const)('of the kind %s, with %i of each workload', async (kind, dollars, channels, cost) => {
    const found = await planned({ ...two(dollars), fees: { kind, monthly: 30, percent: 0 } });
    expect(found?.workloads.map(({ channel }) => channel.id)).toEqual(channels);
    expect(shown(found?.effectiveCost)).toBe(cost);
  });

  test('beside an own-key fee is not searched, and the proof says what no plan goes under', async () => {
    const { workloads, context } = portfolio(two(200));
    const [aggregator] = context.offers.aggregators;
    if (aggregator === undefined) throw new Error('no aggregator');
    const ownKeyFee = { share: aggregator.purchaseFee?.share ?? never(), allowance: context.offers.usualFloor.low };
    const offers = { ...context.offers, aggregators: [{ ...aggregator, ownKeyFee }] };
    const found = await plan(workloads, { ...context, offers }, loadSolver);
    expect(shown(found.effectiveCost)).toBe('390');
    expect(shown(found.proof.lowerBound)).toBe('363.6');
    expect(found.proof.optimal).toBe(false);
  });
});

describe('a block of credit that lapses', () => {
  const lapsing = (dollars: number): MadePortfolio => ({
    fees: { kind: 'lapse', pay: 100, credit: 110, days: 90, percent: 1 },
    providers: [{ floor: 100_000, bands: [], resold: 10 }],
    workloads: [0, 1].map(() => ({ dollars, provider: 0, alternatives: [], batch: false, channels: 'any' as const })),
  });

  // By hand: a block is 33.82 a month and 34.16 with the fee. Of 20, 40 and 50 at list 16.53, 33.05 and 41.32 is used.
  test('is bought where the workloads together use enough of it', async () => {
    expect(shown((await planned(lapsing(10)))?.effectiveCost)).toBe('20');
    expect(shown((await planned(lapsing(20)))?.effectiveCost)).toBe('34.1576388889');
    expect(shown((await planned(lapsing(25)))?.effectiveCost)).toBe('41.3181818182');
  });
});

function never(): never {
  throw new Error('the aggregator has no purchase fee');
}
