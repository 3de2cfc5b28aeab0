import { dirname, isAbsolute, join, resolve } from 'node:path';
import { parseYaml } from './parse-yaml.ts';
import { isFolder, MOST_SAVED_MEGABYTES, readText, statOf, yamlFilesOf } from './text-file.ts';
import { valueAt } from './yaml-file.ts';

const HEAD = 'card.yaml';

/** The path of the card that a file extends; what ships is named by its id, which leads to no file. */
function baseOf(head: string): string | undefined {
  const text = readText(head, 'a card file', MOST_SAVED_MEGABYTES);
  // A saved result of many megabytes is not parsed for a key that it does not have.
  if (!text.includes('extends')) return undefined;
  const name = valueAt(parseYaml(text, head, 'rate card').content, ['extends']);
  if (typeof name !== 'string' || name === '') return undefined;
  return isAbsolute(name) ? name : join(dirname(head), name);
}

/** The path of the card that the card at a path extends; undefined where it extends none, or one that ships. */
export function cardBase(path: string): string | undefined {
  const head = isFolder(path) ? join(path, HEAD) : path;
  return statOf(head)?.isFile() === true ? baseOf(head) : undefined;
}

/**
 * The files that a rate card at a path is read from: of a folder all its YAML, of an overlay those of its base too.
 * Throws `invalidFile`, or the problem of a file that cannot be read.
 */
export function cardInputs(path: string, known: ReadonlySet<string> = new Set()): string[] {
  if (statOf(path) === undefined || known.has(resolve(path))) return [];
  const files = isFolder(path) ? yamlFilesOf(path).map((name) => join(path, name)) : [path];
  const base = cardBase(path);
  return base === undefined ? files : [...files, ...cardInputs(base, new Set([...known, resolve(path)]))];
}
