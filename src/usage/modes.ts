import { type ServiceMode, SYNCHRONOUS_MODES } from '../domain/meter.ts';

const SYNCHRONOUS_OR_BATCH: readonly ServiceMode[] = [...SYNCHRONOUS_MODES, 'batch'];

/** A service mode by its name here; undefined where it is none. */
export function parseSynchronousOrBatch(text: string): ServiceMode | undefined {
  return SYNCHRONOUS_OR_BATCH.find((mode) => mode === text);
}

/** A tier of OpenAI's API, and of those who answer in its shape; `default` and `auto` are the standard mode. */
export function modeOfTier(tier: string | undefined): ServiceMode {
  if (tier === 'batch' || tier === 'flex' || tier === 'ultrafast') return tier;
  return tier === 'priority' || tier === 'fast' ? 'priority' : 'standard';
}

/** Anthropic's tiers: what is bought on demand at priority is priority, `speed: fast` too. */
export function modeOfAnthropic(tier: string | undefined, speed: string | undefined): ServiceMode {
  if (tier === 'batch') return 'batch';
  if (tier?.startsWith('flex') === true) return 'flex';
  return tier?.startsWith('priority') === true || speed === 'fast' ? 'priority' : 'standard';
}
