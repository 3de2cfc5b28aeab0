import { type Exact, shift } from '../domain/exact.ts';
import type { ServiceMode } from '../domain/meter.ts';
import {
  countOf,
  countsOf,
  dayOf,
  decimalOf,
  inside,
  isTrue,
  listIn,
  minuteOf,
  ONE_REQUEST,
  tagged,
  textOf,
} from './fields.ts';
import { modeOfAnthropic, modeOfTier } from './modes.ts';
import { anthropicTokens, rowOf } from './rows.ts';
import { Dropped, type Fields, type Outcome, type Source } from './source.ts';
import { TICK_PLACES, TICKS } from './ticks.ts';

/** Classes of one answer of an API; `prompt` is all of its input. */
type Counted = {
  readonly [name in
    | 'uncachedInput'
    | 'cacheRead'
    | 'cacheWrite5m'
    | 'cacheWrite30m'
    | 'cacheWrite1h'
    | 'output']: bigint;
};

const NO_WRITES = { cacheWrite5m: 0n, cacheWrite30m: 0n, cacheWrite1h: 0n };

/** An answer of several passes counts only the last of them. */
function anthropic(usage: Fields): Counted | Dropped {
  if (listIn(usage, 'iterations').length > 1) return new Dropped('has passes that its counts leave out');
  const tokens = anthropicTokens(usage);
  return tokens instanceof Dropped ? tokens : { ...tokens, cacheWrite30m: 0n };
}

/** Gemini: thoughts are outside of candidates, tool-use prompts outside of the prompt. Source: js-genai. */
function gemini(usage: Fields): Counted | Dropped {
  const counts = countsOf({
    prompt: countOf(usage, 'promptTokenCount'),
    tools: countOf(usage, 'toolUsePromptTokenCount'),
    cacheRead: countOf(usage, 'cachedContentTokenCount'),
    candidates: countOf(usage, 'candidatesTokenCount'),
    thoughts: countOf(usage, 'thoughtsTokenCount'),
    total: countOf(usage, 'totalTokenCount'),
  });
  if (counts instanceof Dropped) return counts;
  const { prompt, tools, cacheRead, candidates, thoughts, total } = counts;
  const isTold = textOf(usage, 'totalTokenCount') !== undefined;
  if (isTold && total !== prompt + tools + candidates + thoughts)
    return new Dropped('does not add up to its own total');
  const uncachedInput = prompt + tools - cacheRead;
  if (uncachedInput < 0n) return new Dropped('has cached tokens over its input');
  return { ...NO_WRITES, uncachedInput, cacheRead, output: candidates + thoughts };
}

/** Bedrock Converse: the total is input, output, reads and writes. Source: the API's TokenUsage. */
function converse(usage: Fields): Counted | Dropped {
  const hour = listIn(usage, 'cacheDetails').find((each) => each['ttl'] === '1h');
  const counts = countsOf({
    uncachedInput: countOf(usage, 'inputTokens'),
    cacheRead: countOf(usage, 'cacheReadInputTokens'),
    written: countOf(usage, 'cacheWriteInputTokens'),
    cacheWrite1h: hour === undefined ? 0n : countOf(hour, 'inputTokens'),
    output: countOf(usage, 'outputTokens'),
    total: countOf(usage, 'totalTokens'),
  });
  if (counts instanceof Dropped) return counts;
  const { written, total, ...rest } = counts;
  if (total !== rest.uncachedInput + rest.cacheRead + written + rest.output || rest.cacheWrite1h > written) {
    return new Dropped('does not add up to its own total');
  }
  return { ...rest, cacheWrite5m: written - rest.cacheWrite1h, cacheWrite30m: 0n };
}

/** The AI SDK, version 6: details sum to the input. Source: vercel/ai, packages/ai/src/types/usage.ts. */
function aiSdk(usage: Fields): Counted | Dropped {
  const details = inside(usage, 'inputTokenDetails');
  const counts = countsOf({
    input: countOf(usage, 'inputTokens'),
    uncachedInput: countOf(details, 'noCacheTokens'),
    cacheRead: countOf(details, 'cacheReadTokens'),
    cacheWrite5m: countOf(details, 'cacheWriteTokens'),
    output: countOf(usage, 'outputTokens'),
  });
  if (counts instanceof Dropped) return counts;
  const { input, ...rest } = counts;
  if (input !== rest.uncachedInput + rest.cacheRead + rest.cacheWrite5m) {
    return new Dropped('does not add up to its own total');
  }
  return { ...rest, cacheWrite30m: 0n, cacheWrite1h: 0n };
}

/** Where two sums are told, hits and misses are all of the prompt. Source: api-docs.deepseek.com. */
function isSplitWrong(usage: Fields, input: bigint, hits: bigint): boolean {
  const misses = countOf(usage, 'prompt_cache_miss_tokens');
  const isTold =
    textOf(usage, 'prompt_cache_hit_tokens') !== undefined && textOf(usage, 'prompt_cache_miss_tokens') !== undefined;
  return isTold && (misses instanceof Dropped || hits + misses !== input);
}

/**
 * OpenAI and those who answer in its shape, chat or responses: input includes reads and writes, output includes
 * reasoning where prompt + completion is the total. Where the total is larger by the reasoning (xAI) or by thoughts
 * that are not told (Gemini's compatible endpoint), what is over the prompt is output. xAI has answers whose cached tokens
 * are over the prompt: there they lie outside of it. Source: vercel/ai, packages/xai.
 */
