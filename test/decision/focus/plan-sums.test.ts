import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadSolver } from '../../../src/commands/solver.ts';
import { decisionCharges } from '../../../src/decision/focus/decision-charges.ts';
import { plan } from '../../../src/decision/plan/plan.ts';
import { parseMonth } from '../../../src/domain/day.ts';
import { compare, magnitude } from '../../../src/domain/exact.ts';
import { Problem } from '../../../src/domain/problem.ts';
import { minus, sum } from '../../../src/domain/units.ts';
import { exact } from '../../domain/samples.ts';
import {
  type MadePortfolio,
  portfolio,
  portfoliosOnBases,
  portfoliosOnCredit,
  portfoliosWithFees,
} from '../../support/portfolios.ts';
import { day } from '../../support/values.ts';

/** Credit in blocks has cost bases that do not end; all else is equal to the last digit. */
const NOTHING = exact('0.00000001');

const KINDS: readonly (readonly [string, fc.Arbitrary<MadePortfolio>])[] = [
  ['commitments on either basis, with usage over them', portfoliosOnBases(1)],
  ['fees on all that is bought', portfoliosWithFees(1)],
  ['credit in blocks that lapse', portfoliosOnCredit(1)],
];

describe.each(KINDS)('the charges of a plan add up to it: %s', (_, made) => {
  test('effective and billed cost', async () => {
    await fc.assert(
      fc.asyncProperty(made, async (each) => {
        const { workloads, context } = portfolio(each);
        const found = await plan(workloads, context, loadSolver).catch((error: unknown) => {
          if (error instanceof Problem && error.code === 'noPlan') return undefined;
          throw error;
        });
        if (found === undefined) return;
        const month = parseMonth('2026-11');
        if (month === undefined) throw new Error('2026-11 is a month');
        const charges = decisionCharges(found, context, { month, ratesOf: day('2026-11-02') });
        for (const cost of ['effectiveCost', 'billedCost'] as const) {
          const apart = magnitude(minus(sum(charges.map((charge) => charge[cost])), found[cost]));
          expect(compare(apart, NOTHING)).toBeLessThan(0);
        }
      }),
      { numRuns: Number(process.env['RUNS'] ?? 60), seed: 5 },
    );
  }, 60_000);
});
