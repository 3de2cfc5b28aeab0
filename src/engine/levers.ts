import type { Basis } from '../domain/estimate.ts';
import { divide } from '../domain/exact.ts';
import { type Lever, type Levers, pulls } from '../domain/levers.ts';
import type { SynchronousMode } from '../domain/meter.ts';
import type { Obstacle } from '../domain/obstacle.ts';
import type { Assumptions } from '../domain/offer.ts';
import { type CardDefaults, type Model, movedBy, type Rate } from '../domain/rate-card.ts';
import { ALL, atLeast, lessThan, NONE, plus, ratio, type Share, share, smaller } from '../domain/units.ts';
import { statesALever, type Workload } from '../domain/workload.ts';
import { type CachePlan, cachePlan } from './cache-split.ts';
import { type Levels, type Other, uncached } from './quantities.ts';

/** What caching and batch mean for one workload, and what stands in the way of each. */
export interface WorkloadLevers {
  readonly basis: Basis;
  readonly cache: CachePlan;
  readonly batch: Share;
  readonly inTheWay: Readonly<Record<Lever, Obstacle | undefined>>;
  readonly long: Share;
  readonly peak: Share;
  readonly mode: SynchronousMode;
  readonly others: readonly Other[];
}

export interface LeverSettings {
  readonly assumptions: Assumptions;
  readonly defaults: CardDefaults;
}

/** The part of the input that every request shares; undefined when the workload is not stated by requests. */
export function prefixShare(workload: Workload): Share | undefined {
  if (workload.request === undefined) return undefined;
  const { prefix, input } = workload.request;
  const prompt = plus(prefix, input);
  return prompt.coefficient === 0n ? NONE : share(divide(prefix, prompt));
}

/** A prefix under the provider's minimum is never cached, without an error: a silent miss. */
function silentMiss(workload: Workload, rate: Rate): Obstacle | undefined {
  const prefix = workload.request?.prefix;
  const minimum = rate.minimumCacheablePrefix;
  if (prefix === undefined || minimum === undefined || atLeast(prefix, minimum)) return undefined;
  return { code: 'prefixTooShort', prefix, minimum };
}

/** Share of tokens in long requests: known from the shape of a request, else stated, else none. */
export function longShare(workload: Workload, rate: Rate): Share {
  const { request } = workload;
  if (rate.longContext === undefined) return NONE;
  if (request === undefined || workload.longContextShare !== undefined) return workload.longContextShare ?? NONE;
  const { threshold, edge } = rate.longContext;
  const prompt = plus(request.prefix, request.input);
  const long = edge === 'above' ? lessThan(threshold, prompt) : atLeast(prompt, threshold);
  return long ? ALL : NONE;
}

/** What a workload uses beside its text, and what of its levers moves the price of each. */
export function othersOf({ others }: Workload, rate: Rate): Other[] {
  return [...(others ?? [])].map(([meter, quantity]) => ({ meter, quantity, ...movedBy(meter, rate) }));
}

/**
 * The levers of a workload on one rate. A workload that states one lever has no more than it states; one that states
 * none is shown at the illustrative levels when `illustrate` is set, and has none otherwise.
 */
export function levers(
  workload: Workload,
  model: Model,
  rate: Rate,
  settings: LeverSettings,
  illustrate: boolean,
): WorkloadLevers {
  const illustrated = illustrate && !statesALever(workload);
  const { illustration, readsPerWrite } = settings.assumptions;
  const fallback = <Value>(level: Value) => (illustrated ? level : undefined);
  const cacheable = prefixShare(workload);
  const shown = cacheable === undefined ? illustration.cacheHitRatio : smaller(illustration.cacheHitRatio, cacheable);
  const hitRatio = workload.cacheHitRatio ?? fallback(shown);
  const batch = workload.batchEligible ?? fallback(illustration.batchEligible);
  const caches = hitRatio !== undefined || workload.measuredCache !== undefined;
  const miss = caches ? silentMiss(workload, rate) : undefined;
  const usesCache = caches && miss === undefined;
  return {
    basis: illustrated ? 'illustration' : 'stated',
    cache: usesCache
      ? stored(cachePlan(workload, hitRatio ?? NONE, rate, settings.defaults, readsPerWrite), workload)
      : { split: uncached(workload.input), writes: { kind: 'noReads' } },
    batch: rate.batch === 'notOffered' ? NONE : (batch ?? NONE),
    inTheWay: {
      cache: caches ? miss : { code: 'leverNotStated', lever: 'cache' },
      batch: batchObstacle(batch, rate, model),
    },
    long: longShare(workload, rate),
    peak: rate.peak === undefined ? NONE : (workload.peakShare ?? NONE),
    mode: workload.serviceMode ?? 'standard',
    others: othersOf(workload, rate),
  };
}

/** Explicit caches are held by the hour, beside what is read from them. */
function stored(plan: CachePlan, { storedTokenHours }: Workload): CachePlan {
  return storedTokenHours === undefined ? plan : { ...plan, split: { ...plan.split, storedTokenHours } };
}

function batchObstacle(batch: Share | undefined, rate: Rate, model: Model): Obstacle | undefined {
  if (batch === undefined) return { code: 'leverNotStated', lever: 'batch' };
  return rate.batch === 'notOffered' ? { code: 'batchNotOffered', provider: model.provider } : undefined;
}

/** The share of input read from cache and of work in a batch that rows are priced at; undefined with an obstacle. */
export function shownLevels(
  workload: Workload,
  of: WorkloadLevers,
): { cache: Share | undefined; batch: Share | undefined } {
  const reads = ratio(of.cache.split.read, workload.input);
  const hits = reads === undefined ? workload.cacheHitRatio : share(reads);
  return {
    cache: of.inTheWay.cache === undefined ? hits : undefined,
    batch: of.inTheWay.batch === undefined ? of.batch : undefined,
  };
}

/** How a workload's tokens split by mode and band. */
export function levels(of: WorkloadLevers, pulled: Levers): Levels {
  return { batch: pulls(pulled, 'batch') ? of.batch : NONE, long: of.long, peak: of.peak, mode: of.mode };
}
