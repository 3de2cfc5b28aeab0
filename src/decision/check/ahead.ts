import type { Amount } from '../../domain/amount.ts';
import type { Limit, UnpricedPolicy } from '../../domain/budget.ts';
import { type Ahead, type HeldMonth, type LimitResult, type MonthAmount, shareOfLimit } from '../../domain/check.ts';
import { firstDay, type Month, monthOf, monthsFrom } from '../../domain/day.ts';
import { compare } from '../../domain/exact.ts';
import { anyGrowth, workIn } from '../../domain/growth.ts';
import { A_YEAR, horizonOf } from '../../domain/horizon.ts';
import { Problem } from '../../domain/problem.ts';
import { lessThan, NO_USD } from '../../domain/units.ts';
import type { Profile, Workload } from '../../domain/workload.ts';
import { purchases } from '../channels/purchases.ts';
import type { Context } from '../estimate/estimate.ts';
import { type Gap, knownParts } from '../estimate/month-parts.ts';
import { type BaselineMonth, type BaselineMonths, laterChanges } from './baseline-months.ts';
import { byWorkload, ledger, limitResult, type Part, partOf, totalOf } from './limits.ts';
import { periodResult, spansMonths } from './periods.ts';

/** What a profile says of the months that follow. */
export interface Course {
  readonly common?: Profile['common'] | undefined;
  readonly horizon?: Profile['horizon'] | undefined;
}

/** A month that is looked at, with what every limit is laid on and what the baseline costs in it. */
interface MonthAhead {
  readonly month: Month;
  readonly parts: readonly Part[];
  readonly of: (limit: Limit) => Amount;
  /** Whether work is missing in it, since its model has ended and nothing is named after it. */
  readonly hasGaps: boolean;
  /** Undefined without a baseline. */
  readonly before: BaselineMonth | undefined;
}

/** Work that has no price in days of a month: nothing is known of what it costs in them. */
function openPart({ workload: name, model }: Gap, workloads: readonly Workload[], { card }: Context): Part[] {
  const { tags = new Map() } = workloads.find((each) => each.name === name) ?? {};
  const provider = card.find(model)?.provider;
  return provider === undefined ? [] : [{ workload: name, model, provider, tags, amount: NO_USD, complete: false }];
}

/**
 * What each workload costs in a month at its grown volume, each day at its prices: the least it comes to where its model
 * ends and nothing is named after it. Why, where the month has no price for another reason.
 */
function partsIn(
  workloads: readonly Workload[],
  month: Month,
  context: Context,
): { readonly parts: Part[]; readonly gaps: readonly Gap[] } | { readonly why: string } {
  try {
    const { parts, gaps } = knownParts(workloads, month, context);
    const priced = purchases(
      parts.map(({ of }) => of),
      { ...context, day: firstDay(month) },
    );
    return { parts: [...priced.map(partOf), ...gaps.flatMap((gap) => openPart(gap, workloads, context))], gaps };
  } catch (error) {
    if (error instanceof Problem) return { why: error.what.replace(/\.$/, '') };
    throw error;
  }
}

/** What later months make of a limit that the first month keeps, and what limits of several months come to. */
export type LaterMonths = (result: LimitResult) => LimitResult;

/** The later months, what they make of each limit, and how they differ from those of the baseline. */
export interface Look {
  readonly ahead: Ahead | undefined;
  readonly later: LaterMonths;
  readonly changes: ReturnType<typeof laterChanges>;
}

/** The months of the profile, or a year from the month of the day that is priced. */
function monthsOf({ horizon }: Course, { day }: Context): Month[] {
  const { start, months } = horizon === undefined ? { start: monthOf(day), months: A_YEAR } : horizonOf(horizon, day);
  return monthsFrom(start, months);
}

/**
 * A limit on one of the months, beside the same month of the baseline. One in which a model has ended for nothing breaks a
 * limit by the least that it comes to, and leaves none undecided: that is known months ahead, and said beside the verdict.
 */
function monthResult(limit: Limit, { of, before, hasGaps }: MonthAhead, unpriced: UnpricedPolicy): LimitResult {
  const found = limitResult(limit, of(limit), before?.of(limit), hasGaps ? 'allow' : unpriced);
  return before !== undefined && found.doubt === 'noBaseline' ? { ...found, doubt: 'baselineMonths' } : found;
}

const heldMonth = (month: Month, { amount, complete, max, base }: LimitResult): HeldMonth => ({
  month,
  amount,
  complete,
  max,
  base,
});

/** Of the first month and the later ones, the one that takes the most of what is allowed; undefined where it is the first. */
function fullestOf(result: LimitResult, months: readonly HeldMonth[]): HeldMonth | undefined {
  let [most, share] = [undefined as HeldMonth | undefined, shareOfLimit(result)];
  for (const each of months) {
    const own = shareOfLimit(each);
    if (own !== undefined && (share === undefined || compare(own, share) > 0)) [most, share] = [each, own];
  }
  return most;
}

/**
 * A limit over the months: the first that breaks it, else whether one of them cannot be told, else the one over it that is
 * no more than the baseline's of that month. `first` is the month that the amount is of already, at the prices of the day.
 */
