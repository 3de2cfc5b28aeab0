import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSolver } from '../../../src/commands/solver.ts';
import type { MilpSolver } from '../../../src/decision/plan/milp.ts';
import { plan } from '../../../src/decision/plan/plan.ts';
import { LIMITS } from '../../../src/decision/plan/search.ts';
import type { Plan } from '../../../src/domain/plan.ts';
import { Problem } from '../../../src/domain/problem.ts';
import fc from '../../support/laws.ts';
import { bruteForce, type MadePortfolio, portfolio, portfolios } from '../../support/portfolios.ts';
import { shown } from '../../support/values.ts';

/** Everything is left to the solver: nothing is priced plan by plan. */
const STATE_BY_STATE = { ...LIMITS, plans: 0 };
const WHOLE = { ...LIMITS, plans: 0, states: 0 };

async function planOrNone(planned: Promise<Plan>): Promise<Plan | undefined> {
  try {
    return await planned;
  } catch (error) {
    if (error instanceof Problem && error.code === 'noPlan') return undefined;
    throw error;
  }
}

/** Streams and floors of magnitudes that are far apart, in one portfolio: a dollar beside a million of them. */
function farApart(made: MadePortfolio, powers: readonly number[]): MadePortfolio {
  const by = (index: number) => 10 ** (powers[index % powers.length] ?? 0);
  return {
    ...made,
    providers: made.providers.map((each, index) => ({
      ...each,
      floor: each.floor * by(index),
      bands: each.bands.map(([commitment, discount]) => [commitment * by(index + 1), discount] as const),
    })),
    workloads: made.workloads.map((each, index) => ({ ...each, dollars: each.dollars * by(index + 2) })),
  };
}

describe('a run of the solver that fails', () => {
  const program = { text: 'Minimize\n total: + 2 a + 1 b\nSubject To\n a + b = 1\nBinary\n a\n b\nEnd\n', unit: 10 };

  test('is an ending like any other, and the next program is solved', async () => {
    const solver = await loadSolver();
    for (const text of ['Minimize\n total: + 2 a\nSubject To\n a + + <= <=\nEnd\n', 'not a program']) {
      expect((await solver({ text, unit: 1 })).ended).toBe('failed');
      const { ended, bound, values } = await solver(program);
      expect([ended, bound, values?.get('b')]).toEqual(['optimal', 10, 1]);
    }
  });

  test('a program that nothing satisfies has no solution', async () => {
    const solver = await loadSolver();
    const text = 'Minimize\n total: + 1 a\nSubject To\n a >= 2\nBinary\n a\nEnd\n';
    expect(await solver({ text, unit: 1 })).toEqual({
      ended: 'infeasible',
      bound: Number.POSITIVE_INFINITY,
      values: undefined,
    });
  });

  test.each([
    ['state by state', STATE_BY_STATE],
    ['with the instance whole', WHOLE],
  ] as const)('leaves the best plan known, with a bound under every plan: %s', async (_, limits) => {
    const failing: MilpSolver = async () => ({ ended: 'failed', bound: Number.NEGATIVE_INFINITY, values: undefined });
    await fc.assert(
      fc.asyncProperty(portfolios(1), async (made) => {
        const open = made.workloads.map((each) => ({ ...each, channels: 'any' as const }));
        const [every, { workloads, context }] = [{ ...made, workloads: open }, portfolio({ ...made, workloads: open })];
        const found = await plan(workloads, context, async () => failing, limits);
        const least = bruteForce(every) ?? Number.NaN;
        const [cost, bound] = [Number(shown(found.effectiveCost)), Number(shown(found.proof.lowerBound))];
        expect(cost).toBeGreaterThanOrEqual(least);
        expect(bound).toBeLessThanOrEqual(least + 1e-6);
        if (found.proof.optimal) expect(cost).toBe(least);
      }),
      { numRuns: Number(process.env['RUNS'] ?? 60) },
    );
  });
});

describe.each([
  ['state by state', STATE_BY_STATE],
  ['with the instance whole', WHOLE],
] as const)('the solver, %s', (_, limits) => {
  test('finds what trying every plan finds where amounts are a million times apart', async () => {
    const powers = fc.array(fc.constantFrom(0, 0, 1, 3, 6), { minLength: 5, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(portfolios(2), powers, async (made, own) => {
        const far = farApart(made, own);
        const { workloads, context } = portfolio(far);
        const found = await planOrNone(plan(workloads, context, loadSolver, limits));
        expect(found && shown(found.effectiveCost)).toBe(bruteForce(far)?.toString());
        expect(found?.proof.optimal ?? true).toBe(true);
      }),
      { numRuns: Number(process.env['RUNS'] ?? 60) },
    );
  }, 60_000);
});

describe('the real binary', () => {
  test('plans a portfolio on which the solver fails at its tightest tolerances', () => {
    const line = [
      ...[
        'decide',
        '--profile',
        'fixtures/profiles/many-streams.yaml',
        '--card',
        'fixtures/cards/three-providers.yaml',
      ],
      ...['--offers', 'fixtures/offers/three-floors.yaml', '--as-of', '2026-11-27', '--format', 'json', '--quiet'],
    ];
    const { stdout, stderr, status } = spawnSync(process.execPath, [resolve('bin/tokencost.js'), ...line], {
      encoding: 'utf8',
    });
    expect([stderr, status]).toEqual(['', 0]);
    const { plan: planned, proof } = JSON.parse(stdout);
    expect(planned.effectiveCost).toBe(35_808.79491072);
    expect(proof.optimal).toBe(true);
    expect(planned.contracts.map(({ provider }: { provider: string }) => provider)).toEqual(['p2']);
  });
});
