import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/domain/day.ts';
import { rateOn } from '../../src/domain/rate-card.ts';
import { readCard } from '../../src/files/card.ts';
import { loadCardFile, loadCardText } from '../../src/files/card-file.ts';
import type { CompiledCard } from '../../src/files/packed-card.ts';
import { fileOf, folderOf } from '../support/folders.ts';
import { problemOf } from '../support/problems.ts';
import { shown } from '../support/values.ts';

const SOURCE = 'source: { url: contract, checked: 2026-10-30, confidence: official }';
const BASE = `
id: base
version: 2026-10-01
defaults: { cacheWrites: leftOut }
providers:
  acme: { name: Acme }
models:
  large:
    provider: acme
    aliases: [large-latest]
    rates:
      - { from: 2026-01-01, until: 2026-06-30, usdPerMtok: { input: 3, output: 8 }, ${SOURCE} }
      - { from: 2026-07-01, usdPerMtok: { input: 4, output: 10 }, batch: { multiplier: 0.5 }, ${SOURCE} }
      - { from: 2027-01-01, usdPerMtok: { input: 5, output: 12 }, ${SOURCE} }
  small:
    provider: acme
    rates:
      - { from: 2026-01-01, usdPerMtok: { input: 1, output: 2 }, ${SOURCE} }
`;

const base = loadCardText(BASE, 'base.yaml', { card: () => undefined, cardIds: () => [] });
const shipped = {
  card: (id: string): CompiledCard | undefined => (id === 'base' ? base : undefined),
  cardIds: () => ['base'],
};
const head = (text: string) => `id: mine\nversion: 2026-11-01\nextends: base\n${text}`;
const overlay = (text: string) => loadCardFile(fileOf(head(text)), shipped);
const messageOf = (text: string) => problemOf(() => overlay(text)).message;
const inputOf = (card: CompiledCard, name: string, day: string) => {
  const model = readCard(card).find(name);
  const input = model === undefined ? undefined : rateOn(model, day as Day)?.cells.input;
  return input === undefined ? undefined : shown(input);
};

describe('an overlay', () => {
  test('needs five lines for a negotiated rate', () => {
    const text = head(
      `models:\n  large: { rates: [{ from: 2026-12-01, usdPerMtok: { input: 2, output: 9 }, ${SOURCE} }] }`,
    );
    expect(text.split('\n')).toHaveLength(5);
    const card = loadCardFile(fileOf(text), shipped);
    expect(['2026-11-30', '2026-12-01', '2027-02-01'].map((day) => inputOf(card, 'large', day))).toEqual([
      '4',
      '2',
      '2',
    ]);
  });

  test('replaces rates whole: what the new rate does not say is not taken from the old one', () => {
    const card = overlay(`models: { large: { rates: [{ from: 2026-07-01, usdPerMtok: { input: 2 }, ${SOURCE} }] } }`);
    const large = readCard(card).find('large');
    expect(large?.rates.map((rate) => rate.from)).toEqual(['2026-01-01', '2026-07-01']);
    expect(large?.rates[1]?.batch).toBeUndefined();
    expect(large?.rates[1]?.cells.output).toBeUndefined();
  });

  test('inherits provider, aliases, defaults and every model it does not name, under its own id and version', () => {
    const card = readCard(overlay(`models: { large: { rates: [{ from: 2027-06-01, usdPerMtok: {}, ${SOURCE} }] } }`));
    expect([card.id, card.version, card.defaults.cacheWrites]).toEqual(['mine', '2026-11-01', 'leftOut']);
    expect(card.ids).toEqual(['large', 'small']);
    expect(card.find('large-latest')?.provider).toBe('acme');
  });

  test('adds models and providers, and replaces aliases where it gives some', () => {
    const card = readCard(
      overlay(`providers: { beta: { name: Beta } }
models:
  new: { provider: beta, rates: [{ from: 2026-01-01, usdPerMtok: { input: 7 }, ${SOURCE} }] }
  large: { aliases: [big] }`),
    );
    expect(card.ids).toEqual(['large', 'small', 'new']);
    expect(card.providers.get('beta')).toBe('Beta');
    expect([card.find('big')?.id, card.find('large-latest')]).toEqual(['large', undefined]);
    expect(card.find('large')?.rates).toHaveLength(3);
  });

  test('ends a promotion it cuts short without a last day after the next entry', () => {
    const card = overlay(`models: { large: { rates: [{ from: 2026-03-01, usdPerMtok: { input: 2 }, ${SOURCE} }] } }`);
    expect(
      readCard(card)
        .find('large')
        ?.rates.map((rate) => [rate.from, rate.until]),
    ).toEqual([
      ['2026-01-01', undefined],
      ['2026-03-01', undefined],
    ]);
  });

  test('has the hash of the resolved card: that of the same card written out', () => {
    const written = BASE.replace('id: base', 'id: mine').replace('2026-10-01', '2026-11-01');
    expect(overlay('models: {}').sha256).toBe(loadCardFile(fileOf(written)).sha256);
    expect(overlay('models: {}').sha256).not.toBe(base.sha256);
    const other = overlay('models: { small: { aliases: [s] } }');
    expect(other.sha256).not.toBe(overlay('models: {}').sha256);
  });

  test('lies on a file or a folder by a path relative to itself, and on an overlay', () => {
    const folder = folderOf({
      'base.yaml': BASE,
      'middle.yaml': `id: middle\nversion: 2026-11-01\nextends: base.yaml\nmodels: { large: { aliases: [mid] } }`,
      'top.yaml': 'id: top\nversion: 2026-11-01\nextends: ./middle.yaml\n',
    });
    expect(readCard(loadCardFile(join(folder, 'top.yaml'))).find('mid')?.id).toBe('large');
  });

  test('may be a folder', () => {
    const folder = folderOf({
      'card.yaml': 'id: top\nversion: 2026-11-01\nextends: base\n',
      'acme.yaml': 'models: { small: { aliases: [tiny] } }',
    });
    expect(readCard(loadCardFile(folder, shipped)).find('tiny')?.id).toBe('small');
  });
});

