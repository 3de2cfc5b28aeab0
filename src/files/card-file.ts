import { dirname, isAbsolute, join, resolve } from 'node:path';
import { didYouMean, nearest } from '../domain/near.ts';
import { sha256 } from './canonical.ts';
import {
  type Declared,
  modelFaults,
  movingNameFaults,
  type Owner,
  type Part,
  providerFaults,
  providerNameFaults,
  tokenizerFaults,
} from './card-faults.ts';
import { readDocument } from './document.ts';
import { inheritedNames, modelIn, resolvedModel } from './overlay.ts';
import type { CompiledCard } from './packed-card.ts';
import { parseYaml } from './parse-yaml.ts';
import {
  type CardDocument,
  cardPartSchema,
  cardSchema,
  type ModelDocument,
  type OverlayPart,
  overlayPartSchema,
  overlaySchema,
  type ProviderDocument,
} from './schemas/card-schema.ts';
import type { ShippedPricing } from './shipped.ts';
import { exists, isFolder, readText, yamlFilesOf } from './text-file.ts';
import { invalidFile, valueAt, type YamlFile } from './yaml-file.ts';

const KIND = 'rate card';
const HEAD = 'card.yaml';

/** The cards an overlay may name by their id. */
export type Shipped = Pick<ShippedPricing, 'card' | 'cardIds'>;
const NONE_SHIPPED: Shipped = { card: () => undefined, cardIds: () => [] };

function parse(path: string): YamlFile {
  return parseYaml(readText(path, 'a card file, or a folder that holds a card.yaml'), path, KIND);
}

/** Providers by id. One that several files name has what any of them says of it; a later word on a key counts. */
function mergedProviders(
  documents: readonly (OverlayPart | CardDocument | undefined)[],
): Record<string, ProviderDocument> {
  const merged: Record<string, ProviderDocument> = {};
  for (const [id, own] of documents.flatMap((each) => Object.entries(each?.providers ?? {}))) {
    const known = Object.hasOwn(merged, id) ? merged[id] : undefined;
    merged[id] = { ...known, ...own };
  }
  return merged;
}

/** The models, providers, tokenizers and moving names of every file of a card, laid over those of its base. */
function merge(
  parts: readonly Part[],
  base: CardDocument | undefined,
): Pick<CardDocument, 'models' | 'providers' | 'tokenizers' | 'movingNames'> {
  const ids = new Set(parts.flatMap((part) => Object.keys(part.content.models ?? {})));
  const moving = new Set(parts.flatMap((part) => Object.keys(part.content.movingNames ?? {})));
  const inherited = inheritedNames(base, ids, moving);
  const owners = new Map([...inherited].map(([name, id]): [string, Owner] => [name, { id, where: undefined }]));
  const declared = new Map<string, Declared>();
  const documents = [base, ...parts.map((part) => part.content)];
  const providers = mergedProviders(documents);
  const tokenizers = Object.fromEntries(documents.flatMap((each) => Object.entries(each?.tokenizers ?? {})));
  const movingNames = Object.fromEntries(documents.flatMap((each) => Object.entries(each?.movingNames ?? {})));
  const models: Record<string, ModelDocument> = { ...base?.models };
  for (const part of parts) {
    const faults = [
      ...providerNameFaults(part, declared),
      ...tokenizerFaults(part),
      ...modelFaults(part, owners, base),
      ...providerFaults(part, providers),
    ];
    if (faults.length > 0) throw invalidFile(part.file, KIND, faults);
    for (const [id, own] of Object.entries(part.content.models ?? {})) {
      const model = resolvedModel(own, modelIn(base, id));
      if (model !== undefined) models[id] = model;
    }
  }
  for (const part of parts) {
    const faults = movingNameFaults(part, owners, (id) => Object.hasOwn(models, id));
    if (faults.length > 0) throw invalidFile(part.file, KIND, faults);
  }
  return {
    providers,
    ...(Object.keys(tokenizers).length === 0 ? {} : { tokenizers }),
    ...(Object.keys(movingNames).length === 0 ? {} : { movingNames }),
    models,
  };
}

/** The card that an overlay names: one that ships, else a file or folder beside it. */
function baseOf(file: YamlFile, shipped: Shipped, trail: readonly string[]): CardDocument {
  const name = String(valueAt(file.content, ['extends']));
  const refuse = (message: string) => invalidFile(file, KIND, [{ place: file.place(['extends']), message }]);
  const compiled = shipped.card(name);
  if (compiled !== undefined) return compiled.document;
  const path = isAbsolute(name) ? name : join(dirname(file.path), name);
  if (!exists(path)) {
    const meant = didYouMean(...nearest(name, shipped.cardIds()));
    const hint = meant === undefined ? '' : `; ${meant}`;
    throw refuse(`there is no card called "${name}", and no file or folder of that name beside this one${hint}`);
  }
  const head = headOf(path);
  if (trail.includes(head)) throw refuse(`the cards extend each other in a circle: "${name}" leads back to this one`);
  return load(path, shipped, trail).document;
}

function headOf(path: string): string {
  return resolve(isFolder(path) ? join(path, HEAD) : path);
}

function partsOf(path: string, overlay: boolean): Part[] {
  const names = isFolder(path) ? yamlFilesOf(path).filter((name) => name !== HEAD) : [];
  return names.map((name) => {
    const file = parse(join(path, name));
    return {
      file,
      content: overlay ? readDocument(file, { overlayPartSchema }, KIND) : readDocument(file, { cardPartSchema }, KIND),
    };
  });
}

function load(path: string, shipped: Shipped, trail: readonly string[]): CompiledCard {
  const file = parse(isFolder(path) ? join(path, HEAD) : path);
  return assemble(path, file, shipped, [...trail, headOf(path)]);
}

function assemble(path: string, file: YamlFile, shipped: Shipped, trail: readonly string[]): CompiledCard {
  const overlay = valueAt(file.content, ['extends']) !== undefined;
  const content = overlay ? readDocument(file, { overlaySchema }, KIND) : readDocument(file, { cardSchema }, KIND);
  const others = partsOf(path, overlay);
  const base = overlay ? baseOf(file, shipped, trail) : undefined;
  const { extends: _, models: __, ...head } = content;
  const defaults = head.defaults ?? base?.defaults;
  const merged = merge([{ file, content }, ...others], base);
  if (Object.keys(merged.models ?? {}).length === 0) {
    throw invalidFile(file, KIND, [{ place: file.place(['models']), message: 'the card has no models' }]);
  }
  const document = { ...head, ...(defaults === undefined ? {} : { defaults }), ...merged };
  return { document, sha256: sha256(document) };
}

/**
 * A card from a file, or from a folder of files of which `card.yaml` names it; an overlay is resolved against its base,
 * one of `shipped` or another file. Throws `invalidFile` with every fault of the first file that has any, or the problem
 * of a file that cannot be read.
 */
export function loadCardFile(path: string, shipped: Shipped = NONE_SHIPPED): CompiledCard {
  return load(path, shipped, []);
}

/** A card from the text of one file that is, or will be, at `path`. Throws like `loadCardFile`. */
export function loadCardText(text: string, path: string, shipped: Shipped): CompiledCard {
  return assemble(path, parseYaml(text, path, KIND), shipped, [resolve(path)]);
}
