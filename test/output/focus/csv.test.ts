import { describe, expect, test } from 'vitest';
import { commitmentCharges } from '../../../src/decision/focus/commitment-charges.ts';
import { prepaidCharges } from '../../../src/decision/focus/prepaid-charges.ts';
import { usageCharges } from '../../../src/decision/focus/usage-charges.ts';
import type { BillingPeriod, Charge } from '../../../src/domain/charge.ts';
import type { Provenance } from '../../../src/domain/estimate.ts';
import { focusCsv } from '../../../src/output/focus/csv.ts';
import { answerFor, published } from '../../support/answers.ts';
import { day, dollars } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const DECEMBER: BillingPeriod = { month: '2026-12' as BillingPeriod['month'], ratesOf: day('2026-12-01') };
const { id, version, sha256 } = published.card;
const PROVENANCE: Provenance = {
  tool: { name: 'tokencost', version: '0' },
  command: 'estimate',
  asOf: day('2026-12-01'),
  card: { id, version, sha256 },
  providerName: (provider) => published.card.providers.get(provider) ?? provider,
};

function usage(configuration: string): Charge[] {
  const of = workload('claude-opus-4.7', '500M', '1.7B', { tags: new Map([['team', 'a "b"']]) });
  const { baseline, configurations } = answerFor([of], published);
  const row = configurations.find((each) => each.id === configuration);
  if (row === undefined) throw new Error(`there is no ${configuration}`);
  return usageCharges({ ...row, baseline }, DECEMBER);
}

const CONTRACT = {
  id: 'anthropic-2026',
  name: 'Anthropic contract',
  provider: 'anthropic',
  amount: dollars('50_000'),
  overage: undefined,
};
const CREDIT = { id: 'tokenmart', name: 'TokenMart credit', pay: dollars('999'), credit: dollars('1058.94') };

/** Rows by column, read as RFC 4180 says. */
function rowsOf(charges: readonly Charge[]): Record<string, string>[] {
  const [head = [], ...rows] = focusCsv(charges, { ...PROVENANCE, complete: true, version: '1.2' })
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        (cell) => cell[1]?.replaceAll('""', '"') ?? cell[2] ?? '',
      ),
    );
  return rows.map((cells) => Object.fromEntries(head.map((name, column) => [name, cells[column] ?? ''])));
}

/** The columns that are not null. */
const filled = (row: Record<string, string> | undefined, start: string) =>
  Object.fromEntries(Object.entries(row ?? {}).filter(([name, value]) => name.startsWith(start) && value !== ''));

describe('a commitment in FOCUS columns', () => {
  const rows = rowsOf(commitmentCharges(CONTRACT, usage('direct'), DECEMBER));

  test('is a purchase, what usage draws from it, and what is left', () => {
    const costs = rows.map((row) =>
      ['ChargeCategory', 'CommitmentDiscountStatus', 'ListCost', 'ContractedCost', 'EffectiveCost', 'BilledCost']
        .map((name) => row[name])
        .join(' '),
    );
    expect(costs).toEqual([
      'Purchase  50000.00 50000.00 0.00 50000.00',
      'Usage Used 2500.00 2000.00 2000.00 0.00',
      'Usage Used 42500.00 34000.00 34000.00 0.00',
      'Usage Unused 0.00 0.00 14000.00 0.00',
    ]);
  });

  test('says on every row whose it is, in dollars', () => {
    expect(rows.map((row) => filled(row, 'CommitmentDiscount')['CommitmentDiscountQuantity'])).toEqual([
      '50000.00',
      '2000.00',
      '34000.00',
      '14000.00',
    ]);
    for (const row of rows) {
      expect(filled(row, 'CommitmentDiscount')).toMatchObject({
        CommitmentDiscountCategory: 'Spend',
        CommitmentDiscountId: 'anthropic-2026',
        CommitmentDiscountType: 'Token Spend Commitment',
        CommitmentDiscountUnit: 'USD',
      });
    }
  });

  test('is priced in dollars where it is bought and left, in tokens where it is used', () => {
    expect(rows.map((row) => [row['PricingCategory'], row['PricingUnit'], row['ConsumedUnit']].join(' '))).toEqual([
      'Standard USD ',
      'Committed 1000000 Tokens Tokens',
      'Committed 1000000 Tokens Tokens',
      'Committed USD ',
    ]);
    expect(filled(rows[0], 'Consumed')).toEqual({});
    expect(filled(rows[0], 'SkuPriceDetails')).toEqual({});
  });

  test('is billed for the month it is of, by the provider', () => {
    expect(filled(rows[0], 'BillingPeriod')).toEqual({
      BillingPeriodStart: '2026-12-01T00:00:00Z',
      BillingPeriodEnd: '2027-01-01T00:00:00Z',
    });
    expect(new Set(rows.map((row) => row['InvoiceIssuerName']))).toEqual(new Set(['Anthropic']));
    expect(rows.map((row) => row['ChargeFrequency'])).toEqual([
      'Recurring',
      'Usage-Based',
      'Usage-Based',
      'Usage-Based',
    ]);
  });
});

