import { describe, expect, test } from 'vitest';
import { pricedTotal, totalOf } from '../../src/domain/line-item.ts';
import { METERS, type Meter } from '../../src/domain/meter.ts';
import { FREE } from '../../src/domain/price-cell.ts';
import type { BatchCacheRule, PriceCells, Rate } from '../../src/domain/rate-card.ts';
import { bill } from '../../src/engine/bill.ts';
import { priceSheet } from '../../src/engine/price-sheet.ts';
import type { Quantity } from '../../src/engine/quantities.ts';
import { column, termsAt, workloads } from '../support/arbitraries.ts';
import { lines, total } from '../support/bills.ts';
import { billOf, rateOf } from '../support/engine.ts';
import fc from '../support/laws.ts';
import { cardAt } from '../support/pricing.ts';
import { count, multiple, part, price, shown } from '../support/values.ts';
import { measured, workload } from '../support/workloads.ts';

const GRATIS = cardAt('fixtures/cards/gratis.yaml');
const BASE = rateOf('flat');

/** Every meter priced, free or missing, at random. */
const cells: fc.Arbitrary<PriceCells> = fc
  .tuple(...METERS.map(() => fc.constantFrom('priced', 'free', 'missing')))
  .map((states) =>
    Object.fromEntries(
      METERS.flatMap((meter, at) => {
        const state = states[at];
        return state === 'missing' ? [] : [[meter, state === 'free' ? FREE : price(String(at + 1))]];
      }),
    ),
  );

const quantity = (meter: Meter, tokens: string): Quantity => ({
  meter,
  mode: 'standard',
  band: 'base',
  quantity: count(tokens),
});
const amounts = METERS.map((meter, at) => quantity(meter, `${at + 1}M`));
const statusOf = (of: PriceCells, meter: Meter) => {
  const cell = of[meter];
  if (cell === undefined) return 'unpriced';
  return cell === FREE ? 'free' : 'priced';
};
const rateWith = (of: PriceCells, withCache?: BatchCacheRule): Rate => ({
  ...BASE,
  cells: of,
  batch: { multiplier: multiple('0.5'), cells: {}, ...(withCache === undefined ? {} : { withCache }) },
});

describe('what a meter is', () => {
  test('is what its cell says, on any terms: free never turns into a price or into nothing', () => {
    fc.assert(
      fc.property(cells, fc.constantFrom('0%', '15%', '99.9%'), (of, discount) => {
        const sheet = priceSheet(rateWith(of), termsAt(discount));
        for (const meter of METERS) expect(sheet.price(meter, 'standard', 'base').pricing).toBe(statusOf(of, meter));
      }),
    );
  });

  test('is the same in a batch that multiplies: half of free is free, half of nothing is nothing', () => {
    fc.assert(
      fc.property(cells, (of) => {
        const sheet = priceSheet(rateWith(of, 'multiply'), []);
        for (const meter of METERS) expect(sheet.price(meter, 'batch', 'base').pricing).toBe(statusOf(of, meter));
      }),
    );
  });

  test('with a cached rate that wins is that of the cell; without one in a batch, that of the input', () => {
    fc.assert(
      fc.property(cells, (of) => {
        const wins = priceSheet(rateWith(of, 'cacheRateWins'), []);
        const none = priceSheet(rateWith(of, 'noCachedRate'), []);
        expect(wins.price('cacheRead', 'batch', 'base').pricing).toBe(statusOf(of, 'cacheRead'));
        expect(none.price('cacheRead', 'batch', 'base').pricing).toBe(statusOf(of, 'input'));
      }),
    );
  });

  test('in a batch that does not speak of the cache is unpriced, free outside of it or not', () => {
    const sheet = priceSheet(rateWith({ input: FREE, cacheRead: FREE }), []);
    expect(sheet.price('input', 'batch', 'base').pricing).toBe('free');
    expect(sheet.price('cacheRead', 'batch', 'base').pricing).toBe('unpriced');
  });

  test('above a threshold is what the long list says: free below it does not carry over', () => {
    const rate = rateOf('free-writes', GRATIS);
    const sheet = priceSheet(rate, []);
    expect(sheet.price('cacheWrite5m', 'standard', 'base').pricing).toBe('free');
    expect(sheet.price('cacheWrite5m', 'standard', 'long').pricing).toBe('unpriced');
  });

  test('of a write without a premium is that of the input', () => {
    const sheet = priceSheet({ ...rateWith({ input: FREE }), noWritePremium: true }, []);
    expect(sheet.price('cacheWrite5m', 'standard', 'base').pricing).toBe('free');
  });
});

describe('a total', () => {
  test('with free parts is complete; with a missing one it is a lower bound, of what is priced', () => {
    fc.assert(
      fc.property(cells, (of) => {
        const billed = bill(amounts, priceSheet(rateWith(of), []));
        const known = METERS.reduce((sum, meter, at) => {
          const cell = of[meter];
          return cell === undefined || cell === FREE ? sum : sum + (at + 1) * (at + 1);
        }, 0);
        expect(shown(pricedTotal(billed))).toBe(String(known));
        const whole = METERS.every((meter) => of[meter] !== undefined);
        expect(shown(totalOf(billed))).toBe(whole ? String(known) : undefined);
        expect(billed.lineItems.length + billed.unpriced.length).toBe(METERS.length);
      }),
    );
  });

  test('of a free model is nothing, known, however it is bought', () => {
    fc.assert(
      fc.property(workloads, column, fc.constantFrom('0%', '65%'), (of, levers, discount) => {
        const { longContextShare: _, ...rest } = of;
        const billed = billOf({ ...rest, model: 'all-free' }, levers, GRATIS, termsAt(discount));
        expect(billed.unpriced).toEqual([]);
        expect(shown(totalOf(billed))).toBe('0');
      }),
    );
  });

  test('leaves out what is free and nothing else', () => {
    const of = {
      ...workload('free-writes', '100M', '10M', measured('70M', { '5m': '10M' })),
      batchEligible: part('100%'),
    };
    expect(lines(billOf(of, 'both', GRATIS))).toEqual([
      'input batch: 20000000 x 2 = 40',
      'cacheRead batch: 70000000 x 0.2 = 14',
      'cacheWrite5m batch: 10000000 x 0 = 0',
      'output batch: 10000000 x 10 = 100',
    ]);
    expect(total(billOf(of, 'both', GRATIS))).toBe('154');
  });
});

test('a free line says so, and carries no price to multiply', () => {
  const { lineItems } = billOf(workload('all-free', '1M', '0'), 'asIs', GRATIS, termsAt('15%'));
  expect(lineItems.map((item) => item.price)).toEqual([
    {
      pricing: 'free',
      meter: 'input',
      mode: 'standard',
      band: 'base',
      source: { url: 'https://acme.example/prices', checked: '2026-10-30', confidence: 'official' },
    },
  ]);
});
