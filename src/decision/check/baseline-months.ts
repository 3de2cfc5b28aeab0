import type { Amount } from '../../domain/amount.ts';
import type { Baseline } from '../../domain/baseline.ts';
import type { Limit } from '../../domain/budget.ts';
import type { WorkloadChange } from '../../domain/change.ts';
import type { LaterChange } from '../../domain/check.ts';
import type { Month } from '../../domain/day.ts';
import { compare, isZero, magnitude } from '../../domain/exact.ts';
import { growthOf } from '../../domain/growth.ts';
import { minus, NO_USD } from '../../domain/units.ts';
import type { Profile, Workload } from '../../domain/workload.ts';
import { asSaved, byWorkload, ledger, type Part, totalOf } from './limits.ts';

/** What the baseline costs in a month, by what a limit is laid on; undefined where it does not say. */
export interface BaselineMonth {
  readonly parts: readonly (Part | undefined)[];
  readonly of: (limit: Limit) => Amount | undefined;
}

/** A month of the baseline by its place, the first being 0, beside what the same month costs now. */
export type BaselineMonths = (index: number, now: readonly Part[]) => BaselineMonth;

/** Work that is bought as it was and stays as it is: later months cost now what they cost then, at whatever prices. */
export function steadyNames(
  workloads: readonly Workload[],
  common: Profile['common'],
  changes: readonly WorkloadChange[],
): ReadonlySet<string> {
  const same = new Set(changes.flatMap(({ workload, change }) => (change === 'unchanged' ? [workload] : [])));
  return new Set(
    workloads.filter((each) => same.has(each.name) && isZero(growthOf(each, common))).map(({ name }) => name),
  );
}

/** Whether any workload of a baseline was said to grow or to shrink. */
export const baselineGrows = (baseline: Baseline | undefined): boolean =>
  baseline?.workloads.some(({ months }) => typeof months === 'object') === true;

/**
 * The months of a baseline: those it says itself, else each like its first. `first` is what its workloads cost in the
 * first month, in their order. Months go by their place, since a first month is held against a first one. Pure.
 */
export function baselineMonths(
  { workloads }: Baseline,
  first: readonly Part[],
  steady: ReadonlySet<string>,
): BaselineMonths {
  return (index, now) => {
    const current = byWorkload(now);
    const parts = workloads.map(({ name, months }, at): Part | undefined => {
      const own = first[at];
      if (own === undefined || months === 'unknown') return index === 0 ? own : undefined;
      if (months === 'alike') return { ...own, ...(steady.has(name) ? current.get(name) : {}) };
      const found = months[index];
      return found === undefined ? undefined : { ...own, ...found };
    });
    const known = ledger(parts.filter((each) => each !== undefined));
    const open = ledger(
      first.filter((_, at) => parts[at] === undefined).map((each) => ({ ...each, amount: NO_USD, complete: false })),
    );
    return { parts, of: (limit) => (open(limit).complete ? known(limit) : undefined) };
  };
}

/** A month with what it costs now and in the baseline, each by workload. */
export interface MonthPair {
  readonly month: Month;
  readonly now: readonly Part[];
  readonly before: readonly (Part | undefined)[];
}

/** Of some months the one that differs most; undefined where none does, or one side of it is not known. */
function mostChanged(months: readonly { month: Month; old: Amount | undefined; new: Amount | undefined }[]) {
  let most: LaterChange | undefined;
  for (const { month, old, new: now } of months) {
    if (old?.complete !== true || now?.complete !== true) continue;
    const moved = minus(asSaved(now.amount), asSaved(old.amount));
    const least = most?.moved ?? NO_USD;
    if (compare(magnitude(moved), magnitude(least)) > 0) most = { month, old: old.amount, new: now.amount, moved };
  }
  return most;
}

/** Workloads on both sides whose later months have changed, and the whole of them. The first month is none of these. */
export function laterChanges(months: readonly MonthPair[]): {
  readonly later: ReadonlyMap<string, LaterChange>;
  readonly laterTotal: LaterChange | undefined;
} {
  const byName = months.slice(1).map(({ month, now, before }) => ({
    month,
    now: byWorkload(now),
    before: new Map(before.flatMap((each) => (each === undefined ? [] : [[each.workload, each] as const]))),
  }));
  const names = new Set(byName.flatMap(({ now, before }) => [...now.keys()].filter((name) => before.has(name))));
  const later = [...names].flatMap((name) => {
    const found = mostChanged(
      byName.map(({ month, now, before }) => ({ month, old: before.get(name), new: now.get(name) })),
    );
    return found === undefined ? [] : [[name, found] as const];
  });
  const totals = months.slice(1).map(({ month, now, before }) => ({
    month,
    old: before.includes(undefined) ? undefined : totalOf(before.filter((each) => each !== undefined)),
    new: totalOf(now),
  }));
  return { later: new Map(later), laterTotal: later.length === 0 ? undefined : mostChanged(totals) };
}
