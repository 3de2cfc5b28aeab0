import { describe, expect, test } from 'vitest';
import type { Contract } from '../../src/domain/contract.ts';
import type { Offers } from '../../src/domain/offer.ts';
import { readOffers } from '../../src/files/offers.ts';
import { loadOffers } from '../../src/files/offers-file.ts';
import { ACME_OFFERS, ACME_OFFERS_DOCUMENT, SHIPPED_OFFERS } from '../support/pricing.ts';
import { shown } from '../support/values.ts';

const laid = (...texts: string[]): Offers =>
  readOffers([ACME_OFFERS_DOCUMENT, ...texts.map((text) => loadOffers(text, 'own.yaml'))]);

function contract(offers: Offers, provider: string): Contract {
  const found = offers.contractOf(provider);
  return found === 'notOffered' ? expect.fail(`no contract with ${provider}`) : found;
}

const aggregator = (offers: Offers, id: string) =>
  offers.aggregators.find((each) => each.id === id) ?? expect.fail(`no aggregator ${id}`);
const discounts = (offers: Offers, id: string) =>
  [...aggregator(offers, id).discounts].map(([model, discount]) => `${model} ${shown(discount)}`);
const bands = ({ bands: all }: Contract) => all.map((band) => `${shown(band.commitment)} at ${shown(band.discount)}`);

describe('every key of an offer lands in its place', () => {
  test('an aggregator', () => {
    const both = aggregator(ACME_OFFERS, 'bothmart');
    expect(both).toMatchObject({
      id: 'bothmart',
      name: 'Bothmart',
      serves: { cache: true, batch: true },
      addedLatencyP95Ms: [20, 80],
      source: { url: 'https://bothmart.example', checked: '2026-11-01', confidence: 'unverified' },
    });
    expect(discounts(ACME_OFFERS, 'bothmart')).toEqual(['flat-2026-01-01 0.2', 'beta-flat 0.05']);
    expect([both.topUp?.pay, both.topUp?.credit].map(shown)).toEqual(['100', '110']);
  });

  test('an aggregator of few words, named by its id and serving nothing that it does not say', () => {
    const plain = aggregator(laid('aggregators: { plain: { discounts: { flat: 0.5 } } }'), 'plain');
    expect(plain).toMatchObject({ name: 'plain', serves: { cache: false, batch: false } });
    expect([plain.addedLatencyP95Ms, plain.topUp, plain.source]).toEqual([undefined, undefined, undefined]);
  });

  test('what an aggregator serves', () => {
    expect(aggregator(ACME_OFFERS, 'cachemart').serves).toEqual({ cache: true, batch: false });
    const batch = laid('aggregators: { b: { discounts: { flat: 1% }, serves: [batch] } }');
    expect(aggregator(batch, 'b').serves).toEqual({ cache: false, batch: true });
  });

  test('a contract of its own, and the usual one for every other provider', () => {
    const own = contract(ACME_OFFERS, 'acme');
    expect([shown(own.floor.low), shown(own.floor.high), ...bands(own)]).toEqual([
      '1000',
      '2000',
      '0 at 0.1',
      '1400 at 0.3',
    ]);
    expect([own.discountRange, own.source]).toEqual([undefined, undefined]);
    for (const provider of ['beta', 'nobody']) {
      const usual = contract(ACME_OFFERS, provider);
      expect([shown(usual.floor.low), shown(usual.floor.high), ...bands(usual)]).toEqual(['5000', '10000', '0 at 0.2']);
      const range = usual.discountRange;
      expect([range?.shallowest, range?.deepest].map(shown)).toEqual(['0.1', '0.3']);
      expect(usual.source?.confidence).toBe('unverified');
    }
    expect(shown(ACME_OFFERS.usualFloor.low)).toBe('5000');
  });

  test('no bands mean that no contract is on offer', () => {
    expect(ACME_OFFERS.contractOf('gamma')).toBe('notOffered');
  });
});

