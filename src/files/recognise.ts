import { problem } from '../domain/problem.ts';
import { jsonFile } from './saved-result.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

/** What a file is, by what stands in it. */
export type Recognised =
  | { readonly kind: 'card' }
  | { readonly kind: 'profile' }
  | { readonly kind: 'result'; readonly command: string; readonly file: YamlFile };

const CARD_KEYS = ['models', 'extends', 'providers'];

function fileOf(text: string, path: string): YamlFile {
  return text.trimStart().startsWith('{') ? jsonFile(text, path) : parseYaml(text, path, 'file to compare');
}

/** A profile, a card or a saved result, by its keys. Throws `notComparable` for anything else, `invalidFile` for none. */
export function recognise(text: string, path: string): Recognised {
  const file = fileOf(text, path);
  const { content } = file;
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
    const has = (key: string) => Object.hasOwn(content, key);
    const { command } = content as { command?: unknown };
    if (has('schemaVersion') && typeof command === 'string') return { kind: 'result', command, file };
    if (has('workloads')) return { kind: 'profile' };
    if (CARD_KEYS.some(has)) return { kind: 'card' };
  }
  throw problem('notComparable', path, 'it is no profile (workloads), no card (models) and no saved result (command)');
}
