import { expect, test } from 'vitest';
import { type Context, priceable } from '../../../src/decision/estimate/estimate.ts';
import { listBill } from '../../../src/decision/estimate/spend.ts';
import type { Usage } from '../../../src/decision/plan/gathered.ts';
import { atLevel, choicesAtLevel, type LeverKey } from '../../../src/decision/plan/lever-level.ts';
import {
  atVolume,
  type Choices,
  choicesAmong,
  choicesAtVolume,
  choicesOf,
  pricedWorkload,
} from '../../../src/decision/plan/options.ts';
import { openPart, servedPart } from '../../../src/decision/plan/reservable.ts';
import { isZero, numeral, ZERO } from '../../../src/domain/exact.ts';
import { LEVER_STATES } from '../../../src/domain/levers.ts';
import { totalOf } from '../../../src/domain/line-item.ts';
import { callMeter, type Meter } from '../../../src/domain/meter.ts';
import { type Counted, factor, type Share } from '../../../src/domain/units.ts';
import type { Workload } from '../../../src/domain/workload.ts';
import { textCost } from '../../../src/engine/text-cost.ts';
import { readOffers } from '../../../src/files/offers.ts';
import { acme, published } from '../../support/answers.ts';
import { share as anyShare, priced } from '../../support/arbitraries.ts';
import fc from '../../support/laws.ts';
import { offersDocument } from '../../support/pricing.ts';
import { count, multiple, part } from '../../support/values.ts';
import { workload } from '../../support/workloads.ts';

/** Shipped offers, with marketplaces that are weighed since something is owed to each of their clouds. */
const OWED: Context = {
  ...published,
  offers: readOffers([
    ...['direct', 'marketplaces', 'tokenmart'].map((name) => offersDocument(`pricing/offers/${name}.yaml`)),
    offersDocument('fixtures/offers/all-owed.yaml'),
  ]),
};

/** Everything that a choice says, as text: amounts by their value, whatever digits they are held in. */
function written({ workload: of, baselineCost, open, opens, resold, direct, clouds, pools, excluded }: Choices) {
  const usd = (amount: Parameters<typeof numeral>[0] | undefined) => amount && numeral(amount);
  const usage = (each: Usage) => ({
    model: each.of.model.id,
    levers: each.levers,
    list: usd(each.listCost),
    beside: usd(each.besideCost),
    moving: usd(each.moving),
    factor: usd(each.tokenFactor),
    batch: usd(each.of.workload.batchEligible),
    hits: usd(each.of.workload.cacheHitRatio),
    perWrite: usd(each.of.workload.readsPerWrite),
    tokens: [usd(each.of.workload.input), usd(each.of.workload.output)],
    // What its own work comes to with its levers, as they are worked out for it.
    stated: [usd(each.of.stated.batch), usd(each.of.stated.cache.split.read), each.of.stated.basis],
  });
  const option = (each: {
    usage: Usage;
    channel: { id: string } | undefined;
    cost: Parameters<typeof numeral>[0];
  }) => ({
    ...usage(each.usage),
    through: each.channel?.id,
    cost: usd(each.cost),
  });
  return {
    work: [of.name, usd(of.batchEligible), usd(of.cacheHitRatio), usd(of.readsPerWrite)],
    baseline: usd(baselineCost),
    open: open && option(open),
    opens: [...opens].map(([id, each]) => [id, option(each)]),
    resold: [...resold].map(([id, all]) => [id, all.map(option)]),
    direct: [...direct].map(([id, all]) => [id, all.map(usage)]),
    clouds: [...clouds].map(([id, all]) => [id, all.map((each) => [option(each), usd(each.eligible)])]),
    pools: pools.size,
    excluded: excluded.map(({ obstacle, ...where }) => [JSON.stringify(where), obstacle.code]),
  };
}

/** The same but for the work that purchases are of: another volume of a workload is bought as the very work. */
const dollars = (choices: Choices) =>
  JSON.parse(
    JSON.stringify(written(choices), (key, value) =>
      ['tokens', 'stated', 'batch', 'hits', 'perWrite'].includes(key) ? undefined : value,
    ),
  );

const tokens = fc.integer({ min: 1, max: 100_000 }).map((thousands) => count(`${thousands}k`));

const stated = fc.record(
  {
    cacheHitRatio: anyShare,
    readsPerWrite: fc.constantFrom('0.5', '1', '3', '10').map(multiple),
    batchEligible: anyShare,
    longContextShare: anyShare,
    latencyBudgetMs: fc.constantFrom(10, 60, 1000),
    region: fc.constantFrom('eu', 'moon'),
    storedTokenHours: tokens,
    switchingCost: fc.constantFrom('0', '70').map((text) => count(text) as never),
    others: fc.constant(new Map<Meter, Counted>([[callMeter('webSearch'), count('9k')]])),
  },
  { requiredKeys: [] },
);

const onAcme = fc
  .tuple(
    priced,
    tokens,
    tokens,
    stated,
    fc.uniqueArray(fc.tuple(priced, fc.constantFrom('0.7', '1.3')), { maxLength: 2, selector: ([name]) => name }),
  )
  .map(([model, input, output, levers, others]): readonly [Workload, Context] => {
    const alternatives = others.filter(([name]) => name !== model);
    return [
      {
        ...workload(model, '1', '1', levers),
        input,
        output,
        alternatives: alternatives.map(([name, tokenFactor]) => ({ model: name, tokenFactor: multiple(tokenFactor) })),
      },
      acme,
    ];
  });