describe('offers laid over each other', () => {
  test('an entry replaces the earlier one of the same aggregator, as a whole', () => {
    const offers = laid('aggregators: { bothmart: { discounts: { no-read: 12% } } }');
    expect(discounts(offers, 'bothmart')).toEqual(['no-read 0.12']);
    expect(aggregator(offers, 'bothmart')).toMatchObject({ name: 'bothmart', serves: { cache: false, batch: false } });
    expect(aggregator(offers, 'bothmart').topUp).toBeUndefined();
    expect(discounts(offers, 'cachemart')).toEqual(['flat 0.1', 'regional 0.1']);
  });

  test('and keeps its place in the order; a new one comes last', () => {
    const offers = laid(
      'aggregators: { first: { discounts: { flat: 1% } } }',
      'aggregators: { cachemart: { discounts: { flat: 2% } } }',
    );
    expect(offers.aggregators.map((each) => each.id)).toEqual(['cachemart', 'bothmart', 'first']);
  });

  test('the last file has the last word', () => {
    const offers = laid(
      'aggregators: { bothmart: { discounts: { flat: 1% } } }',
      'aggregators: { bothmart: { discounts: { flat: 2% } } }',
    );
    expect(discounts(offers, 'bothmart')).toEqual(['flat 0.02']);
  });

  test('a contract replaces the earlier one of the same provider, and no other', () => {
    const own =
      'contracts: [{ provider: acme, floor: { low: 30k, high: 60k }, bands: [{ commitment: 1, discount: 5% }] }]';
    const offers = laid(own);
    expect([shown(contract(offers, 'acme').floor.low), ...bands(contract(offers, 'acme'))]).toEqual([
      '30000',
      '1 at 0.05',
    ]);
    expect([contract(offers, 'beta').floor.low, offers.usualFloor.low].map(shown)).toEqual(['5000', '5000']);
    expect(offers.contractOf('gamma')).toBe('notOffered');
  });

  test('a contract on offer replaces none, and none replaces one', () => {
    const entry = (provider: string, of: string) =>
      `contracts: [{ provider: ${provider}, floor: { low: 1, high: 2 }, bands: [${of}] }]`;
    expect(laid(entry('acme', '')).contractOf('acme')).toBe('notOffered');
    expect(bands(contract(laid(entry('gamma', '{ commitment: 0, discount: 5% }')), 'gamma'))).toEqual(['0 at 0.05']);
  });
});

test('the offers that ship are those of the article', () => {
  expect(discounts(SHIPPED_OFFERS, 'tokenmart')).toEqual([
    'claude-opus-4.7 0.15',
    'gpt-5.4 0.2',
    'gemini-3.1-pro 0.3',
    'grok-4.1 0.65',
  ]);
  const usual = contract(SHIPPED_OFFERS, 'anthropic');
  expect([shown(usual.floor.low), shown(usual.floor.high), ...bands(usual)]).toEqual(['50000', '100000', '0 at 0.2']);
});

describe('terms of an aggregator beside its discounts', () => {
  const read = (terms: string) => aggregator(laid(`aggregators: { a: { ${terms} } }`), 'a');

  test('land in their places', () => {
    const {
      purchaseFee,
      markup,
      sells,
      regions,
      shown: shownWhen,
    } = read(
      'sells: all, markup: 5%, regions: [eu, us], shown: whenAsked, purchaseFee: { share: 5.5%, minimum: 0.80, purchases: 4 }',
    );
    expect([sells, shownWhen, regions]).toEqual(['all', 'whenAsked', ['eu', 'us']]);
    expect([markup, purchaseFee?.share, purchaseFee?.minimum, purchaseFee?.purchases].map(shown)).toEqual([
      '0.05',
      '0.055',
      '0.8',
      '4',
    ]);
    const { topUp, prepay } = read('sells: all, prepay: true, topUp: { pay: 100, credit: 110, expiresAfterDays: 365 }');
    expect([prepay, topUp?.expiresAfterDays]).toEqual([true, 365]);
    const { ownKeyFee } = read('sells: all, ownKeyFee: { share: 5%, allowance: 25k }');
    expect([ownKeyFee?.share, ownKeyFee?.allowance].map(shown)).toEqual(['0.05', '25000']);
  });

  test('are one purchase a month, no minimum, no allowance and no markup where nothing is said', () => {
    const { purchaseFee, markup, prepay, regions } = read('sells: all, purchaseFee: { share: 5% }');
    expect([purchaseFee?.minimum, purchaseFee?.purchases, markup].map(shown)).toEqual(['0', '1', '0']);
    expect([prepay, regions]).toEqual([false, undefined]);
    expect(shown(read('sells: all, ownKeyFee: { share: 5% }').ownKeyFee?.allowance)).toBe('0');
  });
});

test('gateways ship with a source of their own, wait to be asked for, and are never under list', () => {
  const gateways = SHIPPED_OFFERS.aggregators.filter((each) => each.sells !== 'named');
  const ids = ['cloudflare', 'edenai', 'edgee', 'merge-gateway', 'openrouter', 'openrouter-byok', 'portkey', 'vercel'];
  const reported = ['edgee', 'portkey'];
  expect(gateways.map((each) => each.id).sort()).toEqual(ids);
  for (const gateway of gateways) {
    expect([gateway.shown, gateway.discounts.size, gateway.topUp]).toEqual(['whenAsked', 0, undefined]);
    const confidence = reported.includes(gateway.id) ? 'secondHand' : 'official';
    expect(gateway.source).toMatchObject({ confidence, url: expect.stringMatching(/^https:/) });
  }
  const { purchaseFee } = aggregator(SHIPPED_OFFERS, 'openrouter');
  const { ownKeyFee } = aggregator(SHIPPED_OFFERS, 'openrouter-byok');
  expect([purchaseFee?.share, purchaseFee?.minimum, ownKeyFee?.share, ownKeyFee?.allowance].map(shown)).toEqual([
    '0.055',
    '0.8',
    '0.05',
    '25000',
  ]);
});
