import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../support/folders.ts';
import fc from '../support/laws.ts';
import { run } from '../support/transcript.ts';

const PORTFOLIO = ['--profile', 'fixtures/profiles/portfolio.yaml', '--as-of', '2026-11-27', '--quiet'];

async function decided(...flags: string[]) {
  const { stdout, exitCode } = await run(['decide', '--format', 'json', ...flags]);
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

describe('what a plan rests on', () => {
  // By hand: 145,000 at list; 30% of 47,500 in batch is 7,125 less; 15% off 80,000, 20% off 40,375 and 30% off 14,000
  // are claimed; 20% off 83,500 is hoped for.
  test('the four nested plans, and the saving of the chosen one line by line', async () => {
    const { plan, evidence } = await decided(...PORTFOLIO);
    expect(evidence).toEqual([
      { ground: 'published', effectiveCost: 137_875 },
      { ground: 'quoted', effectiveCost: 137_875 },
      { ground: 'claimed', effectiveCost: 113_600 },
      { ground: 'hoped', effectiveCost: 108_900 },
    ]);
    expect(plan.savingsByGround).toEqual({ published: 7_125, quoted: 0, claimed: 12_275, hoped: 16_700 });
    expect(plan.savings).toBe(36_100);
  });

  test.each([
    ['published', 137_875],
    ['quoted', 137_875],
    ['claimed', 113_600],
    ['hoped', 108_900],
  ])('--evidence %s is the plan that leans no further', async (ground, cost) => {
    const { plan, assumptions } = await decided(...PORTFOLIO, '--evidence', ground);
    expect(plan.effectiveCost).toBe(cost);
    const named = assumptions.some(({ text }: { text: string }) => text.includes('TokenMart'));
    expect(named).toBe(ground === 'claimed' || ground === 'hoped');
  });

  test('stands in the first lines of the screen', async () => {
    const { stdout } = await run(['decide', ...PORTFOLIO]);
    const head = stdout.split('\n').slice(0, 6).join(' ');
    expect(head).toContain('$7,125.00 on published prices; $12,275.00 claimed by a seller and not checked; $16,700.00');
    expect(head).toContain('without asking anybody $137,875.00; with what TokenMart claims $113,600.00; if Anthropic');
  });

  test('a discount that nobody knows is told apart from an unknown ground', async () => {
    const { stderr, exitCode } = await run(['decide', ...PORTFOLIO, '--evidence', 'rumoured']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('published, quoted, claimed, hoped')]);
  });
});

test('of two plans that cost the same the one with fewer parties is taken, and a reseller paid anyway is none more', async () => {
  const offers = `aggregators: { mart: { discounts: { gpt-5.5: 20%, claude-opus-4.7: 40% }, serves: [] } }
contracts: [{ provider: openai, floor: { low: 50k, high: 100k }, bands: [{ commitment: 0, discount: 20% }] }]
`;
  const gpt = '  - { name: gpt, model: gpt-5.5, tokens: { input: 10B, output: 1B } }';
  const opus = '  - { name: opus, model: claude-opus-4.7, tokens: { output: 1B } }';
  const folder = folderOf({
    'offers.yaml': offers,
    'one.yaml': `workloads:\n${gpt}\n`,
    'two.yaml': `workloads:\n${gpt}\n${opus}\n`,
  });
  const channels = async (profile: string) => {
    const flags = ['--profile', `${folder}/${profile}`, '--offers', `${folder}/offers.yaml`, '--as-of', '2026-11-27'];
    const { plan } = await decided(...flags, '--quiet');
    return plan.workloads.map(({ channel }: { channel: string }) => channel);
  };
  expect(await channels('one.yaml')).toEqual(['direct']);
  // Both are quoted, and nothing is committed: fewer contracts.
  expect(await channels('two.yaml')).toEqual(['mart', 'mart']);
});

const discount = fc.integer({ min: 1, max: 45 });
const GROUND = fc.constantFrom('published', 'quoted', 'claimed', 'hoped');

