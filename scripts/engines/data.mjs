// Made-up usage in the shape of each table, with what a careless query trips over: copies, versions, caches inside and
// outside of input, half numbers, wrappers, corrections, units. The same seed makes the same rows.

/** Numbers from 0 to 1 that follow from a seed: a linear congruential generator is random enough for fixtures. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const MODELS = ['gpt-5.4', 'claude-sonnet-4.5', 'gemini-3.1-pro'];
const PROVIDERS = ['openai', 'anthropic', 'google'];

/** What a row is drawn with: a count below a bound, one of a list, and how often something odd happens. */
function drawing(seed) {
  const random = randomFrom(seed);
  const below = (bound) => Math.floor(random() * bound);
  const one = (list) => list[below(list.length)];
  const rarely = () => below(25) === 0;
  const two = (number) => String(number).padStart(2, '0');
  const moment = () => `2026-10-${two(1 + below(28))} ${two(below(24))}:${two(below(60))}:00.000`;
  return { below, one, rarely, moment };
}

const split = (d) => {
  const [reads, written] = [d.below(9000), d.below(2000)];
  const uncached = d.rarely() ? 250_000 + d.below(50_000) : d.below(5000);
  return { uncached, reads, written, output: d.below(3000) };
};

function litellm(d, index) {
  const { uncached, reads, written, output } = split(d);
  // Anthropic's name of what was read, or OpenAI's.
  const told =
    d.below(3) === 0 ? { prompt_tokens_details: { cached_tokens: reads } } : { cache_read_input_tokens: reads };
  const usage = {
    ...(d.rarely() ? { cache_read_input_tokens: null } : told),
    cache_creation_input_tokens: d.rarely() ? '1.5' : written,
    cache_creation: { ephemeral_1h_input_tokens: d.below(written + 1) },
  };
  return {
    request_id: `r${index}`,
    startTime: d.moment(),
    model: d.rarely() ? null : d.one(MODELS),
    custom_llm_provider: d.one(PROVIDERS),
    api_key: `key-${d.below(3)}`,
    team_id: d.one(['a', 'b', null]),
    user: `user-${d.below(4)}`,
    status: d.one(['success', 'success', 'failure']),
    cache_hit: d.rarely() ? 'True' : d.one(['False', '', null]),
    spend: d.below(1_000_000) / 1e8,
    prompt_tokens: d.rarely() ? reads : uncached + reads + written,
    completion_tokens: d.rarely() ? -5 : output,
    metadata: d.rarely() ? '{}' : JSON.stringify({ usage_object: usage }),
  };
}

function litellmDaily(d) {
  const { uncached, reads, written, output } = split(d);
  return {
    date: d.moment().slice(0, 10),
    model: d.one(MODELS),
    custom_llm_provider: d.one(PROVIDERS),
    api_key: `key-${d.below(3)}`,
    user_id: `user-${d.below(4)}`,
    prompt_tokens: d.rarely() ? reads : uncached + reads + written,
    completion_tokens: output,
    cache_read_input_tokens: reads,
    cache_creation_input_tokens: written,
    spend: d.below(1_000_000) / 1e6,
    api_requests: d.below(100),
    failed_requests: d.below(5),
  };
}

function langfuseDetails(d) {
  const { uncached, reads, written, output } = split(d);
  const shape = d.below(4);
  if (shape === 0) return { input: uncached, output, total: uncached + output };
  if (shape === 1) {
    const input = uncached + reads + written;
    return { input, 'prompt_details.cache_read': reads, input_cache_creation: written, output, total: input + output };
  }
  const parts = { input: uncached, input_cache_read: reads, input_cache_creation_1h: written };
  const total = uncached + reads + written + output + 64;
  return { ...parts, output, output_reasoning: 64, total: d.rarely() ? total + 1 : total };
}

function langfuse(d, index) {
  const details = langfuseDetails(d);
  const number = d.rarely() ? d.below(index + 1) : index;
  return {
    id: `o${number}`,
    // Every sixth hangs below the one before it, whatever that is, and the one after it below itself.
    parent_observation_id: number % 6 === 1 || number % 6 === 2 ? `o${number - 1}` : '',
    project_id: d.one(['p', 'q']),
    // Every version of an observation is of its type.
    type: ['GENERATION', 'GENERATION', 'EMBEDDING', 'SPAN'][number % 4],
    start_time: d.moment(),
    provided_model_name: d.rarely() ? null : d.one(MODELS),
    usage_details: d.rarely() ? {} : details,
    total_cost: d.below(1_000_000) / 1e8,
    level: d.rarely() ? 'ERROR' : 'DEFAULT',
    // A version each, so that the last is one and the same everywhere.
    event_ts: `2026-11-01 00:${String(Math.floor(index / 60) % 60).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}.000`,
    // One between two others stays: a file would not show that it held them together.
    is_deleted: number % 6 !== 1 && d.rarely() ? 1 : 0,
  };
}

