import { expect, test } from 'vitest';
import { settledStretches, type TermTwin } from '../../../src/decision/contract/term-twin.ts';
import { mixedMonths } from '../../../src/decision/term/month-mix.ts';
import fc from '../../support/laws.ts';

/** A commitment that pays for list dollars at 80%, with no floor. */
const twinOf = (due: number, window: number, rollover: number, beyond: number): TermTwin => ({
  due,
  covers: due / 0.8,
  rate: 0.8,
  beyond,
  opens: 0,
  window,
  rollover,
  ramp: [1],
  termMonths: 12,
});

/** What is paid for a term by the words of the contract: what is due, and what is used over it and over what was left of the window before. */
function paidFor({ due, covers, beyond, window, rollover }: TermTwin, list: readonly number[], begins: number): number {
  let [paid, left] = [0, 0];
  for (let from = begins; from < list.length; from += window) {
    const own = list.slice(from, from + window);
    const used = own.reduce((sum, each) => sum + each, 0);
    const covered = covers * own.length;
    paid += due * own.length + beyond * Math.max(0, used - covered - left);
    left = rollover * Math.max(0, covered - used);
  }
  return paid;
}

const MONTHS = 5;
const amount = fc.integer({ min: 0, max: 300 });
const twin = fc
  .tuple(
    fc.integer({ min: 40, max: 200 }),
    fc.constantFrom(1, 2, 3, 12),
    fc.constantFrom(0, 0.5, 1),
    fc.constantFrom(0.8, 1),
  )
  .map((parts) => twinOf(...parts));
const begins = fc.constantFrom(0, 0, 2);

test('a contract settles its stretches in each future as it would in that future alone', () => {
  const byFuture = fc.array(fc.array(amount, { minLength: MONTHS, maxLength: MONTHS }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(twin, byFuture, begins, (of, futures, first) => {
      const list = Array.from({ length: MONTHS }, (_, month) =>
        Float64Array.from(futures, (each) => each[month] as number),
      );
      const stretches = settledStretches(of, list, futures.length, first);
      expect(stretches[0]?.from).toBe(first);
      expect(stretches.at(-1)?.to).toBe(MONTHS);
      for (const [future, own] of futures.entries()) {
        const paid = stretches.reduce((sum, { costs }) => sum + (costs[future] as number), 0);
        expect(paid).toBeCloseTo(paidFor(of, own, first), 6);
      }
    }),
    { numRuns: 300 },
  );
});

/** Dollars of one stream beside a contract, and its list dollars under it. */
const way = fc.record({ beside: amount, list: amount });
type Way = { readonly beside: number; readonly list: number };

const question = fc.record({
  ways: fc.array(fc.array(way, { minLength: MONTHS, maxLength: MONTHS }), { minLength: 1, maxLength: 4 }),
  of: twin,
  first: begins,
});

function mixOf(ways: readonly (readonly Way[])[], of: TermTwin, first: number, factors: readonly number[]) {
  const found = mixedMonths({
    ways: ways.map((byMonth) =>
      byMonth.map(({ beside, list }) => ({ straight: Float64Array.of(beside), lists: [Float64Array.of(list)] })),
    ),
    contracts: [{ provider: 0, begins: first, twin: of, pool: undefined }],
    providers: 1,
    blocks: [[0, MONTHS]],
    futures: {
      count: factors.length,
      months: MONTHS,
      factors: [Array.from({ length: MONTHS }, () => Float64Array.from(factors))],
    },
    thorough: true,
  });
  if (found === undefined) throw new Error('there is a way to buy');
  return factors.map((_, future) => found.costs.reduce((sum, month) => sum + (month[future] as number), 0));
}

/** Every mix of ways over the months. */
function* mixes(ways: readonly (readonly Way[])[]): Iterable<readonly Way[]> {
  for (let number = 0; number < ways.length ** MONTHS; number++)
    yield Array.from({ length: MONTHS }, (_, month) => {
      const index = Math.floor(number / ways.length ** month) % ways.length;
      return ways[index]?.[month] as Way;
    });
}

const costOf = (mix: readonly Way[], of: TermTwin, first: number, factor: number) =>
  mix.reduce((sum, { beside }) => sum + factor * beside, 0) +
  paidFor(
    of,
    mix.map(({ list }) => factor * list),
    first,
  );

test('months that one commitment settles together are bought in the mix that costs least', () => {
  fc.assert(
    fc.property(question, fc.integer({ min: 40, max: 200 }), ({ ways }, due) => {
      const of = twinOf(due, 12, 0, 0.9);
      const least = Math.min(...[...mixes(ways)].map((mix) => costOf(mix, of, 0, 1)));
      expect(mixOf(ways, of, 0, [1])[0]).toBeCloseTo(least, 6);
    }),
    { numRuns: 150 },
  );
});

test('every future is bought as if it were alone, at what some mix costs, and never dearer than the one that forgets the commitment', () => {
  fc.assert(
    fc.property(question, ({ ways, of, first }) => {
      const factors = [0.4, 1, 1.7];
      const found = mixOf(ways, of, first, factors);
      for (const [future, factor] of factors.entries()) {
        const own = found[future] as number;
        const all = [...mixes(ways)].map((mix) => costOf(mix, of, first, factor));
        expect(Math.min(...all.map((each) => Math.abs(each - own)))).toBeLessThan(1e-6);
        const cheapest = Array.from({ length: MONTHS }, (_, month) => {
          const each = ways.map((byMonth) => byMonth[month] as Way);
          return each.reduce((best, next) =>
            next.beside < best.beside || (next.beside === best.beside && next.list < best.list) ? next : best,
          );
        });
        expect(own).toBeLessThanOrEqual(costOf(cheapest, of, first, factor) + 1e-6);
        expect(mixOf(ways, of, first, [factor, factor])[1]).toBe(own);
      }
    }),
    { numRuns: 60 },
  );
});
