import type { Month } from '../../domain/day.ts';
import { type Crossover, crossingMonth, type Leverage } from '../../domain/decision.ts';
import { factor, float, maybeUsd, share, usd } from '../numerals.ts';
import type { Written, Z } from '../schema.ts';
import { floor, floorOf } from '../threshold.ts';
import type { DecideWords } from './words.ts';

/** A provider's spend against its floor on one basis. */
const basis = (z: Z) =>
  z.strictObject({
    basis: z.enum(['baseline', 'optimisedList', 'contracted']),
    spend: usd(z),
    verdict: z.enum(['below', 'within', 'above', 'undecided']),
    runway: usd(z, 'spend less the low end of the floor; below 0 under it'),
    crossing: z
      .strictObject({
        month: float(z, 'the stated month is 1'),
        at: z.string().nullable().describe('YYYY-MM where the profile says when it starts'),
        to: z.enum(['over', 'under']),
      })
      .nullable()
      .describe('when growth crosses the floor; null for not within ten years'),
  });

/** What a buyer pays who loses the contract by the levers. */
const trapCosts = (z: Z) =>
  z.strictObject({
    withContract: usd(z, 'with the contract, without the levers'),
    throughAggregator: maybeUsd(z, 'with the levers, without the contract'),
    atList: usd(z),
  });

/** Where a provider stands at its floor. */
export const leverage = (z: Z) =>
  z.strictObject({
    provider: z.string(),
    floor: floor(z),
    baselineSpend: usd(z),
    optimisedSpend: usd(z),
    contractedSpend: usd(z),
    runway: usd(z, 'optimised list spend less the low end of the floor'),
    trapped: z.boolean().describe('the levers take the spend under the floor'),
    discountPushesUnderFloor: z.boolean(),
    listNeededOnContracted: maybeUsd(z, 'list spend that clears the floor on contracted dollars'),
    bases: z.array(basis(z)),
    trapBand: floor(z).nullable().describe('baseline spend that clears the floor and with the levers does not'),
    trapCosts: trapCosts(z).nullable(),
    worthLosingAbove: share(z, '0 to 1, exact').nullable().describe('savings above which losing the contract pays'),
    text: z.string().nullable(),
  });

/** When a contract beats the best aggregator on one model. */
export const crossover = (z: Z) =>
  z.strictObject({
    model: z.string(),
    provider: z.string(),
    listSpend: usd(z),
    aggregator: z.string().nullable(),
    aggregatorFactor: factor(z, 'what a list dollar costs there, fees and bonus included'),
    discountNeeded: share(z, '0 to 1, exact'),
    expectedDiscount: share(z, '0 to 1, exact').nullable(),
    deepestDiscount: share(z, '0 to 1, exact').nullable(),
    binding: z.enum(['none', 'floor', 'discount', 'both', 'noContract']),
    everDirect: z.boolean(),
    clearsAtTotal: maybeUsd(z),
    text: z.string(),
  });

type Basis = Leverage['bases'][number];

const basisOf = (each: Basis, start: Month | undefined): Written<typeof basis> => ({
  basis: each.basis,
  spend: each.spend,
  verdict: each.verdict,
  runway: each.runway,
  crossing:
    each.crossing === undefined
      ? null
      : { month: each.crossing.month, at: crossingMonth(each.crossing, start) ?? null, to: each.crossing.to },
});

function trapCostsOf(costs: Leverage['trapCosts']): Written<typeof trapCosts> | null {
  if (costs === undefined) return null;
  const { withContract, throughAggregator, atList } = costs;
  return { withContract, throughAggregator: throughAggregator ?? null, atList };
}

export const leverageOf = (each: Leverage, start: Month | undefined, words: DecideWords): Written<typeof leverage> => ({
  provider: each.provider,
  floor: floorOf(each.floor),
  baselineSpend: each.baselineSpend,
  optimisedSpend: each.optimisedSpend,
  contractedSpend: each.contractedSpend,
  runway: each.runway,
  trapped: each.trapped,
  discountPushesUnderFloor: each.pushedUnder,
  listNeededOnContracted: each.listNeededOnContracted ?? null,
  bases: each.bases.map((of) => basisOf(of, start)),
  trapBand: each.trapBand === undefined ? null : floorOf(each.trapBand),
  trapCosts: trapCostsOf(each.trapCosts),
  worthLosingAbove: each.worthLosingAbove ?? null,
  text: words.leverage(each) ?? null,
});

export const crossoverOf = (each: Crossover, words: DecideWords): Written<typeof crossover> => ({
  model: each.model,
  provider: each.provider,
  listSpend: each.listSpend,
  aggregator: each.aggregator ?? null,
  aggregatorFactor: each.aggregatorFactor,
  discountNeeded: each.discountNeeded,
  expectedDiscount: each.expectedDiscount ?? null,
  deepestDiscount: each.deepestDiscount ?? null,
  binding: each.binding,
  everDirect: each.everDirect,
  clearsAtTotal: each.clearsAtTotal ?? null,
  text: words.crossover(each),
});
