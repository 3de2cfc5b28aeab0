import { describe, expect, test } from 'vitest';
import fc from '../../support/laws.ts';
import { run } from '../../support/transcript.ts';

const CARD = ['--card', 'fixtures/cards/moving-prices.yaml', '--as-of', '2026-11-27'];
const RISING = ['--profile', 'fixtures/profiles/term/dearer-in-march.yaml'];
const FLOOR = ['--offers', 'fixtures/offers/term/from-thirty-thousand.yaml'];

async function decided(...more: readonly string[]) {
  const { stdout } = await run(['decide', ...CARD, ...more, '--format', 'json', '--quiet']);
  return JSON.parse(stdout);
}

// Expected values by hand: every price of the card is round.
describe('prices that change inside the term enter the plan', () => {
  test('a price that rises on the 11th of March counts from that day, and opens the floor in that month', async () => {
    const { plan } = await decided(...RISING, ...FLOOR);
    // Three months at 24,000, March at 10/31 of 24,000 and 21/31 of 48,000, eight months at 48,000; 20% off from March on.
    expect([plan.term.months, plan.term.totalCost]).toEqual([12, 411_406.45]);
    expect(plan.term.contracts).toMatchObject([{ provider: 'north', commitment: 0, discount: 0.2, opens: 4 }]);
    expect([plan.term.firstMonthCost, plan.baselineCost]).toEqual([24_000, 41_354.84]);
  });

  test('nothing is cheaper in expectation, and doing nothing costs the list price of each month', async () => {
    const { plan, risk } = await decided(...RISING, ...FLOOR);
    const [own] = risk.alternatives;
    expect(Math.min(...risk.alternatives.map((each: { expectedCost: number }) => each.expectedCost))).toBe(
      own.expectedCost,
    );
    const nothing = risk.alternatives.find(({ kind }: { kind: string }) => kind === 'doNothing');
    // A spread of 25% is assumed: exp(0.25^2 / 2) times the median.
    expect(nothing.expectedCost / plan.baselineCost).toBeCloseTo(Math.exp(0.03125), 4);
  });

  test('a commitment that only the prices of today fill is not signed', async () => {
    const profile = ['--profile', 'fixtures/profiles/term/moving-prices.yaml'];
    const { plan } = await decided(...profile, '--offers', 'fixtures/offers/term/falls-under.yaml');
    // Two months at 60,000, then 30,000 a month; 12,000 for four months, 18,000 at the successor after; 12,000 for five
    // months, and no price after; all of it 2% more each month, 10% off from 50,000 of list spend.
    expect([plan.effectiveCost, plan.complete]).toEqual([55_657.44, false]);
    expect(plan.term.contracts).toMatchObject([{ commitment: 0, discount: 0.1 }]);
  });

  test('the page says from when which prices count, and what has none', async () => {
    const profile = ['--profile', 'fixtures/profiles/term/moving-prices.yaml'];
    const { stdout } = await run(['decide', ...CARD, ...profile]);
    const page = stdout.replace(/\s+/g, ' ');
    expect(page).toContain('The term is taken to run from 2026-12, each month at the prices announced for it');
    expect(page).toContain('they change on 2027-02-01 (faller) and 2027-04-01 (leaver)');
    expect(page).toContain('Nothing is named that answers for orphan from 2027-05-01 on: it is in no amount from then');
  });

  test('a term of one month, and one that ends before the change, are plans of a month', async () => {
    const short = `months: 1\nstart: 2026-12\nworkloads:\n  - { name: a, model: riser, tokens: { input: 1B, output: 1B } }\n`;
    const three = short.replace('months: 1', 'months: 3');
    for (const profile of [short, three]) {
      const { stdout } = await run(
        ['decide', ...CARD, '--profile', '-', ...FLOOR, '--format', 'json', '--quiet'],
        profile,
      );
      const { plan } = JSON.parse(stdout);
      expect([plan.term, plan.effectiveCost]).toEqual([null, 24_000]);
    }
  });

  test('what changes before the first month is a price of that month', async () => {
    const profile = `start: 2027-04\nmonths: 6\nworkloads:\n  - { name: a, model: riser, tokens: { input: 1B, output: 1B } }\n`;
    const { stdout } = await run(
      ['decide', ...CARD, '--profile', '-', ...FLOOR, '--format', 'json', '--quiet'],
      profile,
    );
    expect(JSON.parse(stdout).plan).toMatchObject({ effectiveCost: 38_400, term: { firstMonthCost: 38_400 } });
  });

  test('a proposal is expected to cost what the prices of its term make of it', async () => {
    const proposal = ['--proposal', 'fixtures/proposals/north.yaml'];
    const { proposals } = await decided(...RISING, ...FLOOR, ...proposal);
    // Unsigned is list: 41,354.84 a month times exp(0.25^2 / 2).
    expect(proposals[0].plans.unsigned.expectedCost / 41_354.84).toBeCloseTo(Math.exp(0.03125), 4);
  });
});

