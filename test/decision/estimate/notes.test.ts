import { describe, expect, test } from 'vitest';
import { type Context, estimate } from '../../../src/decision/estimate/estimate.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { acme, article, notes, published } from '../../support/answers.ts';
import { day, dollars, multiple, part, shown } from '../../support/values.ts';
import { request, workload } from '../../support/workloads.ts';

const hits = { cacheHitRatio: part('70%') };
const one = (of: Workload, context: Context = acme) => estimate([of], context);
const acmeOf = (model: string, stated: Partial<Workload> = {}) => one(workload(model, '100M', '10M', stated));
const opus = (context: Context, stated: Partial<Workload>) =>
  one(workload('claude-opus-4.7', '500M', '1.5B', stated), context);

describe('cache writes', () => {
  test.each([
    ['stated hits', hits],
    ['an illustration', {}],
  ])('by default are said with both figures: %s', (_what, stated) => {
    const [note, ...more] = notes(opus(published, stated), 'readsPerWriteAssumed');
    expect(more).toEqual([]);
    expect([shown(note?.readsPerWrite), note?.ttl, note?.ttlStated, note?.capped]).toEqual(['10', '5m', false, false]);
    expect([shown(note?.withWrites), shown(note?.withoutWrites)]).toEqual(['38468.75', '38425']);
  });

  test.each([
    ['stated hits', hits],
    ['an illustration', {}],
  ])('are left out on the card of the article, with both figures: %s', (_what, stated) => {
    const answer = opus(article, stated);
    const [note] = notes(answer, 'cacheWritesLeftOut');
    expect([shown(note?.readsPerWrite), note?.ttl]).toEqual(['10', '5m']);
    expect([shown(note?.withWrites), shown(note?.withoutWrites)]).toEqual(['38468.75', '38425']);
    expect(notes(answer, 'readsPerWriteAssumed')).toEqual([]);
  });

  test('left out are weighed at the stated hits', () => {
    // 175M reads 87.50, 17.5M writes 109.375, 307.5M uncached 1,537.50, output 37,500
    const [note] = notes(opus(article, { cacheHitRatio: part('35%') }), 'cacheWritesLeftOut');
    expect([shown(note?.withWrites), shown(note?.withoutWrites)]).toEqual(['39234.375', '39212.5']);
  });

  test('are said to be capped where they are', () => {
    const [note] = notes(acmeOf('flat', { cacheHitRatio: part('95%') }), 'readsPerWriteAssumed');
    expect(note?.capped).toBe(true);
    // 95M reads 95, 5M writes 62.50 or uncached 50, output 500
    expect([shown(note?.withWrites), shown(note?.withoutWrites)]).toEqual(['657.5', '645']);
  });

  test('that are stated leave nothing to assume but a lifetime', () => {
    const stated = acmeOf('flat', { ...hits, readsPerWrite: multiple('7'), cacheTtl: '5m' });
    const silent = acmeOf('flat', { ...hits, readsPerWrite: multiple('7') });
    expect(notes(stated, 'readsPerWriteAssumed').concat(notes(silent, 'readsPerWriteAssumed'))).toEqual([]);
    expect(notes(stated, 'cacheTtlAssumed')).toEqual([]);
    expect(notes(silent, 'cacheTtlAssumed')).toEqual([{ code: 'cacheTtlAssumed', workload: 'flat', ttl: '5m' }]);
  });

  test('without a premium are said to be none', () => {
    const none = { code: 'noWritePremium', workload: 'no-premium', model: 'no-premium' };
    expect(notes(acmeOf('no-premium', hits), 'noWritePremium')).toEqual([none]);
  });

  test('are not spoken of where there are no hits', () => {
    const answer = acmeOf('flat', { batchEligible: part('40%') });
    expect(answer.assumptions.map((note) => note.code)).not.toContain('readsPerWriteAssumed');
  });
});

describe('prices', () => {
  const aged = (on: string) => notes(one(workload('flat', '1', '1'), { ...acme, day: day(on) }), 'stalePrices');

  test('are fresh for 90 days after somebody looked and stale on the 91st', () => {
    expect(aged('2027-01-30')).toEqual([]);
    expect(aged('2027-01-31')).toEqual([
      { code: 'stalePrices', models: ['flat'], calls: [], several: false, checked: '2026-11-01', days: 91, limit: 90 },
    ]);
  });

  test('are not stale before the day somebody looked', () => {
    expect(aged('2026-01-01')).toEqual([]);
  });
});

