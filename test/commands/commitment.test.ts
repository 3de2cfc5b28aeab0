import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { run } from '../support/transcript.ts';
import { within } from '../support/within.ts';

// Pools of months are summed over futures. What is expected was simulated apart, over eight million years of twelve
// months in Python, with a standard error of $9 to $25 a year; at full correlation it is the closed form.
const CENT = 2;
const SMALL = 'fixtures/profiles/commitment.yaml';
const LARGE = 'fixtures/profiles/commitment-large.yaml';

async function answered(profile: string, ...flags: string[]) {
  const { stdout, stderr, exitCode } = await run([
    'decide',
    '--profile',
    profile,
    '--format',
    'json',
    '--quiet',
    ...flags,
  ]);
  expect([stderr, exitCode]).toEqual(['', 0]);
  return JSON.parse(stdout);
}

async function sized(profile: string, ...flags: string[]) {
  const { commitment } = await answered(profile, ...flags);
  expect(commitment).toHaveLength(1);
  return commitment[0];
}

interface Choice {
  readonly kind: string;
  readonly commitment: number | null;
  readonly expectedCost: number;
  readonly expectedShortfall: number;
  readonly probabilityBest: number;
}

const of = (choices: readonly Choice[], kind: string, commitment?: number) => {
  const found = choices.find(
    (each) => each.kind === kind && (commitment === undefined || each.commitment === commitment),
  );
  if (found === undefined) throw new Error(`no ${kind} ${commitment}`);
  return found;
};

// Every expected figure was computed apart, by numeric integration on math.erf in Python.
describe('P50 $60,000 at list, sigma 0.25, 20% off: the printed table, through the command', () => {
  test('demand, and what no commitment costs', async () => {
    const { demand, choices } = await sized(SMALL, '--offers', 'fixtures/offers/minimum.yaml');
    expect(demand).toMatchObject({ p10: 43552.05, p50: 60000, p90: 82659.72, mean: 61904.6, basis: 'assumed' });
    expect(of(choices, 'list').expectedCost).toBe(61904.6);
    expect(of(choices, 'alternative').expectedCost).toBe(52618.91);
  });

  test('overage at list: the newsvendor commitment, and the floor as a commitment', async () => {
    const { choices, optimal, criticalProbability } = await sized(
      SMALL,
      '--offers',
      'fixtures/offers/overage-at-list.yaml',
    );
    expect(optimal).toMatchObject({ commitment: 38892.28, expectedCost: 53392.73, expectedShortfall: 968.96 });
    expect(optimal.utilisation).toBeCloseTo(0.975, 3);
    expect(optimal.shortfallProbability).toBeCloseTo(0.2, 5);
    expect(criticalProbability).toBe(0.2);
    expect(of(choices, 'floor', 50_000)).toMatchObject({
      expectedCost: 55894.48,
      expectedShortfall: 5191.9,
      shortfallProbability: 0.564854,
    });
  });

  test('overage at the contract rate: the alarm, break-even, what knowing is worth, and flip points', async () => {
    const found = await sized(SMALL, '--offers', 'fixtures/offers/minimum.yaml');
    const band = of(found.choices, 'band', 50_000);
    expect(band).toMatchObject({ expectedCost: 54715.58, probabilityBest: 0.531567, costAsStated: 50000 });
    expect(found.best.kind).toBe('alternative');
    expect(found.pointAndExpectationDisagree).toBe(true);
    expect([found.flawOfAverages.asStated.costAsStated, found.flawOfAverages.expected.costAsStated]).toEqual([
      50000, 51000,
    ]);
    expect(band.expectedCost - found.best.expectedCost).toBeCloseTo(2_096.67, CENT);
    expect(found.valueOfInformation).toBe(1803.43);
    expect([found.breakEvenUtilisation, found.breakEvenVersusList]).toEqual([0.9411764706, 0.8]);
    expect(found.flips).toMatchObject({ realised: { above: 58823.53, below: null }, p50: { above: 65544.95 } });
    expect(found.floor).toMatchObject({ clearsOnList: 0.767087, clearsOnContracted: 0.435146 });
  });

  test('prepaid credit with its bonus', async () => {
    const found = await sized(SMALL, '--offers', 'fixtures/offers/minimum.yaml', '--prepay', 'tokenmart');
    expect(of(found.choices, 'alternative').expectedCost).toBe(49640.48);
    expect(found.flips.p50.above).toBe(96647.8);
    expect(found.breakEvenUtilisation).toBeCloseTo(0.998, 3);
  });

  test('twelve monthly minimums against one pool of a year', async () => {
    const { pooling } = await sized(SMALL, '--offers', 'fixtures/offers/minimum.yaml');
    expect(pooling).toMatchObject({ of: { commitment: 50000, discount: 0.2 }, months: 12, shortfallMonthly: 62302.78 });
    within(pooling.shortfallAnnual, 46_696, 0.003);
    within(pooling.shortfallAnnualIfIndependent, 20_469, 0.015);
  });
});

