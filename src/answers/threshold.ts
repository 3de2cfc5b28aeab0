import type { Estimate, ProviderFloor } from '../domain/estimate.ts';
import { annual } from '../domain/units.ts';
import { cost, factor, maybeCost } from './numerals.ts';
import type { Written, Z } from './schema.ts';

export const floor = (z: Z) => z.strictObject({ low: cost(z), high: cost(z) });

export const floorOf = ({ low, high }: Written<typeof floor>): Written<typeof floor> => ({ low, high });

const verdict = (z: Z) =>
  z
    .enum(['below', 'within', 'above', 'undecided'])
    .describe('undecided when the spend is a lower bound and more of it could change the verdict');

const yearly = 'US dollars a year, exact';

/** Where one provider's spend stands. */
export const providerFloor = (z: Z) =>
  z.strictObject({
    provider: z.string(),
    floor: floor(z),
    baselineSpend: cost(z),
    annualBaselineSpend: cost(z, yearly),
    listSpend: cost(z, 'list price of the work as it runs, without levers'),
    optimisedSpend: cost(z),
    annualOptimisedSpend: cost(z, yearly),
    verdict: verdict(z),
    listVerdict: verdict(z),
    optimisedVerdict: verdict(z),
    toFloor: maybeCost(z, 'baseline dollars missing to the low end; null when undecided'),
    volumeMultiple: factor(z).nullable(),
    complete: z.boolean().describe('false when any of the spends is a lower bound'),
    priced: z.strictObject({ baseline: z.boolean(), list: z.boolean(), optimised: z.boolean() }),
  });

/** Where each provider stands against its floor. */
export const threshold = (z: Z) => z.strictObject({ floor: floor(z), providers: z.array(providerFloor(z)) });

export function providerFloorOf(each: ProviderFloor): Written<typeof providerFloor> {
  const { baselineSpend, listSpend, optimisedSpend, toFloor, volumeMultiple } = each;
  return {
    provider: each.provider,
    floor: floorOf(each.floor),
    baselineSpend,
    annualBaselineSpend: annual(baselineSpend),
    listSpend,
    optimisedSpend,
    annualOptimisedSpend: annual(optimisedSpend),
    verdict: each.verdict,
    listVerdict: each.listVerdict,
    optimisedVerdict: each.optimisedVerdict,
    toFloor: toFloor ?? null,
    volumeMultiple: volumeMultiple ?? null,
    complete: each.complete,
    priced: each.priced,
  };
}

export function thresholdOf(answer: Pick<Estimate, 'usualFloor' | 'floors'>): Written<typeof threshold> {
  return { floor: floorOf(answer.usualFloor), providers: answer.floors.map(providerFloorOf) };
}
