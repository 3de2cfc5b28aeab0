/** The four columns of the table: as is, cache, batch, both. */
export const STATES = [
  { cache: false, batch: false, title: 'as is' },
  { cache: true, batch: false, title: 'cache' },
  { cache: false, batch: true, title: 'batch' },
  { cache: true, batch: true, title: 'both' },
] as const;

export type LeverState = (typeof STATES)[number];

/** One thing per state of the levers. */
export type PerState<Thing> = readonly [asIs: Thing, cache: Thing, batch: Thing, both: Thing];

export function perState<Thing>(make: (state: LeverState, place: number) => Thing): PerState<Thing> {
  const [asIs, cache, batch, both] = STATES;
  return [make(asIs, 0), make(cache, 1), make(batch, 2), make(both, 3)];
}

/** The thing of a state with these levers on or off. */
export function stateOf<Thing>(things: PerState<Thing>, cache: boolean, batch: boolean): Thing {
  const [asIs, cached, batched, both] = things;
  if (cache) return batch ? both : cached;
  return batch ? batched : asIs;
}
