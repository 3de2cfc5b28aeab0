import { isZero } from '../domain/exact.ts';
import {
  type CacheTtl,
  cacheWriteMeter,
  type Meter,
  type PriceBand,
  type ServiceMode,
  type SynchronousMode,
} from '../domain/meter.ts';
import {
  ALL,
  type Counted,
  complement,
  minus,
  NO_TOKENS,
  NONE,
  portion,
  type Share,
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

/** Something a workload uses as it is stated, beside its text. */
export interface Other {
  readonly meter: Meter;
  readonly quantity: Counted;
  /** Whether it is billed by the mode of its request, and by the band: what follows no request has one price as a rule. */
  readonly byMode: boolean;
  readonly byBand: boolean;
}

/** The baseline: every token in the standard mode, a short prompt, off-peak. */
export const STANDARD_ONLY: Levels = { batch: NONE, long: NONE, peak: NONE, mode: 'standard' };

const isAll = (part: Share) => part === ALL || isZero(complement(part));

/** One part or two that add up to the amount exactly; a part of nothing is left out. */
function split<Kind>(
  amount: Counted,
  part: Share,
  whenIn: Kind,
  whenOut: Kind,
  push: (kind: Kind, part: Counted) => void,
) {
  if (isZero(part)) return push(whenOut, amount);
  if (isAll(part)) return push(whenIn, amount);
  const inside = portion(amount, part);
  push(whenIn, inside);
  push(whenOut, minus(amount, inside));
}

function pushInBand(to: Quantity[], meter: Meter, amount: Counted, band: PriceBand, levels: Levels): void {
  split<ServiceMode>(amount, levels.batch, 'batch', levels.mode, (mode, quantity) => {
    to.push({ meter, mode, band, quantity });
  });
}

/** The quantities of one meter: by price band, then by mode. */
function pushMeter(to: Quantity[], meter: Meter, amount: Counted, levels: Levels): void {
  if (isZero(amount)) return;
  split<PriceBand>(amount, levels.long, 'long', 'base', (band, part) => {
    if (band === 'long') pushInBand(to, meter, part, band, levels);
    else
      split<PriceBand>(part, levels.peak, 'peak', 'base', (inner, rest) => pushInBand(to, meter, rest, inner, levels));
  });
}

const NOTHING_ELSE: readonly Other[] = [];

function pushOther(to: Quantity[], { meter, quantity, byMode, byBand }: Other, levels: Levels): void {
  if (byBand) pushMeter(to, meter, quantity, levels);
  else if (isZero(quantity)) return;
  else if (byMode) pushInBand(to, meter, quantity, 'base', levels);
  else to.push({ meter, mode: 'standard', band: 'base', quantity });
}

/**
 * Tokens per meter, mode and band; they add up to input + output, and to what else is stated. The cache-hit ratio is the same in the batch and
 * the synchronous part, in the long and the short one, in and out of peak hours.
 */
export function quantities(
  cache: CacheSplit,
  output: Tokens,
  levels: Levels,
  others: readonly Other[] = NOTHING_ELSE,
): Quantity[] {
  const result: Quantity[] = [];
  pushMeter(result, 'input', cache.uncached, levels);
  pushMeter(result, 'cacheRead', cache.read, levels);
  for (const [ttl, amount] of cache.writes) pushMeter(result, cacheWriteMeter(ttl), amount, levels);
  if (cache.storedTokenHours !== undefined) {
    result.push({ meter: 'cacheStorage', mode: 'standard', band: 'base', quantity: cache.storedTokenHours });
  }
  pushMeter(result, 'output', output, levels);
  for (const other of others) pushOther(result, other, levels);
  return result;
}

/** Caching off: every input token is uncached. */
export function uncached(input: Tokens): CacheSplit {
  return { uncached: input, read: NO_TOKENS, writes: [] };
}
