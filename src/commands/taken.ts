import type { Note } from '../domain/note.ts';
import type { TakenOptions } from './options.ts';

/** An answer that also says what was taken for flags that nobody gave. */
export function withTaken<Answer extends { readonly assumptions: readonly Note[] }>(
  answer: Answer,
  { taken = [] }: TakenOptions,
): Answer {
  return { ...answer, assumptions: [...answer.assumptions, ...taken] };
}
