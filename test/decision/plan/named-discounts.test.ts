import { describe, expect, test } from 'vitest';
import { fileOf } from '../../support/folders.ts';
import fc from '../../support/laws.ts';
import { run } from '../../support/transcript.ts';

// A million tokens in and one out list at 24 dollars of riser (24,000 a billion), 12 of leaver, 60 of faller.
const CARD = ['--card', 'fixtures/cards/moving-prices.yaml', '--as-of', '2026-01-15'];

interface Stream {
  readonly model: 'leaver' | 'faller';
  readonly millions: number;
}
const LIST = { leaver: 12, faller: 60 };

const profileOf = (streams: readonly Stream[], more = '') =>
  `${more}\nworkloads:\n${streams.map(({ model, millions }, index) => `  - { name: w${index}, model: ${model}, tokens: { input: ${millions}M, output: ${millions}M } }\n`).join('')}`;

interface Deal {
  readonly commitment: number;
  readonly floor: number;
  readonly discount: number;
  readonly named: Partial<Record<Stream['model'], number>>;
  /** Off list through a reseller. */
  readonly resold: number;
  readonly band: number;
}

/** South offers one band of its own, and proposes a contract that names models. */
function argsOf({ commitment, floor, discount, named, resold, band }: Deal): string[] {
  const offers = `aggregators:\n  mart: { name: Mart, discounts: { leaver: ${resold}%, faller: ${resold}% }, ground: quoted }\ncontracts:\n  - { provider: south, floor: { low: ${floor}, high: 990_000 }, fulfilment: monthly, overage: contract, bands: [{ commitment: 0, discount: ${band}% }] }\n`;
  const names = Object.entries(named).map(([model, share]) => `${model}: ${share}%`);
  const proposal = `provider: south\ncommitment: ${commitment}\nper: month\ndiscount: ${discount}%\ndiscounts: { ${names.join(', ')} }\ntermMonths: 12\nfulfilment: monthly\noverage: contract\n`;
  return [...CARD, '--offers', fileOf(offers), '--proposal', fileOf(proposal)];
}

async function decided(profile: string, deal: Deal, ...more: readonly string[]) {
  const args = ['decide', ...argsOf(deal), '--profile', '-', '--quiet', ...more];
  const { stdout, exitCode, stderr } = await run(args, profile);
  expect([exitCode, stderr]).toEqual([0, '']);
  return stdout;
}

const asJson = async (profile: string, deal: Deal) => JSON.parse(await decided(profile, deal, '--format', 'json'));

/** The least that anything costs: nothing signed, the band, or the proposal, and each stream there or not. */
function leastOf(streams: readonly Stream[], { commitment, floor, discount, named, resold, band }: Deal): number {
  const lists = streams.map(({ model, millions }) => LIST[model] * millions);
  const outside = lists.map((list) => list * (1 - resold / 100));
  let least = outside.reduce((total, each) => total + each, 0);
  for (let direct = 1; direct < 2 ** streams.length; direct++) {
    const isDirect = (index: number) => (direct >> index) % 2 === 1;
    const sum = (of: (index: number) => number) =>
      streams.reduce((total, _, index) => total + (isDirect(index) ? of(index) : 0), 0);
    const beside = outside.reduce((total, each, index) => total + (isDirect(index) ? 0 : each), 0);
    const list = sum((index) => lists[index] as number);
    if (list < floor) continue;
    const proposed = sum((index) => {
      const { model } = streams[index] as Stream;
      return (lists[index] as number) * (1 - (named[model] ?? discount) / 100);
    });
    least = Math.min(least, beside + list * (1 - band / 100), beside + Math.max(commitment, proposed));
  }
  return least;
}

const streams = fc.array(
  fc.record({
    model: fc.constantFrom('leaver' as const, 'faller' as const),
    millions: fc.integer({ min: 50, max: 900 }),
  }),
  { minLength: 1, maxLength: 4 },
);
const share = fc.integer({ min: 1, max: 45 });
const deals = fc.record({
  commitment: fc.constantFrom(0, 0, 8_000, 20_000, 45_000),
  floor: fc.constantFrom(1, 15_000),
  discount: share,
  named: fc.record({ leaver: share, faller: share }, { requiredKeys: ['leaver'] }),
  resold: fc.integer({ min: 0, max: 30 }),
  band: fc.integer({ min: 1, max: 30 }),
});

