import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import fc from '../../support/laws.ts';
import { run } from '../../support/transcript.ts';

const DAY = ['--as-of', '2026-11-27'];
const MINUTES = 43_800;
const folder = mkdtempSync(join(tmpdir(), 'units-term-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function decided(profile: string, offers: string, ...more: string[]) {
  const file = join(folder, 'offers.yaml');
  writeFileSync(file, offers);
  // Units that ship are a claim: the offer that is written here is the only one.
  const argv = ['decide', '--profile', '-', '--offers', file, ...DAY, '--evidence', 'quoted', '--quiet', ...more];
  const { stdout, stderr, exitCode } = await run(argv, profile);
  expect([exitCode, stderr]).toEqual([0, '']);
  return stdout;
}

interface Stream {
  /** Millions of tokens in; a tenth of that out. */
  readonly millions: number;
  /** Percent a month of its own; undefined where it moves with the profile. */
  readonly growth: number | undefined;
  readonly reserved: boolean;
}

interface Instance {
  readonly streams: readonly Stream[];
  readonly months: number;
  /** Percent a month, of what says nothing of its own. */
  readonly growth: number;
  readonly peak: number;
  /** Dollars a month of a unit of 2,500 weighted tokens a minute. */
  readonly price: number;
  readonly discount: number;
  readonly floor: number;
}

function profileOf(
  { streams, months, growth, peak }: Instance,
  demand = 'demand: { p10: 1, p50: 1, p90: 1 }\n',
): string {
  const rows = streams.map(({ millions, growth: own, reserved }, index) =>
    [
      `  - name: s${index}`,
      '    model: gpt-5.4',
      `    tokens: { input: ${millions}M, output: ${millions / 10}M }`,
      `    channels: [list, direct${reserved ? ', reserved' : ''}]`,
      `    load: { peakToAverage: ${peak} }`,
      ...(own === undefined ? [] : [`    growth: ${own}%`]),
    ].join('\n'),
  );
  return `start: 2026-12\nmonths: ${months}\ngrowth: ${growth}%\n${demand}workloads:\n${rows.join('\n')}\n`;
}

const offersOf = ({ price, discount, floor }: Instance) =>
  `contracts:\n  - { provider: openai, floor: { low: ${floor}, high: 990_000 }, fulfilment: monthly, overage: contract, bands: [{ commitment: 0, discount: ${discount}% }] }\nreserved:\n  rack:\n    name: Rack\n    unit: slot\n    terms: [{ name: monthly, usdPerUnit: ${price}, per: month }]\n    modes: [standard]\n    models: { gpt-5.4: { tokensPerMinute: 2500, weights: { input: 1, cacheRead: 0, output: 6 } } }\n`;

/** The standard normal distribution, by Simpson's rule from 0. */
function cdf(z: number): number {
  const steps = 400;
  const at = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const width = z / steps;
  let sum = at(0) + at(z);
  for (let step = 1; step < steps; step++) sum += (step % 2 === 0 ? 2 : 4) * at(step * width);
  return 0.5 + (sum * width) / 3;
}

/** The share that units serve which reach so many times the average: of a load that never moves, or lognormal with its 99th percentile at the peak. */
function servedBy(reach: number, peak: number): number {
  if (reach >= peak * (1 - 1e-12)) return 1;
  if (peak === 1) return Math.min(1, reach);
  const z = 2.326347874;
  const sigma = z - Math.sqrt(Math.max(0, z * z - 2 * Math.log(peak)));
  const at = (Math.log(reach) + (sigma * sigma) / 2) / sigma;
  return 1 - (cdf(sigma - at) - reach * (1 - cdf(at)));
}

// 2.5 dollars in and 15 out: 4 dollars for a million in and a tenth of it out, which weigh 1.6 million tokens.
const listOf = ({ millions }: Stream) => 4 * millions;
const unitsOf = ({ millions }: Stream) => (1.6e6 * millions) / MINUTES / 2_500;

/** The least that the months come to, whatever is reserved for whom: dollars in all. */
function leastOf({ streams, months, growth, peak, price, discount, floor }: Instance): number {
  const volumeOf = ({ growth: own = growth }: Stream, month: number) => (1 + own / 100) ** month;
  // Direct in a month under the floor is billed at list: one contract without a commitment is signed or not at no cost.
  const bought = (lists: readonly number[]) => {
    const list = lists.reduce((total, each) => total + each, 0);
    return list >= floor * (1 - 1e-12) ? list * (1 - discount / 100) : list;
  };
  const total = (units: number, members: readonly Stream[]) => {
    let sum = 0;
    for (let month = 0; month < months; month++) {
      const load = members.reduce((all, each) => all + unitsOf(each) * volumeOf(each, month), 0);
      const part = load === 0 ? 0 : servedBy(units / load, peak);
      const left = streams.map(
        (each) => listOf(each) * volumeOf(each, month) * (members.includes(each) ? 1 - part : 1),
      );
      sum += units * price + bought(left);
    }
    return sum;
  };
  const able = streams.filter(({ reserved }) => reserved);
  const alike = able.filter((each) => each.growth === undefined);
  const sets = [...able.map((each) => [each]), ...(alike.length > 1 ? [alike] : [])];
  let least = total(0, []);
  for (const set of sets) {
    const most = set.reduce((all, each) => all + unitsOf(each) * Math.max(1, volumeOf(each, months - 1)), 0);
    for (let units = 1; units <= Math.ceil(most * peak) + 1; units++) least = Math.min(least, total(units, set));
  }
  return least;
}

const percent = (min: number, max: number) => fc.integer({ min, max });
const stream = fc.record({
  millions: fc.integer({ min: 5, max: 150 }).map((tens) => tens * 10),
  growth: fc.option(percent(-6, 9), { nil: undefined, freq: 2 }),
  reserved: fc.boolean(),
});
const instance: fc.Arbitrary<Instance> = fc.record({
  streams: fc
    .array(stream, { minLength: 1, maxLength: 2 })
    .map(([first, ...rest]) => [{ ...(first as Stream), reserved: true }, ...rest]),
  months: fc.integer({ min: 2, max: 14 }),
  growth: percent(-6, 9),
  peak: fc.constantFrom(1, 1, 1.5, 2.5),
  price: fc.integer({ min: 80, max: 290 }),
  discount: percent(2, 30),
  floor: fc.constantFrom(1, 2_000, 5_000),
});

const RUNS = Number(process.env['TOKENCOST_UNITS_RUNS'] ?? 12);

describe('reserved units over a term', () => {
  test('are as many as cost least over its months, each served as its volume allows', async () => {
    await fc.assert(
      fc.asyncProperty(instance, async (of) => {
        const { plan } = JSON.parse(await decided(profileOf(of), offersOf(of), '--format', 'json'));
        const total = plan.effectiveCost * of.months;
        const least = leastOf(of);
        expect(Math.abs(total - least)).toBeLessThan(0.02 * of.months + least * 2e-6);
        // The rows are the first month, at exactly what is stated.
        const rows = plan.workloads.reduce((sum: number, each: { monthlyCost: number }) => sum + each.monthlyCost, 0);
        expect(plan.term === null ? plan.effectiveCost : plan.term.firstMonthCost).toBeCloseTo(rows, 4);
        expect(new Set(plan.workloads.map(({ name }: { name: string }) => name)).size).toBe(plan.workloads.length);
      }),
      { numRuns: RUNS },
    );
  }, 1_200_000);

  const still: Instance = {
    streams: [{ millions: 1_000, growth: undefined, reserved: true }],
    months: 12,
    growth: 0,
    peak: 1,
    price: 200,
    discount: 10,
    floor: 990_000,
  };

  test('of demand that is not known are as many as cost least in expectation', async () => {
    // A billion in: 14.612 units of 200 dollars against 4,000 at list, of a lognormal demand.
    const demand = 'demand: { p10: 0.6, p50: 1, p90: 1.6666666667 }\n';
    const { plan } = JSON.parse(
      await decided(profileOf({ ...still, growth: 1 }, demand), offersOf(still), '--format', 'json'),
    );
    const sigma = Math.log(1 / 0.6) / 1.2815515655;
    const points = 4_001;
    let least = Number.POSITIVE_INFINITY;
    for (let units = 0; units <= 40; units++) {
      let sum = 0;
      for (let month = 0; month < 12; month++) {
        for (let point = 0; point < points; point++) {
          const z = -5 + (10 * point) / (points - 1);
          const weight = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * (10 / (points - 1));
          const volume = Math.exp(sigma * z) * 1.01 ** month;
          sum += weight * (units * 200 + 4_000 * volume * (1 - servedBy(units / (14.6118721 * volume), 1)));
        }
      }
      least = Math.min(least, sum / 12);
    }
    expect(plan.effectiveCost / least).toBeCloseTo(1, 3);
    expect(plan.reservations).toHaveLength(1);
  });

  test('say what is of the first month, and what the term saves with them', async () => {
    const grown = { ...still, growth: 4 };
    const text = (await decided(profileOf(grown), offersOf(grown))).replace(/\s+/g, ' ');
    const { plan } = JSON.parse(await decided(profileOf(grown), offersOf(grown), '--format', 'json'));
    const { pools } = plan.reservations[0];
    expect(text).toContain(`Reserve ${pools[0].units} units of Rack, monthly, for gpt-5.4.`);
    expect(text).toContain('What they serve and are used to is of the first month, at the stated tokens');
    // Mean of 4,000 x 1.04^m.
    const list =
      Array.from({ length: 12 }, (_, month) => 4_000 * 1.04 ** month).reduce((sum, each) => sum + each, 0) / 12;
    expect(plan.reservationsWorth.withoutReservations).toBeCloseTo(list, 1);
    expect(plan.baselineCost).toBeCloseTo(list, 1);
  });

  test('are told where they are not weighed: work whose mix moves with what they leave', async () => {
    const waits = profileOf(still)
      .replace('    load:', '    batchEligible: 30%\n    load:')
      .replace('growth: 0%', 'growth: 2%');
    const { plan, warnings } = JSON.parse(await decided(waits, offersOf({ ...still, price: 100 }), '--format', 'json'));
    expect(plan.reservations).toEqual([]);
    expect(warnings.map(({ code }: { code: string }) => code)).toContain('unitsNotWeighed');
  });
});