describe('an overlay is refused', () => {
  test('on a base that is not known, with a suggestion', () => {
    const file = fileOf('id: mine\nversion: 2026-11-01\nextends: bas\n');
    expect(problemOf(() => loadCardFile(file, shipped)).message).toMatch(
      /file\.yaml:3:10 there is no card called "bas".*did you mean base\?/,
    );
  });

  test('in a circle', () => {
    const folder = folderOf({
      'a.yaml': 'id: a\nversion: 2026-11-01\nextends: b.yaml\n',
      'b.yaml': 'id: b\nversion: 2026-11-01\nextends: a.yaml\n',
    });
    expect(problemOf(() => loadCardFile(join(folder, 'a.yaml'))).message).toMatch(/b\.yaml:3:10 .* in a circle/);
  });

  test('when a model has nothing to inherit from', () => {
    expect(messageOf(`models:\n  lrge:\n    aliases: [x]`)).toMatch(
      /:5:3 the card base has no model "lrge" to take its provider and rates from; did you mean large\?/,
    );
  });

  test('when a name is taken on the base, as id or as alias', () => {
    const rates = `rates: [{ from: 2026-01-01, usdPerMtok: { input: 7 }, ${SOURCE} }]`;
    expect(messageOf(`models:\n  large-latest: { provider: acme, ${rates} }`)).toContain(
      '"large-latest" already names large',
    );
    expect(messageOf('models:\n  large: { aliases: [small] }')).toContain('"small" already names small');
  });

  test('when its own rates are out of order or its provider is not declared', () => {
    const message = messageOf(`models:
  large:
    provider: beta
    rates:
      - { from: 2026-12-01, usdPerMtok: { input: 7 }, ${SOURCE} }
      - { from: 2026-11-01, usdPerMtok: { input: 7 }, ${SOURCE} }`);
    expect(message).toMatch(/:6:15 the provider "beta" is not declared/);
    expect(message).toMatch(/:9:17 rates stand in order/);
  });

  test('without a source, and with an unknown key', () => {
    expect(messageOf('models: { large: { rates: [{ from: 2026-12-01, usdPerMtok: { input: 2 } }] } }')).toContain(
      'the key "source" is missing',
    );
    expect(messageOf('models: { large: { alias: [x] } }')).toContain('did you mean aliases?');
  });
});
