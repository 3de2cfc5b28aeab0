import { NO_REQUEST } from '../helicone.ts';
import { modeOfTier } from '../modes.ts';
import type { Description } from './description.ts';
import type { Dialect } from './dialects.ts';

const NO_USAGE = 'holds no usage' as const;
const AT_NO_CHARGE = 'was answered by the gateway, at no charge' as const;
const OVER = 'has cached tokens over its input' as const;
const MORE_FAILED = 'has more failed requests than requests' as const;
const NOT_ITS_TOTAL = 'does not add up to its own total' as const;

/** The first of these that is there. */
const first = (values: readonly string[]) => `COALESCE(${values.map((value) => `NULLIF(${value}, '')`).join(', ')})`;

/** The rule of `litellm`: prompt tokens include reads and writes. Source: BerriAI/litellm, schema.prisma. */
export const SPEND_LOGS: Description = {
  kind: 'litellm',
  label: "LiteLLM's spend logs",
  table: 'LiteLLM_SpendLogs',
  columns: {
    request_id: 'text',
    startTime: 'moment',
    model: 'text',
    custom_llm_provider: 'text',
    api_key: 'text',
    team_id: 'text',
    user: 'text',
    status: 'text',
    cache_hit: 'text',
    spend: 'fraction',
    prompt_tokens: 'whole',
    completion_tokens: 'whole',
    metadata: 'json',
  },
  moment: 'startTime',
  belongs: { route: 'custom_llm_provider', key: 'api_key', project: 'team_id', user: 'user' },
  terms: (d, column) => {
    const usage = (...steps: readonly string[]) => d.json(column('metadata'), 'usage_object', ...steps);
    return {
      day: d.day(column('startTime')),
      model: column('model'),
      id: column('request_id'),
      counts: {
        prompt: d.text(column('prompt_tokens')),
        output: d.text(column('completion_tokens')),
        reads: first([usage('cache_read_input_tokens'), usage('prompt_tokens_details', 'cached_tokens')]),
        written: usage('cache_creation_input_tokens'),
        hourly: usage('cache_creation', 'ephemeral_1h_input_tokens'),
      },
      texts: { hit: `LOWER(${column('cache_hit')})` },
      checks: [
        ["x_hit = 'true'", AT_NO_CHARGE],
        ['prompt < reads + written OR hourly > written', OVER],
      ],
      classes: {
        uncachedInput: 'prompt - reads - written',
        cacheRead: 'reads',
        cacheWrite5m: 'written - hourly',
        cacheWrite1h: 'hourly',
        output: 'output',
      },
      failed: `CASE WHEN ${column('status')} = 'success' THEN 0 WHEN NULLIF(${column('status')}, '') IS NOT NULL THEN 1 END`,
      billed: column('spend'),
      byRequest: true,
    };
  },
};

/** The rule of `litellm-daily`, for the table of one of the five that hold the same spend. */
export const DAILY_SPEND: Description = {
  kind: 'litellm-daily',
  label: "LiteLLM's spend by day",
  table: 'LiteLLM_DailyUserSpend',
  columns: {
    date: 'text',
    model: 'text',
    custom_llm_provider: 'text',
    api_key: 'text',
    user_id: 'text',
    prompt_tokens: 'whole',
    completion_tokens: 'whole',
    cache_read_input_tokens: 'whole',
    cache_creation_input_tokens: 'whole',
    spend: 'fraction',
    api_requests: 'whole',
    failed_requests: 'whole',
  },
  moment: 'date',
  belongs: { route: 'custom_llm_provider', key: 'api_key', user: 'user_id' },
  terms: (d, column) => ({
    day: column('date'),
    model: column('model'),
    counts: {
      prompt: d.text(column('prompt_tokens')),
      output: d.text(column('completion_tokens')),
      reads: d.text(column('cache_read_input_tokens')),
      written: d.text(column('cache_creation_input_tokens')),
    },
    checks: [
      ['prompt < reads + written', OVER],
      ['r_failed > r_requests', MORE_FAILED],
    ],
    classes: {
      uncachedInput: 'prompt - reads - written',
      cacheRead: 'reads',
      cacheWrite5m: 'written',
      output: 'output',
    },
    requests: column('api_requests'),
    failed: column('failed_requests'),
    billed: column('spend'),
    byRequest: false,
  }),
};

