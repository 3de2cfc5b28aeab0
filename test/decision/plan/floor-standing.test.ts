import { describe, expect, test } from 'vitest';
import { NORMAL } from '../../../src/commands/normal.ts';
import { loadSolver } from '../../../src/commands/solver.ts';
import type { Context } from '../../../src/decision/estimate/estimate.ts';
import { decide } from '../../../src/decision/plan/decide.ts';
import { crossingOf } from '../../../src/decision/plan/floor-growth.ts';
import type { Leverage } from '../../../src/domain/decision.ts';
import type { DemandStatement } from '../../../src/domain/demand.ts';
import { type Exact, parseExact } from '../../../src/domain/exact.ts';
import { usd } from '../../../src/domain/units.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { readSizingDefaults } from '../../../src/files/contract-terms.ts';
import { readOffers } from '../../../src/files/offers.ts';
import { shippedPricing } from '../../../src/files/shipped.ts';
import { article } from '../../support/answers.ts';
import fc from '../../support/laws.ts';
import { offersDocument } from '../../support/pricing.ts';
import { PRICING_FOLDER, run } from '../../support/transcript.ts';
import { part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const exact = (text: string) => parseExact(text) as Exact;

async function standing(of: Workload, context: Context = article, common: DemandStatement = {}): Promise<Leverage> {
  const defaults = readSizingDefaults(shippedPricing(PRICING_FOLDER).commitment());
  const { leverage } = await decide([of], context, loadSolver, { common, defaults, normal: NORMAL });
  const [first] = leverage;
  if (first === undefined) throw new Error('a provider has a standing');
  return first;
}

const cents = (amount: Parameters<typeof shown>[0]) => Number(shown(amount)).toFixed(2);

/** 52,000 list dollars a month, of which 8% in a batch saves 4%. */
const TRAPPED = { ...workload('claude-opus-4.7', '650M', '1.95B'), batchEligible: part('8%') };

describe('optimising oneself out of leverage', () => {
  test('the trap band, and what the lost contract costs: 41,600 becomes 42,432 or 49,920', async () => {
    const { trapped, trapBand, trapCosts } = await standing(TRAPPED);
    expect(trapped).toBe(true);
    expect([shown(trapBand?.low), cents(trapBand?.high)]).toEqual(['50000', '52083.33']);
    const { withContract, throughAggregator, atList } = trapCosts ?? {};
    expect([shown(withContract), shown(throughAggregator), shown(atList)]).toEqual(['41600', '42432', '49920']);
  });

  test.each([
    ['20%', 'with an aggregator', '0.0588'],
    ['30%', 'with an aggregator', '0.1765'],
    ['20%', 'without one', '0.2000'],
  ])('at %s off %s, losing the contract pays for savings over %s', async (discount, aggregator, least) => {
    const alone = { ...article, offers: readOffers([offersDocument('pricing/offers/direct.yaml')]) };
    const context = aggregator === 'without one' ? alone : article;
    const { worthLosingAbove } = await standing(TRAPPED, { ...context, quote: { discount: part(discount) } });
    expect(Number(shown(worthLosingAbove)).toFixed(4)).toBe(least);
  });

  test('a discount under the aggregator is nothing to lose', async () => {
    const { worthLosingAbove } = await standing(TRAPPED, { ...article, quote: { discount: part('10%') } });
    expect(worthLosingAbove).toBeUndefined();
  });

  test('on the screen', async () => {
    const { stdout } = await run([
      'decide',
      '--in',
      '650M',
      '--out',
      '1.95B',
      '--model',
      'claude-opus-4.7',
      '--batch',
      '8%',
      '--card',
      'article-2026',
      '--explain',
      '--quiet',
    ]);
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).toContain(
      '$41,600.00 a month with the contract and without the levers; with the levers and without it $42,432.00 (+$832.00) through an aggregator, $49,920.00 (+$8,320.00) at list.',
    );
    expect(text).toContain('Losing it pays only for levers that save more than 5.9%.');
  });
});

describe('the floor on three bases', () => {
  test('the discount pushes its own buyer under: 48,000 contracted, 62,500 of list spend would do', async () => {
    const { bases, pushedUnder, listNeededOnContracted } = await standing(workload('claude-opus-4.7', '750M', '2.25B'));
    expect(pushedUnder).toBe(true);
    expect(shown(listNeededOnContracted)).toBe('62500');
    expect(bases.map(({ basis, spend, verdict, runway }) => [basis, shown(spend), verdict, shown(runway)])).toEqual([
      ['baseline', '60000', 'within', '10000'],
      ['optimisedList', '60000', 'within', '10000'],
      ['contracted', '48000', 'below', '-2000'],
    ]);
  });

  // 1.05^5 is the first power over 50,000 / 40,000, 1.05^10 the first over 50,000 / 32,000; 0.95^4 the first under 50 / 60.
  test('growth crosses the floor in the month after as many steps as it takes', async () => {
    const growing = await standing(workload('claude-opus-4.7', '500M', '1.5B'), article, { growth: exact('0.05') });
    expect(growing.bases.map(({ crossing }) => crossing)).toEqual([
      { month: 6, to: 'over' },
      { month: 6, to: 'over' },
      { month: 11, to: 'over' },
    ]);
    const falling = { ...workload('claude-opus-4.7', '750M', '2.25B'), growth: exact('-0.05') };
    const { bases } = await standing(falling, article, { growth: exact('0.05') });
    expect(bases.map(({ crossing }) => crossing)).toEqual([
      { month: 5, to: 'under' },
      { month: 5, to: 'under' },
      undefined,
    ]);
  });

  test('a profile with a first month has calendar months', async () => {
    const { stdout } = await run([
      'decide',
      '--profile',
      'fixtures/profiles/growing.yaml',
      '--card',
      'article-2026',
      '--format',
      'json',
      '--quiet',
    ]);
    const [anthropic] = JSON.parse(stdout).leverage;
    expect(anthropic.bases[0].crossing).toEqual({ month: 6, at: '2027-06', to: 'over' });
  });

  test('without growth nothing is crossed', async () => {
    const { bases, grows } = await standing(workload('claude-opus-4.7', '750M', '2.25B'));
    expect([grows, bases.map(({ crossing }) => crossing)]).toEqual([false, [undefined, undefined, undefined]]);
  });
});

test('a crossing is the first month on the other side', () => {
  const low = usd(exact('50000'));
  const percent = fc.integer({ min: -20, max: 20 });
  const spend = fc.integer({ min: 1, max: 90_000 });
  fc.assert(
    fc.property(fc.array(fc.tuple(spend, percent), { minLength: 1, maxLength: 4 }), (made) => {
      const parts = made.map(([dollars, growth]) => ({
        spend: usd(exact(`${dollars}`)),
        growth: exact((growth / 100).toFixed(2)),
      }));
      const found = crossingOf(parts, { low, high: low });
      const at = (month: number) =>
        made.reduce((sum, [dollars, growth]) => sum + dollars * (1 + growth / 100) ** (month - 1), 0);
      const over = at(1) >= 50_000;
      const crosses = (month: number) => at(month) >= 50_000 !== over;
      const months = Array.from({ length: 119 }, (_, index) => index + 2);
      expect(found?.month).toBe(months.find(crosses));
      if (found !== undefined) expect(found.to).toBe(over ? 'under' : 'over');
    }),
    { seed: 5 },
  );
});
