import { isZero } from '../domain/exact.ts';
import { CACHE_TTLS, type CacheTtl, cacheWriteMeter } from '../domain/meter.ts';
import type { CardDefaults, Rate } from '../domain/rate-card.ts';
import { type Factor, lessThan, minus, per, portion, type Share, smaller, sum } from '../domain/units.ts';
import type { Workload } from '../domain/workload.ts';
import type { CacheSplit } from './quantities.ts';

/** Where the count of cache writes comes from. */
export type WriteBasis =
  | { readonly kind: 'measured' }
  | {
      readonly kind: 'stated';
      readonly readsPerWrite: Factor;
      readonly ttl: CacheTtl;
      readonly ttlAssumed: boolean;
      readonly capped: boolean;
    }
  | { readonly kind: 'assumed'; readonly readsPerWrite: Factor; readonly ttl: CacheTtl; readonly capped: boolean }
  | { readonly kind: 'leftOut' }
  | { readonly kind: 'noPremium' }
  | { readonly kind: 'noReads' };

export interface CachePlan {
  readonly split: CacheSplit;
  readonly writes: WriteBasis;
}

/** The lifetime a workload's writes have: its own, else the model's default, else the shortest that has a price. */
function ttlOf(workload: Workload, rate: Rate): CacheTtl | undefined {
  return workload.cacheTtl ?? rate.defaultCacheTtl ?? CACHE_TTLS.find((ttl) => rate.cells[cacheWriteMeter(ttl)]);
}

function measuredPlan(workload: Workload): CachePlan | undefined {
  if (workload.measuredCache === undefined) return undefined;
  const { read, writes } = workload.measuredCache;
  const uncached = minus(workload.input, sum([read, ...writes.values()]));
  return { split: { uncached, read, writes: [...writes] }, writes: { kind: 'measured' } };
}

/** Whether writes are counted, and how many reads each of them serves. */
function writeBasis(workload: Workload, rate: Rate, defaults: CardDefaults, readsPerWrite: Factor): WriteBasis {
  const ttl = ttlOf(workload, rate);
  if (workload.readsPerWrite !== undefined) {
    const fallback = ttl ?? CACHE_TTLS[0];
    return {
      kind: 'stated',
      readsPerWrite: workload.readsPerWrite,
      ttl: fallback,
      ttlAssumed: workload.cacheTtl === undefined,
      capped: false,
    };
  }
  if (defaults.cacheWrites === 'leftOut' && workload.cacheTtl === undefined) return { kind: 'leftOut' };
  if (rate.noWritePremium || ttl === undefined) return { kind: 'noPremium' };
  return { kind: 'assumed', readsPerWrite, ttl, capped: false };
}

/**
 * The input of a workload with caching on. Reads are hitRatio x input; writes are reads / readsPerWrite, taken from
 * the uncached share, so that reads + writes + uncached = input. A defaulted readsPerWrite is capped there; a stated
 * one that does not fit stated hits is refused when the workload is read, and is capped under illustrated ones.
 */
export function cachePlan(
  workload: Workload,
  hitRatio: Share,
  rate: Rate,
  defaults: CardDefaults,
  defaultReadsPerWrite: Factor,
): CachePlan {
  const measured = measuredPlan(workload);
  if (measured !== undefined) return measured;
  const read = portion(workload.input, hitRatio);
  const rest = minus(workload.input, read);
  if (isZero(read)) return { split: { uncached: rest, read, writes: [] }, writes: { kind: 'noReads' } };
  const basis = writeBasis(workload, rate, defaults, defaultReadsPerWrite);
  if (basis.kind !== 'stated' && basis.kind !== 'assumed') {
    return { split: { uncached: rest, read, writes: [] }, writes: basis };
  }
  const wanted = per(read, basis.readsPerWrite);
  const written = smaller(wanted, rest);
  return {
    split: { uncached: minus(rest, written), read, writes: isZero(written) ? [] : [[basis.ttl, written]] },
    writes: { ...basis, capped: lessThan(rest, wanted) },
  };
}

/** The same split with its writes counted as ordinary input: the figure "without cache writes". */
export function withoutWrites(split: CacheSplit): CacheSplit {
  return { uncached: sum([split.uncached, ...split.writes.map(([, amount]) => amount)]), read: split.read, writes: [] };
}
