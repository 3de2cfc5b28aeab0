import { type Arithmetic, NUMBERS } from '../domain/arithmetic.ts';
import { isZero } from '../domain/exact.ts';
import {
  type CacheTtl,
  cacheWriteMeter,
  type LongBand,
  type Meter,
  type PriceBand,
  type ServiceMode,
  type SynchronousMode,
} from '../domain/meter.ts';
import {
  ALL,
  type Counted,
  complement,
  NO_TOKENS,
  NONE,
  portion,
  type Share,
  share,
  type Tokens,
} from '../domain/units.ts';

/** Input split into the disjoint classes that are billed apart. */
export interface CacheSplit {
  readonly uncached: Tokens;
  readonly read: Tokens;
  readonly writes: readonly (readonly [ttl: CacheTtl, tokens: Tokens])[];
  /** Tokens held in explicit caches x hours held, billed apart from any request. */
  readonly storedTokenHours?: Tokens;
}

/** What is used of one meter, in one mode and band. */
export interface Quantity {
  readonly meter: Meter;
  readonly mode: ServiceMode;
  readonly band: PriceBand;
  readonly quantity: Counted;
}

/** What is in one band of long prompts. */
export interface LongPart<Value = Share> {
  readonly band: LongBand;
  readonly share: Value;
}

export interface Levels<Value = Share> {
  /** Share of every meter that is served by batch. */
  readonly batch: Value;
  /** Share of every meter in requests of each band of long prompts. */
  readonly long: readonly LongPart<Value>[];
  /** Share of every meter, of what is not long, in the provider's peak hours. */
  readonly peak: Value;
  /** What serves the part that is not batch. */
  readonly mode: SynchronousMode;
}

/** The share of a meter that is billed in one mode and band. */
export interface Part<Value> {
  readonly mode: ServiceMode;
  readonly band: PriceBand;
  readonly share: Value;
}

/** How every meter falls apart by band and mode; the shares add up to 1. What is not long may be in peak hours. */
export function partsOf<Value>(
  by: Pick<Arithmetic<Value, unknown>, 'one' | 'minus' | 'times'>,
  { batch, long, peak, mode }: Levels<Value>,
): Part<Value>[] {
  const short = long.reduce((left, { share: inBand }) => by.minus(left, inBand), by.one);
  const bands: (readonly [PriceBand, Value])[] = [
    ...long.map(({ band, share: inBand }) => [band, inBand] as const),
    ['peak', by.times(short, peak)],
    ['base', by.times(short, by.minus(by.one, peak))],
  ];
  return bands.flatMap(([band, inBand]): Part<Value>[] => [
    { mode: 'batch', band, share: by.times(inBand, batch) },
    { mode, band, share: by.times(inBand, by.minus(by.one, batch)) },
  ]);
}

/** The parts that hold something, by what moves the price of a meter. */
export interface Parts {
  readonly byBand: readonly Part<Share>[];
  readonly byMode: readonly Part<Share>[];
}

const isAll = (part: Share) => isZero(complement(part));

const parts = ({ long, ...levels }: Levels): Part<Share>[] =>
  partsOf(NUMBERS, { ...levels, long: long.filter(({ share: inBand }) => !isZero(inBand)) }).flatMap((part) => {
    if (isZero(part.share)) return [];
    return [{ ...part, share: isAll(share(part.share)) ? ALL : share(part.share) }];
  });

/** All of it in one mode: most work. */
function whole(mode: SynchronousMode): Parts {
  const all: readonly Part<Share>[] = [{ mode, band: 'base', share: ALL }];
  return { byBand: all, byMode: all };
}

/** How a workload's meters fall apart at some levels. */
export function partsAt(levels: Levels): Parts {
  const oneBand = isZero(levels.peak) && levels.long.every(({ share: inBand }) => isZero(inBand));
  if (oneBand && isZero(levels.batch)) return whole(levels.mode);
  const byBand = parts(levels);
  return { byBand, byMode: oneBand ? byBand : parts({ ...levels, long: [], peak: NONE }) };
}

/** Something a workload uses as it is stated, beside its text. */
export interface Other {
  readonly meter: Meter;
  readonly quantity: Counted;
  /** Whether it is billed by the mode of its request, and by the band: what follows no request has one price as a rule. */
  readonly byMode: boolean;
  readonly byBand: boolean;
}

/** The baseline: every token in the standard mode, a short prompt, off-peak. */
export const STANDARD_ONLY: Parts = partsAt({ batch: NONE, long: [], peak: NONE, mode: 'standard' });
const ONE_PRICE: readonly Part<Share>[] = STANDARD_ONLY.byBand;

function push(to: Quantity[], meter: Meter, amount: Counted, all: readonly Part<Share>[]): void {
  if (isZero(amount)) return;
  for (const { mode, band, share: part } of all) {
    to.push({ meter, mode, band, quantity: part === ALL ? amount : portion(amount, part) });
  }
}

const NOTHING_ELSE: readonly Other[] = [];

/**
 * Tokens per meter, mode and band; they add up to input + output, and to what else is stated. The cache-hit ratio is the
 * same in the batch and the synchronous part, in the long and the short one, in and out of peak hours.
 */
export function quantities(
  cache: CacheSplit,
  output: Tokens,
  { byBand, byMode }: Parts,
  others: readonly Other[] = NOTHING_ELSE,
): Quantity[] {
  const result: Quantity[] = [];
  push(result, 'input', cache.uncached, byBand);
  push(result, 'cacheRead', cache.read, byBand);
  for (const [ttl, amount] of cache.writes) push(result, cacheWriteMeter(ttl), amount, byBand);
  if (cache.storedTokenHours !== undefined) {
    result.push({ meter: 'cacheStorage', mode: 'standard', band: 'base', quantity: cache.storedTokenHours });
  }
  push(result, 'output', output, byBand);
  for (const other of others) {
    push(result, other.meter, other.quantity, other.byBand ? byBand : other.byMode ? byMode : ONE_PRICE);
  }
  return result;
}

/** Caching off: every input token is uncached. */
export function uncached(input: Tokens): CacheSplit {
  return { uncached: input, read: NO_TOKENS, writes: [] };
}
