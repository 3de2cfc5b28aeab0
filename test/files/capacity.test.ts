import { expect, test } from 'vitest';
import { readOffers } from '../../src/files/offers.ts';
import { ACME_OFFERS_DOCUMENT, offersDocument } from '../support/pricing.ts';
import { shown } from '../support/values.ts';

const OWN = readOffers([ACME_OFFERS_DOCUMENT, offersDocument('fixtures/offers/capacity.yaml')]);

test('a reservation: terms, units, and tokens a second as tokens a minute', () => {
  const [rack] = OWN.reserved;
  expect([rack?.name, rack?.unit, rack?.modes, rack?.regional]).toEqual([
    'Rack',
    'slot',
    ['standard', 'priority'],
    true,
  ]);
  expect(rack?.terms.map(({ name, usdPerUnit, per }) => [name, shown(usdPerUnit), per])).toEqual([
    ['monthly', '1000', 'month'],
    ['annual', '9000', 'year'],
  ]);
  const [large] = rack?.models.get('large-2') ?? [];
  expect([large?.name, shown(large?.perMinute as never), large?.minimumUnits, large?.increment]).toEqual([
    '',
    '60000',
    2n,
    2n,
  ]);
  if (large?.measure.kind !== 'tokens') return expect.fail('tokens are weighed');
  expect([shown(large.measure.weights.cacheRead), shown(large.measure.longWeights?.output)]).toEqual(['0.1', '10']);
});

test('pools that are bought apart have steps of their own, else those of the offer', () => {
  const pools = OWN.reserved[0]?.models.get('small-1') ?? [];
  expect(pools.map(({ name, minimumUnits, increment }) => [name, minimumUnits, increment])).toEqual([
    ['input', 1n, 2n],
    ['output', 2n, 5n],
  ]);
});

test('a marketplace and what is owed to its cloud', () => {
  const [bazaar] = OWN.marketplaces;
  const { regionalPremium, drawdown, discount, serves } = bazaar ?? {};
  expect([shown(regionalPremium), shown(drawdown), shown(discount), serves]).toEqual([
    '1.2',
    '0.5',
    '0.05',
    { cache: true, batch: false },
  ]);
  const owed = OWN.cloudCommitments.get('acme-cloud');
  expect([shown(owed?.remaining), owed?.monthsLeft, shown(owed?.otherMonthlySpend), owed?.prepaid]).toEqual([
    '600000',
    6n,
    '80000',
    true,
  ]);
});

test('a ladder of credits with probabilities of its own', () => {
  const [mine] = OWN.serviceLevels;
  expect([mine?.name, mine?.claimDays]).toEqual(['mine', 14]);
  expect(mine?.credits.map((step) => [step.below, step.credit, step.probability].map(shown))).toEqual([
    ['0.999', '0.1', '0.2'],
    ['0.99', '0.5', '0.05'],
  ]);
});

test('an entry of a later file replaces the whole entry of the same id, and leaves the others', () => {
  const over = readOffers([
    ACME_OFFERS_DOCUMENT,
    offersDocument('pricing/offers/marketplaces.yaml'),
    { marketplaces: { bedrock: { cloud: 'aws', providers: ['anthropic'] } } },
  ]);
  expect(over.marketplaces.map(({ id, name, drawdown }) => [id, name, shown(drawdown)])).toEqual([
    ['bedrock', 'bedrock', undefined],
    ['foundry', 'Microsoft Foundry', '1'],
    ['vertex', 'Google Cloud Vertex AI', undefined],
  ]);
});
