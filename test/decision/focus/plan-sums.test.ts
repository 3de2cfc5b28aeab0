import { describe, expect, test } from 'vitest';
import { loadSolver } from '../../../src/commands/solver.ts';
import { allocatePlan } from '../../../src/decision/allocate/of-plan.ts';
import { allocatedCharges } from '../../../src/decision/focus/allocated-charges.ts';
import { decisionCharges } from '../../../src/decision/focus/decision-charges.ts';
import { plannedCommitments } from '../../../src/decision/focus/planned-commitments.ts';
import { plan } from '../../../src/decision/plan/plan.ts';
import { type AllocationKey, SHARED_RULES, writtenCosts } from '../../../src/domain/allocation.ts';
import type { Charge } from '../../../src/domain/charge.ts';
import { parseMonth } from '../../../src/domain/day.ts';
import { compare, isZero, magnitude } from '../../../src/domain/exact.ts';
import { feeCost } from '../../../src/domain/fee.ts';
import { Problem } from '../../../src/domain/problem.ts';
import { minus, NO_USD, plus, sum, type Usd } from '../../../src/domain/units.ts';
import { readSizingDefaults } from '../../../src/files/contract-terms.ts';
import { shippedPricing } from '../../../src/files/shipped.ts';
import { exact } from '../../domain/samples.ts';
import fc from '../../support/laws.ts';
import {
  type MadePortfolio,
  portfolio,
  portfoliosOnBases,
  portfoliosOnCredit,
  portfoliosWithFees,
} from '../../support/portfolios.ts';
import { PRICING_FOLDER } from '../../support/transcript.ts';
import { day } from '../../support/values.ts';
import { tagged } from '../../support/workloads.ts';

/** Credit in blocks has cost bases that do not end; all else is equal to the last digit. */
const NOTHING = exact('0.00000001');

const KINDS: readonly (readonly [string, fc.Arbitrary<MadePortfolio>])[] = [
  ['commitments on either basis, with usage over them', portfoliosOnBases(1)],
  ['fees on all that is bought', portfoliosWithFees(1)],
  ['credit in blocks that lapse', portfoliosOnCredit(1)],
];

/** Fees that are in what a dollar of credit paid in advance costs: they are no price of the work. */
const IN_CREDIT = new Set(['topUpBonus', 'lapsedCredit']);

const total = (charges: readonly Charge[], of: (charge: Charge) => Usd) => sum(charges.map(of));
const isUsage = ({ category }: Charge) => category === 'Usage';

/** What is exact has to be equal, and what a cost basis without end is in to the tenth decimal. */
function same(found: Usd, expected: Usd): void {
  expect(compare(magnitude(minus(found, expected)), NOTHING)).toBe(-1);
}

const usual = readSizingDefaults(shippedPricing(PRICING_FOLDER).commitment()).terms;
const start = day('2026-11-01');

async function charged(each: MadePortfolio, teams: readonly (string | undefined)[] = []) {
  const { workloads: made, context } = portfolio(each);
  const workloads = tagged(made, teams);
  const found = await plan(workloads, context, loadSolver).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'noPlan') return undefined;
    throw error;
  });
  if (found === undefined) return undefined;
  const month = parseMonth('2026-11');
  if (month === undefined) throw new Error('2026-11 is a month');
  const commitments = plannedCommitments(found, context.offers, [], { start, known: start, usual });
  const charges = decisionCharges(found, context, { month, ratesOf: day('2026-11-02') }, commitments);
  return { plan: found, charges, commitments, workloads, context };
}

/** Who bears a charge: as it says, else whose work it is. */
function bearerOf({ allocated, scenario, sku }: Charge, by: AllocationKey): string {
  if (allocated !== undefined) return allocated.bearer === undefined ? 'nobody' : `of ${allocated.bearer.name}`;
  return `of ${by === 'tag:team' ? scenario.tags.get('team') : by === 'provider' ? sku.publisher : scenario.workload}`;
}

describe.each(KINDS)('what each bears of a plan in FOCUS is what the answer says: %s', (_, made) => {
  const keys = fc.constantFrom<AllocationKey>('tag:team', 'provider', 'workload');
  const own = fc.array(fc.constantFrom(undefined, 'a', 'b', 'c'), { minLength: 5, maxLength: 5 });

  test('by each rule, and no cost is lost', async () => {
    await fc.assert(
      fc.asyncProperty(made, own, keys, fc.constantFrom(...SHARED_RULES), async (each, teams, by, rule) => {
        const found = await charged(each, teams);
        if (found === undefined) return;
        const { plan: of, charges: all, workloads, context } = found;
        const allocation = allocatePlan(of, workloads, { by, rule }, context);
        const charges = allocatedCharges(all, allocation);
        for (const cost of ['listCost', 'contractedCost', 'effectiveCost', 'billedCost'] as const)
          same(
            total(charges, (charge) => charge[cost]),
            total(all, (charge) => charge[cost]),
          );
        const costs = writtenCosts(allocation);
        const lines = new Map(
          allocation.lines.map(({ kind, name }, index) => [
            kind === 'unallocated' ? 'nobody' : `of ${name}`,
            costs[index]?.cost ?? NO_USD,
          ]),
        );
        // A purchase accrues nothing, and is nobody's.
        const accruing = charges.filter(({ effectiveCost }) => !isZero(effectiveCost));
        for (const bearer of new Set([...lines.keys(), ...accruing.map((charge) => bearerOf(charge, by))]))
          same(
            total(
              accruing.filter((charge) => bearerOf(charge, by) === bearer),
              ({ effectiveCost }) => effectiveCost,
            ),
            lines.get(bearer) ?? NO_USD,
          );
      }),
      { numRuns: Number(process.env['RUNS'] ?? 60) },
    );
  }, 60_000);
});

describe.each(KINDS)('the charges of a plan add up to it: %s', (_, made) => {
  test('list, contracted, effective and billed cost, and what counts toward its commitments', async () => {
    await fc.assert(
      fc.asyncProperty(made, async (each) => {
        const found = await charged(each);
        if (found === undefined) return;
        const { plan: of, charges, commitments } = found;
        for (const cost of ['effectiveCost', 'billedCost'] as const)
          same(
            total(charges, (charge) => charge[cost]),
            of[cost],
          );
        const work = charges.filter(({ category }) => category === 'Usage' || category === 'Credit');
        same(
          total(charges.filter(isUsage), ({ listCost }) => listCost),
          of.listCost,
        );
        const inCredit = of.workloads
          .filter(({ channel }) => channel.kind === 'aggregator' && channel.aggregator.prepay)
          .flatMap(({ bill }) => bill.fees.filter(({ kind }) => IN_CREDIT.has(kind)));
        same(
          plus(
            total(work, ({ contractedCost }) => contractedCost),
            sum(inCredit.map(feeCost)),
          ),
          plus(of.contractedCost, of.overagePremium),
        );
        for (const { provider, band } of of.contracts) {
          const id = commitments.toProvider(provider)?.commitmentId;
          const own = charges.filter(({ contract }) => contract !== undefined && contract.commitmentId === id);
          expect(id === undefined).toBe(isZero(band.commitment));
          if (id === undefined) continue;
          expect(commitments.rows.filter((row) => row.id === id)).toHaveLength(1);
          for (const bought of [own.filter(isUsage), own.filter(({ category }) => category === 'Purchase')])
            same(
              total(bought, ({ contract }) => contract?.applied ?? NO_USD),
              band.commitment,
            );
        }
      }),
      { numRuns: Number(process.env['RUNS'] ?? 60), seed: 5 },
    );
  }, 60_000);
});
