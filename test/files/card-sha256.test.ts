import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/files/canonical.ts';
import { loadCardFile } from '../../src/files/card-file.ts';
import { fileOf, folderOf } from '../support/folders.ts';

const source = '{ url: "https://acme.example", checked: 2026-10-30, confidence: official }';
const model = (provider: string, input: string) =>
  `{ provider: ${provider}, rates: [{ from: 2026-01-01, usdPerMtok: { input: ${input}, output: 50 }, source: ${source} }] }`;
const head = 'id: acme\nversion: 2026-11-01\n';
const acme = 'providers: { acme: { name: Acme } }\n';
const one = `models:\n  one: ${model('acme', '10')}\n`;
const two = `  two: ${model('acme', '20')}\n`;

const ofFile = (text: string) => loadCardFile(fileOf(text)).sha256;
const ofFolder = (texts: Record<string, string>) => loadCardFile(folderOf(texts)).sha256;
const WHOLE = head + acme + one + two;

describe('the sha256 of a card', () => {
  test('is over its canonical JSON, byte by byte', () => {
    const cells = '{"input":"10","output":"50"}';
    const read = '{"checked":"2026-10-30","confidence":"official","url":"https://acme.example"}';
    const rates = `[{"from":"2026-01-01","source":${read},"usdPerMtok":${cells}}]`;
    const models = `{"one":{"provider":"acme","rates":${rates}}}`;
    const text = `{"id":"acme","models":${models},"providers":{"acme":{"name":"Acme"}},"version":"2026-11-01"}`;
    expect(ofFile(head + acme + one)).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test('does not depend on how many zeros a price is printed with', () => {
    expect(ofFile(head + acme + one.replace('input: 10', 'input: 10.00'))).toBe(ofFile(head + acme + one));
    expect(ofFile(head + acme + one.replace('input: 10', 'input: 10.01'))).not.toBe(ofFile(head + acme + one));
  });

  test('does not depend on the order of keys, on comments or on layout', () => {
    const turned = `# the same\nmodels:\n${two}  one: ${model('acme', '10')}\n${acme}version: 2026-11-01\nid: acme\n`;
    expect(ofFile(turned)).toBe(ofFile(WHOLE));
    expect(ofFile(WHOLE.replaceAll('{ input: 10, output: 50 }', '{ output: 50, input: 10 }'))).toBe(ofFile(WHOLE));
    expect(ofFile(WHOLE.replaceAll('\n', '\r\n'))).toBe(ofFile(WHOLE));
  });

  test('does not depend on how a folder is split into files', () => {
    const split = { 'card.yaml': head, 'providers.yaml': acme, 'a.yaml': one, 'b.yml': `models:\n${two}` };
    expect(ofFolder(split)).toBe(ofFile(WHOLE));
    expect(ofFolder({ 'card.yaml': head, 'z.yaml': one, 'a.yaml': `${acme}models:\n${two}` })).toBe(ofFile(WHOLE));
    expect(ofFolder({ 'card.yaml': WHOLE, 'README.md': '# not a part of it' })).toBe(ofFile(WHOLE));
  });

  test('is the same for JSON', () => {
    const json = JSON.stringify(loadCardFile(fileOf(WHOLE)).document, undefined, 2);
    expect(ofFile(json)).toBe(ofFile(WHOLE));
    // numbers as JSON writes them, not as text
    expect(ofFile(json.replaceAll(/"(\d+)"/g, '$1'))).toBe(ofFile(WHOLE));
  });

  test.each([
    ['a price', 'input: 10', 'input: 10.01'],
    ['a day', 'from: 2026-01-01', 'from: 2026-01-02'],
    ['a name', 'name: Acme', 'name: Acme Inc'],
    ['a model id', 'one:', 'uno:'],
    ['its version', 'version: 2026-11-01', 'version: 2026-11-02'],
  ])('changes with %s', (_what, before, after) => {
    expect(ofFile(WHOLE.replace(before, after))).not.toBe(ofFile(WHOLE));
  });
});

test('canonical JSON orders keys at every depth, keeps lists in order, and leaves out what is undefined', () => {
  const value = { b: [{ d: '1', c: null }, 'x'], a: { z: true, Z: undefined, y: '"' } };
  expect(canonicalJson(value)).toBe('{"a":{"y":"\\"","z":true},"b":[{"c":null,"d":"1"},"x"]}');
});
