import type { Note } from '../../domain/note.ts';
import { allOf, someOf } from './some-of.ts';

type Of = Extract<Note, { readonly code: 'pricesAhead' }>;

/** Which prices of a term count from when, and what goes on at its last price because nothing is named after it. */
export function pricesAheadText({ start, changes, gaps }: Of): string {
  const days = changes.map(({ day, models }) => `${day} (${someOf(models)})`);
  const ended = gaps.map(
    ({ model, from }) =>
      ` Nothing is named that answers for ${model} from ${from} on: its work is taken to cost what it did before.`,
  );
  return `The term is taken to run from ${start}, each month at the prices announced for it: they change on ${allOf(days)}.${ended.join('')}`;
}
