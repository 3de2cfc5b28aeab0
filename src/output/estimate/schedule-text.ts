import type { PeriodCost, Schedule } from '../../domain/schedule.ts';
import { box } from '../render/box.ts';
import { markdownTable } from '../render/markdown.ts';
import { bounded, dollars } from '../render/numbers.ts';
import type { Paint } from '../render/paint.ts';

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
export function scheduleLines(schedule: Schedule, paint: Paint): string[] {
  return [paint.strong(TITLE), box(HEAD, rows(schedule)), ''];
}

export function scheduleMarkdown(schedule: Schedule): string[] {
  return [`### ${TITLE}`, '', ...markdownTable(HEAD, rows(schedule)), ''];
}
