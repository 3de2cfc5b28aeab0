import { type Meter, meterRow } from './meter.ts';
import { type Counted, type Factor, times, UNCHANGED } from './units.ts';
import type { MeasuredCache, RequestShape, Workload } from './workload.ts';

function scaledCache({ read, writes }: MeasuredCache, by: Factor): MeasuredCache {
  return { read: times(read, by), writes: new Map([...writes].map(([ttl, tokens]) => [ttl, times(tokens, by)])) };
}

function scaledRequest({ prefix, input, output }: RequestShape, by: Factor): RequestShape {
  return { prefix: times(prefix, by), input: times(input, by), output: times(output, by) };
}

/** More or less of the same work: every count times the factor, each request and every ratio as it is. */
export function atVolume(workload: Workload, by: Factor): Workload {
  if (by === UNCHANGED) return workload;
  const { measuredCache, storedTokenHours, others } = workload;
  return {
    ...workload,
    input: times(workload.input, by),
    output: times(workload.output, by),
    ...(measuredCache === undefined ? {} : { measuredCache: scaledCache(measuredCache, by) }),
    ...(storedTokenHours === undefined ? {} : { storedTokenHours: times(storedTokenHours, by) }),
    ...(others === undefined
      ? {}
      : { others: new Map([...others].map(([meter, count]) => [meter, times<Counted>(count, by)])) }),
  };
}

/** A call is a call, whatever the tokenizer. */
function otherTokens(others: NonNullable<Workload['others']>, by: Factor): NonNullable<Workload['others']> {
  const isTokens = (meter: Meter) => meterRow(meter).unit === 'tokens';
  return new Map([...others].map(([meter, count]) => [meter, isTokens(meter) ? times<Counted>(count, by) : count]));
}

/**
 * The same work in other tokens: every count of tokens times the factor, those of a request too, every ratio as it is. Tokenizers
 * differ, so that equal token counts would compare different amounts of work.
 */
export function scaled(workload: Workload, by: Factor): Workload {
  if (by === UNCHANGED) return workload;
  const { request, others } = workload;
  return {
    ...atVolume(workload, by),
    ...(request === undefined ? {} : { request: scaledRequest(request, by) }),
    ...(others === undefined ? {} : { others: otherTokens(others, by) }),
  };
}
