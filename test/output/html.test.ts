import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import REPORTS from '../../scripts/reports.json' with { type: 'json' };
import type { Page } from '../../src/output/page.ts';
import { drawn } from '../../src/output/pictures/draw.ts';
import { html } from '../../src/output/render/html.ts';
import { fileOf } from '../support/folders.ts';
import fc from '../support/laws.ts';
import { run } from '../support/transcript.ts';

const MEGABYTE = 1_000_000;

const written = async (line: string, format: string) => {
  const argv = line.split(' ');
  return (await run([...argv, '--format', format, '--quiet'])).stdout;
};

const reports = await Promise.all(
  Object.entries(REPORTS).map(async ([name, line]) => [name, await written(line, 'html'), line] as const),
);

/** Names of elements and of attributes as they stand in the document. */
function markup(document: string) {
  const text = document.replace(/<script[\s\S]*?<\/script>/g, '');
  const tags = [...text.matchAll(/<([a-zA-Z][\w:-]*)((?:\s+[\w:-]+="[^"]*")*)\s*\/?>/g)];
  const attributes = tags.flatMap(([, , list = '']) => [...list.matchAll(/([\w:-]+)="/g)].map(([, name = '']) => name));
  return { elements: new Set(tags.map(([, name = '']) => name)), attributes: new Set(attributes) };
}

const ELEMENTS =
  /^(?:html|head|meta|title|style|body|main|h1|h2|p|ul|li|dl|dt|dd|div|table|thead|tbody|tr|th|td|br|span|pre|details|summary|footer|figure|figcaption|svg|g|path|rect|line|text|form|fieldset|legend|label|input|button|textarea)$/;
const ATTRIBUTES =
  /^(?:id|for|type|value|autocomplete|spellcheck|aria-describedby|hidden|readonly|rows|lang|xmlns|charset|http-equiv|content|name|class|role|tabindex|aria-label|aria-hidden|viewBox|width|height|x|y|x1|x2|y1|y2|d|transform|fill|stroke|stroke-width|stroke-opacity|stroke-dasharray|stroke-linecap|stroke-linejoin|stroke-miterlimit|font-family|font-size|font-variant|text-anchor)$/;

/** The scripts of a document that a browser would run. */
const scripts = (text: string) =>
  [...text.matchAll(/<script( type="application\/json" id="held")?>([\s\S]*?)<\/script>/g)]
    .filter(([, isData]) => isData === undefined)
    .map(([, , script = '']) => ({ script }));

const hashOf = (script: string) => `sha256-${createHash('sha256').update(script).digest('base64')}`;

/** What a reader reads, without markup. */
const read = (text: string) =>
  text
    .replace(/[\s\S]*<body>/, '')
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<[^>]+>/g, '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

describe.each(reports)('the report of %s', (_, text, line) => {
  test('is whole: every element that opens closes, and nothing stands in it unescaped', async () => {
    const { valid, errors } = await validateXML({
      xml: [{ fileName: 'report.xml', contents: text.replace('<!doctype html>\n', '') }],
      extension: 'schema',
      schema: [
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/1999/xhtml"><xs:element name="html"/></xs:schema>',
      ],
    });
    expect([valid, errors]).toEqual([true, []]);
  });

  test('loads nothing: its policy forbids it, and nothing in it asks', () => {
    expect(text).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; (?:script-src 'sha256-[^']+'; )?style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"\/>/,
    );
    expect(scripts(text).map(({ script }) => hashOf(script))).toEqual(
      [...text.matchAll(/script-src '([^']+)'/g)].map(([, hash]) => hash),
    );
    expect(text.indexOf('Content-Security-Policy')).toBeLessThan(text.indexOf('<style>'));
    const { elements, attributes } = markup(text);
    expect([...elements].filter((name) => !ELEMENTS.test(name))).toEqual([]);
    expect([...attributes].filter((name) => !ATTRIBUTES.test(name))).toEqual([]);
    const style = /<style>([\s\S]*?)<\/style>/.exec(text)?.[1] ?? '';
    expect(style).not.toMatch(/url\(|@import|expression|[<&]/);
  });

  test('is one file of less than a megabyte, in a language, with one title', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(MEGABYTE);
    expect(text).toMatch(/^<!doctype html>\n<html lang="en"/);
    expect(text.match(/<h1>/g)).toHaveLength(1);
    expect(/<title>(.+)<\/title>/.exec(text)?.[1]).toMatch(/ - tokencost$/);
  });

  test('has a name of its own for every table', () => {
    const names = [...text.matchAll(/role="region"[^>]*aria-label="([^"]*)"/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
  });

  test('is the page of the screen in the same words: no item of it is missing', async () => {
    const markdown = await written(line, 'markdown');
    const bare = (of: string) =>
      of
        .replace(/\\([\\`*_[\]|#~@])/g, '$1')
        .replaceAll('&lt;', '<')
        .replaceAll('&amp;', '&');
    const items = [...markdown.matchAll(/^ *- (.+)$/gm)].map(([, item = '']) => bare(item));
    const said = read(text).replace(/\s+/g, ' ');
    expect(items.length).toBeGreaterThan(1);
    // A mark of a legend stands apart from its meaning.
    const missing = items.filter((item) => !said.includes(item.replace(/^(\*|\( \)|-) +/, '').replace(/\s+/g, ' ')));
    expect(missing).toEqual([]);
  });
});

test('what asks for a script is estimates alone', () => {
  const live = reports.filter(([, text]) => scripts(text).length > 0).map(([name]) => name);
  expect(live).toEqual(['estimate', 'portfolio', 'months', 'hostile']);
});

test('text from anywhere stays text, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('<', '"', "'", '&', '</style>', '<!--'),
      (name, mark) => {
        const hostile = `${mark}${name}${mark}`;
        const page: Page = [
          { heading: hostile, level: 'title', blocks: [{ kind: 'text', lines: [hostile] }] },
          {
            heading: hostile,
            folded: true,
            blocks: [
              {
                kind: 'table',
                table: { head: ['', hostile], rows: [[hostile, [{ text: hostile, tone: 'bad' }]]], folded: hostile },
              },
              {
                kind: 'picture',
                picture: {
                  title: hostile,
                  alt: hostile,
                  chart: {
                    kind: 'bars',
                    rows: [{ name: hostile, shown: hostile, amount: 1, hue: hostile }],
                    hues: [hostile, 'b'],
                  },
                  data: { head: [hostile], rows: [[hostile]] },
                  isSaid: false,
                },
              },
              { kind: 'items', items: [hostile] },
              { kind: 'tree', branches: [{ text: hostile, mark: '+', under: [{ text: hostile }] }] },
              { kind: 'legend', lines: [`*   ${hostile}`] },
              { kind: 'verbatim', lines: [hostile] },
              { kind: 'origins', of: [hostile] },
            ],
          },
        ];
        const { elements, attributes } = markup(html(page, undefined, drawn));
        expect([...elements].filter((each) => !ELEMENTS.test(each))).toEqual([]);
        expect([...attributes].filter((each) => !ATTRIBUTES.test(each))).toEqual([]);
        const plain = html(
          page.map((part) => ({ ...part, heading: 'plain' })),
          undefined,
          drawn,
        );
        expect(html(page, undefined, drawn).match(/</g)?.length).toBe(plain.match(/</g)?.length);
      },
    ),
  );
});

test('a portfolio of five hundred streams is one file of less than a megabyte', async () => {
  const workloads = Array.from(
    { length: 500 },
    (_, at) =>
      `  - { name: stream ${at}, model: claude-opus-4.7, tokens: { input: ${at + 1}M, output: 2M }, cacheHitRatio: 50%, batchEligible: 20% }`,
  );
  const path = fileOf(`workloads:\n${workloads.join('\n')}\n`);
  const { stdout } = await run(['estimate', '--profile', path, '--format', 'html', '--quiet']);
  expect(stdout).toContain('stream 499');
  expect(stdout).toContain('A browser would take long to price 500 workloads at every key');
  expect(stdout).not.toContain('<script');
  expect(Buffer.byteLength(stdout)).toBeLessThan(MEGABYTE);
});
