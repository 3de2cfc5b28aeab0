import type { Month } from '../../domain/day.ts';
import type { Crossover, Leverage } from '../../domain/decision.ts';
import type { JsonValue } from '../../domain/json.ts';
import { crossingMonth } from './floor-part.ts';
import { crossoverText, leverageText } from './standing-text.ts';

type NameOf = (provider: string) => string;

/** Where a provider stands at its floor. */
export function leverageJson(each: Leverage, nameOf: NameOf, start: Month | undefined): JsonValue {
  return {
    provider: each.provider,
    floor: { low: each.floor.low, high: each.floor.high },
    baselineSpend: each.baselineSpend,
    optimisedSpend: each.optimisedSpend,
    contractedSpend: each.contractedSpend,
    runway: each.runway,
    trapped: each.trapped,
    discountPushesUnderFloor: each.pushedUnder,
    listNeededOnContracted: each.listNeededOnContracted ?? null,
    bases: each.bases.map(({ basis, spend, verdict, runway, crossing }) => ({
      basis,
      spend,
      verdict,
      runway,
      crossing:
        crossing === undefined
          ? null
          : { month: crossing.month, at: crossingMonth(crossing, start) ?? null, to: crossing.to },
    })),
    trapBand: each.trapBand === undefined ? null : { low: each.trapBand.low, high: each.trapBand.high },
    trapCosts:
      each.trapCosts === undefined
        ? null
        : {
            withContract: each.trapCosts.withContract,
            throughAggregator: each.trapCosts.throughAggregator ?? null,
            atList: each.trapCosts.atList,
          },
    worthLosingAbove: each.worthLosingAbove ?? null,
    text: leverageText(each, nameOf) ?? null,
  };
}

/** When a contract beats the best aggregator on one model. */
export function crossoverJson(each: Crossover, nameOf: NameOf): JsonValue {
  return {
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
    text: crossoverText(each, nameOf),
  };
}
