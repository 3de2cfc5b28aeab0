import { didYouMean, nearest } from '../domain/near.ts';
import type { CardDocument, ModelDocument, OverlayModelDocument, RateDocument } from './schemas/card-schema.ts';

/** The model a document says something of under this id, whatever JavaScript means by the word. */
export function modelIn(document: CardDocument | undefined, id: string): ModelDocument | undefined {
  const models = document?.models ?? {};
  return Object.hasOwn(models, id) ? models[id] : undefined;
}

/** The entries of a base that come before the first of the overlay: old usage keeps its old price. */
function before(base: readonly RateDocument[], first: string): RateDocument[] {
  return base
    .filter((rate) => rate.from < first)
    .map(({ until, ...rate }) => (until === undefined || until >= first ? rate : { ...rate, until }));
}

/**
 * A model of an overlay made whole by the model of that id on its base: a key that is left out is inherited, and rates
 * replace those of the base from the first day given on. Undefined when the base has none and a key is missing.
 */
export function resolvedModel(own: OverlayModelDocument, base: ModelDocument | undefined): ModelDocument | undefined {
  const provider = own.provider ?? base?.provider;
  const first = own.rates?.[0]?.from;
  const kept = base === undefined || first === undefined ? (base?.rates ?? []) : before(base.rates, first);
  const rates = [...kept, ...(own.rates ?? [])];
  return provider === undefined || rates.length === 0 ? undefined : { ...base, ...own, provider, rates };
}

/** What is missing of a model that its base does not have, in words. */
export function missingText(id: string, own: OverlayModelDocument, base: CardDocument): string {
  const missing = [...(own.provider === undefined ? ['provider'] : []), ...(own.rates === undefined ? ['rates'] : [])];
  const meant = didYouMean(...nearest(id, Object.keys(base.models ?? {})));
  const hint = meant === undefined ? '' : `; ${meant}`;
  return `the card ${base.id} has no model "${id}" to take its ${missing.join(' and ')} from${hint}`;
}

/** The model that each moving name of a document means last, as far as somebody has said. */
export function lastMeanings({ movingNames = {} }: Pick<CardDocument, 'movingNames'>): [name: string, id: string][] {
  return Object.entries(movingNames).map(([name, moves]) => [
    name,
    moves.findLast(({ model }) => model !== undefined)?.model ?? name,
  ]);
}

/** Every name the models of a base answer to, with the id of its model, but for the models and moving names that are laid over. */
export function inheritedNames(
  base: CardDocument | undefined,
  over: ReadonlySet<string>,
  moving: ReadonlySet<string>,
): Map<string, string> {
  const models = Object.entries(base?.models ?? {}).filter(([id]) => !over.has(id));
  return new Map([
    ...models.flatMap(([id, { aliases = [] }]) => [id, ...aliases].map((name) => [name, id] as const)),
    ...lastMeanings(base ?? {}).filter(([name]) => !moving.has(name)),
  ]);
}
