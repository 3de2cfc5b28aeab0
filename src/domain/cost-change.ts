import type { CostChange, FactChange, MonthChange, SideCost } from './card-diff.ts';
import type { PortfolioChange } from './change.ts';
import { divide, type Exact, isZero, subtract } from './exact.ts';
import { minus, NO_USD, sum, type Usd } from './units.ts';

const NOTHING: SideCost = { amount: NO_USD, unpriced: [] };

/** A workload or a month that is on one side alone costs nothing on the other. */
export function costsOf({ old, new: now }: Pick<MonthChange, 'old' | 'new'>): CostChange {
  return { old: old ?? NOTHING, new: now ?? NOTHING };
}

/** New less old; undefined while one of them is not known. */
export function costMoved({ old, new: now }: CostChange): Usd | undefined {
  return old.unpriced.length + now.unpriced.length > 0 ? undefined : minus(now.amount, old.amount);
}

/** The change in dollars as a share of the old cost; undefined while unknown. */
export function costShare(cost: CostChange): Exact | undefined {
  const amount = costMoved(cost);
  return amount === undefined || isZero(cost.old.amount) ? undefined : divide(amount, cost.old.amount);
}

/** How far a price moved, as a share of the old one; undefined where one side has none, or nothing to divide by. */
export function priceMoved({ old, new: now }: FactChange): Exact | undefined {
  if (old?.kind !== 'price' || now?.kind !== 'price' || isZero(old.value)) return undefined;
  return divide(subtract(now.value, old.value), old.value);
}

/** Several costs as one, each reason for a part without a price once. */
export function together(costs: readonly SideCost[]): SideCost {
  return {
    amount: sum(costs.map(({ amount }) => amount)),
    unpriced: [...new Set(costs.flatMap(({ unpriced }) => unpriced))],
  };
}

/** All months of both sides. */
export function costsOfMonths(months: readonly MonthChange[]): CostChange {
  const costs = months.map(costsOf);
  return { old: together(costs.map((cost) => cost.old)), new: together(costs.map((cost) => cost.new)) };
}

/** What is bought together costs beside the workloads, where it costs anything. */
export function feesBeyond({ feesBeyond: { old, new: now } }: PortfolioChange): CostChange[] {
  const side = (amount: Usd): SideCost => ({ amount, unpriced: [] });
  return isZero(old) && isZero(now) ? [] : [{ old: side(old), new: side(now) }];
}
