import { at, type Columns, numbers, type Path } from './tally-plan.ts';

const USAGE = ['metadata', 'usage_object'] as const;

/** Columns of our own format, by their names without spelling; `calls.` and `tag:` are found by the header. */
export const CANONICAL_COUNTS = [
  'uncachedInput',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite30m',
  'cacheWrite1h',
  'output',
] as const;

/** The names of a file's columns that spell one of ours; ours where none does. */
const spelled = (names: readonly string[], ours: string): Path => [
  names.find((name) => name.replaceAll('_', '').toLowerCase() === ours.toLowerCase()) ?? ours,
];

function canonical(names: readonly string[]): Columns | undefined {
  const is = (ours: string) => spelled(names, ours);
  // What a query answers is small, and says what it left out.
  if (names.some((name) => name.toLowerCase() === 'reason')) return undefined;
  const counts = CANONICAL_COUNTS.map(is);
  const [requests, failed] = [is('requests'), is('failedRequests')];
  return {
    counts: [...counts, ...names.filter((name) => name.startsWith('calls.')).map((name): Path => [name])],
    optional: [requests, failed],
    texts: [is('model'), is('mode'), is('band')],
    belongs: Object.fromEntries(
      ['key', 'project', 'user', 'route', ...names.filter((name) => name.startsWith('tag:'))].map((name) => [
        name,
        [is(name)],
      ]),
    ),
    moments: is('day'),
    money: is('billed'),
    prompt: is('longestPrompt'),
    allFailed: { failed, requests },
    // Where requests are not told, none of them may have failed: the source says what such a row is.
    holds: numbers.atMost(numbers.of(failed), numbers.of(requests)),
  };
}

const LITELLM: Columns = {
  counts: [
    at('prompt_tokens'),
    at('completion_tokens'),
    at(...USAGE, 'cache_read_input_tokens'),
    at(...USAGE, 'cache_creation_input_tokens'),
    at(...USAGE, 'cache_creation', 'ephemeral_1h_input_tokens'),
  ],
  texts: [at('model'), at('cache_hit'), at('status'), at('metadata', 'error_information', 'error_code')],
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
  tokens: numbers.sum(at('prompt_tokens'), at('completion_tokens')),
  holds: numbers.all(
    numbers.atMost(
      numbers.sum(at(...USAGE, 'cache_read_input_tokens'), at(...USAGE, 'cache_creation_input_tokens')),
      numbers.of(at('prompt_tokens')),
    ),
    numbers.atMost(
      numbers.of(at(...USAGE, 'cache_creation', 'ephemeral_1h_input_tokens')),
      numbers.of(at(...USAGE, 'cache_creation_input_tokens')),
    ),
  ),
};

const LITELLM_DAILY: Columns = {
  counts: [
    at('prompt_tokens'),
    at('completion_tokens'),
    at('cache_read_input_tokens'),
    at('cache_creation_input_tokens'),
  ],
  optional: [at('api_requests'), at('failed_requests')],
  texts: [at('model')],
  belongs: {
    route: [at('custom_llm_provider')],
    key: [at('api_key')],
    project: [at('team_id')],
    user: [at('user_id')],
  },
  moments: ['date'],
  money: at('spend'),
  allFailed: { failed: at('failed_requests'), requests: at('api_requests') },
  holds: numbers.all(
    numbers.atMost(
      numbers.sum(at('cache_read_input_tokens'), at('cache_creation_input_tokens')),
      numbers.of(at('prompt_tokens')),
    ),
    numbers.atMost(numbers.of(at('failed_requests')), numbers.of(at('api_requests'))),
  ),
};

const OPENAI: Columns = {
  counts: [at('input_tokens'), at('output_tokens'), at('input_cached_tokens'), at('input_cache_write_tokens')],
  optional: [at('num_model_requests')],
  texts: [at('model'), at('batch'), at('service_tier'), at('start_time_iso')],
  belongs: { project: [at('project_id')], key: [at('api_key_id')], user: [at('user_id')] },
  moments: ['start_time'],
  holds: numbers.atMost(
    numbers.sum(at('input_cached_tokens'), at('input_cache_write_tokens')),
    numbers.of(at('input_tokens')),
  ),
};

/** An export has one column of five-minute writes: of two, which counts differs from row to row. */
const writesOf = (names: readonly string[]): Path =>
  at(
    names.find((name) => /^usage_input_tokens_cache_write(?:_5m)?$/.test(name)) ?? 'usage_input_tokens_cache_write_5m',
  );

const CONSOLE = (names: readonly string[]): Columns => ({
  counts: [
    at('usage_input_tokens_no_cache'),
    writesOf(names),
    at('usage_input_tokens_cache_write_1h'),
    at('usage_input_tokens_cache_read'),
    at('usage_output_tokens'),
    at('web_search_count'),
  ],
  texts: [at('model_version'), at('usage_type'), at('speed')],
  belongs: { key: [at('api_key')], project: [at('workspace')] },
  moments: ['usage_date_utc'],
  holds: numbers.always,
});

const OPENROUTER: Columns = {
  counts: [at('tokens_prompt'), at('tokens_cached'), at('tokens_completion')],
  texts: [at('model_permaslug'), at('variant'), at('cancelled'), at('finish_reason_normalized')],
  belongs: {
    route: [at('provider_name')],
    key: [at('api_key_name')],
    project: [at('app_name')],
    user: [at('user')],
  },
  moments: ['created_at'],
  isTimed: true,
  money: at('cost_total'),
  id: at('generation_id'),
  prompt: at('tokens_prompt'),
  tokens: numbers.sum(at('tokens_prompt'), at('tokens_completion')),
  holds: numbers.atMost(numbers.of(at('tokens_cached')), numbers.of(at('tokens_prompt'))),
};

const FIXED: Readonly<Record<string, Columns>> = {
  litellm: LITELLM,
  'litellm-daily': LITELLM_DAILY,
  openai: OPENAI,
  openrouter: OPENROUTER,
};

/** What an engine adds up of a file of that kind, whose columns are these; undefined where its rows are read one by one. */
export function columnsOf(kind: string, names: readonly string[]): Columns | undefined {
  if (kind === 'canonical') return canonical(names);
  return kind === 'anthropic-console' ? CONSOLE(names) : FIXED[kind];
}
