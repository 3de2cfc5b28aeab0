import { expect, test } from 'vitest';
import { folderOf } from '../support/folders.ts';
import fc from '../support/laws.ts';
import { run } from '../support/transcript.ts';

const discount = fc.integer({ min: 1, max: 45 });

const work = fc.record({
  model: fc.constantFrom('claude-opus-4.7', 'gpt-5.4', 'gemini-3.1-pro'),
  input: fc.integer({ min: 0, max: 4000 }),
  output: fc.integer({ min: 1, max: 2000 }),
  batch: fc.constantFrom(0, 25, 100),
  hits: fc.constantFrom(0, 40),
});

const contract = fc.record({
  floor: fc.integer({ min: 0, max: 60 }),
  bands: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 90 }), discount), {
    minLength: 1,
    maxLength: 2,
    selector: ([commitment]) => commitment,
  }),
  overage: fc.constantFrom('contract', 'list'),
  floorBasis: fc.constantFrom('list', 'contracted'),
});

const company = fc.record({
  works: fc.array(work, { minLength: 1, maxLength: 4 }),
  contracts: fc.tuple(contract, contract),
  seller: fc.record({ opus: discount, gpt: discount, fee: fc.integer({ min: 0, max: 6 }) }),
});

type Work = ReturnType<typeof work.generate>['value'];
interface Company {
  readonly works: readonly Work[];
  readonly contracts: readonly [
    ReturnType<typeof contract.generate>['value'],
    ReturnType<typeof contract.generate>['value'],
  ];
  readonly seller: { readonly opus: number; readonly gpt: number; readonly fee: number };
}

/** The files of a company. `scale` multiplies tokens, floors and commitments alike; `head` goes in front of the profile. */
function filesOf({ works, contracts, seller }: Company, scale = 1, head = '', terms = '') {
  const workload = ({ model, input, output, batch, hits }: Work, index: number) =>
    `  - { name: w${model}${index}, model: ${model}, tokens: { input: ${input * scale}M, output: ${output * scale}M }, batchEligible: ${batch}%, cacheHitRatio: ${hits}% }`;
  const signed = (provider: string, { floor, bands, overage, floorBasis }: Company['contracts'][number]) => {
    const shown = bands.map(([commitment, off]) => `{ commitment: ${commitment * scale}k, discount: ${off}% }`);
    return `  - { provider: ${provider}, floor: { low: ${floor * scale}k, high: ${2 * floor * scale + 1}k }, bands: [${shown.join(', ')}], overage: ${overage}, floorBasis: ${floorBasis}${terms} }`;
  };
  const [anthropic, openai] = contracts;
  return {
    'profile.yaml': `${head}workloads:\n${works.map(workload).join('\n')}\n`,
    'offers.yaml': `aggregators:\n  mart: { discounts: { claude-opus-4.7: ${seller.opus}%, gpt-5.4: ${seller.gpt}% }, purchaseFee: { share: ${seller.fee}% }, serves: [cache] }\ncontracts:\n${signed('anthropic', anthropic)}\n${signed('openai', openai)}\n`,
  };
}

async function planOf(files: Record<string, string>) {
  const folder = folderOf(files);
  const flags = ['--profile', `${folder}/profile.yaml`, '--offers', `${folder}/offers.yaml`, '--as-of', '2026-11-27'];
  const { stdout, stderr, exitCode } = await run(['decide', ...flags, '--format', 'json', '--quiet']);
  expect([exitCode, stderr]).toEqual([0, '']);
  return JSON.parse(stdout).plan;
}

const RUNS = { numRuns: 6 };

/** What is signed, by provider: a plan has it in the order of the work. */
const signedIn = ({ contracts }: { readonly contracts: readonly { readonly provider: string }[] }) =>
  contracts.toSorted((a, b) => (a.provider < b.provider ? -1 : 1));

/** One contract at the discount that a reseller claims; the work is a tie of the two. */
const AS_GOOD_AS_CLAIMED: Company = {
  works: [{ model: 'claude-opus-4.7', input: 11, output: 1907, batch: 0, hits: 40 }],
  contracts: [
    { floor: 3, bands: [[0, 15]], overage: 'contract', floorBasis: 'list' },
    { floor: 11, bands: [[84, 25]], overage: 'contract', floorBasis: 'contracted' },
  ],
  seller: { opus: 3, gpt: 36, fee: 5 },
};

test('the order in which work and bands are written changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(company, async (of) => {
      const plan = await planOf(filesOf(of));
      const turned = { ...of, works: [...of.works].reverse() };
      const bands = turned.contracts.map((each) => ({ ...each, bands: [...each.bands].reverse() }));
      const other = await planOf(filesOf({ ...turned, contracts: bands as unknown as Company['contracts'] }));
      expect(other.effectiveCost).toBe(plan.effectiveCost);
      expect(signedIn(other)).toEqual(signedIn(plan));
    }),
    RUNS,
  );
});

test('so many times the tokens, floors and commitments cost so many times as much', async () => {
  await fc.assert(
    fc.asyncProperty(company, fc.constantFrom(2, 8, 10), async (of, scale) => {
      const [plan, larger] = [await planOf(filesOf(of)), await planOf(filesOf(of, scale))];
      expect(larger.effectiveCost).toBeCloseTo(scale * plan.effectiveCost, 6);
      const bought = ({ workloads }: typeof plan) =>
        workloads.map(({ workload, channel }: { workload: string; channel: string }) => [workload, channel]);
      expect(bought(larger)).toEqual(bought(plan));
    }),
    RUNS,
  );
});

test('a term of one month is that month, however much it would grow after', async () => {
  await fc.assert(
    fc.asyncProperty(company, fc.constantFrom('-10%', '7%'), async (of, growth) => {
      const demand = 'demand: { p10: 1, p50: 1, p90: 1 }\n';
      const plan = await planOf(filesOf(of));
      const month = await planOf(
        filesOf(of, 1, `growth: ${growth}\nstart: 2026-12\nmonths: 1\n${demand}`, ', termMonths: 1'),
      );
      // Over a demand that is stated it is an expectation, in cents.
      expect(Math.abs(month.effectiveCost - plan.effectiveCost)).toBeLessThan(0.00501);
      const taken = (of: typeof plan) => [
        signedIn(of).map(({ provider }) => provider),
        of.workloads.map(({ channel }: { channel: string }) => channel),
      ];
      expect(taken(month)).toEqual(taken(plan));
    }),
    { ...RUNS, examples: [[AS_GOOD_AS_CLAIMED, '7%']] },
  );
});