function openai(usage: Fields): Counted | Dropped {
  const details =
    'input_tokens' in usage ? inside(usage, 'input_tokens_details') : inside(usage, 'prompt_tokens_details');
  const counts = countsOf({
    input: countOf(usage, 'input_tokens', 'prompt_tokens'),
    cacheRead: countOf({ ...usage, ...details }, 'cached_tokens', 'prompt_cache_hit_tokens', 'num_cached_tokens'),
    written30m: countOf(details, 'cache_write_tokens'),
    written5m: countOf(details, 'cache_creation_input_tokens'),
    output: countOf(usage, 'output_tokens', 'completion_tokens'),
    total: countOf(usage, 'total_tokens'),
  });
  if (counts instanceof Dropped) return counts;
  const { input, cacheRead, written30m, written5m, output, total } = counts;
  if (isSplitWrong(usage, input, cacheRead)) return new Dropped('does not add up to its own total');
  const isOutside = TICKS in usage && cacheRead > input;
  const uncachedInput = input - (isOutside ? 0n : cacheRead) - written30m - written5m;
  if (uncachedInput < 0n) return new Dropped('has cached tokens over its input');
  const isTold = textOf(usage, 'total_tokens') !== undefined;
  if (isTold && total < input + output) return new Dropped('does not add up to its own total');
  const classes = { uncachedInput, cacheRead, cacheWrite5m: written5m, cacheWrite30m: written30m, cacheWrite1h: 0n };
  return { ...classes, output: isTold ? total - input : output };
}

/** The usage of a record by the shape it has; undefined where it has none that is known. */
function usageOf(record: Fields): Counted | Dropped | undefined {
  const usage = 'totalUsage' in record ? inside(record, 'totalUsage') : inside(record, 'usage');
  if ('usageMetadata' in record) return gemini(inside(record, 'usageMetadata'));
  if ('inputTokenDetails' in usage) return aiSdk(usage);
  if ((textOf(usage, 'cachedInputTokens') ?? '0') !== '0' || 'promptTokens' in usage)
    return new Dropped('leaves open whether its input includes the cache');
  if ('inputTokens' in usage) return converse(usage);
  if ('prompt_tokens' in usage || 'input_tokens_details' in usage || record['object'] === 'response')
    return openai(usage);
  return 'input_tokens' in usage ? anthropic(usage) : undefined;
}

/** Vertex tells how a request was served: ON_DEMAND_FLEX, ON_DEMAND_PRIORITY. */
const trafficOf = (record: Fields) =>
  textOf(inside(record, 'usageMetadata'), 'trafficType')
    ?.replace(/^ON_DEMAND_?/, '')
    .toLowerCase();

function modeOf(record: Fields): ServiceMode {
  const usage = inside(record, 'usage');
  if (isTrue(record, 'batch')) return 'batch';
  if ('cache_creation_input_tokens' in usage || 'speed' in usage)
    return modeOfAnthropic(textOf(usage, 'service_tier'), textOf(usage, 'speed'));
  return modeOfTier(textOf(record, 'service_tier') ?? textOf(usage, 'service_tier') ?? trafficOf(record));
}

/** A line of the results of a batch of OpenAI's holds the answer to one request. */
function* answersIn(record: Fields): Iterable<Fields> {
  const body = inside(inside(record, 'response'), 'body');
  yield 'custom_id' in record && 'usage' in body ? { ...body, batch: true } : record;
}

/** What xAI charged, its tools included. */
function billedOf(record: Fields): Exact | undefined {
  const ticks = decimalOf(inside(record, 'usage'), TICKS);
  return ticks === undefined ? undefined : shift(ticks, TICK_PLACES);
}

function reader() {
  const seen = new Set<string>();
  const read = (record: Fields): Outcome => {
    // A batch tells the sum of its answers, which are in its results.
    if (record['object'] === 'batch') return new Dropped('is the sum of a batch, whose results tell its requests');
    const tokens = usageOf(record);
    if (tokens === undefined) return new Dropped('holds no usage');
    if (tokens instanceof Dropped) return tokens;
    const response = inside(record, 'response');
    const id = textOf(record, 'id', 'responseId') ?? textOf(response, 'id');
    if (id !== undefined && seen.has(id)) return new Dropped('repeats a request already counted');
    if (id !== undefined) seen.add(id);
    const at = textOf(record, 'created', 'created_at', 'createTime', 'timestamp') ?? textOf(response, 'timestamp');
    const model = textOf(record, 'model', 'modelVersion', 'modelId') ?? textOf(response, 'modelId');
    const { output, ...input } = tokens;
    return rowOf(dayOf({ at }, 'at'), model, tokens, {
      mode: modeOf(record),
      requests: ONE_REQUEST,
      minute: minuteOf({ at }, 'at'),
      billed: billedOf(record),
      belongs: tagged(inside(record, 'metadata')),
      prompt: Object.values(input).reduce((sum, each) => sum + each, 0n),
    });
  };
  return { read };
}

/** Answers of the providers' APIs as they came, a line each: with the model, and the moment where the answer has none. */
export const RESPONSES: Source = {
  kind: 'responses',
  label: 'API responses',
  provider: undefined,
  byRequest: true,
  recognises: (first) => {
    const [answer = first] = answersIn(first);
    return usageOf(answer) !== undefined && !('starting_at' in first);
  },
  unfold: answersIn,
  reader,
  convention:
    'by the shape of each answer (OpenAI, Anthropic, Gemini, Bedrock Converse, DeepSeek, Mistral, xAI, AI SDK), held to its own total',
  silent: ['failed requests: they have no usage'],
};
