import type { WorkloadEstimate } from '../../domain/estimate.ts';
import { CACHE_TTLS, type CacheTtl, cacheWriteMeter } from '../../domain/meter.ts';
import { regionOf } from '../../domain/rate-card.ts';
import type { Inputs } from './assumptions-sheet.ts';
import type { Expression, Reference } from './expression.ts';
import {
  above,
  and,
  below,
  blank,
  equal,
  firstCase,
  given,
  literal,
  minus,
  NOTHING,
  not,
  or,
  over,
  plus,
  rangeOver,
  smallerOf,
  sumOf,
  times,
  when,
} from './functions.ts';
import { sellsBatch } from './meters.ts';
import type { RateCells } from './rates-sheet.ts';
import type { Sheet } from './sheet.ts';
import type { Workings } from './workings.ts';
import type { WorkloadInputs } from './workload-inputs.ts';

/** What a workload's levers come to, and its tokens by class with caching on. */
export interface QuantityCells {
  readonly basis: Reference;
  /** True when a cache-hit ratio or counted classes are stated or illustrated. */
  readonly caches: Reference;
  /** True when the shared prefix is under the model's minimum, and is never cached. */
  readonly tooShort: Reference;
  readonly batchGiven: Reference;
  readonly region: Expression;
  readonly batch: Reference;
  readonly long: Reference;
  readonly peak: Reference;
  readonly read: Reference;
  readonly writes: ReadonlyMap<CacheTtl, Reference>;
  readonly uncached: Reference;
  readonly stored: Reference;
}

export const QUANTITY_COLUMNS = [
  { title: 'levels', width: 12, note: 'Illustration where the workload states no lever at all.' },
  { title: 'region multiplier', width: 11 },
  { title: 'caches', width: 9 },
  {
    title: 'prefix too short',
    width: 9,
    note: 'Under the minimum of the model a prefix is never cached, without an error.',
  },
  { title: 'cache-hit ratio used', width: 11 },
  { title: 'reads per write used', width: 11, note: 'Empty: no writes are counted.' },
  { title: 'cache TTL used', width: 9 },
  { title: 'batch stated', width: 9 },
  { title: 'batch share used', width: 11 },
  { title: 'long-context share used', width: 11 },
  { title: 'peak share used', width: 11 },
  { title: 'cache reads', width: 16 },
  ...CACHE_TTLS.map((ttl) => ({ title: `cache writes ${ttl}`, width: 16 })),
  { title: 'uncached input', width: 16, note: 'Input - reads - writes: every token is billed once.' },
  { title: 'stored token-hours', width: 14 },
];

/** Lets columns be put one after another, so that their order is that of the titles. */
function filler(sheet: Sheet, from: number) {
  let column = from;
  return (content: Expression, look: Parameters<Sheet['put']>[2]) => sheet.put(column++, content, look);
}

const ZERO = literal(0);
const ONE = literal(1);

/** Hits of the workload or of the illustration, which the shared prefix of a request caps. */
function illustratedHits({ prefix, varying }: WorkloadInputs, level: Expression): Expression {
  const prompt = plus(prefix, varying);
  return when(blank(prefix), level, smallerOf(level, when(equal(prompt, ZERO), ZERO, over(prefix, prompt))));
}

/** The lifetime of the writes: stated, else the default of the model, else the shortest that has a price. */
function ttlUsed(inputs: WorkloadInputs, { rate }: WorkloadEstimate): Expression {
  const ofRate = rate.defaultCacheTtl ?? CACHE_TTLS.find((ttl) => rate.cells[cacheWriteMeter(ttl)]);
  const fallback =
    ofRate === undefined ? when(given(inputs.readsPerWrite), literal(CACHE_TTLS[0]), NOTHING) : literal(ofRate);
  return when(given(inputs.ttl), inputs.ttl, fallback);
}

/** Writes are counted where they are stated; else at the default, unless the card leaves them out or charges nothing extra. */
function readsPerWriteUsed(
  inputs: WorkloadInputs,
  ttl: Expression,
  { rate }: WorkloadEstimate,
  workings: Workings,
  level: Expression,
) {
  const assumed = rate.noWritePremium ? NOTHING : when(blank(ttl), NOTHING, level);
  const silent = workings.defaults.cacheWrites === 'leftOut' ? when(blank(inputs.ttl), NOTHING, assumed) : assumed;
  return when(given(inputs.readsPerWrite), inputs.readsPerWrite, silent);
}