function helicone(d, index) {
  const { uncached, reads, written, output } = split(d);
  const provider = d.one(['OPENAI', 'ANTHROPIC', 'CUSTOM']);
  const { event_ts } = langfuse(drawing(index), index);
  return {
    request_id: `h${d.rarely() ? d.below(index + 1) : index}`,
    request_created_at: d.moment(),
    updated_at: event_ts,
    status: d.one([200, 200, 200, 429, 500]),
    model: d.one(MODELS),
    provider,
    user_id: `user-${d.below(4)}`,
    prompt_tokens: provider === 'OPENAI' ? uncached + reads + written : uncached,
    completion_tokens: output,
    prompt_cache_read_tokens: reads,
    prompt_cache_write_tokens: written,
    cache_reference_id: d.rarely() ? 'b2a4' : '00000000-0000-0000-0000-000000000000',
    cost: d.below(1_000_000),
  };
}

function otel(d, index) {
  const { uncached, reads, written, output } = split(d);
  const provider = d.one(PROVIDERS);
  const input = provider === 'anthropic' ? uncached : uncached + reads + written;
  // Every fifth span is the wrapper of the four after it; the third of them hangs below the second.
  const place = index % 5;
  const parent = place === 0 ? '' : place === 3 ? `s${index - 1}` : `s${index - place}`;
  const attributes = {
    'gen_ai.provider.name': provider,
    'gen_ai.response.model': d.one(MODELS),
    'gen_ai.usage.input_tokens': String(input),
    [d.below(5) === 0 ? 'llm.token_count.prompt_details.cache_input' : 'gen_ai.usage.cache_read.input_tokens']:
      String(reads),
    ...(provider === 'openai' ? { 'openai.response.service_tier': d.one(['default', 'flex', 'priority']) } : {}),
    'gen_ai.usage.cache_creation.input_tokens': place % 3 === 1 && d.rarely() ? 'many' : String(written),
    'gen_ai.usage.output_tokens': String(output),
    ...(d.rarely() ? { 'error.type': 'timeout' } : {}),
  };
  return {
    Timestamp: d.moment(),
    SpanId: `s${index}`,
    ParentSpanId: parent,
    SpanAttributes: place === 2 && d.rarely() ? { 'http.method': 'GET' } : attributes,
  };
}

function bedrock(d, index) {
  const { uncached, reads, written, output } = split(d);
  const blocked = d.rarely();
  const hour = d.below(written + 1);
  const usage = d.rarely()
    ? { cache_creation: { ephemeral_1h_input_tokens: written + 1 } }
    : {
        cacheDetails: [
          { ttl: '5m', inputTokens: written - hour },
          { ttl: '1h', inputTokens: hour },
        ],
      };
  return {
    timestamp: `${d.moment().replace(' ', 'T').slice(0, 19)}Z`,
    requestid: `b${index}`,
    accountid: d.one(['111', '222']),
    region: 'us-east-1',
    modelid: d.one(['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4.5']),
    errorcode: d.rarely() ? 'ThrottlingException' : null,
    input: JSON.stringify(
      blocked ? {} : { inputTokenCount: uncached, cacheReadInputTokenCount: reads, cacheWriteInputTokenCount: written },
    ),
    output: JSON.stringify({
      outputTokenCount: blocked ? null : output,
      ...(d.below(3) === 0 ? {} : { outputBodyJson: { usage } }),
    }),
  };
}

const CUR_TYPES = [
  'USE1-Claude4.5Sonnet-input-tokens',
  'USE1-Claude4.5Sonnet-cache-read-input-token-count',
  'EUC1-Claude4.5Sonnet-cache-write-input-token-count',
  'UGW1-openai.gpt-5.6-terra-mantle-cache-write-tokens-30m-standard',
  'USE1-Claude4.5Sonnet-cache-write-tokens-1h-global',
  'USE1-Claude4.5Sonnet-output-tokens-batch',
  'USE1-Claude4.5Sonnet-input-tokens-long-ctx-standard',
  'USE1-Nova-canvas-image-output',
  'MP:APN1_input_tokens_global_standard-Units',
  'USE1-MP:USE1_CacheReadInputTokenCount-Units',
  'USE1-MP:USE1_Reserved_1Month_InputTPM_Geo-Units',
  'USE1-Guardrail-ContentPolicy',
];

function cur(d) {
  const thousands = d.below(2) === 0;
  const tokens = d.below(5_000_000);
  const isSold = d.below(3) === 0;
  const unit = thousands ? '1K tokens' : '1M tokens';
  return {
    line_item_usage_start_date: d.moment(),
    line_item_product_code: isSold ? '6bs4xb0zffy7' : d.rarely() ? 'AmazonEC2' : 'AmazonBedrock',
    line_item_usage_type: d.one(CUR_TYPES),
    line_item_usage_amount: tokens / (thousands ? 1e3 : 1e6),
    line_item_line_item_type: d.rarely() ? 'Tax' : 'Usage',
    line_item_unblended_cost: d.below(1_000_000) / 1e4,
    line_item_currency_code: 'USD',
    line_item_usage_account_id: d.one(['111', '222']),
    line_item_line_item_description: d.rarely()
      ? 'Input Tokens - Standard'
      : `AWS Marketplace software usage|us-east-1|${thousands ? 'thousand' : 'Million'} Input Tokens`,
    pricing_unit: isSold || d.rarely() ? 'Units' : unit,
    product: isSold ? { product_name: 'Claude Sonnet 4.5 (Amazon Bedrock Edition)' } : { product_name: 'Other' },
  };
}

