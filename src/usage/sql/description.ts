import type { TokenClass } from '../../domain/usage.ts';
import type { DropReason } from '../source.ts';
import type { Dialect } from './dialects.ts';

/** What a column of a table holds; `moment` is a time without a zone, in UTC. */
export type ColumnType = 'text' | 'whole' | 'fraction' | 'moment' | 'json' | 'counts' | 'texts' | 'record';

/** A condition that makes a row none, and what is said of it. */
export type Check = readonly [condition: string, reason: DropReason];

/** Expressions over the columns of a table, written for one engine. Text that is missing is null or empty. */
export interface Terms {
  /** Which rows are usage at all. */
  readonly where?: string;
  /** The UTC day as text. */
  readonly day: string;
  readonly model: string;
  /** Text that holds the mode; standard where it is left out. */
  readonly mode?: string;
  /** True for a price of long prompts, where the source says so itself. */
  readonly long?: string;
  /** Counts as text, by a name of ours; missing ones are none. They stand as numbers for what follows. */
  readonly counts: Readonly<Record<string, string>>;
  /** Numbers made of what stands so far. */
  readonly numbers?: Readonly<Record<string, string>>;
  /** Text that checks and classes ask of, by a name of ours. */
  readonly texts?: Readonly<Record<string, string>>;
  /** A request's id, of which the copy with the greatest `latest` counts. */
  readonly id?: string;
  readonly latest?: string;
  /** The columns that make a tree of the rows: one above another that counts repeats what that one counts. */
  readonly trace?: { readonly id: string; readonly parent: string };
  readonly checks: readonly Check[];
  readonly classes: Readonly<{ [each in TokenClass]?: string }>;
  readonly requests?: string;
  readonly failed?: string;
  readonly billed?: string;
  /** True where a row is one request, whose prompt can be held against the length from which prompts cost more. */
  readonly byRequest: boolean;
}

/** A table that holds usage, told once for every engine. */
export interface Description {
  /** The kind of file that the same usage is, as `--from` knows it. */
  readonly kind: string;
  /** What holds it, in words. */
  readonly label: string;
  /** What its query does otherwise than a file of the same is read. */
  readonly differs?: string;
  /** The table as its maker calls it. */
  readonly table: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** The column that days are asked of. */
  readonly moment: string;
  readonly belongs: Readonly<Record<string, string>>;
  readonly terms: (d: Dialect, column: (name: string) => string) => Terms;
}
