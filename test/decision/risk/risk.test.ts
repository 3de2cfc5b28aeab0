import { describe, expect, test } from 'vitest';
import { NORMAL } from '../../../src/commands/normal.ts';
import { loadSolver } from '../../../src/commands/solver.ts';
import type { Sizing } from '../../../src/decision/commitment/plan-commitments.ts';
import type { Context } from '../../../src/decision/estimate/estimate.ts';
import { decide } from '../../../src/decision/plan/decide.ts';
import type { CommonDemand } from '../../../src/domain/demand.ts';
import { type Exact, parseExact } from '../../../src/domain/exact.ts';
import { Problem } from '../../../src/domain/problem.ts';
import type { Risk } from '../../../src/domain/risk.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { readSizingDefaults } from '../../../src/files/contract-terms.ts';
import { readOffers } from '../../../src/files/offers.ts';
import { loadOffers } from '../../../src/files/offers-file.ts';
import { shippedPricing } from '../../../src/files/shipped.ts';
import { article } from '../../support/answers.ts';
import fc from '../../support/laws.ts';
import { portfolio, portfolios } from '../../support/portfolios.ts';
import { offersDocument } from '../../support/pricing.ts';
import { PRICING_FOLDER, run } from '../../support/transcript.ts';
import { multiple, part } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const defaults = readSizingDefaults(shippedPricing(PRICING_FOLDER).commitment());

const sizing = (common: CommonDemand = {}): Sizing => ({ common, defaults, normal: NORMAL });

function committing(commitment: number): Context {
  const terms = `floor: { low: 50000, high: 100000 }, bands: [{ commitment: ${commitment}, discount: 20% }], fulfilment: monthly`;
  const shipped = ['pricing/offers/direct.yaml', 'pricing/offers/tokenmart.yaml'].map(offersDocument);
  const own = loadOffers(`contracts:\n  - { provider: anthropic, ${terms} }\n`, 'offers.yaml');
  return { ...article, offers: readOffers([...shipped, own]) };
}

async function riskOf(workloads: readonly Workload[], context: Context, common?: CommonDemand): Promise<Risk> {
  const { risk } = await decide(workloads, context, loadSolver, sizing(common));
  if (risk === undefined) throw new Error('a plan with prices has a risk');
  return risk;
}

const cents = (value: number | undefined) => Number(value).toFixed(2);
/** 60,000 list dollars a month of one model. */
const SIXTY = workload('claude-opus-4.7', '750M', '2.25B');

const percentiles = (p10: string, p50: string, p90: string) => ({
  demand: { p10: multiple(p10), p50: multiple(p50), p90: multiple(p90) },
});

