import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CardPath } from '../domain/card-finding.ts';
import { isFolder, readText } from './text-file.ts';
import { valueAt } from './validate.ts';
import { type Place, parseYaml, type YamlFile } from './yaml-file.ts';

/** Where something of a card was written down. */
export interface CardPlace extends Place {
  readonly file: string;
  /** The line as it stands in the file. */
  readonly excerpt: string;
}

function cardFiles(path: string): YamlFile[] {
  const names = isFolder(path) ? readdirSync(path).filter((name) => /\.ya?ml$/.test(name)) : undefined;
  const paths = names === undefined ? [path] : names.sort().map((name) => join(path, name));
  return paths.map((each) => parseYaml(readText(each, 'a card file'), each, 'rate card'));
}

/**
 * Finds the places of a card that was loaded from `path`, a file or a folder. What lies deeper than the file goes has
 * the place of the nearest parent; a model that no file of the path holds has none.
 */
export function cardPlaces(path: string): (at: CardPath) => CardPlace | undefined {
  const files = cardFiles(path);
  return (at) => {
    const file = files.find(({ content }) => valueAt(content, at.slice(0, 2)) !== undefined);
    if (file === undefined) return undefined;
    const place = file.place(at);
    return { ...place, file: file.path, excerpt: file.lines[place.line - 1] ?? '' };
  };
}