const SHIPPED = fc.constantFrom('claude-opus-4.7', 'gpt-5.4', 'gemini-3.1-pro', 'deepseek-v4-pro');
const onShipped = fc
  .tuple(SHIPPED, SHIPPED, tokens, tokens, stated)
  .map(([model, other, input, output, { longContextShare: _, ...levers }]): readonly [Workload, Context] => {
    const alternatives = other === model ? [] : [{ model: other, tokenFactor: multiple('1.1') }];
    return [{ ...workload(model, '1', '1', levers), input, output, alternatives }, OWED];
  });

const anyWork = fc.oneof(onAcme, onShipped);
const level = fc.oneof(
  { weight: 5, arbitrary: anyShare },
  { weight: 1, arbitrary: fc.constantFrom(part('0'), part('100%')) },
);

test.each<LeverKey>(['batchEligible', 'cacheHitRatio'])(
  'what a workload can be bought as at other levels of %s is what it is priced at there',
  (key) => {
    const seen = { along: 0 };
    fc.assert(
      fc.property(anyWork, fc.array(level, { minLength: 1, maxLength: 4 }), ([of, context], levels) => {
        const base = pricedWorkload(of, context);
        for (const each of levels) {
          const there = atLevel(of, key, each);
          expect(written(choicesAtLevel(base, key, each, context))).toEqual(written(choicesOf(there, context)));
        }
        seen.along += levels.filter((each: Share) => !isZero(each)).length > 1 ? 1 : 0;
      }),
      { numRuns: 400 },
    );
    expect(seen.along).toBeGreaterThan(100);
  },
  60_000,
);

test('other levels of a lever are not priced again where a cost is straight in it', () => {
  const priced: string[] = [];
  const card = {
    ...acme.card,
    find: (...asked: Parameters<typeof acme.card.find>) => {
      priced.push(asked[0]);
      return acme.card.find(...asked);
    },
  };
  const of = workload('flat', '1M', '1M', { batchEligible: part('20%') });
  const context: Context = { ...acme, card };
  const base = pricedWorkload(of, context);
  priced.length = 0;
  for (const each of ['50%', '30%', '100%']) choicesAtLevel(base, 'batchEligible', part(each), context);
  expect(priced).toEqual([]);
  for (const each of ['70%', '50%', '10%']) choicesAtLevel(base, 'cacheHitRatio', part(each), context);
  expect(priced.length).toBeGreaterThan(0);
  const once = priced.length;
  pricedWorkload(of, context);
  expect(priced).toHaveLength(2 * once);
});

test('what a workload can be bought as at another volume is what it is among the same offers there', () => {
  fc.assert(
    fc.property(
      anyWork,
      fc.constantFrom(factor(ZERO), ...['0.7', '1', '1.3', '12.000001'].map(multiple)),
      ([of, context], volume) => {
        const base = pricedWorkload(of, context);
        const known = choicesAmong(base, context.offers);
        const there = choicesAtVolume(known, base, volume, context.offers);
        expect(dollars(there)).toEqual(dollars(choicesAmong(atVolume(base, volume), context.offers)));
      },
    ),
    { numRuns: 400 },
  );
});

test('what no batch holds of a workload costs what it is priced at', () => {
  fc.assert(
    fc.property(anyWork, anyShare, ([of, context], open) => {
      fc.pre(!isZero(open));
      const part = openPart(pricedWorkload(of, context), open, context);
      const fresh = pricedWorkload(servedPart(of, open), context);
      const [own, other] = [part, fresh].map((each) => written(choicesAmong(each, context.offers)));
      expect({ ...own, excluded: [] }).toEqual({ ...other, excluded: [] });
    }),
    { numRuns: 400 },
  );
});

test('the levers of work do not depend on what was priced before it', () => {
  fc.assert(
    fc.property(onAcme, onAcme, ([a], [b]) => {
      const leversOf = (of: Workload, context: Context) => {
        const { stated: own, illustrated } = priceable(of, context);
        return { own, illustrated };
      };
      leversOf({ ...b, model: a.model }, acme);
      // Assumptions of its own, for which nothing is known yet.
      const fresh = {
        ...acme,
        assumptions: { ...acme.assumptions, illustration: { ...acme.assumptions.illustration } },
      };
      expect(leversOf(a, acme)).toEqual(leversOf(a, fresh));
    }),
    { numRuns: 200 },
  );
});

test('what work of text alone costs without its line items is what they come to', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(anyWork, ([of, context]) => {
      const own = priceable(of, context);
      for (const as of [own.stated, own.illustrated]) {
        for (const levers of LEVER_STATES) {
          const cost = textCost(own.workload, as, own.listSheet, levers);
          const list = totalOf(listBill(own, levers, as));
          const kind = typeof cost === 'string' ? cost : 'priced';
          seen.set(kind, (seen.get(kind) ?? 0) + 1);
          if (cost === 'notText') expect(of.others ?? of.storedTokenHours).toBeDefined();
          else expect(cost === 'unpriced' ? undefined : numeral(cost)).toBe(list && numeral(list));
        }
      }
    }),
    { numRuns: 400 },
  );
  expect([...seen.keys()].sort()).toEqual(['notText', 'priced', 'unpriced']);
});
