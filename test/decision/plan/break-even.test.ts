import { describe, expect, test } from 'vitest';
import { loadSolver } from '../../../src/commands/solver.ts';
import type { Context } from '../../../src/decision/estimate/estimate.ts';
import { decide } from '../../../src/decision/plan/decide.ts';
import { plan } from '../../../src/decision/plan/plan.ts';
import type { BreakEven, Decision, Driver } from '../../../src/domain/decision.ts';
import { add, approximately, compare, type Exact, parseExact, subtract } from '../../../src/domain/exact.ts';
import type { Plan } from '../../../src/domain/plan.ts';
import { share, usd } from '../../../src/domain/units.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { readOffers } from '../../../src/files/offers.ts';
import { loadOffers } from '../../../src/files/offers-file.ts';
import { article } from '../../support/answers.ts';
import fc from '../../support/laws.ts';
import { offersDocument } from '../../support/pricing.ts';
import { multiple, part, shown } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

const three = (input: string, output: string) =>
  ['claude-opus-4.7', 'gpt-5.4', 'gemini-3.1-pro'].map((model) => workload(model, input, output));

const driver = ({ drivers }: Decision, code: Driver['code']) => drivers.find((each) => each.code === code);

function amount(of: BreakEven | undefined): string | undefined {
  return of?.level.unit === 'word' || of === undefined ? undefined : shown(of.level.amount as never);
}

const bought = ({ workloads, contracts }: Plan) =>
  JSON.stringify([
    workloads.map(({ channel, model }) => [channel.id, model.id]),
    contracts.map(({ provider }) => provider),
  ]);

describe('where the decision flips', () => {
  test('at 2x: a discount under 1 - m = 15%, a floor over the 80,000 of list spend', async () => {
    const answer = await decide(three('1B', '3B'), article, loadSolver);
    const discount = driver(answer, 'discount');
    expect([amount(discount?.low.breakEven), discount?.low.breakEven?.exact]).toEqual(['0.15', true]);
    expect(discount?.low.breakEven?.becomes).toMatchObject({ dropped: ['anthropic'], unsigned: true });
    expect([discount?.high.flips, discount?.high.breakEven]).toEqual([false, undefined]);
    const floor = driver(answer, 'floor');
    expect([amount(floor?.high.breakEven), floor?.high.breakEven?.exact]).toEqual(['80000', true]);
    expect(floor?.high.breakEven?.level).toMatchObject({ unit: 'usd', provider: 'anthropic' });
  });

  test('the nearest flip is told, though another follows before the end', async () => {
    // At 4x all three clear. gpt-5.4 ties at 20%; gemini goes direct only beyond 30%.
    const answer = await decide(three('2B', '6B'), article, loadSolver);
    const high = driver(answer, 'discount')?.high.breakEven;
    expect([amount(high), high?.exact]).toEqual(['0.2', true]);
    expect(high?.becomes).toMatchObject({ signed: ['openai'], dropped: [] });
  });

  test('a volume at which a floor is reached is narrowed down: 80,000 / 40,000 of list spend', async () => {
    const context = {
      ...article,
      quote: { floor: { low: usd(parseExact('44000') as Exact), high: usd(parseExact('44000') as Exact) } },
    };
    const answer = await decide([workload('claude-opus-4.7', '500M', '1.5B')], context, loadSolver);
    const found = driver(answer, 'volume')?.high.breakEven;
    expect(found?.exact).toBe(false);
    const [holds, flips] = [found?.holdsUntil, found?.level].map((level) =>
      level?.unit === 'multiple' ? approximately(level.amount) : Number.NaN,
    );
    // It clears at 1.1x exactly, and 0.3 is halved 8 times.
    expect(holds).toBeLessThan(1.1);
    expect(flips).toBeGreaterThanOrEqual(1.1);
    expect((flips as number) - (holds as number)).toBeCloseTo(0.3 / 256, 10);
  });

  test('where only a contract will do, a floor out of reach leaves nothing', async () => {
    const captive: Workload = { ...workload('claude-opus-4.7', '1B', '3B'), channels: ['direct'] };
    const answer = await decide([captive], article, loadSolver);
    const floor = driver(answer, 'floor');
    expect([floor?.high.cost, floor?.high.flips, floor?.high.breakEven?.becomes]).toEqual([undefined, true, 'noPlan']);
    expect(amount(floor?.high.breakEven)).toBe('80000');
  });

  test('levers are tried on every workload: no less than the high end, no more than the low end', async () => {
    const [opus, gpt] = three('1B', '3B') as [Workload, Workload];
    const stated = [
      { ...opus, batchEligible: part('80%') },
      { ...gpt, batchEligible: part('20%') },
    ];
    const { drivers } = await decide(stated, article, loadSolver);
    const batch = drivers.find(({ code }) => code === 'batchEligible');
    const at = async (levels: readonly [string, string]) => {
      const others = stated.map((each, index) => ({ ...each, batchEligible: part(levels[index] as string) }));
      return shown((await plan(others, article, loadSolver)).effectiveCost);
    };
    expect(shown(batch?.low.cost)).toBe(await at(['0%', '0%']));
    expect(shown(batch?.high.cost)).toBe(await at(['80%', '50%']));
  });
});

