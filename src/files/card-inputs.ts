import { readdirSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { exists, isFolder, readText } from './text-file.ts';

const YAML = /\.ya?ml$/;
const HEAD = 'card.yaml';

/** Read without the YAML reader, which is not loaded for this: the key stands on a line of its own. */
const EXTENDS = /^["']?extends["']?\s*:\s*(?:"([^"]*)"|'([^']*)'|([^#\r\n]*?))\s*(?:#.*)?$/m;

function baseOf(head: string): string | undefined {
  const found = EXTENDS.exec(readText(head, 'a card file'));
  const name = found?.[1] ?? found?.[2] ?? found?.[3];
  if (name === undefined || name === '') return undefined;
  return isAbsolute(name) ? name : join(dirname(head), name);
}

/** The files that a rate card at a path is read from: of a folder all its YAML, of an overlay those of its base too. */
export function cardInputs(path: string, known: ReadonlySet<string> = new Set()): string[] {
  if (!exists(path) || known.has(resolve(path))) return [];
  const files = isFolder(path)
    ? readdirSync(path)
        .filter((name) => YAML.test(name))
        .map((name) => join(path, name))
    : [path];
  const head = isFolder(path) ? join(path, HEAD) : path;
  const base = YAML.test(head) && exists(head) && !isFolder(head) ? baseOf(head) : undefined;
  return base === undefined ? files : [...files, ...cardInputs(base, new Set([...known, resolve(path)]))];
}
