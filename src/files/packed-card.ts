import type { CardDocument, ModelDocument } from './schemas/card-schema.ts';

/** What stands on the first line of a packed card. */
interface Head {
  readonly sha256: string;
  readonly document: Omit<CardDocument, 'models'>;
  /** The id of the model, by id and alias. */
  readonly names: Readonly<Record<string, string>>;
  /** The models in the order of their lines. */
  readonly ids: readonly string[];
}

/** Every name of a card's models with the id of its model. */
export function namesIn(models: Readonly<Record<string, ModelDocument>>): [name: string, id: string][] {
  return Object.entries(models).flatMap(([id, { aliases = [] }]) =>
    [id, ...aliases].map((name): [string, string] => [name, id]),
  );
}

/**
 * A card as the build writes it, in lines of JSON: what holds for all of it, then a line for every model, so that a
 * start reads the models it prices and no others, however many the card holds.
 */
export function packed({ document: { models = {}, ...document }, sha256 }: CompiledCard): string {
  const head: Head = { sha256, document, names: Object.fromEntries(namesIn(models)), ids: Object.keys(models) };
  return [head, ...Object.values(models)].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** The same card, each model read when it is first asked for. */
export function unpacked(text: string): CompiledCard {
  const [first = '', ...lines] = text.split('\n');
  const { sha256, document, names, ids } = JSON.parse(first) as Head;
  const models: Record<string, ModelDocument> = {};
  for (const [index, id] of ids.entries()) {
    Object.defineProperty(models, id, {
      enumerable: true,
      get: () => JSON.parse(lines[index] ?? '') as ModelDocument,
    });
  }
  return { sha256, document: { ...document, models }, names: new Map(Object.entries(names)) };
}

/** A validated card as text: what the build writes down and a user's file is read into. */
export interface CompiledCard {
  readonly document: CardDocument;
  readonly sha256: string;
  /** The id of the model, by id and alias, where the build has written it down. */
  readonly names?: ReadonlyMap<string, string>;
}