function focus(d) {
  const details = {
    [d.rarely() ? 'ModelId' : 'x_ModelId']: d.one([...MODELS, '']),
    [d.rarely() ? 'TokenDirection' : 'x_TokenDirection']: d.one(['Input', 'Output']),
    ...(d.rarely() ? { x_TokenType: 'cached_input' } : {}),
    ...(d.rarely() ? { TokenCacheAction: d.one(['Read', 'Write', 'Uncached']) } : {}),
    ...(d.rarely() ? { x_ServiceMode: 'batch', x_ContextBand: 'long' } : {}),
  };
  return {
    ChargePeriodStart: d.moment(),
    ChargeCategory: d.rarely() ? 'Purchase' : 'Usage',
    ChargeClass: d.rarely() ? 'Correction' : d.one(['', 'NULL', null]),
    ChargeDescription: 'gpt-5.4 cached input',
    SkuMeter: d.one([
      'uncached input',
      'cache read',
      'gpt-5.4 output',
      'cache write, 1 hour',
      'gpt-5.4 Inp glbl Tokens',
      '',
      'NULL',
      'gpt-5.4',
    ]),
    SkuPriceDetails: d.rarely() ? null : JSON.stringify(details),
    ConsumedQuantity: d.below(5_000_000),
    ConsumedUnit: d.one(['Tokens', '1K Tokens', '1000000 Tokens', 'Token-Hours', '1K', 'Units', null]),
    BilledCost: d.below(1_000_000) / 1e4,
    BillingCurrency: d.rarely() ? 'EUR' : 'USD',
    SubAccountId: d.one(['x', 'y']),
  };
}

const SKUS = [
  'Gemini 2.5 Flash GA Text Input - Predictions',
  'Gemini 2.5 Flash GA Text Output - Predictions',
  'Gemini 2.5 Flash GA Thinking Text Output - Predictions',
  'Gemini 2.5 Flash Input Text Caching',
  'Gemini 2.5 Flash Text Input Caching Storage',
  'Gemini 2.5 Pro Long Text Input - Predictions',
  'Gemini 2.5 Pro Batch Text Output - Predictions',
  'Gemini 2.5 Flash Image Output - Predictions',
  'Generate content input token count gemini 3.1 flash lite preview text',
  'Generate content cached input token count gemini 2.5 flash short input text',
];

function googleBilling(d) {
  return {
    usage_start_time: d.moment(),
    service: { description: d.rarely() ? 'BigQuery' : d.one(['Vertex AI', 'Gemini API']) },
    sku: { description: d.one(SKUS) },
    project: { id: d.one(['x', 'y']) },
    usage: { amount: d.below(5_000_000), unit: d.one(['requests', 'count']) },
    cost: d.below(1_000_000) / 1e4,
    currency: d.rarely() ? 'EUR' : 'USD',
    cost_type: d.rarely() ? 'tax' : 'regular',
  };
}

const MAKERS = {
  litellm,
  'litellm-daily': litellmDaily,
  langfuse,
  helicone,
  otel,
  bedrock,
  cur,
  focus,
  'google-billing': googleBilling,
};

const REPEATED = ['litellm', 'otel', 'bedrock'];

/** So many rows of a table, by the kind of its description. */
export function rowsOf(kind, count) {
  const d = drawing(kind.length * 7919 + count);
  const rows = Array.from({ length: count }, (_, index) => MAKERS[kind](d, index));
  // A request that was written twice, word for word.
  return REPEATED.includes(kind) ? [...rows, ...rows.filter(() => d.rarely())] : rows;
}

/** Rows as the same usage stands in a file of that kind. */
export function asExported(kind, rows) {
  if (kind === 'otel') {
    return rows.map((row) => ({
      spanId: row.SpanId,
      parentSpanId: row.ParentSpanId,
      start_time: row.Timestamp,
      attributes: row.SpanAttributes,
    }));
  }
  if (kind === 'bedrock') {
    return rows.map((row) => ({
      schemaType: 'ModelInvocationLog',
      timestamp: row.timestamp,
      requestId: row.requestid,
      accountId: row.accountid,
      modelId: row.modelid,
      ...(row.errorcode === null ? {} : { errorCode: row.errorcode }),
      input: JSON.parse(row.input),
      output: JSON.parse(row.output),
    }));
  }
  // A table that keeps versions of a row shows a file its last.
  if (kind === 'langfuse' || kind === 'helicone') {
    const last = new Map(rows.map((row) => [row.id ?? row.request_id, row]));
    return [...last.values()].filter((row) => row.is_deleted !== 1);
  }
  return rows;
}
