import { readFileSync } from 'node:fs';
import Big from 'big.js';
import { describe, expect, test } from 'vitest';
import { numeral } from '../../src/domain/exact.ts';
import { readGenaiPrices } from '../../src/files/imports/genai-prices.ts';
import type { PriceList } from '../../src/files/imports/imported.ts';
import { readLitellm } from '../../src/files/imports/litellm.ts';
import { exactOf, timesTen } from '../../src/files/imports/numeral-text.ts';
import { overlayText } from '../../src/files/imports/overlay-text.ts';
import fc from '../support/laws.ts';
import { RULES_OF } from '../support/price-lists.ts';
import { problemOf } from '../support/problems.ts';

const settings = { path: 'list.json', day: '2026-11-23', wants: () => true, rulesOf: RULES_OF };
const genai = (prices: unknown, more: object = {}) =>
  readGenaiPrices(JSON.stringify([{ id: 'acme', name: 'Acme', models: [{ id: 'a', prices, ...more }] }]), settings);
const litellm = (entry: object) =>
  readLitellm(JSON.stringify({ a: { litellm_provider: 'acme', mode: 'chat', ...entry } }), settings);
const document = (list: PriceList) => list.models[0]?.document;
const reasons = (list: PriceList) => list.models[0]?.leftOut.map((each) => each.reason);
const TOKEN = { input_cost_per_token: 1e-6, output_cost_per_token: 2e-6 };

describe('numerals', () => {
  test('are exact with exponents, as a float is not', () => {
    expect(numeral(timesTen(exactOf('x', '2.5e-06'), 6))).toBe('2.5');
    expect(numeral(timesTen(exactOf('x', '1.1e-06'), 6))).toBe('1.1');
    expect(numeral(exactOf('x', '5E+2'))).toBe('500');
  });

  test('agree with big.js', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 999_999 }), fc.integer({ min: -20, max: 20 }), (whole, part, exponent) => {
        const text = `${whole}.${part}e${exponent}`;
        expect(numeral(timesTen(exactOf('x', text), 6))).toBe(new Big(text).times('1e6').toFixed());
      }),
    );
  });

  test.each([['"abc"'], ['"1e999"'], ['true'], ['-1e-6']])('refuse %s', (value) => {
    const text = `{"a":{"litellm_provider":"acme","mode":"chat","input_cost_per_token":${value}}}`;
    expect(reasons(readLitellm(text, settings))?.[0]).toMatch(/input_cost_per_token is (not a number|negative)/);
  });

  test('inside strings are text', () => {
    const list = litellm({ ...TOKEN, source: 'https://acme.example/1e-6/"2"' });
    expect(document(list)?.rates[0]?.source.url).toBe('https://acme.example/1e-6/"2"');
  });
});

describe('genai-prices', () => {
  test('maps text prices, literal ids and the day they were checked', () => {
    const match = { or: [{ starts_with: 'a-' }, { equals: 'a' }, { equals: 'a-latest' }] };
    const prices = {
      input_mtok: 3,
      cache_read_mtok: 0.3,
      cache_write_mtok: 3.75,
      cache_write_1h_mtok: 6,
      output_mtok: 15,
    };
    expect(document(genai(prices, { match, prices_checked: '2026-08-05' }))).toEqual({
      provider: 'acme',
      aliases: ['a-latest'],
      rates: [
        {
          from: '2026-08-05',
          usdPerMtok: { input: '3', cacheRead: '0.3', cacheWrite5m: '3.75', cacheWrite1h: '6', output: '15' },
          source: { url: 'list.json', checked: '2026-08-05', confidence: 'secondHand' },
        },
      ],
    });
  });

  test('maps one tier to a long context, an untiered price being the same in both', () => {
    const list = genai({ input_mtok: { base: 3, tiers: [{ start: 200000, price: 6 }] }, output_mtok: 15 });
    expect(document(list)?.rates[0]?.longContext).toEqual({
      threshold: '200000',
      edge: 'above',
      usdPerMtok: { input: '6', output: '15' },
    });
  });

  test('maps several tiers to as many bands, each with what the tiers below it leave', () => {
    const input = [
      { start: 32000, price: 6 },
      { start: 256000, price: 7 },
    ];
    const list = genai({
      input_mtok: { base: 3, tiers: input },
      output_mtok: { base: 9, tiers: [{ start: 64000, price: 12 }] },
    });
    expect(document(list)?.rates[0]?.longContext).toEqual([
      { threshold: '32000', edge: 'above', usdPerMtok: { input: '6', output: '9' } },
      { threshold: '64000', edge: 'above', usdPerMtok: { input: '6', output: '12' } },
      { threshold: '256000', edge: 'above', usdPerMtok: { input: '7', output: '12' } },
    ]);
  });

  test('maps dated prices, and leaves out those before the first date', () => {
    const text = { input_mtok: 3, output_mtok: 15 };
    const list = genai([
      { prices: text },
      { constraint: { start_date: '2026-09-01' }, prices: text },
      { constraint: { start_date: '2026-03-13' }, prices: text },
    ]);
    expect(document(list)?.rates.map((rate) => rate.from)).toEqual(['2026-03-13', '2026-09-01']);
    expect(reasons(list)).toEqual(['the prices before 2026-03-13 have no first day']);
  });

  test('prices without a first day, before others that are announced, hold from the day they were read', () => {
    const [now, then] = [
      { input_mtok: 3, output_mtok: 15 },
      { input_mtok: 6, output_mtok: 30 },
    ];
    const list = genai([{ prices: now }, { constraint: { start_date: '2027-01-01' }, prices: then }]);
    expect(document(list)?.rates.map(({ from, usdPerMtok }) => [from, usdPerMtok?.input])).toEqual([
      ['2026-11-23', '3'],
      ['2027-01-01', '6'],
    ]);
    expect(reasons(list)).toEqual([]);
  });

  test.each([
    [[{ constraint: { start_time: '00:30:00Z', end_time: '16:30:00Z' }, prices: {} }], 'depend on the time of day'],
    [{ input_mtok: { base: 3, tiers: [] }, output_mtok: 1 }, 'has tiers'],
    [
      { input_mtok: { base: 3, tiers: [1, 2, 3, 4, 5, 6].map((start) => ({ start, price: 6 })) }, output_mtok: 9 },
      'more than 5 thresholds',
    ],
    [{ input_mtok: 3, output_mtok: 15, requests_kcount: 12 }, 'requests_kcount is a price that a card cannot express'],
    [{ input_mtok: 3, output_mtok: 15, output_reasoning_mtok: 20 }, 'output_reasoning_mtok is a price'],
    [{ input_mtok: -3, output_mtok: 15 }, 'input_mtok is negative'],
    [{ input_mtok: 3 }, 'no output price'],
    [{ input_mtok: 0, output_mtok: 0 }, 'does not tell free from unknown'],
  ])('refuses %j', (prices, reason) => {
    const list = genai(prices);
    expect(document(list)).toBeUndefined();
    expect(reasons(list)?.[0]).toContain(reason);
  });

  test('leaves out what is not text, and keeps the model', () => {
    const list = genai({ input_mtok: 3, output_mtok: 15, input_audio_mtok: 40, output_reasoning_mtok: 15 });
    expect(document(list)).toBeDefined();
    expect(reasons(list)).toEqual(['input_audio_mtok is not a price of text tokens']);
  });

  test('reads the YAML file of one provider', () => {
    const yaml = 'id: acme\nname: Acme\nmodels:\n  - id: a\n    prices: { input_mtok: 0.10, output_mtok: 1 }\n';
    expect(document(readGenaiPrices(yaml, settings))?.rates[0]?.usdPerMtok.input).toBe('0.1');
  });

  test('refuses another shape, with the place', () => {
    expect(problemOf(() => readGenaiPrices('{"id":1}', settings)).message).toMatch(/list\.json:1:\d/);
    expect(problemOf(() => readGenaiPrices('[{', settings)).code).toBe('invalidFile');
  });
});

