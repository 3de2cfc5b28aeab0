import { describe, expect, test } from 'vitest';
import { fileOf } from '../../support/folders.ts';
import { run } from '../../support/transcript.ts';

async function decided(profile: string, offers: string) {
  const files = [
    '--profile',
    `fixtures/profiles/term/${profile}.yaml`,
    '--offers',
    `fixtures/offers/term/${offers}.yaml`,
  ];
  const { stdout } = await run(['decide', ...files, '--as-of', '2026-11-27', '--format', 'json', '--quiet']);
  return JSON.parse(stdout);
}

// Expected values by hand, and for uncertain demand by numeric integration in Python.
describe('the plan is the one of least expected cost over its term', () => {
  test('a commitment for three years is not signed for volume that falls away under it', async () => {
    const { plan, risk } = await decided('falling', 'three-years');
    // 0.85 x 80,000 x (1 - 0.96^36) / (36 x 0.04)
    expect([plan.contracts, plan.term.contracts, plan.effectiveCost]).toEqual([[], [], 36_360.2]);
    expect([plan.term.months, plan.term.totalCost, plan.term.firstMonthCost]).toEqual([36, 1_308_967.09, 68_000]);
    expect(risk.probabilityRight).toBeGreaterThan(0.99);
    const signed = risk.alternatives.find((each: { text: string }) => each.text === 'Anthropic signed');
    expect(Math.abs(signed.expectedCost - risk.alternatives[0].expectedCost - 22_616)).toBeLessThan(30);
  });

  test('a year in one pool loses nothing that a month leaves and another uses', async () => {
    const { plan, risk } = await decided('growing-surely', 'one-pool');
    // 0.7 x 60,000 x (1.08^12 - 1) / (12 x 0.08), above the 600,000 a year.
    expect(plan.effectiveCost).toBe(66_419.94);
    expect(plan.term.contracts).toMatchObject([{ commitment: 50_000, windowMonths: 12, shortfall: 0, begins: 1 }]);
    expect(risk.contracts).toMatchObject([{ thinMonthProbability: 0, expectedShortfall: 0 }]);
    expect(risk.worstMonth).toBeCloseTo(66_419.94, 0);
  });

  test('the larger commitment where growth and demand use it up', async () => {
    const { plan, risk } = await decided('outgrown', 'two-commitments');
    expect(plan.contracts).toMatchObject([{ commitment: 200_000, discount: 0.295 }]);
    const [own, ...others] = risk.alternatives;
    const smaller = others.find(({ text }: { text: string }) => text.includes('$100,000'));
    expect(Math.abs(smaller.expectedCost - own.expectedCost - 14_603)).toBeLessThan(40);
    expect(own.expectedCost).toBeCloseTo(plan.effectiveCost, 1);
  });

  test('a floor that is reached within the term: signed for that month, and the month is said', async () => {
    const { plan } = await decided('floor-later', 'low-floor');
    expect(plan.term.contracts).toMatchObject([{ provider: 'openai', commitment: 0, opens: 5 }]);
    expect(Math.abs(plan.baselineCost - plan.effectiveCost - 3_567)).toBeLessThan(2);
    const files = [
      '--profile',
      'fixtures/profiles/term/floor-later.yaml',
      '--offers',
      'fixtures/offers/term/low-floor.yaml',
    ];
    const { stdout } = await run(['decide', ...files, '--as-of', '2026-11-27']);
    expect(stdout).toContain('Sign with OpenAI for month 5');
  });

  // $20,000 at list growing 4% a month passes 28,700 in month 11 (20,000 x 1.04^10 = 29,605), after eight months in which a
  // seller at 10% is cheaper than list: over the year as one way to buy it is cheaper too, and still the contract is for use.
  test('a floor that is reached after the months in which another seller is cheaper has its month', async () => {
    const profile = `start: 2026-12
months: 12
growth: 4%
demand: { p10: 1, p50: 1, p90: 1 }
workloads:
  - { name: a, model: claude-opus-4.7, tokens: { output: 800M } }
`;
    const offers = `aggregators: { mart: { name: Mart, discounts: { claude-opus-4.7: 10% } } }
contracts:
  - { provider: anthropic, floor: { low: 28.7k, high: 50k }, termMonths: 12, bands: [{ commitment: 0, discount: 19% }] }
`;
    const files = ['--profile', fileOf(profile), '--offers', fileOf(offers), '--as-of', '2026-11-27'];
    const asked = async (...more: string[]) =>
      (await run(['decide', ...files, '--evidence', 'quoted', ...more])).stdout;
    const { plan } = JSON.parse(await asked('--format', 'json'));
    expect(plan.term.contracts).toMatchObject([{ provider: 'anthropic', commitment: 0, begins: 1, opens: 11 }]);
    expect(plan.term.firstMonthCost).toBe(18_000);
    expect((await asked()).replace(/\s+/g, ' ')).toContain(
      'Its floor of $28,700 is reached in 2027-10: have it signed for then.',
    );
  });

  // Of a year in one pool each month to sign for, by hand: list until then, $40,000 a month from it on, and list for what the
  // pool does not cover. $20,000 growing 10% a month: months 8, 9 and 10 cost 389,743, 388,718 and 397,711.
  test('a commitment that months settle together is signed for the month from which they cost the least', async () => {
    const profile = `start: 2026-12
months: 12
growth: 10%
demand: { p10: 1, p50: 1, p90: 1 }
workloads:
  - { name: a, model: claude-opus-4.7, tokens: { output: 800M }, channels: [list, direct] }
`;
    const offers = `contracts:
  - provider: anthropic
    floor: { low: 10k, high: 50k }
    termMonths: 12
    fulfilment: annual
    overage: list
    bands: [{ commitment: 40k, discount: 20% }]
`;
    const files = ['--profile', fileOf(profile), '--offers', fileOf(offers), '--as-of', '2026-11-27'];
    const { plan } = JSON.parse((await run(['decide', ...files, '--format', 'json', '--quiet'])).stdout);
    const months = Array.from({ length: 12 }, (_, month) => 20_000 * 1.1 ** month);
    const sum = (some: readonly number[]) => some.reduce((total, each) => total + each, 0);
    const costs = months.map((_, from) => {
      const [before, held] = [months.slice(0, from), months.slice(from)];
      return sum(before) + 40_000 * held.length + Math.max(0, sum(held) - 50_000 * held.length);
    });
    const least = Math.min(...costs);
    expect(plan.term.contracts).toMatchObject([{ provider: 'anthropic', begins: costs.indexOf(least) + 1 }]);
    expect(plan.term.totalCost).toBeCloseTo(least, 0);
  });

  // As a band it would be signed for month 11, in which $20,000 growing 10% a month has passed its floor of 50,000.
  test.each([
    ['until the middle of the first month', '2026-12-15', []],
    ['until a day after month 11 begins', '2027-10-02', [11]],
    ['until nobody says when', undefined, [11]],
  ])('a proposal is signed for no month that begins after its last day: open %s', async (_, validUntil, begins) => {
    const profile = `start: 2026-12
months: 12
growth: 10%
demand: { p10: 1, p50: 1, p90: 1 }
workloads:
  - { name: a, model: claude-opus-4.7, tokens: { output: 800M }, channels: [list, direct] }
`;
    const proposal = `provider: anthropic
commitment: 480k
per: year
discount: 20%
termMonths: 12
fulfilment: annual
overage: list
${validUntil === undefined ? '' : `validUntil: ${validUntil}`}
`;
    const files = ['--profile', fileOf(profile), '--proposal', fileOf(proposal), '--as-of', '2026-11-27'];
    const asked = ['decide', ...files, '--evidence', 'quoted'];
    const { plan } = JSON.parse((await run([...asked, '--format', 'json', '--quiet'])).stdout);
    expect(plan.term?.contracts.map((each: { begins: number }) => each.begins)).toEqual(begins);
    const page = (await run(asked)).stdout.replace(/\s+/g, ' ');
    expect(page).toContain('decline $40,000 a month at 20% off');
    const later =
      'Signed later, as the plan above does, everything costs $33,973.81 as stated: ask whether it can start then.';
    expect(page.includes(later)).toBe(begins.length > 0);
    expect(page).not.toContain('As proposed it is the plan above');
  });
});
