import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { lintModel } from '../../../src/decision/cards/lint.ts';
import { FINDING_LEVELS, type Finding } from '../../../src/domain/card-finding.ts';
import { readCard } from '../../../src/files/card.ts';
import { loadCardFile } from '../../../src/files/card-file.ts';
import { readLintBounds } from '../../../src/files/lint.ts';
import { fileOf } from '../../support/folders.ts';
import { repositoryPath } from '../../support/pricing.ts';
import { day } from '../../support/values.ts';

const BOUNDS = readLintBounds({
  highestUsdPerMtok: { limit: '100', reason: 'as tested' },
  lowestUsdPerMtok: { limit: '0.1', reason: 'as tested' },
  leastOutputPerInput: { limit: '10%', reason: 'as tested' },
  largestStep: { limit: '10', reason: 'as tested' },
  staleSourceDays: { limit: '10', reason: 'as tested' },
});
const SOURCE = 'source: { url: "https://acme.example", checked: 2026-11-01, confidence: official }';

/** What the linter says of one model with these entries. */
function found(rates: readonly string[], asOf: string, alias: string, id: string): Finding[] {
  const entries = rates.map((rate) => `      - { ${rate.includes('source:') ? rate : `${rate}, ${SOURCE}`} }`);
  const card = readCard(
    loadCardFile(
      fileOf(
        `id: tested\nversion: 2026-11-01\nproviders:\n  acme: { name: Acme }\nmodels:\n  '${id}':\n    provider: acme\n    aliases: ['${alias}']\n    rates:\n${entries.join('\n')}\n`,
      ),
    ),
  );
  const model = card.find(id);
  if (model === undefined) throw new Error('the tested card has no model');
  return lintModel(model, { card, day: day(asOf), today: day('2026-11-23'), bounds: BOUNDS });
}

/** The findings as codes with the keys they stand at. */
function findings(rates: readonly string[], asOf = '2026-11-01', alias = 'other', id = 'm'): string[] {
  return found(rates, asOf, alias, id).map(({ code, path }) => `${code} ${path.slice(3).join('.')}`);
}

const rate = (prices: string, more = '') => `from: 2026-01-01, usdPerMtok: { ${prices} }${more}`;

describe('a bound itself is inside', () => {
  test.each([
    ['highest', rate('input: 50, output: 100'), []],
    ['above the highest', rate('input: 50, output: 100.01'), ['priceTooHigh 0.usdPerMtok.output']],
    ['lowest', rate('input: 0.1, output: 0.1'), []],
    ['below the lowest', rate('input: 0.09, output: 0.1'), ['priceTooLow 0.usdPerMtok.input']],
    ['a bare 0', rate('input: 0, output: 0'), ['bareZero 0.usdPerMtok.input', 'bareZero 0.usdPerMtok.output']],
    ['free', rate('input: free, output: free'), []],
    ['least output', rate('input: 10, output: 1'), []],
    ['less output', rate('input: 10, output: 0.99'), ['outputTooLow 0.usdPerMtok.output']],
    ['cache read at input', rate('input: 4, output: 8, cacheRead: 4'), []],
    ['cache write at input', rate('input: 4, output: 8, cacheWrite5m: 4, cacheWrite1h: 4'), []],
    ['batch at standard', rate('input: 4, output: 8', ', batch: { multiplier: 1 }'), []],
    ['priority at standard', rate('input: 4, output: 8', ', priority: { multiplier: 1 }'), []],
    ['largest step', rate('input: 4, output: 8', ', flex: { usdPerMtok: { input: 0.4 } }'), []],
  ])('%s', (_, entry, expected) => {
    expect(findings([entry])).toEqual(expected);
  });
});

test('of three lifetimes each is held against the next shorter one', () => {
  expect(findings([rate('input: 4, output: 8, cacheWrite5m: 5, cacheWrite30m: 8, cacheWrite1h: 6')])).toEqual([
    'longerWriteCheaper 0.usdPerMtok.cacheWrite1h',
  ]);
});

test('a price that is a thousand times the one before it is a slip', () => {
  const later = 'from: 2026-06-01, usdPerMtok: { input: 41, output: 80 }';
  expect(findings([rate('input: 4, output: 8'), later])).toEqual(['unitSlip 1.usdPerMtok.input']);
});

