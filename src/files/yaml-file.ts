import { onOneLine } from '../domain/line-text.ts';
import type { OddKey } from '../domain/parse-json.ts';
import { Problem } from '../domain/problem.ts';

/** A place in a file, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A complaint about a file: where, and what in words. */
export interface Fault {
  readonly place: Place;
  readonly message: string;
}

export type Path = readonly (string | number)[];

/** A YAML file read as text throughout: `6.25` stays "6.25", so no price ever passes through a float. */
export interface YamlFile {
  readonly path: string;
  readonly content: unknown;
  /** Where a value stands; where its key stands with `'key'`. The nearest parent when it is missing. */
  place(path: Path, part?: 'key' | 'value'): Place;
  readonly lines: readonly string[];
}

/** A key that cannot be read as it is meant, and where it stands: its second, where it is given twice. */
export type OddKeyAt = Pick<OddKey, 'fault'> & { readonly path: Path; readonly place: Place };

/** More than this at once tells nobody anything. */
const MOST_FAULTS = 20;
const LONGEST_EXCERPT = 100;

/** Complaints in the order of the file, each said once. */
function distinct(faults: readonly Fault[]): Fault[] {
  const byText = new Map(faults.map((fault) => [`${fault.place.line}:${fault.place.column} ${fault.message}`, fault]));
  return [...byText.values()].sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
}

/** The text of every complaint about one file: place, excerpt, explanation. */
export function invalidFile(file: Pick<YamlFile, 'path' | 'lines'>, kind: string, faults: readonly Fault[]): Error {
  const shown = distinct(faults);
  const path = onOneLine(file.path);
  const blocks = shown.slice(0, MOST_FAULTS).map(({ place, message }) => {
    const excerpt = file.lines[place.line - 1] ?? '';
    const quoted = excerpt.trim() === '' ? '' : `\n    ${place.line} | ${excerpt.slice(0, LONGEST_EXCERPT)}`;
    return `  ${path}:${place.line}:${place.column} ${onOneLine(message)}${quoted}`;
  });
  const rest = shown.length - blocks.length;
  const more = rest === 0 ? [] : [`  and ${rest} more`];
  const text = [`${path} is not a valid ${kind}.`, ...blocks, ...more].join('\n');
  const details = shown.map(({ place, message }) => ({
    file: file.path,
    ...place,
    message,
    excerpt: file.lines[place.line - 1] ?? '',
  }));
  return new Problem('invalidFile', text, '', details);
}

/** What stands at a path of the content of a file; undefined where nothing does. */
export function valueAt(content: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    const own = typeof value === 'object' && value !== null && Object.hasOwn(value, step);
    return own ? (value as Record<string | number, unknown>)[step] : undefined;
  }, content);
}