const law = fc.record({
  tokens: fc.array(fc.integer({ min: 100, max: 6000 }), { minLength: 1, maxLength: 3 }),
  sellers: fc.array(fc.tuple(discount, GROUND), { minLength: 1, maxLength: 3 }),
  bands: fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), discount), { minLength: 1, maxLength: 2 }),
  ground: GROUND,
});

test('less evidence is never cheaper, the parts add up, and another offer never costs more', async () => {
  await fc.assert(
    fc.asyncProperty(law, async ({ tokens, sellers, bands, ground }) => {
      const seller = ([off, rests]: [number, string], index: number) =>
        `  mart${index}: { discounts: { claude-opus-4.7: ${off}% }, serves: [], ground: ${rests} }`;
      const band = ([commitment, off]: [number, number]) => `{ commitment: ${commitment}_000, discount: ${off}% }`;
      const contract = `contracts: [{ provider: anthropic, floor: { low: 30k, high: 60k }, bands: [${bands.map(band).join(', ')}], ground: ${ground} }]`;
      const all = sellers.map(seller);
      const texts = {
        'profile.yaml': `workloads:\n${tokens.map((each, index) => `  - { name: w${index}, model: claude-opus-4.7, tokens: { output: ${each}M } }`).join('\n')}\n`,
        'all.yaml': `aggregators:\n${all.join('\n')}\n${contract}\n`,
        'fewer.yaml': `aggregators:\n${all.slice(1).join('\n') || '  mart9: { discounts: { gpt-5.5: 1% } }'}\n${contract}\n`,
      };
      const folder = folderOf(texts);
      const flags = ['--profile', `${folder}/profile.yaml`, '--as-of', '2026-11-27', '--quiet', '--offers'];
      const { plan, evidence } = await decided(...flags, `${folder}/all.yaml`);
      const costs = evidence.map(({ effectiveCost }: { effectiveCost: number }) => effectiveCost);
      expect([...costs].sort((a, b) => b - a)).toEqual(costs);
      expect(costs.at(-1)).toBe(plan.effectiveCost);
      const parts: number[] = Object.values(plan.savingsByGround);
      expect(parts.reduce((sum, each) => sum + each, 0)).toBeCloseTo(plan.savings, 6);
      const fewer = await decided(...flags, `${folder}/fewer.yaml`);
      expect(plan.effectiveCost).toBeLessThanOrEqual(fewer.plan.effectiveCost);
    }),
    { numRuns: 10 },
  );
});

