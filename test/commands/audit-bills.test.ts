import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { query } from '../support/duckdb.ts';
import { folderOf } from '../support/folders.ts';

// Bills with what real exports hold beside charges for tokens, and bills that leave open what was wrong: through the
// binary. Prices are of the published card: gpt-5.4 2.50 / 0.25 / 15.00 and twice that at priority, gpt-5.6-terra
// 2.00 / 2.50 (writes) / 12.00, claude-sonnet-4.5 3.00 / 15.00 and, over 200K until April 2026, 6.00 / 22.50.

interface Answer {
  readonly billed: number;
  readonly difference: number;
  readonly unexplained: number;
  readonly byDay: boolean;
  readonly causes: readonly { readonly cause: string; readonly amount: number }[];
  readonly differences: readonly { readonly cause: string; readonly amount: number; readonly text: string }[];
  readonly claims: readonly { readonly what: string; readonly amount: number }[];
}

function run(usage: readonly [name: string, text: string], bill: readonly [name: string, text: string]) {
  const folder = folderOf(Object.fromEntries([usage, bill]));
  const [of, with_] = [join(folder, usage[0]), join(folder, bill[0])];
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['bin/tokencost.js', 'audit', '--usage', of, '--bill', with_, '--as-of', '2026-11-27', '--format', 'json'],
    { encoding: 'utf8' },
  );
  return { stdout, stderr, status };
}

function audited(...files: Parameters<typeof run>) {
  const { stdout, stderr, status } = run(...files);
  expect(stderr).toBe('');
  const answer: Answer = JSON.parse(stdout);
  const causes = Object.fromEntries(answer.causes.map(({ cause, amount }) => [cause, amount]));
  return { answer, causes, status };
}

const HEAD = 'day,model,mode,uncachedInput,cacheRead,cacheWrite5m,cacheWrite30m,cacheWrite1h,output';
const used = (...rows: readonly string[]) => ['usage.csv', [HEAD, ...rows, ''].join('\n')] as const;
const OF_GPT = used('2026-10-01,gpt-5.4,standard,1000000,1000000,0,0,0,100000');

const AZURE = 'date,meterName,meterCategory,meterSubCategory,quantity,unitOfMeasure,costInUsd,billingCurrencyCode';
const azure = (...rows: readonly (readonly [day: string, meter: string, cost: string])[]) =>
  [
    'azure.csv',
    [
      AZURE,
      ...rows.map(([day, meter, cost]) => `${day},${meter},Cognitive Services,Azure OpenAI,1,1M,${cost},USD`),
      '',
    ].join('\n'),
  ] as const;

