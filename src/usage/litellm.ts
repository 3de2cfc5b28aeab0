import {
  belonging,
  countOf,
  countsOf,
  dayOf,
  decimalOf,
  failureOf,
  inside,
  listedTags,
  minuteOf,
  ONE_REQUEST,
  requestsOf,
  textOf,
} from './fields.ts';
import { onceById, rowOf } from './rows.ts';
import { Dropped, type Fields, type Outcome, type Source } from './source.ts';
import { at, type Summed } from './summed.ts';

const READS = 'cache_read_input_tokens';

/** Reads, under the name that Anthropic gives them, or where that is missing as OpenAI answers. Source: BerriAI/litellm, its Usage. */
const readsOf = (cached: Fields) =>
  textOf(cached, READS) === undefined
    ? countOf(inside(cached, 'prompt_tokens_details'), 'cached_tokens')
    : countOf(cached, READS);

/** Prompt tokens include reads and writes at LiteLLM, for every provider. Source: BerriAI/litellm, schema.prisma. */
function splitOf(record: Fields, cached: Fields, cacheRead: bigint | Dropped) {
  const created = inside(cached, 'cache_creation');
  const counts = countsOf({
    prompt: countOf(record, 'prompt_tokens'),
    cacheRead,
    written: countOf(cached, 'cache_creation_input_tokens'),
    cacheWrite1h: countOf(created, 'ephemeral_1h_input_tokens'),
    output: countOf(record, 'completion_tokens'),
  });
  if (counts instanceof Dropped) return counts;
  const { prompt, written, cacheWrite1h, output } = counts;
  const uncachedInput = prompt - counts.cacheRead - written;
  if (uncachedInput < 0n || cacheWrite1h > written) return new Dropped('has cached tokens over its input');
  return {
    prompt,
    tokens: { uncachedInput, cacheRead: counts.cacheRead, cacheWrite5m: written - cacheWrite1h, cacheWrite1h, output },
  };
}

function readLog(record: Fields): Outcome {
  if (textOf(record, 'cache_hit')?.toLowerCase() === 'true') {
    return new Dropped('was answered by the gateway, at no charge');
  }
  const usage = inside(inside(record, 'metadata'), 'usage_object');
  const split = splitOf(record, usage, readsOf(usage));
  if (split instanceof Dropped) return split;
  const status = textOf(record, 'status');
  const provider = textOf(record, 'custom_llm_provider');
  return rowOf(dayOf(record, 'startTime', 'start_time'), textOf(record, 'model'), split.tokens, {
    requests: ONE_REQUEST,
    failed: status === undefined ? undefined : status === 'success' ? 0n : ONE_REQUEST,
    failedAs: failureOf(textOf(inside(inside(record, 'metadata'), 'error_information'), 'error_code')),
    minute: minuteOf(record, 'startTime', 'start_time'),
    billed: decimalOf(record, 'spend'),
    belongs: {
      ...listedTags(record, 'request_tags'),
      ...belonging({
        route: provider,
        key: textOf(record, 'api_key'),
        project: textOf(record, 'team_id'),
        user: textOf(record, 'user'),
      }),
    },
    prompt: split.prompt,
  });
}

const USAGE = ['metadata', 'usage_object'] as const;
const LOG_READS = at(...USAGE, READS);
const LOG_CACHED = at(...USAGE, 'prompt_tokens_details', 'cached_tokens');

const LOG_SUMMED: Summed = {
  model: at('model'),
  counts: [
    at('prompt_tokens'),
    at('completion_tokens'),
    LOG_CACHED,
    at(...USAGE, 'cache_creation_input_tokens'),
    at(...USAGE, 'cache_creation', 'ephemeral_1h_input_tokens'),
  ],
  optional: [LOG_READS],
  texts: [at('cache_hit'), at('status'), at('metadata', 'error_information', 'error_code')],
  belongs: {
    route: [at('custom_llm_provider')],
    key: [at('api_key')],
    project: [at('team_id')],
    user: [at('user')],
  },
  tags: at('request_tags'),
  moments: ['startTime', 'start_time'],
  isTimed: true,
  money: at('spend'),
  id: at('request_id'),
  prompt: at('prompt_tokens'),
  tokens: [at('prompt_tokens'), at('completion_tokens')],
  holds: [
    ...[LOG_READS, LOG_CACHED].map((reads) => ({
      less: [reads, at(...USAGE, 'cache_creation_input_tokens')],
      more: at('prompt_tokens'),
    })),
    {
      less: [at(...USAGE, 'cache_creation', 'ephemeral_1h_input_tokens')],
      more: at(...USAGE, 'cache_creation_input_tokens'),
    },
  ],
};

/** The log of LiteLLM's proxy, a row a request: exported as JSON, JSON lines or CSV. */
export const LITELLM_LOG: Source = {
  kind: 'litellm',
  label: 'LiteLLM spend logs',
  provider: undefined,
  byRequest: true,
  recognises: (first) => 'request_id' in first && 'prompt_tokens' in first && 'spend' in first,
  reader: () => onceById('request_id', readLog),
  summed: () => LOG_SUMMED,
  convention: 'input includes cache reads and writes, whichever the provider; a hit of the own cache is no usage',
  silent: ['batches: the log does not mark them'],
};

/** A row of a daily table. The same spend is in every one of these tables, so one of them is imported. */
function readDaily(record: Fields): Outcome {
  const split = splitOf(record, record, countOf(record, READS));
  if (split instanceof Dropped) return split;
  const told = requestsOf(record, 'api_requests', 'failed_requests');
  if (told instanceof Dropped) return told;
  return rowOf(dayOf(record, 'date'), textOf(record, 'model'), split.tokens, {
    ...told,
    billed: decimalOf(record, 'spend'),
    belongs: belonging({
      route: textOf(record, 'custom_llm_provider'),
      key: textOf(record, 'api_key'),
      project: textOf(record, 'team_id'),
      user: textOf(record, 'user_id'),
    }),
  });
}

const DAILY_SUMMED: Summed = {
  model: at('model'),
  counts: [
    at('prompt_tokens'),
    at('completion_tokens'),
    at('cache_read_input_tokens'),
    at('cache_creation_input_tokens'),
    at('cache_creation', 'ephemeral_1h_input_tokens'),
  ],
  optional: [at('api_requests'), at('failed_requests')],
  texts: [],
  belongs: {
    route: [at('custom_llm_provider')],
    key: [at('api_key')],
    project: [at('team_id')],
    user: [at('user_id')],
  },
  moments: ['date'],
  money: at('spend'),
  allFailed: { failed: at('failed_requests'), requests: at('api_requests') },
  holds: [
    { less: [at('cache_read_input_tokens'), at('cache_creation_input_tokens')], more: at('prompt_tokens') },
    { less: [at('cache_creation', 'ephemeral_1h_input_tokens')], more: at('cache_creation_input_tokens') },
    { less: [at('failed_requests')], more: at('api_requests') },
  ],
};

/** LiteLLM's spend by day. */
export const LITELLM_DAILY: Source = {
  kind: 'litellm-daily',
  label: 'LiteLLM daily spend',
  provider: undefined,
  byRequest: false,
  recognises: (first) => 'api_requests' in first && 'prompt_tokens' in first && 'date' in first,
  reader: () => ({ read: readDaily }),
  summed: () => DAILY_SUMMED,
  convention: 'input includes cache reads and writes, whichever the provider',
  silent: ['batches: the table does not mark them', 'the length of each prompt: the spend logs have it'],
};
