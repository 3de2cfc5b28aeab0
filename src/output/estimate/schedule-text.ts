import type { PeriodCost, Schedule } from '../../domain/schedule.ts';
import { type Part, table } from '../page.ts';
import { bounded, dollars } from '../render/numbers.ts';

const HEAD = ['month', 'baseline', 'list, as stated', 'cheapest'];

function cells(name: string, { baseline, list, cheapest, bounds }: PeriodCost): string[] {
  return [
    name,
    bounded(dollars(baseline), bounds.baseline),
    bounded(dollars(list), bounds.list),
    bounded(dollars(cheapest), bounds.cheapest),
  ];
}

function rows({ months, total }: Schedule): string[][] {
  return [...months.map((month) => cells(month.month, month)), cells('total', total)];
}

const TITLE = 'Month by month, each day at its rates, USD';

/** The months of a profile, between its workloads and the floor. */
export function schedulePart(schedule: Schedule): Part {
  return { heading: TITLE, level: 'title', blocks: [table({ head: HEAD, rows: rows(schedule) })] };
}
