import { describe, expect, test } from 'vitest';
import { recompute } from '../../../src/decision/article/claims.ts';
import type { ArticleCheck, Claims } from '../../../src/domain/claim.ts';
import type { Day } from '../../../src/domain/day.ts';
import { numeral } from '../../../src/domain/exact.ts';
import { readCard } from '../../../src/files/card.ts';
import { readClaims } from '../../../src/files/claims.ts';
import { readAssumptions, readOffers } from '../../../src/files/offers.ts';
import type { ClaimsDocument } from '../../../src/files/schemas/claims-schema.ts';
import type { OffersDocument } from '../../../src/files/schemas/offers-schema.ts';
import { type ShippedPricing, shippedPricing } from '../../../src/files/shipped.ts';
import { PRICING_FOLDER } from '../../support/transcript.ts';

const shipped: ShippedPricing = shippedPricing(PRICING_FOLDER);
const DOCUMENT = shipped.claims() as ClaimsDocument;

/** The check of some claims on the article's card, with some offers. */
function checked(claims: Claims, offers: readonly OffersDocument[] = shipped.offers()): ArticleCheck {
  const compiled = shipped.card(claims.card);
  if (compiled === undefined) throw new Error(`there is no card ${claims.card}`);
  return recompute(claims, {
    card: readCard(compiled),
    offers: readOffers(offers),
    assumptions: readAssumptions(shipped.assumptions()),
    day: claims.asOf,
    quote: {},
    elsewhere: () => '',
  });
}

const ANSWER = checked(readClaims(DOCUMENT));

function computed(check: ArticleCheck): Record<string, string | undefined> {
  const entries = [
    ...check.tables.flatMap(({ cells, beside }) => [...cells, ...beside]),
    ...check.unreconciled.flatMap(({ readings }) => readings),
  ].map((each) => [each.of.id, each.computed === undefined ? undefined : numeral(each.computed)] as const);
  return Object.fromEntries(entries);
}

/** The claims with one printed value replaced. */
function reprinted(id: string, printed: string): Claims {
  const document = structuredClone(DOCUMENT);
  const claim = document.tables.flatMap((table) => table.claims).find((each) => each.id === id);
  if (claim === undefined) throw new Error(`there is no claim ${id}`);
  claim.printed = printed;
  return readClaims(document);
}

/** The shipped offers with the aggregator's discount on one model replaced. */
function discounted(model: string, discount: string): OffersDocument[] {
  const offers = structuredClone(shipped.offers());
  for (const { aggregators } of offers) {
    const discounts = aggregators?.['tokenmart']?.discounts;
    if (discounts !== undefined) discounts[model] = discount;
  }
  return offers;
}

describe('every figure is recomputed to the digit', () => {
  const values = computed(ANSWER);
  test.each([
    // Rates, and 15%, 20%, 30% and 65% off them.
    ['opus-list-in', '5'],
    ['opus-list-out', '25'],
    ['opus-resold-in', '4.25'],
    ['opus-resold-out', '21.25'],
    ['opus-saving', '0.15'],
    ['gpt-list-in', '2.5'],
    ['gpt-list-out', '15'],
    ['gpt-resold-in', '2'],
    ['gpt-resold-out', '12'],
    ['gpt-saving', '0.2'],
    ['gemini-list-in', '2'],
    ['gemini-list-out', '12'],
    ['gemini-resold-in', '1.4'],
    ['gemini-resold-out', '8.4'],
    ['gemini-saving', '0.3'],
    ['grok-list-in', '3'],
    ['grok-list-out', '6'],
    ['grok-resold-in', '1.05'],
    ['grok-resold-out', '2.1'],
    ['grok-saving', '0.65'],
    // Cache reads at 0.1x, writes at 1.25x and 2x, batch at half.
    ['gemini-cache-read', '0.1'],
    ['grok-cache-cut', '0.9'],
    ['opus-write-5m', '1.25'],
    ['opus-write-1h', '2'],
    ['gpt-write', '1'],
    ['gpt-batch-in', '0.5'],
    ['opus-batch-out', '0.5'],
    // 1,058.94 / 999 = 1.06.
    ['top-up-credit', '1058.94'],
    ['top-up-bonus', '0.06'],
    // 500M x 5 + 1.5B x 25; the smaller job is a tenth of it, the larger four times.
    ['opus-small-cost', '4000'],
    ['gpt-small-cost', '2375'],
    ['gemini-small-cost', '1900'],
    ['opus-cost', '40000'],
    ['gpt-cost', '23750'],
    ['gemini-cost', '19000'],
    ['opus-large-cost', '160000'],
    ['gpt-large-cost', '95000'],
    ['gemini-large-cost', '76000'],
    ['opus-input-cost', '2500'],
    ['opus-output-cost', '37500'],
    ['opus-output-share', '0.9375'],
    // 150M x 5 + 350M x 0.50 + 37,500; then half of it all.
    ['output-heavy-cache', '38425'],
    ['output-heavy-cache-change', '-0.039375'],
    ['output-heavy-batch', '20000'],
    ['output-heavy-batch-change', '-0.5'],
    ['output-heavy-both', '19212.5'],
    ['output-heavy-both-change', '-0.5196875'],
    // 450M x 5 + 1.05B x 0.50 + 2,500.
    ['input-heavy-input', '7500'],
    ['input-heavy-output', '2500'],
    ['input-heavy-list', '10000'],
    ['input-heavy-cache', '5275'],
    ['input-heavy-cache-change', '-0.4725'],
    ['input-heavy-batch', '5000'],
    ['input-heavy-both', '2637.5'],
    ['input-heavy-both-change', '-0.73625'],
    // A tenth of the reads is written at 6.25 instead of 5.00: 35M and 105M x 1.25 more.
    ['output-heavy-cache-writing', '38468.75'],
    ['output-heavy-both-writing', '19234.375'],
    ['input-heavy-cache-writing', '5406.25'],
    ['input-heavy-both-writing', '2703.125'],
    ['floor-low', '50000'],
    ['floor-low-year', '600000'],
    ['floor-high', '100000'],
    ['floor-high-year', '1200000'],
    ['opus-to-floor', '10000'],
    ['opus-multiple', '1.25'],
    ['contract-least', '0.1'],
    ['contract-most', '0.3'],
    ['contract-signed', '0.8'],
    ['failed-tokens', '15000000'],
    ['failed-cost', '375'],
    ['failed-input', '25'],
    ['aggregator-least', '0.15'],
    ['aggregator-most', '0.65'],
    // 50,000 and 100,000 over 23,750 and 19,000.
    ['gpt-to-low', '2.1052631579'],
    ['gpt-to-high', '4.2105263158'],
    ['gemini-to-low', '2.6315789474'],
    ['gemini-to-high', '5.2631578947'],
    // 1 - 0.35 / 1.06.
    ['deepest', '0.65'],
    ['deepest-prepaid', '0.6698113208'],
  ])('%s = %s', (id, value) => {
    expect(values[id]).toBe(value);
  });
});

