import { isZero } from '../domain/exact.ts';
import {
  type CacheTtl,
  cacheWriteMeter,
  type Meter,
  type PriceBand,
  type ServiceMode,
  type SynchronousMode,
} from '../domain/meter.ts';
import { ALL, complement, minus, NONE, portion, type Share, type Tokens } from '../domain/units.ts';

/** Input split into the disjoint classes that are billed apart. */
export interface CacheSplit {
  readonly uncached: Tokens;
  readonly read: Tokens;
  readonly writes: readonly (readonly [ttl: CacheTtl, tokens: Tokens])[];
  /** Tokens held in explicit caches x hours held, billed apart from any request. */
  readonly storedTokenHours?: Tokens;
}

/** Tokens of one meter, in one mode and band. */
export interface Quantity {
  readonly meter: Meter;
  readonly mode: ServiceMode;
  readonly band: PriceBand;
  readonly tokens: Tokens;
}

export interface Levels {
  /** Share of every meter that is served by batch. */
  readonly batch: Share;
  /** Share of every meter in requests over the long-context threshold. */
  readonly long: Share;
  /** Share of every meter, of what is not long, in the provider's peak hours. */
  readonly peak: Share;
  /** What serves the part that is not batch. */
  readonly mode: SynchronousMode;
}

/** The baseline: every token in the standard mode, a short prompt, off-peak. */
export const STANDARD_ONLY: Levels = { batch: NONE, long: NONE, peak: NONE, mode: 'standard' };

const isAll = (part: Share) => part === ALL || isZero(complement(part));

/** Splits an amount in two parts that add up to it exactly; a part of nothing is left out. */
function split<Kind>(amount: Tokens, part: Share, whenIn: Kind, whenOut: Kind): [Kind, Tokens][] {
  if (isZero(part)) return [[whenOut, amount]];
  if (isAll(part)) return [[whenIn, amount]];
  const inside = portion(amount, part);
  return [
    [whenIn, inside],
    [whenOut, minus(amount, inside)],
  ];
}

function bands(amount: Tokens, levels: Levels): [PriceBand, Tokens][] {
  return split<PriceBand>(amount, levels.long, 'long', 'base').flatMap(([band, part]) =>
    band === 'long' ? [[band, part] as [PriceBand, Tokens]] : split<PriceBand>(part, levels.peak, 'peak', 'base'),
  );
}

/**
 * Tokens per meter, mode and band; they add up to input + output. The cache-hit ratio is the same in the batch and
 * the synchronous part, in the long and the short one, in and out of peak hours.
 */
export function quantities(cache: CacheSplit, output: Tokens, levels: Levels): Quantity[] {
  const result: Quantity[] = [];
  const push = (meter: Meter, amount: Tokens) => {
    if (isZero(amount)) return;
    for (const [band, inBand] of bands(amount, levels)) {
      for (const [mode, tokens] of split<ServiceMode>(inBand, levels.batch, 'batch', levels.mode)) {
        result.push({ meter, mode, band, tokens });
      }
    }
  };
  push('input', cache.uncached);
  push('cacheRead', cache.read);
  for (const [ttl, amount] of cache.writes) push(cacheWriteMeter(ttl), amount);
  if (cache.storedTokenHours !== undefined) {
    result.push({ meter: 'cacheStorage', mode: 'standard', band: 'base', tokens: cache.storedTokenHours });
  }
  push('output', output);
  return result;
}

/** Caching off: every input token is uncached. */
export function uncached(input: Tokens): CacheSplit {
  return { uncached: input, read: portion(input, NONE), writes: [] };
}
