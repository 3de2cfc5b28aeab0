import type { CostChange, DiffCosts, MonthChange, SideCost } from '../../domain/card-diff.ts';
import { together } from '../../domain/cost-change.ts';
import { type Month, monthsFrom } from '../../domain/day.ts';
import { workIn } from '../../domain/growth.ts';
import { horizonOf } from '../../domain/horizon.ts';
import { type Bill, pricedTotal } from '../../domain/line-item.ts';
import { Problem } from '../../domain/problem.ts';
import { minus, NO_USD } from '../../domain/units.ts';
import type { Profile, Workload } from '../../domain/workload.ts';
import { type Context, priceable } from '../estimate/estimate.ts';
import { monthParts } from '../estimate/month-parts.ts';
import { listBill, type Priceable } from '../estimate/spend.ts';
import { largestFirst } from './change.ts';

function costOfBill(bill: Bill): SideCost {
  return { amount: pricedTotal(bill), unpriced: [...new Set(bill.unpriced.map(({ reason }) => reason))] };
}

/** What is priced at the rates of a side, or why it has no price there. */
function orReason<Priced>(price: () => Priced): Priced | string {
  try {
    return price();
  } catch (error) {
    if (error instanceof Problem) return error.what.replace(/\.$/, '');
    throw error;
  }
}

/** At list price with the stated levers. */
function listCost(of: Priceable): SideCost {
  return costOfBill(listBill(of, 'both'));
}

/** A month at the rates of the day of a side. */
function sideCost(workload: Workload, context: Context): SideCost {
  const of = orReason(() => priceable(workload, context));
  return typeof of === 'string' ? { amount: NO_USD, unpriced: [of] } : listCost(of);
}

/** A month of a workload, each day at its rates. */
function costIn(month: Month, workload: Workload, context: Context): SideCost {
  const parts = orReason(() => monthParts([workload], month, context));
  return typeof parts === 'string'
    ? { amount: NO_USD, unpriced: [parts] }
    : together(parts.map(({ of }) => listCost(of)));
}

/** Every month the profile runs in, each day at its rates on each side. */
function monthlyCosts({ workloads, common, horizon }: Profile, before: Context, after: Context): MonthChange[] {
  if (horizon === undefined) return [];
  const { start, months } = horizonOf(horizon, after.day);
  return monthsFrom(start, months).map((month, index) => {
    const work = workIn(index, workloads, common);
    const costOn = (context: Context) => together(work.map((workload) => costIn(month, workload, context)));
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
