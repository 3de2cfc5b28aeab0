import { describe, expect, test } from 'vitest';
import { fileOf } from '../../support/folders.ts';
import fc from '../../support/laws.ts';
import { run } from '../../support/transcript.ts';

const CARD = ['--card', 'fixtures/cards/moving-prices.yaml', '--as-of', '2026-11-27'];

/** A plan for work whose prices nothing but a trend moves: 18,000 a month at list for each billion in and out. */
async function decided(profile: string, offers: string, ...more: readonly string[]) {
  const file = fileOf(offers);
  const { stdout } = await run(['decide', ...CARD, '--offers', file, '--profile', '-', ...more, '--quiet'], profile);
  return stdout;
}

const asJson = async (profile: string, offers: string) =>
  JSON.parse(await decided(profile, offers, '--format', 'json'));

const CERTAIN = 'demand: { p10: 1, p50: 1, p90: 1 }';
const work = (trend: string, months: number, tokens = '1B', head = CERTAIN) =>
  `start: 2026-12\nmonths: ${months}\n${head}\n${trend}\nworkloads:\n  - { name: a, model: heir, tokens: { input: ${tokens}, output: ${tokens} } }\n`;

const contract = (floor: number, commitment: number, discount: string) =>
  `contracts:\n  - { provider: south, floor: { low: ${floor}, high: 90_000 }, fulfilment: monthly, overage: contract, bands: [{ commitment: ${commitment}, discount: ${discount} }] }\n  - { provider: north, bands: [] }\n`;

/** The list price of a month as a multiple of the first: whole years compound, a straight line within each. */
function multiple(month: number, change: number): number {
  return (1 + change) ** Math.floor(month / 12) * (1 + (change * (month % 12)) / 12);
}

describe('list prices that are expected to move', () => {
  test('enter each month of the term, and its floor', async () => {
    const { plan } = await asJson(work('listPriceChange: -24%', 24), contract(12_000, 0, '20%'));
    // In fractions: 18,000 x (1 - 0.02 m), the second year 0.76 times the first; 20% off in months from 12,000 on.
    expect([plan.term.totalCost, plan.effectiveCost, plan.baselineCost]).toEqual([281_891.52, 11_745.48, 14_097.6]);
  });

  test('are what a plan costs month by month, whatever they do', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -80, max: 60 }),
        fc.integer({ min: 2, max: 30 }),
        fc.integer({ min: 4, max: 20 }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('all', 'south', 'heir'),
        async (change, months, floor, discount, named) => {
          const trend = named === 'all' ? `${change}%` : `{ ${named}: ${change}% }`;
          const { plan } = await asJson(
            work(`listPriceChange: ${trend}`, months),
            contract(floor * 1_000, 0, `${discount}%`),
          );
          let total = 0;
          for (let month = 0; month < months; month++) {
            const list = 18_000 * multiple(month, change / 100);
            total += list >= floor * 1_000 * (1 - 1e-12) ? list * (1 - discount / 100) : list;
          }
          const cost = plan.term === undefined ? plan.effectiveCost * months : plan.term.totalCost;
          expect(cost / total).toBeCloseTo(1, 6);
        },
      ),
      { numRuns: 8 },
    );
  }, 120_000);

  test('that stay are no statement, to the last digit', async () => {
    const offers = contract(12_000, 14_000, '20%');
    const none = await decided(work('', 12, '1B', 'growth: 2%'), offers, '--format', 'json');
    for (const still of ['0%', '{ heir: 0%, north: 0% }']) {
      const said = await decided(work(`listPriceChange: ${still}`, 12, '1B', 'growth: 2%'), offers, '--format', 'json');
      expect(said).toBe(none);
    }
  });

  test('of twice the work, on twice the floor, are twice the cost, in whatever order it stands', async () => {
    const of = (tokens: string, floor: number, turned: boolean) => {
      const work = ['riser', 'heir'].map(
        (model) => `  - { name: ${model}, model: ${model}, tokens: { input: ${tokens}, output: ${tokens} } }`,
      );
      const lines = (turned ? work.toReversed() : work).join('\n');
      const profile = `start: 2026-12\nmonths: 14\n${CERTAIN}\nlistPriceChange: { south: -30%, riser: 12% }\nworkloads:\n${lines}\n`;
      return asJson(profile, contract(floor, 0, '15%'));
    };
    const [once, twice, turned] = await Promise.all([
      of('1B', 15_000, false),
      of('2B', 30_000, false),
      of('1B', 15_000, true),
    ]);
    expect(twice.plan.term.totalCost).toBeCloseTo(2 * once.plan.term.totalCost, 1);
    expect(turned.plan.term.totalCost).toBe(once.plan.term.totalCost);
  });

  test('are a driver: how far they would have to fall for another plan', async () => {
    const { plan, drivers } = await asJson(work('', 12), contract(12_000, 14_400, '20%'));
    expect(plan.contracts).toMatchObject([{ provider: 'south', commitment: 14_400 }]);
    const { low } = drivers.find(({ code }: { code: string }) => code === 'listPriceChange');
    // Twelve months of 14,400, and 18,000 x (12 + 5.5 c) at list: the same at c = -2.4 / 5.5.
    const same = -2.4 / 5.5;
    expect(low.breakEven.level).toBeLessThan(same + 0.001);
    expect(low.breakEven.holdsUntil).toBeGreaterThan(same - 0.001);
    expect(low.breakEven.holdsUntil - low.breakEven.level).toBeLessThan(0.003);
    expect(low.breakEven.text).toContain('below about -');
  });

  test('are said, and so is that none are', async () => {
    const offers = contract(12_000, 0, '20%');
    const page = async (trend: string) => (await decided(work(trend, 24), offers, '--explain')).replace(/\s+/g, ' ');
    expect(await page('listPriceChange: { south: -24%, riser: 5% }')).toContain(
      'List prices are taken to change: those of south fall by 24% a year and those of riser rise by 5% a year from 2026-12 on',
    );
    expect(await page('listPriceChange: -24%')).toContain(
      'List prices are taken to fall by 24% a year from 2026-12 on',
    );
    expect(await page('')).toContain('List prices are taken to stay over the 24 months but for what is announced');
  });

  test('of a name that the card has not are refused, with what was meant', async () => {
    const { exitCode, stderr } = await run(
      ['decide', ...CARD, '--profile', '-'],
      work('listPriceChange: { sooth: -5% }', 12),
    );
    expect([exitCode, stderr.replace(/\s+/g, ' ')]).toEqual([2, expect.stringContaining('did you mean south')]);
  });
});

