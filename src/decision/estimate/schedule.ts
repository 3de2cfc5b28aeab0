import { firstDay, monthsFrom } from '../../domain/day.ts';
import { workIn } from '../../domain/growth.ts';
import type { MonthCost, Schedule } from '../../domain/schedule.ts';
import { NO_USD, plus, sum } from '../../domain/units.ts';
import type { Horizon, Profile, Workload } from '../../domain/workload.ts';
import { type Context, estimateOf } from './estimate.ts';
import { monthParts } from './month-parts.ts';
import { boundOf, sumBound } from './totals.ts';

/** Workloads, and what holds for those that say nothing of their own growth. */
export interface Work {
  readonly workloads: readonly Workload[];
  readonly common?: Profile['common'] | undefined;
}

/**
 * The work of a profile month by month: each month at its grown volume; announced changes, ended promotions and models that end take effect on their day, a part of
 * a month at each price. Pure. Throws `noRateOn` or `retiredModel` when a day of it has no rate.
 */
export function schedule({ workloads, common }: Work, horizon: Horizon, context: Context): Schedule {
  const months = monthsFrom(horizon.start, horizon.months).map((month, index): MonthCost => {
    const { floors, totals } = estimateOf(
      monthParts(workIn(index, workloads, common), month, context).map(({ of }) => of),
      { ...context, day: firstDay(month) },
    );
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
