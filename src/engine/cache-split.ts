import { type Arithmetic, NUMBERS } from '../domain/arithmetic.ts';
import { isZero } from '../domain/exact.ts';
import { CACHE_TTLS, type CacheTtl, cacheWriteMeter } from '../domain/meter.ts';
import type { CardDefaults, Rate } from '../domain/rate-card.ts';
import {
  type Factor,
  lessThan,
  minus,
  NO_TOKENS,
  per,
  portion,
  type Share,
  sum,
  type Tokens,
  tokens,
} from '../domain/units.ts';
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

/** The lifetime of writes that state none: the model's default, else the shortest that has a price. */
export function usualTtl({ defaultCacheTtl, cells }: Rate): CacheTtl | undefined {
  return defaultCacheTtl ?? CACHE_TTLS.find((ttl) => cells[cacheWriteMeter(ttl)]);
}

/**
 * Whether writes that nobody counted are billed: where reads per write are stated, and else unless the card leaves them
 * out, charges nothing extra for them, or has no lifetime.
 */
export function billsWrites<Value, Truth>(
  by: Arithmetic<Value, Truth>,
  stated: { readonly readsPerWrite: Truth; readonly ttl: Truth },
  rate: Rate,
  { cacheWrites }: CardDefaults,
): Truth {
  if (rate.noWritePremium) return stated.readsPerWrite;
  const always = cacheWrites !== 'leftOut' && usualTtl(rate) !== undefined;
  return by.either(stated.readsPerWrite, always ? by.yes : stated.ttl);
}

/** The input of a workload, and what says how much of it is read from a cache and written to one. */
export interface SplitInputs<Value, Truth> {
  readonly input: Value;
  /** False where nothing is cached at all. */
  readonly usesCache: Truth;
  readonly hitRatio: Value;
  /** Classes that were counted; none where the hits are stated as a ratio. */
  readonly counted: { readonly holds: Truth; readonly read: Value; readonly writes: (ttl: CacheTtl) => Value };
  readonly billsWrites: Truth;
  readonly readsPerWrite: Value;
  readonly isTtl: (ttl: CacheTtl) => Truth;
}

/**
 * Input apart with caching on. Reads are hitRatio x input; writes are reads / readsPerWrite, taken from the uncached
 * share and no more than it, so that reads + writes + uncached = input.
 */
export function splitIn<Value, Truth>(by: Arithmetic<Value, Truth>, of: SplitInputs<Value, Truth>) {
  const { input, usesCache, counted, hitRatio, readsPerWrite } = of;
  const nothing = () => by.zero;
  const hits = () => by.times(input, hitRatio);
  const read = by.keep(
    'cache reads',
    by.when(usesCache, () => by.when(counted.holds, () => counted.read, hits), nothing),
  );
  const wanted = () => by.smaller(by.over(read, readsPerWrite), by.minus(input, read));
  const writes = CACHE_TTLS.map((ttl) => {
    const written = () => by.when(by.both(of.billsWrites, of.isTtl(ttl)), wanted, nothing);
    const amount = () => by.when(counted.holds, () => counted.writes(ttl), written);
    return [ttl, by.keep(`cache writes ${ttl}`, by.when(usesCache, amount, nothing))] as const;
  });
  const uncached = writes.reduce((left, [, amount]) => by.minus(left, amount), by.minus(input, read));
  return { read, writes, uncached: by.keep('uncached input', uncached) };
}

/** Where the count of writes comes from, and how many reads each of them serves. */
function writeBasis(workload: Workload, rate: Rate, defaults: CardDefaults, usual: Factor): WriteBasis {
  const { readsPerWrite, cacheTtl } = workload;
  const stated = { readsPerWrite: readsPerWrite !== undefined, ttl: cacheTtl !== undefined };
  if (!billsWrites(NUMBERS, stated, rate, defaults)) {
    return { kind: defaults.cacheWrites === 'leftOut' && !stated.ttl ? 'leftOut' : 'noPremium' };
  }
  const ttl = cacheTtl ?? usualTtl(rate) ?? CACHE_TTLS[0];
  if (readsPerWrite === undefined) return { kind: 'assumed', readsPerWrite: usual, ttl, capped: false };
  return { kind: 'stated', readsPerWrite, ttl, ttlAssumed: !stated.ttl, capped: false };
}

function basisOf(workload: Workload, read: Tokens, rate: Rate, defaults: CardDefaults, usual: Factor): WriteBasis {
  if (workload.measuredCache !== undefined) return { kind: 'measured' };
  return isZero(read) ? { kind: 'noReads' } : writeBasis(workload, rate, defaults, usual);
}

const isBilled = (basis: WriteBasis): basis is Extract<WriteBasis, { readsPerWrite: Factor }> =>
  basis.kind === 'stated' || basis.kind === 'assumed';

/**
 * The input of a workload with caching on, by `splitIn`. A defaulted readsPerWrite is capped there; a stated one that
 * does not fit stated hits is refused when the workload is read, and is capped under illustrated ones.
 */
export function cachePlan(
  workload: Workload,
  hitRatio: Share,
  rate: Rate,
  defaults: CardDefaults,
  defaultReadsPerWrite: Factor,
): CachePlan {
  const { input, measuredCache } = workload;
  const basis = basisOf(workload, portion(input, hitRatio), rate, defaults, defaultReadsPerWrite);
  const billed = isBilled(basis) ? basis : undefined;
  const split = splitIn(NUMBERS, {
    input,
    usesCache: true,
    hitRatio,
    counted: {
      holds: measuredCache !== undefined,
      read: measuredCache?.read ?? NO_TOKENS,
      writes: (ttl) => measuredCache?.writes.get(ttl) ?? NO_TOKENS,
    },
    billsWrites: billed !== undefined,
    readsPerWrite: billed?.readsPerWrite ?? defaultReadsPerWrite,
    isTtl: (ttl) => ttl === billed?.ttl,
  });
  const read = tokens(split.read);
  const writes = split.writes.flatMap(([ttl, amount]) => (isZero(amount) ? [] : [[ttl, tokens(amount)] as const]));
  return {
    split: { uncached: tokens(split.uncached), read, writes },
    writes: billed ? { ...billed, capped: lessThan(minus(input, read), per(read, billed.readsPerWrite)) } : basis,
  };
}

/** The same split with its writes counted as ordinary input: the figure "without cache writes". */
export function withoutWrites(split: CacheSplit): CacheSplit {
  return { uncached: sum([split.uncached, ...split.writes.map(([, amount]) => amount)]), read: split.read, writes: [] };
}
