import { expect, test } from 'vitest';
import { sampledChance } from '../../../src/decision/risk/sampled-chance.ts';
import fc from '../../support/laws.ts';

/** Between the futures on either side of a share of them, in order: what a percentile of a sample is. */
function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = Math.min(sorted.length - 1, Math.max(0, (percent / 100) * sorted.length - 1 / 2));
  const [below, above] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number];
  return below + (above - below) * (place - Math.floor(place));
}

/** One stream over one month, in which each future has a volume of its own. */
const chanceOf = (volumes: readonly number[]) =>
  sampledChance({ count: volumes.length, months: 1, factors: [[Float64Array.from(volumes)]] });

const curve = (straight: number) => ({ straight: [straight], bends: [], contracts: [] });

const volume = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, max: 1e6, noNaN: true }));
const volumes = fc.array(volume, { minLength: 1, maxLength: 200 });

test('costs at percentiles of demand are those of all futures in order', () => {
  fc.assert(
    fc.property(volumes, (all) => {
      const { p10, p50, p90 } = chanceOf(all).spread(curve(1));
      expect([p10, p50, p90]).toEqual([10, 50, 90].map((percent) => percentile(all, percent)));
      expect(chanceOf(all).worstMonth(curve(1))).toBe(percentile(all, 90));
    }),
    { numRuns: 300 },
  );
});

test('each future is won by the first of the cheapest, and costs what that one does', () => {
  fc.assert(
    fc.property(volumes, fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }), (all, slopes) => {
      fc.pre(all.every((each) => each > 0));
      const { probabilityBest, cost } = chanceOf(all).hindsight(slopes.map(curve));
      const least = Math.min(...slopes);
      expect(probabilityBest).toEqual(slopes.map((_, index) => (index === slopes.indexOf(least) ? 1 : 0)));
      expect(cost).toBeCloseTo((least * all.reduce((sum, each) => sum + each, 0)) / all.length, 6);
      const dearest = Math.max(...slopes) - least;
      const [low, high] = [1, 99].map((percent) => percentile(all, percent)) as [number, number];
      const within = all.filter((each) => each >= low && each <= high);
      const worst = chanceOf(all).worstRegrets(slopes.map(curve), [1])[slopes.indexOf(Math.max(...slopes))];
      expect(worst).toBeCloseTo(dearest * Math.max(0, ...within), 6);
    }),
    { numRuns: 200 },
  );
});
