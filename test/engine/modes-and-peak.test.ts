import { describe, expect, test } from 'vitest';
import { usdPerLotOf } from '../../src/domain/price.ts';
import { priceSheet } from '../../src/engine/price-sheet.ts';
import { baselineBill } from '../../src/engine/pricer.ts';
import { lines, total, unpricedMeters } from '../support/bills.ts';
import { billOf, rateOf } from '../support/engine.ts';
import { multiple, part, price, shown } from '../support/values.ts';
import { workload } from '../support/workloads.ts';

/** 70M reads, 10M writes, 20M uncached, 10M output: 70 + 125 + 200 + 500 with caching. */
const levers = { cacheHitRatio: part('70%'), readsPerWrite: multiple('7'), batchEligible: part('40%') };

describe('a service mode', () => {
  test('serves what is not in a batch', () => {
    const flex = workload('modes', '100M', '10M', { ...levers, serviceMode: 'flex' });
    expect(lines(billOf(flex, 'batch'))).toEqual([
      'input batch: 40000000 x 5 = 200',
      'input flex: 60000000 x 5 = 300',
      'output batch: 4000000 x 25 = 100',
      'output flex: 6000000 x 25 = 150',
    ]);
    expect(total(billOf(flex, 'cache'))).toBe('447.5');
  });

  test('has its own printed cells and its own way with caching', () => {
    const priority = workload('modes', '100M', '10M', { ...levers, serviceMode: 'priority' });
    expect(lines(billOf(priority, 'cache'))).toEqual([
      'input priority: 20000000 x 20 = 400',
      'cacheRead priority: 70000000 x 1 = 70',
      'cacheWrite5m priority: 10000000 x 12.5 = 125',
      'output priority: 10000000 x 100 = 1000',
    ]);
  });

  test('has its own printed cells for long prompts', () => {
    const stated = { serviceMode: 'flex', longContextShare: part('100%'), batchEligible: part('40%') } as const;
    expect(lines(billOf(workload('modes', '100M', '0', stated), 'batch'))).toEqual([
      'input batch long: 40000000 x 12 = 480',
      'input flex long: 60000000 x 11 = 660',
    ]);
  });

  test('is never in the baseline', () => {
    const priority = workload('modes', '100M', '10M', { serviceMode: 'priority' });
    expect(total(baselineBill(priority, rateOf('modes')))).toBe('1500');
  });

  test.each([
    ['flat', 'the card has no flex price'],
    ['peaking', 'the provider offers no flex price'],
  ])('that %s does not price leaves no price: %s', (model, reason) => {
    const bill = billOf(workload(model, '100M', '10M', { serviceMode: 'flex' }), 'asIs');
    expect(unpricedMeters(bill)).toEqual(['input flex', 'output flex']);
    expect(bill.unpriced[0]?.reason).toBe(reason);
  });
});

describe('peak hours', () => {
  const quarter = { ...levers, peakShare: part('25%') };
  const peakOf = (stated = quarter) => workload('peaking', '100M', '10M', stated);

  test('have prices of their own for their share of every meter', () => {
    expect(total(billOf(peakOf(), 'asIs'))).toBe('1875');
    expect(lines(billOf(peakOf(), 'cache'))).toEqual([
      'input standard peak: 5000000 x 20 = 100',
      'input standard: 15000000 x 10 = 150',
      'cacheRead standard peak: 17500000 x 2 = 35',
      'cacheRead standard: 52500000 x 1 = 52.5',
      'cacheWrite5m standard peak: 2500000 x 25 = 62.5',
      'cacheWrite5m standard: 7500000 x 12.5 = 93.75',
      'output standard peak: 2500000 x 100 = 250',
      'output standard: 7500000 x 50 = 375',
    ]);
  });

  test('are halved by a batch as the other hours are', () => {
    const all = { ...quarter, batchEligible: part('100%') };
    expect(total(billOf(peakOf(all), 'batch'))).toBe('937.5');
  });

  test('split what is not long', () => {
    const half = workload('peaking', '100M', '0', { longContextShare: part('50%'), peakShare: part('50%') });
    expect(lines(billOf(half, 'asIs'))).toEqual([
      'input standard long: 50000000 x 30 = 1500',
      'input standard peak: 25000000 x 20 = 500',
      'input standard: 25000000 x 10 = 250',
    ]);
  });

  test('mean nothing on a model without them, and nothing to the baseline', () => {
    expect(total(billOf(workload('flat', '100M', '10M', { peakShare: part('25%') }), 'asIs'))).toBe('1500');
    expect(total(baselineBill(peakOf(), rateOf('peaking')))).toBe('1500');
  });
});

describe('explicit caches', () => {
  // 2M tokens held for 100 hours
  const storedTokenHours = workload('storing', '200M', '0').input;

  test('are billed by tokens x hours, beside every token', () => {
    const of = workload('storing', '100M', '10M', { ...levers, storedTokenHours });
    expect(total(billOf(of, 'cache'))).toBe('1495');
    expect(lines(billOf(of, 'cache'))).toContain('cacheStorage standard: 200000000 x 3 = 600');
  });

  test('cost nothing where caching is off', () => {
    expect(total(billOf(workload('storing', '100M', '10M', { ...levers, storedTokenHours }), 'asIs'))).toBe('1500');
  });

  test('have no price on a card that prints none', () => {
    const of = workload('flat', '100M', '10M', { ...levers, storedTokenHours });
    expect(unpricedMeters(billOf(of, 'cache'))).toEqual(['cacheStorage standard']);
  });
});

describe('a printed cell', () => {
  const base = rateOf('flat');

  test('of a mode is not that of its peak hours', () => {
    const batch = { multiplier: multiple('0.5'), cells: { input: price('3') } };
    const sheet = priceSheet(
      { ...base, batch, peak: { hours: 'by day', windows: [], cells: { input: price('20') } } },
      [],
    );
    const unit = (band: 'base' | 'peak') => {
      const found = sheet.price('input', 'batch', band);
      return found.pricing === 'unpriced' ? found.reason : shown(usdPerLotOf(found));
    };
    expect([unit('base'), unit('peak')]).toEqual(['3', '10']);
  });

  test('of a write wins over a card that says writes cost no premium', () => {
    const found = priceSheet({ ...base, noWritePremium: true }, []).price('cacheWrite5m', 'standard', 'base');
    expect(found.pricing === 'unpriced' ? found.reason : shown(usdPerLotOf(found))).toBe('12.5');
  });
});