describe('free by declaration', () => {
  test.each([
    ['output of a priced input', rate('input: 4, output: free'), []],
    ['cache write', rate('input: 4, output: 8, cacheWrite5m: free'), []],
    ['cache read', rate('input: 4, output: 8, cacheRead: free'), []],
    ['batch', rate('input: 4, output: 8', ', batch: { usdPerMtok: { input: free, output: free } }'), []],
    ['storage', rate('input: 4, output: 8', ', cacheStorageUsdPerMtokHour: free'), []],
    [
      'storage at 0',
      rate('input: 4, output: 8', ', cacheStorageUsdPerMtokHour: 0'),
      ['bareZero 0.cacheStorageUsdPerMtokHour'],
    ],
    [
      'input beside a priced read',
      rate('input: free, output: 8, cacheRead: 1'),
      ['cacheReadDearer 0.usdPerMtok.cacheRead'],
    ],
    [
      'long write beside a priced short one',
      rate('input: 4, output: 8, cacheWrite5m: 5, cacheWrite1h: free'),
      ['longerWriteCheaper 0.usdPerMtok.cacheWrite1h'],
    ],
    [
      'input beside a priced batch',
      rate('input: free, output: 8', ', batch: { usdPerMtok: { input: 1, output: 4 } }'),
      ['discountDearer 0.batch.usdPerMtok.input'],
    ],
    [
      'priority beside a priced standard',
      rate('input: 4, output: 8', ', priority: { usdPerMtok: { input: free, output: 8 } }'),
      ['priorityCheaper 0.priority.usdPerMtok.input'],
    ],
    [
      'write where writes cost no premium',
      rate('input: 4, output: 8, cacheWrite5m: free', ', writePremium: none'),
      ['writePremiumPriced 0.writePremium'],
    ],
  ])('%s', (_, entry, expected) => {
    expect(findings([entry])).toEqual(expected);
  });

  test('is called free in what is said', () => {
    const [finding] = found([rate('input: free, output: 8, cacheRead: 1')], '2026-11-01', 'other', 'm');
    expect(finding?.text).toContain('standard cache read at 1 is dearer than input at free');
  });

  test('a bare 0 is no slip of unit, before or after a price', () => {
    const zero = 'usdPerMtok: { input: 0, output: 80 }';
    const zeros = [`from: 2026-01-01, ${zero}`, 'from: 2026-06-01, usdPerMtok: { input: 40, output: 80 }'];
    expect(findings(zeros)).toEqual(['bareZero 0.usdPerMtok.input']);
    expect(findings([rate('input: 40, output: 80'), `from: 2026-06-01, ${zero}`])).toEqual([
      'bareZero 1.usdPerMtok.input',
    ]);
  });

  test('a price after a free entry is no slip of unit, whatever it is', () => {
    const later = 'from: 2026-06-01, usdPerMtok: { input: 50, output: 90 }';
    expect(findings([rate('input: free, output: free'), later])).toEqual([]);
    expect(
      findings([rate('input: 50, output: 90'), 'from: 2026-06-01, usdPerMtok: { input: free, output: free }']),
    ).toEqual([]);
  });
});

describe('what a rate contradicts, or leaves empty', () => {
  test.each([
    ['no price at all', rate(''), ['emptyPrices 0.usdPerMtok']],
    ['one price', rate('output: 4'), ['noPrice 0.usdPerMtok']],
    ['an empty batch', rate('input: 4, output: 8', ', batch: { usdPerMtok: {} }'), ['emptyPrices 0.batch.usdPerMtok']],
    ['a batch with a multiplier', rate('input: 4, output: 8', ', batch: { multiplier: 0.5, usdPerMtok: {} }'), []],
    [
      'long prompts at a price nobody knows',
      rate('input: 4, output: 8', ', longContext: { threshold: 1k, edge: above, usdPerMtok: {} }'),
      [],
    ],
    [
      'writes without a premium, with a price',
      rate('input: 4, output: 8, cacheWrite5m: 5', ', writePremium: none'),
      ['writePremiumPriced 0.writePremium'],
    ],
    ['writes without a premium', rate('input: 4, output: 8', ', writePremium: none, defaultCacheTtl: 1h'), []],
    [
      'a lifetime without its price',
      rate('input: 4, output: 8, cacheWrite5m: 5', ', defaultCacheTtl: 1h'),
      ['defaultTtlUnpriced 0.defaultCacheTtl'],
    ],
    ['a lifetime with its price', rate('input: 4, output: 8, cacheWrite1h: 5', ', defaultCacheTtl: 1h'), []],
  ])('%s', (_, entry, expected) => {
    expect(findings([entry])).toEqual(expected);
  });
});

