import type { UnpricedLot } from '../../domain/audit.ts';
import type { ContractTerms } from '../../domain/contract.ts';
import { type Day, dayAfter } from '../../domain/day.ts';
import { compare, divide, isZero, ONE, subtract, ZERO } from '../../domain/exact.ts';
import { meterRow } from '../../domain/meter.ts';
import type { Proposal } from '../../domain/proposal.ts';
import {
  type Factor,
  factor,
  larger,
  lessThan,
  minus,
  NO_USD,
  plus,
  type Share,
  share,
  times,
  type Usd,
} from '../../domain/units.ts';
import { agreedIn } from '../audit/agreed.ts';
import { lotsOf, type Pricing } from '../audit/lots.ts';
import { namelessOn, type PriceBook, type UsageDay } from '../usage/measure.ts';
import type { Window } from './window.ts';

/** Dollars by day. */
export type ByDay = ReadonlyMap<Day, Usd>;

/** What draws a commitment down by day, and what has no price. */
export interface Drawdown {
  readonly byDay: ByDay;
  readonly unpriced: readonly UnpricedLot[];
}

/**
 * Spend of a provider by day, in the dollars that its contract counts: tokens alone, since calls take no discount and draw
 * down nothing, and none of what the contract makes free.
 */
export function drawdownOf(
  contract: Proposal,
  { commitmentBasis }: Pick<ContractTerms, 'commitmentBasis'>,
  usage: readonly UsageDay[],
  book: PriceBook,
  pricing: Pricing,
): Drawdown {
  const byDay = new Map<Day, Usd>();
  const unpriced = new Map<string, UnpricedLot>();
  const agreed = agreedIn(contract);
  for (const group of usage) {
    const model = book.find(group.model, group.day);
    if (model === undefined) {
      unpriced.set(group.model, { model: group.model, reason: namelessOn(book, group) });
      continue;
    }
    if (model.provider !== contract.provider) continue;
    for (const lot of lotsOf(group, model, agreed, pricing)) {
      if (!meterRow(lot.meter).takesTerms) continue;
      const cost = pricing.cost(commitmentBasis === 'list' ? { ...lot, discount: undefined } : lot);
      if (typeof cost === 'string') unpriced.set(`${model.id} ${cost}`, { model: model.id, reason: cost });
      else byDay.set(group.day, plus(byDay.get(group.day) ?? NO_USD, cost));
    }
  }
  return { byDay, unpriced: [...unpriced.values()] };
}

export function* daysFrom(first: Day, last: Day): Iterable<Day> {
  for (let day = first; day <= last; day = dayAfter(day)) yield day;
}

export function spendWithin(byDay: ByDay, first: Day, last: Day): Usd {
  let sum = NO_USD;
  for (const [day, spend] of byDay) if (day >= first && day <= last) sum = plus(sum, spend);
  return sum;
}

/** What had been spent of some days by the end of each of them that has any. */
export function sumsByDay(byDay: ByDay, first: Day, last: Day): { readonly day: Day; readonly used: Usd }[] {
  let used = NO_USD;
  const days = [...byDay].filter(([day]) => day >= first && day <= last).sort(([a], [b]) => (a < b ? -1 : 1));
  return days.map(([day, spend]) => {
    used = plus(used, spend);
    return { day, used };
  });
}

/** What a window takes over: the share of what the one before did not use, where usage of all of that one is known. */
export function carriedInto(
  window: Window,
  windows: readonly Window[],
  { rollover }: Pick<ContractTerms, 'rollover'>,
  byDay: ByDay,
  firstKnown: Day | undefined,
): Usd {
  const before = windows[windows.indexOf(window) - 1];
  if (before === undefined || isZero(rollover) || firstKnown === undefined || firstKnown > before.start) return NO_USD;
  const used = spendWithin(byDay, before.start, before.end);
  return lessThan(used, before.commitment) ? times(minus(before.commitment, used), factor(rollover)) : NO_USD;
}

/**
 * The share of each day's usage that lies beyond the commitment of its window: none while it lasts, a part on the day on
 * which it is used up, and all after it. All of it in a window of no commitment, where usage over one has a price of its
 * own; else such a window has none.
 */
export function beyondShares(
  windows: readonly Window[],
  terms: Pick<ContractTerms, 'rollover'>,
  byDay: ByDay,
  overage: Factor | undefined,
): ReadonlyMap<Day, Share> {
  const shares = new Map<Day, Share>();
  const known = [...byDay.keys()].sort();
  for (const window of windows) {
    if (isZero(window.commitment) && overage === undefined) continue;
    let left = plus(window.commitment, carriedInto(window, windows, terms, byDay, known[0]));
    for (const day of known) {
      if (day < window.start || day > window.end) continue;
      const spend = byDay.get(day) ?? NO_USD;
      if (compare(spend, left) > 0 && !isZero(spend)) shares.set(day, share(subtract(ONE, divide(left, spend))));
      left = larger(NO_USD, minus(left, spend));
    }
  }
  return new Map([...shares].filter(([, part]) => compare(part, ZERO) > 0));
}
