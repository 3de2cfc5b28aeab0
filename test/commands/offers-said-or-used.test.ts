import { describe, expect, test } from 'vitest';
import { offersSchema } from '../../src/files/schemas/offers-schema.ts';
import { fileOf } from '../support/folders.ts';
import { run } from '../support/transcript.ts';

const WORKLOAD = {
  name: 'a',
  model: 'claude-opus-4.7',
  tokens: { input: '5B', output: '900M' },
  cacheHitRatio: '30%',
  batchEligible: '20%',
};
const aggregator = (more: object) => ({ aggregators: { mart: { discounts: { 'claude-opus-4.7': '5%' }, ...more } } });
const TOP_UP = { topUp: { pay: '1k', credit: '1.1k' } };
const contract = (more: object, provider = 'anthropic') => ({
  contracts: [
    { provider, floor: { low: '20k', high: '40k' }, bands: [{ commitment: '25k', discount: '20%' }], ...more },
  ],
});
const LARGER = { bands: [{ commitment: '30k', discount: '20%' }] };
const cloud = (more: object, name = 'aws') => ({
  cloudCommitments: { [name]: { remaining: '120k', monthsLeft: '6', otherMonthlySpend: '10k', ...more } },
});
const market = (more: object) => ({ marketplaces: { mine: { cloud: 'aws', providers: ['anthropic'], ...more } } });
const capacity = (price: string, model = 'claude-opus-4.7') => ({
  reserved: {
    ours: {
      unit: 'unit',
      terms: [{ name: 'month', usdPerUnit: price, per: 'month' }],
      modes: ['standard'],
      models: { [model]: { tokensPerMinute: '1000', weights: { input: '1', output: '5' } } },
    },
  },
});
const level = (name: string, credit: string) => ({
  serviceLevels: { [name]: { target: '99.9%', credits: [{ below: '99.9%', credit }] } },
});

/** Two offers files that differ in one key, and what a note calls it. */
const OFFERS: readonly (readonly [key: string, one: object, other: object, told: string])[] = [
  ['name', aggregator({ name: 'One' }), aggregator({ name: 'Two' }), 'mart'],
  ['discounts', aggregator({}), aggregator({ discounts: { 'claude-opus-4.7': '9%' } }), 'mart'],
  [
    'discounts of another model',
    aggregator({ discounts: { 'gpt-5.4': '5%' } }),
    aggregator({ discounts: { 'gpt-5.4': '9%' } }),
    'mart',
  ],
  ['sells', aggregator({}), aggregator({ sells: 'all' }), 'mart'],
  ['markup', aggregator({}), aggregator({ markup: '2%' }), 'mart'],
  ['purchaseFee', aggregator({}), aggregator({ purchaseFee: { share: '2%' } }), 'mart'],
  ['ownKeyFee', aggregator({}), aggregator({ ownKeyFee: { share: '2%' } }), 'mart'],
  ['monthlyFee', aggregator({}), aggregator({ monthlyFee: '10' }), 'mart'],
  ['regions', aggregator({}), aggregator({ regions: ['eu'] }), 'regions'],
  ['addedLatencyP95Ms', aggregator({}), aggregator({ addedLatencyP95Ms: ['10', '20'] }), 'addedLatencyP95Ms'],
  ['topUp', aggregator({}), aggregator(TOP_UP), 'topUp'],
  ['prepay', aggregator(TOP_UP), aggregator({ ...TOP_UP, prepay: 'true' }), 'mart'],
  ['serves', aggregator({}), aggregator({ serves: ['cache'] }), 'mart'],
  ['shown', aggregator({}), aggregator({ shown: 'whenAsked' }), 'mart'],
  ['belief', aggregator({ ground: 'claimed' }), aggregator({ ground: 'claimed', belief: '50%' }), 'belief'],
  ['floor', contract({}), contract({ floor: { low: '22k', high: '40k' } }), 'floor'],
  ['bands', contract({}), contract({ bands: [{ commitment: '25k', discount: '25%' }] }), 'bands'],
  ['discountRange', contract({}), contract({ discountRange: ['10%', '30%'] }), 'discountRange'],
  ['overage', contract({ overage: 'contract' }), contract({ overage: 'list' }), 'overage'],
  ['fulfilment', contract({ fulfilment: 'monthly' }), contract({ fulfilment: 'annual' }), 'fulfilment'],
  ['rollover', contract({}), contract({ rollover: '50%' }), 'rollover'],
  ['commitmentBasis', contract(LARGER), contract({ ...LARGER, commitmentBasis: 'list' }), 'commitmentBasis'],
  ['floorBasis', contract({}), contract({ floorBasis: 'contracted' }), 'floorBasis'],
  ['ramp', contract({ termMonths: '12' }), contract({ termMonths: '12', ramp: ['50%', '100%'] }), 'ramp'],
  ['termMonths', contract({ termMonths: '12' }), contract({ termMonths: '24' }), 'termMonths'],
  ['newerModels', contract({}), contract({ newerModels: 'excluded' }), 'newerModels'],
  ['priceProtection', contract({}), contract({ priceProtection: 'true' }), 'priceProtection'],
  ['mostFavoured', contract({}), contract({ mostFavoured: 'true' }), 'mostFavoured'],
  [
    'contract of another provider',
    contract({}, 'openai'),
    contract({ overage: 'list' }, 'openai'),
    'the contract with openai',
  ],
  ['remaining', cloud({}), cloud({ remaining: '150k' }), 'the commitment to aws'],
  ['prepaid', cloud({}), cloud({ prepaid: 'true' }), 'the commitment to aws'],
  [
    'commitment to a cloud that sells nothing',
    cloud({}, 'nimbus'),
    cloud({ remaining: '1k' }, 'nimbus'),
    'the commitment to nimbus',
  ],
  ['discount of a marketplace', market({}), market({ discount: '3%' }), 'the marketplace mine'],
  ['reserved', capacity('100'), capacity('200'), 'the reserved capacity ours'],
  ['reserved for another model', capacity('100', 'gpt-5.4'), capacity('200', 'gpt-5.4'), 'the reserved capacity ours'],
  ['serviceLevels', level('ours', '5%'), level('ours', '10%'), 'the service level ours'],
];