/** The keys under which integrations of Langfuse tell their classes; one that is none of them does not add up. */
const DETAILS = {
  input: ['input'],
  otherInput: ['input_audio', 'input_text', 'input_audio_tokens', 'input_text_tokens'],
  reads: [
    'input_cached_tokens',
    'input_cache_read',
    'input_cache_read_tokens',
    'cache_read_input_tokens',
    'cached_tokens',
    'prompt_details.cache_read',
    'prompt_details.cached_tokens',
  ],
  writes: [
    'input_cache_creation',
    'input_cache_creation_5m',
    'cache_creation_input_tokens',
    'input_cache_write',
    'prompt_details.cache_creation',
  ],
  hour: ['input_cache_creation_1h'],
  output: ['output'],
  otherOutput: [
    'output_reasoning',
    'output_reasoning_tokens',
    'output_audio',
    'completion_details.reasoning',
    'completion_details.reasoning_tokens',
  ],
  total: ['total'],
} as const;

/** Details as counts, each under a name of ours, and their sums by what they are. */
function details(d: Dialect, column: string) {
  const named = Object.entries(DETAILS).map(
    ([of, keys]) => [of, keys.map((key, index) => [`d_${of.toLowerCase()}_${index}`, key] as const)] as const,
  );
  const counts = Object.fromEntries(
    named.flatMap(([, keys]) => keys.map(([name, key]) => [name, d.entry(column, key)] as const)),
  );
  const sums = Object.fromEntries(named.map(([of, keys]) => [of, `(${keys.map(([name]) => name).join(' + ')})`]));
  return { counts, sums: sums as { readonly [of in keyof typeof DETAILS]: string } };
}

/** The rule of `langfuse`. A row stands as often as it changed: the last counts. Source: langfuse/langfuse, migrations. */
export const OBSERVATIONS: Description = {
  kind: 'langfuse',
  label: "Langfuse's observations",
  table: 'observations',
  columns: {
    id: 'text',
    parent_observation_id: 'text',
    project_id: 'text',
    type: 'text',
    start_time: 'moment',
    provided_model_name: 'text',
    usage_details: 'counts',
    total_cost: 'fraction',
    level: 'text',
    event_ts: 'moment',
    is_deleted: 'whole',
  },
  moment: 'start_time',
  belongs: { project: 'project_id' },
  terms: (d, column) => {
    const { counts, sums } = details(d, column('usage_details'));
    const cached = `${sums.reads} + ${sums.writes} + ${sums.hour}`;
    const all = `${sums.input} + ${sums.otherInput} + ${cached} + ${sums.output} + ${sums.otherOutput}`;
    const disjoint = `(${sums.total} = 0 OR ${sums.total} = ${all})`;
    return {
      where: `${column('type')} IN ('GENERATION', 'EMBEDDING')`,
      day: d.day(column('start_time')),
      model: column('provided_model_name'),
      id: column('id'),
      latest: column('event_ts'),
      counts,
      texts: { deleted: d.text(column('is_deleted')) },
      trace: { id: column('id'), parent: column('parent_observation_id') },
      checks: [
        ["x_deleted = '1'", 'was deleted'],
        [`${all} + ${sums.total} = 0`, NO_USAGE],
        [`NOT ${disjoint} AND ${sums.total} <> ${sums.input} + ${sums.output}`, NOT_ITS_TOTAL],
        [`NOT ${disjoint} AND ${sums.input} < ${cached}`, OVER],
      ],
      classes: {
        uncachedInput: `CASE WHEN ${disjoint} THEN ${sums.input} + ${sums.otherInput} ELSE ${sums.input} - (${cached}) END`,
        cacheRead: sums.reads,
        cacheWrite5m: sums.writes,
        cacheWrite1h: sums.hour,
        output: `CASE WHEN ${disjoint} THEN ${sums.output} + ${sums.otherOutput} ELSE ${sums.output} END`,
      },
      failed: `CASE WHEN ${column('level')} = 'ERROR' THEN 1 ELSE 0 END`,
      billed: column('total_cost'),
      byRequest: true,
    };
  },
};

