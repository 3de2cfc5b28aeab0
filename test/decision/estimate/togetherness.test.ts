import { describe, expect, test } from 'vitest';
import { type Context, estimate } from '../../../src/decision/estimate/estimate.ts';
import { compare } from '../../../src/domain/exact.ts';
import { totalOf } from '../../../src/domain/line-item.ts';
import { atLeast, minus, sum } from '../../../src/domain/units.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { acme, advice, notes } from '../../support/answers.ts';
import fc from '../../support/laws.ts';
import { part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

// The floor is 1,000 of list spend at 10% off. Bothmart resells flat at 20% off, with batch; nobody resells rate-wins.
const drafts = workload('flat', '80M', '0', { name: 'drafts', batchEligible: part('100%') });
const answers = workload('rate-wins', '50M', '0', { name: 'answers', batchEligible: part('0') });
const codes = (workloads: readonly Workload[], context: Context = acme) =>
  notes(estimate(workloads, context), 'directLeansOn');

describe('direct rows that lean on spend bought elsewhere', () => {
  test('are told, with what the rest buys, needs and would cost otherwise', () => {
    const answer = estimate([drafts, answers], acme);
    expect(answer.workloads.map((each) => each.cheapest?.id)).toEqual(['bothmart+batch', 'direct']);
    const [note, ...more] = notes(answer, 'directLeansOn');
    expect(more).toEqual([]);
    expect([note?.provider, note?.workloads]).toEqual(['acme', ['answers']]);
    // 500 of list spend at 10% off is 450; at list it is 500
    expect([note?.bought, note?.needed, note?.direct, note?.otherwise].map(shown)).toEqual([
      '500',
      '1000',
      '450',
      '500',
    ]);
    expect([answer.totals.cheapest, answer.totals.buyable].map(shown)).toEqual(['770', '820']);
    const needs = advice(answer, 'buy').map((each) => shown(each.needs?.listSpend));
    expect(needs).toEqual([undefined, '1000']);
  });

  test('have no other way where only direct will do', () => {
    const [note] = codes([drafts, { ...answers, channels: ['direct'] }]);
    expect(note?.otherwise).toBeUndefined();
    expect(estimate([drafts, { ...answers, channels: ['direct'] }], acme).totals.buyable).toBeUndefined();
  });

  test('are not told where they carry the floor by themselves', () => {
    const few = workload('flat', '40M', '0', { name: 'drafts', batchEligible: part('100%') });
    expect(codes([few, workload('rate-wins', '100M', '0', { name: 'answers' })])).toEqual([]);
    const alone = estimate([workload('rate-wins', '100M', '0')], acme);
    expect(notes(alone, 'directLeansOn')).toEqual([]);
    expect(shown(alone.totals.buyable)).toBe(shown(alone.totals.cheapest));
  });

  test('lean on a commitment, too: a discount that the rest does not cover', () => {
    // as is 2,200 of list spend takes the 30% band; bought direct are 1,200, whose 840 do not cover the 1,400 committed
    const more = workload('flat', '100M', '0', { name: 'drafts', batchEligible: part('100%') });
    const [note] = codes([more, workload('rate-wins', '120M', '0', { name: 'answers', batchEligible: part('0') })]);
    expect([note?.bought, note?.needed].map(shown)).toEqual(['1200', '2000']);
  });

  test('cost otherwise what the contract does for them alone, where that is less than the next best', () => {
    // 800 and 1,000 of list spend cost the 1,400 committed together; 1,000 alone are 900 at the 10% without one
    const all = [drafts, workload('rate-wins', '100M', '0', { name: 'answers' })];
    const [note] = codes(all);
    expect([note?.bought, note?.needed, note?.otherwise].map(shown)).toEqual(['1000', '1800', '900']);
    expect(shown(estimate(all, acme).totals.buyable)).toBe('1220');
  });
});

test('what is bought direct without a word said always carries its floor', () => {
  const model = fc.constantFrom('flat', 'rate-wins', 'no-cached', 'regional');
  const one = fc.record({
    model,
    millions: fc.integer({ min: 1, max: 200 }),
    batch: fc.constantFrom('0', '50%', '100%'),
  });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 5 }), (all) => {
      const stated = all.map(({ model, millions, batch }, index) =>
        workload(model, `${millions}M`, '0', { name: `w${index}`, batchEligible: part(batch) }),
      );
      const answer = estimate(stated, acme);
      const direct = answer.workloads.flatMap(({ cheapest, configurations }) => {
        if (cheapest?.channel.kind !== 'direct') return [];
        const twin = configurations.find((row) => row.channel.kind === 'list' && row.levers === cheapest.levers);
        return [twin === undefined ? undefined : totalOf(twin.bill)].filter((cost) => cost !== undefined);
      });
      const told = notes(answer, 'directLeansOn').length > 0;
      const floor = answer.floors[0]?.floor.low;
      if (direct.length > 0 && !told) expect(floor !== undefined && atLeast(sum(direct), floor)).toBe(true);
      const { buyable, cheapest } = answer.totals;
      if (buyable !== undefined)
        expect(compare(minus(buyable, cheapest), minus(cheapest, cheapest))).toBeGreaterThanOrEqual(0);
    }),
  );
});

describe('a workload that nothing can be bought for', () => {
  test('is warned of, with what stands in the way of each channel it allows', () => {
    const answer = estimate([workload('flat', '10M', '0', { channels: ['direct'] })], acme);
    const [note] = notes(answer, 'noChannelOpen');
    expect(note?.obstacles.map((each) => each.code)).toEqual(['belowFloor']);
    expect(answer.totals.cheapestBound).toBe('atLeast');
  });

  test('is not, where a channel is open or a price is what is missing', () => {
    expect(notes(estimate([workload('flat', '10M', '0')], acme), 'noChannelOpen')).toEqual([]);
    const unpriced = estimate([workload('flat', '10M', '0', { region: 'mars' })], acme);
    expect(notes(unpriced, 'noChannelOpen')).toEqual([]);
  });

  test('is not sent to a channel that it does not allow', () => {
    const [below] = advice(estimate([workload('flat', '10M', '0', { channels: ['direct'] })], acme), 'belowFloor');
    expect(below?.meanwhile).toEqual({ list: false, aggregator: false });
    const [open] = advice(estimate([workload('flat', '10M', '0')], acme), 'belowFloor');
    expect(open?.meanwhile).toEqual({ list: true, aggregator: true });
    const barred = estimate([workload('flat', '10M', '0', { channels: ['list', 'direct'] })], acme);
    expect(advice(barred, 'changesAggregator')).toEqual([]);
  });
});
