import { describe, expect, test } from 'vitest';
import { loadSolver } from '../../../src/commands/solver.ts';
import { plan } from '../../../src/decision/plan/plan.ts';
import { approximately } from '../../../src/domain/exact.ts';
import type { CloudCommitment, Marketplace } from '../../../src/domain/marketplace.ts';
import type { Plan } from '../../../src/domain/plan.ts';
import { Problem } from '../../../src/domain/problem.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import fc from '../../support/laws.ts';
import { portfolio, portfolios } from '../../support/portfolios.ts';
import { run } from '../../support/transcript.ts';
import { dollars, part } from '../../support/values.ts';

async function costOrNone(planned: Promise<Plan>): Promise<number> {
  try {
    return approximately((await planned).effectiveCost);
  } catch (error) {
    if (error instanceof Problem && error.code === 'noPlan') return Number.POSITIVE_INFINITY;
    throw error;
  }
}

const market = (id: string, drawdown: string, providers: readonly string[]): Marketplace => ({
  id,
  name: id,
  cloud: 'sky',
  providers,
  regionalPremium: undefined,
  drawdown: part(drawdown),
  discount: part('0'),
  serves: { cache: true, batch: true },
  source: undefined,
});

/** List dollars of each workload as the cheapest use of its own model: 1 USD a million tokens, half of it in batch. */
const ownCost = ({ input, batchEligible }: Workload) =>
  (approximately(input) / 1e6) * (batchEligible === undefined ? 1 : 0.5);

/** Every way to buy some of the workloads through one of the marketplaces, the rest as the plan without them does. */
async function bruteForce(
  workloads: readonly Workload[],
  sold: (workload: Workload) => readonly Marketplace[],
  exposed: number,
  restCost: (rest: readonly Workload[]) => Promise<number>,
): Promise<number> {
  const visit = async (index: number, rest: readonly Workload[], paid: number, drawn: number): Promise<number> => {
    const workload = workloads[index];
    if (workload === undefined) {
      const others = rest.length === 0 ? 0 : await restCost(rest);
      return others + paid - Math.min(drawn, exposed);
    }
    let best = await visit(index + 1, [...rest, workload], paid, drawn);
    for (const { drawdown } of sold(workload)) {
      const cost = ownCost(workload);
      const eligible = cost * (drawdown === undefined ? 0 : approximately(drawdown));
      best = Math.min(best, await visit(index + 1, rest, paid + cost, drawn + eligible));
    }
    return best;
  };
  return visit(0, [], 0, 0);
}

describe('marketplaces that draw down what is owed to a cloud', () => {
  test.each([
    ['one that counts in full', [market('bazaar', '1', ['p0', 'p1'])]],
    ['one that counts by half', [market('bazaar', '0.5', ['p0', 'p1', 'p2'])]],
    ['two that count differently', [market('bazaar', '1', ['p0']), market('souk', '0.3', ['p0', 'p1'])]],
  ])('the plan costs what the cheapest division does: %s', async (_, marketplaces) => {
    let used = 0;
    let bent = 0;
    await fc.assert(
      fc.asyncProperty(portfolios(0), fc.constantFrom(0, 150, 400, 900), async (made, exposed) => {
        const { workloads, context } = portfolio({ ...made, workloads: made.workloads.slice(0, 4) });
        const commitment: CloudCommitment = {
          cloud: 'sky',
          remaining: dollars(String(exposed)),
          monthsLeft: 1n,
          otherMonthlySpend: dollars('0'),
          prepaid: false,
        };
        const offers = { ...context.offers, marketplaces, cloudCommitments: new Map([['sky', commitment]]) };
        const without = new Map<string, Promise<number>>();
        const restCost = (rest: readonly Workload[]) => {
          const key = rest.map(({ name }) => name).join(' ');
          const known = without.get(key) ?? costOrNone(plan(rest, context, loadSolver));
          without.set(key, known);
          return known;
        };
        const sold = ({ model, channels }: Workload) =>
          channels === undefined
            ? marketplaces.filter(({ providers }) => providers.includes(model.replace('m', 'p')))
            : [];
        const expected = await bruteForce(workloads, sold, exposed, restCost);
        const found = await costOrNone(plan(workloads, { ...context, offers }, loadSolver));
        if (!Number.isFinite(expected)) {
          expect(found).toBe(expected);
          return;
        }
        expect(found).toBeCloseTo(expected, 6);
        const planned = await plan(workloads, { ...context, offers }, loadSolver);
        expect(approximately(planned.proof.lowerBound)).toBeLessThanOrEqual(found);
        const [cloud] = planned.clouds;
        if (cloud === undefined) return;
        used += 1;
        if (approximately(cloud.contractedCost) > approximately(cloud.avoidedShortfall)) bent += 1;
      }),
      { numRuns: 50, seed: 5 },
    );
    expect(used).toBeGreaterThan(10);
    expect(bent).toBeGreaterThan(0);
  });

  const decided = async (...flags: string[]) => {
    const { stdout } = await run([
      'decide',
      '--profile',
      'fixtures/profiles/portfolio.yaml',
      '--format',
      'json',
      '--quiet',
      ...flags,
    ]);
    return JSON.parse(stdout);
  };

  // 120,000 owed, of which 60,000 goes to other spend in six months: 10,000 a month would be forfeit.
  test('what is owed and would be forfeit is no cost of the work', async () => {
    const { plan: found } = await decided('--offers', 'fixtures/offers/cloud-commitment.yaml');
    expect(found.clouds).toEqual([
      { cloud: 'aws', contractedCost: 14_000, drawdown: 14_000, exposed: 10_000, avoidedShortfall: 10_000 },
    ]);
    // The summaries through the cloud; live chat there too would cost 3,500, and 2,800 under the contract.
    expect(found.contractedCost).toBe(64_000 + 32_300 + 2_800 + 14_000);
    expect(found.effectiveCost).toBe(64_000 + 32_300 + 2_800 + 4_000);
    expect(found.billedCost).toBe(found.contractedCost);
  });

  test('and bends with demand: at the median it costs what the plan says, and what is over the balance costs more', async () => {
    const { plan: found, risk } = await decided('--offers', 'fixtures/offers/cloud-commitment.yaml');
    const chosen = risk.alternatives.find(({ kind }: { kind: string }) => kind === 'plan');
    expect(chosen.costP50).toBeCloseTo(found.effectiveCost, 1);
  });

  test('without anything owed nothing changes', async () => {
    expect((await decided('--via', 'bedrock')).plan).toEqual((await decided()).plan);
  });
});