describe('within a commitment that is settled over a year', () => {
  test('a month moves to what is cheaper elsewhere once the commitment is used up', async () => {
    const profile = `demand: { p10: 1, p50: 1, p90: 1 }\nstart: 2026-03\nmonths: 12\nworkloads:\n  - { name: a, model: riser, tokens: { input: 500M, output: 500M } }\n  - { name: b, model: riser, tokens: { input: 500M, output: 500M } }\n`;
    const offers = ['--offers', 'fixtures/offers/term/over-at-list.yaml', '--as-of', '2026-02-01'];
    const card = ['--card', 'fixtures/cards/moving-prices.yaml'];
    const { stdout } = await run(
      ['decide', ...card, ...offers, '--profile', '-', '--format', 'json', '--quiet'],
      profile,
    );
    // 180,000 a year cover 240,000 of list, twenty months of a stream of 12,000; the other four are 15% off elsewhere.
    expect(JSON.parse(stdout).plan).toMatchObject({ effectiveCost: 18_400, term: { totalCost: 220_800 } });
  });
});

describe('a model that ends with nothing named after it', () => {
  // Without a contract and with levers off there is nothing to choose: a plan costs what the months of an estimate do.
  const NO_CONTRACT = ['--offers', 'fixtures/offers/term/no-contracts.yaml'];
  const dozen = fc.integer({ min: 1, max: 12 });
  const starts = fc.constantFrom('2026-12', '2027-01', '2027-03', '2027-04');
  const models = fc.array(fc.constantFrom('riser', 'faller', 'leaver', 'orphan'), { minLength: 1, maxLength: 4 });

  test('the months of a plan at list are those of an estimate, to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(models, dozen, starts, fc.constantFrom(0, 3, -4), async (names, months, start, growth) => {
        const rows = names.map(
          (model, at) => `  - { name: w${at}, model: ${model}, tokens: { input: ${at + 1}B, output: 1B } }`,
        );
        const profile = `start: ${start}\nmonths: ${months}\ngrowth: ${growth}%\nworkloads:\n${rows.join('\n')}\n`;
        const line = ['--profile', '-', ...CARD, ...NO_CONTRACT, '--format', 'json', '--quiet'];
        const [plan, months_] = await Promise.all(
          ['decide', 'estimate'].map((command) => run([command, ...line], profile)),
        );
        const { term, effectiveCost, complete } = JSON.parse(plan?.stdout ?? '').plan;
        const { schedule } = JSON.parse(months_?.stdout ?? '');
        const whole = term?.totalCost ?? effectiveCost * months;
        expect(Math.abs(whole - schedule.total.listCost)).toBeLessThanOrEqual(0.011);
        expect([complete, plan?.exitCode]).toEqual([schedule.total.complete, months_?.exitCode]);
      }),
      { numRuns: 25 },
    );
  });

  test('work with an alternative is bought as that from then, and only that has a price where its model has ended before', async () => {
    const profile = (start: string) =>
      `start: ${start}\nmonths: 6\nworkloads:\n  - { name: a, model: orphan, tokens: { input: 1B, output: 1B }, alternatives: [{ model: heir, tokenFactor: 1 }] }\n`;
    const line = ['decide', ...CARD, ...NO_CONTRACT, '--profile', '-', '--format', 'json', '--quiet'];
    const over = await run(line, profile('2027-03'));
    // Two months at 12,000 and four at 18,000; nothing of it has no price.
    expect(JSON.parse(over.stdout).plan).toMatchObject({ complete: true, term: { totalCost: 96_000, gaps: [] } });
    const after = await run(line, profile('2027-06'));
    expect(JSON.parse(after.stdout).plan).toMatchObject({
      complete: true,
      effectiveCost: 18_000,
      baselineCost: 18_000,
    });
    expect([over.exitCode, after.exitCode]).toEqual([0, 0]);
  });

  test('work whose model has ended before its first month is left out, as anything without a price', async () => {
    const profile = `start: 2027-06\nmonths: 6\nworkloads:\n  - { name: a, model: orphan, tokens: { input: 1B, output: 1B } }\n  - { name: b, model: heir, tokens: { input: 1B, output: 1B } }\n`;
    const line = ['decide', ...CARD, ...NO_CONTRACT, '--profile', '-'];
    const { stdout, exitCode } = await run([...line, '--format', 'json', '--quiet'], profile);
    expect(JSON.parse(stdout).plan).toMatchObject({ complete: false, unpriced: ['a'], effectiveCost: 18_000 });
    expect(exitCode).toBe(4);
    const page = (await run(line, profile)).stdout.replace(/\s+/g, ' ');
    expect(page).toContain('left out: a (nothing is named that answers for orphan from 2027-05-01 on)');
    expect(page).toContain('a: orphan is served until 2027-04-30');
  });

  test('a commitment is not filled by work that has no price any more', async () => {
    const profile = `demand: { p10: 1, p50: 1, p90: 1 }\nstart: 2027-01\nmonths: 12\nworkloads:\n  - { name: a, model: orphan, tokens: { input: 5B, output: 5B } }\n`;
    const { stdout } = await run(
      [
        'decide',
        ...CARD,
        '--profile',
        '-',
        '--offers',
        'fixtures/offers/term/falls-under.yaml',
        '--format',
        'json',
        '--quiet',
      ],
      profile,
    );
    // Four months of 60,000 at 10% off, and nothing after: 65,000 committed to would be owed for twelve.
    const { plan } = JSON.parse(stdout);
    expect(plan.term).toMatchObject({ totalCost: 216_000, contracts: [{ commitment: 0 }] });
  });
});
