import type { Amount } from '../../domain/amount.ts';
import { failsOnlyGrown, type Limit, type UnpricedPolicy } from '../../domain/budget.ts';
import type { Ahead, Doubt, LimitResult, OverSince } from '../../domain/check.ts';
import { firstDay, type Month, monthOf, monthsFrom } from '../../domain/day.ts';
import { anyGrowth, workIn } from '../../domain/growth.ts';
import { Problem } from '../../domain/problem.ts';
import type { Profile, Workload } from '../../domain/workload.ts';
import { purchases } from '../channels/purchases.ts';
import type { Context } from '../estimate/estimate.ts';
import { monthParts } from '../estimate/month-parts.ts';
import { grownVerdict, ledger, limitVerdict, partOf, totalOf } from './limits.ts';
import { periodResult, spansMonths } from './periods.ts';

/** Months that are looked at where a profile grows and does not say how long it runs: a budget is of a year. */
const MONTHS_AHEAD = 12;

/** What a profile says of the months that follow. */
export interface Course {
  readonly common?: Profile['common'] | undefined;
  readonly horizon?: Profile['horizon'] | undefined;
}

type AmountOf = (limit: Limit) => Amount;

/** A month that is looked at, with what every limit is laid on. */
interface MonthAhead extends Amount {
  readonly month: Month;
  readonly of: AmountOf;
}

/** A month at its grown volume, each day at its prices; undefined with the reason where a day has none. */
function monthAhead(
  workloads: readonly Workload[],
  month: Month,
  context: Context,
): Omit<MonthAhead, 'month'> | { readonly why: string } {
  try {
    const all = monthParts(workloads, month, context).map(({ of }) => of);
    const parts = purchases(all, { ...context, day: firstDay(month) }).map(partOf);
    return { ...totalOf(parts), of: ledger(parts) };
  } catch (error) {
    if (error instanceof Problem) return { why: error.what.replace(/\.$/, '') };
    throw error;
  }
}

/** What later months make of a limit that the first month keeps, and what limits of several months come to. */
export type LaterMonths = (result: LimitResult) => LimitResult;

/** The later months, and what they make of each limit of an amount. */
export interface Look {
  readonly ahead: Ahead | undefined;
  readonly later: LaterMonths;
}

/** The months of the profile, or a year from the month of the day that is priced. */
function monthsOf({ horizon }: Course, { day }: Context): Month[] {
  return horizon === undefined ? monthsFrom(monthOf(day), MONTHS_AHEAD) : monthsFrom(horizon.start, horizon.months);
}

/**
 * A limit of an amount over the months: the first that is over, else whether one of them cannot be told. `first` is the
 * month that the amount is of already, at the prices of the day.
 */
function overMonths(
  result: LimitResult,
  months: readonly MonthAhead[],
  first: Month | undefined,
  unpriced: UnpricedPolicy,
): LimitResult {
  const { limit, verdict } = result;
  if (!('max' in limit) || verdict === 'over') return result;
  let doubt: Doubt | undefined = result.doubt;
  for (const { month, of } of months) {
    const { amount, complete } = of(limit);
    const found = limitVerdict(
      { amount, complete: complete || unpriced === 'allow' },
      { amount: limit.max, complete: true },
    );
    const overSince: OverSince = { month, amount, complete, ...(month === first ? { isFirst: true } : {}) };
    if (found.verdict === 'over' && failsOnlyGrown(limit)) {
      // The baseline is of a first month: like is compared with like.
      const grown = grownVerdict(result, result.base);
      return { ...result, ...grown, overSince };
    }
    if (found.verdict === 'over') return { ...result, verdict: 'over', doubt: undefined, overSince };
    doubt ??= found.doubt;
  }
  return doubt === undefined ? result : { ...result, verdict: 'undecided', doubt };
}

/** The month that is priced, as it is. */
export interface FirstMonth extends Amount {
  readonly of: AmountOf;
}

interface Looked {
  /** With the first month where the profile says when it runs. */
  readonly months: readonly MonthAhead[];
  readonly ends: Ahead['ends'];
}

/** Each month at its volume and at its prices; they end before one in which something has no price. */
function lookedAt(workloads: readonly Workload[], course: Course, context: Context, first: FirstMonth): Looked {
  const months: MonthAhead[] = [];
  for (const [index, month] of monthsOf(course, context).entries()) {
    if (index === 0 && course.horizon === undefined) {
      months.push({ month, ...first });
      continue;
    }
    const found = monthAhead(workIn(index, workloads, course.common), month, context);
    if ('why' in found) return { months, ends: { month, why: found.why } };
    months.push({ month, ...found });
  }
  return { months, ends: undefined };
}

/**
 * The months that follow, where the work grows or shrinks: each at its volume and at its prices. The first month of a
 * profile that does not say when it runs is the one that is priced already, and all of them are like it where nothing
 * grows. Limits on growth compare like with like, the first month with the baseline's. They end before a month in which
 * something has no price, and say why. Limits of a quarter or a year are held on these months.
 */
export function lookAhead(
  workloads: readonly Workload[],
  course: Course,
  context: Context,
  first: FirstMonth,
  { unpriced, limits }: { readonly unpriced: UnpricedPolicy; readonly limits: readonly Limit[] },
): Look {
  const grows = anyGrowth(workloads, course.common);
  const spans = limits.some(spansMonths);
  const all = monthsOf(course, context);
  const looked =
    grows || (spans && course.horizon !== undefined) ? lookedAt(workloads, course, context, first) : undefined;
  const known = new Map(looked?.months.map((each) => [each.month, each]));
  const inMonth = (limit: Limit, month: Month) =>
    looked === undefined ? first.of(limit) : known.get(month)?.of(limit);
  const following =
    looked === undefined || course.horizon !== undefined ? (looked?.months ?? []) : looked.months.slice(1);
  return {
    ahead:
      grows && looked !== undefined
        ? {
            months: looked.months.map(({ month, amount, complete }) => ({ month, amount, complete })),
            ends: looked.ends,
          }
        : undefined,
    later: (result) => {
      const { limit } = result;
      if (spansMonths(limit)) {
        const months = all.map((month) => ({ month, amount: inMonth(limit, month) }));
        return periodResult({ ...result, limit }, months, unpriced);
      }
      return grows ? overMonths(result, following, course.horizon?.start, unpriced) : result;
    },
  };
}
