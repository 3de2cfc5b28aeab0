import { describe, expect, test } from 'vitest';
import { articleMethod, failureCosts, failureTotals, usualMix } from '../../../src/decision/levers/failed-requests.ts';
import type { FailureMix } from '../../../src/domain/failure.ts';
import { billOf } from '../../support/engine.ts';
import { LEVER_TERMS } from '../../support/portfolio.ts';
import { ARTICLE } from '../../support/pricing.ts';
import { part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const { classes, articleShareOfOutput } = LEVER_TERMS.failedRequests;
/** 2,500 of input and 37,500 of output. */
const opus = billOf(workload('claude-opus-4.7', '500M', '1500M'), 'asIs', ARTICLE);

const recovered = (mix: FailureMix) =>
  Object.fromEntries(failureCosts(opus, mix, classes).map((cost) => [cost.id, shown(cost.recovered)]));

describe('the 40,000 job at 0.5 / 0.3 / 0.2 / 1.0 / 0.5%', () => {
  test('recovers 0 + 63.75 + 42.50 + 0 + 31.25 = 137.50, beside the flat 375 of the article', () => {
    expect(recovered(usualMix(classes))).toEqual({
      serverError: '0',
      streamAbort: '63.75',
      providerTruncation: '42.5',
      ownLimit: '0',
      refusal: '31.25',
      disconnect: '0',
      rateLimited: '0',
    });
    expect(shown(articleMethod(opus, articleShareOfOutput))).toBe('375');
  });

  test('is worth less at a lower price: 187.50 of the article method in a batch', () => {
    const stated = { batchEligible: part('100%') };
    const batch = billOf(workload('claude-opus-4.7', '500M', '1500M', stated), 'batch', ARTICLE);
    expect(shown(articleMethod(batch, articleShareOfOutput))).toBe('187.5');
  });
});

test('a class that is not named does not occur, and parts that are stated win over the usual ones', () => {
  expect(recovered(new Map([['refusal', { rate: part('2%'), input: part('0%'), output: part('50%') }]]))).toEqual({
    refusal: '375', // 2% x 18,750
  });
});

test('your own limit and your own client stay billed, whatever the rate', () => {
  const own = new Map([
    ['ownLimit', { rate: part('50%') }],
    ['disconnect', { rate: part('50%') }],
  ] as const);
  const costs = failureCosts(opus, own, classes);
  expect(costs.map(({ billedToday, recovered: back }) => [shown(billedToday), shown(back)])).toEqual([
    ['20000', '0'],
    ['10625', '0'],
  ]);
});

test('classes of several workloads add up', () => {
  const refusal: FailureMix = new Map([['refusal', { rate: part('0.5%') }]]);
  const [total] = failureTotals([...failureCosts(opus, refusal, classes), ...failureCosts(opus, refusal, classes)]);
  expect([total?.id, shown(total?.recovered)]).toEqual(['refusal', '62.5']);
});
