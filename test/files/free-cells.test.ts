import { describe, expect, test } from 'vitest';
import { readCard } from '../../src/files/card.ts';
import { loadCardFile, type Shipped } from '../../src/files/card-file.ts';
import { fileOf } from '../support/folders.ts';
import { problemOf } from '../support/problems.ts';
import { shown } from '../support/values.ts';

const SOURCE = 'source: { url: "https://acme.example", checked: 2026-10-30, confidence: official }';
const card = (prices: string, more = '') =>
  `id: base\nversion: 2026-11-01\nproviders: { acme: { name: Acme } }\nmodels:\n  m:\n    provider: acme\n    rates:\n      - { from: 2026-01-01, usdPerMtok: { ${prices} }${more}, ${SOURCE} }\n`;
const load = (text: string) => loadCardFile(fileOf(text));
const cellsOf = (text: string) => readCard(load(text)).find('m')?.rates[0].cells ?? {};

describe('free in a card', () => {
  test('is the word, in every price list', () => {
    const lists = [
      'cacheStorageUsdPerMtokHour: free',
      'batch: { usdPerMtok: { input: free } }',
      'longContext: { threshold: 1k, edge: above, usdPerMtok: { output: free }, batchUsdPerMtok: { output: free } }',
      'peak: { hours: at night, usdPerMtok: { input: free } }',
    ].join(', ');
    const rate = readCard(load(card('input: 4, cacheWrite5m: free, output: free', `, ${lists}`))).find('m')?.rates[0];
    expect(rate?.cells).toMatchObject({ cacheWrite5m: 'free', output: 'free', cacheStorage: 'free' });
    expect(shown(rate?.cells.input)).toBe('4');
    expect(rate?.batch).toMatchObject({ cells: { input: 'free' } });
    expect(rate?.longContext[0]).toMatchObject({ cells: { output: 'free' }, modeCells: { batch: { output: 'free' } } });
    expect(rate?.peak?.cells).toEqual({ input: 'free' });
  });

  test('is neither a printed 0 nor a missing cell, and makes another card', () => {
    const [free, zero, missing] = ['cacheRead: free,', 'cacheRead: 0,', ''].map((cell) =>
      card(`input: 4, ${cell} output: 8`),
    );
    expect([free, zero, missing].map((text = '') => shown(cellsOf(text).cacheRead))).toEqual(['free', '0', undefined]);
    expect(new Set([free, zero, missing].map((text = '') => load(text).sha256)).size).toBe(3);
  });

  test.each([
    ['Free', '"Free" is not a price; write free in small letters'],
    ['none', 'or free where the provider declares it free'],
    ['-1', 'or free where the provider declares it free'],
    ['""', 'or free where the provider declares it free'],
  ])('is written no other way: %s', (cell, message) => {
    expect(problemOf(() => load(card(`input: ${cell}, output: 8`))).message).toContain(message);
  });

  test('is a price and no number: not a multiplier, not a threshold', () => {
    expect(problemOf(() => load(card('input: 4', ', batch: { multiplier: free }'))).message).toContain('"free"');
    expect(problemOf(() => load(card('input: 4', ', minimumCacheablePrefix: free'))).message).toContain('"free"');
  });

  test('may be set, and taken back, by an overlay', () => {
    const base = load(card('input: 4, cacheRead: free, output: 8'));
    const shipped: Shipped = { card: (id) => (id === 'base' ? base : undefined), cardIds: () => ['base'] };
    const overlay = (prices: string) => {
      const text = `id: mine\nversion: 2026-11-01\nextends: base\nmodels:\n  m:\n    rates:\n      - { from: 2026-11-01, usdPerMtok: { ${prices} }, ${SOURCE} }\n`;
      const rate = readCard(loadCardFile(fileOf(text), shipped)).find('m')?.rates[1];
      return [shown(rate?.cells.input), shown(rate?.cells.cacheRead)];
    };
    expect(overlay('input: free, cacheRead: 1, output: 8')).toEqual(['free', '1']);
    expect(overlay('input: 4, output: 8')).toEqual(['4', undefined]);
  });
});
