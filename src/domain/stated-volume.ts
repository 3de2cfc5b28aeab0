import { divide, type Exact, isZero } from './exact.ts';
import { minus, plus, sum, type Tokens } from './units.ts';
import type { Workload } from './workload.ts';

/** Requests a month of a workload that is stated by requests: its tokens by those of one; undefined of another. */
export function requestsOf({
  request,
  input,
  output,
}: Pick<Workload, 'request' | 'input' | 'output'>): Exact | undefined {
  if (request === undefined) return undefined;
  const prompt = plus(request.prefix, request.input);
  return isZero(prompt) ? divide(output, request.output) : divide(input, prompt);
}

/** Uncached input of a workload whose cache classes are counted; undefined of another. */
export function uncachedOf({ measuredCache, input }: Pick<Workload, 'measuredCache' | 'input'>): Tokens | undefined {
  return measuredCache && minus(input, sum([measuredCache.read, ...measuredCache.writes.values()]));
}
