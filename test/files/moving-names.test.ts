import { describe, expect, test } from 'vitest';
import { nearestModels } from '../../src/domain/near-model.ts';
import { modelsOf, readCard } from '../../src/files/card.ts';
import { loadCardText } from '../../src/files/card-file.ts';
import { shippedPricing } from '../../src/files/shipped.ts';
import { PRICING_FOLDER } from '../support/transcript.ts';
import { day } from '../support/values.ts';

const SOURCE = 'source: { url: "https://acme.example", checked: 2026-01-01, confidence: official }';
const model = (id: string, more = '') =>
  `  ${id}: { provider: acme, ${more}rates: [{ from: 2026-01-01, usdPerMtok: { input: 1, output: 2 }, ${SOURCE} }] }`;
const HEAD = 'id: acme-card\nversion: 2026-11-01\nproviders: { acme: { name: Acme } }';
const BASE = `models:\n${model('one', 'aliases: [uno], ')}\n${model('two')}`;
const MOVES = `movingNames:
  latest:
    - { from: 2026-02-01, model: one, ${SOURCE} }
    - { from: 2026-03-01, ${SOURCE} }
    - { from: 2026-04-01, model: two, ${SOURCE} }`;

const load = (text: string) => loadCardText(text, 'acme.yaml', shippedPricing(PRICING_FOLDER));
const card = (text: string) => readCard(load(text));

describe('a name that goes from model to model', () => {
  const acme = card(`${HEAD}\n${MOVES}\n${BASE}`);
  test.each([
    ['2026-01-31', undefined],
    ['2026-02-01', 'one'],
    ['2026-02-28', 'one'],
    ['2026-03-01', undefined],
    ['2026-03-31', undefined],
    ['2026-04-01', 'two'],
    ['2030-01-01', 'two'],
  ])('is on %s: %s', (on, id) => {
    expect(acme.find('latest', day(on))?.id).toBe(id);
  });

  test('is what it meant last where no day is asked about, and no other name minds the day', () => {
    expect(acme.find('latest')?.id).toBe('two');
    expect(['one', 'uno'].map((name) => acme.find(name, day('2030-01-01'))?.id)).toEqual(['one', 'one']);
  });

  test('says of each model on which days it meant it', () => {
    expect(modelsOf(acme).map(({ called }) => called)).toEqual([
      [{ name: 'latest', from: '2026-02-01', until: '2026-02-28' }],
      [{ name: 'latest', from: '2026-04-01', until: undefined }],
    ]);
  });

  test('is suggested to nobody: models are', () => {
    expect(nearestModels('lates', modelsOf(acme))).not.toContain('latest');
  });
});

test.each([
  [
    'a model has the name',
    `movingNames: { uno: [{ from: 2026-02-01, model: two, ${SOURCE} }] }`,
    /"uno" already names one/,
  ],
  [
    'moves are out of order',
    `movingNames: { l: [{ from: 2026-02-01, model: one, ${SOURCE} }, { from: 2026-02-01, model: two, ${SOURCE} }] }`,
    /moves stand in order of their day; 2026-02-01 comes before it/,
  ],
  [
    'it leads to no model',
    `movingNames: { l: [{ from: 2026-02-01, model: three, ${SOURCE} }] }`,
    /the card has no model "three"/,
  ],
  ['it never moves', 'movingNames: { l: [] }', /say what it means from which day on/],
])('is refused where %s', (_, moves, message) => {
  expect(() => load(`${HEAD}\n${moves}\n${BASE}`)).toThrow(message);
});

describe('on an overlay', () => {
  const over = (text: string) => `id: mine\nversion: 2026-11-01\nextends: published\n${text}`;

  test('its moves replace those of the base, and the base keeps its other names', () => {
    const mine = card(over(`movingNames: { gemini-flash-latest: [{ from: 2026-11-01, model: gpt-5.4, ${SOURCE} }] }`));
    expect(mine.find('gemini-flash-latest')?.id).toBe('gpt-5.4');
    expect(mine.find('gemini-flash-latest', day('2026-10-31'))).toBe(undefined);
    expect(mine.find('gemini-pro-latest')?.id).toBe('gemini-3.1-pro');
  });

  test('a model cannot take the name from the base in silence', () => {
    expect(() => load(over('models: { gpt-5.4: { aliases: [gemini-flash-latest] } }'))).toThrow(
      /"gemini-flash-latest" already names gemini-3.8-flash/,
    );
  });
});
