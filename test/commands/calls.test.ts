import Big from 'big.js';
import { describe, expect, test } from 'vitest';
import { query } from '../support/duckdb.ts';
import { fileOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';
import { column, valueOfName, workbook } from '../support/workbook.ts';

const SEARCHES = ['--profile', 'fixtures/profiles/web-searches.yaml', '--as-of', '2026-11-27', '--quiet'];
const ON = ['--profile', 'fixtures/profiles/calls.yaml', '--card', 'fixtures/cards/calls.yaml', '--quiet'];
const BESIDE = [...ON, '--offers', 'fixtures/offers/calls.yaml'];
const INCLUDED = [...ON, '--offers', 'fixtures/offers/calls-included.yaml'];
/** A day after which no price of the card changes: a plan is of one month, as an estimate is. */
const SETTLED = ['--as-of', '2026-12-01'];
const FLOAT = 7;

interface Line {
  meter: string;
  mode: string;
  tokens: number | null;
  usdPerMtok: number | null;
  quantity: number;
  unit: string;
  unitPrice: number;
  cost: number;
}

async function json(...argv: string[]) {
  return JSON.parse((await run([...argv, '--format', 'json'])).stdout);
}

const linesOf = (answer: { workloads: { configurations: { id: string; lineItems: Line[] }[] }[] }, at: number) =>
  answer.workloads[at]?.configurations.find(({ id }) => id === 'list')?.lineItems ?? [];

/** The rows of a CSV, by column. */
async function rows(...argv: string[]) {
  const path = fileOf((await run(argv)).stdout, 'rows.csv');
  return query(`SELECT * FROM read_csv('${path}', header = true, all_varchar = true)`);
}

const total = (all: readonly Record<string, string | null>[], key: string) =>
  all.reduce((sum, row) => sum.plus(row[key] ?? '0'), new Big(0)).toNumber();

describe('100,000 web searches beside 100M and 10M tokens of claude-sonnet-5', () => {
  test('cost 1,000 on top of 300, in an estimate, a plan and a check', async () => {
    const estimate = await json('estimate', ...SEARCHES);
    expect(estimate.totals).toMatchObject({ baselineCost: 1300, cheapestCost: 1300, complete: true });
    expect(estimate.workloads[0].calls).toEqual({ webSearch: 100_000 });
    expect((await json('decide', ...SEARCHES)).plan).toMatchObject({ effectiveCost: 1300, listCost: 1300 });
    const { stdout, exitCode } = await run(['check', ...SEARCHES, '--max', '1_299.99']);
    expect([exitCode, stdout.includes('$1,300.00')]).toEqual([3, true]);
    expect((await run(['check', ...SEARCHES, '--max', '1_300'])).exitCode).toBe(0);
  });

  test('are a line of calls, which is no line of tokens', async () => {
    const lines = linesOf(await json('estimate', ...SEARCHES), 0);
    expect(lines.find(({ meter }) => meter === 'webSearch')).toMatchObject({
      ...{ tokens: null, usdPerMtok: null, printedUsdPerMtok: null, quantity: 100_000, unit: 'calls' },
      ...{ unitPrice: 0.01, cost: 1000, confidence: 'official' },
    });
    expect(lines.find(({ meter }) => meter === 'input')).toMatchObject({
      ...{ tokens: 100_000_000, usdPerMtok: 2, quantity: 100_000_000, unit: 'tokens', unitPrice: 0.000002, cost: 200 },
    });
    for (const { quantity, unitPrice, cost } of lines) expect(new Big(quantity).times(unitPrice).eq(cost)).toBe(true);
  });
});

// By hand: 660 of tokens with the region, 1,000 and 100 of calls; 353 of text, audio and images; 10,000 of searches.
const AT_LIST = { research: 1760, voice: 353, lookups: 10_000 };
// Batch: 660 x (60% + 40% x 0.5) = 528; of the file searches 60% at 2.50 and 40% at 1.25 a thousand: 80.
const IN_BATCH = 528 + 1000 + 80;

describe('every format says the same dollars', () => {
  test('of calls, audio and images at list', async () => {
    const answer = await json('estimate', ...BESIDE);
    const cost = (at: number, id: string) =>
      answer.workloads[at].configurations.find((row: { id: string }) => row.id === id).monthlyCost;
    expect([cost(0, 'list'), cost(1, 'list'), cost(2, 'list')]).toEqual(Object.values(AT_LIST));
    expect(cost(0, 'list+batch')).toBe(IN_BATCH);
    // 660 x 0.85 and 660 x 0.8: no discount is on the 1,100 of calls.
    expect([cost(0, 'martmart'), cost(0, 'direct')]).toEqual([561 + 1100, 528 + 1100]);
    expect([cost(1, 'martmart'), cost(2, 'direct')]).toEqual([353 * 0.85, 10_000]);
    expect(answer.workloads[1].tokens).toEqual({
      ...{ input: 10_000_000, output: 1_000_000, audioInput: 5_000_000, imageInput: 1_000_000, audioOutput: 2_000_000 },
    });
  });

  test('in CSV by configuration and by line item, in FOCUS and on the screen', async () => {
    const sum = AT_LIST.research + AT_LIST.voice + AT_LIST.lookups;
    const list = (all: Record<string, string | null>[]) => all.filter(({ id }) => id === 'list');
    expect(total(list(await rows('estimate', ...BESIDE, '--format', 'csv')), 'monthlyCost')).toBe(sum);
    const items = list(await rows('estimate', ...BESIDE, '--format', 'csv', '--rows', 'line-items'));
    expect(total(items, 'cost')).toBe(sum);
    const calls = items.filter(({ unit }) => unit === 'calls');
    expect(calls.map(({ meter, tokens, usdPerMtok }) => [meter, tokens, usdPerMtok])).toEqual([
      ...['webSearch', 'fileSearch', 'webSearch', 'webFetch'].map((meter) => [meter, null, null]),
    ]);
    for (const { quantity, unitPrice, cost } of items)
      expect(new Big(quantity ?? '').times(unitPrice ?? '').eq(cost ?? '')).toBe(true);
    const charges = await rows('estimate', ...BESIDE, '--format', 'focus', '--scenario', 'list');
    expect([total(charges, 'EffectiveCost'), total(charges, 'ListCost')]).toEqual([sum, sum]);
    const searched = charges.find(({ SkuId }) => SkuId === 'large/webSearch');
    expect(searched).toMatchObject({ ConsumedUnit: 'Calls', PricingUnit: '1000 Calls', x_TokenClass: null });
    expect(new Big(searched?.['PricingQuantity'] ?? '').toNumber()).toBe(100);
    const { stdout } = await run(['estimate', ...BESIDE, '--explain']);
    expect(stdout).toContain('web search calls: 100,000 x 10.00/1,000 = $1,000');
  });

  test('in the workbooks of the estimate and of the plan, by formulas', async () => {
    const answer = await json('estimate', ...BESIDE);
    const book = await workbook(['estimate', ...BESIDE]);
    expect(valueOfName(book, 'total_cheapest_cost')).toBeCloseTo(answer.totals.cheapestCost, FLOAT);
    expect(column(book, 'Configurations', 'M').filter(({ formula }) => formula === undefined)).toEqual([]);
    const { plan } = await json('decide', ...BESIDE, ...SETTLED);
    const planned = await workbook(['decide', ...BESIDE, ...SETTLED]);
    expect(valueOfName(planned, 'total_effective_cost')).toBeCloseTo(plan.effectiveCost, FLOAT);
    expect(
      column(planned, 'Plan', 'K')
        .slice(0, plan.workloads.length + 4)
        .filter(({ formula }) => formula === undefined),
    ).toEqual([]);
  });
});

describe('the terms of a channel', () => {
  test('leave calls beside floor, discount and commitment, unless an offer says that they are included', async () => {
    const beside = (await json('decide', ...BESIDE, ...SETTLED)).plan;
    const included = (await json('decide', ...INCLUDED, ...SETTLED)).plan;
    // Tokens at list with the chosen levers: 374 and 353. Calls: 1,280 and 12,000.
    expect(beside.contracts).toMatchObject([{ listSpend: 727, contractedCost: 581.6 }]);
    expect(beside.effectiveCost).toBe(581.6 + 1280 + 12_000);
    expect(included.contracts).toMatchObject([{ listSpend: 14_007, contractedCost: 11_205.6 }]);
    expect([included.effectiveCost, beside.listCost, included.listCost]).toEqual([11_205.6, 14_007, 14_007]);
  });

  test.each([
    ['beside', [...BESIDE, ...SETTLED]],
    ['included', [...INCLUDED, ...SETTLED]],
  ])('cost the same in an estimate, a plan and FOCUS with calls %s', async (_, argv) => {
    const { plan } = await json('decide', ...argv);
    const charges = await rows('decide', ...argv, '--format', 'focus');
    expect(total(charges, 'EffectiveCost')).toBe(plan.effectiveCost);
    const estimate = await json('estimate', ...argv);
    expect(estimate.totals.cheapestCost).toBe(plan.effectiveCost);
  });
});

test('a fee that rises in the term is in the plan at what it costs from then on', async () => {
  // 1.1 million searches at $10 until December, $12 from then on: all twelve months of the term.
  const { plan } = await json('decide', ...BESIDE);
  expect(plan.effectiveCost).toBe(581.6 + 1280 + 12_000);
  expect((await json('estimate', ...BESIDE)).totals.cheapestCost).toBe(581.6 + 1080 + 10_000);
});

describe('what has no price', () => {
  test('is unpriced with what to add, and makes the check undecided', async () => {
    const profile = fileOf(
      'workloads: [{ name: a, model: large, tokens: { input: 1M }, calls: { teleport: 5, webSearch: 1k } }]',
    );
    const argv = ['--profile', profile, '--card', 'fixtures/cards/calls.yaml', '--quiet'];
    const answer = await json('estimate', ...argv);
    expect(answer.workloads[0].configurations[0].unpriced).toEqual([
      {
        meter: 'teleport',
        mode: 'standard',
        reason:
          'the card has no price for teleport calls; add usdPerThousand: { teleport: ... } to the rate in a card of your own',
      },
    ]);
    expect(answer.totals.complete).toBe(false);
    expect((await run(['check', ...argv, '--max', '1_000'])).exitCode).toBe(4);
  });

  test('and a rate of a card of your own gives it one; what a rate says wins over its provider', async () => {
    const card = fileOf(
      `id: mine
version: 2026-11-01
extends: published
models:
  claude-sonnet-5:
    rates:
      - from: 2026-10-01
        usdPerMtok: { input: 2.00, output: 10.00 }
        usdPerThousand: { webSearch: 8.00, teleport: 1_000.00 }
        source: { url: "https://acme.example", checked: 2026-10-01, confidence: official }
`.replace('1_000.00', '1000.00'),
    );
    const profile = fileOf(
      'workloads: [{ name: a, model: claude-sonnet-5, tokens: { input: 1M }, calls: { webSearch: 1k, teleport: 2 } }]',
    );
    const answer = await json('estimate', '--profile', profile, '--card', card, '--quiet', '--as-of', '2026-11-27');
    expect(answer.totals.baselineCost).toBe(2 + 8 + 2);
  });

  test('a name that no card could have, and less than a call, are faults of the profile', async () => {
    const profile = fileOf('workloads: [{ name: a, model: large, calls: { "web search": 1k, output: 2, ok: 1.5 } }]');
    const { stderr, exitCode } = await run(['estimate', '--profile', profile, '--card', 'fixtures/cards/calls.yaml']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('write the name of a call in letters and digits, such as webSearch');
    expect(stderr).toContain('that is the name of a meter of tokens');
    expect(stderr).toContain('"1.5" is not a whole number of calls');
  });
});

test('a saved answer is compared with calls in it: twice the searches are $10,000 more, and no more tokens', async () => {
  const before = fileOf((await run(['check', ...ON, '--max', '1M', '--format', 'json'])).stdout, 'before.json');
  const doubled = fileOf(
    `workloads:
  - { name: lookups, model: large, calls: { webSearch: 2M, webFetch: 2M } }
  - { name: voice, model: large, tokens: { input: 10M, output: 1M, audioInput: 5M, imageInput: 1M, audioOutput: 2M } }
  - name: research
    model: large
    tokens: { input: 100M, output: 10M }
    cacheHitRatio: 50%
    readsPerWrite: 10
    cacheTtl: 5m
    batchEligible: 40%
    region: us
    calls: { webSearch: 100k, fileSearch: 40k }
`,
  );
  const argv = ['--profile', doubled, '--card', 'fixtures/cards/calls.yaml', '--quiet'];
  const checked = await json('check', ...argv, '--max', '1M', '--baseline', before);
  expect(checked.amount).toBe(1454 + 353 + 20_000);
  const after = fileOf((await run(['check', ...argv, '--max', '1M', '--format', 'json'])).stdout, 'after.json');
  const diff = await json('diff', before, after);
  expect(diff.workloads[0]).toMatchObject({ name: 'lookups', change: 10_000, effects: { volume: 10_000, mix: 0 } });
});

describe('1B input tokens at $4 and 100,000 searches at $5 bought direct at 20% off', () => {
  const bought = (growth = '') =>
    fileOf(`${growth}workloads:
  - { name: desk, model: searcher, tokens: { input: 1B }, calls: { webSearch: 100k }, channel: direct, channels: [direct] }
`);
  const line = (profile: string, offers: string) => [
    ...['--profile', profile, '--card', 'fixtures/cards/calls.yaml', '--offers', `fixtures/offers/${offers}.yaml`],
    ...['--as-of', '2026-11-01', '--quiet'],
  ];

  test.each([
    ['calls', 3700],
    ['calls-included', 3600],
  ])('under the contract of %s come to %d in an estimate, a plan and a check', async (offers, cost) => {
    const own = line(bought(), offers);
    const [{ configurations }] = (await json('estimate', ...own)).workloads;
    const direct = configurations.find(({ id }: { id: string }) => id === 'direct');
    expect([direct.available, direct.monthlyCost]).toEqual([true, cost]);
    expect((await json('decide', ...own)).plan.effectiveCost).toBe(cost);
    expect((await run(['check', ...own, '--max', String(cost)])).exitCode).toBe(0);
    expect((await run(['check', ...own, '--max', String(cost - 0.01)])).exitCode).toBe(3);
    const book = await workbook(['estimate', ...own]);
    const row = book.rows.get('Configurations')?.find((each) => each[1] === 'direct');
    expect(row?.[12]).toBeCloseTo(cost, FLOAT);
  });
});
