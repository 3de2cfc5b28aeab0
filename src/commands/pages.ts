import { notesOf } from '../answers/note.ts';
import type { Provenance } from '../domain/estimate.ts';
import { listed, type Page } from '../output/page.ts';
import type { Live, Still } from '../output/render/html.ts';
import { noteTexts } from '../output/words/note-list.ts';
import { noteText } from '../output/words/note-text.ts';
import { mediumFor } from './emit.ts';
import type { OutputOptions, TakenOptions } from './options.ts';
import { type PageFormat, rendered } from './page-formats.ts';
import type { Shell } from './shell.ts';

/** A page as the text of a format, in colour where it goes to a terminal; `about` is what a document is called, `live` what makes it answer back. */
export async function written(
  page: Page,
  format: PageFormat,
  options: OutputOptions,
  shell: Shell,
  about?: string,
  live?: Live | Still,
): Promise<string> {
  return rendered(page, format, await mediumFor(options, shell), about, live);
}

/** A page that assumes nothing else, with what was taken for flags that nobody gave in front of what it was made from. */
export function withTaken(page: Page, { taken = [] }: TakenOptions, { providerName }: Provenance): Page {
  const said = listed('Assumptions', noteTexts(taken, providerName));
  return [...page.slice(0, -1), ...said, ...page.slice(-1)];
}

/** The same as a part of an answer in JSON; no key where nothing was taken. */
export const takenOf = (taken: TakenOptions['taken'] = [], { providerName }: Provenance) =>
  taken.length === 0 ? {} : { assumptions: notesOf(taken, (note) => noteText(note, providerName)) };
