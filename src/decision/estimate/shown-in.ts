import { daysBetween } from '../../domain/day.ts';
import { type ExchangeRate, oneRate } from '../../domain/exchange-rate.ts';
import type { Note } from '../../domain/note.ts';
import type { Context } from './estimate.ts';

/** What there is to say of the day that a rate is of: nothing where it is close before the day priced, or where none is stated. */
export function ageNotes(rate: ExchangeRate | undefined, context: Pick<Context, 'assumptions' | 'day'>): Note[] {
  if (rate === undefined) return [];
  const { currency, day, file } = rate;
  const { day: priced, assumptions } = context;
  const limit = assumptions.staleExchangeDays;
  if (day > priced) return [{ code: 'exchangeRateAhead', currency, file, day, priced }];
  const days = daysBetween(day, priced);
  return days > limit ? [{ code: 'exchangeRateOld', currency, file, day, days, limit }] : [];
}

/**
 * A context whose answers are shown in the one currency that the files of a command state, if any does; what they decide
 * stays the same. Throws `differentRates`.
 */
export function shownIn<Of extends Pick<Context, 'assumptions' | 'day' | 'exchange' | 'remarks'>>(
  context: Of,
  rates: readonly (ExchangeRate | undefined)[],
): Of {
  const exchange = oneRate(rates);
  if (exchange === undefined) return context;
  return { ...context, exchange, remarks: [...(context.remarks ?? []), ...ageNotes(exchange, context)] };
}
