import { CACHE_TTLS, type CacheTtl } from '../domain/meter.ts';
import { tokensFault } from '../domain/quantity-text.ts';
import { NO_TOKENS, plus, sum, type Tokens, times } from '../domain/units.ts';
import type { MeasuredCache, RequestShape, Workload } from '../domain/workload.ts';
import { optional, readCount, readTokens } from './read-value.ts';
import type { TokensDocument, WorkloadDocument } from './schemas/profile-schema.ts';
import type { Path } from './yaml-file.ts';

/** Records a fault at a path below a workload. */
export type Complain = (path: Path, message: string) => void;
type Volume = Pick<Workload, 'input' | 'output' | 'measuredCache' | 'request'>;

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
  const measured = Object.keys(counts);
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

/** The tokens of a workload a month, whichever way it states them. */
export function readVolume(document: WorkloadDocument, complain: Complain): Volume {
  const byRequest = document.requests !== undefined || document.perRequest !== undefined;
  if (document.tokens !== undefined && byRequest) {
    complain(['requests'], 'tokens a month and requests were both given; give one of them');
  }
  if (document.tokens !== undefined) return readMonthly(document.tokens, complain);
  if (byRequest) return readRequests(document, complain);
  complain([], 'it has no volume; give tokens: { input, output } a month, or requests with perRequest');
  return { input: NO_TOKENS, output: NO_TOKENS };
}
