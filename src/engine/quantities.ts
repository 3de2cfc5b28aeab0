import { isZero } from '../domain/exact.ts';
import { type CacheTtl, type ContextBand, cacheWriteMeter, type Meter, type ServiceMode } from '../domain/meter.ts';
import { ALL, complement, minus, NONE, portion, type Share, type Tokens } from '../domain/units.ts';

/** Input split into the disjoint classes that are billed apart. */
export interface CacheSplit {
  readonly uncached: Tokens;
  readonly read: Tokens;
  readonly writes: readonly (readonly [ttl: CacheTtl, tokens: Tokens])[];
}

/** Tokens of one meter, in one mode and band. */
export interface Quantity {
  readonly meter: Meter;
  readonly mode: ServiceMode;
  readonly band: ContextBand;
  readonly tokens: Tokens;
}

export interface Levels {
  /** Share of every meter that is served by batch. */
  readonly batch: Share;
  /** Share of every meter in requests over the long-context threshold. */
  readonly long: Share;
}

export const STANDARD_ONLY: Levels = { batch: NONE, long: NONE };

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

/**
 * Tokens per meter, mode and band; they add up to input + output. The cache-hit ratio is the same in the batch and
 * the standard part, and in the long and the short one.
 */
export function quantities(cache: CacheSplit, output: Tokens, levels: Levels): Quantity[] {
  const result: Quantity[] = [];
  const push = (meter: Meter, amount: Tokens) => {
    if (isZero(amount)) return;
    for (const [band, inBand] of split<ContextBand>(amount, levels.long, 'long', 'base')) {
      for (const [mode, tokens] of split<ServiceMode>(inBand, levels.batch, 'batch', 'standard')) {
        result.push({ meter, mode, band, tokens });
      }
    }
  };
  push('input', cache.uncached);
  push('cacheRead', cache.read);
  for (const [ttl, amount] of cache.writes) push(cacheWriteMeter(ttl), amount);
  push('output', output);
  return result;
}

/** Caching off: every input token is uncached. */
export function uncached(input: Tokens): CacheSplit {
  return { uncached: input, read: portion(input, NONE), writes: [] };
}
