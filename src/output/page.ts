/** Cells under their heads, in the order they are read. */
export interface Grid {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table, and its form for a screen where it is too wide: cells of several lines. */
export interface PageTable extends Grid {
  readonly screen?: Grid;
}

/** One part of a page under its heading: sentences, and a table where there is one. */
export interface PagePart {
  readonly heading: string;
  readonly table?: PageTable;
  readonly items: readonly string[];
}
