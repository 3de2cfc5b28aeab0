import type { Note } from '../domain/note.ts';
import type { Z } from './schema.ts';

/** A note: the text is for people and may change, the code is for scripts. */
export const note = (z: Z) => z.strictObject({ code: z.string(), text: z.string() });

/** Notes as code and text. */
export const notesOf = (notes: readonly Note[], text: (note: Note) => string) =>
  notes.map((each) => ({ code: each.code, text: text(each) }));

/** What was taken for flags that nobody gave, in an answer that assumes nothing else: no key where nothing was. */
export const taken = (z: Z) => ({
  assumptions: z.array(note(z)).exactOptional().describe('what was taken for flags that nobody gave'),
});

export const takenOf = (notes: readonly Note[], text: (note: Note) => string) =>
  notes.length === 0 ? {} : { assumptions: notesOf(notes, text) };
