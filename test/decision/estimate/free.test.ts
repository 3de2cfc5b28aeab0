import { describe, expect, test } from 'vitest';
import { boughtWith } from '../../../src/decision/diff/change.ts';
import { estimate } from '../../../src/decision/estimate/estimate.ts';
import { usageCharges } from '../../../src/decision/focus/usage-charges.ts';
import type { BillingPeriod } from '../../../src/domain/charge.ts';
import { parseMonth } from '../../../src/domain/day.ts';
import { numeral, ONE, ZERO } from '../../../src/domain/exact.ts';
import { acme, advice, answerFor, notes, row } from '../../support/answers.ts';
import { cardAt } from '../../support/pricing.ts';
import { day, part, shown } from '../../support/values.ts';
import { measured, workload } from '../../support/workloads.ts';

const gratis = { ...acme, card: cardAt('fixtures/cards/gratis.yaml') };
const allFree = workload('all-free', '500M', '1.5B', { cacheHitRatio: part('70%'), batchEligible: part('50%') });

describe('a workload that is free', () => {
  const answer = estimate([allFree], gratis);

  test('costs nothing, exactly and completely', () => {
    const { totals } = answer;
    expect(totals).toMatchObject({ baselineBound: 'exact', cheapestBound: 'exact', complete: true });
    expect([shown(totals.baseline), shown(totals.cheapest)]).toEqual(['0', '0']);
  });

  test('is cheapest at list as it stands: nothing beats nothing', () => {
    const [one] = answer.workloads;
    expect(one?.cheapest?.id).toBe('list');
    expect(one?.mayBeUndercut).toBe(false);
  });

  test('stands below every floor, and no multiple of it reaches one', () => {
    expect(answer.floors[0]).toMatchObject({ verdict: 'below', volumeMultiple: undefined, complete: true });
  });

  test('has no lever to pull and nothing to negotiate, and the answer says why', () => {
    expect(answer.advice.map(({ code }) => code)).toEqual(['buy']);
    expect(notes(answer, 'declaredFree')).toEqual([
      {
        code: 'declaredFree',
        workload: 'all-free',
        model: 'all-free',
        meters: ['input', 'cacheRead', 'cacheWrite5m', 'output'],
      },
    ]);
    expect(notes(answer, 'unpriced')).toEqual([]);
  });

  test('does not hide that another has no price', () => {
    const unknown = workload('no-reads', '1M', '0', { cacheHitRatio: part('50%') });
    const both = estimate([allFree, unknown], gratis);
    expect(both.totals.complete).toBe(false);
    expect(notes(both, 'unpriced').map((note) => note.workload)).toEqual(['no-reads']);
  });

  test('beside one that costs something leaves its levers and its floor alone', () => {
    const paid = workload('free-writes', '100M', '10M', { cacheHitRatio: part('70%') });
    const both = estimate([allFree, paid], gratis);
    expect(advice(both, 'lever').map(({ worth }) => worth.workload)).toEqual(['free-writes']);
    expect(advice(both, 'belowFloor')).toHaveLength(1);
  });
});

describe('a free meter', () => {
  const of = workload('free-writes', '100M', '10M', measured('70M', { '5m': '10M' }));
  const one = answerFor([of], gratis);

  test('costs less than the same tokens at the input price, and is chosen for it', () => {
    expect(one.cheapest?.id).toBe('list+cache');
  });

  test('is a FOCUS charge of nothing at a unit price of nothing, through a discount too', () => {
    const period: BillingPeriod = {
      month: parseMonth('2026-11') as BillingPeriod['month'],
      ratesOf: day('2026-11-01'),
    };
    for (const id of ['list+cache', 'direct+cache']) {
      const bought = { ...row(one, id), baseline: one.baseline };
      const [written] = usageCharges(bought, period).filter(({ sku }) => sku.meter === 'cacheWrite5m');
      const { listUnitPrice = ZERO, contractedUnitPrice = ONE } = written?.pricing ?? {};
      expect([listUnitPrice, contractedUnitPrice].map(numeral)).toEqual(['0', '0']);
      expect([written?.listCost, written?.billedCost].map(shown)).toEqual(['0', '0']);
      expect(shown(written?.baselineCost)).toBe('40');
    }
  });

  test('stays a part of what is bought, at nothing a token', () => {
    const { parts } = boughtWith(row(one, 'list+cache').bill, 'free-writes', 'list');
    expect(parts.map((bought) => `${bought.meter} ${shown(bought.usdPerLot)}`)).toContain('cacheWrite5m 0');
  });
});
