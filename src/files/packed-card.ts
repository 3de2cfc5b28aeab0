import type { CompiledCard } from './card.ts';
import type { CardDocument, ModelDocument } from './schemas/card-schema.ts';

/**
 * A card as the build writes it: every model is a text of its own, and every name says which it is, so that a start
 * reads the models it prices and no others, however many the card holds.
 */
export interface PackedCard {
  readonly sha256: string;
  readonly document: Omit<CardDocument, 'models'>;
  /** The id of the model, by id and alias. */
  readonly names: Readonly<Record<string, string>>;
  readonly models: Readonly<Record<string, string>>;
}

/** Every name of a card's models with the id of its model. */
export function namesIn(models: Readonly<Record<string, ModelDocument>>): [name: string, id: string][] {
  return Object.entries(models).flatMap(([id, { aliases = [] }]) =>
    [id, ...aliases].map((name): [string, string] => [name, id]),
  );
}

export function packed({ document: { models = {}, ...document }, sha256 }: CompiledCard): PackedCard {
  const texts = Object.entries(models).map(([id, model]) => [id, JSON.stringify(model)]);
  return { sha256, document, names: Object.fromEntries(namesIn(models)), models: Object.fromEntries(texts) };
}

/** The same card, each model read when it is first asked for. */
export function unpacked({ sha256, document, names, models }: PackedCard): CompiledCard {
  const lazy: Record<string, ModelDocument> = {};
  for (const [id, text] of Object.entries(models)) {
    Object.defineProperty(lazy, id, { enumerable: true, get: () => JSON.parse(text) as ModelDocument });
  }
  return { sha256, document: { ...document, models: lazy }, names: new Map(Object.entries(names)) };
}
