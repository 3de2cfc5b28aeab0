import { isZero } from '../domain/exact.ts';
import { CACHE_TTLS, type CacheTtl, callMeter, type Meter, STATED_METERS } from '../domain/meter.ts';
import { tokensFault } from '../domain/quantity-text.ts';
import { type Counted, NO_TOKENS, plus, sum, type Tokens, times } from '../domain/units.ts';
import type { MeasuredCache, RequestShape, Workload } from '../domain/workload.ts';
import { optional, readCalls, readCount, readTokens } from './read-value.ts';
import type { TokensDocument, WorkloadDocument } from './schemas/profile-schema.ts';
import type { Path } from './yaml-file.ts';

/** Records a fault at a path below a workload. */
export type Complain = (path: Path, message: string) => void;
type Volume = Pick<Workload, 'input' | 'output' | 'measuredCache' | 'request' | 'others'>;

const tokensOf = (text: string | undefined): Tokens => optional(text, readTokens) ?? NO_TOKENS;

/** Counts that were measured: the classes are disjoint and add up to the input. */
function readMeasured(document: TokensDocument): MeasuredCache | undefined {
  const writes = new Map<CacheTtl, Tokens>();
  for (const ttl of CACHE_TTLS) {
    const written = document[`cacheWrite${ttl}`];
    if (written !== undefined) writes.set(ttl, readTokens(written));
  }
  const counted = document.cacheRead !== undefined || writes.size > 0;
  return counted ? { read: tokensOf(document.cacheRead), writes } : undefined;
}

function readMonthly(document: TokensDocument, complain: Complain): Volume {
  const { input, output, ...counts } = document;
  const measured = Object.keys(counts).filter((key) => !STATED_METERS.some((meter) => meter === key));
  if (input !== undefined && measured.length > 0) {
    complain(
      ['tokens', measured[0] ?? ''],
      `input and ${measured.join(', ')} count the same tokens twice; give input with a cacheHitRatio, or the classes alone`,
    );
  }
  const measuredCache = readMeasured(document);
  const classes = [
    tokensOf(document.uncachedInput),
    measuredCache?.read ?? NO_TOKENS,
    ...(measuredCache?.writes.values() ?? []),
  ];
  const counted = tokensFault(sum(classes), `${measured.join(', ')} add up to`);
  if (counted !== undefined) complain(['tokens'], counted);
  return {
    input: input === undefined ? sum(classes) : readTokens(input),
    output: tokensOf(output),
    ...(measuredCache === undefined ? {} : { measuredCache }),
  };
}

function readRequests(document: WorkloadDocument, complain: Complain): Volume {
  const { requests, perRequest } = document;
  if (requests === undefined || perRequest === undefined) {
    const missing = requests === undefined ? 'requests (a month)' : 'perRequest';
    complain(['requests'], `${missing} is missing; requests and perRequest go together`);
    return { input: NO_TOKENS, output: NO_TOKENS };
  }
  const request: RequestShape = {
    prefix: tokensOf(perRequest.prefix),
    input: readTokens(perRequest.input),
    output: readTokens(perRequest.output),
  };
  const count = readCount(requests);
  const input = times(plus(request.prefix, request.input), count);
  const output = times(request.output, count);
  for (const [amount, name] of [
    [input, 'input'],
    [output, 'output'],
  ] as const) {
    const fault = tokensFault(amount, `requests times the ${name} of each is`);
    if (fault !== undefined) complain(['requests'], fault);
  }
  return { input, output, request };
}

/** What is stated as it is: tokens of audio and of images, and calls. What is stated at 0 is not used. */
function readOthers({ tokens, calls = {} }: WorkloadDocument, complain: Complain): Map<Meter, Counted> {
  const others = new Map<Meter, Counted>();
  for (const meter of STATED_METERS) {
    const amount = tokensOf(tokens?.[meter]);
    if (!isZero(amount)) others.set(meter, amount);
  }
  const stated = sum([...others.values()] as Tokens[]);
  const fault = tokensFault(stated, 'the tokens beside input and output add up to');
  if (fault !== undefined) complain(['tokens'], fault);
  for (const [name, text] of Object.entries(calls)) {
    const amount = readCalls(text);
    if (!isZero(amount)) others.set(callMeter(name), amount);
  }
  return others;
}

function readText(document: WorkloadDocument, used: boolean, complain: Complain): Volume {
  const byRequest = document.requests !== undefined || document.perRequest !== undefined;
  if (document.tokens !== undefined) {
    const ofText = Object.keys(document.tokens).some((key) => !STATED_METERS.some((meter) => meter === key));
    if (ofText && byRequest) {
      complain(['requests'], 'tokens a month and requests were both given; give one of them');
    }
    if (ofText || !byRequest) return readMonthly(document.tokens, complain);
  }
  if (byRequest) return readRequests(document, complain);
  if (!used) complain([], 'it has no volume; give tokens: { input, output } a month, or requests with perRequest');
  return { input: NO_TOKENS, output: NO_TOKENS };
}

/** What a workload uses a month, whichever way it states it. */
export function readVolume(document: WorkloadDocument, complain: Complain): Volume {
  const others = readOthers(document, complain);
  const text = readText(document, others.size > 0, complain);
  return others.size === 0 ? text : { ...text, others };
}
