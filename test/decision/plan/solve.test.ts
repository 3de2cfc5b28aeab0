import { describe, expect, test } from 'vitest';
import { loadSolver } from '../../../src/commands/solver.ts';
import { plan } from '../../../src/decision/plan/plan.ts';
import { LIMITS, type SolveLimits } from '../../../src/decision/plan/search.ts';
import { Problem } from '../../../src/domain/problem.ts';
import fc from '../../support/laws.ts';
import { bruteForce, type MadePortfolio, plannedCost, portfolio, portfolios } from '../../support/portfolios.ts';
import { shown } from '../../support/values.ts';

const PATHS: readonly (readonly [name: string, limits: SolveLimits])[] = [
  ['bounds, then enumeration', LIMITS],
  ['bounds, then what deviates from them', { ...LIMITS, plans: 0 }],
  ['bounds, then the solver', { ...LIMITS, plans: 0, deviations: 0 }],
  ['the solver alone', { ...LIMITS, plans: 0, states: 0 }],
];

function brute(made: MadePortfolio): string | undefined {
  return bruteForce(made)?.toString();
}

describe.each(PATHS)('%s', (_, limits) => {
  test.each([0, 2])(
    'finds what trying every plan finds, with up to %i alternatives',
    async (alternatives) => {
      await fc.assert(
        fc.asyncProperty(portfolios(alternatives), async (made) => {
          expect(await plannedCost(made, limits)).toBe(brute(made));
        }),
        { numRuns: Number(process.env['RUNS'] ?? 60) },
      );
    },
    60_000,
  );
});

describe('what is too large for anything but bounds', () => {
  const BOUNDS_ALONE: SolveLimits = { ...LIMITS, workloads: 0, deviations: 0 };
  const WHOLE: SolveLimits = { ...BOUNDS_ALONE, states: 0 };
  const noSolver = async () => {
    throw new Error('the solver was asked');
  };

  async function found(made: MadePortfolio, limits: SolveLimits) {
    const { workloads, context } = portfolio(made);
    try {
      return await plan(workloads, context, noSolver, limits);
    } catch (error) {
      if (error instanceof Problem) return error.code;
      throw error;
    }
  }

  test.each([
    ['state by state', BOUNDS_ALONE],
    ['whole', WHOLE],
  ])(
    'ends without a solver, with a bound that holds, and is told the cheapest only where it is: %s',
    async (_, limits) => {
      const seen = new Set<unknown>();
      await fc.assert(
        fc.asyncProperty(portfolios(2), async (made) => {
          const [cheapest, answer] = [bruteForce(made), await found(made, limits)];
          if (typeof answer === 'string') {
            seen.add(answer);
            expect(answer === 'noPlanFound' || (answer === 'noPlan' && cheapest === undefined)).toBe(true);
            return;
          }
          const { proof, effectiveCost } = answer;
          seen.add(proof.optimal);
          const [bound, cost] = [Number(shown(proof.lowerBound)), shown(effectiveCost)];
          expect(cheapest).toBeDefined();
          expect([bound <= Number(cheapest), Number(cost) >= Number(cheapest)]).toEqual([true, true]);
          if (proof.optimal) expect(cost).toBe(String(cheapest));
          if (!proof.optimal) expect(proof.method).toBe('bounds');
        }),
        { numRuns: Number(process.env['RUNS'] ?? 120), seed: 14 },
      );
      expect(seen).toContain(false);
    },
    60_000,
  );
});

describe('a portfolio of many workloads whose commitments fit some of them', () => {
  const noSolver = async () => {
    throw new Error('the solver was asked');
  };
  const many: fc.Arbitrary<MadePortfolio> = fc
    .record({
      sizes: fc.array(fc.integer({ min: 20, max: 900 }), { minLength: 25, maxLength: 40 }),
      fits: fc.tuple(fc.integer({ min: 30, max: 60 }), fc.integer({ min: 30, max: 60 })),
      tenths: fc.array(fc.integer({ min: 9, max: 11 }), { minLength: 40, maxLength: 40 }),
    })
    .map(({ sizes, fits, tenths }) => {
      const total = sizes.reduce((sum, each) => sum + each, 0);
      const commitment = (percent: number) => Math.round((total * percent) / 100);
      return {
        providers: fits.map((percent) => ({
          floor: commitment(percent / 2),
          bands: [
            [0, 10],
            [commitment(percent), 25],
          ],
          resold: 5,
        })),
        workloads: sizes.map((dollars, index) => ({
          dollars,
          provider: index % 2,
          alternatives: [[(index + 1) % 2, tenths[index] as number]],
          batch: false,
          channels: 'any',
        })),
      };
    });

  test('is planned without a solver, at the cost that the solver finds', async () => {
    await fc.assert(
      fc.asyncProperty(many, async (made) => {
        const { workloads, context } = portfolio(made);
        const near = await plan(workloads, context, noSolver, { ...LIMITS, plans: 0 });
        const solved = await plan(workloads, context, loadSolver, { ...LIMITS, plans: 0, deviations: 0 });
        expect(near.proof.optimal).toBe(true);
        expect(shown(near.effectiveCost)).toBe(shown(solved.effectiveCost));
      }),
      { numRuns: Number(process.env['RUNS'] ?? 8), seed: 3 },
    );
  }, 120_000);
});
