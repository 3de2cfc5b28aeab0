import { describe, expect, test } from 'vitest';
import { readCard } from '../../src/files/card.ts';
import { loadCardFile } from '../../src/files/card-file.ts';
import { loadProfile } from '../../src/files/profile-file.ts';
import { fileOf } from '../support/folders.ts';
import { problemOf } from '../support/problems.ts';
import { shown } from '../support/values.ts';

const SOURCE = 'source: { url: "https://acme.example", checked: 2026-10-30, confidence: official }';
const card = (rate: string) =>
  `id: base\nversion: 2026-11-01\nproviders: { acme: { name: Acme } }\nmodels:\n  m:\n    provider: acme\n    rates:\n      - { from: 2026-01-01, ${rate}, ${SOURCE} }\n`;
const load = (text: string) => loadCardFile(fileOf(text));

describe('a cached token that costs what input costs', () => {
  const lists = [
    'usdPerMtok: { input: 30, cacheRead: asInput, output: 180 }',
    'batch: { usdPerMtok: { input: 15, cacheRead: asInput } }',
    'longContext: { threshold: 1k, edge: above, usdPerMtok: { input: 60, cacheRead: asInput } }',
  ].join(', ');

  test('has the input price of its own list', () => {
    const rate = readCard(load(card(lists))).find('m')?.rates[0];
    expect(shown(rate?.cells.cacheRead)).toBe('30');
    expect(shown(typeof rate?.batch === 'object' ? rate.batch.cells.cacheRead : undefined)).toBe('15');
    expect(shown(rate?.longContext[0]?.cells.cacheRead)).toBe('60');
  });

  test.each([
    ['usdPerMtok: { cacheRead: asInput, output: 8 }', 'asInput needs an input price in the same list; add input'],
    ['usdPerMtok: { input: 4 }, batch: { usdPerMtok: { cacheRead: asInput } }', 'asInput needs an input price'],
    ['usdPerMtok: { input: 4, cacheRead: asinput }', '"asinput" is not a price; write asInput'],
    ['usdPerMtok: { input: 4, cacheWrite5m: asInput }', '"asInput" is not'],
    ['usdPerMtok: { input: asInput }', '"asInput" is not'],
  ])('is refused in %s', (rate, message) => {
    expect(problemOf(() => load(card(rate))).message).toContain(message);
  });
});

test('fast is the word of a provider for priority', () => {
  const mode = (word: string) =>
    loadProfile(
      JSON.stringify({
        workloads: [{ name: 'a', model: 'm', tokens: { input: '1M', output: '1M' }, serviceMode: word }],
      }),
      'p.yaml',
    ).workloads[0].serviceMode;
  expect(['fast', 'priority', 'flex'].map(mode)).toEqual(['priority', 'priority', 'flex']);
  expect(problemOf(() => mode('turbo')).message).toContain('standard, flex, priority, ultrafast, fast');
});
