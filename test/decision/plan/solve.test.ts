import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadSolver } from '../../../src/commands/solver.ts';
import { plan } from '../../../src/decision/plan/plan.ts';
import { LIMITS, type SolveLimits } from '../../../src/decision/plan/search.ts';
import { Problem } from '../../../src/domain/problem.ts';
import { bruteForce, type MadePortfolio, portfolio, portfolios } from '../../support/portfolios.ts';
import { shown } from '../../support/values.ts';

const PATHS: readonly (readonly [name: string, limits: SolveLimits])[] = [
  ['bounds, then enumeration', LIMITS],
  ['bounds, then the solver', { ...LIMITS, plans: 0 }],
  ['the solver alone', { ...LIMITS, plans: 0, states: 0 }],
];

async function costOf(made: MadePortfolio, limits: SolveLimits): Promise<string | undefined> {
  const { workloads, context } = portfolio(made);
  try {
    return shown((await plan(workloads, context, loadSolver, limits)).effectiveCost);
  } catch (error) {
    if (error instanceof Problem && error.code === 'noPlan') return undefined;
    throw error;
  }
}

function brute(made: MadePortfolio): string | undefined {
  return bruteForce(made)?.toString();
}

describe.each(PATHS)('%s', (_, limits) => {
  test.each([0, 2])(
    'finds what trying every plan finds, with up to %i alternatives',
    async (alternatives) => {
      await fc.assert(
        fc.asyncProperty(portfolios(alternatives), async (made) => {
          expect(await costOf(made, limits)).toBe(brute(made));
        }),
        { numRuns: Number(process.env['RUNS'] ?? 60) },
      );
    },
    60_000,
  );
});
