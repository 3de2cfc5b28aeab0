import { describe, expect, test } from 'vitest';
import { shown as asked, prepaid } from '../../../src/decision/channels/asked-offers.ts';
import { check } from '../../../src/decision/check/check.ts';
import { type Context, estimate } from '../../../src/decision/estimate/estimate.ts';
import { feeCost } from '../../../src/domain/fee.ts';
import { totalOf } from '../../../src/domain/line-item.ts';
import type { Offers } from '../../../src/domain/offer.ts';
import type { Parsed } from '../../../src/domain/quantity-text.ts';
import { sum } from '../../../src/domain/units.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { readOffers } from '../../../src/files/offers.ts';
import { acme, advice, answerFor, costs, notes, obstacles, published, row } from '../../support/answers.ts';
import { most, purchases } from '../../support/limits.ts';
import { ACME_OFFERS_DOCUMENT, offersDocument } from '../../support/pricing.ts';
import { part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const gateways: Context = {
  ...acme,
  offers: readOffers([ACME_OFFERS_DOCUMENT, offersDocument('fixtures/offers/gateways.yaml')]),
};
const flat = (stated: Partial<Workload> = {}) => workload('flat', '100M', '10M', stated); // 1,500 at list
const opus = (stated: Partial<Workload> = {}) => workload('claude-opus-4.7', '500M', '1.5B', stated); // 40,000 at list

function context(change: (offers: Offers, id: string) => Parsed<Offers>, ...ids: string[]): Context {
  const offers = ids.reduce((laid, id) => {
    const parsed = change(laid, id);
    return 'fault' in parsed ? expect.fail(parsed.fault) : parsed.value;
  }, published.offers);
  return { ...published, offers };
}

const channels = (answer: ReturnType<typeof answerFor>) => [
  ...new Set(answer.configurations.map((each) => each.channel.id)),
];
const fees = (answer: ReturnType<typeof answerFor>, id: string) =>
  row(answer, id).bill.fees.map((fee) => `${fee.kind} of ${shown(fee.basis)}: ${shown(feeCost(fee))}`);

describe('a gateway that ships', () => {
  test('is not shown, and changes no answer, until it is asked for', () => {
    const without = {
      ...published,
      offers: {
        ...published.offers,
        aggregators: published.offers.aggregators.filter((each) => each.id === 'tokenmart'),
      },
    };
    const workloads = [opus(), workload('gpt-5.4', '1B', '100M', { cacheHitRatio: part('50%') })];
    expect(published.offers.aggregators.length).toBeGreaterThan(1);
    expect(estimate(workloads, published)).toEqual(estimate(workloads, without));
  });

  test('that is asked for changes neither the cheapest row, nor a total, nor what is advised', () => {
    const workloads = [opus(), workload('gpt-5.5', '1B', '100M', { cacheHitRatio: part('50%') })];
    const without = estimate(workloads, published);
    const shownToo = estimate(workloads, context(asked, 'openrouter', 'vercel', 'openrouter-byok'));
    expect(shownToo.workloads.map((each) => each.cheapest?.id)).toEqual(['tokenmart', 'list+cache']);
    expect(shownToo.totals).toEqual(without.totals);
    expect(shownToo.advice.map((each) => each.code)).toEqual(without.advice.map((each) => each.code));
    expect(advice(shownToo, 'changesAggregator')).toEqual(advice(without, 'changesAggregator'));
  });

  test('is shown for a workload that names it, and for that one alone', () => {
    const [named, other] = estimate([opus({ channels: ['list', 'vercel'] }), flatOpus()], published).workloads;
    expect(named && channels(named)).toEqual(['list', 'tokenmart', 'vercel', 'direct']);
    expect(other && channels(other)).toEqual(['list', 'tokenmart', 'direct']);
  });

  test('is shown once an offers file takes it over', () => {
    const own = { aggregators: { openrouter: { sells: 'all' as const, purchaseFee: { share: '4%' } } } };
    const offers = readOffers([ACME_OFFERS_DOCUMENT, offersDocument('pricing/offers/openrouter.yaml'), own]);
    expect(costs(answerFor([flat()], { ...acme, offers }))).toMatchObject({ openrouter: '1560' });
  });
});

const flatOpus = () => ({ ...opus(), name: 'other' });

describe('a row', () => {
  test('holds the tokens at list and the fee beside them', () => {
    const answer = answerFor([opus()], context(asked, 'openrouter'));
    expect(costs(answer)).toMatchObject({ openrouter: '42200', 'openrouter+batch': '21100' });
    expect(fees(answer, 'openrouter')).toEqual(['purchaseFee of 40000: 2200']);
    expect(row(answer, 'openrouter').bill.lineItems).toEqual(row(answer, 'list').bill.lineItems);
    expect(row(answer, 'list').bill.fees).toEqual([]);
  });

  test("is at the credit's cost basis where it is bought in advance", () => {
    const answer = answerFor([opus()], context(prepaid, 'tokenmart'));
    expect(costs(answer)['tokenmart']).toBe('32075.4716981132');
    expect(fees(answer, 'tokenmart')).toEqual(['topUpBonus of 34000: -1924.5283018868']);
  });

  test('has its share of a minimum fee, and of what is above an allowance, of everything bought there', () => {
    const small = workload('flat', '20M', '2M'); // 300 at list
    const answer = estimate(
      [
        { ...small, name: 'a' },
        { ...small, name: 'b' },
      ],
      gateways,
    );
    // 600 of credit is 60 in fees; two purchases are at least 80
    expect(answer.workloads.map((each) => costs(each)['feemart'])).toEqual(['340', '340']);
    expect(costs(answerFor([small], gateways))['feemart']).toBe('380');
    // 3,000 at list is 1,000 above the allowance
    const keys = estimate([flat(), { ...flat(), name: 'b' }], gateways);
    expect(keys.workloads.map((each) => costs(each)['keymart'])).toEqual(['1525', '1525']);
    expect(costs(answerFor([flat()], gateways))['keymart']).toBe('1500');
  });

  test("counts nobody who may not buy there, except on that one's own row", () => {
    const barred = { ...flat({ channels: ['list'] }), name: 'barred' };
    const [first, second] = estimate([flat(), barred], gateways).workloads;
    expect(first && costs(first)['keymart']).toBe('1500');
    expect(second && costs(second)['keymart']).toBe('1525');
  });

  test('counts no workload that does not show the gateway', () => {
    const named = opus({ channels: ['list', 'openrouter-byok'] });
    const [first] = estimate([named, flatOpus()], published).workloads;
    expect(first && costs(first)['openrouter-byok']).toBe('40750');
  });

  test('takes the markup on the discounted price', () => {
    expect(costs(answerFor([flat()], gateways))['markupmart']).toBe('1260'); // 1,500 x 0.8 x 1.05
    expect(costs(answerFor([workload('rate-wins', '100M', '10M')], gateways))['markupmart']).toBe('1575');
  });

  test('multiplies a regional premium too: the fee is on what the tokens cost there', () => {
    const answer = answerFor([workload('regional', '100M', '10M', { region: 'us' })], gateways);
    const list = costs(answer)['list'];
    expect(list).toBe('1650');
    expect(costs(answer)['feemart']).toBe('1815');
  });
});

describe('regions', () => {
  const pinned = (region: string) => answerFor([workload('regional', '100M', '10M', { region })], gateways);

  test('that a gateway does not list are out there', () => {
    expect(obstacles(pinned('us'))['markupmart']).toBe('regionNotOffered');
    expect(obstacles(pinned('us'))['feemart']).toBeUndefined();
  });

  test('that it may not know are warned of, once a workload', () => {
    const answer = estimate([workload('regional', '100M', '10M', { region: 'us' })], gateways);
    expect(notes(answer, 'regionNotKnown')).toEqual([
      { code: 'regionNotKnown', workload: 'regional', region: 'us', aggregators: ['Cachemart', 'Feemart', 'Keymart'] },
    ]);
    expect(notes(estimate([flat()], gateways), 'regionNotKnown')).toEqual([]);
  });
});

describe('the total', () => {
  test('is that of the cheapest rows bought together: a minimum is charged once, whoever else might have shared it', () => {
    // Through Feemart alone for the first; the second has list. Rows share the minimum of 80 by halves: 40 each.
    const small = (name: string, allowed: string[]) => ({
      ...workload('flat', '20M', '2M', { channels: allowed }),
      name,
    });
    const answer = estimate([small('a', ['feemart']), small('b', ['list', 'feemart'])], gateways);
    expect(answer.workloads.map((each) => each.cheapest?.id)).toEqual(['feemart', 'list']);
    expect(answer.workloads.map((each) => each.cheapest && shown(totalOf(each.cheapest.bill)))).toEqual(['340', '300']);
    expect([answer.totals.feesBeyondRows, answer.totals.cheapest].map(shown)).toEqual(['40', '680']);
    expect(notes(answer, 'pooledFees')).toMatchObject([{ aggregator: 'Feemart' }]);
  });

  test('is the sum of its rows where they buy as they count', () => {
    const answer = estimate(
      [flat({ channels: ['feemart'] }), { ...flat({ channels: ['feemart'] }), name: 'b' }],
      gateways,
    );
    const rows = answer.workloads.flatMap((each) => (each.cheapest && totalOf(each.cheapest.bill)) ?? []);
    expect(shown(answer.totals.cheapest)).toBe(shown(sum(rows)));
    expect(notes(answer, 'pooledFees')).toEqual([]);
  });

  test('says how many blocks of credit it takes', () => {
    const answer = estimate([opus()], context(prepaid, 'tokenmart'));
    const [note] = notes(answer, 'prepaidCredit');
    expect(note && [note.blocks, note.cash, note.leftOver].map(shown)).toEqual(['33', '32967', '945.02']);
  });
});

describe('check', () => {
  const checked = (...workloads: Workload[]) => check(workloads, [most('1')], published);

  test('prices what is bought through a gateway, with its fee', () => {
    const answer = checked(opus({ channel: 'openrouter', batchEligible: part('50%') }));
    expect(purchases(answer)).toEqual(['claude-opus-4.7 via openrouter: 31650']); // 30,000 and 5.5% of it
    expect(notes(answer, 'aggregatorTerms')).toMatchObject([{ aggregator: { id: 'openrouter' } }]);
  });

  test('puts an allowance on everything that is bought there: 80,000 at list is 55,000 above it', () => {
    const keyed = opus({ channel: 'openrouter-byok' });
    expect(purchases(checked(keyed))).toEqual(['claude-opus-4.7 via openrouter-byok: 40750']);
    expect(purchases(checked(keyed, { ...keyed, name: 'second' }))).toEqual([
      'claude-opus-4.7 via openrouter-byok: 41375',
      'second via openrouter-byok: 41375',
    ]);
  });

  test('has the minimum of a purchase, once', () => {
    const tiny = workload('gpt-5.4', '1M', '0', { channel: 'openrouter' }); // 2.50 at list
    expect(purchases(checked(tiny))).toEqual(['gpt-5.4 via openrouter: 3.3']);
    expect(purchases(checked(tiny, { ...tiny, name: 'b' }))).toEqual([
      'gpt-5.4 via openrouter: 2.9',
      'b via openrouter: 2.9',
    ]);
  });

  test('counts nothing of a gateway that nothing is bought through', () => {
    const answer = check([opus()], [most('1')], context(asked, 'openrouter'));
    expect(purchases(answer)).toEqual(['claude-opus-4.7 via list: 40000']);
    expect(notes(answer, 'aggregatorTerms')).toEqual([]);
  });
});
