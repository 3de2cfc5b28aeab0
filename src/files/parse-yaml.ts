import { plainYaml } from './plain-yaml.ts';
import { readWholeYaml } from './whole-yaml.ts';
import { type Fault, invalidFile, type OddKeyAt, type YamlFile } from './yaml-file.ts';

/** The first line end that is a carriage return alone: to some readers of YAML the line goes on, to others it ends. */
function loneReturn(lines: readonly string[]): Fault | undefined {
  const at = lines.findIndex((line) => line.includes('\r'));
  if (at === -1) return undefined;
  const place = { line: at + 1, column: (lines[at] ?? '').indexOf('\r') + 1 };
  return { place, message: 'a carriage return stands alone here; save the file with the line ends of Unix or Windows' };
}

/**
 * Parses YAML (or JSON, which is YAML). Throws `invalidFile` on broken syntax, duplicate keys, or an empty file. With
 * `odd`, keys that cannot be read as they are meant go there instead, for a reader that takes the rest. The library of
 * YAML loads for what is written in another way than nearly every file is, or is wrong.
 */
export function parseYaml(text: string, path: string, kind: string, odd?: OddKeyAt[]): YamlFile {
  const lines = text.split(/\r?\n/);
  const lone = loneReturn(lines);
  if (lone !== undefined) throw invalidFile({ path, lines }, kind, [lone]);
  const { content, place } = plainYaml(lines) ?? readWholeYaml(text, { path, lines }, kind, odd);
  return { path, lines, content, place: (at, part = 'value') => place(at, part) };
}
