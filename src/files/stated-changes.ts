import type { StatedChange } from '../domain/ground-change.ts';
import { parseYaml } from './parse-yaml.ts';

/** Keys by which one entry of a list is told from another. */
const NAMES = ['name', 'id', 'provider', 'model'];

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What an entry of a list is called, where no other of the list is called so; else its place, counted from 1. */
function entryNames(list: readonly unknown[]): string[] {
  const names = list.map((each) =>
    isFields(each) ? NAMES.map((key) => each[key]).find((name) => typeof name === 'string') : undefined,
  );
  return names.map((name, index) =>
    typeof name === 'string' && names.filter((each) => each === name).length === 1 ? name : String(index + 1),
  );
}

/** Every statement of a file by where it stands. */
function statements(value: unknown, at = ''): [at: string, value: string][] {
  if (Array.isArray(value)) {
    const names = entryNames(value);
    if (value.every((each) => typeof each === 'string')) return [[at, value.join(', ')]];
    return value.flatMap((each, index) => statements(each, `${at}[${names[index]}]`));
  }
  if (isFields(value)) {
    const entries = Object.entries(value);
    return entries.length === 0
      ? [[at, 'nothing']]
      : entries.flatMap(([key, each]) => statements(each, at === '' ? key : `${at}.${key}`));
  }
  return [[at, String(value)]];
}

/**
 * What two versions of a file state otherwise, in the order of the older and then of the newer. A file that says the same
 * in other words, such as comments or the order of its keys, states nothing else. Throws `invalidFile`.
 */
export function statedChanges(older: string, newer: string, path: string, kind: string): StatedChange[] {
  const [before, now] = [older, newer].map((text) => new Map(statements(parseYaml(text, path, kind).content)));
  const places = [...new Set([...(before?.keys() ?? []), ...(now?.keys() ?? [])])];
  return places.map((at) => ({ at, old: before?.get(at), new: now?.get(at) })).filter((each) => each.old !== each.new);
}