describe('what a bill holds beside charges for tokens', () => {
  const CUR =
    'line_item_usage_start_date,line_item_product_code,line_item_usage_type,line_item_usage_amount,pricing_unit,line_item_unblended_cost,line_item_currency_code,line_item_line_item_type';
  const cur = (type: string, meter: string, cost: string) =>
    `2026-10-01T00:00:00Z,AmazonBedrock,USE1-claude-sonnet-4.5-${meter},1000,1K tokens,${cost},USD,${type}`;

  test('AWS: a tax on a meter is a tax, and no use of the meter', () => {
    const { causes, status, answer } = audited(used('2026-10-01,claude-sonnet-4.5,standard,1000000,0,0,0,0,100000'), [
      'cur.csv',
      [
        CUR,
        cur('Usage', 'input-tokens', '3'),
        cur('Usage', 'output-tokens', '1.5'),
        cur('Tax', 'input-tokens', '0.57'),
        '',
      ].join('\n'),
    ]);
    expect(causes).toEqual({ tax: 0.57 });
    expect(answer).toMatchObject({ billed: 5.07, difference: 0.57, unexplained: 0, claims: [] });
    expect(status).toBe(0);
  });

  test('AWS: a line of a month is for all of its days', () => {
    const line = (meter: string, cost: string) =>
      `2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,AmazonBedrock,USE1-claude-sonnet-4.5-${meter},1000,1K tokens,${cost},USD,Usage`;
    const days = used(
      '2026-10-01,claude-sonnet-4.5,standard,1000000,0,0,0,0,0',
      '2026-10-20,claude-sonnet-4.5,standard,0,0,0,0,0,100000',
    );
    const { answer, causes, status } = audited(days, [
      'cur.csv',
      [
        CUR.replace('_date', '_date,line_item_usage_end_date'),
        line('input-tokens', '3'),
        line('output-tokens', '1.5'),
        '',
      ].join('\n'),
    ]);
    expect([answer.byDay, causes, status]).toEqual([false, {}, 0]);
  });

  test('Google: a tax on an SKU is a tax', () => {
    const row = (sku: string, cost: number, type: string) =>
      JSON.stringify({
        service: { description: 'Vertex AI' },
        sku: { description: sku },
        usage_start_time: '2026-10-01T00:00:00Z',
        usage: { amount: 1, unit: 'requests' },
        cost,
        currency: 'USD',
        credits: [],
        cost_type: type,
      });
    const { causes, status } = audited(used('2026-10-01,gemini-2.5-flash,standard,1000000,0,0,0,0,100000'), [
      'google.jsonl',
      [
        row('Gemini 2.5 Flash GA Text Input - Predictions', 0.3, 'regular'),
        row('Gemini 2.5 Flash GA Text Output - Predictions', 0.25, 'regular'),
        row('Gemini 2.5 Flash GA Text Input - Predictions', 0.05, 'tax'),
        '',
      ].join('\n'),
    ]);
    expect(causes).toEqual({ tax: 0.05 });
    expect(status).toBe(0);
  });

  test('FOCUS: a tax of a month leaves the days of usage apart', () => {
    const row = (meter: string, cost: string, category = 'Usage', end = '2026-10-02') =>
      `OpenAI,${meter},2026-10-01T00:00:00Z,${end}T00:00:00Z,${category},1,Tokens,${cost},USD`;
    const { causes, status, answer } = audited(OF_GPT, [
      'focus.csv',
      [
        'ProviderName,SkuMeter,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ConsumedQuantity,ConsumedUnit,BilledCost,BillingCurrency',
        row('gpt-5.4 uncached input', '2.5'),
        row('gpt-5.4 cache read', '0.25'),
        row('gpt-5.4 output', '1.5'),
        row('VAT', '0.8', 'Tax', '2026-11-01'),
        '',
      ].join('\n'),
    ]);
    expect(causes).toEqual({ tax: 0.8 });
    expect(answer.byDay).toBe(true);
    expect(status).toBe(0);
  });
});

