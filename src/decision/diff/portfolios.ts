import type { MonthChange, SideCost } from '../../domain/card-diff.ts';
import type { FeesBeyond, Portfolio, PortfolioChange } from '../../domain/change.ts';
import { together } from '../../domain/cost-change.ts';
import { firstDay, type Month, monthsFrom } from '../../domain/day.ts';
import { workIn } from '../../domain/growth.ts';
import { horizonOf } from '../../domain/horizon.ts';
import type { Note } from '../../domain/note.ts';
import { Problem } from '../../domain/problem.ts';
import { NO_USD } from '../../domain/units.ts';
import type { Profile, Workload } from '../../domain/workload.ts';
import { purchases } from '../channels/purchases.ts';
import { check } from '../check/check.ts';
import type { Context } from '../estimate/estimate.ts';
import { monthParts } from '../estimate/month-parts.ts';
import { boughtWith, bySize, costOfSide, portfolioChange } from './change.ts';

/** What workloads buy in a month, and what is to be said of it. */
export interface PricedSide {
  readonly portfolio: Portfolio;
  readonly warnings: readonly Note[];
}

/** Each workload through the channel it names, at list when it names none. Throws as `check`. */
export function pricedSide(workloads: readonly Workload[], context: Context): PricedSide {
  const { workloads: purchases, warnings } = check(workloads, [], context);
  const bought = purchases.map(
    ({ workload, bill, model, channel }) => [workload.name, boughtWith(bill, model.id, channel.id)] as const,
  );
  return { portfolio: new Map(bought), warnings };
}

/** A month with each day at its rates; a model that has none on one of them leaves it without a price. */
function costOfMonth({ workloads, common }: Profile, index: number, month: Month, context: Context): SideCost {
  try {
    const bought = purchases(
      monthParts(workIn(index, workloads, common), month, context).map(({ of }) => of),
      { ...context, day: firstDay(month) },
    );
    return together(bought.map(({ bill, channel, of }) => costOfSide(boughtWith(bill, of.model.id, channel.id))));
  } catch (error) {
    if (error instanceof Problem) return { amount: NO_USD, unpriced: [error.what.replace(/\.$/, '')] };
    throw error;
  }
}

function monthsOf({ horizon }: Profile, { day }: Context): Month[] {
  if (horizon === undefined) return [];
  const { start, months } = horizonOf(horizon, day);
  return monthsFrom(start, months);
}

/**
 * Every month that one of the profiles runs in, at each month's rates; empty when neither says when it runs. Where one does
 * not say its first month, it is the one after the newer day: both are then of the same months. Pure.
 */
export function monthlyChange(old: Profile, before: Context, now: Profile, after: Context): MonthChange[] {
  const [oldMonths, newMonths] = [monthsOf(old, after), monthsOf(now, after)];
  const cost = (profile: Profile, own: readonly Month[], month: Month, context: Context) =>
    own.includes(month) ? costOfMonth(profile, own.indexOf(month), month, context) : undefined;
  return [...new Set([...oldMonths, ...newMonths])].sort().map((month) => ({
    month,
    old: cost(old, oldMonths, month, before),
    new: cost(now, newMonths, month, after),
  }));
}

/** Why one portfolio costs more than the other, the largest change first. Pure. */
export function sortedChange(before: Portfolio, after: Portfolio, feesBeyond?: FeesBeyond): PortfolioChange {
  const change = portfolioChange(before, after, feesBeyond);
  return { ...change, workloads: bySize(change.workloads) };
}
