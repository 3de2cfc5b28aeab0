import type { Bought } from '../../domain/comparison.ts';
import type { Note } from '../../domain/note.ts';
import type { Model } from '../../domain/rate-card.ts';
import { scaled } from '../../domain/scaled.ts';
import { factorOf, tokenRatio } from '../../domain/token-ratio.ts';
import { type Factor, times } from '../../domain/units.ts';
import type { Profile, Workload } from '../../domain/workload.ts';
import { tokenNotes } from '../estimate/end-notes.ts';
import { type Context, modelOn, priceable } from '../estimate/estimate.ts';
import type { Priceable } from '../estimate/spend.ts';

/** What is put on each model. */
export interface Work {
  readonly profile: Profile;
  /** The model whose tokens are stated; undefined where each workload of the profile has its own, or nobody said. */
  readonly counted: string | undefined;
  readonly fromFile: boolean;
  readonly bought: Bought | undefined;
}

/** A workload on another model, with the tokens that it needs there. */
export interface Moved {
  /** As it is stated: on several models, each has a name of its own in sentences. */
  readonly name: string;
  readonly of: Priceable;
  readonly factor: Factor;
  readonly notes: readonly Note[];
}

/** The model whose tokens a workload states; undefined where nobody said. */
function countedOn(workload: Workload, { fromFile, counted }: Work, context: Context): Model | undefined {
  if (fromFile) return modelOn(context, workload.model);
  return counted === undefined ? undefined : modelOn(context, counted);
}

/** A workload on a model: as many tokens more as the profile states of it, else as is published. */
export function moved(workload: Workload, to: Model, work: Work, context: Context): Moved {
  const from = countedOn(workload, work, context);
  const own = workload.alternatives.find(({ model }) => context.card.find(model) === to)?.tokenFactor;
  const published = from === undefined ? 'same' : tokenRatio(from, to, context.card.tokenizers);
  const factor = own ?? factorOf(published);
  const shown = work.fromFile ? `${workload.name} on ${to.id}` : to.id;
  const of = priceable({ ...scaled(workload, factor), name: shown, model: to.id, alternatives: [] }, context);
  const notes = own !== undefined || from === undefined ? [] : tokenNotes(shown, from, to, published);
  return { name: work.fromFile ? workload.name : to.id, of, factor: times(factor, factorOf(of.tokenRatio)), notes };
}
