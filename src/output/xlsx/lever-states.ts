import type { Levers } from '../../domain/levers.ts';

/** The four columns of the table: as is, cache, batch, both. */
export const STATES = [
  { levers: 'asIs', cache: false, batch: false, title: 'as is' },
  { levers: 'cache', cache: true, batch: false, title: 'cache' },
  { levers: 'batch', cache: false, batch: true, title: 'batch' },
  { levers: 'both', cache: true, batch: true, title: 'both' },
] as const;

export type LeverState = (typeof STATES)[number];

/** One thing per state of the levers. */
export type PerState<Thing> = readonly [asIs: Thing, cache: Thing, batch: Thing, both: Thing];

export function perState<Thing>(make: (state: LeverState, place: number) => Thing): PerState<Thing> {
  const [asIs, cache, batch, both] = STATES;
  return [make(asIs, 0), make(cache, 1), make(batch, 2), make(both, 3)];
}

/** The thing of a state of the levers. */
export function stateOf<Thing>([asIs, cache, batch, both]: PerState<Thing>, levers: Levers): Thing {
  return { asIs, cache, batch, both }[levers];
}
