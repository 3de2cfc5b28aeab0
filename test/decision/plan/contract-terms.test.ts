import { describe, expect, test } from 'vitest';
import { loadSolver } from '../../../src/commands/solver.ts';
import { plan } from '../../../src/decision/plan/plan.ts';
import { LIMITS, type SolveLimits } from '../../../src/decision/plan/search.ts';
import { approximately, compare } from '../../../src/domain/exact.ts';
import type { Plan } from '../../../src/domain/plan.ts';
import { Problem } from '../../../src/domain/problem.ts';
import fc from '../../support/laws.ts';
import {
  bruteForce,
  type MadePortfolio,
  type MadeProvider,
  portfolio,
  portfoliosOnBases,
} from '../../support/portfolios.ts';
import { shown } from '../../support/values.ts';

const PATHS: readonly (readonly [name: string, limits: SolveLimits])[] = [
  ['bounds, then enumeration', LIMITS],
  ['bounds, then the solver', { ...LIMITS, plans: 0 }],
  ['the solver alone', { ...LIMITS, plans: 0, states: 0 }],
];

async function planned(made: MadePortfolio, limits: SolveLimits = LIMITS): Promise<Plan | undefined> {
  const { workloads, context } = portfolio(made);
  try {
    return await plan(workloads, context, loadSolver, limits);
  } catch (error) {
    if (error instanceof Problem && error.code === 'noPlan') return undefined;
    throw error;
  }
}

describe.each(PATHS)(
  'commitments and floors on either basis, and usage over a commitment at its own price: %s',
  (_, limits) => {
    test.each([0, 2])(
      'the plan is what trying every plan finds, with up to %i alternatives',
      async (alternatives) => {
        await fc.assert(
          fc.asyncProperty(portfoliosOnBases(alternatives), async (made) => {
            const found = await planned(made, limits);
            const expected = bruteForce(made);
            if (found === undefined || expected === undefined) {
              expect(found).toBe(expected);
              return;
            }
            expect(approximately(found.effectiveCost)).toBeCloseTo(expected, 6);
            expect(found.proof.optimal).toBe(true);
            expect(compare(found.proof.lowerBound, found.effectiveCost)).toBeLessThanOrEqual(0);
          }),
          { numRuns: Number(process.env['RUNS'] ?? 40), seed: 11 },
        );
      },
      60_000,
    );
  },
);

/** $60,000 of list spend at one provider, direct or at list. */
const spending = (own: MadeProvider): MadePortfolio => ({
  providers: [own],
  workloads: [{ dollars: 60_000, provider: 0, alternatives: [], batch: false, channels: 'any' }],
});

describe('$60,000 of list spend at 20% off', () => {
  const terms = { resold: undefined, bands: [[50_000, 20]] } as const;

  test.each([
    ['contracted', '50000', '2000'],
    ['list', '48000', '0'],
  ] as const)('costs, with $50,000 committed in %s dollars, $%s', async (commitment, cost, shortfall) => {
    const bases = { commitment, floor: 'list' } as const;
    const found = await planned(spending({ ...terms, floor: 50_000, bases }));
    expect(found && shown(found.effectiveCost)).toBe(cost);
    expect(found?.contracts.map((each) => shown(each.shortfall))).toEqual([shortfall]);
  });

  test.each([
    [48_000, '50000'],
    [48_001, '60000'],
  ])('is under contract with a floor of $%i in contracted dollars at $%s', async (floor, cost) => {
    const bases = { commitment: 'contracted', floor: 'contracted' } as const;
    const found = await planned(spending({ ...terms, floor, bases }));
    expect(found && shown(found.effectiveCost)).toBe(cost);
  });

  test.each([
    ['40k and the contract price over it', 40_000, undefined, '48000', '0'],
    ['40k and list over it: 40,000 and 10,000', 40_000, 100, '50000', '2000'],
    ['40k and 110% of list over it: 40,000 and 11,000', 40_000, 110, '51000', '3000'],
    ['48k, which all of it covers', 48_000, 100, '48000', '0'],
  ])('costs, with a commitment of %s, ...', async (_, commitment, overage, cost, premium) => {
    const bases = { commitment: 'contracted', floor: 'list', overage } as const;
    const found = await planned(spending({ resold: undefined, bands: [[commitment, 20]], floor: 50_000, bases }));
    expect(found && shown(found.effectiveCost)).toBe(cost);
    expect(found && shown(found.overagePremium)).toBe(premium);
    expect(found && shown(found.billedCost)).toBe(cost);
  });

  test('is not bought under a contract that discounts nothing but what is committed, and commits nothing', async () => {
    const bases = { commitment: 'contracted', floor: 'list', overage: 100 } as const;
    const found = await planned(spending({ resold: undefined, bands: [[0, 20]], floor: 50_000, bases }));
    expect(found?.contracts).toEqual([]);
    expect(found && shown(found.effectiveCost)).toBe('60000');
  });

  test('may commit more at the same discount to have more of it covered', async () => {
    const bases = { commitment: 'contracted', floor: 'list', overage: 100 } as const;
    const bands = [
      [20_000, 20],
      [48_000, 20],
      [70_000, 20],
    ] as const; // 20,000 + 35,000; 48,000; 70,000
    const found = await planned(spending({ resold: undefined, bands, floor: 50_000, bases }));
    expect(found?.contracts.map(({ band }) => shown(band.commitment))).toEqual(['48000']);
  });
});
