import { type Arithmetic, NUMBERS } from '../domain/arithmetic.ts';
import type { Basis } from '../domain/estimate.ts';
import { type Exact, isZero, whole } from '../domain/exact.ts';
import { type Lever, type Levers, pulls } from '../domain/levers.ts';
import type { SynchronousMode } from '../domain/meter.ts';
import type { Obstacle } from '../domain/obstacle.ts';
import type { Assumptions } from '../domain/offer.ts';
import { shareOver } from '../domain/prompt-length.ts';
import { type CardDefaults, type LongContext, type Model, movedBy, type Rate } from '../domain/rate-card.ts';
import { NONE, ratio, type Share, share } from '../domain/units.ts';
import type { Workload } from '../domain/workload.ts';
import { type CachePlan, cachePlan } from './cache-split.ts';
import { type LongPart, type Other, type Parts, partsAt, uncached } from './quantities.ts';

/** What caching and batch mean for one workload, and what stands in the way of each. */
export interface WorkloadLevers {
  readonly basis: Basis;
  readonly cache: CachePlan;
  readonly batch: Share;
  readonly inTheWay: Readonly<Record<Lever, Obstacle | undefined>>;
  /** Share in requests over the lowest threshold, and the part of it in each band of long prompts. */
  readonly long: Share;
  readonly longParts: readonly LongPart[];
  readonly peak: Share;
  readonly mode: SynchronousMode;
  /** How its meters fall apart by mode and band, with batch off and on. */
  readonly parts: { readonly sync: Parts; readonly batch: Parts };
  readonly others: readonly Other[];
}

export interface LeverSettings {
  readonly assumptions: Assumptions;
  readonly defaults: CardDefaults;
}

/** The part of the input that every request shares: no more of it can be read from a cache. */
function sharedPart<Value, Truth>(by: Arithmetic<Value, Truth>, prefix: Value, varying: Value): Value {
  const prompt = by.plus(prefix, varying);
  return by.when(
    by.same(prompt, by.zero),
    () => by.zero,
    () => by.over(prefix, prompt),
  );
}

/** The same of a workload; undefined when it is not stated by requests. */
export function prefixShare({ request }: Workload): Share | undefined {
  return request && share(sharedPart(NUMBERS, request.prefix, request.input));
}

/** What a workload states of its levers, and of the shape of a request: `undefined` where it does not. */
export interface StatedLevers<Value> {
  readonly cacheHitRatio: Value | undefined;
  /** Reads that were counted, where the classes of the input were. */
  readonly countedRead: Value | undefined;
  readonly batchEligible: Value | undefined;
  readonly longContextShare: Value | undefined;
  /** What is in prompts over each threshold, where that is stated apart. */
  readonly promptsOver: readonly (Value | undefined)[];
  readonly peakShare: Value | undefined;
  readonly prefix: Value | undefined;
  readonly varying: Value | undefined;
  /** Work that must answer in so many milliseconds waits for no batch, unless a share of it is said to. */
  readonly latencyBudget: Value | undefined;
}

/** What a rate says of them. */
export interface LeverRules<Value> {
  readonly sellsBatch: boolean;
  readonly hasPeak: boolean;
  readonly minimumPrefix: Value | undefined;
  readonly longContext: readonly (Pick<LongContext, 'band' | 'edge'> & { readonly threshold: Value })[];
}

/** Levels for a workload that states no lever at all, where they are wanted. */
export interface Illustration<Value, Truth> {
  readonly wanted: Truth;
  readonly cacheHitRatio: Value;
  readonly batchEligible: Value;
}

type StatedLengths<Value> = Pick<StatedLevers<Value>, 'longContextShare' | 'promptsOver' | 'prefix' | 'varying'>;

/**
 * Share of tokens in requests over each threshold: stated, else known from the shape of a request, else none. A share
 * without lengths is of all thresholds: who has several is refused it, unless it is 0.
 */
function overIn<Value, Truth>(
  by: Arithmetic<Value, Truth>,
  stated: StatedLengths<Value>,
  rules: LeverRules<Value>['longContext'],
): Value[] {
  const known = (value: Value | undefined) => by.orElse(value, () => by.zero);
  const prompt = by.plus(known(stated.prefix), known(stated.varying));
  return rules.map(({ threshold, edge }, index) => {
    const long = edge === 'above' ? by.below(threshold, prompt) : by.reaches(prompt, threshold);
    const shaped = by.both(by.isStated(stated.prefix), long);
    const byShape = () =>
      by.when(
        shaped,
        () => by.one,
        () => by.zero,
      );
    return by.orElse(stated.promptsOver[index], () => by.orElse(stated.longContextShare, byShape));
  });
}

