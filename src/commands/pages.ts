import type { Page } from '../output/page.ts';
import type { Live, Still } from '../output/render/html.ts';
import { mediumFor } from './emit.ts';
import type { OutputOptions } from './options.ts';
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