describe('a name that looks like a pattern', () => {
  test('as the id of a model', () => {
    expect(findings([rate('input: 4, output: 8')], '2026-11-01', 'other', 'm-*')).toEqual(['aliasPattern ']);
  });

  const named = (alias: string) => findings([rate('input: 4, output: 8')], '2026-11-01', alias);

  test.each(['m-*', 'm-2026-??', '^m$', '/m.*/', 'm|n', 'm-[0-9]+', 'm-(a)', 'm{1,2}', 'm\\d'])('%s', (alias) => {
    expect(named(alias)).toEqual(['aliasPattern 0']);
  });

  test.each(['m-2026-01-15', 'models/m', 'anthropic.m-v1:0', 'ft:m:acme::1a', '@cf/acme/m', 'm_1+2', 'M 1'])(
    '%s does not',
    (alias) => {
      expect(named(alias)).toEqual([]);
    },
  );
});

describe('days', () => {
  const checked = (day: string) => `source: { url: "https://acme.example", checked: ${day}, confidence: official }`;
  const at = (from: string, day: string, more = '') =>
    `from: ${from}, usdPerMtok: { input: 4, output: 8 }${more}, ${checked(day)}`;

  test.each([
    ['as old as allowed', '2026-10-22', []],
    ['a day older', '2026-10-21', ['staleSource 0.source.checked']],
    ['after the version', '2026-11-02', ['checkedAfterVersion 0.source.checked']],
    ['today', '2026-11-23', ['checkedAfterVersion 0.source.checked']],
    ['tomorrow', '2026-11-24', ['checkedInFuture 0.source.checked']],
  ])('checked %s', (_, day, expected) => {
    expect(findings([at('2026-01-01', day)])).toEqual(expected);
  });

  test('history needs no second look', () => {
    expect(findings([at('2026-01-01', '2026-01-01'), at('2026-06-01', '2026-11-01')])).toEqual([]);
  });

  test('the age is that of the day asked for', () => {
    expect(findings([at('2026-01-01', '2026-11-01')], '2026-11-12')).toEqual(['staleSource 0.source.checked']);
  });

  test('an announcement is looked at on its day, not before', () => {
    const entries = [at('2026-01-01', '2026-11-01'), at('2026-11-05', '2026-11-01', ', announced: 2026-10-01')];
    expect(findings(entries, '2026-11-04')).toEqual([]);
    expect(findings(entries, '2026-11-05')).toEqual(['announcedNotRechecked 1.announced']);
    const lookedAt = [at('2026-01-01', '2026-11-01'), at('2026-11-01', '2026-11-01', ', announced: 2026-10-01')];
    expect(findings(lookedAt)).toEqual([]);
  });

  test('what follows a promotion is looked at after its last day', () => {
    const entries = (day: string) => [at('2026-01-01', '2026-11-01', ', until: 2026-10-30'), at('2026-10-31', day)];
    expect(findings(entries('2026-10-30'))).toEqual(['promotionNotRechecked 0.until']);
    expect(findings(entries('2026-10-31'))).toEqual([]);
    expect(findings(entries('2026-10-30'), '2026-10-30')).toEqual([]);
  });

  test.each([
    ['month', '2026-03-01', []],
    ['month', '2026-03-02', ['fromNotFirst 0.from']],
    ['year', '2026-03-01', ['fromNotFirst 0.from']],
    ['year', '2026-01-01', []],
  ])('a source that gives only the %s, from %s', (precision, from, expected) => {
    const entry = `from: ${from}, fromPrecision: ${precision}, usdPerMtok: { input: 4, output: 8 }`;
    expect(findings([entry])).toEqual(expected);
  });
});

test('every rule has a transcript', () => {
  const names = ['file-card-implausible-bounds', 'file-card-implausible-cache', 'file-card-implausible-modes'];
  const more = ['file-card-contradicts-itself', 'file-card-checked-in-future', 'cards-validate-doubtful'];
  const texts = [...names, ...more]
    .map((name) => readFileSync(repositoryPath(`test/golden/${name}.txt`), 'utf8'))
    .join();
  expect(Object.keys(FINDING_LEVELS).filter((code) => !texts.includes(`[${code}]`))).toEqual([]);
});
