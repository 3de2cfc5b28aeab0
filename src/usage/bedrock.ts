import type { FailureClass } from '../domain/failure.ts';
import { inputTokens } from '../domain/usage.ts';
import {
  belonging,
  countOf,
  countsOf,
  dayOf,
  inside,
  listIn,
  minuteOf,
  ONE_REQUEST,
  tagged,
  textOf,
} from './fields.ts';
import { byLifetime, onceById, rowOf } from './rows.ts';
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

/** What the codes of errors mean. Source: docs.aws.amazon.com/bedrock, API_runtime_Converse, errors. */
const FAILED_AS: Readonly<Record<string, FailureClass>> = {
  ThrottlingException: 'rateLimited',
  InternalServerException: 'serverError',
  ServiceUnavailableException: 'serverError',
  ModelErrorException: 'serverError',
  ModelTimeoutException: 'serverError',
  ModelStreamErrorException: 'streamAbort',
};

/** Input excludes the cache. Source: docs.aws.amazon.com/bedrock, model-invocation-logging. */
function readNew(record: Fields): Outcome {
  const [input, output] = [inside(record, 'input'), inside(record, 'output')];
  const failed = textOf(record, 'errorCode') !== undefined;
  if (textOf(input, 'inputTokenCount') === undefined && !failed) return new Dropped('holds no usage');
  const tokens = byLifetime(
    countsOf({
      uncachedInput: countOf(input, 'inputTokenCount'),
      cacheRead: countOf(input, 'cacheReadInputTokenCount'),
      written: countOf(input, 'cacheWriteInputTokenCount'),
      cacheWrite1h: hourWrites(record),
      output: countOf(output, 'outputTokenCount'),
    }),
  );
  if (tokens instanceof Dropped) return tokens;
  return rowOf(dayOf(record, 'timestamp'), textOf(record, 'modelId'), tokens, {
    requests: ONE_REQUEST,
    failed: failed ? ONE_REQUEST : 0n,
    failedAs: FAILED_AS[textOf(record, 'errorCode') ?? ''],
    minute: minuteOf(record, 'timestamp'),
    belongs: {
      ...tagged(inside(record, 'requestMetadata')),
      ...belonging({
        user: textOf(inside(record, 'identity'), 'arn'),
        project: textOf(record, 'accountId'),
        route: textOf(record, 'inferenceRegion', 'region'),
      }),
    },
    prompt: inputTokens(tokens),
  });
}

/** The log of model invocations, JSON lines packed with gzip in S3. */
export const BEDROCK_LOG: Source = {
  kind: 'bedrock',
  through: 'bedrock',
  label: 'Bedrock invocation log',
  provider: undefined,
  byRequest: true,
  recognises: (first) => first['schemaType'] === 'ModelInvocationLog',
  reader: () => onceById('requestId', readNew),
  convention: 'input excludes cache reads and writes; writes without a lifetime count as five-minute writes',
  silent: [
    'batches: the log does not mark them',
    'the model behind an inference profile of your own: its name is an ARN',
  ],
};
