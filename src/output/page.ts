import type { Chart } from './chart.ts';

/** How words are set off: said well or badly, loud, or in the background. A medium without colour has none of it. */
export type Tone = 'strong' | 'good' | 'bad' | 'faint';

export interface Toned {
  readonly text: string;
  readonly tone?: Tone;
}

/** A cell: text, which may have several lines, or lines of which each has its own tone. */
export type Cell = string | readonly Toned[];

/** Cells under their heads, in the order they are read. */
export interface Grid {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A table, and its form for a screen where it is too wide: shorter names, cells of several lines, or sentences. */
export interface PageTable extends Grid {
  readonly screen?: Grid | readonly string[];
  /** What it is called where a medium can hide it until somebody opens it; one that hides nothing shows it as it is. */
  readonly folded?: string;
  /** Columns that hold text, where it is not the first alone. */
  readonly text?: readonly number[];
}

/** A sentence with what is under it; its mark says of which kind it is: + new, - gone, ~ different. */
export interface Branch {
  readonly text: string;
  readonly mark?: string;
  readonly under?: readonly Branch[];
}

/** A look at some amounts of the answer. */
export interface Picture {
  /** What one sees, in a sentence. */
  readonly title: string;
  /** What is drawn, for who does not see it; the amounts are in the table. */
  readonly alt: string;
  readonly chart: Chart;
  /** The same amounts in cells. */
  readonly data: PageTable;
  /** True where the amounts stand in the words or tables of the page anyway: a medium without pictures leaves them there. */
  readonly isSaid: boolean;
}

/** What a part is made of, in the order it is read. */
export type Block =
  /** Sentences: a line each where there is room for one line each, else one paragraph. */
  | { readonly kind: 'text'; readonly lines: readonly string[]; readonly tone?: Tone }
  | { readonly kind: 'table'; readonly table: PageTable }
  | { readonly kind: 'picture'; readonly picture: Picture }
  | { readonly kind: 'items'; readonly items: readonly string[] }
  | { readonly kind: 'tree'; readonly branches: readonly Branch[]; readonly indent?: number }
  /** What the marks in a table mean: a mark of four columns, then its meaning. */
  | { readonly kind: 'legend'; readonly lines: readonly string[] }
  /** Lines that stand as they are. */
  | { readonly kind: 'verbatim'; readonly lines: readonly string[] }
  /** What an answer was made from, a line each, with the hash that proves it on that line or the next. */
  | { readonly kind: 'origins'; readonly of: readonly string[] };

/** One part of a page, under its heading where it has one. */
export interface Part {
  readonly heading?: string;
  /** `title` stands over a whole answer or a table, `section` over sentences; `section` where nothing is said. */
  readonly level?: 'title' | 'section';
  readonly blocks: readonly Block[];
  /** True for what a screen says beside the page: on standard error. */
  readonly aside?: boolean;
  /** True for what is opened by who wants it, where a medium can hide it. */
  readonly folded?: boolean;
}

/** What a command says, whatever it is written as. */
export type Page = readonly Part[];

export const text = (...lines: readonly string[]): Block => ({ kind: 'text', lines });
export const toned = (tone: Tone, ...lines: readonly string[]): Block => ({ kind: 'text', lines, tone });
export const table = (of: PageTable): Block => ({ kind: 'table', table: of });
export const picture = (of: Picture): Block => ({ kind: 'picture', picture: of });

/** True of blocks that a medium without pictures may have nothing of. */
export const isOfPictures = (blocks: readonly Block[]) =>
  blocks.length > 0 && blocks.every(({ kind }) => kind === 'picture');

/** Pictures under a heading; no part at all where there are none. */
export function looks(of: readonly Picture[]): Part[] {
  return of.length === 0 ? [] : [{ heading: 'At a glance', blocks: of.map(picture) }];
}

/** Sentences under a heading; no part at all where there are none. */
export function listed(heading: string, items: readonly string[], more: Partial<Part> = {}): Part[] {
  return items.length === 0 ? [] : [{ ...more, heading, blocks: [{ kind: 'items', items }] }];
}

/** The first part of a page: what is said at once and, unless something has to be read between, its tables. */
export function opening(said: readonly Block[], between: readonly Part[], tables: readonly Block[]): Part[] {
  if (between.length === 0) return [{ blocks: [...said, ...tables] }];
  return [{ blocks: said }, ...between, ...(tables.length === 0 ? [] : [{ blocks: tables }])];
}

/** A part as most are: a heading, a table where there is one, and sentences. */
export interface PagePart {
  readonly heading: string;
  readonly table?: PageTable;
  readonly items: readonly string[];
}

/** Such parts, without those that have nothing to say. */
export function parts(of: readonly PagePart[]): Part[] {
  return of.flatMap(({ heading, table: own, items }) => {
    const blocks: Block[] = [
      ...(own === undefined ? [] : [table(own)]),
      ...(items.length === 0 ? [] : [{ kind: 'items', items } as const]),
    ];
    return blocks.length === 0 ? [] : [{ heading, blocks }];
  });
}
