// Workbooks to change, and the program's own run with the same change. `from` is the command the workbook is of, `inputs`
// what is typed into its cells, `to` the command that states the same. $NAME is a fixture with `edits` made to its text.
const OPUS = 'estimate --in 500M --out 1.5B --model claude-opus-4.7';
const SUPPORT = 'estimate --profile fixtures/profiles/support.yaml';
const PORTFOLIO = 'estimate --profile fixtures/profiles/portfolio.yaml';
const RULES = 'estimate --profile fixtures/profiles/rules.yaml --card fixtures/cards/rules.yaml --as-of 2026-11-01';
const OVERLAY = 'estimate --in 500M --out 1.5B --model claude-opus-4.7 --cache-hit 50% --batch 40% --as-of 2026-12-15';
const VIA = 'estimate --in 500M --out 1.5B --model claude-opus-4.7 --batch 50% --via openrouter,openrouter-byok,vercel';
const FEES =
  'estimate --in 100M --out 10M --model flat --batch 0 --card fixtures/cards/acme.yaml --as-of 2026-11-01 --offers fixtures/offers/gateways.yaml';
const BANDS = 'estimate --in 1B --out 1.2B --model claude-opus-4.7 --cache-hit 80%';

/** A fixture, and what to put in place of what in its text. */
const edit = (path, ...edits) => ({ path, edits });

const PLAN = 'decide --profile fixtures/profiles/portfolio.yaml';
const BANDED = `${PLAN} --offers fixtures/offers/banded.yaml`;
const UNITS = 'decide --profile fixtures/profiles/units-pay.yaml --offers fixtures/offers/units.yaml';
const NAMED =
  'decide --profile fixtures/profiles/named-models.yaml --proposal fixtures/proposals/named-models.yaml --as-of 2026-11-27';
/** The portfolio bought at list alone. */
const AT_LIST = edit(
  'fixtures/profiles/portfolio.yaml',
  ...['assistant', 'code-review', 'summaries', 'live-chat'].map((name) => [
    `name: ${name}`,
    `name: ${name}\n    channels: [list]`,
  ]),
);

