import {
  belonging,
  countOf,
  countsOf,
  dayOf,
  decimalOf,
  isTrue,
  listIn,
  ONE_REQUEST,
  optionalCount,
  textOf,
} from './fields.ts';
import { Dropped, type Fields, type Outcome, type Source } from './source.ts';

/** Prompt tokens include cached ones; `cost_total` is net of `cost_cache`. Source: a real export's header. */
function readActivity(seen: Set<string>) {
  return (record: Fields): Outcome => {
    const id = textOf(record, 'generation_id');
    if (id === undefined) return new Dropped('is no record of this kind');
    if (seen.has(id)) return new Dropped('repeats a request already counted');
    seen.add(id);
    const counts = countsOf({
      prompt: countOf(record, 'tokens_prompt'),
      cacheRead: countOf(record, 'tokens_cached'),
      output: countOf(record, 'tokens_completion'),
    });
    if (counts instanceof Dropped) return counts;
    const { prompt, cacheRead, output } = counts;
    if (cacheRead > prompt) return new Dropped('has cached tokens over its input');
    const day = dayOf(record, 'created_at');
    if (day === undefined) return new Dropped('has no day');
    const model = textOf(record, 'model_permaslug');
    if (model === undefined) return new Dropped('names no model');
    return [
      {
        day,
        model,
        mode: textOf(record, 'variant') === 'batch' ? 'batch' : 'standard',
        tokens: { uncachedInput: prompt - cacheRead, cacheRead, output },
        requests: ONE_REQUEST,
        failed:
          textOf(record, 'finish_reason_normalized') === 'error' || isTrue(record, 'cancelled') ? ONE_REQUEST : 0n,
        calls: {},
        billed: decimalOf(record, 'cost_total'),
        belongs: belonging({
          route: textOf(record, 'provider_name'),
          key: textOf(record, 'api_key_name'),
          project: textOf(record, 'app_name'),
          user: textOf(record, 'user'),
        }),
        prompt,
      },
    ];
  };
}

/** The activity CSV, a row a generation. */
export const OPENROUTER_CSV: Source = {
  kind: 'openrouter',
  label: 'OpenRouter activity CSV',
  provider: undefined,
  byRequest: true,
  recognises: (first) => 'generation_id' in first && 'model_permaslug' in first,
  reader: () => ({ read: readActivity(new Set()) }),
  convention: 'input includes cached tokens, output includes reasoning; times without a zone are UTC',
  silent: ['cache writes: the export has no column for them'],
};

/** A row of the activity API: a day of one model at one endpoint. Cached tokens are not told. */
function readDaily(record: Fields): Outcome {
  const counts = countsOf({
    uncachedInput: countOf(record, 'prompt_tokens'),
    output: countOf(record, 'completion_tokens'),
  });
  if (counts instanceof Dropped) return counts;
  const day = dayOf(record, 'date');
  if (day === undefined) return new Dropped('has no day');
  const model = textOf(record, 'model_permaslug', 'model');
  if (model === undefined) return new Dropped('names no model');
  return [
    {
      day,
      model,
      mode: 'standard',
      tokens: counts,
      requests: optionalCount(record, 'requests'),
      failed: undefined,
      calls: {},
      billed: decimalOf(record, 'usage'),
      belongs: belonging({ route: textOf(record, 'provider_name') }),
      prompt: undefined,
    },
  ];
}

const isActivity = (record: Fields) => 'model_permaslug' in record && 'byok_usage_inference' in record;

/** The answer of the activity API. */
export const OPENROUTER_API: Source = {
  kind: 'openrouter-api',
  label: 'OpenRouter activity API',
  provider: undefined,
  byRequest: false,
  recognises: (first) => listIn(first, 'data').some(isActivity) || (isActivity(first) && 'date' in first),
  unfold: (document) => ('data' in document ? listIn(document, 'data') : [document]),
  reader: () => ({ read: readDaily }),
  convention: 'input counts cached tokens as uncached: the API does not tell them apart',
  silent: ['cache reads and writes: the activity CSV has the reads', 'failed requests'],
};
