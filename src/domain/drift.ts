import type { Day } from './day.ts';
import type { Model } from './rate-card.ts';

/** In which way a card and a price base differ, in the order it is told. */
export const DRIFT_KINDS = ['different', 'missingHere', 'goneThere', 'onlyThere', 'date'] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];

/** A model as a price base has it. */
export interface ListedModel {
  readonly id: string;
  /** Its id and what else the base matches letter by letter. */
  readonly names: readonly string[];
  /** Whose model it is, by the ids of a card. */
  readonly provider: string;
  /** Undefined where its prices cannot be written as a card writes them. */
  readonly model: Model | undefined;
  /** Why not. */
  readonly unread: string | undefined;
  readonly released: Day | undefined;
  /** Its cache writes are sold as storage on top of input, which a card prices apart. */
  readonly writesAreStorage: boolean;
}

/** One thing in which a card and a price base differ. */
export interface DriftFinding {
  readonly kind: DriftKind;
  /** The model of the card, or the id of the base where the card has none. */
  readonly model: string;
  /** What the base calls it; the model itself where the base does not list it. */
  readonly listedAs: string;
  /** The price as `batch.long.input`, `longFrom`, `released`, `retired`, or `listed` for the model as a whole. */
  readonly cell: string;
  readonly ours: string | undefined;
  readonly theirs: string;
  /** Of a model that the card lacks: input and output. */
  readonly price?: string;
}

/** What stands for a side that has no such cell. */
export const NONE_THERE = 'none';

/** The cell of a model as a whole: who does not list it follows from who does. */
export const LISTED = 'listed';

/** Why a difference stays: what a maintainer decided, which holds until the value of the base or of the card is another. */
export interface AcceptedDrift {
  readonly base: string;
  readonly model: string;
  readonly cell: string;
  /** `none` where the card has none. */
  readonly ours: string;
  readonly theirs: string;
  readonly reason: string;
}

/** How much was compared, and how it came out. */
export interface DriftCounts {
  /** Models of the base that the card has. */
  readonly matched: number;
  readonly cells: number;
  readonly equal: number;
  /** Cells that say the same in another way: a price rounded to its last digit, a peak price as the only one. */
  readonly sameRule: number;
  /** Rows of sellers whose prices are not the providers' own, which were not compared. */
  readonly notCompared: number;
}

/** A row of the base whose prices were held against none of the card. */
export interface NotCompared {
  readonly listedAs: string;
  readonly reason: string;
}

export interface Drift {
  readonly day: Day;
  readonly counts: DriftCounts;
  readonly fresh: readonly DriftFinding[];
  readonly accepted: number;
  /** Rows of the providers themselves that were not compared, and why. */
  readonly leftOut: readonly NotCompared[];
  /** What was accepted and does not occur any more. */
  readonly gone: readonly AcceptedDrift[];
}
