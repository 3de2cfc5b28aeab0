import type { CostChange, DiffCosts, MonthChange, SideCost } from '../../domain/card-diff.ts';
import { firstDay, monthsFrom } from '../../domain/day.ts';
import { type Bill, pricedTotal } from '../../domain/line-item.ts';
import { Problem } from '../../domain/problem.ts';
import { minus, NO_USD, plus } from '../../domain/units.ts';
import type { Profile, Workload } from '../../domain/workload.ts';
import { priceConfiguration } from '../../engine/pricer.ts';
import { type Context, priceable } from '../estimate/estimate.ts';
import type { Priceable } from '../estimate/spend.ts';
import { largestFirst } from './change.ts';

function costOfBill(bill: Bill): SideCost {
  return { amount: pricedTotal(bill), unpriced: [...new Set(bill.unpriced.map(({ reason }) => reason))] };
}

/** The workload at the rate of that side, or why its model has no price there. */
function priceableOrReason(workload: Workload, context: Context): Priceable | string {
  try {
    return priceable(workload, context);
  } catch (error) {
    if (error instanceof Problem) return error.what.replace(/\.$/, '');
    throw error;
  }
}

/** A month at list price with the stated levers. */
function sideCost(workload: Workload, context: Context): SideCost {
  const of = priceableOrReason(workload, context);
  if (typeof of === 'string') return { amount: NO_USD, unpriced: [of] };
  return costOfBill(priceConfiguration(workload, of.stated, of.listSheet, true, true));
}

function together(costs: readonly SideCost[]): SideCost {
  return costs.reduce<SideCost>(
    (total, { amount, unpriced }) => ({
      amount: plus(total.amount, amount),
      unpriced: [...new Set([...total.unpriced, ...unpriced])],
    }),
    { amount: NO_USD, unpriced: [] },
  );
}

/** Every month the profile runs in, at the rates of its first day on each side. */
function monthlyCosts({ workloads, horizon }: Profile, before: Context, after: Context): MonthChange[] {
  if (horizon === undefined) return [];
  return monthsFrom(horizon.start, horizon.months).map((month) => {
    const costOn = (context: Context) =>
      together(workloads.map((workload) => sideCost(workload, { ...context, day: firstDay(month) })));
    return { month, old: costOn(before), new: costOn(after) };
  });
}

/** What a workload costs on the older and on the newer side, all of them together, and month by month. Pure. */
export function diffCosts(profile: Profile, before: Context, after: Context): DiffCosts {
  const changes = largestFirst(
    profile.workloads.map((workload) => ({
      workload: workload.name,
      model: workload.model,
      old: sideCost(workload, before),
      new: sideCost(workload, after),
    })),
    ({ old, new: now }) => (old.unpriced.length + now.unpriced.length > 0 ? undefined : minus(now.amount, old.amount)),
  );
  const total: CostChange = {
    old: together(changes.map((change) => change.old)),
    new: together(changes.map((change) => change.new)),
  };
  const months = monthlyCosts(profile, before, after);
  return { oldDay: before.day, newDay: after.day, workloads: changes, total, months };
}
