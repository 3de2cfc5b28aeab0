import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadSolver } from '../../../src/commands/solver.ts';
import { plan } from '../../../src/decision/plan/plan.ts';
import { LIMITS, type SolveLimits } from '../../../src/decision/plan/search.ts';
import type { Plan } from '../../../src/domain/plan.ts';
import { Problem } from '../../../src/domain/problem.ts';
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

describe.each(PATHS)('commitments and floors on either basis: %s', (_, limits) => {
  test.each([0, 2])(
    'the plan is what trying every plan finds, with up to %i alternatives',
    async (alternatives) => {
      await fc.assert(
        fc.asyncProperty(portfoliosOnBases(alternatives), async (made) => {
          const found = await planned(made, limits);
          expect(found && shown(found.effectiveCost)).toBe(bruteForce(made)?.toString());
        }),
        { numRuns: Number(process.env['RUNS'] ?? 40), seed: 11 },
      );
    },
    60_000,
  );
});

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
});
