import { describe, expect, test } from 'vitest';
import { LIMITS, type SolveLimits } from '../../../src/decision/plan/search.ts';
import { bestMoved } from '../../../src/decision/term/moved.ts';
import fc from '../../support/laws.ts';
import {
  bruteForce,
  plannedCost,
  portfolios,
  portfoliosOnCredit,
  portfoliosWithFees,
  thatMove,
} from '../../support/portfolios.ts';
import { run } from '../../support/transcript.ts';

const PATHS: readonly (readonly [name: string, limits: SolveLimits])[] = [
  ['bounds, then enumeration', LIMITS],
  ['the solver alone', { ...LIMITS, plans: 0, states: 0 }],
];

const cents = (cost: string | undefined) => cost && Number(cost).toFixed(6);

describe.each(PATHS)('what it costs to move work to another model counts: %s', (_, limits) => {
  test.each([
    ['contracts', portfolios(2)],
    ['fees on all that is bought', portfoliosWithFees(2)],
    ['credit in blocks that lapse', portfoliosOnCredit(1)],
  ])(
    'no plan is cheaper with %s',
    async (_, made) => {
      await fc.assert(
        fc.asyncProperty(thatMove(made), async (each) => {
          expect(cents(await plannedCost(each, limits))).toBe(cents(bruteForce(each)?.toString()));
        }),
        { numRuns: Number(process.env['RUNS'] ?? 25) },
      );
    },
    60_000,
  );
});

async function decided(profile: string, day: string) {
  const files = [
    '--profile',
    `fixtures/profiles/${profile}.yaml`,
    '--card',
    'fixtures/cards/acme.yaml',
    '--offers',
    'fixtures/offers/switching.yaml',
  ];
  const { stdout } = await run(['decide', ...files, '--as-of', day, '--format', 'json', '--quiet']);
  return JSON.parse(stdout);
}

describe('what it costs to move work is spread over the months that are planned', () => {
  test('the usual twelve where nothing sets a month apart', async () => {
    const { plan, risk, proof } = await decided('switching', '2026-11-27');
    expect(plan.moves).toEqual([
      { workload: 'replies', from: 'flat', to: 'dated', cost: 2_400, months: 12, monthlyCost: 200 },
    ]);
    // 1,200 + 200, 1,500 and 150: moving the other would cost 1,200 + 400.
    expect([plan.effectiveCost, plan.switchingCost, plan.billedCost, plan.savings]).toEqual([3_050, 200, 2_850, 100]);
    expect(plan.savingsByGround.published).toBe(100);
    expect(proof.lowerBound).toBe(3_050);
    // Demand moves 2,850 of it, with a spread of 0.25: a mean of exp(0.25^2 / 2), and 200 stay as they are.
    const [own] = risk.alternatives;
    expect(own.expectedCost).toBeCloseTo(2_850 * Math.exp(0.25 ** 2 / 2) + 200, 0);
  });

  test('over the months of a growing profile, of which the whole saving counts', async () => {
    const { plan } = await decided('term/switching-growing', '2026-11-27');
    // 1,200 x (1 + 1.1 + 1.21) / 3 + 960 / 3, and 1,500 x 3.31 / 3 for what stays.
    expect([plan.effectiveCost, plan.term.totalCost, plan.term.firstMonthCost]).toEqual([3_299, 9_897, 3_020]);
    expect(plan.moves).toMatchObject([{ workload: 'replies', to: 'dated', months: 3, monthlyCost: 320 }]);
  });

  test('whole, where only some months are bought as the other model', async () => {
    const { plan, risk } = await decided('term/switching-in-july', '2026-05-27');
    // (1,500 + 1,200 + 1,200) / 3 + 540 / 3, and 1,500: moving the other would cost 1,300 + 220.
    expect([plan.effectiveCost, plan.term.totalCost, plan.term.firstMonthCost]).toEqual([2_980, 8_940, 3_180]);
    expect(plan.moves).toMatchObject([{ workload: 'replies', from: 'flat', to: null, monthlyCost: 180 }]);
    expect(risk.alternatives[0].expectedCost).toBeGreaterThan(2_980);
  });
});

describe('which work of a term is moved', () => {
  /** Costs of a made decision: what moving each saves, and what moving two of them together does on top. */
  const saved = fc.record({
    each: fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 6 }),
    together: fc.integer({ min: -30, max: 30 }),
  });

  test('is the least of every combination, of few that share contracts and of many that do not', () => {
    fc.assert(
      fc.property(saved, ({ each, together }) => {
        const names = each.map((_, index) => `w${index}`);
        const few = names.length <= 3;
        const costOf = (moved: ReadonlySet<string>) =>
          1_000 -
          each.reduce((sum, own, index) => sum + (moved.has(`w${index}`) ? own : 0), 0) -
          (few && moved.has('w0') && moved.has('w1') ? together : 0);
        const every = Array.from(
          { length: 2 ** names.length },
          (_, bits) => new Set(names.filter((_name, index) => (bits >> index) % 2 === 1)),
        );
        const found = bestMoved(few ? [names] : names.map((name) => [name]), costOf);
        expect(costOf(found)).toBe(Math.min(...every.map(costOf)));
        expect(costOf(bestMoved([names], costOf))).toBe(Math.min(...every.map(costOf)));
      }),
    );
  });
});
