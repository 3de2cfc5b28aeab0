import { join } from 'node:path';
import type { CardPath } from '../domain/card-finding.ts';
import { parseYaml } from './parse-yaml.ts';
import type { CardDocument } from './schemas/card-schema.ts';
import { isFolder, readText, yamlFilesOf } from './text-file.ts';
import { type Place, valueAt, type YamlFile } from './yaml-file.ts';

/** Where something of a card was written down. */
export interface CardPlace extends Place {
  readonly file: string;
  /** The line as it stands in the file. */
  readonly excerpt: string;
}

function cardFiles(path: string): YamlFile[] {
  const paths = isFolder(path) ? yamlFilesOf(path).map((name) => join(path, name)) : [path];
  return paths.map((each) => parseYaml(readText(each, 'a card file'), each, 'rate card'));
}

interface Dated {
  readonly from: unknown;
}

/** The path inside a file of what stands at `at` on the resolved card: an overlay numbers only rates of its own. */
function ownPath(content: unknown, document: CardDocument, at: CardPath): CardPath | undefined {
  const [models, model, rates, index, ...rest] = at;
  if (rates !== 'rates' || typeof index !== 'number') return valueAt(content, at) === undefined ? undefined : at;
  const from = document.models?.[String(model)]?.rates?.[index]?.from;
  const own = valueAt(content, ['models', String(model), 'rates']) as readonly Dated[] | undefined;
  const found = own?.findIndex((rate) => rate.from === from) ?? -1;
  return found < 0 ? undefined : [models as string, model as string, rates, found, ...rest];
}

/** Finds the place of what stands at a path of a resolved card; undefined where its files do not hold it. */
export type PlaceOf = (at: CardPath) => CardPlace | undefined;

function placesIn(files: readonly YamlFile[], document: CardDocument): PlaceOf {
  return (at) => {
    const file = files.find(({ content }) => valueAt(content, at.slice(0, 2)) !== undefined);
    const own = file === undefined ? undefined : ownPath(file.content, document, at);
    if (file === undefined || own === undefined) return undefined;
    const place = file.place(own);
    return { ...place, file: file.path, excerpt: file.lines[place.line - 1] ?? '' };
  };
}

/**
 * The places of a card that was loaded from `path`, a file or a folder, and resolved to `document`. What lies deeper
 * than the file goes has the place of the nearest parent; what no file of the path holds, an inherited rate among it,
 * has none.
 */
export function cardPlaces(path: string, document: CardDocument): PlaceOf {
  return placesIn(cardFiles(path), document);
}

/** The same for a card of one file whose text is at hand. */
export function textPlaces(text: string, path: string, document: CardDocument): PlaceOf {
  return placesIn([parseYaml(text, path, 'rate card')], document);
}