// The expected values of this block come from a simulation of a million futures at equal steps of probability, in
// which each plan was priced by hand; the first also from the closed forms of the commitment's newsvendor.
describe('how likely the plan is to be right', () => {
  test('one contract at its floor against an aggregator: right in 53.2% of futures, dearer in expectation', async () => {
    const risk = await riskOf([SIXTY], committing(50_000));
    const [plan, aggregator, nothing] = risk.alternatives;
    expect([plan?.kind, cents(plan?.expectedCost), plan?.probabilityBest.toFixed(3)]).toEqual([
      'plan',
      '54715.58',
      '0.532',
    ]);
    expect([cents(aggregator?.expectedCost), aggregator?.probabilityBest.toFixed(3)]).toEqual(['52618.91', '0.468']);
    expect([nothing?.kind, cents(nothing?.expectedCost), nothing?.probabilityBest]).toEqual([
      'doNothing',
      '61904.60',
      0,
    ]);
    expect(risk.cheapest).toBe(aggregator);
    expect(cents(risk.valueOfInformation)).toBe('1803.43');
    expect(risk.worstMonth).toBeCloseTo(66_127.8, 0);
    expect(risk.contracts[0]).toMatchObject({ provider: 'anthropic', commits: true });
    expect(cents(risk.contracts[0]?.expectedShortfall)).toBe('5191.90');
    expect(risk.contracts[0]?.probability.toFixed(3)).toBe('0.565');
  });

  test('without a commitment a month under the floor counts at list', async () => {
    const { stdout } = await run([
      'decide',
      '--profile',
      'fixtures/profiles/portfolio.yaml',
      '--format',
      'json',
      '--quiet',
    ]);
    const { risk } = JSON.parse(stdout);
    const [plan, open] = risk.alternatives;
    expect([plan.expectedCost, plan.probabilityBest.toFixed(4), open.expectedCost]).toEqual([
      112541,
      '0.9799',
      117206.05,
    ]);
    expect([risk.valueOfInformation, risk.worstMonth.toFixed(0)]).toEqual([132.32, '150027']);
    expect(risk.given).toEqual([{ provider: 'anthropic', discount: 0.2 }]);
  });

  // Settled by the year: 115,325, 119,955 and 117,226 a month expected in two million simulated years.
  test('two bands against no contract: each is the cheapest somewhere', async () => {
    const offers = ['--offers', 'fixtures/offers/banded.yaml'];
    const { stdout } = await run([
      'decide',
      '--profile',
      'fixtures/profiles/portfolio.yaml',
      ...offers,
      '--format',
      'json',
      '--quiet',
    ]);
    const { risk } = JSON.parse(stdout);
    type Row = { text: string; expectedCost: number; probabilityBest: number };
    const simulated = {
      'the plan': [115_325, 0.51],
      'no contract': [117_206, 0.151],
      'Anthropic at a commitment of $75,000': [119_955, 0.339],
    };
    for (const [text, [cost, odds]] of Object.entries(simulated)) {
      const row: Row = risk.alternatives.find((each: Row) => each.text === text);
      expect(Math.abs(row.expectedCost / (cost as number) - 1)).toBeLessThan(5e-4);
      expect(Math.abs(row.probabilityBest - (odds as number))).toBeLessThan(0.01);
    }
    expect(Math.abs(risk.valueOfInformation - 2_732)).toBeLessThan(40);
  });

  test('workloads with forecasts of their own move together, each by its own spread', async () => {
    const opus = { ...workload('claude-opus-4.7', '1B', '3B'), ...percentiles('0.5', '1', '2') };
    const gpt = { ...workload('gpt-5.4', '1B', '3B'), ...percentiles('1', '1', '1') };
    const risk = await riskOf([opus, gpt], committing(70_000));
    expect(risk.demand.forecasts).toBe(2);
    const [plan] = risk.alternatives;
    const signed = risk.alternatives.find(({ turn }) => typeof turn === 'object' && turn.signed.includes('anthropic'));
    expect(plan?.expectedCost).toBeCloseTo(116_710.4, 0);
    expect(plan?.probabilityBest).toBeCloseTo(0.5214, 4);
    expect(signed?.expectedCost).toBeCloseTo(125_479.3, 0);
    expect(signed?.probabilityBest).toBeCloseTo(0.4786, 4);
    expect(risk.valueOfInformation).toBeCloseTo(3088.1, 0);
  });

  test('growth: the average month of the term, and the last month as the worst', async () => {
    const risk = await riskOf([SIXTY], committing(50_000), { growth: parseExact('0.05') as Exact });
    const [plan, aggregator] = risk.alternatives;
    expect(risk.demand.months).toBe(12);
    // Signed for the second month, in which the median uses it up: the first is 52,618.91 elsewhere and 54,715.58 under it,
    // and signed for the first month all would be 67,408.65.
    expect(plan?.expectedCost).toBeCloseTo(67_408.65 - (54_715.58 - 52_618.91) / 12, 0);
    // A million simulated years in which any two months are correlated at 50%.
    expect(Math.abs((plan?.probabilityBest ?? 0) - 0.8727)).toBeLessThan(0.005);
    expect(aggregator?.expectedCost).toBeCloseTo(69_795.15, 0);
    expect(Math.abs(risk.valueOfInformation - 279.5)).toBeLessThan(10);
    expect(risk.worstMonth).toBeCloseTo(66_127.8 * 1.05 ** 11, -1);
  });

  // Four million simulated futures for each correlation, in months under the floor all of it through the aggregator.
  test.each([
    ['0', 85_326, 0.2623, 56_171],
    ['1', 96_237, 0.3679, 56_280],
  ])('two forecasts at a correlation of %s', async (correlation, worst, under, expected) => {
    const [a, b] = ['2', '2.01'].map((p90) => ({
      ...workload('claude-opus-4.7', '1B', '1B'),
      name: p90,
      ...percentiles('0.5', '1', p90),
    })) as [Workload, Workload];
    const risk = await riskOf([a, b], article, { correlation: part(correlation) });
    expect(Math.abs(risk.worstMonth / worst - 1)).toBeLessThan(0.002);
    expect(Math.abs((risk.contracts[0]?.probability ?? 0) - under)).toBeLessThan(0.003);
    expect(Math.abs((risk.alternatives[0]?.expectedCost ?? 0) / expected - 1)).toBeLessThan(0.001);
  });

  // An independent simulation of 4,000,000 years: $2,157 a month short in 22.7% of years; 1% either way is that of the points.
  test('a year in one pool under a skewed forecast', async () => {
    const own = loadOffers(
      'contracts:\n  - { provider: anthropic, floor: { low: 50000, high: 100000 }, bands: [{ commitment: 60000, discount: 20% }], overage: list }\n',
      'offers.yaml',
    );
    const context = { ...article, offers: readOffers([offersDocument('pricing/offers/direct.yaml'), own]) };
    const skewed = percentiles('0.6', '0.9', '3');
    const risk = await riskOf([workload('claude-opus-4.7', '3B', '3B')], context, skewed);
    expect(Math.abs((risk.contracts[0]?.expectedShortfall ?? 0) / 2_157 - 1)).toBeLessThan(0.01);
    expect(Math.abs((risk.contracts[0]?.probability ?? 0) - 0.227)).toBeLessThan(0.003);
    const apart = { ...skewed, growth: parseExact('-0.04') as Exact, correlation: part('0') };
    const falling = await riskOf([workload('claude-opus-4.7', '3B', '3B')], context, apart);
    expect(Math.abs((falling.contracts[0]?.expectedShortfall ?? 0) / 584.6 - 1)).toBeLessThan(0.02);
    expect(Math.abs((falling.contracts[0]?.probability ?? 0) - 0.105)).toBeLessThan(0.003);
  });

  test('certain demand leaves nothing to know', async () => {
    const risk = await riskOf([SIXTY], committing(50_000), percentiles('1', '1', '1'));
    const [plan] = risk.alternatives;
    expect([plan?.probabilityBest, risk.valueOfInformation, cents(plan?.expectedCost)]).toEqual([1, 0, '50000.00']);
    expect([plan?.costP10, plan?.costP90]).toEqual([50_000, 50_000]);
  });

  test('a discount that is a quote is no condition', async () => {
    expect((await riskOf([SIXTY], committing(50_000))).given).toEqual([]);
  });
});

