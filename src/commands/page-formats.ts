import type { Page } from '../output/page.ts';
import type { Live, Still } from '../output/render/html.ts';
import type { Medium } from '../output/render/screen.ts';

type Renderer = (
  page: Page,
  medium: Medium,
  about: string | undefined,
  live: Live | Still | undefined,
) => string | Promise<string>;

/** What a page can be written as: a row a format. A renderer is loaded when its format is asked for. */
const RENDERERS = {
  table: async (): Promise<Renderer> => (await import('../output/render/screen.ts')).screen,
  markdown: async (): Promise<Renderer> => {
    const { markdown } = await import('../output/render/markdown.ts');
    return (page) => markdown(page);
  },
  html: async (): Promise<Renderer> => {
    const { hasPictures, html } = await import('../output/render/html.ts');
    return async (page, _, about, live) => {
      const draw = hasPictures(page) ? (await import('../output/pictures/draw.ts')).drawn : undefined;
      return html(page, about, draw, live);
    };
  },
};

export type PageFormat = keyof typeof RENDERERS;
export type DocumentFormat = Exclude<PageFormat, 'table'>;

export const isPageFormat = (format: string): format is PageFormat => Object.hasOwn(RENDERERS, format);

/** The formats of a page that is kept, not read on a screen. */
export const DOCUMENTS = Object.keys(RENDERERS).filter(
  (format): format is DocumentFormat => isPageFormat(format) && format !== 'table',
);

/** A page as the text of a format; `about` is what a document is called whose page has no title of its own. */
export async function rendered(
  page: Page,
  format: PageFormat,
  medium: Medium,
  about?: string,
  live?: Live | Still,
): Promise<string> {
  return (await RENDERERS[format]())(page, medium, about, live);
}
