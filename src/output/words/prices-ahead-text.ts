import type { Note } from '../../domain/note.ts';
import { allOf, someOf } from './some-of.ts';

type Of = Extract<Note, { readonly code: 'pricesAhead' }>;

/** Which prices of a term count from when, and what has none because its model ends and nothing is named after it. */
export function pricesAheadText({ start, changes, gaps }: Of): string {
  const days = changes.map(({ day, models }) => `${day} (${someOf(models)})`);
  const change = days.length === 0 ? '' : `: they change on ${allOf(days)}`;
  const ended = gaps.map(
    ({ model, from }) =>
      ` Nothing is named that answers for ${model} from ${from} on: it is in no amount from then, and work that may use another model is bought as that.`,
  );
  return `The term is taken to run from ${start}, each month at the prices announced for it${change}.${ended.join('')}`;
}
