import { type Factor, times, UNCHANGED } from './units.ts';
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
  const { measuredCache, storedTokenHours } = workload;
  return {
    ...workload,
    input: times(workload.input, by),
    output: times(workload.output, by),
    ...(measuredCache === undefined ? {} : { measuredCache: scaledCache(measuredCache, by) }),
    ...(storedTokenHours === undefined ? {} : { storedTokenHours: times(storedTokenHours, by) }),
  };
}

/**
 * The same work in other tokens: every count times the factor, those of a request too, every ratio as it is. Tokenizers
 * differ, so that equal token counts would compare different amounts of work.
 */
export function scaled(workload: Workload, by: Factor): Workload {
  if (by === UNCHANGED) return workload;
  const { request } = workload;
  return {
    ...atVolume(workload, by),
    ...(request === undefined ? {} : { request: scaledRequest(request, by) }),
  };
}
