import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import fc from '../../support/laws.ts';
import { run } from '../../support/transcript.ts';

const DAY = ['--as-of', '2026-11-27'];
const MINUTES = 43_800;
const folder = mkdtempSync(join(tmpdir(), 'units-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Part {
  name: string;
  channel: string;
  monthlyCost: number;
  partOf: { workload: string; share: number } | null;
}

/** The answer of the program on a profile and offers that are written here. */
async function decided(profile: string, offers: string, ...more: string[]) {
  const file = join(folder, 'offers.yaml');
  writeFileSync(file, offers);
  const argv = ['decide', '--profile', '-', '--offers', file, ...DAY, '--format', 'json', '--quiet', ...more];
  const { stdout } = await run(argv, profile);
  return JSON.parse(stdout);
}

const UNITS_PAY = ['--profile', 'fixtures/profiles/units-pay.yaml', '--offers', 'fixtures/offers/units.yaml'];
const text = async (...more: string[]) => (await run(['decide', ...UNITS_PAY, ...DAY, '--quiet', ...more])).stdout;

describe('units that pay', () => {
  test('are in the plan, as many as cost least', async () => {
    const { plan } = JSON.parse(await text('--format', 'json'));
    // 12B weighted tokens in 43,800 minutes of 2,500 a slot are 109.589 slots. 109 of them at 200 serve 0.994625 of the
    // tokens; 0.005375 of 31,000 at list is left: 21,966.625, where 110 slots cost 22,000.
    const [chat, rest, nightly, assistant] = plan.workloads as Part[];
    expect(chat).toMatchObject({ channel: 'rack', monthlyCost: 21_800, partOf: { workload: 'chat', share: 0.994625 } });
    expect(rest).toMatchObject({ channel: 'list', monthlyCost: 166.625, partOf: { share: 0.005375 } });
    expect([nightly?.monthlyCost, assistant?.monthlyCost]).toEqual([4000, 64_000]);
    expect(plan.effectiveCost).toBe(89_966.625);
    expect(plan.baselineCost).toBe(128_000);
    expect(plan.reservations).toMatchObject([
      {
        offer: 'rack',
        term: 'annual',
        termMonths: 12,
        cost: 21_800,
        unitPrice: 200,
        workloads: ['chat'],
        served: 0.994625,
      },
    ]);
    expect(plan.reservations[0].pools).toEqual([{ name: '', units: 109, used: 1 }]);
    expect(plan.reservationsWorth.withoutReservations).toBe(99_000);
  });

  test('are fixed: at 0.7 of the work the same slots stand idle, at 1.3 the rest goes on at list', async () => {
    const { low, high } = JSON.parse(await text('--format', 'json')).plan.reservationsWorth;
    // 0.7: everything fits, and contracts have 56,000 of list at 80%: 21,800 + 2,800 + 44,800 against 21,700 + 2,800 + 44,800.
    expect(low).toEqual({ volume: 0.7, effectiveCost: 69_400, withoutReservations: 69_300 });
    // 1.3: 109 of 142.466 slots are served, 0.765096 of 40,300: the rest of it is 40,300 - 30,833.375 at list.
    expect(high).toEqual({ volume: 1.3, effectiveCost: 119_666.625, withoutReservations: 128_700 });
  });

  test('have drivers of the load, each end with as many as are the best there', async () => {
    const { drivers } = JSON.parse(await text('--format', 'json'));
    const of = (code: string) => drivers.find((each: { code: string }) => each.code === code);
    // 0.7: 77 slots hold 76.712; 21,700 at list. 15,400 + 2,800 + 44,800. 1.3: 142 of 142.466 slots; 40,300 x 0.466/142.466 is left.
    expect([of('volume').low.cost, of('volume').high.cost]).toEqual([63_000, 116_931.75]);
    expect([of('volume').low.flips, of('volume').high.flips]).toEqual([false, false]);
    // Without batch the work that waited is bought at 8,000: its peak is assumed, and units for it would not pay.
    expect(of('batchEligible').low.cost).toBe(93_966.625);
  });

  test('stand beside what levers that nobody stated may be worth, with as many as are the best then', async () => {
    const { unstatedLevers } = JSON.parse(await text('--format', 'json'));
    // Cache at 70%: nightly 1.4B x 0.13 + 0.6B x 1.25 + 1,500 is 2,432 for 4,000; assistant 1,937.50 for 5,000 of input, at 80%.
    // Batch at 50%: half of chat is 54.8 slots, 55 x 200, and the other half 2B x 0.13 + 3B x 1.25 + 3,750; assistant 48,000.
    expect(unstatedLevers).toMatchObject([
      { lever: 'cache', workloads: ['nightly', 'assistant'], level: 0.7, saving: 1568 + 2450 },
      { lever: 'batch', workloads: ['chat', 'assistant'], level: 0.5, effectiveCost: 11_000 + 7760 + 4000 + 48_000 },
    ]);
  });

  test('are told in the same dollars everywhere', async () => {
    const screen = await text();
    expect(screen).toContain('Reserve 109 units of Rack, annual, for gpt-5.4.');
    expect(screen).toContain('$89,966.63 a month');
    expect(screen.replaceAll(/\s+/g, ' ')).toContain('$21,800.00 a month for 12 months, $261,600.00');
    const focus = (await text('--format', 'focus')).trim().split('\n');
    const cells = (line: string) =>
      line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '')) ?? [];
    const [head = '', ...rows] = focus;
    const sum = (column: string) => {
      const at = cells(head).indexOf(column);
      return rows.reduce((total, row) => total + Number(cells(row)[at]), 0);
    };
    expect(sum('EffectiveCost')).toBeCloseTo(89_966.625, 6);
    expect(sum('BilledCost')).toBeCloseTo(89_966.625, 6);
    const csv = (await text('--format', 'csv')).trim().split('\n').map(cells);
    const at = csv[0]?.indexOf('monthlyCost') ?? -1;
    expect(csv.slice(1).reduce((total, row) => total + Number(row[at]), 0)).toBeCloseTo(89_966.625, 6);
    const { allocation } = JSON.parse(await text('--format', 'json', '--by', 'workload'));
    expect(
      allocation.lines.map(({ name, effectiveCost }: { name: string; effectiveCost: number }) => [name, effectiveCost]),
    ).toContainEqual(['chat', 21_966.625]);
  });

  test('are left out where a plan may lean on nothing that is quoted, and of one channel for everything', async () => {
    const { plan } = JSON.parse(await text('--format', 'json', '--evidence', 'published'));
    expect([plan.reservations, plan.reservationsWorth]).toEqual([[], null]);
  });
});

