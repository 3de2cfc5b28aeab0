import type { Day } from './day.ts';
import type { Move } from './rate-card.ts';

/** What a name means on a day; undefined before its first move. */
export function moveOn(moves: readonly Move[], day: Day): Move | undefined {
  return moves.findLast(({ from }) => from <= day);
}

/** The id of the model that a name means on a day, or meant last as far as somebody has said where no day is given. */
export function meaningOf(moves: readonly Move[], day: Day | undefined): string | undefined {
  return day === undefined ? moves.findLast(({ model }) => model !== undefined)?.model : moveOn(moves, day)?.model;
}