describe('what is illustrated or claimed', () => {
  test('the levels of an illustration are named, once and only there', () => {
    const two = estimate([workload('flat', '1M', '0'), workload('regional', '1M', '0')], acme);
    const [note, ...more] = notes(two, 'illustration');
    expect([shown(note?.cacheHitRatio), shown(note?.batchEligible)]).toEqual(['0.7', '1']);
    expect(more).toEqual([]);
    expect(notes(acmeOf('flat', hits), 'illustration')).toEqual([]);
  });

  test('an aggregator with a source is named as its claim where it sells the model', () => {
    const claim = { code: 'aggregatorClaim', name: 'Bothmart', confidence: 'unverified' };
    expect(notes(acmeOf('flat'), 'aggregatorClaim')).toMatchObject([claim]);
    expect(notes(acmeOf('regional'), 'aggregatorClaim')).toEqual([]);
  });

  test('the usual contract is named where no own contract or quote stands', () => {
    const [note] = notes(acmeOf('beta-flat'), 'contractUsual');
    expect(
      [note?.bands[0]?.discount, note?.range?.shallowest, note?.range?.deepest, note?.floor.low].map(shown),
    ).toEqual(['0.2', '0.1', '0.3', '5000']);
    expect(notes(acmeOf('flat'), 'contractUsual')).toEqual([]);
    const two = [workload('claude-opus-4.7', '1M', '0'), workload('gpt-5.4', '1M', '0')];
    expect(notes(estimate(two, published), 'contractUsual')).toHaveLength(1);
    const quoted = { ...acme, quote: { discount: part('25%') } };
    expect(notes(one(workload('beta-flat', '1M', '0'), quoted), 'contractUsual')).toEqual([]);
  });

  test('terms of your own are said to be yours, part by part', () => {
    const own = (quote: Context['quote'], model = 'beta-flat') =>
      [...notes(one(workload(model, '1M', '0'), { ...acme, quote }), 'contractOwn')].map(({ quoted, confidence }) => [
        quoted.discount,
        quoted.floor,
        confidence,
      ]);
    const floor = { low: dollars('1_000'), high: dollars('2_000') };
    expect(own({}, 'flat')).toEqual([[false, false, undefined]]);
    expect(own({ discount: part('25%') })).toEqual([[true, false, 'unverified']]);
    expect(own({ discount: part('25%'), floor })).toEqual([[true, true, 'unverified']]);
    const [usual] = notes(one(workload('beta-flat', '1M', '0'), { ...acme, quote: { floor } }), 'contractUsual');
    expect([usual?.quoted, shown(usual?.floor.low)]).toEqual([{ discount: false, floor: true }, '1000']);
  });

  test('a quoted discount that no contract can carry is warned of', () => {
    const quoted = { ...acme, quote: { discount: part('25%') } };
    const [note, ...more] = notes(one(workload('gamma-flat', '1M', '0'), quoted), 'quoteNotUsed');
    expect([note?.provider, shown(note?.discount), more.length]).toEqual(['gamma', '0.25', 0]);
    expect(notes(one(workload('gamma-flat', '1M', '0')), 'quoteNotUsed')).toEqual([]);
    expect(notes(one(workload('flat', '1M', '0'), quoted), 'quoteNotUsed')).toEqual([]);
  });

  test('work that does not run at the baseline says what of it does not, and by how much', () => {
    const run = (model: string, stated: Partial<Workload>) =>
      notes(acmeOf(model, stated), 'listNotBaseline').map(({ baseline, list, longShare, region, mode }) => [
        shown(baseline),
        shown(list),
        shown(longShare),
        region,
        mode,
      ]);
    expect(run('regional', { region: 'us' })).toEqual([['1500', '1650', '0', 'us', 'standard']]);
    expect(run('long-at', { longContextShare: part('50%') })).toEqual([['1500', '2250', '0.5', undefined, 'standard']]);
    expect(run('modes', { serviceMode: 'flex' })).toEqual([['1500', '750', '0', undefined, 'flex']]);
    expect(run('flat', {})).toEqual([]);
    expect(run('flat', { region: 'mars' })).toEqual([]);
  });

  test('a price that nobody could verify is warned of', () => {
    const [note] = notes(one(workload('grok-4.1', '1M', '1M'), article), 'unverifiedRate');
    expect(note?.model).toBe('grok-4.1');
    expect(notes(opus(article, {}), 'unverifiedRate')).toEqual([]);
  });

  test('alternatives are said not to be weighed', () => {
    const alternatives = [{ model: 'regional', tokenFactor: multiple('0.8') }];
    const expected = [{ code: 'alternativesNotWeighed', workload: 'flat' }];
    expect(notes(acmeOf('flat', { alternatives }), 'alternativesNotWeighed')).toEqual(expected);
    expect(notes(acmeOf('flat'), 'alternativesNotWeighed')).toEqual([]);
  });
});

describe('prompts', () => {
  test('are said to be taken for short where their length is not known', () => {
    const [note] = notes(acmeOf('long-above'), 'shortPrompts');
    expect(shown(note?.threshold)).toBe('1000');
    for (const known of [{ longContextShare: part('0') }, request('1', '1', '1')]) {
      expect(notes(acmeOf('long-above', known), 'shortPrompts')).toEqual([]);
    }
    expect(notes(acmeOf('flat'), 'shortPrompts')).toEqual([]);
  });

  test('with a prefix under the minimum are warned of, where hits are stated', () => {
    const [note] = notes(acmeOf('minimum-prefix', { ...request('1023', '977', '1'), ...hits }), 'prefixTooShort');
    expect([shown(note?.prefix), shown(note?.minimum)]).toEqual(['1023', '1024']);
    expect(notes(acmeOf('minimum-prefix', request('1023', '977', '1')), 'prefixTooShort')).toEqual([]);
  });

  test('with more hits than they share are warned of', () => {
    const [note] = notes(acmeOf('flat', { ...request('699', '301', '1'), ...hits }), 'hitsAbovePrefix');
    expect([shown(note?.hitRatio), shown(note?.prefixShare)]).toEqual(['0.7', '0.699']);
    expect(notes(acmeOf('flat', { ...request('700', '300', '1'), ...hits }), 'hitsAbovePrefix')).toEqual([]);
  });
});

test('what was asked for and has no price is warned of, with the rows and the reason', () => {
  const [note, ...more] = notes(acmeOf('no-read', hits), 'unpriced');
  expect(note).toMatchObject({ ids: ['list+cache'], reasons: ['the card has no cache read price'] });
  expect(more).toEqual([]);
  expect(notes(acmeOf('no-read'), 'unpriced')).toEqual([]);
});
