import { describe, expect, test } from 'vitest';
import { allocationOf } from '../../../src/answers/allocation.ts';
import { loadSolver } from '../../../src/commands/solver.ts';
import { allocateCheck } from '../../../src/decision/allocate/of-check.ts';
import { allocateEstimate } from '../../../src/decision/allocate/of-estimate.ts';
import { allocatePlan } from '../../../src/decision/allocate/of-plan.ts';
import { allocateWindow } from '../../../src/decision/allocate/of-track.ts';
import { check } from '../../../src/decision/check/check.ts';
import { estimate } from '../../../src/decision/estimate/estimate.ts';
import { plan } from '../../../src/decision/plan/plan.ts';
import { type Allocation, type AllocationKey, centCosts, SHARED_RULES } from '../../../src/domain/allocation.ts';
import { add, compare, divide, numeral, roundedText, whole, ZERO } from '../../../src/domain/exact.ts';
import type { UsedWindow } from '../../../src/domain/track.ts';
import { factor, minus, NO_USD, sum, times, type Usd, usd } from '../../../src/domain/units.ts';
import fc from '../../support/laws.ts';
import {
  type MadePortfolio,
  portfolio,
  portfolios,
  portfoliosOnBases,
  portfoliosOnCredit,
  portfoliosWithFees,
} from '../../support/portfolios.ts';
import { tagged } from '../../support/workloads.ts';

const keys = fc.constantFrom<AllocationKey>('tag:team', 'provider', 'model', 'workload', 'channel');
const terms = fc.record({ by: keys, rule: fc.constantFrom(...SHARED_RULES) });
/** Whose each workload is; nobody's where it says nothing. */
const teams = fc.array(fc.constantFrom(undefined, 'a', 'b', 'c'), { minLength: 5, maxLength: 5 });
const made: fc.Arbitrary<MadePortfolio> = fc.oneof(
  portfolios(1),
  portfoliosOnBases(1),
  portfoliosWithFees(1),
  portfoliosOnCredit(1),
);

/** Lines that sum to a bill: exactly, as they are written down, and in cents. */
function sumsTo(allocation: Allocation, bill: Usd): void {
  const column = (of: (line: Allocation['lines'][number]) => Usd) => sum(allocation.lines.map(of));
  expect(
    compare(
      column(({ exact }) => exact.cost),
      bill,
    ),
  ).toBe(0);
  expect(compare(allocation.total, bill)).toBe(0);
  for (const { exact } of allocation.lines) expect(compare(sum([exact.own, exact.shared]), exact.cost)).toBe(0);
  const { lines, total } = allocationOf(allocation);
  const shares = lines.flatMap(({ share }) => share ?? []);
  if (shares.length === lines.length) expect(numeral(shares.reduce(add, ZERO))).toBe('1');
  expect(numeral(sum(lines.flatMap(({ effectiveCost }) => effectiveCost ?? [])))).toBe(numeral(total));
  const cents = centCosts(allocation);
  expect(roundedText(cents.all.cost, 2)).toBe(roundedText(bill, 2));
  expect(compare(sum([cents.all.own, cents.all.shared]), cents.all.cost)).toBe(0);
  for (const each of cents.lines) expect(compare(sum([each.own, each.shared]), each.cost)).toBe(0);
}

describe('who causes a bill bears it to the last digit', () => {
  test('of an estimate and of a check, whatever is bought through', () => {
    const through = fc.array(fc.constantFrom('list', 'direct', undefined), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(made, teams, through, terms, (of, own, channels, asked) => {
        const { workloads, context } = portfolio(of);
        const all = tagged(workloads, own).map((each, index) => {
          const channel = channels[index];
          return channel === undefined ? each : { ...each, channel };
        });
        const answer = estimate(all, context);
        sumsTo(allocateEstimate(answer, asked), answer.totals.cheapest);
        const checked = check(all, [], context);
        sumsTo(allocateCheck(checked, asked), checked.amount);
      }),
      { numRuns: 150 },
    );
  });

  test('of a plan, with commitments that nobody uses up, overage, fees and credit that lapses', async () => {
    await fc.assert(
      fc.asyncProperty(made, teams, terms, async (of, own, asked) => {
        const { workloads, context } = portfolio(of);
        const all = tagged(workloads, own);
        const found = await plan(all, context, loadSolver).catch(() => undefined);
        if (found === undefined) return;
        sumsTo(allocatePlan(found, all, asked, context), found.effectiveCost);
      }),
      { numRuns: 120 },
    );
    const { workloads, context } = portfolio({
      providers: [{ floor: 100, bands: [[500, 30]], resold: undefined }],
      workloads: [
        { dollars: 310, provider: 0, alternatives: [], batch: false, channels: 'onlyDirect' },
        { dollars: 110, provider: 0, alternatives: [], batch: false, channels: 'onlyDirect' },
      ],
    });
    const held = await plan(tagged(workloads, ['a', 'b']), context, loadSolver);
    expect(numeral(held.shortfallCost)).toBe('206');
    for (const rule of SHARED_RULES)
      sumsTo(allocatePlan(held, workloads, { by: 'workload', rule }, context), held.effectiveCost);
  });
});

test('of use under a contract, with a commitment that is not used up and with overage', () => {
  const amount = fc.bigInt({ min: 1n, max: 10n ** 9n }).map((cents) => usd(divide(whole(cents), whole(100n))));
  const names = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined });
  const used = fc.uniqueArray(fc.tuple(names, amount), { minLength: 1, selector: ([name]) => name });
  const price = fc.option(
    fc.bigInt({ min: 100n, max: 400n }).map((percent) => factor(divide(whole(percent), whole(100n)))),
    {
      nil: undefined,
    },
  );
  fc.assert(
    fc.property(used, amount, price, terms, fc.boolean(), (of, commitment, overagePrice, asked, isOver) => {
      const all = sum(of.map(([, each]) => each));
      const tracked = {
        provider: 'anthropic',
        used: all,
        usedBy: new Map(of),
        commitment,
        carriedOver: NO_USD,
        knownUntil: isOver ? '2026-10-31' : '2026-10-20',
        window: { start: '2026-10-01', end: '2026-10-31' },
        ...(overagePrice === undefined ? {} : { overagePrice }),
      } as unknown as UsedWindow;
      const beyond = compare(all, commitment) > 0 ? minus(all, commitment) : NO_USD;
      const short = isOver && compare(all, commitment) < 0 ? minus(commitment, all) : NO_USD;
      const premium = overagePrice === undefined ? NO_USD : minus(times(beyond, overagePrice), beyond);
      sumsTo(allocateWindow(tracked, asked), sum([all, short, premium]));
    }),
  );
});
