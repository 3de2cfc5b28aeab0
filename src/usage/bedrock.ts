import { belonging, countOf, countsOf, dayOf, inside, listIn, ONE_REQUEST, textOf } from './fields.ts';
import { Dropped, type Fields, type Outcome, type Source } from './source.ts';

/** Writes with a lifetime of an hour, where the body of the answer is in the log and says so. */
function hourWrites(record: Fields): bigint | Dropped {
  const body = inside(inside(record, 'output'), 'outputBodyJson');
  const usage = inside(body, 'usage');
  const hour = listIn(usage, 'cacheDetails').find((each) => each['ttl'] === '1h');
  return hour === undefined
    ? countOf(inside(usage, 'cache_creation'), 'ephemeral_1h_input_tokens')
    : countOf(hour, 'inputTokens');
}

/** Input excludes the cache. Source: docs.aws.amazon.com/bedrock, model-invocation-logging. */
function readNew(record: Fields): Outcome {
  const [input, output] = [inside(record, 'input'), inside(record, 'output')];
  const failed = textOf(record, 'errorCode') !== undefined;
  if (textOf(input, 'inputTokenCount') === undefined && !failed) return new Dropped('holds no usage');
  const counts = countsOf({
    uncachedInput: countOf(input, 'inputTokenCount'),
    cacheRead: countOf(input, 'cacheReadInputTokenCount'),
    written: countOf(input, 'cacheWriteInputTokenCount'),
    cacheWrite1h: hourWrites(record),
    output: countOf(output, 'outputTokenCount'),
  });
  if (counts instanceof Dropped) return counts;
  const { written, ...rest } = counts;
  if (rest.cacheWrite1h > written) return new Dropped('does not add up to its own total');
  const day = dayOf(record, 'timestamp');
  if (day === undefined) return new Dropped('has no day');
  const model = textOf(record, 'modelId');
  if (model === undefined) return new Dropped('names no model');
  return [
    {
      day,
      model,
      mode: 'standard',
      tokens: { ...rest, cacheWrite5m: written - rest.cacheWrite1h },
      requests: ONE_REQUEST,
      failed: failed ? ONE_REQUEST : 0n,
      calls: {},
      billed: undefined,
      belongs: belonging({
        user: textOf(inside(record, 'identity'), 'arn'),
        project: textOf(record, 'accountId'),
        route: textOf(record, 'inferenceRegion', 'region'),
      }),
      prompt: rest.uncachedInput + rest.cacheRead + written,
    },
  ];
}

/** The log of model invocations, JSON lines packed with gzip in S3. */
export const BEDROCK_LOG: Source = {
  kind: 'bedrock',
  label: 'Bedrock invocation log',
  provider: undefined,
  byRequest: true,
  recognises: (first) => first['schemaType'] === 'ModelInvocationLog',
  reader: () => {
    const seen = new Set<string>();
    return {
      read(record) {
        const id = textOf(record, 'requestId');
        if (id === undefined) return new Dropped('is no record of this kind');
        if (seen.has(id)) return new Dropped('repeats a request already counted');
        seen.add(id);
        return readNew(record);
      },
    };
  },
  convention: 'input excludes cache reads and writes; writes without a lifetime count as five-minute writes',
  silent: [
    'batches: the log does not mark them',
    'the model behind an inference profile of your own: its name is an ARN',
  ],
};