describe('how Azure writes its rows', () => {
  test('days of the portal, and models without their family', () => {
    const { causes, status } = audited(
      OF_GPT,
      azure(
        ['10/01/2026', '5.4 inp Gl 1M Tokens', '2.5'],
        ['10/01/2026', '5.4 cchd inp Gl 1M Tokens', '0.25'],
        ['10/01/2026', '5.4 opt Gl 1M Tokens', '1.5'],
      ),
    );
    expect(causes).toEqual({});
    expect(status).toBe(0);
  });

  test('writes without a lifetime are those that were used: what is wrong elsewhere stays unknown', () => {
    const { causes, answer, status } = audited(
      used('2026-10-01,gpt-5.6-terra,standard,1000000,0,0,2000000,0,100000'),
      azure(
        ['2026-10-01', 'gpt-5.6-terra ShortCo inp Std Gl 1M Tokens', '2.0173'],
        ['2026-10-01', 'gpt-5.6-terra ShortCo Cd Wr Std Gl 1M Tokens', '5'],
        ['2026-10-01', 'gpt-5.6-terra ShortCo opt Std Gl 1M Tokens', '1.2'],
      ),
    );
    expect(causes).toEqual({ unknown: 0.0173 });
    expect(answer.differences[0]?.text).toContain('what differs is uncached input');
    expect(status).toBe(3);
  });

  /** An enterprise agreement and a customer agreement: what their exports call the same columns. */
  const ENTERPRISE =
    'SubscriptionName,ResourceLocation,Date,MeterCategory,MeterSubCategory,MeterName,UnitOfMeasure,Quantity,CostInBillingCurrency,Tags,ChargeType,BillingCurrencyCode';
  const CUSTOMER =
    'subscriptionName,resourceLocation,date,meterCategory,meterSubCategory,meterName,unitOfMeasure,quantity,costInBillingCurrency,tags,chargeType,billingCurrency';
  const agreed = (header: string, tags: string, currency: string, ...more: readonly string[]) => {
    const row = (meter: string, quantity: string, unit: string, cost: string, type = 'Usage') =>
      `prod,eastus,10/1/2026,Foundry Models,Azure OpenAI,${meter},${unit},${quantity},${cost},${tags},${type},${currency}`;
    const rows = [
      row('gpt-5.4 Inp glbl Tokens', '1000', '1K', '2.5'),
      row('gpt 5.4 cached Inp glbl Tokens', '1', '1M', '0.25'),
      row('gpt-5.4-opt-glbl Tokens', '100', '1K', '1.5'),
    ];
    const others = more.map((type) =>
      row('gpt-5.4 Inp glbl Tokens', '1', '1K', type === 'Refund' ? '-0.75' : '12', type),
    );
    return ['azure.csv', [header, ...rows, ...others, ''].join('\n')] as const;
  };
  const KINDS = [
    ['an enterprise agreement', ENTERPRISE, '"""team"": ""support"",""env"": ""prod"""'],
    ['a customer agreement', CUSTOMER, '"{""team"":""support"",""env"":""prod""}"'],
  ] as const;

  test.each(KINDS)('%s: in its own columns, in the currency that it bills', (_, header, tags) => {
    const { answer, causes, status } = audited(OF_GPT, agreed(header, tags, 'USD'));
    expect([answer.billed, causes, status]).toEqual([4.25, {}, 0]);
    const euros = run(OF_GPT, agreed(header, tags, 'EUR'));
    expect([euros.status, euros.stderr]).toEqual([2, expect.stringContaining('azure.csv is in EUR')]);
  });

  test.each(KINDS)('%s: a purchase or a refund is no usage of the meter that it names', (_, header, tags) => {
    const { answer, causes } = audited(OF_GPT, agreed(header, tags, 'USD', 'Purchase', 'Refund'));
    expect(causes).toEqual({ billWithoutUsage: 12, credit: -0.75 });
    expect(answer.differences.map(({ cause, amount }) => [cause, amount])).toContainEqual(['billWithoutUsage', 12]);
  });

  test.each(KINDS)('%s: is usage, by whose it is', (_, header, tags) => {
    const bill = agreed(header, tags, 'USD', 'Purchase', 'Refund');
    const path = join(folderOf({ [bill[0]]: bill[1] }), bill[0]);
    const argv = ['import', path, '--by', 'tag:team', '--as-of', '2026-11-27', '--format', 'json'];
    const { stdout } = spawnSync(process.execPath, ['bin/tokencost.js', ...argv], { encoding: 'utf8' });
    const { usage, billed, measured } = JSON.parse(stdout);
    expect(billed).toBe(4.25);
    expect(usage).toMatchObject([
      { tokens: { uncachedInput: 1_000_000, cacheRead: 1_000_000, output: 100_000 }, cost: 4.25 },
    ]);
    expect(measured.workloads).toMatchObject([{ workload: 'gpt-5.4, support' }]);
  });
});

test('prompts of the long window are expected at its price, as the usage report says which they are', () => {
  const bucket = (results: readonly object[]) =>
    JSON.stringify({ data: [{ starting_at: '2026-03-04T00:00:00Z', ending_at: '2026-03-05T00:00:00Z', results }] });
  const own = (context_window: string) => ({ context_window, model: 'claude-sonnet-4-5', service_tier: 'standard' });
  const tokens = (window: string, input: number, output: number) => ({
    ...own(window),
    uncached_input_tokens: input,
    cache_read_input_tokens: 0,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    output_tokens: output,
  });
  const cents = (window: string, token_type: string, amount: string) => ({
    ...own(window),
    token_type,
    amount,
    currency: 'USD',
    cost_type: 'tokens',
  });
  const { causes, answer, status } = audited(
    ['report.json', bucket([tokens('0-200k', 1_000_000, 100_000), tokens('200k-1M', 2_000_000, 300_000)])],
    [
      'cost.json',
      bucket([
        cents('0-200k', 'uncached_input_tokens', '300'),
        cents('0-200k', 'output_tokens', '150'),
        cents('200k-1M', 'uncached_input_tokens', '1200'),
        cents('200k-1M', 'output_tokens', '675'),
      ]),
    ],
  );
  expect(causes).toEqual({});
  expect(answer.billed).toBe(23.25);
  expect(status).toBe(0);
});

