import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { problem } from '../domain/problem.ts';

const PATTERN = /[*?]/;

/** A part of a path with * and ? as an expression; a name that starts with a point is matched by one that does. */
function expressionOf(part: string): RegExp {
  const escaped = part
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  return new RegExp(`^${part.startsWith('.') ? '' : '(?!\\.)'}${escaped}$`);
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** All that lies below a folder, at any depth, for `**`. */
function below(folder: string): string[] {
  const folders = entriesOf(folder).filter((each) => each.isDirectory() && !each.name.startsWith('.'));
  return [folder, ...folders.flatMap(({ name }) => below(join(folder, name)))];
}

function matching(folder: string, parts: readonly string[]): string[] {
  const [part, ...rest] = parts;
  if (part === undefined) return [folder];
  if (part === '**') return below(folder).flatMap((each) => matching(each, rest));
  if (!PATTERN.test(part)) {
    const path = folder === '' ? part : `${folder === '/' ? '' : folder}/${part}`;
    return existsSync(path) ? matching(path, rest) : [];
  }
  const fits = expressionOf(part);
  const found = entriesOf(folder).filter(
    (each) => fits.test(each.name) && (rest.length === 0 ? !each.isDirectory() : true),
  );
  return found.flatMap(({ name }) => matching(folder === '' ? name : join(folder, name), rest));
}

/** Paths with the patterns among them replaced by the files they match, in order. Throws `fileMissing` for one that matches none. */
export function filesNamed(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (!PATTERN.test(path) || existsSync(path)) return [path];
    const parts = path.split('/').filter((part, index) => part !== '' || index === 0);
    const found = parts[0] === '' ? matching('/', parts.slice(1)) : matching('', parts);
    if (found.length === 0) throw problem('fileMissing', path);
    return [...new Set(found)].sort();
  });
}
