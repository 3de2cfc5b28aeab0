import type { ModelDocument } from '../schemas/card-schema.ts';
import type { Place } from '../yaml-file.ts';
import type { RulesOf } from './price-list-rules.ts';

/** A model, or a part of one, that a card cannot express or that a file does not tell, and why. */
export interface LeftOut {
  readonly model: string;
  /** Where its row stands in the file. */
  readonly place: Place;
  readonly reason: string;
  /** True when the model is not imported at all; false when it is, without this part. */
  readonly whole: boolean;
}

/** One model of a price list, mapped or refused. */
export interface ImportedModel {
  readonly id: string;
  readonly provider: string;
  readonly place: Place;
  /** The day it came out, where the file says so. */
  readonly released: string | undefined;
  readonly document: ModelDocument | undefined;
  readonly leftOut: readonly LeftOut[];
}

/** A price list by provider, and its models in the order of the file. */
export interface PriceList {
  readonly providers: ReadonlyMap<string, string>;
  readonly models: readonly ImportedModel[];
  /** What stands in no row that could be read. */
  readonly unread: readonly LeftOut[];
}

/** What an import is made with: where the file is, and the day that stands in where the file has none. */
export interface ImportSettings {
  readonly path: string;
  readonly day: string;
  readonly wants: (provider: string, model: string) => boolean;
  readonly rulesOf: RulesOf;
}

/** Thrown inside a mapping, and caught by it, when a model as a whole cannot be expressed. */
export class Refusal extends Error {
  /** Where the reason stands, when that is not the row itself. */
  readonly place: Place | undefined;
  constructor(message: string, place?: Place) {
    super(message);
    this.place = place;
  }
}

/** Runs a mapping that may refuse; a refusal becomes the one reason why the model is left out. */
export function mapped(
  about: Pick<ImportedModel, 'id' | 'provider' | 'place' | 'released'>,
  map: (leaveOut: (reason: string) => void) => ModelDocument,
): ImportedModel {
  const reasons = new Set<string>();
  const { id: model, place } = about;
  try {
    const document = map((reason) => reasons.add(reason));
    return { ...about, document, leftOut: [...reasons].map((reason) => ({ model, place, reason, whole: false })) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return {
      ...about,
      document: undefined,
      leftOut: [{ model, place: error.place ?? place, reason: error.message, whole: true }],
    };
  }
}