test('work that was kept in a region is expected at its premium, as the usage report says where it was', () => {
  const own = { model: 'claude-opus-4-7', service_tier: 'standard', context_window: '0-200k' };
  const bucket = (results: readonly object[]) =>
    JSON.stringify({ data: [{ starting_at: '2026-10-01T00:00:00Z', ending_at: '2026-10-02T00:00:00Z', results }] });
  const report = (inference_geo: string, output_tokens: number) => ({
    ...own,
    inference_geo,
    uncached_input_tokens: 1_000_000,
    cache_read_input_tokens: 0,
    cache_creation: {},
    output_tokens,
  });
  const cents = (inference_geo: string, token_type: string, amount: string) => ({
    ...own,
    inference_geo,
    token_type,
    amount,
    currency: 'USD',
    cost_type: 'tokens',
  });
  const usage = ['report.json', bucket([report('us', 100_000), report('global', 50_000)])] as const;
  const [inUs, anywhere] = [
    [cents('us', 'uncached_input_tokens', '550'), cents('us', 'output_tokens', '275')],
    [cents('global', 'uncached_input_tokens', '500'), cents('global', 'output_tokens', '125')],
  ];
  const right = audited(usage, ['cost.json', bucket([...inUs, ...anywhere])]);
  expect(right.causes).toEqual({});
  expect(right.answer).toMatchObject({ billed: 14.5, claims: [] });
  expect(right.status).toBe(0);
  const without = [cents('us', 'uncached_input_tokens', '500'), cents('us', 'output_tokens', '250')];
  const wrong = audited(usage, ['cost.json', bucket([...without, ...anywhere])]);
  expect(wrong.causes).toEqual({ region: -0.75 });
});

test('tokens of the incentivized tier are expected at nothing, and a claim where they are billed', () => {
  const HEADS =
    'start_time,end_time,num_model_requests,model,batch,service_tier,input_tokens,output_tokens,input_cached_tokens';
  const row = (tier: string, output: number) => `1790812800,1790899200,5,gpt-5.4,False,${tier},1000000,${output},0`;
  const usage = [
    'completions_usage.csv',
    [HEADS, row('incentivized-tier', 100_000), row('default', 50_000), ''].join('\n'),
  ] as const;
  const cost = (input: string, output: string) =>
    [
      'cost.csv',
      `start_time,end_time,amount_value,amount_currency,line_item\n1790812800,1790899200,${input},usd,"gpt-5.4, input"\n1790812800,1790899200,${output},usd,"gpt-5.4, output"\n`,
    ] as const;
  const right = audited(usage, cost('2.5000', '0.7500'));
  expect(right.causes).toEqual({});
  expect(right.status).toBe(0);
  const billed = audited(usage, cost('5.0000', '2.2500'));
  expect(billed.causes).toEqual({ mode: 4 });
  expect(billed.answer.claims).toMatchObject([
    { what: 'tokens of the incentivized tier, which are given, billed', amount: 4 },
  ]);
});

