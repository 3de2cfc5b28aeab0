import type { Day } from '../domain/day.ts';
import type { FailureClass } from '../domain/failure.ts';
import type { ServiceMode } from '../domain/meter.ts';
import type { UsageRow } from '../domain/usage.ts';
import {
  belonging,
  countOf,
  countsOf,
  dayOf,
  failureOf,
  inside,
  listIn,
  minuteOf,
  ONE_REQUEST,
  tagged,
  textOf,
} from './fields.ts';
import { leaves } from './leaves.ts';
import { modeOfTier } from './modes.ts';
import { Dropped, type Fields, type Outcome, type Source, type Tail, tailOf, WRAPPER } from './source.ts';

/** Attributes by what they say, the newest name first: of files and of queries. Source: semantic-conventions-genai, openinference. */
export const ATTRIBUTES = {
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

/** Attributes by name. OTLP writes a list of keys with typed values, and 64-bit numbers as text. */
function attributesOf(span: Fields): Fields {
  const list = listIn(span, 'attributes');
  if (list.length === 0) return inside(span, 'attributes');
  return Object.fromEntries(
    list.map((each) => {
      const value = inside(each, 'value');
      return [
        String(each['key']),
        value['intValue'] ?? value['stringValue'] ?? value['doubleValue'] ?? value['boolValue'],
      ];
    }),
  );
}

const NANOSECONDS_DIGITS = 9;

/** OTLP counts nanoseconds since 1970; other exporters write a moment. */
function startOf(span: Fields): Fields {
  const nanoseconds = textOf(span, 'startTimeUnixNano');
  if (nanoseconds === undefined || !/^\d{10,}$/.test(nanoseconds))
    return { at: textOf(span, 'start_time', 'startTime', 'timestamp') };
  return { at: nanoseconds.slice(0, -NANOSECONDS_DIGITS) };
}

interface Span {
  readonly day: Day;
  readonly model: string;
  readonly mode: ServiceMode;
  readonly provider: string | undefined;
  readonly input: bigint;
  readonly reads: bigint;
  readonly writes: bigint;
  readonly output: bigint;
  readonly failed: boolean;
  readonly failedAs: FailureClass | undefined;
  readonly minute: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

function spanOf(span: Fields): Span | Dropped | undefined {
  const attributes = attributesOf(span);
  if (textOf(attributes, ...ATTRIBUTES.input) === undefined && textOf(attributes, ...ATTRIBUTES.output) === undefined)
    return undefined;
  const counts = countsOf({
    input: countOf(attributes, ...ATTRIBUTES.input),
    reads: countOf(attributes, ...ATTRIBUTES.reads),
    writes: countOf(attributes, ...ATTRIBUTES.writes),
    output: countOf(attributes, ...ATTRIBUTES.output),
  });
  if (counts instanceof Dropped) return counts;
  const day = dayOf(startOf(span), 'at');
  if (day === undefined) return new Dropped('has no day');
  const model = textOf(attributes, ...ATTRIBUTES.model);
  if (model === undefined) return new Dropped('names no model');
  const provider = textOf(attributes, ...ATTRIBUTES.provider);
  const error = textOf(attributes, ...ATTRIBUTES.error);
  return {
    ...counts,
    day,
    model,
    mode: modeOfTier(textOf(attributes, ...ATTRIBUTES.tier)),
    provider,
    failed: error !== undefined,
    failedAs: failureOf(error),
    minute: minuteOf(startOf(span), 'at'),
    tags: tagged(attributes),
  };
}

function rowOf(
  { day, model, mode, provider, input, reads, writes, output, failed, failedAs, minute, tags }: Span,
  inclusive: boolean,
): UsageRow | Dropped {
  const uncachedInput = inclusive ? input - reads - writes : input;
  if (uncachedInput < 0n) return new Dropped('has cached tokens over its input');
  return {
    day,
    model,
    mode,
    tokens: { uncachedInput, cacheRead: reads, cacheWrite5m: writes, output },
    requests: ONE_REQUEST,
    failed: failed ? ONE_REQUEST : 0n,
    failedAs,
    minute,
    calls: {},
    billed: undefined,
    belongs: { ...tags, ...belonging({ route: provider }) },
    prompt: uncachedInput + reads + writes,
  };
}

/**
 * Spans are kept until all are seen: a wrapper repeats the sums of its children, so leaves count; and whether input
 * includes the cache is told by all spans of a provider together. It should; where one span's reads are over its input,
 * that provider's instrumentation leaves the cache outside. Source: semantic-conventions-genai.
 */
function reader() {
  const spans = leaves<Span>();
  const read = (span: Fields): Outcome => {
    const id = textOf(span, 'spanId', 'span_id') ?? textOf(inside(span, 'context'), 'span_id');
    spans.hang(id, textOf(span, 'parentSpanId', 'parent_id', 'parent_span_id'));
    const found = spanOf(span);
    if (found === undefined || found instanceof Dropped) return found;
    return spans.keep(id, found) ? [] : new Dropped('repeats a request already counted');
  };
  const end = (): Tail => {
    const all = spans.all();
    const outside = new Set(
      all.filter(({ each: { input, reads, writes } }) => reads + writes > input).map(({ each }) => each.provider),
    );
    return tailOf(
      all.map(({ each, isWrapper }) => (isWrapper ? new Dropped(WRAPPER) : rowOf(each, !outside.has(each.provider)))),
    );
  };
  return { read, end };
}

function* unfold(document: Fields): Iterable<Fields> {
  for (const resource of listIn(document, 'resourceSpans')) {
    for (const scope of listIn(resource, 'scopeSpans')) yield* listIn(scope, 'spans');
  }
}

const isSpan = (record: Fields) => Object.keys(attributesOf(record)).some((key) => /^(?:gen_ai|llm)\./.test(key));

/** Spans of generative AI, as OTLP JSON or a span a line. */
export const OTEL: Source = {
  kind: 'otel',
  label: 'OpenTelemetry GenAI spans',
  provider: undefined,
  byRequest: true,
  recognises: (first) => 'resourceSpans' in first || isSpan(first),
  unfold,
  reader,
  convention:
    'leaves of a trace count; input includes the cache, unless a provider has a span whose cache is over its input',
  silent: ['batches: spans do not mark them', 'the lifetime of cache writes: they count as five-minute writes'],
};
