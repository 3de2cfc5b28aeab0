import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What each folder may import: other folders of src, and packages. `node:` stands for all of Node's own modules. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: ['domain'],
  engine: ['engine', 'domain'],
  decision: ['decision', 'domain', 'engine'],
  answers: ['answers', 'domain', 'zod'],
  output: ['output', 'domain', 'cli-table3', 'chalk'],
  'output/pictures': ['output', 'domain', '@observablehq/plot'],
  'output/xlsx': ['output', 'domain', 'engine', 'decision', 'hucre/xlsx', 'fflate'],
  report: ['report', 'domain', 'engine', 'decision', 'output'],
  files: ['files', 'domain', 'answers', 'node:', 'yaml', 'zod'],
  usage: ['usage', 'domain', 'files', 'node:', 'csv-parse', 'csv-parse/sync', '@duckdb/node-api'],
  commands: [
    'commands',
    'domain',
    'engine',
    'decision',
    'answers',
    'output',
    'report',
    'files',
    'usage',
    'node:',
    'highs',
    'mathjs/number',
  ],
  'main.ts': ['domain', 'commands', 'commander', 'program.ts'],
  'program.ts': [
    'commands',
    'commander',
    'program-cards.ts',
    'program-import.ts',
    'program-audit.ts',
    'program-compare.ts',
    'program-options.ts',
    'program-strict.ts',
  ],
  'program-import.ts': ['commands', 'commander', 'program-options.ts'],
  'program-compare.ts': ['commands', 'commander', 'program-options.ts'],
  'program-audit.ts': ['commands', 'commander', 'program-options.ts'],
  'program-cards.ts': ['commands', 'commander', 'program-options.ts'],
  'program-options.ts': ['commands', 'commander'],
  'program-strict.ts': ['domain', 'commands', 'commander', 'program-defaults.ts', 'program-options.ts'],
  'program-defaults.ts': ['domain', 'commands', 'commander'],
  library: ['library', 'domain', 'decision', 'answers', 'files', 'output', 'commands', 'node:'],
  'api.ts': ['library', 'domain', 'engine', 'decision'],
};

interface SourceFile {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
}

/** The folder whose rule holds: sheets of a workbook and pictures may know the libraries that write them. */
const folderOf = (path: string) =>
  ['output/xlsx', 'output/pictures'].find((folder) => path.startsWith(`${folder}/`)) ?? path.split('/')[0] ?? '';

const sources: SourceFile[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, folder: folderOf(path), text: readFileSync(join('src', path), 'utf8') }));

/** Where an import statement leads: a folder of src, a package, or `node:`. */
function targets({ path, text }: SourceFile): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '');
  const found = [...code.matchAll(/(?:\bfrom |^import |\bimport\()'([^'\n]+)'/gm)].map((match) => match[1] ?? '');
  return found.map((target) => {
    if (target.startsWith('node:')) return 'node:';
    if (!target.startsWith('.')) return target;
    return join(path, '..', target).split('/')[0] ?? '';
  });
}

describe('a file imports only what its folder may', () => {
  test.each(sources.map((source) => [source.path, source] as const))('%s', (_, source) => {
    const allowed = MAY_IMPORT[source.folder];
    expect(allowed, `${source.folder} has no rule`).toBeDefined();
    expect(targets(source).filter((target) => !allowed?.includes(target))).toEqual([]);
  });
});

test('answers know the library of schemas by its types alone: to write one, nothing of it is loaded', () => {
  const answers = sources.filter(({ folder }) => folder === 'answers');
  const loading = answers.filter(({ text }) => /^import (?!type ).*'zod'/m.test(text) || /import\('zod'\)/.test(text));
  expect(answers.length).toBeGreaterThan(5);
  expect(loading.map(({ path }) => path)).toEqual([]);
});

test('the table is held against real imports: a forbidden one is found', () => {
  const seeded: SourceFile = { path: 'engine/x.ts', folder: 'engine', text: "import { box } from '../output/box.ts';" };
  expect(targets(seeded)).toEqual(['output']);
});

