import type { CostChange, DiffCosts, SideCost } from '../domain/card-diff.ts';
import { type Bill, pricedTotal } from '../domain/line-item.ts';
import { Problem } from '../domain/problem.ts';
import { NO_USD, plus } from '../domain/units.ts';
import type { Workload } from '../domain/workload.ts';
import { priceConfiguration } from '../engine/pricer.ts';
import { type Context, priceable } from './estimate.ts';
import type { Priceable } from './spend.ts';

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

/** What a workload costs on the older and on the newer side, and all of them together. Pure. */
export function diffCosts(workloads: readonly Workload[], before: Context, after: Context): DiffCosts {
  const changes = workloads.map((workload) => ({
    workload: workload.name,
    model: workload.model,
    old: sideCost(workload, before),
    new: sideCost(workload, after),
  }));
  const total: CostChange = {
    old: together(changes.map((change) => change.old)),
    new: together(changes.map((change) => change.new)),
  };
  return { oldDay: before.day, newDay: after.day, workloads: changes, total };
}
