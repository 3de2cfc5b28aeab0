import { describe, expect, test } from 'vitest';
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
    // Two months at 60,000, then 30,000 a month; 12,000 for four months, 18,000 at the successor after; 12,000, which goes
    // on at its last price; all of it 2% more each month, 10% off from 50,000 of list spend.
    expect(plan.effectiveCost).toBe(63_044.68);
    expect(plan.term.contracts).toMatchObject([{ commitment: 0, discount: 0.1 }]);
  });

  test('the page says from when which prices count, and what is taken to go on', async () => {
    const profile = ['--profile', 'fixtures/profiles/term/moving-prices.yaml'];
    const { stdout } = await run(['decide', ...CARD, ...profile]);
    const page = stdout.replace(/\s+/g, ' ');
    expect(page).toContain('The term is taken to run from 2026-12, each month at the prices announced for it');
    expect(page).toContain('they change on 2027-02-01 (faller) and 2027-04-01 (leaver)');
    expect(page).toContain(
      'Nothing is named that answers for orphan from 2027-05-01 on: its work is taken to cost what it did before.',
    );
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
