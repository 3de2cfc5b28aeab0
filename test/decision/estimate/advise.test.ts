import { describe, expect, test } from 'vitest';
import { type Context, estimate } from '../../../src/decision/estimate/estimate.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { acme, advice, published } from '../../support/answers.ts';
import { problemOf } from '../../support/problems.ts';
import { day, part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const opus = (input: string, output: string, stated: Partial<Workload> = {}) =>
  estimate([workload('claude-opus-4.7', input, output, stated)], published);
const codes = (answer: ReturnType<typeof estimate>) => answer.advice.map((each) => each.code);

describe('the first lever', () => {
  test('is batch where output costs more, whatever its tokens', () => {
    const [lever] = advice(opus('500M', '1.5B'), 'lever');
    expect(lever?.first).toBe('batch');
    expect([lever?.worth.inputCost, lever?.worth.outputCost].map(shown)).toEqual(['2500', '37500']);
  });

  test('is caching where that takes off more, and not wherever input costs more', () => {
    const [lever] = advice(opus('1.5B', '50M'), 'lever');
    expect(lever?.first).toBe('cache');
    expect([lever?.worth.cacheSaving, lever?.worth.batchSaving].map(shown)).toEqual(['4593.75', '4375']);
    const [dearer] = advice(opus('1.5B', '100M'), 'lever');
    expect(dearer?.first).toBe('batch');
    expect([dearer?.worth.inputCost, dearer?.worth.outputCost].map(shown)).toEqual(['7500', '2500']);
  });

  test('comes with what each lever takes off the list bill', () => {
    const [heavy] = advice(opus('1.5B', '100M'), 'lever');
    expect(heavy?.worth.basis).toBe('illustration');
    expect([heavy?.worth.cacheSaving, heavy?.worth.batchSaving].map(shown)).toEqual(['4593.75', '5000']);
    const [stated] = advice(opus('500M', '1.5B', { batchEligible: part('40%') }), 'lever');
    expect(stated?.worth.basis).toBe('stated');
    expect([stated?.worth.cacheSaving, stated?.worth.batchSaving].map(shown)).toEqual([undefined, '8000']);
  });

  test('is worth the same where the list price will not do', () => {
    const [lever] = advice(opus('1.5B', '100M', { channels: ['tokenmart'] }), 'lever');
    expect([lever?.worth.cacheSaving, lever?.worth.batchSaving].map(shown)).toEqual(['4593.75', '5000']);
  });

  test('is advised for each workload, and needs no contract', () => {
    const answer = estimate([workload('flat', '1M', '0'), workload('beta-flat', '0', '1M')], acme);
    expect(advice(answer, 'lever').map(({ worth, first }) => [worth.workload, first])).toEqual([
      ['flat', 'cache'],
      ['beta-flat', 'batch'],
    ]);
    expect(advice(answer, 'noContractNeeded')).toHaveLength(1);
  });
});

describe('what to buy', () => {
  test('is the cheapest row, with what it saves on the baseline', () => {
    const [buy] = advice(opus('500M', '1.5B'), 'buy');
    expect([buy?.choice.id, shown(buy?.cost), shown(buy?.saving)]).toEqual(['tokenmart', '34000', '6000']);
  });

  test('is not said where no row is left', () => {
    const answer = estimate([workload('flat', '1M', '0', { channels: ['direct'] })], acme);
    expect(advice(answer, 'buy')).toEqual([]);
  });
});

describe('the floor', () => {
  test('below it, there is nothing to negotiate yet', () => {
    expect(codes(opus('500M', '1.5B'))).toEqual([
      'lever',
      'noContractNeeded',
      'buy',
      'belowFloor',
      'changesAggregator',
    ]);
  });

  test('at it, the rate card opens', () => {
    const answer = opus('1B', '3B');
    expect(codes(answer)).toContain('negotiate');
    expect(shown(advice(answer, 'negotiate')[0]?.discount)).toBe('0.2');
  });

  test('opens it at the discount that the spend with levers can have', () => {
    const of = workload('flat', '200M', '0', { batchEligible: part('100%') });
    expect(shown(advice(estimate([of], acme), 'negotiate')[0]?.discount)).toBe('0.1');
    const full = { ...of, batchEligible: part('0') };
    expect(shown(advice(estimate([full], acme), 'negotiate')[0]?.discount)).toBe('0.3');
  });

  test('is at risk where the levers take the spend under it', () => {
    const answer = opus('1B', '3B', { batchEligible: part('100%') });
    expect(codes(answer)).toContain('leverageAtRisk');
    expect(codes(answer)).not.toContain('negotiate');
    expect(shown(advice(answer, 'leverageAtRisk')[0]?.provider.optimisedSpend)).toBe('40000');
  });

  test('is not at risk where the spend stays over it', () => {
    expect(codes(opus('2B', '6B', { batchEligible: part('100%') }))).toContain('negotiate');
  });

  test('is advised on by the list price of the work as it runs, which decides whether a contract can be had', () => {
    // 95M x 10 x 1.1 is 1,045 in the region and 950 at the baseline; the floor is 1,000
    const pinned = estimate([workload('regional', '95M', '0', { region: 'us', channels: ['list', 'direct'] })], acme);
    expect(pinned.floors[0]).toMatchObject({ verdict: 'below', listVerdict: 'within' });
    expect(pinned.workloads[0]?.cheapest?.id).toBe('direct');
    expect(codes(pinned)).toContain('negotiate');
    expect(codes(pinned)).not.toContain('belowFloor');
    // half of it in flex mode is under the floor that the baseline reaches
    const flex = estimate([workload('modes', '150M', '0', { serviceMode: 'flex', batchEligible: part('0') })], acme);
    expect(flex.floors[0]).toMatchObject({ verdict: 'within', listVerdict: 'below' });
    const [below] = advice(flex, 'belowFloor');
    expect([shown(below?.missing), shown(below?.volumeMultiple)]).toEqual(['250', '1.3333333333']);
  });

  test('is advised on once for each provider', () => {
    const all = [workload('flat', '100M', '0'), workload('regional', '1M', '0'), workload('beta-flat', '1M', '0')];
    expect(advice(estimate(all, acme), 'negotiate').map((each) => each.provider.provider)).toEqual(['acme']);
    expect(advice(estimate(all, acme), 'belowFloor').map((each) => each.provider.provider)).toEqual(['beta']);
  });
});

describe('what would change the choice of an aggregator', () => {
  const rivals = (of: Workload, context: Context = acme) =>
    advice(estimate([of], context), 'changesAggregator').map(({ aggregator, model, discount, band }) => [
      aggregator,
      model,
      shown(discount),
      shown(band.discount),
    ]);

  test('is a direct discount over the best of the aggregators', () => {
    expect(rivals(workload('flat', '1M', '0'))).toEqual([['Bothmart', 'flat', '0.2', '0.1']]);
    expect(rivals(workload('claude-opus-4.7', '1M', '0'), published)).toEqual([
      ['TokenMart', 'claude-opus-4.7', '0.15', '0.2'],
    ]);
  });

  test('names the band a contract gives at the floor or over it, as the advice to negotiate does', () => {
    const said = (input: string) => {
      const answer = estimate([workload('flat', input, '0', { batchEligible: part('0') })], acme);
      const [change] = advice(answer, 'changesAggregator');
      const [negotiate] = advice(answer, 'negotiate');
      return [change?.band.discount, change?.deeper?.discount, change?.deeper?.commitment, negotiate?.discount].map(
        shown,
      );
    };
    expect(said('1M')).toEqual(['0.1', '0.3', '1400', undefined]);
    expect(said('100M')).toEqual(['0.1', '0.3', '1400', '0.1']);
    expect(said('200M')).toEqual(['0.3', undefined, undefined, '0.3']);
  });

  test('is said once for each model', () => {
    const all = [workload('flat', '1M', '0', { name: 'a' }), workload('flat', '1M', '0', { name: 'b' })];
    expect(advice(estimate(all, acme), 'changesAggregator')).toHaveLength(1);
  });

  test('is not said where nobody resells the model, or no contract is on offer', () => {
    expect(rivals(workload('rate-wins', '1M', '0'))).toEqual([]);
    expect(rivals(workload('gamma-flat', '1M', '0'))).toEqual([]);
  });
});

describe('no answer is given', () => {
  const code = (of: Workload, context: Context) => problemOf(() => estimate([of], context)).code;

  test('for a model that the card does not have, near misses included', () => {
    expect(code(workload('flatt', '1M', '0'), acme)).toBe('unknownModel');
  });

  test('for a day before the first rate of a model', () => {
    expect(code(workload('flat', '1M', '0'), { ...acme, day: day('2025-12-31') })).toBe('noRateOn');
  });
});
