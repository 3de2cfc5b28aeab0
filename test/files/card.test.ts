import { describe, expect, test } from 'vitest';
import type { PriceCells, Rate } from '../../src/domain/rate-card.ts';
import { readCard } from '../../src/files/card.ts';
import { loadCardFile } from '../../src/files/card-file.ts';
import { fileOf } from '../support/folders.ts';
import { shown } from '../support/values.ts';

const FULL = `
id: full
version: 2026-11-01
title: Every key
defaults: { cacheWrites: leftOut }
providers:
  acme: { name: Acme Ltd }
models:
  large:
    provider: acme
    aliases: [large-1, large-latest]
    retired:
      from: 2026-10-01
      servedBy: larger
      source: { url: "https://acme.example/end", checked: 2026-10-30, confidence: official }
    rates:
      - from: 2026-01-01
        fromPrecision: month
        usdPerMtok:
          { input: 4.10, cacheRead: 0.41, cacheWrite5m: 5, cacheWrite30m: 6, cacheWrite1h: 8, cacheWrite12h: 9, output: 20 }
        batch:
          multiplier: 0.5
          withCache: noCachedRate
          usdPerMtok: { cacheRead: 0.21 }
        flex: { multiplier: 0.6, withCache: multiply }
        priority: { usdPerMtok: { input: 9 }, withCache: cacheRateWins }
        peak: { usdPerMtok: { input: 7 }, hours: office hours }
        cacheStorageUsdPerMtokHour: 4.5
        until: 2026-05-31
        announced: 2025-12-01
        defaultCacheTtl: 30m
        minimumCacheablePrefix: 2_048
        longContext:
          threshold: 200k
          edge: atOrAbove
          usdPerMtok: { input: 8, output: 40 }
          batchUsdPerMtok: { input: 3.9 }
          flexUsdPerMtok: { input: 3.8 }
          priorityUsdPerMtok: { input: 3.7 }
        regions: { us: 1.1, eu: 1.25 }
        source: { url: "https://acme.example", checked: 2026-10-30, confidence: secondHand, note: as reported }
      - from: 2026-06-01
        usdPerMtok: { input: 3 }
        writePremium: none
        batch: { offered: false }
        source: { url: "https://acme.example", checked: 2026-10-30, confidence: official }
`;

const cardOf = (text: string) => readCard(loadCardFile(fileOf(text)));
const modelOf = (text: string, name: string) => cardOf(text).find(name) ?? expect.fail(`no model ${name}`);
const rateOf = (text: string, name: string): Rate => modelOf(text, name).rates[0];
const prices = (cells: PriceCells | undefined) =>
  Object.fromEntries(Object.entries(cells ?? {}).map(([meter, cell]) => [meter, shown(cell)]));

describe('every key of a card lands in its place', () => {
  test('the card', () => {
    const card = cardOf(FULL);
    expect([card.id, card.version, card.title, card.defaults.cacheWrites]).toEqual([
      'full',
      '2026-11-01',
      'Every key',
      'leftOut',
    ]);
    expect([...card.providers]).toEqual([['acme', 'Acme Ltd']]);
    expect(card.ids).toEqual(['large']);
  });

  test('a model, under its id and each alias', () => {
    const large = cardOf(FULL);
    expect(large.find('large')).toMatchObject({
      id: 'large',
      provider: 'acme',
      aliases: ['large-1', 'large-latest'],
      retired: { from: '2026-10-01', servedBy: 'larger', source: { url: 'https://acme.example/end' } },
    });
    expect(large.find('large-1')).toBe(large.find('large'));
    expect(large.find('large-latest')).toBe(large.find('large'));
    expect(large.find('Large')).toBeUndefined();
  });

  test('a rate', () => {
    const rate = rateOf(FULL, 'large');
    expect(rate).toMatchObject({
      from: '2026-01-01',
      fromPrecision: 'month',
      noWritePremium: false,
      until: '2026-05-31',
      announced: '2025-12-01',
      defaultCacheTtl: '30m',
      source: { url: 'https://acme.example', checked: '2026-10-30', confidence: 'secondHand', note: 'as reported' },
    });
    expect(prices(rate.cells)).toEqual({
      input: '4.1',
      cacheRead: '0.41',
      cacheWrite5m: '5',
      cacheWrite30m: '6',
      cacheWrite1h: '8',
      cacheWrite12h: '9',
      cacheStorage: '4.5',
      output: '20',
    });
    expect([rate.peak?.hours, prices(rate.peak?.cells)]).toEqual(['office hours', { input: '7' }]);
    expect(shown(rate.minimumCacheablePrefix)).toBe('2048');
    expect([...rate.regions].map(([region, premium]) => `${region} ${shown(premium)}`)).toEqual(['us 1.1', 'eu 1.25']);
  });

  test('the modes, for short prompts and for long ones', () => {
    const rate = rateOf(FULL, 'large');
    const modes = [rate.batch, rate.flex, rate.priority].map((mode) =>
      mode === undefined || mode === 'notOffered' ? mode : [shown(mode.multiplier), mode.withCache, prices(mode.cells)],
    );
    expect(modes).toEqual([
      ['0.5', 'noCachedRate', { cacheRead: '0.21' }],
      ['0.6', 'multiply', {}],
      [undefined, 'cacheRateWins', { input: '9' }],
    ]);
    const { longContext } = rate;
    expect([shown(longContext?.threshold), longContext?.edge]).toEqual(['200000', 'atOrAbove']);
    expect(prices(longContext?.cells)).toEqual({ input: '8', output: '40' });
    const { batch, flex, priority } = longContext?.modeCells ?? {};
    expect([batch, flex, priority].map(prices)).toEqual([{ input: '3.9' }, { input: '3.8' }, { input: '3.7' }]);
  });

  test('a later rate, which takes nothing over from the earlier', () => {
    const later = modelOf(FULL, 'large').rates[1] ?? expect.fail('two rates');
    expect(later).toMatchObject({
      from: '2026-06-01',
      fromPrecision: 'day',
      noWritePremium: true,
      batch: 'notOffered',
    });
    expect(prices(later.cells)).toEqual({ input: '3' });
    expect([later.longContext, later.minimumCacheablePrefix, later.regions.size]).toEqual([undefined, undefined, 0]);
  });
});
