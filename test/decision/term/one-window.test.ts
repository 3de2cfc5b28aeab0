import { expect, test } from 'vitest';
import { type Covered, cheapestWays, type WindowWay } from '../../../src/decision/term/one-window.ts';
import fc from '../../support/laws.ts';

type Months = readonly (readonly WindowWay[])[];

function costOf(months: Months, ways: readonly number[], { covers, beyond }: Covered): number {
  const taken = months.map((each, month) => each[ways[month] as number] as WindowWay);
  const list = taken.reduce((sum, each) => sum + each.list, 0);
  return taken.reduce((sum, each) => sum + each.beside, 0) + beyond * Math.max(0, list - covers);
}

/** Every mix, one after the other. */
function leastOf(months: Months, covered: Covered): number {
  const mixes = months.reduce<number[][]>(
    (found, each) => found.flatMap((before) => each.map((_, way) => [...before, way])),
    [[]],
  );
  return Math.min(...mixes.map((ways) => costOf(months, ways, covered)));
}

const way = fc.record({ beside: fc.integer({ min: 0, max: 500 }), list: fc.integer({ min: 0, max: 500 }) });
const months = fc.array(fc.array(way, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });

test('the months of a window are bought in the mix that costs least, of all that there are', () => {
  const covered = fc.record({ covers: fc.integer({ min: 0, max: 2000 }), beyond: fc.constantFrom(0.5, 0.85, 1, 1.1) });
  fc.assert(
    fc.property(months, covered, (all, of) => {
      expect(costOf(all, cheapestWays(all, of), of)).toBeCloseTo(leastOf(all, of), 6);
    }),
    { numRuns: 200 },
  );
});

test('streams that are all as dear elsewhere fill a commitment to the dollar, as far as they can be divided by months', () => {
  // 97 list dollars of it elsewhere cost 100: what counts is that the months taken come to 240,000 list dollars.
  const streams = [3936, 15810].map((list) => Array.from({ length: 12 }, (_, month) => list * 0.95 ** month));
  const year: Months = Array.from({ length: 12 }, (_, month) => {
    const [a, b] = streams.map((each) => each[month] as number) as [number, number];
    return [0, a, b, a + b].map((list) => ({ beside: 0.97 * (a + b - list), list }));
  });
  const of = { covers: 120_000, beyond: 1.1 };
  const all = year.reduce((sum, each) => sum + (each[3]?.list ?? 0), 0);
  const ways = cheapestWays(year, of);
  const used = year.reduce((sum, each, month) => sum + (each[ways[month] as number]?.list ?? 0), 0);
  expect(Math.abs(used - of.covers)).toBeLessThan(1);
  expect(costOf(year, ways, of)).toBeLessThan(0.97 * (all - of.covers) + 1);
});
