import { tagOf } from '../domain/allocation.ts';

/** Where a value stands in a record: a name, and names inside of it. */
export type Path = readonly string[];
export const at = (...path: Path): Path => path;

/** Numbers of a row that together are no more than another; one that is missing is 0. */
export interface AtMost {
  readonly less: readonly Path[];
  readonly more: Path;
}

/**
 * What of a file's rows an engine may add up before their source reads them: counts of a group are summed and read as those
 * of one row, which is right where classes are sums and differences of counts. It stands beside the reader whose fields it
 * names, all of them: how they are counted, and what becomes of a row that `holds` no longer, stays with that reader.
 */
export interface Summed {
  /** Without it a row is for its source to judge. */
  readonly model: Path;
  readonly counts: readonly Path[];
  /** Counts that a row may leave open: rows that do stay apart. */
  readonly optional?: readonly Path[];
  /** Counts of which a row tells one, or is for its source to judge. */
  readonly someOf?: readonly Path[];
  /** What rows are kept apart by, as it is written. */
  readonly texts: readonly Path[];
  /** What makes a row one that its source judges by itself. */
  readonly apart?: readonly Path[];
  /** What `--by` asks of, by its name. */
  readonly belongs: Readonly<Record<string, readonly Path[]>>;
  /** The list of all tags; a tag is a column of its own name where there is none. */
  readonly tags?: Path;
  /** Names of the moment, of which the first that is told counts. */
  readonly moments: readonly string[];
  /** True where a row is one request whose minute is told. */
  readonly isTimed?: boolean;
  readonly money?: Path;
  /** What tells two requests apart. */
  readonly id?: Path;
  readonly prompt?: Path;
  /** Of which the tokens of a row are the sum, for the load of a minute. */
  readonly tokens?: readonly Path[];
  /** Rows all of whose requests failed stay apart: their tokens are theirs. */
  readonly allFailed?: { readonly failed: Path; readonly requests: Path };
  /** What is true of a row that its source keeps; any other is read by the source, which says why it is dropped. */
  readonly holds: readonly AtMost[];
}

/** What `--by` asks of. A tag is in the list of tags, or a column of its own name. */
export const belongingOf = ({ belongs, tags }: Summed, by: readonly string[]) =>
  by.flatMap((name): readonly Path[] => belongs[name] ?? (tagOf(name) !== undefined ? [tags ?? [name]] : []));
