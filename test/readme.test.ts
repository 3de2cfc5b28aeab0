import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { STARTER_BUDGET } from '../src/commands/starter-budget.ts';
import { CASES } from './golden/cases.ts';
import { PUBLISHED } from './support/pricing.ts';

const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'src/README.md', 'pricing/README.md'].concat(
  readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
);
const MOST_OF_README = 12_000;

const texts = new Map(PAGES.map((page) => [page, readFileSync(page, 'utf8')]));
const blocks = [...texts].flatMap(([page, text]) =>
  [...text.matchAll(/<!-- golden: ([\w-]+) -->\n```console\n([\s\S]*?)```/g)].map(
    ([, name = '', block = '']) => [`${page}: ${name}`, name, block] as const,
  ),
);

describe('output on a page is what the program prints', () => {
  test('there is some', () => {
    expect(blocks.length).toBeGreaterThan(0);
  });

  test.each(blocks)('%s', (_, name, block) => {
    expect(CASES[name]).toBeDefined();
    const golden = readFileSync(`test/golden/${name}.txt`, 'utf8');
    // What is said aside, on standard error, a page may leave to the run.
    const stdout = golden.replace(/(--- stderr ---\n[\s\S]*)?--- exit \d ---\n$/, '');
    // A hash is of the card of one day: a page that writes one out is untrue with the next price, so it writes none.
    expect(block).toBe(stdout);
  });
});

/** Files that a page shows whole: what it says about them is said about these. */
const files = [...texts].flatMap(([page, text]) =>
  [...text.matchAll(/<!-- file: ([\w./-]+) -->\n```yaml\n([\s\S]*?)```/g)].map(
    ([, path = '', block = '']) => [page, path, block] as const,
  ),
);

test.each(files)('%s shows %s as it is', (_, path, block) => {
  expect(block).toBe(readFileSync(path, 'utf8'));
});

test('the profile and the budget of the first page are among them, and the starter is what init writes', () => {
  expect(files.map(([, path]) => path).sort()).toEqual([
    'fixtures/budgets/readme.yaml',
    'fixtures/profiles/readme.yaml',
  ]);
  expect(readFileSync('fixtures/budgets/starter.yaml', 'utf8')).toBe(STARTER_BUDGET);
});

test('the page of prices names every provider of the published card, and no other', () => {
  const [, named = ''] = /is what ([^;]+?) publish, with/.exec(texts.get('docs/prices.md') ?? '') ?? [];
  expect(named.split(/,\s+|\s+and\s+/)).toEqual(
    [...PUBLISHED.providers.values()].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
  );
});

test('every command the pages show exists', () => {
  const declarations = readdirSync('src').filter((name) => /^program.*\.ts$/.test(name));
  const known = declarations
    .flatMap((name) => [...readFileSync(join('src', name), 'utf8').matchAll(/new Command\('([a-z]+)'\)/g)])
    .map((match) => match[1] ?? '');
  expect(known.length).toBeGreaterThan(5);
  const shown = [...texts.values()].flatMap((text) => [...text.matchAll(/^(?:npx )?tokencost ([a-z]+)/gm)]);
  expect(shown.length).toBeGreaterThan(5);
  expect(shown.map(([, name = '']) => name).filter((name) => !known.includes(name))).toEqual([]);
});

/** Links between pages, and code spans of the map and of CONTRIBUTING that name a place of the repository. */
const links = [...texts].flatMap(([page, text]) =>
  [...text.matchAll(/\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => [page, target] as const),
);

test.each(links)('%s links to %s, which exists', (page, target) => {
  expect(existsSync(join(dirname(page), target))).toBe(true);
});

const places = ['CONTRIBUTING.md', 'src/README.md'].flatMap((page) =>
  [
    ...(texts.get(page) ?? '').matchAll(
      /`((?:src|test|pricing|docs|fixtures|scripts|domain|engine|decision|answers|files|usage|output|commands)\/[\w./-]*)`/g,
    ),
  ].map(([, place = '']) => [page, place] as const),
);

test.each(places)('%s names %s, which exists', (page, place) => {
  expect([place, join(dirname(page), place)].some((each) => existsSync(each))).toBe(true);
});

test('the first page is short enough to be read to its end', () => {
  expect(Buffer.byteLength(readFileSync('README.md'))).toBeLessThanOrEqual(MOST_OF_README);
});
