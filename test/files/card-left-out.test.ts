import { describe, expect, test } from 'vitest';
import type { Rate } from '../../src/domain/rate-card.ts';
import { readCard } from '../../src/files/card.ts';
import { loadCardFile } from '../../src/files/card-file.ts';
import { fileOf } from '../support/folders.ts';
import { shown } from '../support/values.ts';

const SMALL = `
id: small
version: 2026-11-01
providers: { acme: { name: Acme } }
models:
  one:
    provider: acme
    rates:
      - from: 2026-01-01
        usdPerMtok: { input: 1, cacheRead: 0.1, cacheWrite1h: 2, output: 3 }
        source: { url: "https://acme.example", checked: 2026-10-30, confidence: official }
`;

const cardOf = (text: string) => readCard(loadCardFile(fileOf(text)));
const modelOf = (text: string, name: string) => cardOf(text).find(name) ?? expect.fail(`no model ${name}`);
const rateOf = (text: string, name: string): Rate => modelOf(text, name).rates[0];

describe('what a card leaves out', () => {
  test('is unknown, or the plainest there is', () => {
    const card = cardOf(SMALL);
    expect([card.title, card.defaults.cacheWrites]).toEqual(['small', 'counted']);
    expect(modelOf(SMALL, 'one').aliases).toEqual([]);
    const rate = rateOf(SMALL, 'one');
    expect(rate).toMatchObject({ fromPrecision: 'day', noWritePremium: false });
    const { batch, flex, priority, ultrafast, peak, minimumCacheablePrefix, until, announced } = rate;
    expect(rate.longContext).toEqual([]);
    for (const unknown of [batch, flex, priority, ultrafast, peak, minimumCacheablePrefix, until, announced]) {
      expect(unknown).toBeUndefined();
    }
    expect(modelOf(SMALL, 'one').retired).toBeUndefined();
    expect(rate.source).not.toHaveProperty('note');
  });

  test('leaves the default lifetime to the shortest that has a price', () => {
    expect(rateOf(SMALL, 'one').defaultCacheTtl).toBe('1h');
    expect(rateOf(SMALL.replace('cacheWrite1h', 'cacheWrite30m'), 'one').defaultCacheTtl).toBe('30m');
    expect(rateOf(SMALL.replace('cacheWrite1h: 2,', ''), 'one').defaultCacheTtl).toBeUndefined();
  });
});

test('a price keeps every digit that was written', () => {
  const digits = '0.1234567890123456789';
  expect(shown(rateOf(SMALL.replace('input: 1', `input: ${digits}`), 'one').cells.input)).toBe(digits);
});