function reselling(discounts: string): Context {
  const own = loadOffers(
    `aggregators:\n  tokenmart: { discounts: { ${discounts} }, serves: [cache, batch] }\n`,
    'offers.yaml',
  );
  return { ...article, offers: readOffers([offersDocument('pricing/offers/direct.yaml'), own]) };
}

describe('several providers on one way', () => {
  test('of two flips the nearer one is told, exactly', async () => {
    // The contract beats the aggregator beyond 22% on gpt-5.4 and beyond 26% on gemini; both have by 30%.
    const context = reselling('claude-opus-4.7: 15%, gpt-5.4: 22%, gemini-3.1-pro: 26%');
    const high = driver(await decide(three('2B', '6B'), context, loadSolver), 'discount')?.high.breakEven;
    expect([amount(high), high?.exact]).toEqual(['0.22', true]);
    expect(high?.becomes).toMatchObject({ signed: ['openai'] });
  });

  test('of two floors the one that is nearer to its spend, as a share of its band, decides', async () => {
    const context = reselling('claude-opus-4.7: 10%, gpt-5.4: 10%');
    const two = [workload('claude-opus-4.7', '1B', '3B'), workload('gpt-5.4', '1.3B', '3.9B')];
    const high = driver(await decide(two, context, loadSolver), 'floor')?.high.breakEven;
    expect(high?.level).toMatchObject({ unit: 'usd', provider: 'openai' });
    expect([amount(high), high?.becomes]).toEqual(['61750', expect.objectContaining({ dropped: ['openai'] })]);
  });

  test('in a large portfolio a saving of less than 0.01% is no other decision', async () => {
    // At 30% off, one dollar of gpt-5.4 would be 3 cents cheaper as claude-opus-4.7 under the contract.
    const context = reselling('claude-opus-4.7: 5%, gpt-5.4: 20%');
    const opus = workload('claude-opus-4.7', '1B', '3B');
    const alternatives = [{ model: 'claude-opus-4.7', tokenFactor: multiple('0.55') }];
    const small = { ...workload('gpt-5.4', '400000', '0'), alternatives };
    const others = Array.from({ length: 249 }, (_, index) => ({
      ...workload('gpt-5.4', '1000', '0'),
      name: `w${index}`,
    }));
    const flips = async (workloads: readonly Workload[]) =>
      driver(await decide(workloads, context, loadSolver), 'discount')?.high.flips;
    expect(await flips([opus, small])).toBe(true);
    expect(await flips([opus, small, ...others])).toBe(false);
  });
});

const LITTLE = parseExact('0.000001') as Exact;

test('on the two sides of a break-even the discount and the floor lead to two decisions, and it lies in the range', async () => {
  const volumes = fc.tuple(
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1, max: 40 }),
  );
  let met = 0;
  await fc.assert(
    fc.asyncProperty(volumes, async (scales) => {
      const workloads = three('100M', '300M').map((each, index) => ({
        ...workload(each.model, `${100 * (scales[index] as number)}M`, `${300 * (scales[index] as number)}M`),
      }));
      const answer = await decide(workloads, article, loadSolver);
      const base = bought(answer.plan);
      const decided = async (quote: typeof article.quote) =>
        bought(await plan(workloads, { ...article, quote }, loadSolver));
      const discount = driver(answer, 'discount');
      for (const [end, sign] of [
        [discount?.low, subtract],
        [discount?.high, add],
      ] as const) {
        const level = end?.breakEven?.level;
        if (level?.unit !== 'share') continue;
        met += 1;
        expect(compare(level.amount, parseExact('0.1') as Exact)).toBeGreaterThanOrEqual(0);
        expect(compare(level.amount, parseExact('0.3') as Exact)).toBeLessThanOrEqual(0);
        expect(await decided({ discount: share(sign(level.amount, LITTLE)) })).not.toBe(base);
        const inside = sign === subtract ? add(level.amount, LITTLE) : subtract(level.amount, LITTLE);
        const expected = parseExact('0.2') as Exact;
        if (compare(level.amount, expected) !== 0) expect(await decided({ discount: share(inside) })).toBe(base);
      }
      const level = driver(answer, 'floor')?.high.breakEven?.level;
      if (level?.unit !== 'usd') return;
      met += 1;
      const high = usd(parseExact('100000') as Exact);
      expect(await decided({ floor: { low: level.amount, high } })).toBe(base);
      expect(await decided({ floor: { low: usd(add(level.amount, LITTLE)), high } })).not.toBe(base);
    }),
    { numRuns: 60, seed: 1 },
  );
  expect(met).toBeGreaterThan(20);
});
