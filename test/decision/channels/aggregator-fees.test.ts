import { describe, expect, test } from 'vitest';
import {
  type AggregatorSpend,
  costBasis,
  feesTotal,
  marginalFactor,
  monthlyFees,
  NOTHING_SPENT,
  shareOfFees,
  spentTogether,
} from '../../../src/decision/channels/aggregator-fees.ts';
import { pooledTerms, proportionalCost, proportionalFactor } from '../../../src/decision/channels/aggregator-pool.ts';
import { prepaid } from '../../../src/decision/channels/asked-offers.ts';
import { sellersOf } from '../../../src/decision/channels/channels.ts';
import type { AggregatorChannel } from '../../../src/domain/channel.ts';
import { compare, numeral, roundedText, ZERO } from '../../../src/domain/exact.ts';
import type { Offers } from '../../../src/domain/offer.ts';
import { complement, NO_USD, plus, share, sum, times, type Usd } from '../../../src/domain/units.ts';
import { readOffers } from '../../../src/files/offers.ts';
import { percent } from '../../../src/output/render/numbers.ts';
import fc from '../../support/laws.ts';
import { ACME, ARTICLE, offersDocument, SHIPPED_OFFERS } from '../../support/pricing.ts';
import { dollars, shown } from '../../support/values.ts';

const GATEWAYS = readOffers([
  offersDocument('fixtures/offers/acme.yaml'),
  offersDocument('fixtures/offers/gateways.yaml'),
]);

function channelOf(id: string, model: string, offers: Offers, card = ACME): AggregatorChannel {
  const found = card.find(model);
  const channel = found === undefined ? undefined : sellersOf(offers, found).find((each) => each.id === id);
  return channel ?? expect.fail(`${id} does not sell ${model}`);
}

function prepaidOffers(id: string): Offers {
  const parsed = prepaid(SHIPPED_OFFERS, id);
  return 'fault' in parsed ? expect.fail(parsed.fault) : parsed.value;
}

const article = (id: string, model: string, offers = SHIPPED_OFFERS) => channelOf(id, model, offers, ARTICLE);
const cents = (amount: Usd) => roundedText(amount, 2);
const percentOff = (channel: AggregatorChannel) => percent(complement(share(marginalFactor(channel))));

describe('what one more dollar at list costs', () => {
  test.each([
    ['claude-opus-4.7', '19.81%'],
    ['gpt-5.4', '24.53%'],
    ['gemini-3.1-pro', '33.96%'],
    ['grok-4.1', '66.98%'],
  ])("%s through the article's aggregator, prepaid, is %s less", (model, cut) => {
    expect(percentOff(article('tokenmart', model, prepaidOffers('tokenmart')))).toBe(cut);
  });

  test('a bonus of 6% is a cost basis of 1/1.06: 5.66% less, never 6%', () => {
    const { aggregator } = article('tokenmart', 'gpt-5.4', prepaidOffers('tokenmart'));
    expect(numeral(costBasis(aggregator))).toBe('0.9433962264');
    expect(costBasis(aggregator).divisor).toBe(53n);
  });

  test('is the discount alone where nobody says that credit is prepaid', () => {
    expect(percentOff(article('tokenmart', 'claude-opus-4.7'))).toBe('15%');
  });

  test.each([
    ['openrouter', '1.055'],
    ['openrouter-byok', '1.05'],
    ['vercel', '1'],
    ['cloudflare', '1.05'],
    ['edenai', '1.055'],
    ['merge-gateway', '1.05'],
  ])('through the gateway %s is %s', (id, factor) => {
    expect(shown(marginalFactor(article(id, 'gpt-5.4')))).toBe(factor);
  });

  test('has discount, markup, fee and bonus in one: 0.9 x 1.02 / 1.1, and 0.8 x 1.05', () => {
    expect(shown(marginalFactor(channelOf('blockmart', 'flat', GATEWAYS)))).toBe('0.8345454545');
    expect(shown(marginalFactor(channelOf('markupmart', 'flat', GATEWAYS)))).toBe('0.84');
    expect(shown(marginalFactor(channelOf('markupmart', 'rate-wins', GATEWAYS)))).toBe('1.05');
  });
});

