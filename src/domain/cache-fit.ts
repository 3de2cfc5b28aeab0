import { compare, divide, type Exact, multiply, numeral, round, whole } from './exact.ts';
import { complement, type Factor, type Share, share } from './units.ts';

const HUNDRED = whole(100n);
const SHOWN_PLACES = 2;

/**
 * Reads and the writes they need are both part of the input: hitRatio x (1 + 1 / readsPerWrite) <= 1. In words what is
 * wrong, or undefined when they fit.
 */
export function cacheFault(hitRatio: Share, readsPerWrite: Factor): string | undefined {
  const written = share(divide(hitRatio, readsPerWrite));
  if (compare(written, complement(hitRatio)) <= 0) return undefined;
  const textOf = (value: Exact) => numeral(round(value, SHOWN_PLACES));
  const percent = (part: Share) => `${textOf(multiply(part, HUNDRED))}%`;
  return `reads (${percent(hitRatio)} of input) and the writes they need (${percent(written)}, at ${textOf(readsPerWrite)} reads a write) are more than the input; lower the hit ratio or raise the reads per write`;
}