describe('a proposal that names models at discounts of their own', () => {
  test('is in the cheapest plan what each model costs under it', async () => {
    await fc.assert(
      fc.asyncProperty(streams, deals, async (work, stated) => {
        // A floor is held against list dollars: beside a commitment it is out of the way here.
        const deal = stated.commitment > 0 ? { ...stated, floor: 1 } : stated;
        const { plan } = await asJson(profileOf(work), deal);
        expect(plan.effectiveCost).toBeCloseTo(leastOf(work, deal), 4);
        const rows = plan.workloads.reduce(
          (total: number, each: { monthlyCost: number }) => total + each.monthlyCost,
          0,
        );
        const short = plan.contracts.reduce((total: number, each: { shortfall: number }) => total + each.shortfall, 0);
        expect(plan.effectiveCost).toBeCloseTo(rows + short, 4);
        const direct = plan.workloads.filter(({ channel }: { channel: string }) => channel === 'direct');
        const paid = direct.reduce((total: number, each: { monthlyCost: number }) => total + each.monthlyCost, 0);
        for (const { contractedCost } of plan.contracts) expect(contractedCost).toBeCloseTo(paid, 4);
      }),
      { numRuns: 14 },
    );
  }, 120_000);

  test('is that in the months of a term too', async () => {
    await fc.assert(
      fc.asyncProperty(streams, deals, fc.integer({ min: 0, max: 4 }), async (work, stated, growth) => {
        const deal = { ...stated, floor: 1, resold: 0, band: 1 };
        const more = `start: 2026-02\nmonths: 6\ngrowth: ${growth}%\ndemand: { p10: 1, p50: 1, p90: 1 }`;
        const { plan } = await asJson(profileOf(work, more), deal);
        const months = Array.from({ length: 6 }, (_, month) => (1 + growth / 100) ** month);
        const own = (bought: (total: number, proposed: number) => number) =>
          months.reduce((total, volume) => {
            const [list, proposed] = work.reduce(
              ([all, under], { model, millions }) => {
                const at = volume * LIST[model] * millions;
                return [all + at, under + at * (1 - (deal.named[model] ?? deal.discount) / 100)];
              },
              [0, 0],
            );
            return total + bought(list, proposed);
          }, 0);
        const least = Math.min(
          own((list) => list * 0.99),
          // What is bought where may change: the part of a commitment that work does not use up is due.
          own((_, proposed) => Math.max(deal.commitment, proposed)),
        );
        const found = 6 * plan.effectiveCost;
        expect(Math.abs(found - least)).toBeLessThan(0.06);
        const list = work.reduce((total, { model, millions }) => total + LIST[model] * millions, 0);
        const mean = months.reduce((total, volume) => total + volume * list, 0) / months.length;
        for (const { cost, listSpend } of plan.term?.contracts ?? []) {
          expect(Math.abs(cost * 6 - found)).toBeLessThan(0.1);
          expect(Math.abs(listSpend - mean)).toBeLessThan(0.02);
        }
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  test('costs what it does without naming them where it names them at its discount', async () => {
    const work: Stream[] = [
      { model: 'leaver', millions: 700 },
      { model: 'faller', millions: 200 },
    ];
    const deal = { commitment: 9_000, floor: 1, discount: 20, named: {}, resold: 0, band: 1 };
    const { plan } = await asJson(profileOf(work), deal);
    const same = await asJson(profileOf(work), { ...deal, named: { leaver: 20, faller: 20 } });
    expect(same.plan.effectiveCost).toBe(plan.effectiveCost);
    expect(same.plan.workloads).toEqual(plan.workloads);
  });

  test('is said where it is signed, and in the answer to the vendor', async () => {
    const work: Stream[] = [
      { model: 'leaver', millions: 700 },
      { model: 'faller', millions: 200 },
    ];
    const deal = { commitment: 9_000, floor: 1, discount: 20, named: { leaver: 40 }, resold: 0, band: 1 };
    const page = await decided(profileOf(work), deal, '--explain');
    // 8,400 at 40% off and 12,000 at 20% off.
    expect(page.replace(/\s+/g, ' ')).toContain(
      'South: 20% off (leaver 40%) with a commitment of $9,000 a month; $20,400.00 of list spend (the floor is $1) costs $14,640.00.',
    );
    expect(page.replace(/\s+/g, ' ')).toContain(
      'What everything costs counts the discount of each model; tables, walk-away and odds of this proposal take 20% off all of them.',
    );
    const { plan, proposals } = await asJson(profileOf(work), deal);
    expect(plan.contracts[0]).toMatchObject({
      discount: 0.2,
      discounts: [{ model: 'leaver', discount: 0.4 }],
      listSpend: 20_400,
      contractedCost: 14_640,
      shortfall: 0,
    });
    expect(proposals[0]).toMatchObject({ discount: 0.2, discounts: [{ model: 'leaver', discount: 0.4 }] });
    expect(proposals[0].plans.signed.effectiveCost).toBe(14_640);
  });

  test('that names no model of the card, or one of another provider, is refused', async () => {
    const deal = { commitment: 0, floor: 1, discount: 20, named: {}, resold: 0, band: 1 };
    const args = argsOf(deal).slice(0, -1);
    for (const [name, words] of [
      ['nobody', 'the card has no model of that name'],
      ['riser', 'which north makes and not south'],
    ] as const) {
      const file = fileOf(`provider: south\ncommitment: 0\nper: month\ndiscount: 20%\ndiscounts: { ${name}: 10% }\n`);
      const { exitCode, stderr } = await run(
        ['decide', ...args, file, '--profile', '-'],
        profileOf([{ model: 'leaver', millions: 10 }]),
      );
      expect(exitCode).toBe(2);
      expect(stderr.replace(/\s+/g, ' ')).toContain(words);
    }
  });
});