/** Twice the article's 500M in and 1.5B out on each of its three models, at list. */
const TWICE: readonly (readonly [model: string, listCost: Usd])[] = [
  ['claude-opus-4.7', dollars('80_000')],
  ['gpt-5.4', dollars('47_500')],
  ['gemini-3.1-pro', dollars('38_000')],
];

function bought(id: string, offers: Offers): { proportional: Usd; all: AggregatorSpend } {
  const costs = TWICE.map(([model, listCost]) => proportionalCost(article(id, model, offers), listCost));
  return { proportional: sum(costs.map((each) => each.cost)), all: costs.reduce(spentTogether, NOTHING_SPENT) };
}

describe('twice the article, all through one aggregator', () => {
  test('is 132,600, and 125,094.34 with the bonus', () => {
    expect(cents(bought('tokenmart', SHIPPED_OFFERS).proportional)).toBe('132600.00');
    const { proportional, all } = bought('tokenmart', prepaidOffers('tokenmart'));
    expect(cents(proportional)).toBe('125094.34');
    const { aggregator } = article('tokenmart', 'gpt-5.4', prepaidOffers('tokenmart'));
    expect(pooledTerms(aggregator, all).cost).toEqual(proportional);
  });

  test('with Opus direct at 20% off is 124,943.40', () => {
    const rest = TWICE.slice(1).map(([model, listCost]) =>
      proportionalCost(article('tokenmart', model, prepaidOffers('tokenmart')), listCost),
    );
    expect(cents(sum([dollars('64_000'), ...rest.map((each) => each.cost)]))).toBe('124943.40');
  });

  test('with a purchase fee of 5.5% in place of the bonus is 132,600 x 1.055', () => {
    const { aggregator } = article('tokenmart', 'gpt-5.4');
    const purchaseFee = { ...article('openrouter', 'gpt-5.4').aggregator.purchaseFee };
    const { all } = bought('tokenmart', SHIPPED_OFFERS);
    const terms = pooledTerms({ ...aggregator, purchaseFee } as typeof aggregator, all);
    expect(shown(terms.cost)).toBe('139893');
    expect(shown(terms.beyondProportional)).toBe('0');
  });
});

describe('what only the total of a month decides', () => {
  const at = (id: string, model: string, listCost: string, offers = SHIPPED_OFFERS, card = ARTICLE) => {
    const channel = channelOf(id, model, offers, card);
    const cost = proportionalCost(channel, dollars(listCost));
    return { cost, terms: pooledTerms(channel.aggregator, cost) };
  };

  test('a bill of 34,000 takes 33 blocks, 32,967.00 in cash, and leaves 945.02 of credit', () => {
    const { terms } = at('tokenmart', 'claude-opus-4.7', '40_000', prepaidOffers('tokenmart'));
    expect([terms.blocks?.count, terms.blocks?.cash, terms.blocks?.leftOver].map(shown)).toEqual([
      '33',
      '32967',
      '945.02',
    ]);
    expect(shown(terms.billedCost)).toBe('32967');
    expect(cents(terms.cost)).toBe('32075.47');
  });

  test('a bill of whole blocks leaves nothing, and a bill of nothing takes none', () => {
    const whole = at('blockmart', 'flat', '2_444.44', GATEWAYS, ACME).terms; // 2,199.996 of credit
    expect([whole.blocks?.count, whole.blocks?.leftOver].map(shown)).toEqual(['20', '0.004']);
    expect([at('blockmart', 'flat', '110', GATEWAYS, ACME).terms.blocks?.count].map(shown)).toEqual(['1']);
    const { terms } = at('blockmart', 'flat', '0', GATEWAYS, ACME);
    expect([terms.blocks?.count, terms.billedCost, terms.cost].map(shown)).toEqual(['0', '0', '0']);
  });

  test('a fee on blocks is on all the cash that is paid for them', () => {
    // 990 of credit is 9 blocks of 110: 900 in cash, and 2% of it
    const { terms } = at('blockmart', 'flat', '1_100', GATEWAYS, ACME);
    expect([terms.cost, terms.billedCost].map(shown)).toEqual(['918', '918']);
    // one dollar more at list takes a tenth block
    expect(shown(at('blockmart', 'flat', '1_101', GATEWAYS, ACME).terms.billedCost)).toBe('1020');
  });

  test.each([
    ['10', '10.8', '0.25'], // 0.80 rather than 0.55
    ['14.54', '15.34', '0.0003'],
    ['20', '21.1', '0'],
    ['0', '0', '0'],
  ])('%s of credit costs %s with a minimum fee of 0.80', (listCost, cost, beyond) => {
    const { terms } = at('openrouter', 'gpt-5.4', listCost);
    expect([terms.cost, terms.beyondProportional].map(shown)).toEqual([cost, beyond]);
  });

  test.each([
    ['25_000', '25000', '0'],
    ['25_000.01', '25000.0105', '0.0005'],
    ['165_500', '172525', '7025'],
  ])('%s on an own key costs %s: nothing up to the allowance', (listCost, cost, beyond) => {
    const { terms } = at('openrouter-byok', 'gpt-5.4', listCost);
    expect([terms.cost, terms.beyondProportional].map(shown)).toEqual([cost, beyond]);
  });

  test('a minimum is that of every purchase of the month', () => {
    expect(shown(at('feemart', 'flat', '100', GATEWAYS, ACME).terms.cost)).toBe('180');
    expect(shown(at('feemart', 'flat', '1_500', GATEWAYS, ACME).terms.cost)).toBe('1650');
  });
});

