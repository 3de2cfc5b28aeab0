import { describe, expect, test } from 'vitest';
import { loadSolver } from '../../../src/commands/solver.ts';
import type { Context } from '../../../src/decision/estimate/estimate.ts';
import { decide } from '../../../src/decision/plan/decide.ts';
import { plan } from '../../../src/decision/plan/plan.ts';
import { readOffers } from '../../../src/files/offers.ts';
import { loadOffers } from '../../../src/files/offers-file.ts';
import { article } from '../../support/answers.ts';
import { offersDocument } from '../../support/pricing.ts';
import { run } from '../../support/transcript.ts';
import { multiple, part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

/** The article's three models, at a multiple of 500M in and 1.5B out each. */
const three = (input: string, output: string) =>
  ['claude-opus-4.7', 'gpt-5.4', 'gemini-3.1-pro'].map((model) => workload(model, input, output));

const channels = (bought: Awaited<ReturnType<typeof plan>>) => bought.workloads.map(({ channel }) => channel.id);

function offering(text: string): Context {
  const shipped = ['pricing/offers/direct.yaml', 'pricing/offers/tokenmart.yaml'].map(offersDocument);
  return { ...article, offers: readOffers([...shipped, loadOffers(text, 'offers.yaml')]) };
}

describe('the three models of the article at a 20% discount and a floor of 50,000', () => {
  test.each([
    ['1x', '500M', '1.5B', '66300', ['tokenmart', 'tokenmart', 'tokenmart']],
    ['2x', '1B', '3B', '128600', ['direct', 'tokenmart', 'tokenmart']],
    ['4x', '2B', '6B', '257200', ['direct', 'direct', 'tokenmart']],
  ])('%s', async (_, input, output, cost, bought) => {
    const answer = await plan(three(input, output), article, loadSolver);
    expect(shown(answer.effectiveCost)).toBe(cost);
    expect(shown(answer.proof.lowerBound)).toBe(cost);
    // At 4x gpt-5.4 is a tie between 20% direct and 20% off: the plan with fewer contracts is taken.
    expect(channels(answer)).toEqual(cost === '257200' ? ['direct', 'tokenmart', 'tokenmart'] : bought);
  });

  test('prepaying at a 6% bonus: 124,943.40 at 2x', async () => {
    const { aggregators } = article.offers;
    const offers = { ...article.offers, aggregators: aggregators.map((each) => ({ ...each, prepay: true })) };
    const answer = await plan(three('1B', '3B'), { ...article, offers }, loadSolver);
    expect(Number(shown(answer.effectiveCost)).toFixed(2)).toBe('124943.40');
  });

  test('a discount of 30% at 4x: 231,700, all direct: on the tie a reseller would be one party more', async () => {
    const answer = await plan(three('2B', '6B'), { ...article, quote: { discount: part('30%') } }, loadSolver);
    expect(shown(answer.effectiveCost)).toBe('231700');
    expect(channels(answer)).toEqual(['direct', 'direct', 'direct']);
  });

  test('one model at 150,000 a month goes direct; grok never does', async () => {
    const opus = await plan([workload('claude-opus-4.7', '1.875B', '5.625B')], article, loadSolver);
    expect([shown(opus.effectiveCost), channels(opus)]).toEqual(['120000', ['direct']]);
    const grok = await plan([workload('grok-4.1', '20B', '60B')], article, loadSolver);
    expect(channels(grok)).toEqual(['tokenmart']);
  });
});

describe('moving work to a dearer model to clear a floor', () => {
  const a = { ...workload('claude-opus-4.7', '500M', '1.5B'), name: 'a' };
  const b = {
    ...workload('claude-opus-4.7', '2.4B', '0'),
    name: 'b',
    alternatives: [{ model: 'gpt-5.4', tokenFactor: multiple('1.6666666666666667') }],
  };

  test('41,600 with eligibility on list dollars and no take-or-pay', async () => {
    const answer = await plan([a, b], article, loadSolver);
    expect(shown(answer.effectiveCost)).toBe('41600');
    expect(channels(answer)).toEqual(['direct', 'direct']);
  });

  test('42,000 with a contracted commitment of 50,000', async () => {
    const terms = 'floor: { low: 50000, high: 100000 }, bands: [{ commitment: 50000, discount: 20% }]';
    const context = offering(`contracts:\n  - { provider: anthropic, ${terms} }\n`);
    const answer = await plan([a, b], context, loadSolver);
    expect(Number(shown(answer.effectiveCost)).toFixed(2)).toBe('42000.00');
    expect(channels(answer)).toEqual(['tokenmart', 'tokenmart']);
  });
});

describe('what would change the decision at 2x', () => {
  test('the volume swings most and flips nothing; the discount and the floor are the decision', async () => {
    const profile = ['--profile', 'fixtures/profiles/three-models.yaml', '--card', 'article-2026'];
    const { stdout } = await run(['decide', ...profile, '--format', 'json', '--quiet']);
    const { drivers, plan: chosen } = JSON.parse(stdout);
    type End = { value: string; cost: number; flips: boolean; breakEven: { becomes: string } | null };
    const cell = ({ value, cost, breakEven }: End) => [value, cost.toFixed(2), breakEven?.becomes ?? 'same'];
    const table = drivers.map(({ code, low, high }: { code: string; low: End; high: End }) => [
      code,
      ...cell(low),
      ...cell(high),
    ]);
    expect(chosen.effectiveCost).toBe(128600);
    const aggregator = 'no contract, all through TokenMart';
    expect(table).toEqual([
      ['discount', '10%', '132600.00', aggregator, '30%', '120600.00', 'same'],
      ['floor', '$50,000', '128600.00', 'same', '$100,000', '132600.00', aggregator],
      ['volume', '0.7x', '90020.00', 'same', '1.3x', '167180.00', 'same'],
      ['batchEligible', '0%', '128600.00', 'same', '50%', '96450.00', 'same'],
      ['cacheHitRatio', '0%', '128600.00', 'same', '70%', '123938.00', 'same'],
      ['bonus', 'none', '128600.00', 'same', 'prepaid', '124943.40', 'same'],
      ['purchaseFee', '0%', '128600.00', 'same', '5.5%', '132153.00', 'same'],
    ]);
  });

  test('the total at which each provider clears its floor, and which condition binds', async () => {
    const { crossovers } = await decide(three('500M', '1.5B'), article, loadSolver);
    const rows = crossovers.map(({ model, binding, everDirect, clearsAtTotal }) => [
      model,
      binding,
      everDirect,
      Number(shown(clearsAtTotal)).toFixed(2),
    ]);
    expect(rows).toEqual([
      ['claude-opus-4.7', 'floor', true, '103437.50'],
      ['gpt-5.4', 'both', true, '174210.53'],
      ['gemini-3.1-pro', 'both', false, '217763.16'],
    ]);
  });
});