/** 1 where a provider has a row whose cache is over its input, so that the cache lies outside of input there. */
const outside = (cached: string, of: string) =>
  `MAX(CASE WHEN ${cached} > input THEN 1 ELSE 0 END) OVER (PARTITION BY COALESCE(${of}, ''))`;

/**
 * The rule of `helicone`: Anthropic's own counts exclude the cache, those of others include it, unless a provider's rows
 * show that it is outside there too. A row stands as often as it changed. Source: Helicone/helicone, migrations.
 */
export const HELICONE_REQUESTS: Description = {
  kind: 'helicone',
  label: "Helicone's requests",
  table: 'request_response_rmt',
  columns: {
    request_id: 'text',
    request_created_at: 'moment',
    updated_at: 'moment',
    status: 'whole',
    model: 'text',
    provider: 'text',
    user_id: 'text',
    prompt_tokens: 'whole',
    completion_tokens: 'whole',
    prompt_cache_read_tokens: 'whole',
    prompt_cache_write_tokens: 'whole',
    cache_reference_id: 'text',
  },
  moment: 'request_created_at',
  belongs: { route: 'provider', user: 'user_id' },
  terms: (d, column) => ({
    day: d.day(column('request_created_at')),
    model: column('model'),
    id: column('request_id'),
    latest: column('updated_at'),
    texts: { provider: `UPPER(${column('provider')})`, answer: d.text(column('cache_reference_id')) },
    counts: {
      input: d.text(column('prompt_tokens')),
      output: d.text(column('completion_tokens')),
      reads: d.text(column('prompt_cache_read_tokens')),
      writes: d.text(column('prompt_cache_write_tokens')),
    },
    checks: [[`COALESCE(x_answer, '') NOT IN ('', '${NO_REQUEST}')`, AT_NO_CHARGE]],
    classes: {
      uncachedInput: `CASE WHEN x_provider IN ('ANTHROPIC', 'BEDROCK', 'AWS') OR ${outside('reads + writes', 'x_provider')} = 1 THEN input ELSE input - reads - writes END`,
      cacheRead: 'reads',
      cacheWrite5m: 'writes',
      output: 'output',
    },
    failed: `CASE WHEN ${column('status')} BETWEEN 200 AND 299 THEN 0 ELSE 1 END`,
    byRequest: true,
  }),
};

/** Tiers of OpenAI's that are modes, as its answers name them. */
const TIERS = ['batch', 'flex', 'ultrafast', 'priority', 'fast']
  .map((tier) => `WHEN '${tier}' THEN '${modeOfTier(tier)}'`)
  .join(' ');

const ATTRIBUTES = {
  input: ['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens', 'llm.token_count.prompt'],
  output: ['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens', 'llm.token_count.completion'],
  reads: [
    'gen_ai.usage.cache_read.input_tokens',
    'gen_ai.usage.cache_read_input_tokens',
    'gen_ai.usage.input_tokens.cached',
    'llm.token_count.prompt_details.cache_read',
    'llm.token_count.prompt_details.cache_input',
  ],
  writes: [
    'gen_ai.usage.cache_creation.input_tokens',
    'gen_ai.usage.cache_creation_input_tokens',
    'llm.token_count.prompt_details.cache_write',
  ],
  model: ['gen_ai.response.model', 'gen_ai.request.model', 'llm.model_name'],
  provider: ['gen_ai.provider.name', 'gen_ai.system', 'llm.provider'],
  tier: ['openai.response.service_tier', 'gen_ai.openai.response.service_tier'],
  error: ['error.type'],
} as const;