test('all of it agrees, and what does not reconcile is the two claims that are known not to', () => {
  expect(ANSWER.tables.flatMap(({ cells }) => cells.filter((cell) => !cell.agrees))).toEqual([]);
  expect(ANSWER.unreconciled.map(({ claim, reconciles }) => [claim.printed, reconciles])).toEqual([
    ['2-4x the usage', false],
    ['up to 75% off list', false],
  ]);
  expect(ANSWER.agrees).toBe(true);
});

describe('a changed print differs, and nothing else does', () => {
  test.each([
    ['opus-resold-in', '4.26'],
    ['output-heavy-both', '$19,212'], // what rounding half to even would print
    ['output-heavy-both', '$19,212.51'],
    ['output-heavy-cache-change', '4%'], // the bill falls
    ['opus-output-share', '93%'],
    ['floor-high-year', '$1.3M'],
    ['failed-tokens', '15B'],
  ])('%s printed as %s', (id, printed) => {
    const check = checked(reprinted(id, printed));
    const differing = check.tables.flatMap(({ cells }) => cells.filter((cell) => !cell.agrees));
    expect(differing.map((cell) => cell.of.id)).toEqual([id]);
    expect(check.agrees).toBe(false);
  });
});

describe('agreement is at the precision that is printed', () => {
  test.each([
    ['output-heavy-both', '$19,212.50'],
    ['output-heavy-both-change', '-51.97%'],
    ['opus-output-share', '93.75%'],
    ['opus-output-share', '93.8%'],
  ])('%s printed as %s agrees', (id, printed) => {
    expect(checked(reprinted(id, printed)).agrees).toBe(true);
  });
});

test('a price that moves under the print is found in every figure it makes', () => {
  const check = checked(readClaims(DOCUMENT), discounted('grok-4.1', '60%'));
  const differing = check.tables.flatMap(({ cells }) => cells.filter((cell) => !cell.agrees));
  expect(differing.map((cell) => cell.of.id)).toEqual([
    'grok-resold-in',
    'grok-resold-out',
    'grok-saving',
    'aggregator-most',
  ]);
});

test('a claim listed as unreconciled that holds after all is a fault of the listing', () => {
  const check = checked(readClaims(DOCUMENT), discounted('grok-4.1', '75%'));
  expect(check.unreconciled.map(({ claim, reconciles }) => [claim.id, reconciles])).toEqual([
    ['usage-multiple', false],
    ['banner', true],
  ]);
  expect(check.agrees).toBe(false);
});

test('a model the aggregator no longer sells leaves a figure that cannot be had, and that differs', () => {
  const offers = discounted('grok-4.1', '65%');
  for (const { aggregators } of offers) delete aggregators?.['tokenmart']?.discounts?.['grok-4.1'];
  const check = checked(readClaims(DOCUMENT), offers);
  expect(computed(check)['grok-resold-in']).toBeUndefined();
  expect(check.agrees).toBe(false);
});

test('claims are computed for the day of the article', () => {
  expect(readClaims(DOCUMENT).asOf).toBe('2026-11-23' as Day);
});
