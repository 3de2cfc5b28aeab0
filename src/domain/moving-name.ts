import type { Day } from './day.ts';
import type { Move } from './rate-card.ts';

/** What a name means on a day; undefined before its first move. */
export function moveOn(moves: readonly Move[], day: Day): Move | undefined {
  return moves.findLast(({ from }) => from <= day);
}

/** What a name meant last, as far as somebody has said. */
export function lastMove(moves: readonly Move[]): Move | undefined {
  return moves.findLast(({ model }) => model !== undefined);
}
