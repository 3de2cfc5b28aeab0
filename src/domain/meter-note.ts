import type { CacheTtl, Meter } from './meter.ts';
import type { Tokens, Usd } from './units.ts';

/** Notes about what a model bills by: meters that are free or not counted, and prompts that would be repriced. */
export type MeterNote =
  | { readonly code: 'noWritePremium'; readonly workload: string; readonly model: string }
  | {
      /** Reads are counted and writes are not: list with cache where nothing was written, and where all that could be was. */
      readonly code: 'writesNotStated';
      readonly workload: string;
      readonly model: string;
      readonly ttl: CacheTtl;
      readonly none: Usd;
      readonly most: Usd;
    }
  | {
      readonly code: 'declaredFree';
      readonly workload: string;
      readonly model: string;
      readonly meters: readonly Meter[];
    }
  | {
      /** A shared prefix that is taken to be long enough, since nobody has said how long it has to be. */
      readonly code: 'leastPrefixUnknown';
      readonly workload: string;
      readonly model: string;
      readonly prefix: Tokens;
    }
  | { readonly code: 'shortPrompts'; readonly workload: string; readonly model: string; readonly threshold: Tokens };
