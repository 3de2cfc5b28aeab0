import { describe, expect, test } from 'vitest';
import { multipliersOf, printedOf, usdPerLotOf } from '../../src/domain/price.ts';
import { baselineBill } from '../../src/engine/pricer.ts';
import { lines, total, unpricedMeters } from '../support/bills.ts';
import { billOf, modelOf, rateOf } from '../support/engine.ts';
import { ACME, cardAt } from '../support/pricing.ts';
import { day, multiple, part, shown } from '../support/values.ts';
import { measured, request, workload } from '../support/workloads.ts';

const LIFE = cardAt('fixtures/cards/life.yaml');

const steps = (bill: ReturnType<typeof billOf>) =>
  bill.lineItems.map((item) => multipliersOf(item.price).map((step) => `${step.name} x ${shown(step.factor)}`));

describe('a region', () => {
  const pinned = workload('regional', '100M', '10M', { region: 'us', batchEligible: part('100%') });

  test('adds its premium to every meter', () => {
    expect(lines(billOf(pinned, 'asIs'))).toEqual([
      'input standard: 100000000 x 11 = 1100',
      'output standard: 10000000 x 55 = 550',
    ]);
    const cached = { ...workload('regional', '100M', '0', measured('70M', { '1h': '10M' })), region: 'us' };
    expect(total(billOf(cached, 'cache'))).toBe('517');
  });

  test('adds nothing where the workload is not pinned', () => {
    expect(total(billOf(workload('regional', '100M', '10M'), 'asIs'))).toBe('1500');
  });

  test('stands between batch and the terms of a channel', () => {
    const bill = billOf(pinned, 'batch', ACME, [{ name: 'a channel', factor: multiple('0.8') }]);
    expect(total(bill)).toBe('660');
    expect(steps(bill)[0]).toEqual(['batch x 0.5', 'region us x 1.1', 'a channel x 0.8']);
  });

  test('that the card does not price leaves every meter without a price', () => {
    const bill = billOf({ ...pinned, region: 'eu' }, 'asIs');
    expect(lines(bill)).toEqual([]);
    const reason = 'the card has no price for the region eu; its only region is us';
    expect(bill.unpriced).toEqual([
      { pricing: 'unpriced', meter: 'input', mode: 'standard', reason },
      { pricing: 'unpriced', meter: 'output', mode: 'standard', reason },
    ]);
  });
});

describe('another word for a region', () => {
  const inRegion = (model: string, region: string) => billOf(workload(model, '100M', '20M', { region }), 'asIs', LIFE);

  test('is priced as the region it is declared for', () => {
    for (const region of ['regional', 'eu', 'us']) expect(total(inRegion('heir', region))).toBe('396');
    expect(total(inRegion('ends-replaced', 'eu'))).toBe('180');
  });

  test('is no word of a model whose rate has no such region', () => {
    expect(inRegion('elder', 'eu').unpriced[0]?.reason).toBe(
      'the card has no price for the region eu; it has no regional price',
    );
    expect(inRegion('heir', 'mars').unpriced[0]?.reason).toBe(
      'the card has no price for the region mars; its only region is regional (eu, us)',
    );
  });
});

describe('the baseline', () => {
  test('is every token at the standard, uncached, global price of a short prompt', () => {
    const levers = { cacheHitRatio: part('70%'), batchEligible: part('100%') };
    const pinned = workload('regional', '100M', '10M', { ...levers, region: 'us' });
    expect(total(baselineBill(pinned, rateOf('regional')))).toBe('1500');
    const long = workload('long-above', '100M', '10M', request('0', '5000', '500'));
    expect(total(baselineBill(long, rateOf('long-above')))).toBe('1500');
  });

  test('is priced in a region that the card does not know', () => {
    expect(total(baselineBill(workload('regional', '100M', '10M', { region: 'eu' }), rateOf('regional')))).toBe('1500');
  });
});

describe('a rate', () => {
  test.each([
    ['2026-01-01', '1500'],
    ['2026-06-30', '1500'],
    ['2026-07-01', '1200'],
  ])('is the one in force on %s', (on, expected) => {
    expect(total(baselineBill(workload('dated', '100M', '10M'), rateOf('dated', ACME, day(on))))).toBe(expected);
  });

  test('is found by a declared alias as by its id', () => {
    expect(modelOf('flat-2026-01-01')).toBe(modelOf('flat'));
    expect(ACME.find('flat-2026')).toBeUndefined();
  });
});

describe('a line item', () => {
  test('carries what was printed, what multiplied it, and where it was read', () => {
    const bill = billOf(workload('flat', '100M', '0', { batchEligible: part('100%') }), 'batch');
    const item = bill.lineItems[0];
    expect(item?.price.pricing).toBe('priced');
    expect(item && [shown(printedOf(item.price)), shown(usdPerLotOf(item.price))]).toEqual(['10', '5']);
    expect(steps(bill)).toEqual([['batch x 0.5']]);
    expect(item?.price.source).toEqual({
      url: 'https://acme.example/prices',
      checked: '2026-11-01',
      confidence: 'official',
    });
  });

  test('at a printed cell has no batch step: the cell is the price', () => {
    const stated = { ...measured('100M', {}), batchEligible: part('100%') };
    const bill = billOf(workload('printed-cell', '100M', '0', stated), 'both');
    expect(bill.lineItems.map(({ price }) => shown(printedOf(price)))).toEqual(['0.6']);
    expect(steps(bill)).toEqual([[]]);
  });

  test('is missing where a price is, and never a zero', () => {
    const bill = billOf(workload('no-read', '100M', '10M', measured('70M', { '5m': '10M' })), 'cache');
    expect(lines(bill)).toEqual(['input standard: 20000000 x 10 = 200', 'output standard: 10000000 x 50 = 500']);
    expect(unpricedMeters(bill)).toEqual(['cacheRead standard', 'cacheWrite5m standard']);
    expect(total(bill)).toBeUndefined();
  });
});
