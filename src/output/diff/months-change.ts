import type { MonthChange } from '../../domain/card-diff.ts';
import { costsOf, costsOfMonths } from '../../domain/cost-change.ts';
import { type Part, table, text } from '../page.ts';
import { costMovedText, costText } from './card-text.ts';

const HEAD = ['month', 'old', 'new', 'change'];
const TITLE = 'Month by month, each day at its rates, USD';
function rows(months: readonly MonthChange[]): string[][] {
  const total = costsOfMonths(months);
  return [
    ...months.map((month) => [
      month.month,
      month.old === undefined ? '-' : costText(month.old),
      month.new === undefined ? '-' : costText(month.new),
      costMovedText(costsOf(month)),
    ]),
    ['total', costText(total.old), costText(total.new), costMovedText(total)],
  ];
}

/** Both sides of every month. Nothing when no profile says when it runs. */
export function monthsPart(months: readonly MonthChange[]): Part[] {
  return months.length === 0 ? [] : [{ blocks: [text(TITLE), table({ head: HEAD, rows: rows(months) })] }];
}
