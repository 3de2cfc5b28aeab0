import { describe, expect, test } from 'vitest';
import { exceedance, meanAvailability } from '../../../src/decision/levers/downtime.ts';
import { expectedCredit } from '../../../src/decision/levers/service-level.ts';
import type { CreditStep } from '../../../src/domain/service-level.ts';
import fc from '../../support/laws.ts';
import { ALL_OFFERS } from '../../support/portfolio.ts';
import { part } from '../../support/values.ts';

const THIRTY_DAYS = 43_200;
const FULL = { qualifying: 1, claimed: 1, usable: 1 };
const ladder = ALL_OFFERS.serviceLevels.find(({ id }) => id === 'usual') ?? { credits: [] };

describe('a ladder of 10% and 25% in a month of 30 days', () => {
  test.each([
    [0.5, 60, 1, '99.931', '22.5', '0.1', '2.27', 3401],
    [1.5, 60, 1, '99.792', '55.9', '1.2', '5.77', 8659],
    [1.5, 60, 0.5, '99.792', '32.3', '0.3', '3.27', 4901],
    [2, 75, 1, '99.653', '71.1', '5.6', '7.95', 11_929],
  ])('%s incidents of %s minutes, %s of them qualifying', (incidents, meanMinutes, qualifying, ...figures) => {
    const downtime = { incidents, meanMinutes };
    const { steps, share, basis } = expectedCredit(ladder, downtime, THIRTY_DAYS, { ...FULL, qualifying });
    const [first = 0, second = 0] = steps.map((step) => step.probability);
    const percent = (value: number, places: number) => (value * 100).toFixed(places);
    expect(basis).toBe('modelled');
    expect([
      percent(meanAvailability(downtime, THIRTY_DAYS), 3),
      percent(first + second, 1),
      percent(second, 1),
      percent(share, 2),
      Math.round(share * 150_000),
    ]).toEqual(figures);
  });
});

test('what is not claimed in time, or cannot be used, is not credited', () => {
  const credit = (claimed: number, usable: number) =>
    expectedCredit(ladder, { incidents: 1.5, meanMinutes: 60 }, THIRTY_DAYS, { ...FULL, claimed, usable }).share;
  expect(credit(0.8, 0.5)).toBeCloseTo(credit(1, 1) * 0.4, 12);
  expect(credit(0, 1)).toBe(0);
});

test('probabilities that the buyer states take the place of the model', () => {
  const step = (below: string, credit: string, probability: string): CreditStep => ({
    below: part(below),
    credit: part(credit),
    probability: part(probability),
  });
  const credits = [step('99.9%', '10%', '20%'), step('99%', '50%', '5%')];
  const worst = { incidents: 1000, meanMinutes: 1000 };
  const { share, basis } = expectedCredit({ credits }, worst, THIRTY_DAYS, { ...FULL, qualifying: 0.5 });
  expect([basis, share]).toEqual(['stated', expect.closeTo(0.0225, 12)]); // (0.02 + 0.025) / 2
});

test('a target without credits is worth nothing', () => {
  expect(expectedCredit({ credits: [] }, { incidents: 9, meanMinutes: 600 }, THIRTY_DAYS, FULL).share).toBe(0);
});

describe('the chance of more downtime than x', () => {
  test('is that of any incident at 0, and falls to nothing', () => {
    expect(exceedance({ incidents: 1.5, meanMinutes: 60 }, 0)).toBeCloseTo(1 - Math.exp(-1.5), 12);
    expect(exceedance({ incidents: 1.5, meanMinutes: 60 }, 1e7)).toBe(0);
    expect(exceedance({ incidents: 0, meanMinutes: 60 }, 0)).toBe(0);
  });

  test('does not underflow with very many incidents', () => {
    // a sum of 2,000 hours on average, with a deviation of 63.2: 1,900 hours are exceeded in about 94%
    expect(exceedance({ incidents: 2000, meanMinutes: 60 }, 1900 * 60)).toBeCloseTo(0.944, 2);
  });

  test('never rises with x and never falls with more incidents', () => {
    const positive = (max: number) => fc.double({ min: 0.01, max, noNaN: true });
    fc.assert(
      fc.property(positive(20), positive(500), positive(5000), positive(500), (incidents, meanMinutes, x, more) => {
        const at = exceedance({ incidents, meanMinutes }, x);
        expect(exceedance({ incidents, meanMinutes }, x + more)).toBeLessThanOrEqual(at + 1e-12);
        expect(exceedance({ incidents: incidents + 1, meanMinutes }, x)).toBeGreaterThanOrEqual(at - 1e-12);
      }),
    );
  });
});