/** A share that is stated, else what the shape of a request says, else none. */
function longUsed(inputs: WorkloadInputs, rates: RateCells, { rate }: WorkloadEstimate): Expression {
  if (rates.threshold === undefined || rate.longContext === undefined) return ZERO;
  const prompt = plus(inputs.prefix, inputs.varying);
  const long = rate.longContext.edge === 'above' ? above(prompt, rates.threshold) : not(below(prompt, rates.threshold));
  return when(given(inputs.long), inputs.long, when(blank(inputs.prefix), ZERO, when(long, ONE, ZERO)));
}

/** The quantities of one workload, by the engine's rules, in the current row from column `from` on. */
export function putQuantities(
  sheet: Sheet,
  from: number,
  estimate: WorkloadEstimate,
  rates: RateCells,
  { general }: Inputs,
  inputs: WorkloadInputs,
  workings: Workings,
): QuantityCells {
  const put = filler(sheet, from);
  const { workload, rate } = estimate;
  const statesNone = and(blank(inputs.hitRatio), blank(inputs.countedRead), blank(inputs.batch));
  const basis = put(when(statesNone, literal('illustration'), literal('stated')), 'text');
  const illustrated = equal(basis, literal('illustration'));
  const named = workload.region === undefined ? undefined : regionOf(rate, workload.region);
  const region = named === undefined ? undefined : rates.regions.get(named);
  put(region ?? ONE, 'factor');
  const caches = put(or(given(inputs.hitRatio), given(inputs.countedRead), illustrated), 'text');
  const minimum = rates.minimumPrefix;
  const short = minimum === undefined ? equal(ONE, ZERO) : and(given(inputs.prefix), below(inputs.prefix, minimum));
  const tooShort = put(short, 'text');
  const usesCache = and(caches, not(tooShort));
  const counted = and(blank(inputs.hitRatio), given(inputs.countedRead));
  const level = illustratedHits(inputs, general.hitRatio);
  const measuredRatio = when(equal(inputs.input, ZERO), ZERO, over(inputs.countedRead, inputs.input));
  const hitRatio = put(
    firstCase(
      [
        [not(usesCache), ZERO],
        [given(inputs.hitRatio), inputs.hitRatio],
        [counted, measuredRatio],
      ],
      level,
    ),
    'share',
  );
  // The cell of the lifetime comes after the one of the reads per write, and both look at the inputs alone.
  const readsPerWrite = put(
    readsPerWriteUsed(inputs, ttlUsed(inputs, estimate), estimate, workings, general.readsPerWrite),
    'factor',
  );
  const ttl = put(ttlUsed(inputs, estimate), 'text');
  const batchGiven = put(or(given(inputs.batch), illustrated), 'text');
  const batch = sellsBatch(rate)
    ? when(given(inputs.batch), inputs.batch, when(illustrated, general.batch, ZERO))
    : ZERO;
  const batchUsed = put(batch, 'share');
  const long = put(longUsed(inputs, rates, estimate), 'share');
  const peak = put(rate.peak === undefined ? ZERO : plus(inputs.peak, ZERO), 'share');
  const read = put(
    when(not(usesCache), ZERO, when(counted, inputs.countedRead, times(inputs.input, hitRatio))),
    'tokens',
  );
  const wanted = smallerOf(over(read, readsPerWrite), minus(inputs.input, read));
  const writes = new Map(
    CACHE_TTLS.map((each): [CacheTtl, Reference] => {
      const stated = inputs.countedWrites.get(each) ?? ZERO;
      const derived = when(or(blank(readsPerWrite), not(equal(ttl, literal(each)))), ZERO, wanted);
      const amount = when(counted, plus(stated, ZERO), derived);
      return [each, put(when(not(usesCache), ZERO, amount), 'tokens')];
    }),
  );
  const written = sumOf(rangeOver([...writes.values()]));
  const uncached = put(minus(minus(inputs.input, read), written), 'tokens');
  const stored = put(when(usesCache, plus(inputs.stored, ZERO), ZERO), 'tokens');
  const cells = { basis, caches, tooShort, batchGiven, batch: batchUsed, long, peak, read, writes, uncached, stored };
  return { ...cells, region: region ?? ONE };
}
