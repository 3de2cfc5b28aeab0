import { describe, expect, test } from 'vitest';
import { loadSolver } from '../../../src/commands/solver.ts';
import { plan } from '../../../src/decision/plan/plan.ts';
import type { Plan } from '../../../src/domain/plan.ts';
import { Problem } from '../../../src/domain/problem.ts';
import { atLeast, lessThan } from '../../../src/domain/units.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import fc from '../../support/laws.ts';
import { portfolio, portfolios } from '../../support/portfolios.ts';
import { run } from '../../support/transcript.ts';

async function planOrNone(planned: Promise<Plan>): Promise<Plan | undefined> {
  try {
    return await planned;
  } catch (error) {
    if (error instanceof Problem && error.code === 'noPlan') return undefined;
    throw error;
  }
}

/** Each workload with only these of the channels it allows. */
function among(workloads: readonly Workload[], channels: readonly string[]): Workload[] {
  return workloads.map((each) => ({
    ...each,
    channels: channels.filter((channel) => each.channels?.includes(channel) ?? true),
  }));
}

describe('one channel for everything', () => {
  test('is the cheapest of the plans through each channel, and never cheaper than all of them together', async () => {
    let binding = 0;
    await fc.assert(
      fc.asyncProperty(portfolios(1), async (made) => {
        const { workloads, context } = portfolio(made);
        const single = await planOrNone(plan(workloads, { ...context, singleChannel: true }, loadSolver));
        const apart = await Promise.all(
          [['list', 'direct'], ['resale']].map((channels) =>
            planOrNone(plan(among(workloads, channels), context, loadSolver)),
          ),
        );
        const costs = apart.flatMap((each) => (each === undefined ? [] : [each.effectiveCost]));
        const least = costs.reduce<(typeof costs)[number] | undefined>(
          (best, cost) => (best === undefined || lessThan(cost, best) ? cost : best),
          undefined,
        );
        expect(single?.effectiveCost).toEqual(least);
        if (single === undefined) return;
        const together = await plan(workloads, context, loadSolver);
        expect(atLeast(single.effectiveCost, together.effectiveCost)).toBe(true);
        expect(lessThan(single.effectiveCost, single.proof.lowerBound)).toBe(false);
        if (lessThan(together.effectiveCost, single.effectiveCost)) binding += 1;
      }),
      { numRuns: 60, seed: 11 },
    );
    expect(binding).toBeGreaterThan(5);
  });
});

describe('the rules of a profile', () => {
  const decided = async (profile: string) => {
    const { stdout } = await run([
      'decide',
      '--profile',
      `fixtures/profiles/${profile}.yaml`,
      '--format',
      'json',
      '--quiet',
    ]);
    return JSON.parse(stdout);
  };

  // By hand, from the card: claims is 60,500 of list in the region and 48,400 at 20% off; letters is 16,000 as Opus,
  // 8,550 as 0.9 times the tokens of GPT-5.4, 6,840 of it at 20% off; tags is 2,750 and 2,200 at 20% off.
  test('rule out what they say, and each is told with what it costs', async () => {
    const { plan: found, constraints, excluded } = await decided('governed');
    expect(found.effectiveCost).toBe(48_400 + 6_840 + 2_750);
    // Without a region claims is 44,000; without tiers letters is 7,600 x 0.7 as Gemini; without a budget tags is 2,200.
    expect(constraints).toEqual([
      { code: 'latency', inForce: true, cost: 550 },
      { code: 'channels', inForce: true, cost: 0 },
      { code: 'residency', inForce: true, cost: 4400 },
      { code: 'quality', inForce: true, cost: 6_840 - 5_320 },
      { code: 'singleChannel', inForce: false, cost: 8_550 - 6_840 },
    ]);
    expect(excluded).toContainEqual(
      expect.objectContaining({
        workload: 'letters',
        model: 'gemini-3.1-pro',
        channel: null,
        reasonCode: 'belowQuality',
      }),
    );
  });

  test('one invoice is kept to, and costs what it would have', async () => {
    const { plan: found, constraints } = await decided('one-channel');
    expect(found.effectiveCost).toBe(48_400 + 8_550 + 2_750);
    expect(new Set(found.workloads.map((each: { channel: string }) => each.channel))).toEqual(
      new Set(['direct', 'list']),
    );
    expect(constraints.at(-1)).toEqual({ code: 'singleChannel', inForce: true, cost: 1710 });
  });
});
