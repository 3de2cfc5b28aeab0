import { type Factor, times, UNCHANGED } from '../../domain/units.ts';
import type { AlternativeModel, MeasuredCache, RequestShape, Workload } from '../../domain/workload.ts';

function scaledCache({ read, writes }: MeasuredCache, by: Factor): MeasuredCache {
  return { read: times(read, by), writes: new Map([...writes].map(([ttl, tokens]) => [ttl, times(tokens, by)])) };
}

function scaledRequest({ prefix, input, output }: RequestShape, by: Factor): RequestShape {
  return { prefix: times(prefix, by), input: times(input, by), output: times(output, by) };
}

/**
 * The same work in other tokens: every count times the factor, every ratio as it is. Tokenizers differ, so that equal
 * token counts would compare different amounts of work.
 */
export function scaled(workload: Workload, by: Factor): Workload {
  const { measuredCache, request, storedTokenHours } = workload;
  return {
    ...workload,
    input: times(workload.input, by),
    output: times(workload.output, by),
    ...(measuredCache === undefined ? {} : { measuredCache: scaledCache(measuredCache, by) }),
    ...(request === undefined ? {} : { request: scaledRequest(request, by) }),
    ...(storedTokenHours === undefined ? {} : { storedTokenHours: times(storedTokenHours, by) }),
  };
}

/** The models a workload may be served by, as stated and then its alternatives, each with the tokens it needs. */
export function substitutes(workload: Workload): readonly { readonly workload: Workload; readonly factor: Factor }[] {
  const others = workload.alternatives.map(({ model, tokenFactor }: AlternativeModel) => ({
    workload: { ...scaled(workload, tokenFactor), model },
    factor: tokenFactor,
  }));
  return [{ workload, factor: UNCHANGED }, ...others];
}