describe('how far a claim is believed', () => {
  // $65,000 at list: 12% quoted, 15% claimed.
  const files = {
    'p.yaml': 'workloads:\n  - { name: a, model: claude-opus-4.7, tokens: { input: 3B, output: 2B } }\n',
    'o.yaml':
      'contracts:\n  - { provider: anthropic, floor: { low: 10k, high: 10k }, bands: [{ commitment: 0, discount: 12% }] }\n',
  };
  const asked = () => {
    const folder = folderOf(files);
    return ['--profile', `${folder}/p.yaml`, '--offers', `${folder}/o.yaml`, '--as-of', '2026-11-27'];
  };

  test('from which belief it pays, and what it costs where it is false', async () => {
    // True: 55,250 for 57,200. False: 65,000 for 57,200. Even at 12 / 15.
    const { belief } = await decided(...asked());
    expect(belief).toEqual({ sellers: ['tokenmart'], gain: 1_950, loss: 7_800, breakEven: 0.8, insteadHoped: false });
    const { stdout } = await run(['decide', ...asked()]);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'It pays if you believe the claim with more than 80%: where it is false and list price is billed, it costs $7,800.00 a month more than the best plan without it.',
    );
  });

  // 65,000 and 71,500 are 68,250 on average: 12% off takes 8,190, and 15% another 2,047.50.
  test('over a term the saving is split by what leaning on each ground takes off the plan without it', async () => {
    const folder = folderOf({ ...files, 'p.yaml': `start: 2026-12\nmonths: 2\ngrowth: 10%\n${files['p.yaml']}` });
    const flags = ['--profile', `${folder}/p.yaml`, '--offers', `${folder}/o.yaml`, '--as-of', '2026-11-27'];
    const { plan } = await decided(...flags);
    expect(plan.savingsByGround).toEqual({ published: 0, quoted: 8_190, claimed: 2_047.5, hoped: 0 });
    expect(plan.savings).toBe(10_237.5);
    const { stdout } = await run(['decide', ...flags]);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'Of that saving: $8,190.00 quoted to you; $2,047.50 claimed by a seller and not checked.',
    );
  });

  test('over a term what a cloud is owed anyway is not told in the dollars of its first month', async () => {
    const profile = readFileSync('fixtures/portfolios/cloud-two-million.yaml', 'utf8');
    const folder = folderOf({ 'p.yaml': `start: 2026-12\nmonths: 3\ngrowth: 5%\n${profile}` });
    const offers = ['--offers', 'fixtures/portfolios/cloud-two-million-offers.yaml', '--as-of', '2026-11-27'];
    const { stdout } = await run(['decide', '--profile', `${folder}/p.yaml`, ...offers]);
    expect(stdout.replace(/\s+/g, ' ')).toContain('(what is owed to a cloud anyway counts as no cost)');
  });

  test('a claim with nothing better without it loses nothing where it is false', async () => {
    const folder = folderOf(files);
    const flags = ['--profile', `${folder}/p.yaml`, '--evidence', 'claimed', '--as-of', '2026-11-27'];
    expect((await decided(...flags)).belief).toMatchObject({ gain: 9_750, loss: 0, breakEven: 0 });
    const { stdout } = await run(['decide', ...flags]);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'Where its claim is false and it bills list price, you lose nothing.',
    );
  });

  test('a belief that is stated weighs the plan, and is said', async () => {
    const above = await decided(...asked(), '--belief', 'tokenmart=85%');
    expect([above.plan.effectiveCost, above.plan.workloads[0].channel]).toEqual([56_712.5, 'tokenmart']);
    expect(above.belief).toMatchObject({ gain: 1_950, loss: 7_800, breakEven: 0.8 });
    expect(above.assumptions.map(({ text }: { text: string }) => text)).toContain(
      'TokenMart: its claim is weighed at your belief in it: 85% of each discount is counted.',
    );
    const { stdout } = await run(['decide', ...asked(), '--belief', 'tokenmart=85%']);
    expect(stdout.replace(/\s+/g, ' ')).toContain('with what TokenMart claims, as far as you believe it, $56,712.50');
    const under = await decided(...asked(), '--belief', 'tokenmart=75%');
    expect([under.plan.effectiveCost, under.plan.workloads[0].channel]).toEqual([57_200, 'direct']);
    expect(under.belief).toBeNull();
    expect(under.assumptions.map(({ text }: { text: string }) => text)).toContain(
      '--belief tokenmart: the plan buys nothing there.',
    );
  });

  // 15% of 65,000 is 9,750: of a claim of it 8,775 at 90%, and 12% quoted is 7,800.
  test('a belief stands with the offer, the flag goes before it, and a share alone is of every claim', async () => {
    const own = (belief: string) => ({
      ...files,
      'o.yaml': `${files['o.yaml']}aggregators: { mart: { discounts: { claude-opus-4.7: 15% }, ground: claimed${belief} } }\n`,
    });
    const costs = async (belief: string, ...flags: string[]) => {
      const folder = folderOf(own(belief));
      const paths = ['--profile', `${folder}/p.yaml`, '--offers', `${folder}/o.yaml`, '--as-of', '2026-11-27'];
      const { plan } = await decided(...paths, ...flags);
      return [plan.effectiveCost, plan.workloads[0].channel];
    };
    expect(await costs(', belief: 90%', '--belief', 'tokenmart=0%')).toEqual([56_225, 'mart']);
    expect(await costs(', belief: 70%', '--belief', 'tokenmart=0%')).toEqual([57_200, 'direct']);
    expect(await costs(', belief: 70%', '--belief', 'tokenmart=0%,mart=90%')).toEqual([56_225, 'mart']);
    expect(await costs('', '--belief', '70%')).toEqual([57_200, 'direct']);
    expect(await costs('', '--belief', '90%')).toEqual([56_225, 'tokenmart']);
    expect(await costs('', '--belief', '0%,mart=90%')).toEqual([56_225, 'mart']);
  });

  test('what is counted until a belief is stated is said as an assumption', async () => {
    const { assumptions } = await decided(...asked());
    expect(assumptions.map(({ text }: { text: string }) => text)).toContain(
      'TokenMart: 100% of each discount that it claims is counted, which is assumed; --belief tokenmart=SHARE counts less.',
    );
  });

  test('a price is told as it is claimed: a belief is weighed by a decision alone', async () => {
    const of = (belief: string) => {
      const offer = `aggregators: { mart: { discounts: { claude-opus-4.7: 15% }, ground: claimed${belief} } }\n`;
      const folder = folderOf({ ...files, 'o.yaml': offer });
      return ['--profile', `${folder}/p.yaml`, '--offers', `${folder}/o.yaml`, '--as-of', '2026-11-27'];
    };
    const priced = async (belief: string) =>
      JSON.parse((await run(['estimate', ...of(belief), '--format', 'json'])).stdout);
    const [plain, believed] = [await priced(''), await priced(', belief: 70%')];
    expect(believed.workloads).toEqual(plain.workloads);
    expect(believed.assumptions.map(({ text }: { text: string }) => text)).toContain(
      'Of the offers given, not used here: belief of mart (`tokencost decide` uses it).',
    );
  });

  test('a belief in what was quoted is refused', async () => {
    const folder = folderOf({
      ...files,
      'o.yaml': 'aggregators:\n  mart: { discounts: { claude-opus-4.7: 15% }, belief: 70% }\n',
    });
    const { stderr, exitCode } = await run(['decide', '--profile', `${folder}/p.yaml`, '--offers', `${folder}/o.yaml`]);
    expect([exitCode, stderr.replace(/\s+/g, ' ')]).toEqual([
      2,
      expect.stringContaining('o.yaml:2:56 a belief is in what is claimed or hoped for'),
    ]);
  });

  test.each([
    ['tokenmart', 'it does not say whom, or how far: write 70% for every claim, or tokenmart=70% for one'],
    ['tokenmart=', 'it does not say whom, or how far'],
    ['=70%', 'it does not say whom, or how far'],
    ['-5%', 'it does not say whom, or how far'],
    ['70%,80%', 'how far everybody is believed is said twice'],
    ['tokenmart=70%,tokenmart=80%', 'how far tokenmart is believed is said twice'],
    ['70', 'did you mean 70%?'],
    ['120%', 'more than the whole'],
    ['tokenmart=120%', 'more than the whole'],
    ['openrouter=50%', 'the prices of OpenRouter are no claim (ground: published)'],
    ['tokenmar=50%', 'did you mean tokenmart?'],
  ])('--belief %s is refused', async (belief, fault) => {
    const { stderr, exitCode } = await run(['decide', ...asked(), '--belief', belief]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(fault)]);
  });

  test('law: what is paid is the least of what is quoted and of the claim as far as it is believed', async () => {
    const share = fc.integer({ min: 1, max: 40 });
    await fc.assert(
      fc.asyncProperty(share, share, fc.integer({ min: 0, max: 100 }), async (quoted, claimed, believed) => {
        const folder = folderOf({
          ...files,
          'o.yaml': `aggregators: { mart: { discounts: { claude-opus-4.7: ${claimed}% }, ground: claimed } }
contracts:
  - { provider: anthropic, floor: { low: 10k, high: 10k }, bands: [{ commitment: 0, discount: ${quoted}% }] }
`,
        });
        const flags = ['--profile', `${folder}/p.yaml`, '--offers', `${folder}/o.yaml`, '--as-of', '2026-11-27'];
        const { plan, belief } = await decided(...flags, '--belief', `mart=${believed}%,tokenmart=0%`);
        const off = Math.max(quoted * 100, claimed * believed);
        expect(plan.effectiveCost).toBeCloseTo(65_000 - 6.5 * off, 6);
        if (plan.workloads[0].channel === 'mart') expect(belief.breakEven).toBeCloseTo(quoted / claimed, 9);
      }),
      { numRuns: 12 },
    );
  });
});
