import { firstDay, type Month, monthsFrom } from '../../domain/day.ts';
import type { Estimate } from '../../domain/estimate.ts';
import { workIn } from '../../domain/growth.ts';
import type { Horizon } from '../../domain/horizon.ts';
import type { MonthCost, Schedule } from '../../domain/schedule.ts';
import { NO_USD, plus, sum } from '../../domain/units.ts';
import type { Profile, Workload } from '../../domain/workload.ts';
import { type Context, estimateOf } from './estimate.ts';
import { knownParts } from './month-parts.ts';
import { boundOf, sumBound } from './totals.ts';

/** Workloads, and what holds for those that say nothing of their own growth. */
export interface Work {
  readonly workloads: readonly Workload[];
  readonly common?: Profile['common'] | undefined;
}

/** A month in which something has no price from a day on: what has one, as the least that it can come to. */
function bounded(month: Month, floors: Estimate['floors'], { baseline, cheapest }: Estimate['totals']): MonthCost {
  const list = sum(floors.map((floor) => floor.optimisedSpend));
  const bounds = { baseline: 'atLeast', list: 'atLeast', cheapest: 'atLeast' } as const;
  return { month, baseline, list, cheapest, bounds, complete: false };
}

/**
 * The work of a profile month by month: each month at its grown volume; announced changes, ended promotions and models that end take effect on their day, a part of
 * a month at each price. Where a model ends and nothing is named after it, the days from then on are in no sum, and a month is a lower bound. Pure. Throws `noRateOn`.
 */
export function schedule({ workloads, common }: Work, horizon: Horizon, context: Context): Schedule {
  const months = monthsFrom(horizon.start, horizon.months).map((month, index): MonthCost => {
    const { parts, gaps } = knownParts(workIn(index, workloads, common), month, context);
    const { floors, totals } = estimateOf(
      parts.map(({ of }) => of),
      { ...context, day: firstDay(month) },
    );
    if (gaps.length > 0) return bounded(month, floors, totals);
    const list = sum(floors.map((floor) => floor.optimisedSpend));
    const priced = floors.every((floor) => floor.priced.optimised);
    const bounds = { baseline: totals.baselineBound, list: boundOf(!priced, false), cheapest: totals.cheapestBound };
    return { month, baseline: totals.baseline, list, cheapest: totals.cheapest, bounds, complete: totals.complete };
  });
  const total = (of: (month: MonthCost) => MonthCost['list']) =>
    months.reduce((amount, month) => plus(amount, of(month)), NO_USD);
  return {
    months,
    total: {
      baseline: total((month) => month.baseline),
      list: total((month) => month.list),
      cheapest: total((month) => month.cheapest),
      bounds: {
        baseline: sumBound(months.map((month) => month.bounds.baseline)),
        list: sumBound(months.map((month) => month.bounds.list)),
        cheapest: sumBound(months.map((month) => month.bounds.cheapest)),
      },
      complete: months.every((month) => month.complete),
    },
  };
}