export const CHANGES = [
  {
    title: 'reserved units: what one costs',
    from: UNITS,
    inputs: { reserved_1_price: 190 },
    to: UNITS.replace('fixtures/offers/units.yaml', '$offers'),
    files: {
      offers: edit('fixtures/offers/units.yaml', ['name: annual, usdPerUnit: 200', 'name: annual, usdPerUnit: 190']),
    },
  },
  {
    title: 'a contract that names a model: its discount',
    from: NAMED,
    inputs: { choice_2_discount: 0.05 },
    to: NAMED.replace('fixtures/proposals/named-models.yaml', '$proposal'),
    files: { proposal: edit('fixtures/proposals/named-models.yaml', ['claude-haiku-4.5: 8%', 'claude-haiku-4.5: 5%']) },
  },
  {
    title: 'gateways: volumes under minimum and allowance',
    from: FEES,
    inputs: { workload_1_input: 1e7, workload_1_output: 2e6 },
    to: FEES.replace('100M', '10M').replace('10M --model', '2M --model'),
  },
  {
    title: 'gateways: volumes over them',
    from: FEES,
    inputs: { workload_1_input: 5e8 },
    to: FEES.replace('100M', '500M'),
  },
  {
    title: 'gateways: fees',
    from: FEES,
    to: FEES.replace('fixtures/offers/gateways.yaml', '$offers'),
    inputs: {
      purchase_fee_feemart: 0.07,
      purchase_fee_minimum_feemart: 90,
      own_key_allowance_keymart: 500,
      own_key_fee_keymart: 0.03,
      credit_received_blockmart: 130,
      markup_markupmart_flat: 0.08,
    },
    files: {
      offers: edit(
        'fixtures/offers/gateways.yaml',
        ['share: 10%, minimum: 40', 'share: 7%, minimum: 90'],
        ['share: 5%, allowance: 2_000', 'share: 3%, allowance: 500'],
        ['credit: 110', 'credit: 130'],
        ['markup: 5%', 'markup: 8%'],
      ),
    },
  },
  {
    title: 'gateways: credit that lapses',
    from: FEES,
    to: FEES.replace('fixtures/offers/gateways.yaml', '$offers'),
    inputs: { credit_received_blockmart: 9000, credit_pay_blockmart: 8000, credit_lapses_after_days_blockmart: 45 },
    files: {
      offers: edit('fixtures/offers/gateways.yaml', [
        'pay: 100, credit: 110, expiresAfterDays: 90',
        'pay: 8000, credit: 9000, expiresAfterDays: 45',
      ]),
    },
  },
  {
    title: 'gateways: prepaid credit',
    from: `${OPUS} --batch 0 --prepay tokenmart`,
    inputs: { workload_1_output: 4e9, workload_1_batch_share: 0.4 },
    to: 'estimate --in 500M --out 4B --model claude-opus-4.7 --batch 40% --prepay tokenmart',
  },

  {
    title: 'flags: volumes',
    from: OPUS,
    inputs: { workload_1_input: 2e9, workload_1_output: 6e9 },
    to: 'estimate --in 2B --out 6B --model claude-opus-4.7',
  },
  {
    title: 'flags: levers stated',
    from: OPUS,
    inputs: { workload_1_cache_hit: 0.5, workload_1_batch_share: 0.25 },
    to: `${OPUS} --cache-hit 50% --batch 25%`,
  },
  {
    title: 'flags: one lever stated',
    from: OPUS,
    inputs: { workload_1_cache_hit: 0.5 },
    to: `${OPUS} --cache-hit 50%`,
  },
  {
    title: 'flags: levers taken back',
    from: `${OPUS} --cache-hit 50% --batch`,
    inputs: { workload_1_cache_hit: '', workload_1_batch_share: '' },
    to: OPUS,
  },
  {
    title: 'flags: reads per write',
    from: `${OPUS} --cache-hit 70% --reads-per-write 5`,
    inputs: { workload_1_cache_hit: 0.95, workload_1_reads_per_write: 30 },
    to: `${OPUS} --cache-hit 95% --reads-per-write 30`,
  },
  {
    title: 'flags: cache lifetime',
    from: `${OPUS} --cache-hit 70%`,
    inputs: { workload_1_cache_ttl: '1h' },
    to: `${OPUS} --cache-hit 70% --cache-ttl 1h`,
  },
  {
    title: 'flags: own quote',
    from: `${BANDS} --discount 20%`,
    inputs: { direct_discount_anthropic: 0.375 },
    to: `${BANDS} --discount 37.5%`,
  },
  {
    title: 'flags: own floor',
    from: `${OPUS} --batch 50%`,
    inputs: { floor_low_anthropic: 20000, floor_high_anthropic: 30000 },
    to: `${OPUS} --batch 50% --floor 20k-30k`,
  },
  {
    title: 'offers: aggregator discount',
    from: `${OPUS} --batch 50% --offers fixtures/offers/own.yaml`,
    inputs: { discount_tokenmart_claude_opus_4_7: 0.22 },
    to: `${OPUS} --batch 50% --offers $offers`,
    files: { offers: edit('fixtures/offers/own.yaml', ['claude-opus-4.7: 12%', 'claude-opus-4.7: 22%']) },
  },
  {
    title: 'offers: commitment of a band',
    from: `${BANDS} --offers fixtures/offers/own.yaml`,
    inputs: { direct_discount_anthropic_band_2: 0.3, workload_1_input: 2e9 },
    to: `estimate --in 2B --out 1.2B --model claude-opus-4.7 --cache-hit 80% --offers $offers`,
    files: { offers: edit('fixtures/offers/own.yaml', ['discount: 25%', 'discount: 30%']) },
  },
  {
    title: 'overlay card: a price',
    from: `${OVERLAY} --card fixtures/cards/overlay.yaml`,
    inputs: { price_claude_opus_4_7_output: 18.5, price_claude_opus_4_7_cache_read: 0.35 },
    to: `${OVERLAY} --card $card`,
    files: {
      card: edit(
        'fixtures/cards/overlay.yaml',
        ['output: 20.00', 'output: 18.50'],
        ['cacheRead: 0.40', 'cacheRead: 0.35'],
      ),
    },
  },
  {
    title: 'support: all four',
    from: SUPPORT,
    to: 'estimate --profile $profile',
    inputs: {
      workload_1_input: 3e9,
      workload_1_cache_hit: 0.8,
      workload_1_batch_share: 0.15,
      workload_2_output: 4.25e8,
      workload_2_batch_share: 0.75,
      workload_3_output: 2e8,
      workload_4_requests: 5e6,
      workload_4_cache_hit: 0.6,
    },
    files: {
      profile: edit(
        'fixtures/profiles/support.yaml',
        ['input: 500M', 'input: 3B'],
        ['cacheHitRatio: 70%\n    readsPerWrite', 'cacheHitRatio: 80%\n    readsPerWrite'],
        ['batchEligible: 40%', 'batchEligible: 15%'],
        ['output: 100M', 'output: 425M'],
        ['batchEligible: 100%', 'batchEligible: 75%'],
        ['output: 95_000_000', 'output: 200M'],
        ['requests: 2M', 'requests: 5M'],
        ['cacheHitRatio: 80%\n    latency', 'cacheHitRatio: 60%\n    latency'],
      ),
    },
  },
  {
    title: 'portfolio: over the floor',
    from: PORTFOLIO,
    inputs: {
      workload_1_output: 2e8,
      workload_2_batch_share: 0.9,
      workload_3_input: 3e10,
      workload_4_latency_budget: 200,
    },
    to: 'estimate --profile $profile',
    files: {
      profile: edit(
        'fixtures/profiles/portfolio.yaml',
        [
          'claude-opus-4.7\n    tokens: { input: 1B, output: 3B }',
          'claude-opus-4.7\n    tokens: { input: 1B, output: 200M }',
        ],
        ['batchEligible: 30%', 'batchEligible: 90%'],
        ['gemini-3.1-pro\n    tokens: { input: 1B', 'gemini-3.1-pro\n    tokens: { input: 30B'],
        ['latencyBudgetMs: 30', 'latencyBudgetMs: 200'],
      ),
    },
  },
  {
    title: 'plan: volumes and a lever',
    from: PLAN,
    inputs: { workload_1_input: 2.5e9, workload_2_batch_share: 0.6, workload_3_output: 7e8 },
    to: 'decide --profile $profile',
    files: {
      profile: edit(
        'fixtures/profiles/portfolio.yaml',
        ['claude-opus-4.7\n    tokens: { input: 1B', 'claude-opus-4.7\n    tokens: { input: 2.5B'],
        ['batchEligible: 30%', 'batchEligible: 60%'],
        [
          'gemini-3.1-pro\n    tokens: { input: 1B, output: 1B',
          'gemini-3.1-pro\n    tokens: { input: 1B, output: 700M',
        ],
      ),
    },
  },
  {
    title: 'plan: a discount',
    from: `${PLAN} --discount 20%`,
    inputs: { direct_discount_anthropic: 0.185 },
    to: `${PLAN} --discount 18.5%`,
  },
  {
    title: 'plan: everything at list',
    from: PLAN,
    to: 'decide --profile $profile',
    files: { profile: AT_LIST },
    inputs: {
      choice_1_channel: 'list',
      choice_2_channel: 'list',
      choice_3_channel: 'list',
      choice_4_channel: 'list',
      contract_anthropic_band: 0,
    },
  },
  {
    title: 'plan: a commitment that is not used up',
    from: `${PLAN} --offers $before`,
    inputs: { contract_anthropic_band: 2, direct_discount_anthropic_band_2: 0.4 },
    to: `${PLAN} --offers $after`,
    files: {
      before: edit(
        'fixtures/offers/banded.yaml',
        ['commitment: 60_000, discount: 18%', 'commitment: 0, discount: 20%'],
        ['commitment: 75_000, discount: 25%', 'commitment: 60_000, discount: 22%'],
      ),
      after: edit(
        'fixtures/offers/banded.yaml',
        ['      - { commitment: 60_000, discount: 18% }\n', ''],
        ['commitment: 75_000, discount: 25%', 'commitment: 60_000, discount: 40%'],
      ),
    },
  },
  {
    title: 'rules: modes, peak, storage',
    from: RULES,
    to: 'estimate --profile $profile --card $card --as-of 2026-11-01',
    inputs: {
      workload_1_cache_hit: 0.25,
      workload_3_peak_share: 0.6,
      workload_4_stored_token_hours: 4e8,
      workload_4_batch_share: 0.9,
      rate_served_flex_multiplier: 0.4,
      price_by_night_peak_output: 5,
    },
    files: {
      profile: edit(
        'fixtures/profiles/rules.yaml',
        ['cacheHitRatio: 50%\n    serviceMode: flex', 'cacheHitRatio: 25%\n    serviceMode: flex'],
        ['peakShare: 20%', 'peakShare: 60%'],
        ['hours: 730', 'hours: 200'],
        ['batchEligible: 50%', 'batchEligible: 90%'],
      ),
      card: edit(
        'fixtures/cards/rules.yaml',
        ['flex: { multiplier: 0.5', 'flex: { multiplier: 0.4'],
        ['cacheRead: 0.20, output: 4.00', 'cacheRead: 0.20, output: 5.00'],
      ),
    },
  },
];