test('a use that the table has is told by no sentence beside it', async () => {
  const argv = ['decide', '--profile', 'fixtures/profiles/portfolio.yaml', ...DAY, '--explain', '--quiet'];
  const { stdout } = await run(argv);
  expect(stdout).toContain('Reserved capacity for gpt-5.4');
  expect(stdout).not.toContain('its use falls to');
});

test('units that cost more than the plan pays for what they serve stay beside it', async () => {
  const { stdout } = await run([
    'decide',
    '--profile',
    'fixtures/profiles/portfolio.yaml',
    ...DAY,
    '--format',
    'json',
    '--quiet',
  ]);
  const { plan, reserved } = JSON.parse(stdout);
  expect([plan.effectiveCost, plan.reservations]).toEqual([108_900, []]);
  expect(reserved.length).toBeGreaterThan(0);
});

/** A portfolio of gpt-5.4 ($2.50 in, $15 out) with a load that never moves, and all that it may be bought through. */
interface Instance {
  /** Millions of tokens. */
  readonly streams: readonly { readonly input: number; readonly output: number; readonly resold: boolean }[];
  readonly slot: { readonly perMinute: number; readonly price: number; readonly least: number; readonly step: number };
  readonly aggregator: number;
  readonly contract: { readonly floor: number; readonly commitment: number; readonly discount: number };
}

