/** What takes something off a price without asking anybody. */
export type Lever = 'cache' | 'batch';

/** The key of a workload that states how far a lever is pulled. */
export const LEVER_KEYS: Readonly<Record<Lever, 'cacheHitRatio' | 'batchEligible'>> = {
  cache: 'cacheHitRatio',
  batch: 'batchEligible',
};

/** Which levers a purchase pulls: the columns of the table. */
export type Levers = 'asIs' | 'cache' | 'batch' | 'both';

/** Every state of the levers, in the order of the columns. */
export const LEVER_STATES: readonly Levers[] = ['asIs', 'cache', 'batch', 'both'];

const PULLED: Readonly<Record<Levers, readonly Lever[]>> = {
  asIs: [],
  cache: ['cache'],
  batch: ['batch'],
  both: ['cache', 'batch'],
};

/** The levers that are pulled. */
export function pulled(levers: Levers): readonly Lever[] {
  return PULLED[levers];
}

export function pulls(levers: Levers, lever: Lever): boolean {
  return levers === lever || levers === 'both';
}

/** The levers for which something holds. */
export function leversWhere(holds: (lever: Lever) => boolean): Levers {
  if (holds('cache')) return holds('batch') ? 'both' : 'cache';
  return holds('batch') ? 'batch' : 'asIs';
}
