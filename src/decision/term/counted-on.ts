import { lastDay, type Month, monthOf, monthPlus } from '../../domain/day.ts';
import type { Note } from '../../domain/note.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Context } from '../estimate/estimate.ts';
import { pricedDay } from './prices-ahead.ts';

/** What a plan of one month is said to come to is said of a year too. */
const YEAR = 12;

/**
 * What a plan buys that ends with nothing named after it before its amounts do: the months of its term, else a year. The
 * work is counted on at its last price, which nobody will sell it at. Throws what pricing its day throws.
 */
export function countedOnNotes(plan: Plan, stated: Month | undefined, context: Context): Note[] {
  const start = stated ?? monthPlus(monthOf(context.day), 1);
  const over = plan.term === undefined ? 'year' : 'term';
  const last = lastDay(monthPlus(start, (plan.term?.months ?? YEAR) - 1));
  const told = new Set<string>();
  return plan.workloads.flatMap(({ workload: { name }, model: { id } }): Note[] => {
    const key = JSON.stringify([name, id]);
    if (told.has(key) || last <= context.day) return [];
    told.add(key);
    const priced = pricedDay(id, last, context);
    return priced === last ? [] : [{ code: 'countedOn', workload: name, model: id, lastDay: priced, over }];
  });
}