function overMonths(
  result: LimitResult,
  months: readonly MonthAhead[],
  first: Month | undefined,
  unpriced: UnpricedPolicy,
): LimitResult {
  if (result.verdict === 'over') return result;
  const held = months.map((each) => ({ month: each.month, of: monthResult(result.limit, each, unpriced) }));
  const isOver = ({ amount, max }: LimitResult) => max !== undefined && lessThan(max, amount);
  const sinceOf = ({ month, of }: (typeof held)[number]) => ({
    overSince: { ...heldMonth(month, of), ...(month === first ? { isFirst: true as const } : {}) },
  });
  const over = held.find(({ of }) => of.verdict === 'over');
  const { notGrown: _, ...plain } = result;
  if (over !== undefined) return { ...plain, verdict: 'over', doubt: undefined, ...sinceOf(over) };
  if (result.doubt !== undefined) return result;
  const open = held.find(({ of }) => of.doubt !== undefined);
  if (open !== undefined)
    return { ...plain, verdict: 'undecided', doubt: open.of.doubt, ...(isOver(open.of) ? sinceOf(open) : {}) };
  const excused = result.notGrown === true ? undefined : held.find(({ of }) => of.notGrown === true);
  if (excused !== undefined) return { ...result, notGrown: true, ...sinceOf(excused) };
  const fullest = fullestOf(
    result,
    held.map(({ month, of }) => heldMonth(month, of)),
  );
  return fullest === undefined ? result : { ...result, fullest };
}

/** The month that is priced, as it is. */
export interface FirstMonth {
  readonly parts: readonly Part[];
  readonly of: (limit: Limit) => Amount;
}

interface Looked {
  /** With the first month where the profile says when it runs. */
  readonly months: readonly MonthAhead[];
  readonly gaps: Ahead['gaps'];
  readonly ends: Ahead['ends'];
}

/** Each month at its volume and at its prices; they end before one that cannot be priced. */
function lookedAt(
  workloads: readonly Workload[],
  course: Course,
  context: Context,
  first: FirstMonth,
  before: BaselineMonths | undefined,
): Looked {
  const months: MonthAhead[] = [];
  const gaps = new Map<string, Gap>();
  const looked = (ends: Ahead['ends']): Looked => ({ months, gaps: [...gaps.values()], ends });
  for (const [index, month] of monthsOf(course, context).entries()) {
    if (index === 0 && course.horizon === undefined) {
      months.push({ month, ...first, hasGaps: false, before: before?.(index, first.parts) });
      continue;
    }
    const found = partsIn(workIn(index, workloads, course.common), month, context);
    if ('why' in found) return looked({ month, why: found.why });
    const { parts } = found;
    for (const gap of found.gaps) if (!gaps.has(gap.workload)) gaps.set(gap.workload, gap);
    const hasGaps = found.gaps.length > 0;
    months.push({ month, parts, of: ledger(parts), hasGaps, before: before?.(index, parts) });
  }
  return looked(undefined);
}

/** The months of the whole and of each workload. */
function aheadOf({ months, ...found }: Looked): Ahead {
  const workloads = new Map<string, MonthAmount[]>();
  for (const { month, parts } of months) {
    for (const [name, of] of byWorkload(parts)) {
      const own = workloads.get(name);
      if (own === undefined) workloads.set(name, [{ month, ...of }]);
      else own.push({ month, ...of });
    }
  }
  return { months: months.map(({ month, parts }) => ({ month, ...totalOf(parts) })), workloads, ...found };
}

/** What is looked at with: the limits, how unpriced parts count, and what the baseline costs in each month. */
export interface LookTerms {
  readonly unpriced: UnpricedPolicy;
  readonly limits: readonly Limit[];
  readonly before: BaselineMonths | undefined;
  /** Whether the work of the baseline grows or shrinks, which later months are held against. */
  readonly baselineGrows: boolean;
}

/**
 * The months that follow, where the work grows or shrinks, now or in the baseline: each at its volume and at its prices.
 * The first month of a profile that does not say when it runs is the one that is priced already, and all of them are like
 * it where nothing grows. Limits on growth hold each month against the baseline's of the same place. A month in
 * which a model has ended for nothing holds the rest, and is the least that it comes to; they end before one that cannot be
 * priced for another reason, and say why. Limits of a quarter or a year are held on these months.
 */
export function lookAhead(
  workloads: readonly Workload[],
  course: Course,
  context: Context,
  first: FirstMonth,
  { unpriced, limits, before, baselineGrows }: LookTerms,
): Look {
  const grows = anyGrowth(workloads, course.common);
  const moves = grows || baselineGrows;
  const spans = limits.some(spansMonths);
  const all = monthsOf(course, context);
  const looked =
    moves || (spans && course.horizon !== undefined) ? lookedAt(workloads, course, context, first, before) : undefined;
  const known = new Map(looked?.months.map((each) => [each.month, each]));
  const alike = { of: first.of, before: before?.(0, first.parts) };
  const following =
    looked === undefined || course.horizon !== undefined ? (looked?.months ?? []) : looked.months.slice(1);
  return {
    ahead: grows && looked !== undefined ? aheadOf(looked) : undefined,
    changes: laterChanges(
      moves && before !== undefined
        ? (looked?.months ?? []).map(({ month, parts, before: then }) => ({
            month,
            now: parts,
            before: then?.parts ?? [],
          }))
        : [],
    ),
    later: (result) => {
      const { limit } = result;
      if (spansMonths(limit)) {
        const months = all.map((month) => {
          const found = looked === undefined ? alike : known.get(month);
          return { month, amount: found?.of(limit), base: found?.before?.of(limit) };
        });
        return periodResult({ ...result, limit }, months, unpriced);
      }
      return moves ? overMonths(result, following, course.horizon && all[0], unpriced) : result;
    },
  };
}
