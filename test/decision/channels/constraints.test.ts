import { describe, expect, test } from 'vitest';
import type { Obstacle } from '../../../src/domain/obstacle.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { answerFor, costs, row } from '../../support/answers.ts';
import { part } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const levers = { cacheHitRatio: part('50%'), batchEligible: part('40%') };
const answer = (stated: Partial<Workload>) => answerFor([workload('flat', '500M', '50M', { ...levers, ...stated })]);

/** The channels none of whose rows can be bought for this reason, and those of which all can. */
function standing(stated: Partial<Workload>, code: Obstacle['code']): Record<string, string> {
  const rows = answer(stated).configurations.filter(({ levers }) => levers === 'asIs');
  return Object.fromEntries(
    rows.map(({ id, obstacle }) => [
      id,
      obstacle?.code === code ? 'out' : obstacle === undefined ? 'open' : obstacle.code,
    ]),
  );
}

describe('channels', () => {
  test.each([
    [['list'], { list: 'open', cachemart: 'out', bothmart: 'out', direct: 'out' }],
    [['list', 'direct'], { list: 'open', cachemart: 'out', bothmart: 'out', direct: 'open' }],
    [['bothmart'], { list: 'out', cachemart: 'out', bothmart: 'open', direct: 'out' }],
  ])('when only %j will do, the others are out', (channels, expected) => {
    expect(standing({ channels }, 'channelExcluded')).toEqual(expected);
  });

  test('are all open when nothing is said', () => {
    expect(standing({}, 'channelExcluded')).toEqual({
      list: 'open',
      cachemart: 'open',
      bothmart: 'open',
      direct: 'open',
    });
  });

  test('that are out keep their number and never win', () => {
    const only = answer({ channels: ['list'] });
    expect(costs(only)).toEqual(costs(answer({})));
    expect(only.cheapest?.id).toBe('list+batch+cache');
  });
});

describe('a latency budget', () => {
  test.each([
    [80, 'open', 'open'],
    [79, 'open', 'out'],
    [40, 'open', 'out'],
    [39, 'out', 'out'],
    [0, 'out', 'out'],
  ])('of %i ms leaves out whom the upper end of added latency exceeds', (latencyBudgetMs, cachemart, bothmart) => {
    expect(standing({ latencyBudgetMs }, 'tooSlow')).toEqual({ list: 'open', cachemart, bothmart, direct: 'open' });
  });

  test('is said with both figures', () => {
    expect(row(answer({ latencyBudgetMs: 79 }), 'bothmart').obstacle).toEqual({
      code: 'tooSlow',
      aggregator: 'Bothmart',
      worstMs: 80,
      budgetMs: 79,
    });
  });
});

describe('an aggregator that serves only caching', () => {
  const rows = ['cachemart', 'cachemart+cache', 'cachemart+batch', 'cachemart+batch+cache'];

  test('has no rows in a batch', () => {
    expect(rows.map((id) => row(answer({}), id).obstacle?.code)).toEqual([
      undefined,
      undefined,
      'leverNotServed',
      'leverNotServed',
    ]);
    expect(row(answer({}), 'cachemart+batch').obstacle).toMatchObject({ lever: 'batch' });
  });

  test('has none in an illustration either', () => {
    const silent = answerFor([workload('flat', '500M', '50M')]);
    expect(rows.map((id) => row(silent, id).obstacle?.code)).toEqual([
      undefined,
      undefined,
      'leverNotServed',
      'leverNotServed',
    ]);
  });

  test('leaves the one that serves both alone', () => {
    expect(row(answer({}), 'bothmart+batch+cache').obstacle).toBeUndefined();
  });
});