/** The rule of `otel`, over the table that the exporter of the OpenTelemetry collector makes. */
export const SPANS: Description = {
  kind: 'otel',
  label: 'spans of OpenTelemetry',
  table: 'otel_traces',
  columns: { Timestamp: 'moment', SpanId: 'text', ParentSpanId: 'text', SpanAttributes: 'texts' },
  moment: 'Timestamp',
  belongs: {},
  terms: (d, column) => {
    const of = (name: keyof typeof ATTRIBUTES) =>
      first(ATTRIBUTES[name].map((key) => d.entry(column('SpanAttributes'), key)));
    return {
      where: `(${of('input')} IS NOT NULL OR ${of('output')} IS NOT NULL)`,
      day: d.day(column('Timestamp')),
      model: of('model'),
      id: column('SpanId'),
      latest: column('Timestamp'),
      texts: { provider: of('provider') },
      counts: { input: of('input'), output: of('output'), reads: of('reads'), writes: of('writes') },
      mode: `CASE ${of('tier')} ${TIERS} ELSE 'standard' END`,
      trace: { id: column('SpanId'), parent: column('ParentSpanId') },
      checks: [],
      classes: {
        uncachedInput: `CASE WHEN ${outside('reads + writes', 'x_provider')} = 1 THEN input ELSE input - reads - writes END`,
        cacheRead: 'reads',
        cacheWrite5m: 'writes',
        output: 'output',
      },
      failed: `CASE WHEN ${of('error')} IS NULL THEN 0 ELSE 1 END`,
      byRequest: true,
    };
  },
};

/** The rule of `bedrock`, over a table whose columns hold the log's objects as JSON. */
export const INVOCATIONS: Description = {
  kind: 'bedrock',
  label: "Bedrock's invocation log",
  table: 'bedrock_invocation_log',
  columns: {
    timestamp: 'text',
    requestid: 'text',
    accountid: 'text',
    region: 'text',
    modelid: 'text',
    errorcode: 'text',
    input: 'json',
    output: 'json',
  },
  moment: 'timestamp',
  belongs: { project: 'accountid', route: 'region' },
  terms: (d, column) => {
    const [input, output] = [column('input'), column('output')];
    const usage = (...steps: readonly (string | number)[]) => d.json(output, 'outputBodyJson', 'usage', ...steps);
    const detail = (place: number) =>
      `CASE WHEN ${usage('cacheDetails', place, 'ttl')} = '1h' THEN ${usage('cacheDetails', place, 'inputTokens')} END`;
    return {
      day: `SUBSTR(${column('timestamp')}, 1, 10)`,
      model: column('modelid'),
      id: column('requestid'),
      texts: { error: `NULLIF(${column('errorcode')}, '')` },
      counts: {
        told: d.json(input, 'inputTokenCount'),
        reads: d.json(input, 'cacheReadInputTokenCount'),
        written: d.json(input, 'cacheWriteInputTokenCount'),
        hourly: first([detail(0), detail(1), usage('cache_creation', 'ephemeral_1h_input_tokens')]),
        output: d.json(output, 'outputTokenCount'),
      },
      checks: [
        ["COALESCE(t_told, '') = '' AND x_error IS NULL", NO_USAGE],
        ['hourly > written', NOT_ITS_TOTAL],
      ],
      classes: {
        uncachedInput: 'told',
        cacheRead: 'reads',
        cacheWrite5m: 'written - hourly',
        cacheWrite1h: 'hourly',
        output: 'output',
      },
      failed: `CASE WHEN NULLIF(${column('errorcode')}, '') IS NULL THEN 0 ELSE 1 END`,
      byRequest: true,
    };
  },
};
