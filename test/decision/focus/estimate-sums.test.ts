import { describe, expect, test } from 'vitest';
import { allocateEstimate } from '../../../src/decision/allocate/of-estimate.ts';
import { estimate } from '../../../src/decision/estimate/estimate.ts';
import { allocatedCharges } from '../../../src/decision/focus/allocated-charges.ts';
import { estimateCharges } from '../../../src/decision/focus/estimate-charges.ts';
import { type AllocationKey, SHARED_RULES, writtenCosts } from '../../../src/domain/allocation.ts';
import type { BillingPeriod, Charge } from '../../../src/domain/charge.ts';
import { parseMonth } from '../../../src/domain/day.ts';
import { compare, magnitude } from '../../../src/domain/exact.ts';
import { minus, NO_USD, sum, type Usd } from '../../../src/domain/units.ts';
import { exact } from '../../domain/samples.ts';
import fc from '../../support/laws.ts';
import {
  type MadePortfolio,
  portfolio,
  portfoliosOnBases,
  portfoliosOnCredit,
  portfoliosWithFees,
} from '../../support/portfolios.ts';
import { day } from '../../support/values.ts';
import { tagged } from '../../support/workloads.ts';

const KINDS: readonly (readonly [string, fc.Arbitrary<MadePortfolio>])[] = [
  ['commitments on either basis, with usage over them', portfoliosOnBases(1)],
  ['fees on all that is bought', portfoliosWithFees(1)],
  ['credit in blocks that lapse', portfoliosOnCredit(1)],
];
const RUNS = { numRuns: Number(process.env['RUNS'] ?? 60) };

/** Written parts of a charge are apart by what a quotient is rounded by. */
const NOTHING = exact('0.00000001');
const isNear = (found: Usd, expected: Usd) => compare(magnitude(minus(found, expected)), NOTHING) < 0;
const costOf = (charges: readonly Charge[]) => sum(charges.map(({ effectiveCost }) => effectiveCost));

const month = parseMonth('2026-11');
if (month === undefined) throw new Error('2026-11 is a month');
const period: BillingPeriod = { month, ratesOf: day('2026-11-02') };

function charged(made: MadePortfolio, teams: readonly (string | undefined)[]) {
  const { workloads, context } = portfolio(made);
  const answer = estimate(tagged(workloads, teams), context);
  return { answer, ...estimateCharges(answer, { month: period, of: () => period }, (id) => id) };
}

/** Who bears a charge: as it says, else whose work it is. */
function bearerOf({ allocated, scenario, sku }: Charge, by: AllocationKey): string {
  if (allocated !== undefined) return allocated.bearer === undefined ? 'nobody' : `of ${allocated.bearer.name}`;
  return `of ${by === 'tag:team' ? scenario.tags.get('team') : by === 'provider' ? sku.publisher : scenario.workload}`;
}

describe.each(KINDS)('the charges of an estimate: %s', (_, made) => {
  const own = fc.array(fc.constantFrom(undefined, 'a', 'b', 'c'), { minLength: 5, maxLength: 5 });

  test('come to what the cheapest rows cost together', () => {
    fc.assert(
      fc.property(made, own, (each, teams) => {
        const { answer, charges } = charged(each, teams);
        expect(compare(costOf(charges), answer.totals.cheapest)).toBe(0);
      }),
      RUNS,
    );
  });

  test('are borne as the answer says, by each rule', () => {
    const keys = fc.constantFrom<AllocationKey>('tag:team', 'provider', 'workload');
    fc.assert(
      fc.property(made, own, keys, fc.constantFrom(...SHARED_RULES), (each, teams, by, rule) => {
        const { answer, charges } = charged(each, teams);
        const allocation = allocateEstimate(answer, { by, rule });
        const parted = allocatedCharges(charges, allocation);
        expect(isNear(costOf(parted), costOf(charges))).toBe(true);
        const costs = writtenCosts(allocation);
        const lines = new Map(
          allocation.lines.map(({ kind, name }, index) => [
            kind === 'unallocated' ? 'nobody' : `of ${name}`,
            costs[index]?.cost ?? NO_USD,
          ]),
        );
        for (const bearer of new Set([...lines.keys(), ...parted.map((charge) => bearerOf(charge, by))])) {
          const borne = costOf(parted.filter((charge) => bearerOf(charge, by) === bearer));
          expect([bearer, isNear(borne, lines.get(bearer) ?? NO_USD)]).toEqual([bearer, true]);
        }
      }),
      RUNS,
    );
  });
});
