import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plainYaml } from '../../src/files/plain-yaml.ts';
import { readWholeYaml } from '../../src/files/whole-yaml.ts';
import type { Path, Place } from '../../src/files/yaml-file.ts';
import fc from '../support/laws.ts';

const textsIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => [join(folder, name), readFileSync(join(folder, name), 'utf8')] as const);

const texts = ['fixtures', 'pricing', 'test/pricing'].flatMap(textsIn);

/** Every path into a content, and some that lead out of it. */
function pathsIn(content: unknown, path: Path = []): Path[] {
  const isList = Array.isArray(content);
  const inside = typeof content === 'object' && content !== null ? Object.entries(content) : [];
  const below = inside.flatMap(([key, value]) => pathsIn(value, [...path, isList ? Number(key) : key]));
  return [path, [...path, 'missing'], [...path, 7, 'missing'], ...below];
}

type Places = (path: Path, part: 'key' | 'value') => Place;

function told({ content, place }: { readonly content: unknown; readonly place: Places }): string {
  const places = pathsIn(content).map((path) => [place(path, 'key'), place(path, 'value')]);
  return JSON.stringify([content, places]);
}

const plainly = (text: string) => plainYaml(text.split(/\r?\n/));

/** What the library makes of a text; undefined where it refuses it. */
function byLibrary(text: string): string | undefined {
  try {
    const lines = text.split(/\r?\n/);
    const { content, place } = readWholeYaml(text, { path: 'a.yaml', lines }, 'file');
    return told({ content, place: (path, part) => place(path, part) });
  } catch {
    return undefined;
  }
}

/** Holds what is read plainly against the library; whether it was read. */
function alike(text: string): boolean {
  const read = plainly(text);
  if (read !== undefined) expect(told(read), text).toBe(byLibrary(text));
  return read !== undefined;
}

test('a file is read as the library reads it, its places too, or is left to it', () => {
  const left = texts.filter(([, text]) => !alike(text)).map(([path]) => path);
  const users = left.filter((path) => /^fixtures\/(?:profiles|portfolios|budgets|offers|proposals|case)\//.test(path));
  expect(users.map((path) => basename(path)).filter((name) => !name.startsWith('hostile-'))).toEqual([]);
});

test('lines may end as on Windows', () => {
  const [[, text] = ['', '']] = texts.filter(([path]) => path.endsWith('profiles/support.yaml'));
  expect(alike(text.replaceAll('\n', '\r\n'))).toBe(true);
});

const SIGNS = [
  ...' :-#{}[],\'"&*!|>%@~?\n\\.`=<',
  '  ',
  ': ',
  '- ',
  ' #',
  '\n  ',
  '\n- ',
  '...',
  '---',
  '<<',
  'a',
  '1',
  'é',
];
const signs = fc.constantFrom(...SIGNS);

test('so is a file that is bent somewhere', () => {
  const short = texts.map(([, text]) => text).filter((text) => text.length < 3_000);
  let read = 0;
  const bends = fc.array(fc.tuple(fc.nat(), fc.nat(3), signs), { minLength: 1, maxLength: 3 });
  const law = fc.property(fc.constantFrom(...short), bends, (text, each) => {
    let bent = text;
    for (const [at, length, sign] of each) {
      const from = at % (bent.length + 1);
      bent = bent.slice(0, from) + sign + bent.slice(from + length);
    }
    if (alike(bent)) read += 1;
  });
  fc.assert(law, { numRuns: 1_500 });
  expect(read).toBeGreaterThan(200);
});

test('and so is a file whose lines stand elsewhere', () => {
  const short = texts.map(([, text]) => text).filter((text) => text.length < 3_000);
  let read = 0;
  const law = fc.property(fc.constantFrom(...short), fc.nat(), fc.nat(6), fc.nat(2), (text, at, indent, kind) => {
    const lines = text.split('\n');
    const line = at % lines.length;
    const moved = `${' '.repeat(indent)}${lines[line]?.trimStart() ?? ''}`;
    const shape = [[moved], [], [moved, moved]][kind] ?? [];
    if (alike(lines.toSpliced(line, 1, ...shape).join('\n'))) read += 1;
  });
  fc.assert(law, { numRuns: 1_000 });
  expect(read).toBeGreaterThan(200);
});

test('and so is any short text of the signs of YAML', () => {
  let read = 0;
  const law = fc.property(
    fc.array(fc.oneof(signs, fc.constantFrom('a', 'b: ', 'c:', '\n', 'x y')), { maxLength: 9 }),
    (parts) => {
      if (alike(parts.join(''))) read += 1;
    },
  );
  fc.assert(law, { numRuns: 6_000 });
  expect(read).toBeGreaterThan(100);
});

describe('left to the library is', () => {
  test.each([
    ['a word on two lines', 'a: b\n  c\n'],
    ['a key twice', 'a: b\na: c\n'],
    ['a key that JavaScript keeps', '__proto__: b\n'],
    ['a merge key', '<<: b\n'],
    ['an anchor', 'a: &b c\n'],
    ['an alias', 'a: *b\n'],
    ['a block of text', 'a: |\n  b\n'],
    ['a key without a value', 'a:\n'],
    ['a flow mapping on two lines', 'a: { b: c,\n  d: e }\n'],
    ['a tab', 'a:\tb\n'],
    ['an escape', 'a: "b\\n"\n'],
    ['a second document', 'a: b\n---\na: c\n'],
    ['nothing', '# nothing\n'],
    ['brackets without end', `a: ${'['.repeat(50_000)}\n`],
    ['what is deeper than anybody writes', Array.from({ length: 60 }, (_, at) => `${' '.repeat(at)}a:\n`).join('')],
  ])('%s', (_, text) => {
    expect(plainly(text)).toBeUndefined();
  });
});