/** What of it is in each band: over its threshold, and not over the next. */
function longIn<Value, Truth>(
  by: Arithmetic<Value, Truth>,
  stated: StatedLengths<Value>,
  rules: LeverRules<Value>['longContext'],
): { readonly long: Value; readonly longParts: readonly LongPart<Value>[] } {
  const over = overIn(by, stated, rules);
  const long = by.keep('long-context share used', over[0] ?? by.zero);
  const longParts = rules.map(({ band }, index) => {
    const [own, next] = [index === 0 ? long : (over[index] ?? by.zero), over[index + 1]];
    return { band, share: next === undefined ? own : by.minus(own, next) };
  });
  return { long, longParts };
}

/**
 * The levers of a workload under the rules of one rate. A workload that states one lever has no more than it states; one
 * that states none is shown at illustrative levels where they are wanted, and has none otherwise; batches are no
 * illustration of work that must answer at once.
 */
export function leversIn<Value, Truth>(
  by: Arithmetic<Value, Truth>,
  stated: StatedLevers<Value>,
  rules: LeverRules<Value>,
  illustration: Illustration<Value, Truth>,
) {
  const { cacheHitRatio, batchEligible, prefix, varying } = stated;
  const nothing = () => by.zero;
  const known = (value: Value | undefined) => by.orElse(value, nothing);
  const cacheStated = by.either(by.isStated(cacheHitRatio), by.isStated(stated.countedRead));
  const anyStated = by.either(cacheStated, by.isStated(batchEligible));
  const illustrated = by.keepTruth('illustrated', by.both(illustration.wanted, by.not(anyStated)));
  const caches = by.keepTruth('caches', by.either(cacheStated, illustrated));
  const minimum = rules.minimumPrefix;
  const short = minimum === undefined ? by.not(by.yes) : by.both(by.isStated(prefix), by.below(known(prefix), minimum));
  const tooShort = by.keepTruth('prefix too short', short);
  const usesCache = by.keepTruth('uses the cache', by.both(caches, by.not(tooShort)));
  const capped = () => by.smaller(illustration.cacheHitRatio, sharedPart(by, known(prefix), known(varying)));
  const level = () => by.when(by.isStated(prefix), capped, () => illustration.cacheHitRatio);
  const hits = () => by.orElse(cacheHitRatio, () => by.when(illustrated, level, nothing));
  const waits = by.both(illustrated, by.not(by.isStated(stated.latencyBudget)));
  const inBatch = () => by.orElse(batchEligible, () => by.when(waits, () => illustration.batchEligible, nothing));
  return {
    illustrated,
    caches,
    tooShort,
    usesCache,
    hitRatio: by.keep('cache-hit ratio used', by.when(usesCache, hits, nothing)),
    batchStated: by.keepTruth('batch stated', by.either(by.isStated(batchEligible), waits)),
    batch: by.keep('batch share used', rules.sellsBatch ? inBatch() : by.zero),
    ...longIn(by, stated, rules.longContext),
    peak: by.keep('peak share used', rules.hasPeak ? known(stated.peakShare) : by.zero),
  };
}

/** What the rate of a model says of levers. */
export function leverRules(rate: Rate): LeverRules<Exact> {
  return {
    sellsBatch: rate.batch !== 'notOffered',
    hasPeak: rate.peak !== undefined,
    minimumPrefix: rate.minimumCacheablePrefix,
    longContext: rate.longContext,
  };
}

/** What is stated of the lengths of prompts, threshold by threshold of a rate. */
export function statedOver({ promptsOver }: Workload, { longContext }: Rate): (Share | undefined)[] {
  return longContext.map(({ threshold }) => promptsOver && shareOver(promptsOver, threshold));
}

const statedLevers = (workload: Workload, rate: Rate): StatedLevers<Exact> => ({
  cacheHitRatio: workload.cacheHitRatio,
  promptsOver: statedOver(workload, rate),
  batchEligible: workload.batchEligible,
  longContextShare: workload.longContextShare,
  peakShare: workload.peakShare,
  countedRead: workload.measuredCache?.read,
  prefix: workload.request?.prefix,
  varying: workload.request?.input,
  latencyBudget: workload.latencyBudgetMs === undefined ? undefined : whole(BigInt(workload.latencyBudgetMs)),
});

/** Share of tokens in long requests: stated, else known from the shape of a request, else none. */
export function longShare(workload: Workload, rate: Rate): Share {
  return share(longIn(NUMBERS, statedLevers(workload, rate), rate.longContext).long);
}

/** What a workload uses beside its text, and what of its levers moves the price of each. */
export function othersOf({ others }: Workload, rate: Rate): Other[] {
  return [...(others ?? [])].map(([meter, quantity]) => ({ meter, quantity, ...movedBy(meter, rate) }));
}

/** The levers of work of one shape on a rate: what is the same whatever its volume. */
interface ShapeLevers extends Pick<WorkloadLevers, 'batch' | 'long' | 'longParts' | 'peak' | 'parts'> {
  readonly used: ReturnType<typeof leversIn<Exact, boolean>>;
}

