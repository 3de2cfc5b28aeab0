import type { Amount } from '../../domain/amount.ts';
import type { Limit, UnpricedPolicy } from '../../domain/budget.ts';
import type { Ahead, Doubt, LimitResult, OverSince } from '../../domain/check.ts';
import { firstDay, type Month, monthOf, monthsFrom } from '../../domain/day.ts';
import { anyGrowth, workIn } from '../../domain/growth.ts';
import { Problem } from '../../domain/problem.ts';
import type { Profile, Workload } from '../../domain/workload.ts';
import { purchases } from '../channels/purchases.ts';
import type { Context } from '../estimate/estimate.ts';
import { monthParts } from '../estimate/month-parts.ts';
import { ledger, limitVerdict, partOf, totalOf } from './limits.ts';

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

/** What later months make of a limit that the first month keeps. */
export type LaterMonths = (result: LimitResult) => LimitResult;

/** The later months, and what they make of each limit of an amount. */
export interface Look {
  readonly ahead: Ahead | undefined;
  readonly later: LaterMonths;
}

const NOTHING_AHEAD: Look = { ahead: undefined, later: (result) => result };

/** The months of the profile, or a year from the month of the day that is priced. */
function monthsOf({ horizon }: Course, { day }: Context): Month[] {
  return horizon === undefined ? monthsFrom(monthOf(day), MONTHS_AHEAD) : monthsFrom(horizon.start, horizon.months);
}

/** A limit of an amount over the months: the first that is over, else whether one of them cannot be told. */
function overMonths(result: LimitResult, months: readonly MonthAhead[], unpriced: UnpricedPolicy): LimitResult {
  const { limit, verdict } = result;
  if (!('max' in limit) || verdict === 'over') return result;
  let doubt: Doubt | undefined = result.doubt;
  for (const { month, of } of months) {
    const { amount, complete } = of(limit);
    const found = limitVerdict(
      { amount, complete: complete || unpriced === 'allow' },
      { amount: limit.max, complete: true },
    );
    const overSince: OverSince = { month, amount, complete };
    if (found.verdict === 'over') return { ...result, verdict: 'over', doubt: undefined, overSince };
    doubt ??= found.doubt;
  }
  return doubt === undefined ? result : { ...result, verdict: 'undecided', doubt };
}

/**
 * The months that follow, where the work grows or shrinks: each at its volume and at its prices. The first month of a
 * profile that does not say when it runs is the one that is priced already. Limits on growth compare like with like, the
 * first month with the baseline's. They end before a month in which something has no price, and say why.
 */
export function lookAhead(
  workloads: readonly Workload[],
  course: Course,
  context: Context,
  first: Amount,
  unpriced: UnpricedPolicy,
): Look {
  if (!anyGrowth(workloads, course.common)) return NOTHING_AHEAD;
  const months: MonthAhead[] = [];
  const seen: Ahead['months'][number][] = [];
  let ends: Ahead['ends'];
  for (const [index, month] of monthsOf(course, context).entries()) {
    if (index === 0 && course.horizon === undefined) {
      seen.push({ month, ...first });
      continue;
    }
    const found = monthAhead(workIn(index, workloads, course.common), month, context);
    if ('why' in found) {
      ends = { month, why: found.why };
      break;
    }
    months.push({ month, ...found });
    seen.push({ month, amount: found.amount, complete: found.complete });
  }
  return { ahead: { months: seen, ends }, later: (result) => overMonths(result, months, unpriced) };
}