/** What waits to be asked for is told as that by an estimate, which does not show it. What a plan may use and need not is not told of it: these are, whatever the plan is. */
const TOLD_BY_A_PLAN = /another|sells nothing|^serviceLevels|^regions|^added|^topUp/;

const COMMANDS = { estimate: ['estimate'], check: ['check', '--max', '100k'], decide: ['decide'] } as const;

async function answer(name: keyof typeof COMMANDS, offers: object, own: object) {
  const [profile, file] = [{ workloads: [{ ...WORKLOAD, ...own }] }, fileOf(JSON.stringify(offers))];
  const line = [...COMMANDS[name], '--profile', '-', '--offers', file, '--format', 'json', '--quiet'];
  const { stdout, exitCode } = await run([...line, '--as-of', '2026-11-27'], JSON.stringify(profile));
  expect(exitCode).not.toBe(2);
  const { assumptions, ...rest } = JSON.parse(stdout);
  const isIdle = ({ code }: { code: string }) => code === 'offersIdle';
  return {
    told: assumptions.filter(isIdle).map(({ text }: { text: string }) => text) as string[],
    rest: JSON.stringify({ ...rest, assumptions: assumptions.filter((each: { code: string }) => !isIdle(each)) }),
  };
}

const CASES = (Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]).flatMap((name) =>
  OFFERS.filter(([key]) =>
    name === 'decide' ? TOLD_BY_A_PLAN.test(key) : name === 'check' || key !== 'shown',
  ).flatMap((offers) =>
    (name === 'check' ? [{}, { channel: 'mart' }, { channel: 'direct' }] : [{}])
      // A channel that no file sells is refused.
      .filter(({ channel }: { channel?: string }) => channel !== 'mart' || /"mart":.*opus/.test(JSON.stringify(offers)))
      .map((own) => [name, JSON.stringify(own), ...offers, own] as const),
  ),
);

describe('what an offers file states has an effect or is told, in one note, and never both', () => {
  test.each(CASES)('%s %s: %s', { timeout: 60_000 }, async (name, _, key, one, other, told, own) => {
    const [before, after] = [await answer(name, one, own), await answer(name, other, own)];
    expect(after.told.length).toBeLessThan(2);
    const words =
      told === 'mart'
        ? `(?:${key}|here:|;) (?:of )?mart`
        : `\\b${told}(?:, \\w+)* of|here: mart \\(|(?<!of )${told} \\(`;
    const isTold = new RegExp(words).test(after.told.join());
    expect([isTold, after.told]).toEqual([before.rest === after.rest, after.told]);
  });

  test('every key of an aggregator and of a contract stands in a table here', () => {
    const keys = (schema: { shape: object }) => Object.keys(schema.shape);
    const { aggregators, contracts } = offersSchema.shape;
    const stated = [...keys(aggregators.unwrap().valueType), ...keys(contracts.unwrap().element)];
    const tried = new Set(OFFERS.flatMap(([key]) => key.split(' ')[0] ?? ''));
    // Calls that a profile has none of are told as such; a ground leans, and a source speaks, of a price that is there.
    const elsewhere = ['provider', 'calls', 'ground', 'source'];
    expect(stated.filter((key) => !tried.has(key) && !elsewhere.includes(key))).toEqual([]);
  });
});
