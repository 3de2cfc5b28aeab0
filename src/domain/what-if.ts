import type { Workload } from './workload.ts';

/** Levers that a user states for all of the work, whatever a profile says. */
export type StatedLevers = Pick<Workload, 'cacheHitRatio' | 'readsPerWrite' | 'cacheTtl' | 'batchEligible'>;

/** A workload with other levers: what is stated replaces what it says itself, measured classes included. */
export function withLevers(workload: Workload, levers: StatedLevers): Workload {
  if (levers.cacheHitRatio === undefined) return { ...workload, ...levers };
  const { measuredCache: _, ...rest } = workload;
  return { ...rest, ...levers };
}
