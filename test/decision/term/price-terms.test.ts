import { describe, expect, test } from 'vitest';
import { fileOf } from '../../support/folders.ts';
import fc from '../../support/laws.ts';
import { run } from '../../support/transcript.ts';

const CARD = ['--card', 'fixtures/cards/moving-prices.yaml', '--as-of', '2026-11-27'];

/** One stream of a billion tokens in and out a month, of which nothing is uncertain. */
const work = (model: string, months = 12, more = '') =>
  `start: 2026-12\nmonths: ${months}\ndemand: { p10: 1, p50: 1, p90: 1 }\n${more}\nworkloads:\n  - { name: a, model: ${model}, tokens: { input: 1B, output: 1B } }\n`;

const contracts = (clauses: string, commitment: number | string = 0, floor: number | string = 1, discount = '20%') =>
  ['south', 'north']
    .map(
      (provider) =>
        `  - { provider: ${provider}, floor: { low: ${floor}, high: 990_000 }, fulfilment: monthly, overage: contract${clauses}, bands: [{ commitment: ${commitment}, discount: ${discount} }] }\n`,
    )
    .join('');

async function decided(profile: string, offers: string, ...more: readonly string[]) {
  const args = ['decide', ...CARD, '--offers', fileOf(`contracts:\n${offers}`), '--profile', '-', ...more];
  const { stdout, exitCode, stderr } = await run([...args, '--quiet'], profile);
  expect([exitCode, stderr]).toEqual([0, '']);
  return stdout;
}

const asJson = async (profile: string, offers: string, ...more: readonly string[]) =>
  JSON.parse(await decided(profile, offers, '--format', 'json', ...more));

const total = async (profile: string, offers: string): Promise<number> => {
  const { plan } = await asJson(profile, offers);
  return plan.term.totalCost;
};

/** What is said of clauses on prices beside a plan. */
async function said(profile: string, offers: string): Promise<string[]> {
  const { warnings } = await asJson(profile, offers);
  return warnings
    .filter(({ code }: { code: string }) => code === 'clauseOfContract')
    .map(({ text }: { text: string }) => text);
}

describe('models that take the place of others under a contract', () => {
  // 12,000 at list for four months, then 18,000 for eight: 192,000 in all.
  test.each([
    ['', '153600'],
    [', newerModels: included', '153600'],
    [', newerModels: excluded', String(0.8 * 48_000 + 144_000)],
    [', newerModels: 10%', String(0.8 * 48_000 + 0.9 * 144_000)],
    // The contract gives newer models more than the others.
    [', newerModels: 25%', String(0.8 * 48_000 + 0.75 * 144_000)],
  ])('cost what%s says', async (clause, cost) => {
    expect(await total(work('leaver'), contracts(clause))).toBe(Number(cost));
  });

  test('draw a commitment down by what they cost', async () => {
    // 10,000 of 12,000 x 0.8 are paid for four months; then 18,000 at list, or 16,200 at 10% off, use it up.
    const under = (clause: string) => total(work('leaver'), contracts(clause, 10_000));
    expect(await under('')).toBe(4 * 10_000 + 8 * 14_400);
    expect(await under(', newerModels: 10%')).toBe(4 * 10_000 + 8 * 16_200);
  });

  test('are worth the discount on the months after the change, said beside the plan where nobody says it', async () => {
    expect(await said(work('leaver'), contracts(''))).toEqual([
      'The discount of the contract with South is taken to hold for heir, which takes the place of leaver. Where it ends with the model it costs $2,400 a month more: have it written down that it holds (newerModels: included).',
    ]);
    expect(await said(work('leaver'), contracts(', newerModels: included'))).toEqual([]);
    expect(await said(work('leaver'), contracts(', newerModels: 10%'))).toEqual([
      'The contract with South has its own word for newer models (newerModels): the discount on heir, which takes the place of leaver, would be worth $1,200 a month more.',
    ]);
    expect(await said(work('heir'), contracts(''))).toEqual([]);
  });
});

describe('prices that do not rise with list prices', () => {
  // 24,000 at list, 48,000 from 2027-03-11: 3 months, 10 of 31 days, the rest and 8 months.
  const rising = 3 * 24_000 + (24_000 * 10 + 48_000 * 21) / 31 + 8 * 48_000;

  test('count in the plan, and are worth what the rise costs', async () => {
    expect(await total(work('riser'), contracts(''))).toBeCloseTo(0.8 * rising, 2);
    expect(await total(work('riser'), contracts(', priceProtection: true'))).toBe(230_400);
    const worth = Math.round((0.8 * (rising - 12 * 24_000)) / 12).toLocaleString('en-US');
    expect(await said(work('riser'), contracts(''))).toEqual([
      `List prices rise. A clause that prices under the contract with North do not rise with them in the term (priceProtection) is worth $${worth} a month: ask for it.`,
    ]);
    expect(await said(work('riser'), contracts(', priceProtection: true'))).toEqual([
      `List prices rise, and prices under the contract with North do not rise with them in the term (priceProtection): that is worth $${worth} a month.`,
    ]);
  });

  test('follow list prices that fall', async () => {
    const offers = (clause: string) => contracts(clause);
    expect(await total(work('faller'), offers(', priceProtection: true'))).toBe(
      await total(work('faller'), offers('')),
    );
    // Two months of 60,000, ten of 30,000.
    expect(await total(work('faller'), offers(', priceProtection: true'))).toBe(0.8 * (2 * 60_000 + 10 * 30_000));
    expect(await said(work('faller'), offers(''))).toEqual([]);
  });
});

