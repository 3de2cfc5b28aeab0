import { monthOf, monthsBetween } from '../../domain/day.ts';
import { divide, ONE } from '../../domain/exact.ts';
import { changeAYear, priceIn } from '../../domain/price-trend.ts';
import type { PricesAhead } from '../../domain/prices-ahead.ts';
import { factor } from '../../domain/units.ts';
import type { Market } from '../plan/driver-path.ts';
import { type Usage, usageAtVolume } from '../plan/gathered.ts';
import type { Choices } from '../plan/options.ts';

/** A purchase of a day at the list price that its trend began with. */
function asItBegan(usage: Usage, month: number, trend: NonNullable<PricesAhead['trend']>): Usage {
  return usageAtVolume(usage, factor(divide(ONE, priceIn(month, changeAYear(trend, usage.of.model)))));
}

/**
 * A market in which the prices under the contracts of a provider stay as they begin, whatever lists are expected to do:
 * what announced changes make of a list price counts all the same. Elsewhere prices follow.
 */
export function withFixedPrices({ choices, terms }: Market, provider: string): Market {
  const { ahead } = terms;
  if (ahead?.trend === undefined) return { choices, terms };
  const { trend, start, days } = ahead;
  const fixed = (at: Choices, set: number): Choices => {
    const own = at.direct.get(provider);
    const day = days[set + 1];
    if (own === undefined || day === undefined) return at;
    const month = monthsBetween(start, monthOf(day));
    return { ...at, direct: new Map([...at.direct, [provider, own.map((each) => asItBegan(each, month, trend))]]) };
  };
  return {
    choices: choices.map((each) => (each.later === undefined ? each : { ...each, later: each.later.map(fixed) })),
    terms,
  };
}