const stream = fc.record({
  input: fc.integer({ min: 1, max: 4000 }),
  output: fc.integer({ min: 1, max: 900 }),
  resold: fc.boolean(),
});

const instance: fc.Arbitrary<Instance> = fc.record({
  streams: fc.array(stream, { minLength: 1, maxLength: 3 }),
  slot: fc.record({
    perMinute: fc.integer({ min: 5, max: 60 }).map((thousands) => thousands * 1000),
    price: fc.integer({ min: 200, max: 7000 }),
    least: fc.integer({ min: 1, max: 4 }),
    step: fc.integer({ min: 1, max: 3 }),
  }),
  aggregator: fc.integer({ min: 1, max: 30 }),
  contract: fc.record({
    floor: fc.integer({ min: 1, max: 30 }).map((thousands) => thousands * 1000),
    commitment: fc.constantFrom(0, 0, 4000, 9000),
    discount: fc.integer({ min: 5, max: 40 }),
  }),
});

const profileOf = ({ streams }: Instance) =>
  [
    'workloads:',
    ...streams.map(
      ({ input, output, resold }, index) =>
        `  - { name: s${index}, model: gpt-5.4, tokens: { input: ${input}M, output: ${output}M }, load: { peakToAverage: 1 }, channels: [list, direct, reserved${resold ? ', mine' : ''}] }`,
    ),
    '',
  ].join('\n');

const offersOf = ({ slot, aggregator, contract }: Instance, units = true) =>
  [
    'aggregators:',
    `  mine: { name: Mine, discounts: { gpt-5.4: ${aggregator}% } }`,
    'contracts:',
    '  - provider: openai',
    `    floor: { low: ${contract.floor}, high: ${contract.floor} }`,
    '    overage: contract',
    `    bands: [{ commitment: ${contract.commitment}, discount: ${contract.discount}% }]`,
    'reserved:',
    // What ships for the model is laid over, so that this is all there is.
    '  azure-ptu:',
    '    name: Slots',
    '    unit: slot',
    `    terms: [${units ? `{ name: monthly, usdPerUnit: ${slot.price}, per: month }` : ''}]`,
    '    modes: [standard]',
    `    minimumUnits: ${slot.least}`,
    `    increment: ${slot.step}`,
    `    models: { gpt-5.4: { tokensPerMinute: ${slot.perMinute}, weights: { input: 1, output: 6 } } }`,
    '',
  ].join('\n');

/** The least that anything costs without units, every channel of every stream tried. */
function leastWithout(lists: readonly number[], { streams, aggregator, contract }: Instance): number {
  let least = Number.POSITIVE_INFINITY;
  for (let way = 0; way < 3 ** lists.length; way++) {
    let [open, direct, any, can] = [0, 0, false, true];
    for (const [index, list] of lists.entries()) {
      const through = Math.floor(way / 3 ** index) % 3;
      // A stream that is served whole leaves nothing to buy.
      if (list === 0) can &&= through === 0;
      else if (through === 0) open += list;
      else if (through === 1) {
        open += list * (1 - aggregator / 100);
        can &&= streams[index]?.resold === true;
      } else {
        direct += list;
        any = true;
      }
    }
    if (!can || (any && direct < contract.floor - 1e-9)) continue;
    least = Math.min(least, open + (any ? Math.max(contract.commitment, direct * (1 - contract.discount / 100)) : 0));
  }
  return least;
}

/** The least that a plan costs: every set of streams on every count of slots, up to those that serve them whole. */
function leastCost(of: Instance): number {
  const { streams, slot } = of;
  const lists = streams.map(({ input, output }) => input * 2.5 + output * 15);
  let least = leastWithout(lists, of);
  for (let set = 1; set < 2 ** streams.length; set++) {
    const inSet = (index: number) => (set >> index) % 2 === 1;
    const load =
      (streams.reduce((total, { input, output }, index) => total + (inSet(index) ? input + 6 * output : 0), 0) * 1e6) /
      MINUTES;
    for (let count = Math.ceil(slot.least / slot.step) * slot.step; ; count += slot.step) {
      const served = Math.min(1, (count * slot.perMinute) / load);
      const left = lists.map((list, index) => (inSet(index) ? (served >= 1 ? 0 : list * (1 - served)) : list));
      least = Math.min(least, count * slot.price + leastWithout(left, of));
      if (served >= 1) break;
    }
  }
  return least;
}

