import { describe, expect, test } from 'vitest';
import { reservations } from '../../../src/decision/reserved/reserved.ts';
import type { Reservation } from '../../../src/domain/reservation.ts';
import { statistic } from '../../../src/domain/statistic.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { readOffers } from '../../../src/files/offers.ts';
import { NORMAL } from '../../support/normal.ts';
import { ALL_OFFERS, LEVER_TERMS, portfolio, published } from '../../support/portfolio.ts';
import { offersDocument } from '../../support/pricing.ts';
import { multiple, part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const BOTH = () => 'both' as const;

function reserved(workloads: readonly Workload[], used = BOTH): Reservation[] {
  const context = { terms: LEVER_TERMS.reserved, normal: NORMAL };
  return reservations(ALL_OFFERS.reserved, portfolio(workloads, published(ALL_OFFERS)), used, context);
}

function only(workloads: readonly Workload[], id: string, used = BOTH): Reservation {
  const found = reserved(workloads, used).find(({ offer }) => offer.id === id);
  if (found === undefined) throw new Error(`${id} is not on offer`);
  return found;
}

const term = (of: Reservation, name: string) => {
  const found = of.terms.find((each) => each.term.name === name);
  if (found === undefined) throw new Error(`no term ${name}`);
  return found;
};

const percent = (value: unknown) => (statistic(value as never) * 100).toFixed(1);

/** 10B in, 40% of it read from cache, 1.2B out. */
const peaky = (k: string, scale = 1) =>
  workload('gpt-5.1', `${10_000 / scale}M`, `${1_200 / scale}M`, {
    cacheHitRatio: part('40%'),
    load: { peakToAverage: multiple(k) },
  });

describe('PTU for gpt-5.1, an annual term, sized for the peak', () => {
  test.each([
    ['1', 75n, '16575', '3425'],
    ['1.1', 85n, '18785', '1215'],
    ['1.25', 95n, '20995', '-995'],
    ['2.5', 190n, '41990', '-21990'],
  ])('peak %s times the average: %s units for %s', (k, units, cost, saving) => {
    const of = only([peaky(k)], 'azure-ptu');
    expect(shown(of.payAsYouGo)).toBe('20000');
    expect(of.pools[0]?.units).toBe(units);
    expect(shown(term(of, 'annual').cost)).toBe(cost);
    expect(shown(term(of, 'annual').saving)).toBe(saving);
  });

  test('a twentieth of it pays for the smallest purchase', () => {
    const of = only([peaky('2.5', 20)], 'azure-ptu');
    expect([shown(of.payAsYouGo), of.pools[0]?.units, shown(term(of, 'annual').cost)]).toEqual(['1000', 15n, '3315']);
  });

  test('a peak that nobody stated is assumed at 2.5, never 1', () => {
    const silent = { ...peaky('1'), load: undefined } as unknown as Workload;
    const of = only([silent], 'azure-ptu');
    expect([shown(of.peakToAverage), of.loadBasis, of.pools[0]?.units]).toEqual(['2.5', 'assumed', 190n]);
  });

  test('two workloads on the model share one deployment, their peaks weighted by what they cost', () => {
    const [low, high] = [
      { ...peaky('1'), name: 'low' },
      { ...peaky('2'), name: 'high' },
    ];
    const of = only([low, high], 'azure-ptu');
    expect([of.workloads, shown(of.peakToAverage)]).toEqual([['low', 'high'], '1.5']);
    expect(of.pools[0]?.units).toBe(225n); // 149.957 x 1.5 = 224.94
  });
});

describe('break-even utilisation', () => {
  const plain = (model: string) => workload(model, '10B', '0', { load: { peakToAverage: multiple('1') } });

  test.each([
    ['gpt-5.1', '260.0625', '280.7', '100.0', '85.0'],
    ['gpt-4.1', '262.8', '277.8', '98.9', '84.1'],
  ])('PTU for %s: %s a unit-month at list', (model, value, hourly, monthly, annual) => {
    const of = only([plain(model)], 'azure-ptu');
    expect(shown(of.pools[0]?.unitValue)).toBe(value);
    const at = (name: string) => percent(term(of, name).breakEven[0]);
    expect([at('hourly'), at('monthly'), at('annual')]).toEqual([hourly, monthly, annual]);
  });

  test('units of input and of output are bought apart: grok-4-1-fast, 110.2% and 111.1%', () => {
    const offers = readOffers([
      offersDocument('pricing/offers/direct.yaml'),
      offersDocument('fixtures/offers/bought-apart.yaml'),
    ]);
    const context = { ...published(offers), day: '2026-05-01' as never };
    const grok = workload('grok-4-1-fast-reasoning', '4_380M', '2_190M', { load: { peakToAverage: multiple('1') } });
    const all = reservations(offers.reserved, portfolio([grok], context), BOTH, {
      terms: LEVER_TERMS.reserved,
      normal: NORMAL,
    });
    const of = all[0] as Reservation;
    // 100,000 and 50,000 tokens a minute: 4 + 4 units, as the vendor's own example
    expect(of.pools.map((pool) => pool.units)).toEqual([4n, 4n]);
    expect(term(of, '30 days').breakEven.map(percent)).toEqual(['110.2', '111.1']);
    expect(shown(term(of, '30 days').cost)).toBe('2433.3333333333'); // 80 a day, 730 / 24 days
  });

  test('list dollars break even at 100%, and only a discount on the purchase moves that', () => {
    const sol = workload('gpt-6-sol', '10B', '1B', { load: { peakToAverage: multiple('1') } });
    const of = only([sol], 'openai-reserved');
    expect(percent(of.terms[0]?.breakEven[0])).toBe('100.0');
    // 20,000 + 10,000 a month is 0.685 a minute, so one dollar a minute
    expect([of.pools[0]?.units, shown(of.terms[0]?.cost)]).toEqual([1n, '43800']);
  });

  test('an offer without a price has none, and still says what it breaks even at', () => {
    const opus = workload('claude-opus-4.7', '10B', '1B', { load: { peakToAverage: multiple('1') } });
    const of = only([opus], 'google-gsu-claude');
    expect(of.terms).toEqual([]);
    expect(shown(of.pools[0]?.unitValue)).toBe('2759.4'); // 210 x 2,628,000 x 5.00 / 1,000,000
  });
});

describe('what does not fit a reservation stays out of it', () => {
  test('batch work: half of it waiting halves the load and what is saved', () => {
    const of = only([{ ...peaky('1'), batchEligible: part('50%') }], 'azure-ptu');
    expect([of.pools[0]?.units, shown(of.payAsYouGo)]).toEqual([40n, '10000']); // 37.49 units
  });

  test('work pinned to a region, or to other channels', () => {
    expect(reserved([{ ...peaky('1'), region: 'eu' }])).toEqual([]);
    expect(reserved([{ ...peaky('1'), channels: ['list'] }])).toEqual([]);
    expect(reserved([{ ...peaky('1'), channels: ['reserved'] }])).toHaveLength(1);
  });

  test('all work in a batch leaves nothing to reserve for', () => {
    expect(reserved([{ ...peaky('1'), batchEligible: part('100%') }])).toEqual([]);
  });

  test('long prompts count by their own weights where the offer has them, and not at all where it has none', () => {
    const half = { longContextShare: part('50%'), load: { peakToAverage: multiple('1') } };
    const gemini = only([workload('gemini-3.1-pro', '43_800M', '0', half)], 'google-gsu');
    // half at weight 1, half at 2: 1.5M a minute
    expect(shown(gemini.pools[0]?.averagePerMinute as never)).toBe('1500000');
    const gpt = only([workload('gpt-5.4', '43_800M', '0', half)], 'azure-ptu');
    expect(shown(gpt.pools[0]?.averagePerMinute as never)).toBe('500000');
  });
});

test('levers taken afterwards idle the units that were bought: batch is not served, cached input weighs nothing', () => {
  const of = only([{ ...peaky('1'), batchEligible: part('50%') }], 'azure-ptu');
  const at = of.effects.map(({ levers, utilisation }) => [levers, percent(utilisation[0])]);
  // 10B + 9.6B weigh 94.2 units: 95; caching leaves 15.6B of 19.6B
  expect(at).toEqual([
    ['asIs', '99.2'],
    ['cache', '78.9'],
    ['batch', '49.6'],
    ['both', '39.5'],
  ]);
});

describe('what a moving load is expected to cost', () => {
  // gpt-5.1 annual breaks even at 82.9% of this mix (221 / 266.73): caching at a weight of 0 is worth more than nothing at list
  const { statistics, cost } = term(only([peaky('2.5')], 'azure-ptu'), 'annual');

  test('the units that pay are far from the peak, and the difference buys latency', () => {
    const [units = 0n] = statistics.priceOptimalUnits;
    expect(units % 5n).toBe(0n);
    expect(Number(units)).toBeGreaterThanOrEqual(15);
    expect(Number(units)).toBeLessThan(75);
    const peakCost = statistic(cost) + statistics.expectedSpill;
    expect(statistics.latencyInsurancePremium).toBeCloseTo(peakCost - statistics.priceOptimalCost, 6);
    expect(statistics.priceValue).toBeCloseTo(20_000 - statistics.priceOptimalCost, 6);
    expect(statistics.priceValue).toBeGreaterThan(0);
  });

  test('a load that never moves spills nothing and needs no insurance', () => {
    const flat = term(only([peaky('1')], 'azure-ptu'), 'annual');
    expect(flat.statistics.priceOptimalUnits).toEqual([75n]);
    expect(flat.statistics.expectedSpill).toBeCloseTo(0, 3);
    expect(flat.statistics.latencyInsurancePremium).toBeCloseTo(0, 3);
    expect(flat.statistics.priceValue).toBeCloseTo(3425, 3);
  });

  test('a price that never breaks even reserves nothing, and all of it is insurance', () => {
    const hourly = term(only([peaky('1')], 'azure-ptu'), 'hourly');
    expect([hourly.statistics.priceOptimalUnits, hourly.statistics.priceValue]).toEqual([[0n], 0]);
    expect(hourly.statistics.latencyInsurancePremium).toBeCloseTo(75 * 730 - 20_000, 3);
  });
});
