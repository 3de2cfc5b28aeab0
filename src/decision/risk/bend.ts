import type { TermTwin } from '../contract/term-twin.ts';

/** Dollars that move with demand: by stream, at the stated tokens. */
export type Weights = readonly number[];

/** A cost that is straight below an amount and straight from it on: intercept and slope on either side. */
export interface Bend {
  readonly of: Weights;
  readonly at: number;
  readonly below: readonly [intercept: number, slope: number];
  readonly above: readonly [intercept: number, slope: number];
}

/** A contract with the list dollars that move under it. */
export interface ContractCurve {
  readonly of: Weights;
  readonly twin: TermTwin;
}

/**
 * A contract that settles each month by itself as a cost that bends. A commitment is take or pay: it is due in any month,
 * and covers its list dollars at the discount, as does usage above it unless that has a price of its own. Without one, a
 * month whose list spend is under the floor is billed at list.
 */
export function bendOf({ of, twin }: ContractCurve): Bend {
  const { due, covers, beyond, opens } = twin;
  if (due === 0) return { of, at: opens, below: [0, 1], above: [0, beyond] };
  return { of, at: covers, below: [due, 0], above: [due - covers * beyond, beyond] };
}