test('no set of streams on no count of units beside no other purchases costs less', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(instance, async (of) => {
      const { plan, proof } = await decided(profileOf(of), offersOf(of));
      expect(plan.effectiveCost).toBeCloseTo(leastCost(of), 4);
      expect(proof.optimal).toBe(true);
      const rows = (plan.workloads as Part[]).reduce((total, { monthlyCost }) => total + monthlyCost, 0);
      expect(rows + plan.shortfallCost).toBeCloseTo(plan.effectiveCost, 6);
      if (plan.reservations.length > 0) taken += 1;
    }),
    { numRuns: 24 },
  );
  expect(taken).toBeGreaterThan(3);
});

/** A set that is none of those that pay the most costs 2,017.33, where the plan of those that do costs 2,017.50. */
const SLOTS_FOR_FEW: Instance = {
  streams: [],
  slot: { perMinute: 20_000, price: 200, least: 1, step: 1 },
  aggregator: 1,
  contract: { floor: 1000, commitment: 0, discount: 5 },
};
const FEW_OF_FIVE: Instance['streams'] = [
  { input: 1, output: 1, resold: false },
  { input: 1, output: 1, resold: true },
  { input: 3959, output: 384, resold: false },
  { input: 13, output: 8, resold: false },
  { input: 2423, output: 1, resold: false },
];

test('of more streams than every set is looked at of, the proof says no more than is known', async () => {
  const many = fc.tuple(instance, fc.array(stream, { minLength: 5, maxLength: 5 }));
  await fc.assert(
    fc.asyncProperty(many, async ([one, streams]) => {
      const of = { ...one, streams };
      const { plan, proof } = await decided(profileOf(of), offersOf(of));
      const least = leastCost(of);
      expect(plan.effectiveCost).toBeGreaterThanOrEqual(least - 1e-4);
      expect(proof.lowerBound).toBeLessThanOrEqual(least + 1e-4);
      if (proof.optimal) expect(plan.effectiveCost).toBeCloseTo(least, 4);
    }),
    { numRuns: 12, examples: [[[SLOTS_FOR_FEW, FEW_OF_FIVE]]] },
  );
});

test('an offer of units never makes a plan dearer, and one of another model changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(instance, async (of) => {
      const [withUnits, without] = [
        await decided(profileOf(of), offersOf(of)),
        await decided(profileOf(of), offersOf(of, false)),
      ];
      expect(withUnits.plan.effectiveCost).toBeLessThanOrEqual(without.plan.effectiveCost + 1e-6);
      const other = offersOf(of).replace('models: { gpt-5.4:', 'models: { gpt-4.1:');
      const { plan, proof, drivers, risk } = await decided(profileOf(of), other);
      expect({ plan, proof, drivers, risk }).toEqual({
        plan: without.plan,
        proof: without.proof,
        drivers: without.drivers,
        risk: without.risk,
      });
      const [published, quoted] = withUnits.evidence as { effectiveCost: number }[];
      expect(quoted?.effectiveCost).toBeLessThanOrEqual((published?.effectiveCost ?? 0) + 1e-6);
    }),
    { numRuns: 6 },
  );
});

test('streams in another order are bought at the same cost', async () => {
  await fc.assert(
    fc.asyncProperty(instance, async (of) => {
      const turned = { ...of, streams: [...of.streams].reverse() };
      const [a, b] = [await decided(profileOf(of), offersOf(of)), await decided(profileOf(turned), offersOf(turned))];
      expect(b.plan.effectiveCost).toBeCloseTo(a.plan.effectiveCost, 6);
    }),
    { numRuns: 5 },
  );
});