/** The files of `src` that each file imports, types included. */
const imported = new Map(
  sources.map(({ path, text }) => {
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '');
    const found = [...code.matchAll(/(?:\bfrom |^import |\bimport\()'(\.[^'\n]+)'/gm)];
    return [path, found.map(([, target = '']) => join(path, '..', target))] as const;
  }),
);

/** A way from a file back to itself, or undefined. */
function circle(imports: ReadonlyMap<string, readonly string[]>, start: string): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const path of queue) {
    for (const next of imports.get(path) ?? []) {
      if (next === start) {
        const way = [start];
        for (let at: string | undefined = path; at !== undefined; at = cameFrom.get(at)) way.unshift(at);
        return way;
      }
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, path);
      queue.push(next);
    }
  }
  return undefined;
}

test('no import goes in a circle, types included', () => {
  expect(sources.map(({ path }) => circle(imported, path)).filter((way) => way !== undefined)).toEqual([]);
  const seeded = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['b']],
  ]);
  expect([circle(seeded, 'a'), circle(seeded, 'b')]).toEqual([undefined, ['b', 'c', 'b']]);
});

/** The code that may import from `src`: itself, its tests, and the scripts that build it. */
const readers = ['src', 'test', 'scripts', 'bin'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.m?[jt]s$/.test(path))
    .map((path) => ({ path: join(root, path), text: readFileSync(join(root, path), 'utf8') })),
);

/** The names that a file takes from others; of a file that is loaded when called, all words that stand where it is loaded. */
function takenNames({ path, text }: { readonly path: string; readonly text: string }): string[] {
  const at = (target: string) => join(path, '..', target);
  const plain = [...text.matchAll(/(?:import|export) (?:type )?\{([^}]*)\}\s*from '(\.[^'\n]+)'/g)].flatMap(
    ([, names = '', target = '']) =>
      names.split(',').map((name) => `${at(target)} ${name.replace(/^\s*type |\bas .*/g, '').trim()}`),
  );
  const opened = [...text.matchAll(/(?:\bimport\(\s*|import \* as \w+ from )'(\.[^'\n]+)'/g)].map(([, to = '']) =>
    at(to),
  );
  // What a script hands to a bundler by its path.
  const bundled = [...text.matchAll(/'(src\/[^'\n]+\.ts)'/g)].map(([, to = '']) => to);
  const words = opened.length + bundled.length === 0 ? [] : [...new Set(text.match(/\w+/g))];
  return [...plain, ...[...opened, ...bundled].flatMap((to) => words.map((word) => `${to} ${word}`))];
}

