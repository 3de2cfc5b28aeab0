import type { Crossover, Leverage } from '../../domain/decision.ts';
import type { JsonValue } from '../json.ts';
import { crossoverText, leverageText } from './standing-text.ts';

type NameOf = (provider: string) => string;

/** Where a provider stands at its floor. */
export function leverageJson(each: Leverage, nameOf: NameOf): JsonValue {
  return {
    provider: each.provider,
    floor: { low: each.floor.low, high: each.floor.high },
    baselineSpend: each.baselineSpend,
    optimisedSpend: each.optimisedSpend,
    contractedSpend: each.contractedSpend,
    runway: each.runway,
    trapped: each.trapped,
    discountPushesUnderFloor: each.pushedUnder,
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