describe('laws', () => {
  const money = fc
    .bigInt(0n, 10n ** 9n)
    .map((cents) => dollars(`${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`));
  const offer = fc.constantFrom('feemart', 'markupmart', 'keymart', 'blockmart', 'quietmart', 'bothmart');
  const several = fc.array(money, { minLength: 1, maxLength: 6 });

  test('the shares of the workloads add up to the fees of the month, exactly', () => {
    fc.assert(
      fc.property(offer, several, (id, amounts) => {
        const channel = channelOf(id, 'flat', GATEWAYS);
        const own = amounts.map((amount) => proportionalCost(channel, amount));
        const all = own.reduce(spentTogether, NOTHING_SPENT);
        const shares = own.map((each) => feesTotal(shareOfFees(channel.aggregator, each, all)));
        expect(numeral(sum(shares))).toBe(numeral(feesTotal(monthlyFees(channel.aggregator, all))));
        expect(compare(sum(shares), feesTotal(monthlyFees(channel.aggregator, all)))).toBe(0);
      }),
    );
  });

  test('the month is the proportional costs and what is beyond them, which is never below 0', () => {
    fc.assert(
      fc.property(offer, several, (id, amounts) => {
        const channel = channelOf(id, 'flat', GATEWAYS);
        const own = amounts.map((amount) => proportionalCost(channel, amount));
        const terms = pooledTerms(channel.aggregator, own.reduce(spentTogether, NOTHING_SPENT));
        const proportional = sum(own.map((each) => each.cost));
        expect(compare(terms.cost, plus(proportional, terms.beyondProportional))).toBe(0);
        expect(compare(terms.beyondProportional, ZERO)).toBeGreaterThanOrEqual(0);
        expect(compare(terms.billedCost, terms.cost)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('a bill is linear in what is bought: two halves cost the whole', () => {
    fc.assert(
      fc.property(offer, money, money, (id, a, b) => {
        const channel = channelOf(id, 'flat', GATEWAYS);
        const apart = plus(proportionalCost(channel, a).cost, proportionalCost(channel, b).cost);
        expect(compare(apart, proportionalCost(channel, plus(a, b)).cost)).toBe(0);
        expect(compare(apart, times(plus(a, b), proportionalFactor(channel)))).toBe(0);
      }),
    );
  });

  test('a gateway that passes list prices through is never cheaper than list', () => {
    fc.assert(
      fc.property(fc.constantFrom('openrouter', 'openrouter-byok', 'vercel'), money, (id, amount) => {
        const cost = proportionalCost(article(id, 'gpt-5.4'), amount);
        const terms = pooledTerms(article(id, 'gpt-5.4').aggregator, cost);
        expect(compare(cost.cost, amount)).toBeGreaterThanOrEqual(0);
        expect(compare(terms.cost, amount)).toBeGreaterThanOrEqual(0);
        if (compare(amount, NO_USD) === 0) expect(shown(terms.cost)).toBe('0');
      }),
    );
  });
});
