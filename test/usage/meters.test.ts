import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/transcript.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Row = Readonly<Record<string, string>>;

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** The usage of rows under one header: of each model and mode its tokens that are not 0, and why rows were dropped. */
async function usageOf(rows: readonly Row[], name = 'bill.csv') {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  const path = join(folder, name);
  writeFileSync(path, lines.map((each) => `${each.map(cell).join(',')}\n`).join(''));
  const { stdout, stderr } = await run(['import', path, '--format', 'json']);
  expect(stderr).toBe('');
  const { sources, usage } = JSON.parse(stdout);
  type Used = { modelAsWritten: string; mode: string; tokens: Record<string, number>; billed: number | null };
  return {
    dropped: sources[0].dropped,
    usage: usage.map(({ modelAsWritten, mode, tokens, billed }: Used) => [
      modelAsWritten,
      mode,
      Object.fromEntries(Object.entries(tokens).filter(([, count]) => count > 0)),
      billed,
    ]),
  };
}

const aws = (type: string, amount: string, more: Row = {}): Row => ({
  line_item_usage_start_date: '2026-10-01T00:00:00.000Z',
  line_item_usage_end_date: '2026-10-02T00:00:00.000Z',
  line_item_line_item_type: 'Usage',
  line_item_product_code: '6bs4xb0zffy7ptpj12kvw5h12',
  line_item_line_item_description: 'AWS Marketplace software usage|us-east-1|Million Tokens',
  line_item_usage_type: type,
  line_item_usage_amount: amount,
  line_item_unblended_cost: '1.5',
  line_item_currency_code: 'USD',
  pricing_unit: 'Units',
  product: '{"product_name":"Claude Sonnet 4.5 (Amazon Bedrock Edition)"}',
  ...more,
});

