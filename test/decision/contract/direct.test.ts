import { describe, expect, test } from 'vitest';
import type { Context } from '../../../src/decision/estimate/estimate.ts';
import type { WorkloadEstimate } from '../../../src/domain/estimate.ts';
import { readOffers } from '../../../src/files/offers.ts';
import { acme, answerFor, answersFor, costs, obstacles, row } from '../../support/answers.ts';
import { ACME_OFFERS_DOCUMENT } from '../../support/pricing.ts';
import { dollars, multiple, part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const direct = (answer: WorkloadEstimate) =>
  Object.entries(obstacles(answer)).filter(([id]) => id.startsWith('direct'));

const quoted = (quote: Context['quote']): Context => ({ ...acme, quote });

/** Input alone, so that dollars are easy: 10 a million tokens. */
const spending = (input: string, context?: Context) => answerFor([workload('flat', input, '0')], context);

describe('a direct row is available', () => {
  test.each([
    ['100_000_001', undefined],
    ['100M', undefined],
    ['99_999_999', 'belowFloor'],
  ])('with the list spend at the floor or over it: %s of input', (input, code) => {
    expect(row(spending(input), 'direct').obstacle?.code).toBe(code);
  });

  test('when the spend in that same configuration reaches the floor', () => {
    const stated = { cacheHitRatio: part('70%'), readsPerWrite: multiple('7'), batchEligible: part('100%') };
    // 3,000 as is; 1,790 cached; 1,500 in a batch; 895 with both
    const answer = answerFor([workload('flat', '200M', '20M', stated)]);
    expect(direct(answer)).toEqual([['direct+batch+cache', 'belowFloor']]);
    const obstacle = row(answer, 'direct+batch+cache').obstacle;
    if (obstacle?.code !== 'belowFloor') return expect.fail('another obstacle');
    expect([obstacle.provider, shown(obstacle.spend), shown(obstacle.floor.low)]).toEqual(['acme', '895', '1000']);
  });

  test("when the provider's workloads reach it together, on list dollars", () => {
    const [half, rest] = [workload('flat', '60M', '0'), workload('regional', '40M', '0')];
    expect(row(answerFor([half, rest]), 'direct').obstacle).toBeUndefined();
    expect(row(answerFor([rest, half]), 'direct').obstacle).toBeUndefined();
    expect(row(answerFor([half]), 'direct').obstacle?.code).toBe('belowFloor');
    const elsewhere = workload('beta-flat', '40M', '0');
    expect(row(answerFor([half, elsewhere]), 'direct').obstacle?.code).toBe('belowFloor');
  });

  test('counting a workload without levers as it is', () => {
    const stated = { cacheHitRatio: part('70%'), readsPerWrite: multiple('7') };
    const cached = workload('flat', '100M', '10M', stated);
    expect(obstacles(answerFor([cached]))).toMatchObject({ 'direct+cache': 'belowFloor' });
    const [first, silent] = answersFor([cached, workload('flat', '20M', '0', { name: 'silent' })]);
    expect(row(first, 'direct+cache').obstacle).toBeUndefined();
    // its own illustration: 895 + 14 read + 17.50 written + 46 uncached = 972.50
    const { obstacle } = row(silent, 'direct+cache');
    expect(obstacle?.code === 'belowFloor' && shown(obstacle.spend)).toBe('972.5');
  });

  test('each provider on its own', () => {
    const [beta, acme] = answersFor([workload('beta-flat', '10M', '0'), workload('flat', '100M', '0')]);
    expect(row(beta, 'direct').obstacle?.code).toBe('belowFloor');
    expect(row(acme, 'direct').obstacle).toBeUndefined();
  });

  test('and keeps its hypothetical number when it is not', () => {
    expect(costs(spending('10M'))).toMatchObject({ direct: '90' });
  });
});

describe('the discount of a direct row', () => {
  const terms = (answer: WorkloadEstimate) => {
    const { channel } = row(answer, 'direct');
    return channel.kind === 'direct' ? [channel.discount, channel.shallowest, channel.deepest].map(shown) : [];
  };

  test.each([
    ['100M', '0.1', '900'],
    ['150M', '0.1', '1350'],
    ['156M', '0.3', '1400'],
    ['199_999_999', '0.3', '1400'],
    ['200M', '0.3', '1400'],
    ['300M', '0.3', '2100'],
  ])('is that of the band that costs %s of input least', (input, discount, cost) => {
    expect(terms(spending(input))[0]).toBe(discount);
    expect(costs(spending(input))).toMatchObject({ direct: cost });
  });

  test.each([
    ['150M', ['0.1', '0.1', '0.1']],
    ['156M', ['0.3', '0.3', '0.3']],
    ['200M', ['0.3', '0.1', '0.3']],
  ])('has ends where %s of input uses the commitment up', (input, ends) => {
    expect(terms(spending(input))).toEqual(ends);
  });

  test('is what negotiations usually give, with both ends, where there is no contract of its own', () => {
    const usual = answerFor([workload('beta-flat', '500M', '0')]);
    expect(terms(usual)).toEqual(['0.2', '0.1', '0.3']);
    expect(costs(usual)).toMatchObject({ direct: '4000' });
    expect(row(usual, 'direct').obstacle).toBeUndefined();
    expect(row(answerFor([workload('beta-flat', '499_999_999', '0')]), 'direct').obstacle?.code).toBe('belowFloor');
  });

  test('is your own quote where there is one, and nothing else', () => {
    const answer = spending('200M', quoted({ discount: part('25%') }));
    expect(terms(answer)).toEqual(['0.25', '0.25', '0.25']);
    expect(costs(answer)).toMatchObject({ direct: '1500' });
    expect(terms(answerFor([workload('beta-flat', '500M', '0')], quoted({ discount: part('25%') })))).toEqual([
      '0.25',
      '0.25',
      '0.25',
    ]);
  });

  test('at a quote of nothing is the list price', () => {
    expect(costs(spending('200M', quoted({ discount: part('0') })))).toMatchObject({ list: '2000', direct: '2000' });
  });
});

test('a floor of your own replaces the one of the offers', () => {
  const context = quoted({ floor: { low: dollars('1_500'), high: dollars('3_000') } });
  expect(row(spending('149_999_999', context), 'direct').obstacle?.code).toBe('belowFloor');
  expect(row(spending('150M', context), 'direct').obstacle).toBeUndefined();
  expect(costs(spending('150M', context))).toMatchObject({ direct: '1350' });
});

test('a commitment that the spend does not use up is a cost and no obstacle', () => {
  const bands = [{ commitment: '1_000', discount: '10%' }];
  const own = { contracts: [{ provider: 'acme', floor: { low: '1_000', high: '1_000' }, bands }] };
  const context = { ...acme, offers: readOffers([ACME_OFFERS_DOCUMENT, own]) };
  const answer = spending('100M', context);
  expect(row(answer, 'direct').obstacle).toBeUndefined();
  expect(costs(answer)).toMatchObject({ direct: '1000' });
  expect(row(answer, 'direct').bill.fees.map(({ kind, basis }) => [kind, shown(basis)])).toEqual([
    ['unusedCommitment', '100'],
  ]);
  expect(costs(spending('112M', context))).toMatchObject({ direct: '1008' });
});
