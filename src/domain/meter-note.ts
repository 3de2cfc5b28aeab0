import type { Meter } from './meter.ts';
import type { Tokens } from './units.ts';

/** Notes about what a model bills by: meters that are free or not counted, and prompts that would be repriced. */
export type MeterNote =
  | { readonly code: 'noWritePremium'; readonly workload: string; readonly model: string }
  | {
      readonly code: 'declaredFree';
      readonly workload: string;
      readonly model: string;
      readonly meters: readonly Meter[];
    }
  | { readonly code: 'shortPrompts'; readonly workload: string; readonly model: string; readonly threshold: Tokens };
