import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Big from 'big.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { query } from '../support/duckdb.ts';
import { run } from '../support/transcript.ts';

const SUPPORT = ['estimate', '--profile', 'fixtures/profiles/support.yaml', '--quiet'];
const MONEY = ['BilledCost', 'ContractedCost', 'EffectiveCost', 'ListCost', 'x_BaselineCost'];
const EXACT = [...MONEY, 'ContractedUnitPrice', 'ListUnitPrice', 'PricingQuantity', 'ConsumedQuantity'];

const COMMITTED = [
  ...['decide', '--profile', 'fixtures/profiles/portfolio.yaml', '--offers', 'fixtures/offers/take-or-pay.yaml'],
  '--quiet',
];
const PREPAID = ['decide', '--profile', 'fixtures/profiles/gateways.yaml', '--prepay', 'tokenmart', '--quiet'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'focus-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
/** A FOCUS file as a FROM clause, with exact decimals where the specification says Decimal. */
async function focus(...argv: string[]): Promise<string> {
  const path = join(folder, `${++files}.csv`);
  await run([...argv, '--format', 'focus', '--output', path]);
  return `read_csv('${path}', types = {${EXACT.map((column) => `'${column}': 'DECIMAL(38,10)'`).join(', ')}})`;
}

const names = async (from: string) =>
  (await query(`DESCRIBE FROM ${from}`)).map((column) => column['column_name'] ?? '');
const plain = (text: string | null | undefined) => (text == null ? null : new Big(text).toFixed());

/** Mandatory columns of FOCUS 1.2 (specification/columns), and whether they may be null. */
const MANDATORY = {
  notNull: [
    ...['BilledCost', 'BillingAccountId', 'BillingCurrency', 'BillingPeriodEnd', 'BillingPeriodStart'],
    ...['ChargeCategory', 'ChargePeriodEnd', 'ChargePeriodStart', 'ContractedCost', 'EffectiveCost'],
    ...['InvoiceIssuerName', 'ListCost', 'ProviderName', 'PublisherName', 'ServiceCategory', 'ServiceName'],
  ],
  nullable: ['BillingAccountName', 'ChargeClass', 'ChargeDescription', 'PricingQuantity', 'PricingUnit'],
};
/** Not null on usage and purchases where the column is there at all. */
const PRICED = [
  'ContractedUnitPrice',
  'ListUnitPrice',
  'PricingCategory',
  'PricingQuantity',
  'PricingUnit',
  'SkuPriceId',
];

describe('--format focus', () => {
  test('has the mandatory columns, those of FOCUS before ours, each in alphabetical order', async () => {
    const columns = await names(await focus(...SUPPORT));
    expect([...MANDATORY.notNull, ...MANDATORY.nullable].filter((name) => !columns.includes(name))).toEqual([]);
    const [theirs, ours] = [
      columns.filter((name) => !name.startsWith('x_')),
      columns.filter((name) => name.startsWith('x_')),
    ];
    expect(columns).toEqual([...theirs.toSorted(), ...ours.toSorted()]);
    expect(theirs.every((name) => /^[A-Z][A-Za-z]+$/.test(name))).toBe(true);
  });

  test('leaves no cell empty that may not be', async () => {
    const from = await focus(...SUPPORT);
    for (const column of [...MANDATORY.notNull, ...PRICED]) {
      expect(await query(`SELECT count(*) AS missing FROM ${from} WHERE ${column} IS NULL`)).toEqual([
        { missing: '0' },
      ]);
    }
  });

  test('costs are unit price x quantity, a million tokens at a time, and nothing is prepaid', async () => {
    const from = await focus(...SUPPORT);
    const [row] = await query(`SELECT count(*) AS rows,
      count(*) FILTER (ListUnitPrice::DECIMAL(19,6) * PricingQuantity::DECIMAL(19,6) = ListCost) AS list,
      count(*) FILTER (ContractedUnitPrice::DECIMAL(19,6) * PricingQuantity::DECIMAL(19,6) = ContractedCost) AS contracted,
      count(*) FILTER (PricingUnit = '1000000 Tokens' AND PricingQuantity * 1000000 = ConsumedQuantity) AS units,
      count(*) FILTER (BilledCost = EffectiveCost AND EffectiveCost = ContractedCost AND ContractedCost <= ListCost) AS standard
      FROM ${from}`);
    expect(Number(row?.['rows'])).toBeGreaterThan(15);
    expect(new Set(Object.values(row ?? {})).size).toBe(1);
  });

  test('sums to the totals of the JSON', async () => {
    const { stdout } = await run([...SUPPORT, '--format', 'json']);
    const inJson = (key: string) => new RegExp(`"totals": {[^}]*"${key}": ([\\d.]+)`).exec(stdout)?.[1];
    const [row] = await query(
      `SELECT sum(EffectiveCost) AS cost, sum(x_BaselineCost) AS baseline FROM ${await focus(...SUPPORT)}`,
    );
    expect([plain(row?.['cost']), plain(row?.['baseline'])]).toEqual([inJson('cheapestCost'), inJson('baselineCost')]);
  });

  test('a quantity that does not end in decimals is off by its rounding at most', async () => {
    const flags = ['--cache-hit', '70%', '--reads-per-write', '3', '--scenario', 'list+cache', '--quiet'];
    const from = await focus('estimate', '--in', '1M', '--out', '1M', '--model', 'claude-opus-4.7', ...flags);
    const [row] =
      await query(`SELECT count(*) AS rows, count(*) FILTER (PricingQuantity * 3 != round(PricingQuantity * 3, 6)) AS endless,
      max(abs(ListUnitPrice::DECIMAL(19,6) * PricingQuantity::DECIMAL(18,10) - ListCost)) < 0.00000001 AS close FROM ${from}`);
    expect(row).toMatchObject({ rows: '4', close: true });
    expect(Number(row?.['endless'])).toBeGreaterThan(0);
  });

  test('of a scenario has its charges alone', async () => {
    const from = await focus(...SUPPORT, '--scenario', 'list+batch');
    expect(await query(`SELECT DISTINCT x_Scenario AS scenario, x_IsEstimate AS estimate FROM ${from}`)).toEqual([
      { scenario: 'list+batch', estimate: true },
    ]);
  });

  test('of a profile that runs for months has each month at its own rates', async () => {
    const flags = ['--card', 'fixtures/cards/rules.yaml', '--as-of', '2026-09-15', '--quiet'];
    const argv = ['estimate', '--profile', 'fixtures/profiles/half-year.yaml', ...flags];
    const { stdout } = await run([...argv, '--format', 'json']);
    const months = JSON.parse(stdout).schedule.months.map((each: { month: string; cheapestCost: number }) => [
      each.month,
      String(each.cheapestCost),
    ]);
    const rows = await query(
      `SELECT strftime(BillingPeriodStart, '%Y-%m') AS month, sum(EffectiveCost) AS cost FROM ${await focus(...argv)} GROUP BY month ORDER BY month`,
    );
    expect(rows.map((row) => [row['month'], plain(row['cost'])])).toEqual(months);
    expect(months).toHaveLength(6);
  });

  test('a file that leaves a workload out says so in each of its rows, and one that does not says that', async () => {
    const complete = async (from: string) => query(`SELECT DISTINCT x_IsComplete AS complete FROM ${from}`);
    expect(await complete(await focus(...SUPPORT))).toEqual([{ complete: true }]);
    const profile = join(folder, 'partly.yaml');
    const of = (name: string, model: string) =>
      `{ name: ${name}, model: ${model}, tokens: { input: 1M, output: 1M }, cacheHitRatio: 50% }`;
    // The card has a price of cache reads for one of the two models.
    writeFileSync(profile, `workloads: [${of('priced', 'large-2')}, ${of('unpriced', 'small-2')}]`);
    const flags = ['--card', 'fixtures/cards/own.yaml', '--as-of', '2026-11-01', '--quiet'];
    const from = await focus('estimate', '--profile', profile, ...flags, '--scenario', 'list+cache');
    expect(await complete(from)).toEqual([{ complete: false }]);
  });

  /** What the Foundation's validator asks of a file in 1.2, by its rules: `npm run verify:focus` runs the validator itself. */
  test.each([
    ['CommitmentDiscountStatus-C-003', 'CommitmentDiscountId IS NULL AND CommitmentDiscountStatus IS NOT NULL'],
    [
      'CommitmentDiscountStatus-C-004',
      "CommitmentDiscountId IS NOT NULL AND ChargeCategory = 'Usage' AND CommitmentDiscountStatus IS NULL",
    ],
    ['ConsumedUnit-C-005', 'ConsumedQuantity IS NULL AND ConsumedUnit IS NOT NULL'],
    ['PricingUnit-C-004', '(PricingQuantity IS NULL) != (PricingUnit IS NULL)'],
    [
      'EffectiveCost of a purchase',
      "ChargeCategory = 'Purchase' AND CommitmentDiscountId IS NOT NULL AND EffectiveCost != 0",
    ],
    ['BillingPeriod holds the charge', 'ChargePeriodStart < BillingPeriodStart OR ChargePeriodEnd > BillingPeriodEnd'],
  ])('no row is against %s', async (_, fault) => {
    for (const argv of [SUPPORT, COMMITTED, PREPAID]) {
      const from = await focus(...argv);
      expect(await query(`SELECT count(*) AS faults FROM ${from} WHERE ${fault}`)).toEqual([{ faults: '0' }]);
    }
  });

  test('leaves out what has no price, says so, and exits with 4', async () => {
    const flags = ['--card', 'fixtures/cards/own.yaml', '--as-of', '2026-11-01', '--cache-hit', '50%'];
    const argv = [
      'estimate',
      '--in',
      '1M',
      '--model',
      'small-2',
      ...flags,
      '--format',
      'focus',
      '--scenario',
      'list+cache',
    ];
    const { stdout, stderr, exitCode } = await run(argv);
    expect(stdout.split('\r\n')).toHaveLength(2);
    expect(stderr).toContain('warning: small-2 has no charges in 2026-11');
    expect(exitCode).toBe(4);
  });
});

/** The plan of a JSON answer of `decide`, with its amounts as they are written. */
async function planOf(argv: readonly string[]) {
  const { stdout } = await run([...argv, '--format', 'json']);
  const amount = (key: string) => new RegExp(`"${key}": ([\\d.]+)`).exec(stdout)?.[1];
  return {
    costs: ['effectiveCost', 'billedCost', 'listCost', 'baselineCost'].map(amount),
    contracts: JSON.parse(stdout).plan.contracts as { commitment: number; shortfall: number }[],
  };
}

describe('decide --format focus', () => {
  const PORTFOLIO = ['decide', '--profile', 'fixtures/profiles/portfolio.yaml', '--quiet'];
  const GATEWAYS = ['decide', '--profile', 'fixtures/profiles/gateways.yaml', '--quiet'];
  const SUBSTITUTES = [
    'decide',
    '--profile',
    'fixtures/profiles/substitutes.yaml',
    '--card',
    'article-2026',
    '--quiet',
  ];
  const SHORT = [...PORTFOLIO, '--offers', 'fixtures/offers/take-or-pay.yaml'];

  test.each([
    ['no commitment', PORTFOLIO],
    ['a commitment that is covered', [...PORTFOLIO, '--offers', 'fixtures/offers/banded.yaml']],
    ['a commitment that is not', SHORT],
    ['fees', GATEWAYS],
    ['credit in whole blocks', [...GATEWAYS, '--prepay', 'tokenmart']],
    ['another model in its place', SUBSTITUTES],
    ['what a cloud is owed', [...PORTFOLIO, '--offers', 'fixtures/offers/cloud-commitment.yaml']],
  ])('sums to the plan of the JSON: %s', async (_, argv) => {
    const [row] = await query(`SELECT sum(EffectiveCost) AS effective, sum(BilledCost) AS billed,
      sum(ListCost) FILTER (ChargeCategory = 'Usage') AS list, sum(x_BaselineCost) AS baseline
      FROM ${await focus(...argv)}`);
    const sums = [row?.['effective'], row?.['billed'], row?.['list'], row?.['baseline']].map(plain);
    // Ten decimals a cell: a quotient that does not end is off by less than that, some dozens of times.
    for (const [index, cost] of (await planOf(argv)).costs.entries()) {
      expect(
        new Big(sums[index] ?? 'NaN')
          .minus(cost ?? 'NaN')
          .abs()
          .toNumber(),
      ).toBeLessThan(1e-8);
    }
  });

  test('a contract is a purchase, what it covers, and what it leaves unused', async () => {
    const { contracts } = await planOf(SHORT);
    expect(contracts).toHaveLength(1);
    const rows =
      await query(`SELECT ChargeCategory AS category, CommitmentDiscountStatus AS status, sum(EffectiveCost) AS effective,
      sum(BilledCost) AS billed FROM ${await focus(...SHORT)} WHERE CommitmentDiscountId = 'anthropic-contract'
      GROUP BY category, status ORDER BY category, status`);
    // 83,500 of list at 40% off is 50,100; the commitment is 60,000.
    expect(rows.map((row) => ({ ...row, effective: plain(row['effective']), billed: plain(row['billed']) }))).toEqual([
      { category: 'Purchase', status: null, effective: '0', billed: '60000' },
      { category: 'Usage', status: 'Unused', effective: '9900', billed: '0' },
      { category: 'Usage', status: 'Used', effective: '50100', billed: '0' },
    ]);
  });

  test('credit is a purchase of whole blocks, and usage costs what its credit did', async () => {
    const from = await focus(...GATEWAYS, '--prepay', 'tokenmart');
    const [row] =
      await query(`SELECT PricingQuantity AS blocks, BilledCost AS billed, EffectiveCost AS effective FROM ${from}
      WHERE SkuMeter = 'prepaid credit'`);
    // 25,503.20 of usage needs 25 blocks of 1,058.94 for 999 each.
    expect([plain(row?.['blocks']), plain(row?.['billed']), plain(row?.['effective'])]).toEqual(['25', '24975', '0']);
    expect(await query(`SELECT count(*) AS credits FROM ${from} WHERE ChargeCategory = 'Credit'`)).toEqual([
      { credits: '0' },
    ]);
  });
});
