import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import * as zod from 'zod';
import { parseYaml } from '../../src/files/parse-yaml.ts';
import * as quick from '../../src/files/quick-zod.ts';
import fc from '../support/laws.ts';

interface Schema {
  safeParse(value: unknown): { readonly success: boolean; readonly data?: unknown };
}

const FOLDER = 'src/files/schemas';
const modules = readdirSync(FOLDER).map((file) => join(FOLDER, file));

function schemasOf(given: readonly Record<string, unknown>[]): Map<string, Schema> {
  const isSchema = ([, value]: [string, unknown]) => typeof (value as Partial<Schema>)?.safeParse === 'function';
  return new Map(given.flatMap((module) => Object.entries(module).filter(isSchema)) as [string, Schema][]);
}

/** Every schema that a module of the folder gives, by its name, with the face of zod in the place of zod. */
async function quickSchemas(): Promise<Map<string, Schema>> {
  const { outputFiles } = await build({
    stdin: { contents: modules.map((path) => `export * from './${path}';`).join('\n'), resolveDir: '.' },
    alias: { zod: './src/files/quick-zod.ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const folder = mkdtempSync(join(tmpdir(), 'tokencost-'));
  const path = join(folder, 'schemas.mjs');
  writeFileSync(path, outputFiles[0]?.text ?? '');
  const given = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  rmSync(folder, { recursive: true });
  return schemasOf([given]);
}

const slow = schemasOf(await Promise.all(modules.map((path) => import(resolve(path)))));
const fast = await quickSchemas();

/** What a schema makes of a value, its keys in their order; undefined where it takes none such. */
function read(schema: Schema | undefined, value: unknown): string | undefined {
  const result = schema?.safeParse(value);
  return result?.success === true ? JSON.stringify(result.data) : undefined;
}

function contentOf(path: string): unknown {
  try {
    return parseYaml(readFileSync(path, 'utf8'), path, 'file').content;
  } catch {
    return undefined;
  }
}

const contentsIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => contentOf(join(folder, name)))
    .filter((content) => content !== undefined);

const [ours, shipped] = [contentsIn('fixtures'), contentsIn('pricing')];

test('every schema of a file is built by both', () => {
  expect([...fast.keys()].toSorted()).toEqual([...slow.keys()].toSorted());
  expect(fast.size).toBeGreaterThan(50);
});

test('a file, and all that stands in it, is read by both to the same value or by neither', () => {
  const parts = (value: unknown): unknown[] => [
    value,
    ...(typeof value === 'object' && value !== null ? Object.values(value).flatMap(parts) : []),
  ];
  const each = new Map([...ours.flatMap(parts), ...shipped].map((part) => [JSON.stringify(part), part]));
  const different: string[] = [];
  const readable = new Set<string>();
  for (const [text, part] of each) {
    for (const [name, schema] of slow) {
      const known = read(schema, part);
      if (known !== undefined) readable.add(name);
      if (read(fast.get(name), part) !== known) different.push(`${name}: ${text}`);
    }
  }
  expect(different).toEqual([]);
  expect([...slow.keys()].filter((name) => !readable.has(name))).toEqual([]);
});

const OTHERS = [
  null,
  0,
  1.5,
  true,
  '',
  ' ',
  'x',
  'false',
  '-1',
  '5%',
  '500M',
  '2026-11-23',
  'é\u{301}',
  'a\nb',
  [],
  {},
];
const others = fc.oneof(
  fc.constantFrom<unknown>(...OTHERS),
  fc.string({ unit: 'binary' }),
  fc.dictionary(fc.string(), fc.constantFrom(...OTHERS), { maxKeys: 2 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A value with one place of it bent: another value there, a key or an item more, or one less. */
function bent(value: unknown, way: readonly number[], other: unknown): unknown {
  const [step, ...rest] = way;
  if (step === undefined || typeof value !== 'object' || value === null) return other;
  const keys = Object.keys(value);
  const key = keys[step % (keys.length + 1)];
  if (Array.isArray(value)) {
    const at = key === undefined ? value.length : Number(key);
    if (rest.length === 0 && step % 2 === 1) return value.toSpliced(at, 1);
    return value.toSpliced(at, 1, bent(value[at], rest, other));
  }
  if (key === undefined) return { ...value, [typeof other === 'string' ? other : 'more']: other };
  if (rest.length === 0 && step % 2 === 1)
    return Object.fromEntries(Object.entries(value).filter(([at]) => at !== key));
  return { ...value, [key]: bent((value as Record<string, unknown>)[key], rest, other) };
}

test('of a file that is bent somewhere, both say the same', () => {
  const ways = fc.array(fc.nat(40), { minLength: 1, maxLength: 6 });
  let [taken, refused] = [0, 0];
  fc.assert(
    fc.property(fc.constantFrom(...ours), ways, others, (content, way, other) => {
      const value = bent(content, way, other);
      for (const [name, schema] of slow) {
        if (!/Schema$/.test(name)) continue;
        const known = read(schema, value);
        if (known === undefined) refused += 1;
        else taken += 1;
        expect(read(fast.get(name), value), name).toBe(known);
      }
    }),
    { numRuns: 500 },
  );
  expect(taken).toBeGreaterThan(50);
  expect(refused).toBeGreaterThan(200);
});

describe('each word of zod that is known means what it means to zod', () => {
  type Library = typeof zod;
  const each: Record<string, (z: Library) => Schema> = {
    'an object of known keys': (z) =>
      z.strictObject({ a: z.string(), b: z.string().optional(), c: z.strictObject({}).optional() }),
    'one that is judged': (z) =>
      z.strictObject({ a: z.string().optional(), b: z.string().optional() }).refine(({ a, b }) => a !== b),
    'one that is judged at length': (z) =>
      z.strictObject({ a: z.string().optional() }).superRefine(({ a }, context) => {
        if (a === 'x') context.addIssue({ code: 'custom', message: 'no' });
      }),
    'one with more keys': (z) => z.strictObject({ a: z.string(), b: z.string() }).extend({ b: z.string().optional() }),
    'one with keys that may be left out': (z) => z.strictObject({ a: z.string(), b: z.string() }).partial({ a: true }),
    'a list': (z) => z.array(z.string()).min(1).max(2),
    'a list of a length': (z) => z.array(z.string()).length(2),
    'a pair': (z) => z.tuple([z.string(), z.literal('x')]),
    'a mapping': (z) => z.record(z.string().min(1), z.string()),
    'a mapping with a key for each word': (z) => z.record(z.enum(['a', 'b']), z.string()),
    'one word': (z) => z.literal('x').describe('a word'),
    'one word of several': (z) => z.enum(['x', 'a', '']).meta({ type: 'string' }),
    'one form of several': (z) => z.union([z.literal('x'), z.array(z.string()), z.record(z.string(), z.string())]),
    'a form that a key tells': (z) =>
      z.discriminatedUnion('a', [
        z.strictObject({ a: z.literal('x') }),
        z.strictObject({ a: z.literal('b'), b: z.string() }),
      ]),
    'text of a pattern and a length': (z) =>
      z
        .string()
        .regex(/^[a-zé]*$/)
        .max(3),
    'text that is checked': (z) =>
      z.string().check(({ value, issues }) => {
        if (value === 'x') issues.push({ code: 'custom', message: 'no', input: value });
      }),
  };
  const word = fc.constantFrom('a', 'b', 'c', 'x', '', 'xy', 'long', '__proto__', 'constructor');
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      word,
      others,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(word, tie('value'), { maxKeys: 3 }),
    ),
  }));

  test.each(Object.entries(each))('%s', (_, schema) => {
    const [known, tried] = [schema(zod), schema(quick as unknown as Library)];
    const alike = fc.property(value, (given) => {
      expect(read(tried, given)).toBe(read(known, given));
    });
    fc.assert(alike, { numRuns: 1_000 });
  });

  test('what may be left out is not judged after that: zod would judge that nothing is there', () => {
    expect(() =>
      quick
        .string()
        .optional()
        .refine(() => true),
    ).toThrow(TypeError);
  });
});