describe('LiteLLM', () => {
  test('maps cells of every mode and threshold, in either order of the suffixes', () => {
    const list = litellm({
      ...TOKEN,
      input_cost_per_token_above_272k_tokens: 3e-6,
      input_cost_per_token_above_272k_tokens_priority: 4e-6,
      input_cost_per_token_flex_above_272k_tokens: 5e-7,
      output_cost_per_token_batches: 1e-6,
    });
    expect(document(list)?.rates[0]).toMatchObject({
      usdPerMtok: { input: '1', output: '2' },
      batch: { usdPerMtok: { output: '1' } },
      longContext: {
        threshold: '272000',
        edge: 'above',
        usdPerMtok: { input: '3' },
        priorityUsdPerMtok: { input: '4' },
        flexUsdPerMtok: { input: '0.5' },
      },
    });
  });

  test.each([
    [{ ...TOKEN, output_cost_per_reasoning_token: 3e-6 }, 'output_cost_per_reasoning_token is a price'],
    [{ ...TOKEN, input_cost_per_request: 0.01 }, 'input_cost_per_request is a price'],
    [{ ...TOKEN, mode: 'rerank' }, 'its mode is rerank'],
  ])('refuses %j', (entry, reason) => {
    expect(reasons(litellm(entry))?.[0]).toContain(reason);
  });

  test('keeps a model whose reasoning tokens cost what output costs', () => {
    expect(reasons(litellm({ ...TOKEN, output_cost_per_reasoning_token: 2e-6 }))).toEqual([]);
  });
});

describe('the overlay', () => {
  const base = {
    id: 'base',
    version: '2026-11-01',
    providers: { acme: { name: 'Acme' } },
    models: { 'a.1': { provider: 'acme', aliases: ['a'], rates: [] } },
  };
  const target = { id: 'x', day: '2026-11-23', base, named: new Set<string>(), origin: 'list', extendsName: 'base' };

  test('replaces rates of the base only for a model that is named, under the id of the base', () => {
    const list = litellm(TOKEN);
    expect(overlayText(list, target)).toMatchObject({ imported: 0, leftOut: [{ model: 'a', whole: true }] });
    const named = overlayText(list, { ...target, named: new Set(['a']) });
    expect(named.text).toMatch(/^ {2}a\.1:\n {4}rates:$/m);
    expect(named.text).not.toContain('providers');
  });

  test('writes a file that loads, from both fixtures', () => {
    const text = readFileSync('fixtures/imports/genai-prices.json', 'utf8');
    const list = readGenaiPrices(text, settings);
    const { imported, leftOut } = overlayText(list, { ...target, base: undefined, extendsName: undefined });
    expect([imported, leftOut.filter((each) => each.whole).map((each) => each.model)]).toEqual([
      4,
      ['deepseek-reasoner'],
    ]);
  });
});