describe('a line of AWS for a model that its marketplace sells', () => {
  test.each([
    ['USE1-MP:USE1_InputTokenCount-Units', 'uncachedInput'],
    ['USE1-MP:USE1_InputTokenCount_Global-Units', 'uncachedInput'],
    ['USE1-MP:USE1_OutputTokenCount-Units', 'output'],
    ['USE1-MP:USE1_CacheReadInputTokenCount-Units', 'cacheRead'],
    ['USE1-MP:USE1_CacheWriteInputTokenCount-Units', 'cacheWrite5m'],
    ['USW2-MP:USW2_output_tokens_standard-Units', 'output'],
    ['MP:APN1_cache_write_tokens_1h_global_standard-Units', 'cacheWrite1h'],
  ])('%s is of the model of its product, in the unit of its description', async (type, kind) => {
    const thousand = 'AWS Marketplace software usage|us-east-1|thousand Tokens Regional';
    const rows = [aws(type, '0.25'), aws(type, '3', { line_item_line_item_description: thousand })];
    expect(await usageOf(rows)).toEqual({
      dropped: [],
      usage: [['claude-sonnet-4.5', 'standard', { [kind]: 253_000 }, 3]],
    });
  });

  test('is dropped with its reason where neither says how many tokens a unit is, and where it is capacity', async () => {
    const rows = [
      aws('USE1-MP:USE1_InputTokenCount-Units', '5', { line_item_line_item_description: 'Input Tokens - Standard' }),
      aws('USE1-MP:USE1_Reserved_1Month_InputTPM_Geo-Units', '5', { pricing_unit: '1M TPM Hour' }),
      aws('USE1-BoxUsage:m5.large', '5', { product: '{"product_name":"Amazon EC2"}' }),
    ];
    expect(await usageOf(rows)).toEqual({
      dropped: [
        { reason: 'has a unit that is not known', rows: 1 },
        { reason: 'is billed by something else than tokens of text', rows: 1 },
      ],
      usage: [],
    });
  });

  test('is billed for that model, audit says', async () => {
    const usage = join(folder, 'own.csv');
    writeFileSync(usage, 'day,model,uncachedInput,cacheRead,output\n2026-10-01,claude-sonnet-4.5,0,1000000,0\n');
    const bill = join(folder, 'cur.csv');
    const row = aws('USE1-MP:USE1_CacheReadInputTokenCount-Units', '1', { line_item_unblended_cost: '0.3' });
    writeFileSync(bill, `${Object.keys(row).join(',')}\n${Object.values(row).map(cell).join(',')}\n`);
    const { stdout } = await run(['audit', '--bill', bill, '--usage', usage, '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ billed: 0.3, expected: 0.3, difference: 0 });
  });
});

const focus = (meter: string, details: object | undefined, more: Row = {}): Row => ({
  BilledCost: '0.5',
  BillingCurrency: 'USD',
  ChargeCategory: 'Usage',
  ChargeClass: '',
  ChargePeriodStart: '2026-10-01T00:00:00Z',
  ChargePeriodEnd: '2026-10-02T00:00:00Z',
  ConsumedQuantity: '1000',
  ConsumedUnit: 'Tokens',
  SkuMeter: meter,
  SkuPriceDetails: details === undefined ? '' : JSON.stringify(details),
  ...more,
});

describe('a charge of FOCUS', () => {
  test.each([
    ['1.5', { ModelId: 'gpt-5.4', TokenDirection: 'Input', TokenCacheAction: 'Read' }, 'standard', 'cacheRead'],
    ['1.5', { ModelId: 'gpt-5.4', TokenDirection: 'Input', TokenCacheAction: 'Uncached' }, 'standard', 'uncachedInput'],
    ['1.5', { ModelId: 'gpt-5.4', TokenDirection: 'Input', TokenCacheAction: 'Write' }, 'standard', 'cacheWrite5m'],
    ['1.2', { x_ModelId: 'gpt-5.4', x_TokenDirection: 'Output' }, 'standard', 'output'],
    ['1.2', { x_ModelId: 'gpt-5.4', x_TokenDirection: 'Input', x_TokenCacheAction: 'Read' }, 'standard', 'cacheRead'],
    ['1.2', { x_ModelId: 'gpt-5.4', x_TokenDirection: 'Output', x_ServiceMode: 'batch' }, 'batch', 'output'],
  ])('under the keys of %s says by %o of what class its tokens are', async (_, details, mode, kind) => {
    expect(await usageOf([focus('Tokens', details)])).toEqual({
      dropped: [],
      usage: [['gpt-5.4', mode, { [kind]: 1000 }, 0.5]],
    });
  });

  test('of 1.0 has its meter in a column of its provider, and is told where its unit is none', async () => {
    const rows = [
      focus('', undefined, { x_SkuMeterName: 'gpt-5.4 Inp glbl Tokens', ConsumedUnit: '1K', ConsumedQuantity: '2' }),
      focus('', undefined, { x_SkuMeterName: 'gpt-5.4 Outp glbl Tokens', ConsumedUnit: 'Units' }),
      focus('', undefined, {
        x_UsageType: 'USE1-Claude4.5Sonnet-output-tokens',
        ChargeDescription: '$0.015 per 1K output tokens for Claude 4.5 Sonnet',
        ConsumedUnit: '1K tokens',
        ConsumedQuantity: '7',
      }),
      focus('', undefined, { x_SkuMeterName: 'Hot LRS Write Operations', ConsumedUnit: '10K' }),
    ];
    expect(await usageOf(rows)).toEqual({
      dropped: [{ reason: 'has a unit that is not known', rows: 1 }],
      usage: [
        ['claude4.5sonnet', 'standard', { output: 7000 }, 0.5],
        ['gpt-5.4', 'standard', { uncachedInput: 2000 }, 0.5],
      ],
    });
  });

  test('as the program writes it, with writes for an hour, is the same tokens again', async () => {
    const [profile, charges] = [join(folder, 'work.yaml'), join(folder, 'charges.csv')];
    writeFileSync(
      profile,
      `workloads:
  - { name: one, model: claude-opus-4.7, tokens: { input: 10M, output: 2M }, cacheHitRatio: 50%, readsPerWrite: 5, cacheTtl: 1h }
`,
    );
    const written = await run(['estimate', '--profile', profile, '--format', 'focus', '--output', charges]);
    expect(written.exitCode).toBe(0);
    const { stdout } = await run(['import', charges, '--format', 'json']);
    // Half of 10 million is read, a fifth of that written, and the rest is neither.
    const tokens = { uncachedInput: 4_000_000, cacheRead: 5_000_000, cacheWrite1h: 1_000_000, cacheWrite5m: 0 };
    expect(JSON.parse(stdout).usage).toMatchObject([{ modelAsWritten: 'claude-opus-4.7', tokens }]);
  });
});

test('a SKU of the Gemini API names its model behind what it counts', async () => {
  const google = (sku: string): Row => ({
    service_description: 'Gemini API',
    sku_description: sku,
    usage_start_time: '2026-10-01 00:00:00 UTC',
    usage_amount: '1000',
    usage_unit: 'count',
    cost: '0.5',
    currency: 'USD',
    cost_type: 'regular',
  });
  const rows = [
    google('Generate content input token count gemini 2.5 flash short input text'),
    google('Generate content cached input token count gemini 2.5 flash short input text'),
    google('Generate content output token count gemini 3.1 flash lite preview text'),
    google('Generate content input token count Gemini 2.5 Pro input image'),
  ];
  expect(await usageOf(rows)).toEqual({
    dropped: [{ reason: 'is billed by something else than tokens of text', rows: 1 }],
    usage: [
      ['gemini-2.5-flash', 'standard', { uncachedInput: 1000, cacheRead: 1000 }, 1],
      ['gemini-3.1-flash-lite-preview', 'standard', { output: 1000 }, 0.5],
    ],
  });
});
