import type { UsageRow } from '../domain/usage.ts';
import type { Summed } from './summed.ts';

/** A record of a file: a row of CSV by its header, or a value of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** Why a record gives no usage. The sentence is printed with the number of such rows. */
export const DROP_REASONS = [
  'holds no usage',
  'is no record of this kind',
  'has no day',
  'names no model',
  'has a number that is not a whole number of tokens',
  'has a number of more than 18 digits',
  'has less than no tokens',
  'has more failed requests than requests',
  'has cached tokens over its input',
  'does not add up to its own total',
  'leaves open whether its input includes the cache',
  'was answered by the gateway, at no charge',
  'was free of charge',
  'was deleted',
  'corrects an earlier charge',
  'is billed by something else than tokens of text',
  'has a unit that is not known',
  'has an amount that is no number',
  'repeats a request already counted',
  'repeats a message already counted',
  'repeats what the spans inside of it count',
  'is the sum of a batch, whose results tell its requests',
  'has passes that its counts leave out',
  'is no line of JSON',
  'is longer than a record may be',
  'has another number of columns than the header',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

export class Dropped {
  readonly reason: DropReason;
  /** How many rows it stands for: a query adds up what it dropped. */
  readonly rows: number;
  constructor(reason: DropReason, rows = 1) {
    this.reason = reason;
    this.rows = rows;
  }
}

/** What a record comes to: rows, a reason for none, or nothing at all where it is no usage and never meant to be. */
export type Outcome = readonly UsageRow[] | Dropped | undefined;

/** What only the end tells: rows of records that were taken as kept, and those of them that turn out to be none. */
export interface Tail {
  readonly rows: readonly UsageRow[];
  readonly dropped: readonly Dropped[];
}

/** Why a record above others of a trace is none. */
export const WRAPPER: DropReason = 'repeats what the spans inside of it count';

/** What the end tells of records, each a row or none. */
export const tailOf = (made: readonly (UsageRow | Dropped)[]): Tail => ({
  rows: made.filter((each): each is UsageRow => !(each instanceof Dropped)),
  dropped: made.filter((each) => each instanceof Dropped),
});

/** Reads one file, a record at a time; what it keeps between records is its own. */
export interface SourceReader {
  readonly read: (record: Fields) => Outcome;
  /** Notes a request by its id, as `read` does: false where it was there before. Where requests are told apart. */
  readonly isNew?: (id: string) => boolean;
  /** What only the end of everything can tell: of several lines of one message the last. */
  readonly end?: () => Tail;
}

/** One kind of file. */
export interface Source {
  readonly kind: string;
  /** What it is, in words: "OpenAI usage CSV". */
  readonly label: string;
  /** The provider whose bill these tokens are on, where it is one. */
  readonly provider: string | undefined;
  /** The marketplace or the aggregator that its tokens were bought through, by its id among offers; undefined where it does not say. */
  readonly through?: string;
  /** True where a row is a request with an id, so that it cannot count twice; false where it adds up requests. */
  readonly byRequest: boolean;
  /** True of a header, or of the first records of a file of this kind. */
  readonly recognises: (first: Fields) => boolean;
  /** Records inside one JSON document; the document itself when it is left out. */
  readonly unfold?: (document: Fields) => Iterable<Fields>;
  /** One reader for all files of a kind, so that a request repeated in two files counts once. */
  readonly reader: () => SourceReader;
  /** What an engine may add up of a file with columns of those names; undefined where its rows are read one by one. */
  readonly summed?: (names: readonly string[]) => Summed | undefined;
  /** How its tokens are counted: printed, and held by a test. */
  readonly convention: string;
  /** What it cannot tell, in words, with what would tell it. */
  readonly silent: readonly string[];
}
