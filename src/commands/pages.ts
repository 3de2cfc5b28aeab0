import type { Page } from '../output/page.ts';
import { paintFor } from './emit.ts';
import type { OutputOptions } from './options.ts';
import { type PageFormat, rendered } from './page-formats.ts';
import type { Shell } from './shell.ts';

/** A page as the text of a format, in colour where it goes to a terminal; `about` is what a document is called. */
export async function written(
  page: Page,
  format: PageFormat,
  options: OutputOptions,
  shell: Shell,
  about?: string,
): Promise<string> {
  return rendered(page, format, await paintFor(options, shell), about);
}
