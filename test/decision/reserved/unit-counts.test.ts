import { describe, expect, test } from 'vitest';
import { cheapestTerm } from '../../../src/decision/reserved/offered-units.ts';
import { type MovingLoad, servedShare, unitCounts } from '../../../src/decision/reserved/unit-counts.ts';
import { compare, numeral, parseExact, whole, ZERO } from '../../../src/domain/exact.ts';
import type { CapacityPool, ReservedOffer } from '../../../src/domain/reserved.ts';
import { factor, usd } from '../../../src/domain/units.ts';
import fc from '../../support/laws.ts';
import { NORMAL } from '../../support/normal.ts';

const pool = (perMinute: bigint, minimumUnits = 1n, increment = 1n): CapacityPool => ({
  name: '',
  perMinute: whole(perMinute),
  measure: { kind: 'tokens', weights: {}, longWeights: undefined },
  minimumUnits,
  increment,
});
const times = (text: string) => factor(parseExact(text) ?? ZERO);
const flat = (pools: MovingLoad['pools'], peak = '1'): MovingLoad => ({
  pools,
  peakToAverage: times(peak),
  sigma: 0,
  measured: false,
  stated: true,
});
const one = (average: bigint, of: CapacityPool) => [{ pool: of, average: whole(average) }];
const share = (load: MovingLoad, ...counts: bigint[]) => numeral(servedShare(load, counts, NORMAL));

describe('counts of units', () => {
  test('go from the fewest that are sold to those that serve the peak, in the steps that they are sold in', () => {
    // 356,164 tokens a minute at 4,750 a unit are 74.98; at 1.1 of it 82.48: 85 in steps of 5.
    const counts = unitCounts(flat(one(356_164n, pool(4750n, 15n, 5n)), '1.1')).map(([units]) => Number(units));
    expect(counts).toEqual([15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85]);
  });

  test('are those that serve the peak alone where that is assumed', () => {
    expect(unitCounts({ ...flat(one(356_164n, pool(4750n, 15n, 5n)), '2.5'), stated: false })).toEqual([[190n]]);
  });

  test('are of each pool as many as another one holds out', () => {
    // Input 150,000 a minute at 60,000 a unit, output 12,000 at 10,000 in fives: 1, 2 or 3 of the one, 5 of the other.
    const pools = [
      { pool: pool(60_000n), average: whole(150_000n) },
      { pool: pool(10_000n, 1n, 5n), average: whole(12_000n) },
    ];
    const found = unitCounts(flat(pools)).map((counts) => counts.map(Number));
    expect(found.sort()).toEqual([
      [1, 5],
      [2, 5],
      [3, 5],
    ]);
  });
});

describe('what units serve', () => {
  test('is what fits of a load that never moves, by the pool that runs out first', () => {
    const pools = [
      { pool: pool(60_000n), average: whole(150_000n) },
      { pool: pool(10_000n), average: whole(12_000n) },
    ];
    expect(share(flat(pools), 1n, 5n)).toBe('0.4');
    expect(share(flat(pools), 3n, 1n)).toMatch(/^0\.8333/);
    expect(share(flat(pools), 3n, 5n)).toBe('1');
  });

  test('is all where they serve the peak, and of a measured load never quite', () => {
    const load = { ...flat(one(1000n, pool(100n)), '1.5'), sigma: 0.3 };
    expect(share(load, 15n)).toBe('1');
    expect(Number(share(load, 14n))).toBeLessThan(1);
    expect(Number(share({ ...load, measured: true }, 15n))).toBeLessThan(1);
  });

  test('of a lognormal load of sigma 0.6 at 0.449 of its mean is 43.2%', () => {
    // E[(W - R)+] = 0.949126 - 0.85 x 0.448494, the newsvendor's cost at 85% less what is reserved.
    const load = { ...flat(one(1_000_000n, pool(448_494n)), '3.373'), sigma: 0.6, measured: true };
    expect(share(load, 1n)).toBe('0.432094');
  });

  test('never falls with more units', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 900 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (average, capacity, sigma) => {
          const load = { ...flat(one(BigInt(average), pool(BigInt(capacity))), '2'), sigma };
          const shares = unitCounts(load).map((counts) => servedShare(load, counts, NORMAL));
          for (const [index, each] of shares.entries())
            expect(compare(each, shares[index - 1] ?? ZERO)).toBeGreaterThanOrEqual(0);
          expect(numeral(shares.at(-1) ?? ZERO)).toBe('1');
        },
      ),
      { numRuns: 40 },
    );
  });
});

test('the cheapest term is one that is no longer than the plan, the shorter on a tie', () => {
  const term = (name: string, price: bigint, per: 'month' | 'year', termMonths?: bigint) => ({
    name,
    usdPerUnit: usd(whole(price)),
    per,
    termMonths,
  });
  const terms = [term('year', 1200n, 'year'), term('month', 120n, 'month'), term('quarter', 100n, 'month', 3n)];
  const offer = { terms } as unknown as ReservedOffer;
  expect(cheapestTerm(offer, undefined)?.name).toBe('quarter');
  expect(cheapestTerm(offer, 12)?.name).toBe('quarter');
  expect(cheapestTerm(offer, 2)?.name).toBe('month');
  expect(cheapestTerm({ ...offer, terms: terms.slice(0, 1) }, 6)).toBeUndefined();
});
