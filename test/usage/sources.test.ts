import { describe, expect, test } from 'vitest';
import { SOURCES } from '../../src/usage/sources.ts';
import { fileOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';

interface Counts {
  readonly [name: string]: number | undefined;
}

async function imported(file: string, ...flags: readonly string[]) {
  const { stdout, stderr, exitCode } = await run(['import', `fixtures/usage/${file}`, '--format', 'json', ...flags]);
  expect(stderr).toBe('');
  const answer = JSON.parse(stdout);
  const usage = answer.usage.map((row: { modelAsWritten: string; mode: string; tokens: Counts }) => {
    const counted = Object.entries(row.tokens).filter(([, count]) => count !== 0);
    return [row.modelAsWritten, row.mode, Object.fromEntries(counted)];
  });
  return { answer, usage, exitCode };
}

/** By hand from the fixtures: what a naive reader of each would get wrong stands beside it. */
const EXPECTED: readonly (readonly [
  file: string,
  kind: string,
  usage: readonly unknown[],
  dropped: Readonly<Record<string, number>>,
])[] = [
  [
    'openai.csv',
    'openai',
    // Cached and written tokens are inside input; the row of an empty bucket is no usage; 600 cached of 100 cannot be.
    [
      ['gpt-5.4', 'batch', { uncachedInput: 1_000_000, output: 200_000 }],
      ['gpt-5.4', 'standard', { uncachedInput: 1_600_000, cacheRead: 2_400_000, output: 500_000 }],
      [
        'gpt-5.6-sol',
        'standard',
        { uncachedInput: 1_500_000, cacheRead: 1_000_000, cacheWrite30m: 500_000, output: 400_000 },
      ],
    ],
    { 'has cached tokens over its input': 1 },
  ],
  [
    'anthropic-report.json',
    'anthropic',
    // The cache is outside of input: subtracting it would leave less than nothing.
    [
      ['claude-sonnet-4.5', 'batch', { uncachedInput: 700_000, output: 90_000 }],
      [
        'claude-sonnet-4.5',
        'standard',
        {
          uncachedInput: 1_200_000,
          cacheRead: 8_000_000,
          cacheWrite5m: 500_000,
          cacheWrite1h: 100_000,
          output: 300_000,
        },
      ],
    ],
    {},
  ],
  [
    'anthropic-console.csv',
    'anthropic-console',
    [
      ['claude-haiku-4.5', 'batch', { uncachedInput: 1000, output: 100 }],
      ['claude-sonnet-4.5', 'standard', { uncachedInput: 1200, cacheRead: 8000, cacheWrite5m: 500, output: 300 }],
    ],
    {},
  ],
  [
    'litellm.jsonl',
    'litellm',
    // 9,700 of the prompt hold 8,000 read and 500 written; a repeated id, a hit of the own cache and half a line are none.
    // OpenAI's 600 read stand under another name.
    [
      ['claude-sonnet-4.5', 'standard', { uncachedInput: 1200, cacheRead: 8000, cacheWrite5m: 500, output: 300 }],
      ['gpt-5.4', 'standard', { uncachedInput: 300_000, output: 1000 }],
      ['gpt-5.4-mini', 'standard', { uncachedInput: 400, cacheRead: 600, output: 100 }],
      ['house-model', 'standard', { uncachedInput: 1000, output: 50 }],
    ],
    {
      'repeats a request already counted': 1,
      'was answered by the gateway, at no charge': 1,
      'has cached tokens over its input': 1,
      'is no line of JSON': 1,
    },
  ],
  [
    'litellm-daily.csv',
    'litellm-daily',
    [['claude-sonnet-4.5', 'standard', { uncachedInput: 1200, cacheRead: 8000, cacheWrite5m: 500, output: 300 }]],
    {},
  ],
  [
    'openrouter.csv',
    'openrouter',
    // Reasoning is inside of completion, cached inside of prompt.
    [['gpt-5.4', 'standard', { uncachedInput: 218, cacheRead: 3211, output: 53 }]],
    {},
  ],
  [
    'openrouter-activity.json',
    'openrouter-api',
    [['gpt-5.4', 'standard', { uncachedInput: 200_000, output: 4000 }]],
    {},
  ],
  [
    'claude-code.jsonl',
    'claude-code',
    // Three lines are one message, and its first line has an output of 1: the sum would be 3,889. Fast is a mode of its own.
    [
      ['claude-opus-4.8', 'priority', { uncachedInput: 10, cacheRead: 100, output: 20 }],
      [
        'claude-sonnet-4.5',
        'standard',
        { uncachedInput: 3, cacheRead: 9511, cacheWrite5m: 200, cacheWrite1h: 500, output: 1944 },
      ],
    ],
    { 'repeats a message already counted': 2 },
  ],
  [
    'codex.jsonl',
    'codex',
    // Running totals add up to 4,000 of input; an event told again, at once or later, is one turn; reasoning is inside of
    // output. The second session has running totals alone: their sum would be 450 of input.
    [
      ['gpt-5.3-codex', 'standard', { uncachedInput: 260, cacheRead: 90, output: 30 }],
      ['gpt-5.4', 'standard', { uncachedInput: 1750, cacheRead: 1250, output: 425 }],
    ],
    { 'repeats a request already counted': 2 },
  ],
  [
    'ccusage.json',
    'ccusage',
    [['claude-sonnet-4.5', 'standard', { uncachedInput: 900, cacheRead: 8000, cacheWrite5m: 50, output: 300 }]],
    {},
  ],
  [
    'langfuse.jsonl',
    'langfuse',
    // 179 + 100 is disjoint by its total, 200 with 150 inside overlaps by its own; a span repeats both; 99 is neither. A
    // generation two levels above another tells its 37 tokens again.
    [['gpt-5.4', 'standard', { uncachedInput: 259, cacheRead: 250, output: 206 }]],
    { 'does not add up to its own total': 1, 'repeats what the spans inside of it count': 1 },
  ],
  [
    'canonical.csv',
    'canonical',
    [
      ['gpt-5.4', 'batch', { uncachedInput: 1_000_000, output: 300_000 }],
      ['gpt-5.4', 'standard', { uncachedInput: 1_000_000, cacheRead: 2_000_000, output: 300_000 }],
    ],
    {},
  ],
  [
    'bedrock.jsonl',
    'bedrock',
    // The cache is outside of input; the blocked call has no counts; the repeated id is one request.
    [
      ['claude-sonnet-4.5', 'standard', { uncachedInput: 22, cacheWrite5m: 2492, output: 13 }],
      [
        'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
        'standard',
        { uncachedInput: 22, cacheRead: 2492, cacheWrite5m: 100, cacheWrite1h: 400, output: 13 },
      ],
    ],
    { 'repeats a request already counted': 1, 'holds no usage': 1 },
  ],
  [
    'otel.json',
    'otel',
    // The wrapper repeats its two children; Anthropic's spans leave the cache outside, as one of them shows.
    [
      ['claude-sonnet-4.5', 'standard', { uncachedInput: 5010, cacheRead: 5000, output: 60 }],
      // OpenInference has a name of its own for what was read.
      ['gemini-3.1-pro', 'standard', { uncachedInput: 400, cacheRead: 500, output: 90 }],
      ['gpt-5.4', 'flex', { uncachedInput: 700, output: 70 }],
      ['gpt-5.4', 'standard', { uncachedInput: 1400, cacheRead: 600, output: 100 }],
    ],
    { 'repeats what the spans inside of it count': 1 },
  ],
  [
    'responses.jsonl',
    'responses',
    [
      ['claude-haiku-4.5', 'standard', { uncachedInput: 10, cacheRead: 30, cacheWrite5m: 40, output: 20 }],
      ['claude-opus-4.8', 'priority', { uncachedInput: 10, cacheRead: 100, output: 20 }],
      [
        'claude-sonnet-4.5',
        'standard',
        { uncachedInput: 3, cacheRead: 9511, cacheWrite5m: 300, cacheWrite1h: 200, output: 40 },
      ],
      ['deepseek-flash', 'standard', { uncachedInput: 51, cacheRead: 512, output: 116 }],
      // An answer without a total is its parts.
      ['gemini-3.1-pro', 'flex', { uncachedInput: 40, output: 7 }],
      // 345 + 119 of tools, of which 230 cached; 51 and 213 of thoughts are output.
      ['gemini-3.1-pro', 'standard', { uncachedInput: 234, cacheRead: 230, output: 264 }],
      // A result of a batch; the sum of the batch repeats it.
      ['gpt-5.4', 'batch', { uncachedInput: 400, cacheRead: 100, output: 25 }],
      ['gpt-5.4', 'flex', { uncachedInput: 400, cacheRead: 600, output: 50 }],
      // Chat with 100 written for 30 minutes, and the AI SDK's 100, whose lifetime it does not tell.
      [
        'gpt-5.4',
        'standard',
        { uncachedInput: 600, cacheRead: 1200, cacheWrite5m: 100, cacheWrite30m: 100, output: 100 },
      ],
      // 241 - 12: reasoning is outside of completion. 100 cached are over a prompt of 12, and outside of it.
      ['grok-4.6', 'standard', { uncachedInput: 21, cacheRead: 103, output: 230 }],
      ['mistral-large-4', 'standard', { uncachedInput: 1, cacheRead: 69, output: 12 }],
    ],
    {
      'has passes that its counts leave out': 1,
      // 512 and 5 are not 563; 1,000 and 50 are not 1,000.
      'does not add up to its own total': 2,
      'is the sum of a batch, whose results tell its requests': 1,
      'leaves open whether its input includes the cache': 2,
    },
  ],
  [
    'helicone.jsonl',
    'helicone',
    // 600 read are inside of OpenAI's 1,000, 1,100 cached are outside of Anthropic's 1,200 although they would fit into
    // them; 512 of 51 show that the third counts as Anthropic does, its other row too.
    [
      ['claude-sonnet-4.5', 'standard', { uncachedInput: 1200, cacheRead: 800, cacheWrite5m: 300, output: 40 }],
      ['deepseek-flash', 'standard', { uncachedInput: 151, cacheRead: 576, output: 126 }],
      ['gpt-5.4', 'standard', { uncachedInput: 420, cacheRead: 600, output: 55 }],
    ],
    // Helicone's own cache answered one; the zeros of the other say that it did not.
    { 'repeats a request already counted': 1, 'was answered by the gateway, at no charge': 1 },
  ],
  [
    'cur.csv',
    'cur',
    // 8.0 is 8 million where its unit is, 1,200.5 thousand elsewhere; units without a size, images and tax are none.
    [
      ['claude-sonnet-4.5', 'batch', { output: 90_000 }],
      [
        'claude-sonnet-4.5',
        'standard',
        {
          uncachedInput: 1_200_500,
          cacheRead: 8_000_000,
          cacheWrite5m: 500_000,
          cacheWrite1h: 100_000,
          output: 300_000,
        },
      ],
    ],
    { 'has a unit that is not known': 1, 'is billed by something else than tokens of text': 1 },
  ],
  [
    'focus.csv',
    'focus',
    // "uncached" holds the word "cached"; the correction takes no tokens off; the purchase is no usage.
    [
      ['gpt-5.4', 'batch', { output: 200_000 }],
      // The details of a price say what its meter does not; a missing meter is written as a word.
      ['gpt-5.4', 'standard', { uncachedInput: 1_000_000, cacheRead: 2_700_000, output: 100_000 }],
    ],
    { 'corrects an earlier charge': 1 },
  ],
  [
    'azure.csv',
    'azure',
    // 1K and 1M stand in one file; "opt" is output, "ccchd" is cached; an hour is no token.
    [
      ['gpt-5.4', 'batch', { output: 200_000 }],
      ['gpt-5.4', 'standard', { uncachedInput: 1_532_400, cacheRead: 3_000_000, output: 100_000 }],
    ],
    { 'has a unit that is not known': 1 },
  ],
  [
    'google-billing.jsonl',
    'google-billing',
    // The unit "requests" is tokens; thinking is output; storage of a cache is hours; tax is no usage.
    [['gemini-2.5-flash', 'standard', { uncachedInput: 1_065_040, cacheRead: 90_000, output: 10_000 }]],
    { 'is billed by something else than tokens of text': 1 },
  ],
];

describe('every kind of file is known for what it is and counted by its own rule', () => {
  test.each(EXPECTED)('%s', async (file, kind, expected, dropped) => {
    const { answer, usage } = await imported(file);
    const [source] = answer.sources;
    expect(source.kind).toBe(kind);
    expect(usage).toEqual(expected);
    expect(
      Object.fromEntries(source.dropped.map(({ reason, rows }: { reason: string; rows: number }) => [reason, rows])),
    ).toEqual(dropped);
    expect(source.rows.read).toBe(source.rows.kept + source.rows.outside + source.rows.dropped);
  });

  test('there is a fixture of each kind', () => {
    expect(EXPECTED.map(([, kind]) => kind).sort()).toEqual(SOURCES.map(({ kind }) => kind).sort());
  });

  test.each(EXPECTED)('%s is read the same when it is said to be what it is', async (file, kind) => {
    expect((await imported(file, '--from', kind)).usage).toEqual((await imported(file)).usage);
  });
});

test('a prompt over the threshold of its model is priced as a long one, and is a workload of its own', async () => {
  const { answer } = await imported('litellm.jsonl');
  const row = answer.usage.find((each: { modelAsWritten: string }) => each.modelAsWritten === 'gpt-5.4');
  // 300,000 at 2 x 2.50 and 1,000 at 1.5 x 15.00 a million.
  expect(row.cost).toBe(1.5225);
  expect(answer.profile.workloads).toContainEqual(
    expect.objectContaining({ name: 'gpt-5.4, long prompts', longContextShare: 1 }),
  );
});

test('only rows that say what they cost in dollars are held against the card', async () => {
  const { answer } = await imported('google-billing.jsonl');
  // 1,065,040 x 0.30 + 10,000 x 2.50 a million; the 90,000 tokens that were billed in euros are not in it.
  expect(answer.billed).toBe(0.344512);
  const page = (await run(['import', 'fixtures/usage/google-billing.jsonl'])).stdout.replace(/\s+/g, ' ');
  expect(page).toContain('The files say the same of the rows whose cost they hold.');
});

test('what files say of rows without a price is held against nothing', async () => {
  const words = ['import', 'fixtures/usage/ccusage.json', '--card', 'article-2026', '--as-of', '2026-11-23'];
  const { answer } = await imported('ccusage.json', ...words.slice(2));
  expect([answer.billed, answer.cost, answer.unpriced.length]).toEqual([0.0123, 0, 1]);
  expect((await run(words)).stdout).not.toContain('more than the card says');
});

test('rows without a model say what to ask the provider for', async () => {
  const { stdout } = await run(['import', 'fixtures/audit/ungrouped-usage.csv']);
  expect(stdout.replace(/\s+/g, ' ')).toContain('has rows without a model. Ask the provider for it grouped by model');
});

test('a moment counts on its day in UTC, and failures are told apart', async () => {
  const { answer } = await imported('litellm.jsonl');
  // 23:30 at -02:00 is 01:30 of the next day.
  expect(answer.period).toEqual({ start: '2026-10-02', end: '2026-10-02', days: 1 });
  const byName = Object.fromEntries(
    answer.usage.map((each: { modelAsWritten: string; requests: number; failedRequests: number }) => [
      each.modelAsWritten,
      [each.requests, each.failedRequests],
    ]),
  );
  expect(byName).toEqual({
    'claude-sonnet-4.5': [1, 0],
    'gpt-5.4': [1, 1],
    'gpt-5.4-mini': [1, 0],
    'house-model': [1, 0],
  });
});

// 1,050 of 10,000 + 301,000 + 1,100 + 1,050 tokens.
test('what a model without a price used is told, and the exit code says that it cannot tell', async () => {
  const { answer, exitCode } = await imported('litellm.jsonl');
  expect(exitCode).toBe(4);
  expect(answer.unpriced).toEqual([
    {
      modelAsWritten: 'house-model',
      near: [],
      apart: null,
      reason: 'the card has no model of that name',
      tokens: 1050,
      share: 0.0033530257,
    },
  ]);
});

test('a name as a cloud writes it is its model, and what was taken off is said', async () => {
  const { answer } = await imported('bedrock.jsonl');
  expect(
    answer.usage.map((each: { model: string; decoration: string | null }) => [each.model, each.decoration]),
  ).toEqual([
    ['claude-sonnet-4.5', null],
    ['claude-sonnet-4.5', 'us. anthropic. -v1:0'],
  ]);
  expect(answer.profile.workloads.map(({ region }: { region?: string }) => region)).toEqual([undefined, 'us']);
  expect((await run(['import', 'fixtures/usage/bedrock.jsonl'])).stdout.replace(/\s+/g, ' ')).toContain(
    'us.anthropic.claude-sonnet-4-5-20250929-v1:0 is claude-sonnet-4.5, without "us." "anthropic." "-v1:0".',
  );
});

describe('a charge of a whole month is its use of every day', () => {
  const FOCUS_HEAD =
    'SkuMeter,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ConsumedQuantity,ConsumedUnit,BilledCost,BillingCurrency';
  const CUR_HEAD =
    'line_item_usage_type,line_item_usage_start_date,line_item_usage_end_date,line_item_line_item_type,line_item_usage_amount,pricing_unit,line_item_unblended_cost,line_item_currency_code,line_item_product_code';
  const MONTH = '2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,Usage';

  test.each([
    ['FOCUS', FOCUS_HEAD, `claude-sonnet-4.5 input,${MONTH},1200000001,Tokens,3600.000003,USD`],
    [
      'AWS',
      CUR_HEAD,
      `USE1-claude-sonnet-4.5-input-tokens,${MONTH},1200000.001,1K tokens,3600.000003,USD,AmazonBedrock`,
    ],
  ])('%s', async (_, header, row) => {
    const path = fileOf(`${header}\n${row}\n`, 'month.csv');
    const { stdout } = await run(['import', path, '--as-of', '2026-12-03', '--format', 'json']);
    const { period, usage, profile, billed } = JSON.parse(stdout);
    expect(period).toEqual({ start: '2026-11-01', end: '2026-11-30', days: 30 });
    expect(usage).toMatchObject([{ tokens: { uncachedInput: 1_200_000_001 } }]);
    expect(billed).toBe(3600.000003);
    // Thirty days of a month of 30.4375: not thirty times that.
    expect(profile.workloads).toMatchObject([{ tokens: { uncachedInput: 1_217_500_001 } }]);
  });
});
