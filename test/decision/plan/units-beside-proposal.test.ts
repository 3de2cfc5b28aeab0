import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import fc from '../../support/laws.ts';
import { run } from '../../support/transcript.ts';
import { valueOfName, workbook } from '../../support/workbook.ts';

const DAY = ['--as-of', '2026-11-27'];
const MINUTES = 43_800;
const folder = mkdtempSync(join(tmpdir(), 'units-proposal-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Band {
  readonly commitment: number;
  readonly discount: number;
}

/** A portfolio of gpt-5.4 ($2.50 in, $15 out) with a load that never moves, and all that it may be bought through. */
interface Instance {
  /** Millions of tokens. */
  readonly streams: readonly { readonly input: number; readonly output: number; readonly reserved: boolean }[];
  readonly slot: { readonly perMinute: number; readonly price: number; readonly step: number };
  readonly floor: number;
  readonly band: Band;
  readonly proposal: Band;
}

const band = fc.record({
  commitment: fc.constantFrom(0, 3000, 9000, 20_000),
  discount: fc.integer({ min: 5, max: 40 }),
});

const instance: fc.Arbitrary<Instance> = fc.record({
  streams: fc.array(
    fc.record({
      input: fc.integer({ min: 1, max: 4000 }),
      output: fc.integer({ min: 1, max: 900 }),
      reserved: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  slot: fc.record({
    perMinute: fc.integer({ min: 2, max: 60 }).map((thousands) => thousands * 1000),
    price: fc.integer({ min: 100, max: 7000 }),
    step: fc.integer({ min: 1, max: 3 }),
  }),
  floor: fc.integer({ min: 1, max: 20 }).map((thousands) => thousands * 1000),
  band,
  proposal: band,
});

const CERTAIN = 'demand: { p10: 1, p50: 1, p90: 1 }';

const profileOf = ({ streams }: Instance, ...more: string[]) =>
  [
    ...more,
    'workloads:',
    ...streams.map(
      ({ input, output, reserved }, index) =>
        `  - { name: s${index}, model: gpt-5.4, tokens: { input: ${input}M, output: ${output}M }, load: { peakToAverage: 1 }, channels: [list, direct${reserved ? ', reserved' : ''}] }`,
    ),
    '',
  ].join('\n');

const bandText = ({ commitment, discount }: Band) => `{ commitment: ${commitment}, discount: ${discount}% }`;

const offersOf = ({ slot, floor }: Instance, bands: readonly Band[]) =>
  [
    'contracts:',
    `  - { provider: openai, floor: { low: ${floor}, high: ${floor} }, overage: contract, fulfilment: monthly, termMonths: 12, bands: [${bands.map(bandText).join(', ')}] }`,
    'reserved:',
    // What ships for the model is laid over, so that this is all there is.
    '  azure-ptu:',
    '    name: Slots',
    '    unit: slot',
    `    terms: [{ name: monthly, usdPerUnit: ${slot.price}, per: month }]`,
    '    modes: [standard]',
    '    minimumUnits: 1',
    `    increment: ${slot.step}`,
    `    models: { gpt-5.4: { tokensPerMinute: ${slot.perMinute}, weights: { input: 1, output: 6 } } }`,
    '',
  ].join('\n');

const proposalOf = ({ commitment, discount }: Band) =>
  `provider: openai\ncommitment: ${commitment}\nper: month\ndiscount: ${discount}%\ntermMonths: 12\noverage: contract\nfulfilment: monthly\nfloorBasis: list\n`;

/** The answer of the program on files that are written here. */
async function decided(profile: string, offers: string, proposal?: string) {
  const [offersFile, proposalFile] = [join(folder, 'offers.yaml'), join(folder, 'proposal.yaml')];
  writeFileSync(offersFile, offers);
  writeFileSync(proposalFile, proposal ?? '');
  const asked = proposal === undefined ? [] : ['--proposal', proposalFile];
  const argv = ['decide', '--profile', '-', '--offers', offersFile, ...asked, ...DAY, '--evidence', 'quoted'];
  const { stdout, stderr } = await run([...argv, '--format', 'json', '--quiet'], profile);
  expect(stderr).not.toContain('tokencost:');
  return JSON.parse(stdout);
}

const NEAR = 1 + 1e-12;

/** The least that streams of some list dollars cost, every one of them direct or at list, under one of some bands or none. */
function leastBought(lists: readonly number[], floor: number, bands: readonly (Band | undefined)[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const signed of bands) {
    for (let way = 0; way < 2 ** lists.length; way++) {
      let [open, direct] = [0, 0];
      for (const [index, list] of lists.entries()) {
        if ((way >> index) % 2 === 1) direct += list;
        else open += list;
      }
      if (signed === undefined) {
        if (way === 0) least = Math.min(least, open);
        continue;
      }
      if (direct * NEAR < floor) continue;
      least = Math.min(least, open + Math.max(signed.commitment, direct * (1 - signed.discount / 100)));
    }
  }
  return least;
}

/** The least that a plan costs with some bands to choose among: every set of streams on every count of slots. */
function leastCost({ streams, slot, floor }: Instance, bands: readonly (Band | undefined)[]): number {
  const lists = streams.map(({ input, output }) => input * 2.5 + output * 15);
  let least = leastBought(lists, floor, bands);
  for (let set = 1; set < 2 ** streams.length; set++) {
    const inSet = (index: number) => (set >> index) % 2 === 1;
    if (streams.some(({ reserved }, index) => inSet(index) && !reserved)) continue;
    const weighted = streams.map(({ input, output }, index) => (inSet(index) ? input + 6 * output : 0));
    const load = (weighted.reduce((total, each) => total + each, 0) * 1e6) / MINUTES;
    for (let count = slot.step; ; count += slot.step) {
      const served = Math.min(1, (count * slot.perMinute) / load);
      const left = lists.map((list, index) => (inSet(index) ? list * (1 - served) : list));
      least = Math.min(least, count * slot.price + leastBought(left, floor, bands));
      if (served >= 1) break;
    }
  }
  return least;
}

describe('reserved units beside a proposal', () => {
  test('a plan costs the least of all bands, of the proposal too, on every count of units', async () => {
    let [taken, both] = [0, 0];
    await fc.assert(
      fc.asyncProperty(instance, async (of) => {
        const { plan, proof } = await decided(profileOf(of), offersOf(of, [of.band]), proposalOf(of.proposal));
        expect(plan.effectiveCost).toBeCloseTo(leastCost(of, [undefined, of.band, of.proposal]), 4);
        expect(proof.optimal).toBe(true);
        if (plan.reservations.length > 0) taken += 1;
        if (plan.reservations.length > 0 && plan.contracts.length > 0) both += 1;
      }),
      { numRuns: 12 },
    );
    expect(taken).toBeGreaterThan(1);
    expect(both).toBeGreaterThan(0);
  });

  test('a proposal and the same terms as a band give one plan, and neither makes the plan dearer', async () => {
    await fc.assert(
      fc.asyncProperty(instance, async (of) => {
        const proposed = await decided(profileOf(of), offersOf(of, [of.band]), proposalOf(of.proposal));
        const offered = await decided(profileOf(of), offersOf(of, [of.band, of.proposal]));
        const without = await decided(profileOf(of), offersOf(of, [of.band]));
        const told = ({ plan, evidence, drivers }: typeof proposed) => ({
          cost: plan.effectiveCost,
          units: plan.reservations,
          worth: plan.reservationsWorth,
          signed: plan.contracts.map(({ commitment, discount }: Band) => [commitment, discount]),
          bought: plan.workloads.map((each: { name: string; channel: string }) => [each.name, each.channel]),
          ladder: evidence,
          flips: drivers.map((each: { code: string; low: object; high: object }) => [each.code, each.low, each.high]),
        });
        expect(told(proposed)).toEqual(told(offered));
        expect(proposed.plan.effectiveCost).toBeLessThanOrEqual(without.plan.effectiveCost + 1e-6);
      }),
      { numRuns: 4 },
    );
  });

  test('each plan of the answer takes as many as are the best for it, where demand is certain', async () => {
    let told = 0;
    await fc.assert(
      fc.asyncProperty(instance, async (of) => {
        const profile = profileOf(of, CERTAIN);
        const { proposals } = await decided(profile, offersOf(of, [of.band]), proposalOf(of.proposal));
        const [audit] = proposals;
        if (audit === undefined) return;
        const { signed, unsigned } = audit.plans;
        expect(unsigned.expectedCost).toBeCloseTo(leastCost(of, [undefined]), 1);
        const least = leastCost(of, [of.proposal]);
        // A floor that nothing reaches is taken not to apply.
        const under = Number.isFinite(least) ? least : leastCost({ ...of, floor: 0 }, [of.proposal]);
        expect(signed.expectedCost).toBeCloseTo(under, 1);
        if (signed.reservations.length > 0) told += 1;
      }),
      { numRuns: 16 },
    );
    expect(told).toBeGreaterThan(1);
  });

  test('what units leave in other months alone reaches no floor of the month that is signed for', async () => {
    // 10,000 of list in 91,324 weighted tokens a minute: 9.13 slots at 500 serve the first month whole, and later ones not.
    // One slot leaves 8,905 for a floor of 8,000 and two leave 7,810, so that the signed plan takes one.
    const of: Instance = {
      streams: [{ input: 2200, output: 300, reserved: true }],
      slot: { perMinute: 10_000, price: 500, step: 1 },
      floor: 8000,
      band: { commitment: 0, discount: 5 },
      proposal: { commitment: 0, discount: 30 },
    };
    const profile = profileOf(of, CERTAIN, 'growth: 10%', 'months: 12');
    const [audit] = (await decided(profile, offersOf(of, [of.band]), proposalOf(of.proposal))).proposals;
    const slots = 4e9 / MINUTES / 10_000;
    const mean = (of: (volume: number) => number) =>
      Array.from({ length: 12 }, (_, month) => of(1.1 ** month)).reduce((total, each) => total + each, 0) / 12;
    const left = (count: number) => mean((volume) => 10_000 * Math.max(0, volume - count / slots));
    expect(audit.plans.signed.reservations).toMatchObject([{ units: 1 }]);
    expect(audit.plans.signed.expectedCost).toBeCloseTo(500 + 0.7 * left(1), 1);
    const open = Array.from({ length: 40 }, (_, count) => 500 * count + left(count));
    expect(audit.plans.unsigned.expectedCost).toBeCloseTo(Math.min(...open), 1);
  });

  test('formats of the plan have one sum', async () => {
    const argv = [
      'decide',
      '--profile',
      'fixtures/profiles/units-and-contract.yaml',
      '--offers',
      'fixtures/offers/units.yaml',
    ];
    const asked = [...argv, '--proposal', 'fixtures/proposals/beside-units.yaml', ...DAY];
    const text = async (format: string) => (await run([...asked, '--format', format, '--quiet'])).stdout;
    const { plan } = JSON.parse(await text('json'));
    expect([plan.reservations[0].pools[0].units, plan.contracts[0].commitment]).toEqual([105, 10_000]);
    const sums = async (format: string, column: string) => {
      const lines = (await text(format)).trim().split(/\r?\n/);
      const cells = lines.map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((match) => match[1]));
      const at = cells[0]?.indexOf(column) ?? -1;
      return cells.slice(1).reduce((total, row) => total + Number(row[at]), 0);
    };
    expect(await sums('csv', 'monthlyCost')).toBeCloseTo(plan.effectiveCost, 4);
    expect(await sums('focus', 'EffectiveCost')).toBeCloseTo(plan.effectiveCost, 4);
    expect(valueOfName(await workbook(asked), 'total_effective_cost')).toBeCloseTo(plan.effectiveCost, 4);
  });
});