/** Names that a file gives and nobody takes. A type may be there for what the file itself says with it. */
function untaken(files: readonly SourceFile[], taken: ReadonlySet<string>): string[] {
  return files.flatMap(({ path, text }) => {
    const given = [...text.matchAll(/^export (?:async )?(function\*?|const|class|type|interface) (\w+)/gm)];
    return given.flatMap(([, kind = '', name = '']) => {
      const said = [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length > 1;
      const stands = /^(?:type|interface)$/.test(kind) && said;
      return stands || taken.has(`${join('src', path)} ${name}`) ? [] : [`${path} ${name}`];
    });
  });
}

test('what a file gives is taken by another, or is a type that its own functions speak of', () => {
  const taken = new Set(readers.flatMap(takenNames));
  expect(untaken(sources, taken)).toEqual([]);
  const seeded = { path: 'x.ts', folder: '', text: 'export const used = 1;\nexport interface Alone {}\n' };
  expect(untaken([seeded], new Set(['src/x.ts used']))).toEqual(['x.ts Alone']);
});

test('the engine, the decision and the domain see no clock, no environment and no float parsing', () => {
  const pure = sources.filter(({ folder }) => ['domain', 'engine', 'decision'].includes(folder));
  const impure = /\bDate\.now\b|new Date\(\)|process\.|Math\.random|parseFloat|\bconsole\./;
  expect(pure.filter(({ text }) => impure.test(text)).map(({ path }) => path)).toEqual([]);
});

test('no price, discount or threshold is a literal outside pricing', () => {
  const literal = /\b(?:50_?000|100_?000|272_?000|200_?000|0\.5|0\.1|1\.25|1058\.94)\b/;
  const code = sources.map(({ path, text }) => ({
    path,
    code: text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(['"`])(?:\\.|(?!\1)[\s\S])*?\1/g, "''"),
  }));
  expect(code.filter((file) => literal.test(file.code)).map(({ path }) => path)).toEqual([]);
});

test('a workbook takes of engine and decision the rules that are written over an arithmetic, and what a rate says', () => {
  const SAYS = ['leverRules', 'usualTtl', 'statedOver', 'unpricedReason'];
  const taken = sources
    .filter(({ folder }) => folder === 'output/xlsx')
    .flatMap(({ path, text }) =>
      [...text.matchAll(/import \{([^}]*)\} from '([^']*\/(?:engine|decision)\/[^']*)'/g)].flatMap(
        ([, names = '', target = '']) =>
          names
            .split(',')
            .flatMap((name) => (name.trim() === '' ? [] : [[name.trim(), join(path, '..', target)] as const])),
      ),
    );
  const isRule = (name: string, home: string) =>
    new RegExp(`export function ${name}<[^>]*>\\(\\s*by: (?:Pick<)?Arithmetic<`).test(
      sources.find(({ path }) => path === home)?.text ?? '',
    );
  expect(taken.length).toBeGreaterThan(10);
  expect(taken.filter(([name, home]) => !SAYS.includes(name) && !isRule(name, home))).toEqual([]);
});

test('what is printed is computed in the answer: pages import no arithmetic, cells of a workbook apart', () => {
  const ARITHMETIC =
    /\b(?:add|subtract|multiply|divide|negate|shift|sum|plus|minus|portion|times|per|ratio|complement|discountFactor|charge)\b/;
  const exact = /import (?:type )?\{([^}]*)\} from '[^']*domain\/(?:exact|units)\.ts'/g;
  const imports = (text: string) => [...text.matchAll(exact)].map((match) => match[1] ?? '');
  const pages = sources.filter(({ path }) => path.startsWith('output/') && path !== 'output/xlsx/functions.ts');
  const found = pages.filter(({ text }) => imports(text).some((names) => ARITHMETIC.test(names)));
  expect(found.map(({ path }) => path)).toEqual([]);
  expect(imports("import { plus, type Usd } from '../domain/units.ts';").some((names) => ARITHMETIC.test(names))).toBe(
    true,
  );
});

test('an exact amount becomes a float where it is a place in a picture, and nowhere else that writes', () => {
  const floats = /import \{[^}]*\b(?:approximately|statistic)\b[^}]*\} from '[^']*domain\/(?:exact|statistic)\.ts'/;
  const found = sources.filter(({ folder, text }) => /^output(?!\/xlsx)/.test(folder) && floats.test(text));
  expect(new Set(found.map(({ path }) => path.split('/')[1]))).toEqual(new Set(['pictures']));
});

test('a law takes its cases from the one place that gives every run of the tests the same', () => {
  const tests = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const library = /^(?:import|export) .*'fast-check';$/m;
  expect(tests.filter((file) => library.test(readFileSync(join('test', file), 'utf8')))).toEqual(['support/laws.ts']);
});

test('there is no folder of odds and ends and no barrel beside the public face', () => {
  expect(sources.map(({ path }) => path).filter((path) => /utils|helpers|(^|\/)index\.ts$/.test(path))).toEqual([]);
});

test('a meter is named by few files beside its table: a new one is a row, and what really differs about it', () => {
  const naming = sources.filter(({ text }) => /\bcacheStorage\b/.test(text)).map(({ path }) => path);
  expect(naming.toSorted()).toEqual([
    'answers/cards-show.ts',
    // The key of a profile, which a check tries without.
    'decision/stated/idle.ts',
    'domain/meter.ts',
    'engine/quantities.ts',
    'files/card.ts',
    'files/profile-file.ts',
    'files/schemas/card-schema.ts',
    'files/schemas/profile-schema.ts',
    'output/xlsx/lines-sheet.ts',
    'output/xlsx/meters.ts',
  ]);
});

test.each(readdirSync('src/decision'))('the map of the house says what decision/%s is about', (folder) => {
  expect(readFileSync('src/README.md', 'utf8')).toContain(`decision/${folder}/`);
});