test('a larger buyer: five bands compared, the deepest is the worst and says so', async () => {
  const { choices, best, deepestIsNotCheapest } = await sized(LARGE, '--offers', 'fixtures/offers/five-bands.yaml');
  const bands = choices.filter(({ kind }: Choice) => kind === 'band');
  expect(bands.map(({ expectedCost }: Choice) => Math.round(expectedCost))).toEqual([
    139285, 131653, 126831, 133046, 151438,
  ]);
  expect(best).toMatchObject({ kind: 'band', commitment: 100000 });
  expect(deepestIsNotCheapest).toMatchObject({ commitment: 150000, discount: 0.3 });
  expect(Math.round(of(choices, 'alternative').expectedCost)).toBe(131547);
});

test('the same buyer with prepaid credit', async () => {
  const { choices } = await sized(LARGE, '--offers', 'fixtures/offers/five-bands.yaml', '--prepay', 'tokenmart');
  expect(Math.round(of(choices, 'alternative').expectedCost)).toBe(124101);
});

test.each([
  ['10%', 55555.5555555556],
  ['20%', 62500],
  ['30%', 71428.5714285714],
])('the self-defeating discount: at %s off a $50,000 floor needs more list spend', async (discount, needed) => {
  const { floor } = await sized(SMALL, '--discount', discount);
  expect(floor.listNeededOnContracted).toBeCloseTo(needed, 6);
  expect(floor.discountPushesUnderFloor).toBe(discount === '10%' ? null : discount === '20%' ? 2000 : 8000);
});

// Integrated apart in Python, month by month at sigma 0.25, and by matching the moments of three forecasts.
describe('other kinds of demand', () => {
  const offers = ['--offers', 'fixtures/offers/minimum.yaml'];

  test('growth that crosses the floor is sized over the term, and says when it crosses', async () => {
    const found = await sized('fixtures/profiles/commitment-growing.yaml', ...offers);
    expect(found.demand).toMatchObject({ mean: 58135.41, grows: true });
    expect(of(found.choices, 'band', 50_000)).toMatchObject({
      expectedCost: 53893.46,
      expectedShortfall: 7385.14,
      shortfallProbability: 0.65287,
    });
    expect(found.floor.crossing).toEqual({ month: 4, to: 'over' });
    expect(found.clauses[0]).toMatchObject({ kind: 'ramp', worth: 5363.34, granted: false });
  });

  test('several forecasts are summed as they are, skewed ones too', async () => {
    const found = await sized('fixtures/profiles/commitment-forecasts.yaml', ...offers);
    expect(found.demand).toMatchObject({ mean: 82824.22, method: 'matched', basis: 'stated', assumedSigma: null });
    within(found.demand.p10, 67_030, 0.002);
    within(found.demand.p50, 80_939, 0.002);
    within(found.demand.p90, 101_061, 0.002);
    const band = of(found.choices, 'band', 50_000);
    within(band.expectedShortfall, 75.02, 0.05);
    within(band.expectedCost, 0.8 * 82_824.22 + 75.02, 0.0002);
  });

  test('P10 = P90 is a certainty: expected is stated, and there is nothing to know', async () => {
    const certain =
      'demand: { p10: 100%, p50: 100%, p90: 100% }\nworkloads: [{ name: a, model: claude-opus-4.7, tokens: { input: 750M, output: 2.25B } }]\n';
    const { stdout } = await run(['decide', '--profile', '-', '--format', 'json', '--quiet', ...offers], certain);
    const [found] = JSON.parse(stdout).commitment;
    expect(of(found.choices, 'band', 50_000)).toMatchObject({
      expectedCost: 50000,
      expectedShortfall: 2000,
      shortfallProbability: 1,
      utilisation: 0.96,
    });
    expect([found.valueOfInformation, found.pointAndExpectationDisagree, found.best.kind]).toEqual([0, false, 'band']);
    expect(found.texts[0]).toBe('Anthropic: list spend of $60,000 a month, stated as certain.');
  });
});

