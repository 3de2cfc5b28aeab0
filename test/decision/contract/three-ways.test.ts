import { expect, test } from 'vitest';
import { loadSolver } from '../../../src/commands/solver.ts';
import { check } from '../../../src/decision/check/check.ts';
import { estimate } from '../../../src/decision/estimate/estimate.ts';
import { schedule } from '../../../src/decision/estimate/schedule.ts';
import { plan } from '../../../src/decision/plan/plan.ts';
import { approximately, compare } from '../../../src/domain/exact.ts';
import { horizonOf } from '../../../src/domain/horizon.ts';
import { totalOf } from '../../../src/domain/line-item.ts';
import { Problem } from '../../../src/domain/problem.ts';
import type { Usd } from '../../../src/domain/units.ts';
import { loadProfile } from '../../../src/files/profile-file.ts';
import fc from '../../support/laws.ts';
import { most } from '../../support/limits.ts';
import { filesOf, type MadePortfolio, type MadeProvider, portfolio } from '../../support/portfolios.ts';

/** A provider that nobody resells, with up to three bands. */
const provider: fc.Arbitrary<MadeProvider> = fc.record({
  floor: fc.constantFrom(0, 200, 500, 1000),
  bands: fc.uniqueArray(fc.tuple(fc.constantFrom(0, 300, 900, 1500, 3000), fc.constantFrom(5, 20, 35)), {
    minLength: 1,
    maxLength: 3,
    selector: ([commitment]) => commitment,
  }),
  coversCalls: fc.boolean(),
  resold: fc.constant(undefined),
  bases: fc.record({
    commitment: fc.constantFrom('contracted' as const, 'list' as const),
    floor: fc.constantFrom('contracted' as const, 'list' as const),
    overage: fc.constantFrom(undefined, 70, 100, 120),
  }),
});

const made: fc.Arbitrary<MadePortfolio> = fc
  .record({
    own: provider,
    tens: fc.integer({ min: 1, max: 400 }),
    batch: fc.boolean(),
    calls: fc.constantFrom({}, { callDollars: 10 }, { callDollars: 400 }, { callDollars: 2_000 }),
  })
  .map(({ own, tens, batch, calls }) => ({
    providers: [own],
    workloads: [{ dollars: tens * 10, provider: 0, alternatives: [], batch, ...calls, channels: 'onlyDirect' }],
  }));

/** What `decide` pays held to direct; undefined where no contract can be signed. */
async function decided({ workloads, context }: ReturnType<typeof portfolio>): Promise<Usd | undefined> {
  try {
    return (await plan(workloads, context, loadSolver)).effectiveCost;
  } catch (error) {
    if (error instanceof Problem && error.code === 'noPlan') return undefined;
    throw error;
  }
}

/** The month by the words of the contract, in floats. */
function byHand({ providers: [own], workloads: [work] }: MadePortfolio): number {
  if (own === undefined || work === undefined) return Number.NaN;
  const { floor, bands, bases, coversCalls = false } = own;
  const calls = work.callDollars ?? 0;
  const costs = bands.flatMap(([commitment, percent]) => {
    const rate = (100 - percent) / 100;
    const due = bases?.commitment === 'list' ? commitment * rate : commitment;
    const price = bases?.overage === undefined ? rate : bases.overage / 100;
    return [1, ...(work.batch ? [0.5] : [])].flatMap((part) => {
      const list = work.dollars * part + (coversCalls ? calls : 0);
      const tested = bases?.floor === 'contracted' ? list * rate : list;
      if (tested < floor - 1e-9) return [];
      const covered = Math.min(list, due / rate);
      return [due + (list - covered) * price + (coversCalls ? 0 : calls)];
    });
  });
  return Math.min(...costs);
}

test('a direct row, a plan held to direct and a check bought direct come to one amount, the one of the contract', async () => {
  await fc.assert(
    fc.asyncProperty(made, async (each) => {
      const { workloads, context } = portfolio(each);
      const [answer] = estimate(workloads, context).workloads;
      const rows = (answer?.configurations ?? []).filter(
        ({ channel, basis, obstacle }) => channel.kind === 'direct' && basis === 'stated' && obstacle === undefined,
      );
      const costs = rows.flatMap(({ bill }) => totalOf(bill) ?? []);
      const least = costs.reduce<Usd | undefined>(
        (best, cost) => (best === undefined || compare(cost, best) < 0 ? cost : best),
        undefined,
      );
      const planned = await decided({ workloads, context });
      expect(planned === undefined).toBe(least === undefined);
      if (planned === undefined || least === undefined) {
        expect(byHand(each)).toBe(Number.POSITIVE_INFINITY);
        return;
      }
      expect(compare(planned, least)).toBe(0);
      expect(approximately(planned)).toBeCloseTo(byHand(each), 6);

      const direct = workloads.map((workload) => ({ ...workload, channel: 'direct' }));
      const [bought] = check(direct, [most('1')], context).workloads;
      const asStated = rows.find(({ levers }) => levers === (each.workloads[0]?.batch ? 'batch' : 'asIs'));
      if (asStated === undefined) expect(bought?.channel.id).toBe('list');
      else {
        expect(bought?.channel.id).toBe('direct');
        expect(compare((bought && totalOf(bought.bill)) ?? planned, totalOf(asStated.bill) ?? planned)).toBe(0);
      }
    }),
    { numRuns: Number(process.env['RUNS'] ?? 150), seed: 7 },
  );
});

test('growth moves a direct row, a check bought direct and the contract alike, month by month', () => {
  const growths = fc.constantFrom<readonly [text: string, factor: number]>(['10%', 1.1], ['-20%', 0.8], ['100%', 2]);
  fc.assert(
    fc.property(made, growths, (each, [text, factor]) => {
      const [work] = each.workloads;
      if (work === undefined) return;
      const { profile } = filesOf({ ...each, workloads: [{ ...work, batch: false }] });
      const { context } = portfolio(each);
      const { workloads, common, horizon } = loadProfile(
        `growth: ${text}\nstart: 2026-12\nmonths: 4\n${profile}`,
        'profile.yaml',
      );
      if (horizon === undefined) throw new Error('the profile says its months');
      const { months } = schedule({ workloads, common }, horizonOf(horizon, context.day), context);
      const direct = workloads.map((workload) => ({ ...workload, channel: 'direct' }));
      const { ahead } = check(direct, [most('1')], context, { course: { common, horizon } });
      expect(months).toHaveLength(4);
      for (const [index, { cheapest }] of months.entries()) {
        const volume = factor ** index;
        const calls = (work.callDollars ?? 0) * volume;
        const inMonth = { ...work, batch: false, dollars: work.dollars * volume, callDollars: calls };
        const hand = byHand({ ...each, workloads: [inMonth] });
        const checked = ahead?.months[index]?.amount;
        if (checked === undefined) throw new Error('check looks at the same months');
        if (hand === Number.POSITIVE_INFINITY) {
          expect(approximately(checked)).toBeCloseTo(inMonth.dollars + calls, 5);
          continue;
        }
        expect(approximately(cheapest)).toBeCloseTo(hand, 5);
        expect(compare(checked, cheapest)).toBe(0);
      }
    }),
    { numRuns: Number(process.env['RUNS'] ?? 40) },
  );
});
