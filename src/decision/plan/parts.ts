import type { Usd } from '../../domain/units.ts';
import type { Instance } from './instance.ts';
import type { Solved } from './solve.ts';

/** A part of the portfolio with the cheapest way to buy it. */
export interface Part {
  readonly instance: Instance;
  readonly solved: Solved;
}

/** Each part solved. */
export interface SolvedParts {
  readonly parts: readonly Part[];
  /** No plan through a channel that was not chosen, or with streams cut otherwise, costs less; undefined where there is none. */
  readonly otherwise: Usd | undefined;
  /** What fees that only a month's total decides add and the search left out: 0 where it counted them all. */
  readonly beyond: Usd;
}

export interface Captives {
  readonly captives: readonly string[];
}

/** Each part solved, or the workloads that only a contract nobody can sign may serve. */
export type Solution = SolvedParts | Captives;