test('of choices that cost the same the earlier is best: no commitment goes before one that is always used up', async () => {
  const { choices } = await sized('fixtures/profiles/portfolio.yaml');
  const [band] = choices.filter(({ kind }: Choice) => kind === 'band');
  expect(band.commitment).toBe(0);
  // All but the rare years with months under the floor, when the reseller is the cheaper one.
  within(band.probabilityBest, 1, 0.01);
  const elsewhere = of(choices, 'alternative').probabilityBest;
  expect(elsewhere).toBeGreaterThan(0);
  expect(band.probabilityBest + elsewhere).toBe(1);
});

test.each([
  ['0%', 20_469, 0.015],
  ['50%', 46_696, 0.003],
  ['100%', 62_302.78, 0.0001],
])(
  'a profile states how its months are correlated: at %s a year is short by $%d',
  async (correlation, shortfall, share) => {
    const profile = `correlation: ${correlation}\nworkloads: [{ name: a, model: claude-opus-4.7, tokens: { input: 750M, output: 2.25B } }]\n`;
    const argv = [
      'decide',
      '--profile',
      '-',
      '--format',
      'json',
      '--quiet',
      '--offers',
      'fixtures/offers/minimum.yaml',
    ];
    const [found] = JSON.parse((await run(argv, profile)).stdout).commitment;
    within(found.pooling.shortfallAnnual, shortfall, share);
    expect(found.demand.correlationAssumed).toBe(false);
  },
);

test('every clause in dollars a month, with whether the offer has it', async () => {
  const { clauses } = await sized(SMALL, '--offers', 'fixtures/offers/minimum.yaml');
  expect(clauses).toEqual([
    expect.objectContaining({ kind: 'listBasis', worth: 3983.35, granted: false }),
    expect.objectContaining({ kind: 'annualPooling', granted: false }),
    expect.objectContaining({ kind: 'overageAtContract', worth: 1178.9, granted: true }),
    expect.objectContaining({ kind: 'rollover', worth: 1035.48, granted: false, share: 0.5 }),
    expect.objectContaining({ kind: 'ramp', worth: 0, granted: false }),
  ]);
  within(clauses[1].worth, (62_302.78 - 46_696) / 12, 0.005);
});

test.each([
  [SMALL, 'fixtures/offers/minimum.yaml'],
  [SMALL, 'fixtures/offers/overage-at-list.yaml'],
  [LARGE, 'fixtures/offers/five-bands.yaml'],
])('the JSON of %s with %s is what its schema says', async (profile, offers) => {
  const schema = JSON.parse((await run(['schema', 'decide'])).stdout);
  const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  valid(await answered(profile, '--offers', offers));
  expect(valid.errors).toBeNull();
});

test('the tables of the detail are as wide as a screen at most', async () => {
  const argv = ['decide', '--profile', LARGE, '--explain', '--quiet', '--offers', 'fixtures/offers/five-bands.yaml'];
  const { stdout } = await run(argv);
  expect(stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
  expect(stdout).toContain('band on offer, best');
});
