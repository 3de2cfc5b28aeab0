import { describe, expect, test } from 'vitest';
import { check } from '../../../src/decision/check/check.ts';
import type { Context } from '../../../src/decision/estimate/estimate.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { acme, notes, published } from '../../support/answers.ts';
import { baselineFrom } from '../../support/baselines.ts';
import { most } from '../../support/limits.ts';
import { day, dollars, part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const of = (all: readonly Workload[], context: Context = acme) => check(all, [most('1')], context);
const opus = (stated: Partial<Workload>, input = '1B', output = '3B') =>
  workload('claude-opus-4.7', input, output, stated);
const codes = (answer: ReturnType<typeof of>) => [...answer.assumptions, ...answer.warnings].map((note) => note.code);

describe('the discount an amount is counted with', () => {
  test('of an aggregator is an assumption, said once for each model', () => {
    const answer = of(
      [opus({ name: 'a', channel: 'tokenmart' }), opus({ name: 'b', channel: 'tokenmart' })],
      published,
    );
    const found = notes(answer, 'discountAssumed').map((note) => [note.by, note.model, shown(note.discount)]);
    expect(found).toEqual([['TokenMart', 'claude-opus-4.7', '0.15']]);
  });

  test('of a usual contract is one too, with what it could be', () => {
    const answer = of([opus({ channel: 'direct' })], published);
    const [note, ...more] = notes(answer, 'contractDiscountAssumed');
    expect(more).toEqual([]);
    expect([note?.provider, shown(note?.discount), shown(note?.range?.deepest)]).toEqual(['anthropic', '0.2', '0.3']);
  });

  test('is none where it is your own: a quote, your own offers, or no contract after all', () => {
    const quote = { discount: part('25%') };
    expect(codes(of([opus({ channel: 'direct' })], { ...published, quote }))).not.toContain('contractDiscountAssumed');
    expect(codes(of([workload('flat', '1M', '0', { channel: 'cachemart' })]))).not.toContain('discountAssumed');
    expect(codes(of([opus({ channel: 'direct' }, '1M', '1M')], published))).not.toContain('contractDiscountAssumed');
    expect(codes(of([opus({})], published))).not.toContain('discountAssumed');
  });
});

describe('what is said of cache writes', () => {
  test('is said where a cache is in the amount', () => {
    expect(
      notes(of([workload('flat', '10M', '0', { cacheHitRatio: part('70%') })]), 'readsPerWriteAssumed'),
    ).toHaveLength(1);
  });

  test('is not said where none is', () => {
    const bare = of([
      workload('flat', '10M', '0'),
      workload('flat', '10M', '0', { name: 'b', batchEligible: part('50%') }),
    ]);
    expect(codes(bare)).toEqual(['leftOut']);
  });
});

describe('a quote that changes nothing', () => {
  const quote = { discount: part('25%'), floor: { low: dollars('1'), high: dollars('2') } };

  test('is told, flag by flag', () => {
    const answer = of([workload('flat', '10M', '0')], { ...acme, quote });
    expect(notes(answer, 'quoteWithoutEffect').map((note) => note.flag)).toEqual(['--discount', '--floor']);
  });

  test('is not told where something is bought direct', () => {
    expect(codes(of([workload('flat', '10M', '0', { channel: 'direct' })], { ...acme, quote }))).not.toContain(
      'quoteWithoutEffect',
    );
  });
});

describe('a lever that was stated and cannot apply', () => {
  const idle = (stated: Partial<Workload>, model = 'flat') =>
    notes(of([workload(model, '10M', '0', stated)]), 'leverWithoutEffect').map((note) => [
      note.lever,
      note.obstacle.code,
    ]);

  test('is told: a batch nobody offers, a lever the channel does not pass on', () => {
    expect(idle({ batchEligible: part('50%') }, 'no-batch')).toEqual([['batch', 'batchNotOffered']]);
    expect(idle({ batchEligible: part('50%'), channel: 'cachemart' })).toEqual([['batch', 'leverNotServed']]);
  });

  test('is not told where it applies, or where it was stated as none', () => {
    expect(idle({ batchEligible: part('50%'), cacheHitRatio: part('50%') })).toEqual([]);
    expect(idle({ batchEligible: part('0'), channel: 'cachemart' })).toEqual([]);
  });
});

describe("a channel against the workload's own constraints", () => {
  const against = (stated: Partial<Workload>) =>
    notes(of([workload('flat', '10M', '0', stated)]), 'channelAgainstConstraint').map((note) => [
      note.channel,
      note.obstacle.code,
    ]);

  test('is told', () => {
    expect(against({ channel: 'bothmart', latencyBudgetMs: 50 })).toEqual([['bothmart', 'tooSlow']]);
    expect(against({ channel: 'bothmart', channels: ['list'] })).toEqual([['bothmart', 'channelExcluded']]);
    expect(against({ channels: ['direct'] })).toEqual([['list', 'channelExcluded']]);
  });

  test('is not told where they agree', () => {
    expect(against({ channel: 'bothmart', latencyBudgetMs: 80, channels: ['bothmart'] })).toEqual([]);
  });
});

describe('a contract that pushes its buyer under the floor', () => {
  test('is told to who buys direct, and to nobody else', () => {
    expect(codes(of([opus({ channel: 'direct' }, '500M', '1.9B')], published))).toContain('contractedUnderFloor');
    expect(codes(of([opus({}, '500M', '1.9B')], published))).not.toContain('contractedUnderFloor');
  });
});

describe('a baseline', () => {
  const flat = workload('flat', '10M', '0');
  const against = (context: Context) => codes(check([flat], [most('1')], context, { baseline: baselineFrom([flat]) }));

  test('of another card, or of the same with other prices, is told', () => {
    const card = (change: Partial<Context['card']>) => against({ ...acme, card: { ...acme.card, ...change } });
    expect(card({ id: 'other' })).toContain('baselineCard');
    expect(card({ sha256: 'other' })).toContain('baselineCard');
    expect(card({})).toEqual(['leftOut']);
  });

  test('of the same version with other prices is told apart by its hash', () => {
    const context = { ...acme, card: { ...acme.card, sha256: 'f'.repeat(64) } };
    const [note] = notes(check([flat], [most('1')], context, { baseline: baselineFrom([flat]) }), 'baselineCard');
    expect(note?.now).toMatch(/ \(sha256 f{12}\)$/);
    expect(note?.was).not.toBe(note?.now);
  });

  test('of a later day is told', () => {
    expect(against({ ...acme, day: day('2026-10-31') })).toContain('baselineLater');
  });
});
