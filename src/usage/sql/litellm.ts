import type { Description } from './description.ts';
import { AT_NO_CHARGE, first, MORE_FAILED, OVER } from './said.ts';

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
