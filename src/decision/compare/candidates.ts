import type { LeftOut } from '../../domain/comparison.ts';
import { isZero } from '../../domain/exact.ts';
import type { Model } from '../../domain/rate-card.ts';
import { serviceOn } from '../../domain/service.ts';
import { lessThan, type Tokens } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { type Context, modelOn } from '../estimate/estimate.ts';
import { qualityObstacle } from '../plan/quality.ts';

/** Which models are put side by side: those that are named, or all of the card, of one provider where one is named. */
export interface Selection {
  readonly named: readonly string[];
  /** Undefined where the models that are named are all. */
  readonly card: { readonly provider: string | undefined } | undefined;
  /** Least tier of a model, of those that the buyer gives; undefined where every model will do. */
  readonly tier: { readonly least: number; readonly of: ReadonlyMap<string, number> } | undefined;
  /** Least context window of a model; undefined where any will do. */
  readonly minContext: Tokens | undefined;
}

/** A model that is compared; `named` where a user did. */
export interface Chosen {
  readonly model: Model;
  readonly named: boolean;
}

/** Whether a model answers on the day, itself or by another in its place. */
export function isServed(model: Model, { day, card }: Context): boolean {
  return !('why' in serviceOn(model, day, (name) => card.find(name)));
}

/** Whether a model has a price for what it writes: one that embeds has none, and is no rival of one that writes. */
export function writes(model: Model, { day, card }: Context): boolean {
  const service = serviceOn(model, day, (name) => card.find(name));
  if ('why' in service) return false;
  return service.rate.cells.output !== undefined;
}

/**
 * Whether the work is that of models that write: of those it is stated for, or else by itself. Input alone is either
 * kind's; it is taken for the one that writes, unless none of the models that are looked at does.
 */
function written(
  stated: readonly Model[],
  found: readonly Model[],
  workloads: readonly Workload[],
  context: Context,
): boolean {
  const writing = (models: readonly Model[]) => models.some((model) => writes(model, context));
  if (stated.length > 0) return writing(stated);
  return workloads.some(({ output }) => !isZero(output)) || writing(found);
}

/** What keeps a model of the card from being a candidate; undefined where nothing does. */
function outOfCard(model: Model, writing: boolean, context: Context): LeftOut['why'] | undefined {
  const service = serviceOn(model, context.day, (name) => context.card.find(name));
  if ('why' in service) return { code: service.why };
  if (service.ended.length > 0) return { code: 'ended' };
  if (writes(model, context) === writing) return undefined;
  return { code: writing ? 'writesNothing' : 'writesToo' };
}

/** What the size of the context window says against a model; one that was named stays where nobody says how large it is. */
function tooSmall({ contextWindow }: Model, minimum: Tokens | undefined, named: boolean): LeftOut['why'] | undefined {
  if (minimum === undefined) return undefined;
  if (contextWindow === undefined) return named ? undefined : { code: 'noContext' };
  const { tokens } = contextWindow;
  return lessThan(tokens, minimum) ? { code: 'smallContext', tokens, minimum } : undefined;
}

/** What the buyer's own judgement says against a model. */
function judged(
  { id }: Model,
  workloads: readonly Workload[],
  tier: Selection['tier'],
  named: boolean,
): LeftOut['why'] | undefined {
  if (tier !== undefined) {
    const own = tier.of.get(id);
    if (own === undefined) return named ? undefined : { code: 'noTier' };
    return own < tier.least ? { code: 'belowTier', tier: own, minimum: tier.least } : undefined;
  }
  const [first] = workloads.flatMap((workload) => qualityObstacle(workload, id) ?? []);
  return first && { code: 'belowTier', tier: first.tier, minimum: first.minimum };
}

/**
 * The models that a selection comes to, each once, in the order of the names and of the card, and those that are left
 * out. Throws `unknownModel` for a name that nothing answers to.
 */
export function chosenModels(
  { named, card, tier, minContext }: Selection,
  workloads: readonly Workload[],
  context: Context,
): { readonly chosen: readonly Chosen[]; readonly leftOut: readonly LeftOut[] } {
  const asked = named.map((name) => modelOn(context, name));
  const stated = workloads.flatMap(({ model }) => context.card.find(model) ?? []);
  const found =
    card === undefined
      ? []
      : context.card.ids
          .flatMap((id) => context.card.find(id) ?? [])
          .filter((model) => !asked.includes(model))
          .filter(({ provider }) => card.provider === undefined || provider === card.provider);
  const writing = written(stated, found, workloads, context);
  const all = [
    ...asked.map((model) => ({
      model,
      named: true,
      why: tooSmall(model, minContext, true) ?? judged(model, workloads, tier, true),
    })),
    ...found.map((model) => ({
      model,
      named: false,
      why:
        outOfCard(model, writing, context) ??
        tooSmall(model, minContext, false) ??
        judged(model, workloads, tier, false),
    })),
  ];
  return {
    chosen: all.flatMap(({ why, ...each }) => (why === undefined ? [each] : [])),
    leftOut: all.flatMap(({ model, why }) => (why === undefined ? [] : [{ model: model.id, why }])),
  };
}
