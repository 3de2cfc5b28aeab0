import type { CostChange, MonthChange, SideCost } from '../../domain/card-diff.ts';
import type { JsonValue } from '../../domain/json.ts';
import { NO_USD, plus } from '../../domain/units.ts';
import { box } from '../render/box.ts';
import { markdownTable } from '../render/markdown.ts';
import { costMovedText, costText } from './card-text.ts';
import { changeJson, costJson } from './cost-change-json.ts';

const HEAD = ['month', 'old', 'new', 'change'];
const TITLE = 'Month by month, each at the rates of its first day, USD';
const NOTHING: SideCost = { amount: NO_USD, unpriced: [] };

function together(sides: readonly SideCost[]): SideCost {
  return sides.reduce<SideCost>(
    (total, { amount, unpriced }) => ({
      amount: plus(total.amount, amount),
      unpriced: [...new Set([...total.unpriced, ...unpriced])],
    }),
    NOTHING,
  );
}

/** A month in which one side does not run is bought there for nothing. */
export function costsOfMonth({ old, new: now }: MonthChange): CostChange {
  return { old: old ?? NOTHING, new: now ?? NOTHING };
}

/** All months of both sides. */
export function costsOfMonths(months: readonly MonthChange[]): CostChange {
  const costs = months.map(costsOfMonth);
  return { old: together(costs.map((cost) => cost.old)), new: together(costs.map((cost) => cost.new)) };
}

function rows(months: readonly MonthChange[]): string[][] {
  const total = costsOfMonths(months);
  return [
    ...months.map((month) => [
      month.month,
      month.old === undefined ? '-' : costText(month.old),
      month.new === undefined ? '-' : costText(month.new),
      costMovedText(costsOfMonth(month)),
    ]),
    ['total', costText(total.old), costText(total.new), costMovedText(total)],
  ];
}

/** Both sides of every month. Nothing when no profile says when it runs. */
export function monthsChangeLines(months: readonly MonthChange[]): string[] {
  return months.length === 0 ? [] : ['', TITLE, box(HEAD, rows(months))];
}

export function monthsChangeMarkdown(months: readonly MonthChange[]): string[] {
  return months.length === 0 ? [] : ['', TITLE, '', ...markdownTable(HEAD, rows(months))];
}

/** The key `months`: null where no profile says when it runs. */
export function monthsChangeJson(months: readonly MonthChange[]): JsonValue {
  if (months.length === 0) return null;
  return {
    months: months.map((month) => ({
      month: month.month,
      ...changeJson(costsOfMonth(month)),
      old: month.old === undefined ? null : costJson(month.old),
      new: month.new === undefined ? null : costJson(month.new),
    })),
    total: changeJson(costsOfMonths(months)),
  };
}