describe('prices under a contract where list prices are expected to move', () => {
  const noted = async (trend: string, months: number, offers: string) => {
    const { warnings } = await asJson(work(`listPriceChange: ${trend}`, months), offers);
    const text = warnings.map((each: string | { text: string }) => (typeof each === 'string' ? each : each.text));
    return text.filter((each: string) => /^The prices under the contract|^List prices rise/.test(each));
  };

  test('cost more where they stay while lists fall, by the dollar, and another plan is better then', async () => {
    // Twelve months of 18,000 x (1 - 0.04 m): 168,480 at list, 134,784 at 20% off; months at list from the sixth on, where
    // 14,400 is more: 5 x 14,400 + 18,000 x (7 - 0.04 x 56) = 157,680, so 1,908 a month more than 11,232.
    expect(await noted('-48%', 12, contract(10_000, 0, '20%'))).toEqual([
      'The prices under the contract with South are taken to fall with the list prices you expect. Where they stay as they begin it costs $1,908 a month more: have it written down that they follow.',
    ]);
    // A commitment of 14,400 uses up the same then; at 10,000 of list nobody would sign a commitment that falls behind.
    expect(await noted('-48%', 12, contract(10_000, 9_000, '20%'))).toHaveLength(1);
  });

  test('never cost less where they stay while lists fall: month by month what they would have fallen by, up to list', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 5, max: 80 }), fc.integer({ min: 5, max: 40 }), async (fall, discount) => {
        const months = 12;
        let kept = 0;
        for (let month = 0; month < months; month++) {
          const list = 18_000 * multiple(month, -fall / 100);
          const rate = 1 - discount / 100;
          kept += (Math.min(18_000 * rate, list) - list * rate) / months;
        }
        const [said] = await noted(`-${fall}%`, months, contract(1, 0, `${discount}%`));
        const dollars = Number(/costs \$([\d,]+) a month more/.exec(said)?.[1]?.replaceAll(',', ''));
        expect(Math.abs(dollars - kept)).toBeLessThanOrEqual(0.5 + 1e-6);
      }),
      { numRuns: 4 },
    );
  }, 120_000);

  test('are worth keeping as they begin while lists rise', async () => {
    // 18,000 x 0.8 x (0.02 m) on average: 5.5 x 0.02 x 14,400 = 1,584 a month.
    expect(await noted('24%', 12, contract(10_000, 0, '20%'))).toEqual([
      'List prices rise. A clause that prices under the contract with South do not rise with them in the term (priceProtection) is worth $1,584 a month: ask for it.',
    ]);
    expect(await noted('0%', 12, contract(10_000, 0, '20%'))).toEqual([]);
  });
});
