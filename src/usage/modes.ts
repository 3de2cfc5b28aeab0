import { type ServiceMode, SYNCHRONOUS_MODES } from '../domain/meter.ts';

/** A service mode by its name here; undefined where it is none. */
export function parseSynchronousOrBatch(text: string): ServiceMode | undefined {
  return [...SYNCHRONOUS_MODES, 'batch' as const].find((mode) => mode === text);
}
