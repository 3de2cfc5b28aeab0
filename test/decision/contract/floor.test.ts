import { describe, expect, test } from 'vitest';
import { floorVerdict } from '../../../src/decision/contract/floor.ts';
import { type Context, estimate } from '../../../src/decision/estimate/estimate.ts';
import type { ProviderFloor } from '../../../src/domain/estimate.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { readOffers } from '../../../src/files/offers.ts';
import { acme, notes, published } from '../../support/answers.ts';
import { ACME_OFFERS_DOCUMENT } from '../../support/pricing.ts';
import { dollars, multiple, part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

function floors(workloads: readonly Workload[], context: Context = acme): ProviderFloor[] {
  return [...estimate(workloads, context).floors];
}

function floor(of: Workload, context: Context = acme): ProviderFloor {
  return floors([of], context)[0] ?? expect.fail('one provider has one floor');
}

const distance = (of: ProviderFloor) => [shown(of.baselineSpend), shown(of.toFloor), shown(of.volumeMultiple)];

test.each([
  ['0', 'below'],
  ['49_999.99', 'below'],
  ['50_000', 'within'],
  ['100_000', 'within'],
  ['100_000.01', 'above'],
] as const)('a spend of %s a month is %s a floor of 50,000 to 100,000', (spend, verdict) => {
  expect(floorVerdict(dollars(spend), { low: dollars('50_000'), high: dollars('100_000') })).toBe(verdict);
});

test('at a floor that is one amount, only that amount is within', () => {
  const point = { low: dollars('50_000'), high: dollars('50_000') };
  expect(['49_999', '50_000', '50_001'].map((spend) => floorVerdict(dollars(spend), point))).toEqual([
    'below',
    'within',
    'above',
  ]);
});

describe('the way to the floor', () => {
  test.each([
    ['claude-opus-4.7', '40000', '10000', '1.25'],
    ['gpt-5.4', '23750', '26250', '2.1052631579'],
    ['gemini-3.1-pro', '19000', '31000', '2.6315789474'],
  ])('from %s at 500M / 1.5B, %s a month, is %s more, %s times the volume', (model, ...expected) => {
    const of = floor(workload(model, '500M', '1.5B'), published);
    expect(of.verdict).toBe('below');
    expect(distance(of)).toEqual(expected);
  });

  test.each([
    ['99_999_999', 'below', ['999.99999', '0.00001', '1.00000001']],
    ['100M', 'within', ['1000', '0', undefined]],
    ['200M', 'within', ['2000', '0', undefined]],
    ['200_000_001', 'above', ['2000.00001', '0', undefined]],
  ])('ends at it: %s of input is %s', (input, verdict, expected) => {
    const of = floor(workload('flat', input, '0'));
    expect(of.verdict).toBe(verdict);
    expect(distance(of)).toEqual(expected);
  });
});

describe('the spend', () => {
  test('is the baseline, whatever the levers, the region or the length of prompts', () => {
    const levers = { cacheHitRatio: part('70%'), readsPerWrite: multiple('7'), batchEligible: part('100%') };
    const of = floor(workload('regional', '100M', '10M', { ...levers, region: 'us' }));
    // 1.1 x 447.50 with the levers
    expect([shown(of.baselineSpend), shown(of.optimisedSpend)]).toEqual(['1500', '492.25']);
    expect([of.verdict, of.optimisedVerdict]).toEqual(['within', 'below']);
  });

  test('that is missing is missing from the baseline', () => {
    const of = floor(workload('flat', '50M', '0', { batchEligible: part('100%') }));
    expect([shown(of.optimisedSpend), ...distance(of)]).toEqual(['250', '500', '500', '2']);
  });

  test('with levers can still be over the floor', () => {
    const of = floor(workload('flat', '500M', '0', { batchEligible: part('100%') }));
    expect([shown(of.optimisedSpend), of.verdict, of.optimisedVerdict]).toEqual(['2500', 'above', 'above']);
  });

  test('is not lowered by levers that nobody stated', () => {
    const of = floor(workload('flat', '100M', '0'));
    expect([shown(of.optimisedSpend), of.optimisedVerdict]).toEqual(['1000', 'within']);
  });

  test('is added up by provider, in the order of the workloads', () => {
    const all = [workload('beta-flat', '10M', '0'), workload('flat', '70M', '0'), workload('regional', '30M', '0')];
    expect(floors(all).map((of) => [of.provider, shown(of.baselineSpend), of.verdict])).toEqual([
      ['beta', '100', 'below'],
      ['acme', '1000', 'within'],
    ]);
  });

  test('is known to be a lower bound when something has no price', () => {
    expect(floor(workload('no-read', '10M', '0', { cacheHitRatio: part('70%') })).complete).toBe(false);
    expect(floor(workload('no-read', '10M', '0')).complete).toBe(true);
  });
});

describe('the floor', () => {
  const low = (model: string, context?: Context) => shown(floor(workload(model, '10M', '0'), context).floor.low);

  test("is the contract's of the provider, or the usual one", () => {
    expect([low('flat'), low('beta-flat'), low('gamma-flat')]).toEqual(['1000', '5000', '5000']);
  });

  test('is your own for every provider where you give one', () => {
    const context = { ...acme, quote: { floor: { low: dollars('50'), high: dollars('99') } } };
    expect([low('flat', context), low('beta-flat', context), low('gamma-flat', context)]).toEqual(['50', '50', '50']);
    expect(floor(workload('flat', '10M', '0'), context).verdict).toBe('above');
    expect(shown(estimate([workload('flat', '10M', '0')], context).usualFloor.low)).toBe('50');
  });
});

describe('a discount that takes its buyer under the floor', () => {
  const warnings = (input: string, context: Context = acme) =>
    notes(estimate([workload('flat', input, '0', { batchEligible: part('0') })], context), 'contractedUnderFloor').map(
      (note) => [note.provider, shown(note.listSpend), shown(note.contracted), shown(note.floor.low)],
    );

  test('is warned of, with both amounts', () => {
    expect(warnings('100M')).toEqual([['acme', '1000', '900', '1000']]);
  });

  test('is not, where the contracted amount is at the floor', () => {
    const context = { ...acme, quote: { discount: part('20%') } };
    expect(warnings('124_999_999', context)).toEqual([['acme', '1249.99999', '999.999992', '1000']]);
    expect(warnings('125M', context)).toEqual([]);
  });

  test('is told by the band that costs the spend least', () => {
    const bands = [
      { commitment: '0', discount: '0' },
      { commitment: '1_100', discount: '60%' },
    ];
    const own = { contracts: [{ provider: 'acme', floor: { low: '1_000', high: '2_000' }, bands }] };
    const context = { ...acme, offers: readOffers([ACME_OFFERS_DOCUMENT, own]) };
    expect(warnings('110M', context)).toEqual([]);
    expect(warnings('120M', context)).toEqual([['acme', '1200', '480', '1000']]);
  });

  test('is not, where the list amount does not reach the floor, or there is no contract', () => {
    expect(warnings('99_999_999')).toEqual([]);
    const gamma = estimate([workload('gamma-flat', '600M', '0')], acme);
    expect(notes(gamma, 'contractedUnderFloor')).toEqual([]);
  });

  test('is warned of at the spend that the levers leave', () => {
    const of = workload('flat', '200M', '0', { batchEligible: part('100%') });
    const [note] = notes(estimate([of], acme), 'contractedUnderFloor');
    expect([shown(note?.listSpend), shown(note?.contracted)]).toEqual(['1000', '900']);
  });
});
