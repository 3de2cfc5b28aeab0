import {
  belonging,
  countOf,
  countsOf,
  dayOf,
  decimalOf,
  isTrue,
  listIn,
  minuteOf,
  ONE_REQUEST,
  optionalCount,
  textOf,
} from './fields.ts';
import { onceById, rowOf } from './rows.ts';
import { Dropped, type Fields, type Outcome, type Source } from './source.ts';
import { at, type Summed } from './summed.ts';

/** A variant of a model that costs nothing, under limits. Source: openrouter.ai/docs, model variants. */
const isFree = (variant: string | undefined, model: string | undefined) =>
  variant === 'free' || model?.endsWith(':free') === true;
const FREE = new Dropped('was free of charge');

/** Prompt tokens include cached ones; `cost_total` is net of `cost_cache`. Source: a real export's header. */
function readActivity(record: Fields): Outcome {
  const [variant, model] = [textOf(record, 'variant'), textOf(record, 'model_permaslug')];
  if (isFree(variant, model)) return FREE;
  const counts = countsOf({
    prompt: countOf(record, 'tokens_prompt'),
    cacheRead: countOf(record, 'tokens_cached'),
    output: countOf(record, 'tokens_completion'),
  });
  if (counts instanceof Dropped) return counts;
  const { prompt, cacheRead, output } = counts;
  if (cacheRead > prompt) return new Dropped('has cached tokens over its input');
  return rowOf(
    dayOf(record, 'created_at'),
    model,
    { uncachedInput: prompt - cacheRead, cacheRead, output },
    {
      mode: variant === 'batch' ? 'batch' : 'standard',
      requests: ONE_REQUEST,
      failed: textOf(record, 'finish_reason_normalized') === 'error' || isTrue(record, 'cancelled') ? ONE_REQUEST : 0n,
      failedAs: isTrue(record, 'cancelled')
        ? 'disconnect'
        : textOf(record, 'finish_reason_normalized') === 'error'
          ? 'serverError'
          : undefined,
      minute: minuteOf(record, 'created_at'),
      billed: decimalOf(record, 'cost_total'),
      belongs: belonging({
        route: textOf(record, 'provider_name'),
        key: textOf(record, 'api_key_name'),
        project: textOf(record, 'app_name'),
        user: textOf(record, 'user'),
      }),
      prompt,
    },
  );
}

const ACTIVITY_SUMMED: Summed = {
  model: at('model_permaslug'),
  counts: [at('tokens_prompt'), at('tokens_cached'), at('tokens_completion')],
  texts: [at('variant'), at('cancelled'), at('finish_reason_normalized')],
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
  tokens: [at('tokens_prompt'), at('tokens_completion')],
  holds: [{ less: [at('tokens_cached')], more: at('tokens_prompt') }],
};

/** The activity CSV, a row a generation. */
export const OPENROUTER_CSV: Source = {
  kind: 'openrouter',
  through: 'openrouter',
  label: 'OpenRouter activity CSV',
  provider: undefined,
  byRequest: true,
  recognises: (first) => 'generation_id' in first && 'model_permaslug' in first,
  reader: () => onceById('generation_id', readActivity),
  summed: () => ACTIVITY_SUMMED,
  convention:
    'input includes cached tokens, output includes reasoning; free variants are no usage; times without a zone are UTC',
  silent: ['cache writes: the export has no column for them'],
};

/** A row of the activity API: a day of one model at one endpoint. Cached tokens are not told. */
function readDaily(record: Fields): Outcome {
  if (isFree(textOf(record, 'variant'), textOf(record, 'model'))) return FREE;
  const counts = countsOf({
    uncachedInput: countOf(record, 'prompt_tokens'),
    output: countOf(record, 'completion_tokens'),
  });
  if (counts instanceof Dropped) return counts;
  return rowOf(dayOf(record, 'date'), textOf(record, 'model_permaslug', 'model'), counts, {
    requests: optionalCount(record, 'requests'),
    billed: decimalOf(record, 'usage'),
    belongs: belonging({ route: textOf(record, 'provider_name') }),
  });
}

const isActivity = (record: Fields) => 'model_permaslug' in record && 'byok_usage_inference' in record;

/** The answer of the activity API. */
export const OPENROUTER_API: Source = {
  kind: 'openrouter-api',
  through: 'openrouter',
  label: 'OpenRouter activity API',
  provider: undefined,
  byRequest: false,
  recognises: (first) => listIn(first, 'data').some(isActivity) || (isActivity(first) && 'date' in first),
  unfold: (document) => ('data' in document ? listIn(document, 'data') : [document]),
  reader: () => ({ read: readDaily }),
  convention: 'input counts cached tokens as uncached: the API does not tell them apart; free variants are no usage',
  silent: ['cache reads and writes: the activity CSV has the reads', 'failed requests'],
};