describe('how far a bill is rounded', () => {
  test.each([
    ['DECIMAL(38,8)', -1, 3],
    ['DECIMAL(38,0)', 0, 0],
  ])('a Parquet file says it by its type: %s', async (type, found, code) => {
    const usage = used('2026-10-01,gpt-5.4,standard,1000000,10000000,0,0,0,200000');
    const folder = folderOf({ [usage[0]]: usage[1] });
    const bill = join(folder, 'focus.parquet');
    // 2.50, 2.50 and 3.00 at list price.
    const lines = `('uncached input', 2), ('cache read', 2), ('output', 3)`;
    await query(
      `COPY (SELECT TIMESTAMPTZ '2026-10-01 00:00:00+00' AS ChargePeriodStart, 'Usage' AS ChargeCategory, 'gpt-5.4 ' || meter AS SkuMeter, CAST(cost AS ${type}) AS BilledCost, 'USD' AS BillingCurrency, MAP {'x_ModelId': 'gpt-5.4'} AS SkuPriceDetails FROM (VALUES ${lines}) lines(meter, cost)) TO '${bill}' (FORMAT parquet)`,
    );
    const argv = [
      'audit',
      '--usage',
      join(folder, usage[0]),
      '--bill',
      bill,
      '--as-of',
      '2026-11-27',
      '--format',
      'json',
    ];
    // A zone of one's own moves no day.
    const env = { ...process.env, TZ: 'America/New_York' };
    const { stdout, stderr, status } = spawnSync(process.execPath, ['bin/tokencost.js', ...argv], {
      encoding: 'utf8',
      env,
    });
    expect(stderr).toBe('');
    const { causes } = JSON.parse(stdout) as Answer;
    const more = causes.filter(({ cause }) => cause !== 'rounding').reduce((sum, { amount }) => sum + amount, 0);
    expect([more, status]).toEqual([found, code]);
  });

  test('an amount with an exponent has the decimals that it comes to', () => {
    const bucket = {
      object: 'bucket',
      start_time: 1_790_812_800,
      end_time: 1_790_899_200,
      results: [
        {
          object: 'organization.costs.result',
          amount: { value: 5e-7, currency: 'usd' },
          line_item: 'gpt-5.4, cached input',
        },
      ],
    };
    const { causes, status } = audited(used('2026-10-01,gpt-5.4,standard,0,1,0,0,0,0'), [
      'costs.json',
      JSON.stringify({ object: 'page', data: [bucket] }),
    ]);
    expect(Object.values(causes)).toEqual([2.5e-7]);
    expect(status).toBe(3);
  });
});

describe('a bill that adds a day up to one sum', () => {
  const spend = (model: string, amount: string) =>
    [
      'log.jsonl',
      `${JSON.stringify({ request_id: 'r', call_type: 'acompletion', model, prompt_tokens: 1, completion_tokens: 1, total_tokens: 2, startTime: '2026-10-01T05:00:00Z', cache_hit: 'False', status: 'success', metadata: {}, spend: 'AMOUNT' }).replace('"AMOUNT"', amount)}\n`,
    ] as const;

  test('twice what was used is billed a second time', () => {
    const usage = used('2026-10-01,claude-sonnet-4.5,standard,1000001,0,0,0,0,100000');
    const { causes, status } = audited(usage, spend('claude-sonnet-4.5', '9.000006'));
    expect(causes).toEqual({ billWithoutUsage: 4.500003 });
    expect(status).toBe(3);
  });

  test('where two causes come to the same, both are said', () => {
    const { causes, answer } = audited(OF_GPT, spend('gpt-5.4', '8.50000'));
    expect(causes).toEqual({ mode: 4.25 });
    const [text] = answer.differences.map((each) => each.text);
    expect(text).toBe('standard billed as priority; to the same comes: billed a second time');
  });

  test('a rate is named only where it is more than the rounding of the bill', () => {
    const { causes, answer } = audited(OF_GPT, spend('gpt-5.4', '2.2'));
    expect(causes).toEqual({ unknown: -2.05 });
    expect(answer.differences[0]?.text).toContain('the bill is rounded too far to tell a rate');
  });
});

