import type { ServiceMode } from '../domain/meter.ts';
import { allTokens } from '../domain/usage.ts';
import { belonging, countOf, countsOf, dayOf, inside, isTrue, listIn, optionalCount, textOf } from './fields.ts';
import { modeOfTier } from './modes.ts';
import { rowOf } from './rows.ts';
import { SILENT_ON } from './silent.ts';
import { Dropped, type Fields, type Outcome, type Source } from './source.ts';
import { at, type Summed } from './summed.ts';

const modeOf = (record: Fields): ServiceMode =>
  isTrue(record, 'batch') ? 'batch' : modeOfTier(textOf(record, 'service_tier'));

/** Tokens that OpenAI gives for the use of their traffic, and charges nothing for. */
const GIVEN = 'incentivized-tier';

/**
 * Completions: `input_tokens` includes cached tokens and, since 2026, cache writes (30 minutes); reasoning is inside
 * output. Source: openai-node, src/resources/admin/organization/usage.ts.
 */
function read(record: Fields): Outcome {
  if (textOf(record, 'input_tokens') === undefined && textOf(record, 'output_tokens') === undefined) return undefined;
  const counts = countsOf({
    input: countOf(record, 'input_tokens'),
    cacheRead: countOf(record, 'input_cached_tokens'),
    cacheWrite30m: countOf(record, 'input_cache_write_tokens'),
    output: countOf(record, 'output_tokens'),
  });
  if (counts instanceof Dropped) return counts;
  const { input, cacheRead, cacheWrite30m, output } = counts;
  const uncachedInput = input - cacheRead - cacheWrite30m;
  if (uncachedInput < 0n) return new Dropped('has cached tokens over its input');
  const tokens = { uncachedInput, cacheRead, cacheWrite30m, output };
  const [day, model] = [dayOf(record, 'start_time', 'start_time_iso'), textOf(record, 'model')];
  if (day !== undefined && model === undefined && allTokens(tokens) === 0n) return undefined;
  return rowOf(day, model, tokens, {
    mode: modeOf(record),
    gratis: textOf(record, 'service_tier') === GIVEN,
    requests: optionalCount(record, 'num_model_requests'),
    belongs: belonging({
      project: textOf(record, 'project_id'),
      key: textOf(record, 'api_key_id'),
      user: textOf(record, 'user_id'),
    }),
  });
}

/** The buckets of the API, one answer or several, each result with the time of its bucket. */
function* unfold(document: Fields): Iterable<Fields> {
  const buckets = document['object'] === 'bucket' ? [document] : listIn(document, 'data');
  for (const bucket of buckets) {
    for (const result of listIn(bucket, 'results')) yield { ...result, start_time: bucket['start_time'] };
  }
}

const isBucket = (record: Fields) =>
  listIn(record, 'results').some((each) => each['object'] === 'organization.usage.completions.result');

const SUMMED: Summed = {
  model: at('model'),
  counts: [at('input_tokens'), at('output_tokens'), at('input_cached_tokens'), at('input_cache_write_tokens')],
  optional: [at('num_model_requests')],
  someOf: [at('input_tokens'), at('output_tokens')],
  texts: [at('batch'), at('service_tier'), at('start_time_iso')],
  belongs: { project: [at('project_id')], key: [at('api_key_id')], user: [at('user_id')] },
  moments: ['start_time'],
  holds: [{ less: [at('input_cached_tokens'), at('input_cache_write_tokens')], more: at('input_tokens') }],
};

/** Usage of completions, as the dashboard exports it or the API answers. */
export const OPENAI_USAGE: Source = {
  kind: 'openai',
  label: 'OpenAI usage export',
  provider: 'openai',
  byRequest: false,
  recognises: (first) =>
    ('num_model_requests' in first && 'input_tokens' in first) ||
    (first['object'] === 'bucket' && isBucket(first)) ||
    listIn(first, 'data').some(isBucket) ||
    inside(first, 'data')['object'] === 'bucket',
  unfold,
  reader: () => ({ read }),
  summed: () => SUMMED,
  convention: 'input includes cached and cache-written tokens; output includes reasoning',
  silent: ['failed requests: a gateway log has them', SILENT_ON.lengths],
};
