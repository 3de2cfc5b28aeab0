import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../support/folders.ts';
import fc from '../support/laws.ts';
import { run } from '../support/transcript.ts';

const AS_OF = ['--as-of', '2026-11-27', '--quiet'];
const CHECKED = '--as-of 2026-11-27';

/** What `decide` answers for files given by name and text. */
async function answered(texts: Readonly<Record<string, string>>, ...flags: readonly string[]) {
  const folder = folderOf(texts);
  const argv = ['decide', ...AS_OF, '--format', 'json', ...flags.map((each) => each.replace('@', `${folder}/`))];
  const { stdout, stderr, exitCode } = await run(argv);
  expect([stderr, exitCode], CHECKED).toEqual(['', 0]);
  return JSON.parse(stdout);
}

const MIX = `demand: { p10: 1, p50: 1, p90: 1 }
workloads:
  - { name: big, model: claude-opus-4.7, tokens: { input: 1B, output: 3B } }
  - { name: small, model: claude-opus-4.6, tokens: { input: 1B, output: 2.2B } }
`;
const MART = `aggregators:
  tokenmart: { discounts: { claude-opus-4.7: 15%, claude-opus-4.6: 35% }, serves: [cache, batch] }
`;

const SONNET = (input: string, output: string) => `workloads:
  - { name: chat, model: claude-sonnet-5, tokens: { input: ${input}, output: ${output} }, cacheHitRatio: 50%, readsPerWrite: 10 }
`;
const SMALL = SONNET('30B', '4B');

/** A proposal of Anthropic alone, against some work. */
async function proposed(profile: string, terms: string, ...flags: readonly string[]) {
  const texts = { 'profile.yaml': profile, 'quote.yaml': `{ provider: anthropic, ${terms} }` };
  return answered(texts, '--profile', '@profile.yaml', '--proposal', '@quote.yaml', ...flags);
}

test('a proposal is signed for the work it is best for, and the rest stays where it is cheaper', async () => {
  const texts = {
    'profile.yaml': MIX,
    'offers.yaml': `${MART}contracts: [{ provider: anthropic, bands: [] }]\n`,
    'quote.yaml':
      '{ provider: anthropic, commitment: 50_000, per: month, discount: 22%, overage: contract, termMonths: 12 }',
  };
  const flags = ['--profile', '@profile.yaml', '--offers', '@offers.yaml', '--proposal', '@quote.yaml'];
  const { plan, proposals } = await answered(texts, ...flags);
  // 80,000 at 22% off, and 60,000 at 35% off.
  expect(plan.effectiveCost).toBe(101_400);
  expect(plan.workloads.map(({ channel, monthlyCost }: Record<string, unknown>) => [channel, monthlyCost])).toEqual([
    ['direct', 62_400],
    ['tokenmart', 39_000],
  ]);
  expect(proposals[0]).toMatchObject({
    verdict: 'sign',
    plans: { signed: { effectiveCost: 101_400 }, unsigned: { effectiveCost: 107_000 } },
  });
});

test('the plan is at the discount on the table, and not at what such contracts usually give', async () => {
  const { plan, proof, proposals } = await proposed(SMALL, 'commitment: 0, per: year, discount: 25%');
  // 73,750 at 25% off.
  expect([plan.effectiveCost, proof.lowerBound, proposals[0].verdict]).toEqual([55_312.5, 55_312.5, 'sign']);
  expect(plan.contracts).toMatchObject([{ commitment: 0, discount: 0.25 }]);
});

test('what a proposal leaves open stands beside the answer with its dollars', async () => {
  const four = SONNET('120B', '16B');
  const terms = 'commitment: 1_200_000, per: year, discount: 20%, termMonths: 12';
  const { proposals } = await proposed(four, terms);
  const [{ verdict, plans, unstated }] = proposals;
  expect(verdict).toBe('sign');
  // 295,000 x exp(0.25^2 / 2) at 20% off; at list beyond what 100,000 buys there. A thin year costs a dollar or two.
  expect(Math.abs(plans.signed.expectedCost - 243_491.45)).toBeLessThan(5);
  const [overage] = unstated.filter(({ term }: { term: string }) => term === 'overage');
  expect(Math.abs(overage.costs - 35_872.86)).toBeLessThan(5);
  expect(overage.verdict).toBe('counter');
  const stated = await proposed(four, `${terms}, overage: list`);
  expect(stated.proposals[0].verdict).toBe('counter');
  expect(Math.abs(stated.proposals[0].plans.signed.expectedCost - 279_364.31)).toBeLessThan(5);
});

test('the answer compares with the best plan without the proposal, and not with list', async () => {
  const texts = {
    'profile.yaml': SMALL,
    'aws.yaml': 'cloudCommitments: { aws: { remaining: 1.2M, monthsLeft: 12, otherMonthlySpend: 60k } }',
    'quote.yaml': '{ provider: anthropic, commitment: 600k, per: year, discount: 25%, overage: contract }',
  };
  const flags = ['--profile', '@profile.yaml', '--offers', '@aws.yaml', '--proposal', '@quote.yaml'];
  const { plan, proposals } = await answered(texts, ...flags);
  expect([plan.effectiveCost, proposals[0].verdict]).toEqual([33_750, 'decline']);
  // E[(D - 40,000)+], 73,750 at the median and a spread of 25%.
  expect(proposals[0].plans.unsigned.expectedCost).toBeCloseTo(36_112.98, 2);
});

test('where nothing is committed and the contract prices only what is, its discount is worth nothing, which is said', async () => {
  const terms = 'commitment: 0, per: year, discount: 25%, overage: list';
  const [{ verdict, answer }] = (await proposed(SMALL, terms)).proposals;
  expect(verdict).not.toBe('sign');
  expect(answer).toContain('all use is over the commitment, and the discount is on none of it');
});

