import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';

const FOLDER = 'docs/pictures';
const MOST_BYTES = 20_000;
/** Anything inside an element of SVG. */
const ANY_SVG =
  '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/2000/svg"><xs:element name="svg"><xs:complexType><xs:sequence><xs:any minOccurs="0" maxOccurs="unbounded" processContents="skip"/></xs:sequence><xs:anyAttribute processContents="skip"/></xs:complexType></xs:element></xs:schema>';
const names = readdirSync(FOLDER);
const textOf = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const entities = { '&apos;': "'", '&quot;': '"', '&lt;': '<', '&gt;': '>', '&amp;': '&' } as const;
const plain = (xml: string) =>
  xml.replace(/&(?:apos|quot|lt|gt|amp);/g, (each) => entities[each as keyof typeof entities]);

/** Pictures that a page shows, with the text in their place. */
const pages = ['README.md', ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []))];
const shown = pages.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/!\[([^\]]*)\]\((?:docs\/)?pictures\/([^)]+)\)/g)].map(
    ([, text = '', name = '']) => ({ page, text, name }),
  ),
);

test('the pictures are what the program draws today', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  try {
    execFileSync(process.execPath, ['scripts/pictures.mjs', folder]);
    expect(readdirSync(folder)).toEqual(names);
    for (const name of names) expect(textOf(name)).toBe(readFileSync(join(folder, name), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('each is shown by a page, and every one that is shown is there', () => {
  expect(names.length).toBeGreaterThan(5);
  expect([...new Set(shown.map(({ name }) => name))].toSorted()).toEqual(names);
});

test('a page gives the title of a picture, or how it begins, as the text in its place', () => {
  for (const { page, text, name } of shown) {
    const [, title = ''] = /<title>(.*?)<\/title>/.exec(textOf(name)) ?? [];
    expect(plain(title).startsWith(text) && text.length > 20, `${page}: ${name} says "${plain(title)}"`).toBe(true);
  }
});

describe.each(names)('%s', (name) => {
  test('is XML that is small, asks for nothing and runs nothing', async () => {
    const svg = textOf(name);
    const { valid, errors } = await validateXML({
      xml: [{ fileName: name, contents: svg }],
      extension: 'schema',
      schema: [ANY_SVG],
    });
    expect([valid, errors]).toEqual([true, []]);
    expect(Buffer.byteLength(svg)).toBeLessThan(MOST_BYTES);
    expect(svg.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|<script|href=|url\(/);
  });

  test('has what is drawn in words, and colours of light and of dark', () => {
    expect(textOf(name)).toMatch(/^<svg [^>]*role="img" aria-label="[^"]{20,}"/);
    expect(textOf(name)).toMatch(/--paper:#fff;.*prefers-color-scheme:dark/s);
  });
});
