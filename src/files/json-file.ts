import { JsonFault, parseJson } from '../domain/parse-json.ts';
import { invalidFile, parseYaml, type YamlFile } from './yaml-file.ts';

function placeAt(text: string, offset: number) {
  const before = text.slice(0, offset).split(/\r?\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/**
 * A JSON file with every number exact. The slow reader, which knows places, is asked only when something is wrong.
 * Throws `invalidFile` at the place where the text stops being JSON.
 */
export function jsonFile(text: string, path: string, kind: string): YamlFile {
  const lines = text.split(/\r?\n/);
  try {
    const content = parseJson(text);
    return { path, lines, content, place: (at, part) => parseYaml(text, path, kind).place(at, part) };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw invalidFile({ path, lines }, kind, [{ place: placeAt(text, error.offset), message: error.message }]);
  }
}