describe('a bill in whole dollars', () => {
  type Line = readonly [label: string, amount: string, day?: string];
  const focus = (...lines: readonly Line[]) =>
    [
      'focus.csv',
      [
        'ChargePeriodStart,ChargeCategory,ChargeDescription,BilledCost,BillingCurrency,SkuPriceDetails',
        ...lines.map(
          ([label, amount, day = '2026-10-01']) =>
            `${day}T00:00:00Z,Usage,claude-sonnet-4.5 ${label},${amount},USD,"{""x_ModelId"":""claude-sonnet-4.5""}"`,
        ),
        '',
      ].join('\n'),
    ] as const;
  /** 300 dollars of input, and 300 of output. */
  const USED = used('2026-10-01,claude-sonnet-4.5,standard,100000000,0,0,0,0,20000000');

  test('a rate that comes to it to the last digit is the cause', () => {
    const { causes, answer } = audited(USED, focus(['tokens', '510']));
    expect(causes).toEqual({ discount: -90 });
    expect(answer.differences.map(({ text }) => text)).toEqual(['billed at 15% under list price']);
  });

  /** At list price 812.37, 437.19 and 303.03 dollars. */
  const THREE_DAYS = used(
    '2026-10-01,claude-sonnet-4.5,standard,170790000,0,0,0,0,20000000',
    '2026-10-02,claude-sonnet-4.5,standard,95730000,0,0,0,0,10000000',
    '2026-10-03,claude-sonnet-4.5,standard,51010000,0,0,0,0,10000000',
  );
  const three = (...amounts: readonly string[]) =>
    focus(...amounts.map((amount, index): Line => ['tokens', amount, `2026-10-0${index + 1}`]));

  test('a rate that no day tells for its rounding is told by all of them together', () => {
    const { causes, answer } = audited(THREE_DAYS, three('691', '372', '258'));
    expect(causes).toEqual({ discount: -232.8885, rounding: 1.2985 });
    expect(new Set(answer.differences.map(({ text }) => text))).toEqual(
      new Set(['billed at 15% under list price', 'rounding of the bill']),
    );
  });

  test.each([
    [['691', '372', '263'], 'a day that does not fit it tells that it is none'],
    [['691'], 'a single day tells none'],
  ])('billed %s: %s', (amounts) => {
    const { answer } = audited(THREE_DAYS, three(...amounts));
    expect(answer.causes.map(({ cause }) => cause)).not.toContain('discount');
    expect(answer.causes.map(({ cause }) => cause)).toContain('unknown');
  });

  test('a line that is there twice is billed a second time', () => {
    const { causes, answer } = audited(USED, focus(['input', '300'], ['output', '300'], ['output', '300']));
    expect(causes).toEqual({ billWithoutUsage: 300 });
    expect(answer.claims).toMatchObject([{ what: 'billed a second time', amount: 300 }]);
  });
});

test.each(['1.234,56', '$2.50', 'n/a'])('an amount that is no number is no charge of nothing: %s', (amount) => {
  const { stdout, stderr, status } = run(OF_GPT, [
    'cost.csv',
    `start_time,end_time,amount_value,amount_currency,line_item\n1790812800,1790899200,"${amount}",usd,"gpt-5.4, input"\n1790812800,1790899200,1.75,usd,"gpt-5.4, output"\n`,
  ]);
  expect(stdout).toBe('');
  expect(stderr).toContain(
    'has 1 row with an amount that is no number, so that what was billed is not known. [notBill]',
  );
  expect(status).toBe(2);
});

describe('files that hold the same rows', () => {
  const COST =
    'start_time,end_time,amount_value,amount_currency,line_item\n1790812800,1790899200,2.5,usd,"gpt-5.4, input"\n';

  test.each([
    [['usage.csv'], ['cost.csv', 'copy.csv']],
    [['usage.csv', 'usage-copy.csv'], ['cost.csv']],
  ])('usage %s, bill %s: refused, once and clearly', (usage, bill) => {
    const [, text] = used('2026-10-01,gpt-5.4,standard,1000000,0,0,0,0,0');
    const folder = folderOf({
      'usage.csv': text,
      'usage-copy.csv': `${text}2026-10-02,gpt-5.4,standard,5,0,0,0,0,0\n`,
      'cost.csv': COST,
      'copy.csv': `${COST}1790899200,1790985600,1.5,usd,"gpt-5.4, output"\n`,
    });
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [join(process.cwd(), 'bin/tokencost.js'), 'audit', '--usage', ...usage, '--bill', ...bill],
      { encoding: 'utf8', cwd: folder },
    );
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^tokencost: \S+\.csv and \S*copy\.csv hold the same rows of 2026-10-01\. \[usage\]\n/);
    expect(status).toBe(2);
  });
});