function shapeLevers(
  stated: StatedLevers<Exact>,
  rate: Rate,
  illustration: Illustration<Exact, boolean>,
  mode: SynchronousMode,
): ShapeLevers {
  const used = leversIn(NUMBERS, stated, leverRules(rate), illustration);
  const longParts = used.longParts.map(({ band, share: inBand }) => ({ band, share: share(inBand) }));
  const at = { batch: share(used.batch), long: longParts, peak: share(used.peak) };
  const sync = partsAt({ ...at, batch: NONE, mode });
  const parts = { sync, batch: isZero(at.batch) ? sync : partsAt({ ...at, mode }) };
  return { used, batch: at.batch, long: share(used.long), longParts, peak: at.peak, parts };
}

const written = (value: Exact | undefined) => value && `${value.coefficient}e${value.scale}/${value.divisor}`;

/** Equal for work of one shape: of what is only asked whether it is stated, whether it is. */
const shapeKey = (stated: StatedLevers<Exact>, mode: SynchronousMode, wanted: boolean) =>
  [
    written(stated.cacheHitRatio),
    stated.countedRead !== undefined,
    written(stated.batchEligible),
    written(stated.longContextShare),
    ...stated.promptsOver.map(written),
    written(stated.peakShare),
    written(stated.prefix),
    written(stated.varying),
    stated.latencyBudget !== undefined,
    mode,
    wanted,
  ].join();

type ByShape = Map<string, ShapeLevers>;
const shapes = new WeakMap<Rate, WeakMap<Assumptions['illustration'], ByShape>>();
/** So many shapes of a rate are remembered. */
const MOST_SHAPES = 2_000;

/** Workloads of a portfolio share a few shapes, and each is priced again and again: what a shape comes to is worked out once. */
function knownShape(
  stated: StatedLevers<Exact>,
  rate: Rate,
  { illustration }: Assumptions,
  { mode, wanted }: { readonly mode: SynchronousMode; readonly wanted: boolean },
): ShapeLevers {
  const ofRate = shapes.get(rate) ?? new WeakMap<Assumptions['illustration'], ByShape>();
  shapes.set(rate, ofRate);
  const known = ofRate.get(illustration) ?? new Map<string, ShapeLevers>();
  ofRate.set(illustration, known);
  const key = shapeKey(stated, mode, wanted);
  const found = known.get(key) ?? shapeLevers(stated, rate, { ...illustration, wanted }, mode);
  if (known.size > MOST_SHAPES) known.clear();
  known.set(key, found);
  return found;
}

/** The levers of a workload on one rate, by `leversIn`. */
export function levers(
  workload: Workload,
  model: Model,
  rate: Rate,
  { assumptions, defaults }: LeverSettings,
  illustrate: boolean,
): WorkloadLevers {
  const mode = workload.serviceMode ?? 'standard';
  const { used, batch, long, longParts, peak, parts } = knownShape(statedLevers(workload, rate), rate, assumptions, {
    mode,
    wanted: illustrate,
  });
  return {
    basis: used.illustrated ? 'illustration' : 'stated',
    cache: used.usesCache
      ? stored(cachePlan(workload, share(used.hitRatio), rate, defaults, assumptions.readsPerWrite), workload)
      : { split: uncached(workload.input), writes: { kind: 'noReads' } },
    inTheWay: {
      cache: used.caches ? silentMiss(workload, rate, used.tooShort) : { code: 'leverNotStated', lever: 'cache' },
      batch: batchObstacle(used.batchStated, rate, model),
    },
    batch,
    long,
    longParts,
    peak,
    mode,
    parts,
    others: othersOf(workload, rate),
  };
}

/** A prefix under the provider's minimum is never cached, without an error: a silent miss. */
function silentMiss({ request }: Workload, rate: Rate, tooShort: boolean): Obstacle | undefined {
  const minimum = rate.minimumCacheablePrefix;
  if (!tooShort || request === undefined || minimum === undefined) return undefined;
  return { code: 'prefixTooShort', prefix: request.prefix, minimum };
}

/** Explicit caches are held by the hour, beside what is read from them. */
function stored(plan: CachePlan, { storedTokenHours }: Workload): CachePlan {
  return storedTokenHours === undefined ? plan : { ...plan, split: { ...plan.split, storedTokenHours } };
}

function batchObstacle(stated: boolean, rate: Rate, model: Model): Obstacle | undefined {
  if (!stated) return { code: 'leverNotStated', lever: 'batch' };
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
export function partsOn({ parts }: Pick<WorkloadLevers, 'parts'>, pulled: Levers): Parts {
  return pulls(pulled, 'batch') ? parts.batch : parts.sync;
}
