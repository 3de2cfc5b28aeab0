import { describe, expect, test } from 'vitest';
import type { PriceCells, Rate } from '../../src/domain/rate-card.ts';
import { readCard } from '../../src/files/card.ts';
import { loadCardFile } from '../../src/files/card-file.ts';
import { fileOf, folderOf } from '../support/folders.ts';
import { shown } from '../support/values.ts';

const FULL = `
id: full
version: 2026-11-01
title: Every key
defaults: { cacheWrites: leftOut }
providers:
  acme: { name: Acme Ltd, regionAliases: { eu: [europe, emea] } }
tokenizers:
  fine:
    than: coarse
    ratio: 1.3
    range: [1.0, 1.35]
    source: { url: "https://acme.example/tokens", checked: 2026-10-30, confidence: official }
models:
  large:
    provider: acme
    aliases: [large-1, large-latest]
    tokenizer: fine
    retired:
      from: 2026-10-01
      announced: 2026-04-01
      servedBy: larger
      billedAs: successor
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

test('a prefix of any length that is cached is 0 tokens, and not a prefix nobody knows', () => {
  const least = (text: string) => shown(rateOf(FULL.replace('2_048', text), 'large').minimumCacheablePrefix);
  expect([least('none'), least('0'), least('1k')]).toEqual(['0', '0', '1000']);
});

test('several files of a card say of one provider what any of them says', () => {
  const folder = folderOf({
    'card.yaml': FULL.slice(0, FULL.indexOf('providers:')),
    'a.yaml': FULL.slice(FULL.indexOf('providers:')),
    'b.yaml': 'providers: { acme: { name: Acme Ltd } }\n',
  });
  expect(readCard(loadCardFile(folder)).find('large')?.rates[0].regionAliases.get('emea')).toBe('eu');
});

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
    const fine = card.tokenizers.get('fine') ?? expect.fail('a tokenizer');
    expect([fine.than, shown(fine.ratio), fine.range?.map(shown), fine.source.checked]).toEqual([
      'coarse',
      '1.3',
      ['1', '1.35'],
      '2026-10-30',
    ]);
    expect(card.ids).toEqual(['large']);
  });

  test('a model, under its id and each alias', () => {
    const large = cardOf(FULL);
    expect(large.find('large')).toMatchObject({
      id: 'large',
      provider: 'acme',
      aliases: ['large-1', 'large-latest'],
      tokenizer: 'fine',
      retired: {
        from: '2026-10-01',
        announced: '2026-04-01',
        servedBy: 'larger',
        billedAs: 'successor',
        source: { url: 'https://acme.example/end' },
      },
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
    expect([...rate.regionAliases]).toEqual([
      ['europe', 'eu'],
      ['emea', 'eu'],
    ]);
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
    const [longContext] = rate.longContext;
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
    expect([later.longContext, later.minimumCacheablePrefix, later.regions.size]).toEqual([[], undefined, 0]);
  });
});