describe('laws of clauses on prices', () => {
  const models = fc.constantFrom('leaver', 'riser', 'faller', 'heir');
  const trend = fc.integer({ min: -40, max: 40 });
  const discount = fc.integer({ min: 5, max: 40 });

  test('one that gives is never dearer, one that takes never cheaper, and the neutral ones change no byte of the plan', async () => {
    await fc.assert(
      fc.asyncProperty(
        models,
        trend,
        discount,
        fc.integer({ min: 2, max: 20 }),
        fc.constantFrom(0, 5_000, 15_000),
        async (model, change, off, months, commitment) => {
          const profile = work(model, months, `listPriceChange: ${change}%`);
          const offers = (clause: string) => contracts(clause, commitment, 1, `${off}%`);
          const planOf = async (clause: string) => (await asJson(profile, offers(clause))).plan;
          const cost = ({ term, effectiveCost }: Awaited<ReturnType<typeof planOf>>) =>
            term?.effectiveCost ?? effectiveCost;
          const plain = await planOf('');
          expect(await planOf(', newerModels: included, priceProtection: false')).toEqual(plain);
          expect(await planOf(`, newerModels: ${off}%`)).toEqual(plain);
          expect(cost(await planOf(', priceProtection: true'))).toBeLessThanOrEqual(cost(plain) + 0.01);
          expect(cost(await planOf(', newerModels: excluded'))).toBeGreaterThanOrEqual(cost(plain) - 0.01);
        },
      ),
      { numRuns: 6 },
    );
  }, 120_000);

  test('each month is what its clauses make of it', async () => {
    await fc.assert(
      fc.asyncProperty(
        trend,
        discount,
        discount,
        fc.integer({ min: 5, max: 24 }),
        fc.boolean(),
        async (change, off, newer, months, kept) => {
          const multiple = (month: number) =>
            (1 + change / 100) ** Math.floor(month / 12) * (1 + ((change / 100) * (month % 12)) / 12);
          let sum = 0;
          for (let month = 0; month < months; month++) {
            const own = 12_000 * (kept ? Math.min(1, multiple(month)) : multiple(month));
            const list = month < 4 ? 12_000 : 18_000;
            const under = month < 4 ? own * (1 - off / 100) : list * multiple(month) * (1 - newer / 100);
            sum += Math.min(under, list * multiple(month));
          }
          const clause = `, newerModels: ${newer}%, priceProtection: ${kept}`;
          const found = await total(
            work('leaver', months, `listPriceChange: ${change}%`),
            contracts(clause, 0, 1, `${off}%`),
          );
          expect(found / sum).toBeCloseTo(1, 6);
        },
      ),
      { numRuns: 8 },
    );
  }, 120_000);
});

describe('clauses on prices in a proposal', () => {
  const proposal = (clause = '') =>
    fileOf(`provider: south\ncommitment: 0\nper: month\ndiscount: 20%\ntermMonths: 12\n${clause}`);
  const none = '  - { provider: south, bands: [] }\n  - { provider: north, bands: [] }\n';
  const audited = async (clause: string) => {
    const { proposals } = await asJson(work('leaver'), none, '--proposal', proposal(clause));
    return proposals[0];
  };

  test('count where they are stated, cost what they cost where they are not, and have their dollars among the clauses', async () => {
    const open = await audited('');
    // The usual floor is 50,000: out of reach, and waived to judge by.
    expect(open.plans.signed.expectedCost).toBe(12_800);
    expect(open.unstated).toMatchObject([{ term: 'newerModels', costs: 2_400 }]);
    expect(open.clauses).toContainEqual(
      expect.objectContaining({ kind: 'newerModels', granted: true, assumed: true, worth: 2_400 }),
    );
    const excluded = await audited('newerModels: excluded');
    expect(excluded.plans.signed.expectedCost).toBe(15_200);
    expect(excluded.unstated).toEqual([]);
    expect(excluded.clauses).toContainEqual(
      expect.objectContaining({ kind: 'newerModels', granted: false, worth: 2_400 }),
    );
    const included = await audited('newerModels: included');
    expect([included.plans, included.unstated]).toEqual([open.plans, []]);
  });

  test('and as a band of its offer it is the same plan', async () => {
    for (const clause of ['newerModels: 10%', 'priceProtection: true', 'newerModels: excluded']) {
      const { plan } = await asJson(work('leaver'), contracts(`, ${clause}`, 9_000, 1));
      const file = fileOf(
        `provider: south\ncommitment: 9_000\nper: month\ndiscount: 20%\ntermMonths: 12\nfulfilment: monthly\noverage: contract\n${clause}\n`,
      );
      const offers =
        '  - { provider: south, floor: { low: 1, high: 990_000 }, bands: [{ commitment: 900_000, discount: 1% }] }\n';
      const given = await asJson(work('leaver'), offers, '--proposal', file);
      expect(given.plan.term.totalCost).toBe(plan.term.totalCost);
    }
  });
});