/** Workbooks whose every formula must come to the value stored beside it, and to what the program says. */
export const AS_THEY_ARE = [
  OPUS,
  PLAN,
  'decide --profile fixtures/profiles/support.yaml',
  'decide --profile fixtures/profiles/substitutes.yaml',
  `${PLAN} --via openrouter --prepay tokenmart`,
  'decide --profile fixtures/profiles/gateways.yaml',
  'decide --profile fixtures/profiles/governed.yaml',
  'decide --profile fixtures/profiles/one-channel.yaml',
  BANDED,
  UNITS,
  UNITS.replace('units-pay', 'units-alone'),
  NAMED,
  `${FEES.replace('estimate', 'decide')}`,
  VIA,
  FEES,
  SUPPORT,
  PORTFOLIO,
  RULES,
  `${OVERLAY} --card fixtures/cards/overlay.yaml`,
  `${BANDS} --offers fixtures/offers/own.yaml`,
  'estimate --in 2B --out 6B --model claude-opus-4.7 --batch 50% --card article-2026',
  'estimate --in 1B --out 100M --model gpt-5.4 --cache-hit 50% --batch',
  'estimate --in 100M --out 1M --model claude-opus-4.7 --cache-hit 70% --reads-per-write 3',
  'estimate --in 1M --out 1M --model small-2 --card fixtures/cards/own.yaml --as-of 2026-11-01 --cache-hit 50% --batch',
  ...[
    'long-prompts',
    'regional',
    'region-without-price',
    'uncacheable',
    'short-prefix',
    'hostile-names',
    'leaning',
    'direct-only',
    'gateways',
  ].map((name) => `estimate --profile fixtures/profiles/${name}.yaml`),
];