describe('the alternatives', () => {
  test('a contract out of reach today takes part in hindsight, and is not the pick', async () => {
    // 49,000 list dollars under a floor of 50,000: signed, it would only ever save.
    const shipped = { ...article, offers: readOffers([offersDocument('pricing/offers/direct.yaml')]) };
    const risk = await riskOf([workload('claude-opus-4.7', '612.5M', '1.8375B')], shipped);
    const contract = risk.alternatives.find(({ available }) => !available);
    expect(contract?.expectedCost).toBeLessThan(risk.alternatives[0]?.expectedCost as number);
    expect(contract?.probabilityBest).toBeGreaterThan(0.4);
    expect(risk.cheapest.kind).toBe('plan');
    expect(risk.valueOfInformation).toBeGreaterThan(1000);
  });

  test('each contract of the plan has an alternative without it', async () => {
    const context = { ...article, quote: { discount: part('30%') } };
    const two = [workload('claude-opus-4.7', '1B', '3B'), workload('gpt-5.4', '1.3B', '3.9B')];
    const { alternatives } = await riskOf(two, context);
    const dropped = alternatives.flatMap(({ turn }) => (typeof turn === 'object' ? [turn.dropped.join(' ')] : []));
    expect(dropped).toEqual(expect.arrayContaining(['anthropic', 'openai', 'anthropic openai']));
  });

  test('a forecast that is askew has a spread on either side', async () => {
    const risk = await riskOf([workload('claude-opus-4.7', '500M', '1.5B')], article, percentiles('0.8', '1', '2'));
    const [plan] = risk.alternatives;
    // 40,000 at 15% off, times the percentiles; at 80,000 the contract without commitment that costs nothing to have.
    for (const [cost, of] of [
      [plan?.costP10, 27_200],
      [plan?.costP50, 34_000],
      [plan?.costP90, 64_000],
    ] as const)
      expect(Math.abs(Number(cost) / of - 1)).toBeLessThan(1e-4);
  });
});

test('probabilities add up to 1, no plan beats hindsight, and the best in expectation regrets what information is worth', async () => {
  let contested = 0;
  await fc.assert(
    fc.asyncProperty(portfolios(1), async (made) => {
      const { workloads, context } = portfolio(made);
      let risk: Risk;
      try {
        risk = await riskOf(workloads, context);
      } catch (error) {
        if (error instanceof Problem) return;
        throw error;
      }
      const { alternatives, cheapest, valueOfInformation, minimaxRegret } = risk;
      const total = alternatives.reduce((sum, each) => sum + each.probabilityBest, 0);
      expect(total).toBeCloseTo(1, 9);
      expect(valueOfInformation).toBeGreaterThanOrEqual(0);
      const scale = 1 + cheapest.expectedCost;
      expect(Math.abs(cheapest.regret - valueOfInformation) / scale).toBeLessThan(1e-9);
      for (const each of alternatives) {
        expect(each.regret).toBeGreaterThanOrEqual(0);
        expect(each.worstRegret).toBeGreaterThanOrEqual(-1e-9 * scale);
        if (each.available) expect(each.expectedCost).toBeGreaterThanOrEqual(cheapest.expectedCost);
        if (each.available) expect(each.worstRegret).toBeGreaterThanOrEqual(minimaxRegret.worstRegret);
        expect(each.costP10).toBeLessThanOrEqual(each.costP50);
        expect(each.costP50).toBeLessThanOrEqual(each.costP90);
      }
      if (alternatives.filter(({ probabilityBest }) => probabilityBest > 0.01).length > 1) contested += 1;
    }),
    { numRuns: 80, seed: 3 },
  );
  expect(contested).toBeGreaterThan(5);
});