describe('prepaid credit in FOCUS columns', () => {
  const rows = rowsOf(prepaidCharges(CREDIT, usage('tokenmart'), DECEMBER));

  test('is bought in blocks at their price, and usage accrues what a dollar of it cost', () => {
    // 38,250 at 15% off needs 37 blocks of 1,058.94; 38,250 x 999 / 1,058.94 = 36,084.9056603774 to ten places.
    expect(rows[0]).toMatchObject({
      PricingQuantity: '37.00',
      PricingUnit: 'Units',
      ListUnitPrice: '999.00',
      BilledCost: '36963.00',
    });
    expect(rows.slice(1).map((row) => row['EffectiveCost'])).toEqual(['2004.7169811321', '34080.1886792453']);
    expect(rows.slice(1).map((row) => row['BilledCost'])).toEqual(['0.00', '0.00']);
  });
});

test('a usage row names the SKU, the tags and the properties as key-value JSON', () => {
  const [row] = rowsOf(usage('list'));
  expect(row).toMatchObject({
    SkuId: 'claude-opus-4.7/input',
    SkuPriceId: 'claude-opus-4.7/input/standard/base',
    SkuMeter: 'uncached input',
    Tags: JSON.stringify({ team: 'a "b"' }),
    x_IsEstimate: 'true',
    x_TokenClass: 'input',
    x_BaselineCost: '2500.00',
  });
  expect(JSON.parse(row?.['SkuPriceDetails'] ?? '')).toEqual({
    x_ModelDeveloper: 'anthropic',
    x_ModelId: 'claude-opus-4.7',
    x_ServiceMode: 'standard',
    x_TokenCacheAction: 'Uncached',
    x_TokenDirection: 'Input',
  });
});

const AMOUNTS = [
  ...['BilledCost', 'CommitmentDiscountQuantity', 'ConsumedQuantity', 'ContractedCost', 'ContractedUnitPrice'],
  ...['EffectiveCost', 'ListCost', 'ListUnitPrice', 'PricingQuantity', 'x_BaselineCost'],
];

test('every amount is a decimal, so that no column changes its type from one month to the next', () => {
  const rows = [
    ...rowsOf(usage('list+batch')),
    ...rowsOf(commitmentCharges(CONTRACT, usage('direct'), DECEMBER)),
    ...rowsOf(prepaidCharges(CREDIT, usage('tokenmart'), DECEMBER)),
  ];
  const amounts = rows.flatMap((row) => AMOUNTS.map((name) => row[name] ?? '').filter((text) => text !== ''));
  expect(amounts.length).toBeGreaterThan(50);
  for (const text of amounts) expect(text).toMatch(/^\d+\.\d\d+$/);
  expect(amounts).toContain('2.50');
});

test('what FOCUS 1.2 does not define in SkuPriceDetails begins with x_, and there is an invoice to be filled in', () => {
  for (const row of rowsOf(usage('list'))) {
    expect(Object.keys(JSON.parse(row['SkuPriceDetails'] ?? '')).filter((key) => !key.startsWith('x_'))).toEqual([]);
    expect(row['InvoiceId']).toBe('');
  }
});
