import type { Bound } from '../../domain/bound.ts';
import type { PeriodCost, Schedule } from '../../domain/schedule.ts';
import type { Reference } from './expression.ts';
import { rangeOver, sumOf } from './functions.ts';
import { putHeld } from './held.ts';
import type { Names } from './names.ts';
import { type Column, Sheet } from './sheet.ts';

const COLUMNS: readonly Column[] = [
  { title: 'month', width: 14, note: 'Each day at its rates, each month at its grown volume: values of this run.' },
  { title: 'baseline, USD', width: 18, note: 'Standard, uncached, global list price.' },
  { title: 'baseline is', width: 12 },
  { title: 'list, as stated, USD', width: 18, note: 'List price with the stated levers.' },
  { title: 'list is', width: 12 },
  { title: 'cheapest, USD', width: 18, note: 'The cheapest row of each workload that can be bought.' },
  { title: 'cheapest is', width: 12 },
];

const BOUNDS: Readonly<Record<Bound, string>> = {
  exact: 'exact',
  atLeast: 'at least',
  atMost: 'at most',
  undecided: 'undecided',
};
const AMOUNTS = ['baseline', 'list', 'cheapest'] as const;
type Amount = (typeof AMOUNTS)[number];

function putBounds(sheet: Sheet, { bounds }: PeriodCost, look: 'text' | 'strongText'): void {
  for (const [place, of] of AMOUNTS.entries()) sheet.put(2 + 2 * place, BOUNDS[bounds[of]], look);
}

/** What the months of a profile cost, which prices of days and volumes of months decide: they do not follow the cells. */
export function monthsSheet({ months, total }: Schedule, names: Names): Sheet {
  const sheet = new Sheet('Months', COLUMNS);
  const cells: Record<Amount, Reference[]> = { baseline: [], list: [], cheapest: [] };
  for (const month of months) {
    sheet.put(0, month.month, 'text');
    for (const [place, of] of AMOUNTS.entries()) cells[of].push(sheet.put(1 + 2 * place, month[of], 'usd'));
    putBounds(sheet, month, 'text');
    sheet.next();
  }
  sheet.put(0, 'all months', 'strongText');
  for (const [place, of] of AMOUNTS.entries()) {
    const sum = putHeld(sheet, 1 + 2 * place, sumOf(rangeOver(cells[of])), total[of], 'strongUsd');
    names.add([`months_${of}_cost`], sum);
  }
  putBounds(sheet, total, 'strongText');
  sheet.next();
  return sheet;
}