test('parts of a whole are what they add up to', async () => {
  const terms = 'commitment: 3_000_000, per: term, termMonths: 36, discount: 22%, ramp: [20%, 33%, 47%]';
  const [audit] = (await proposed(SMALL, terms)).proposals;
  // 117,500 a month at the end, 150,641 at list, against 73,750.
  expect([audit.commitment, audit.termDue, audit.runRateMultiple]).toEqual([117_500, 3_000_000, 2.0425901782]);
});

describe('quotes of one provider', () => {
  const quote = (discount: string) => `{ provider: anthropic, commitment: 360k, per: year, discount: ${discount} }`;

  test('a counter says what it rests on', async () => {
    const [{ verdict, counter, answer }] = (await proposed(SMALL, 'commitment: 360k, per: year, discount: 12%'))
      .proposals;
    expect([verdict, counter.ground]).toEqual(['counter', 'hoped']);
    expect(answer).toContain('nobody has offered it');
    expect(counter.more).toMatchObject({ discount: 0.2, ground: 'hoped' });
  });

  test('are compared, and the others are declined for the better one', async () => {
    const texts = { 'profile.yaml': SMALL, '12.yaml': quote('12%'), '20.yaml': quote('20%') };
    const flags = ['--profile', '@profile.yaml', '--proposal', '@12.yaml', '--proposal', '@20.yaml'];
    const { plan, proposals } = await answered(texts, ...flags);
    expect(plan.contracts).toMatchObject([{ discount: 0.2 }]);
    const [first, second] = proposals;
    expect([first.verdict, second.verdict, second.better]).toEqual(['decline', 'sign', null]);
    // 8% of what is expected to be spent, 73,750 x exp(0.25^2 / 2).
    expect(first.better.saves).toBeCloseTo(6_087.29, 0);
  });
});

test('charges and a workbook hold the plan with what is proposed', async () => {
  const folder = folderOf({
    'profile.yaml': SMALL,
    'quote.yaml': '{ provider: anthropic, commitment: 0, per: year, discount: 25% }',
  });
  const argv = ['decide', ...AS_OF, '--profile', `${folder}/profile.yaml`, '--proposal', `${folder}/quote.yaml`];
  const { stdout, exitCode } = await run([...argv, '--format', 'focus']);
  const rows: Record<string, string>[] = parse(stdout, { columns: true });
  const total = rows.reduce((sum, { EffectiveCost }) => sum + Number(EffectiveCost), 0);
  expect([exitCode, total]).toEqual([0, 55_312.5]);
  const book = await run([...argv, '--format', 'xlsx', '--output', `${folder}/plan.xlsx`]);
  expect([book.stderr, book.exitCode]).toEqual(['', 0]);
});

const MODELS = ['claude-opus-4.7', 'claude-opus-4.6', 'claude-sonnet-5'] as const;

const workload = fc.record({
  model: fc.constantFrom(...MODELS),
  input: fc.integer({ min: 1, max: 4000 }),
  output: fc.integer({ min: 1, max: 4000 }),
});

const law = fc.record({
  workloads: fc.array(workload, { minLength: 1, maxLength: 4 }),
  commitment: fc.integer({ min: 0, max: 120 }),
  discount: fc.integer({ min: 1, max: 45 }),
  resold: fc.array(fc.integer({ min: 1, max: 45 }), { minLength: 3, maxLength: 3 }),
  overage: fc.constantFrom('list', 'contract', '1.1'),
  basis: fc.constantFrom('list', 'contracted'),
});

test('a proposal and the same terms as a band give one plan, with one proof and the same flips', async () => {
  await fc.assert(
    fc.asyncProperty(law, async ({ workloads, commitment, discount, resold, overage, basis }) => {
      const work = workloads.map(
        ({ model, input, output }, index) =>
          `  - { name: w${index}, model: ${model}, tokens: { input: ${input}M, output: ${output}M } }`,
      );
      const sold = MODELS.map((model, index) => `${model}: ${resold[index]}%`).join(', ');
      const mart = `aggregators: { tokenmart: { discounts: { ${sold} }, serves: [] } }\n`;
      const terms = `overage: ${overage}, commitmentBasis: ${basis}, fulfilment: annual, termMonths: 12`;
      const band = `bands: [{ commitment: ${commitment}_000, discount: ${discount}% }]`;
      const texts = {
        'profile.yaml': ['workloads:', ...work].join('\n'),
        'none.yaml': `${mart}contracts: [{ provider: anthropic, bands: [] }]`,
        'band.yaml': `${mart}contracts: [{ provider: anthropic, floor: { low: 50k, high: 100k }, ${band}, ${terms} }]`,
        'quote.yaml': `{ provider: anthropic, commitment: ${commitment}_000, per: month, discount: ${discount}%, ${terms} }`,
      };
      const profile = ['--profile', '@profile.yaml'];
      const quoted = await answered(texts, ...profile, '--offers', '@none.yaml', '--proposal', '@quote.yaml');
      const banded = await answered(texts, ...profile, '--offers', '@band.yaml');
      expect([quoted.plan, quoted.proof, quoted.drivers]).toEqual([banded.plan, banded.proof, banded.drivers]);
    }),
    {
      numRuns: 12,
      // What is proposed is worth nothing and costs nothing: a plan that signs it buys nothing under it.
      examples: [
        [
          {
            workloads: [{ model: MODELS[0], input: 1, output: 1 }],
            commitment: 0,
            discount: 1,
            resold: [2, 1, 1],
            overage: 'list',
            basis: 'list',
          },
        ],
      ],
    },
  );
});
