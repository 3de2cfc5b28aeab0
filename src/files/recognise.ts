import { Problem, problem } from '../domain/problem.ts';
import { jsonFile } from './json-file.ts';
import { parseYaml } from './parse-yaml.ts';
import type { YamlFile } from './yaml-file.ts';

/** What a file is, by what stands in it. */
export type Recognised =
  | { readonly kind: 'card' }
  | { readonly kind: 'profile' }
  | { readonly kind: 'result'; readonly command: string; readonly file: YamlFile };

const CARD_KEYS = ['models', 'extends', 'providers'];

const SAVED = 'saved result';

/** The file as JSON with exact numbers; undefined where it is YAML, which may look like it. */
function asJson(text: string, path: string): YamlFile | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return jsonFile(text, path, SAVED);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** A profile, a card or a saved result, by its keys. Throws `notComparable` for anything else, `invalidFile` for none. */
export function recognise(text: string, path: string): Recognised {
  const json = asJson(text, path);
  const { content } = json ?? parseYaml(text, path, 'file to compare');
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
    const has = (key: string) => Object.hasOwn(content, key);
    const { command } = content as { command?: unknown };
    if (has('schemaVersion') && typeof command === 'string')
      return { kind: 'result', command, file: json ?? jsonFile(text, path, SAVED) };
    if (has('workloads')) return { kind: 'profile' };
    if (CARD_KEYS.some(has)) return { kind: 'card' };
  }
  throw problem('notComparable', path, 'it is no profile (workloads), no card (models) and no saved result (command)');
}
