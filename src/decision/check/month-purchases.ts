import { daysBetween } from '../../domain/day.ts';
import type { Bill } from '../../domain/line-item.ts';
import type { Note } from '../../domain/note.ts';
import type { Unpriced } from '../../domain/price.ts';
import { plus } from '../../domain/units.ts';
import { purchases, type StatedPurchase } from '../channels/purchases.ts';
import type { Context } from '../estimate/estimate.ts';
import { nothingAfter, type SeenMonth } from '../estimate/month-parts.ts';

/** What is bought in a month. */
export interface MonthPurchases {
  /** One a workload, with all of its month on the bill. */
  readonly whole: readonly StatedPurchase[];
  /** The same by price: a workload whose price changes in the month has several. */
  readonly parts: readonly StatedPurchase[];
}

/** What the days after the end of a model are short of. */
function unpricedAfter({ gap }: SeenMonth): Unpriced[] {
  if (gap === undefined) return [];
  return [{ pricing: 'unpriced', meter: 'input', mode: 'standard', reason: nothingAfter(gap) }];
}

function together(bills: readonly Bill[]): Bill {
  return {
    lineItems: bills.flatMap((bill) => bill.lineItems),
    fees: bills.flatMap((bill) => bill.fees),
    unpriced: bills.flatMap((bill) => bill.unpriced),
  };
}

function wholeOf(first: StatedPurchase, others: readonly StatedPurchase[]): StatedPurchase {
  if (others.length === 0) return first;
  const all = [first, ...others];
  const listCost = others.reduce((cost, other) => plus(cost, other.listCost), first.listCost);
  return { ...first, listCost, bill: together(all.map(({ bill }) => bill)) };
}

/** Everything that is bought in a month, each part at its price. Throws `notSoldThere`. */
export function monthPurchases(months: readonly SeenMonth[], context: Context): MonthPurchases {
  const bought = purchases(
    months.flatMap((month) => month.parts.map(({ of }) => of)),
    context,
  );
  let next = 0;
  const groups = months.map((month) => {
    const group = bought.slice(next, next + month.parts.length);
    next += month.parts.length;
    return group.map((each, index) => {
      const missing = index === group.length - 1 ? unpricedAfter(month) : [];
      return missing.length === 0
        ? each
        : { ...each, bill: { ...each.bill, unpriced: [...each.bill.unpriced, ...missing] } };
    });
  });
  const whole = groups.flatMap(([first, ...others]) => (first === undefined ? [] : [wholeOf(first, others)]));
  return { whole, parts: groups.flat() };
}

/** That a month is priced by days, and at which models, where a price changes in it. */
export function monthNotes(months: readonly SeenMonth[]): Note[] {
  return months.flatMap(({ workload, parts }): Note[] => {
    if (parts.length === 1) return [];
    const stretches = parts.map(({ first, last, of }) => ({
      from: first,
      days: daysBetween(first, last) + 1,
      model: of.model.id,
    }));
    return [{ code: 'monthByDays', workload, stretches }];
  });
}
