import type { Column } from './sheet.ts';

/** Columns of the sheet of configurations: what the CSV has of them, then what they are computed from. */
export const CONFIGURATION_COLUMNS = (fees: boolean, calls: boolean): readonly Column[] => [
  { title: 'workload', width: 24 },
  { title: 'id', width: 24, hidden: true },
  { title: 'configuration', width: 40 },
  { title: 'channel', width: 14, hidden: true },
  { title: 'cache', width: 8, hidden: true },
  { title: 'batch', width: 8, hidden: true },
  { title: 'levels are', width: 11, note: "Illustration: the tool's, not yours." },
  { title: 'can be bought', width: 9 },
  { title: 'reason, by code', width: 18, hidden: true },
  { title: 'why not', width: 46 },
  { title: 'list cost, USD a month', width: 14, note: 'With the same levers; the part that has a price.' },
  { title: 'discount', width: 10 },
  {
    title: 'USD a month',
    width: 14,
    note: 'A row that cannot be bought keeps its number and never wins.',
  },
  { title: 'USD a year', width: 15, hidden: true },
  { title: 'saving, USD a month', width: 14, note: 'On the baseline.' },
  { title: 'saving', width: 10 },
  { title: 'at the deepest discount', width: 14, note: 'Of negotiations, USD a month.' },
  { title: 'at the shallowest discount', width: 14, note: 'Of negotiations, USD a month.' },
  {
    title: 'list spend with the provider',
    width: 16,
    hidden: true,
    note: 'What a direct row is tested on, USD a month.',
  },
  {
    title: 'eligible, USD a month',
    width: 15,
    hidden: true,
    note: 'The cost, to 6 decimals, where the row is stated, available and priced.',
  },
  {
    title: 'open, USD a month',
    width: 15,
    hidden: true,
    note: 'What is known, where a missing price keeps a stated row from being told.',
  },
  { title: 'before fees, USD a month', width: 15, hidden: true, note: 'List x what a dollar of list costs there.' },
  { title: 'fees', width: 13, hidden: !fees, note: "The row's share of the fees on all that is bought there so." },
  { title: 'fees no.', width: 8, hidden: true, note: 'As numbered on the sheet Fees.' },
  { title: 'list, if it may', width: 15, hidden: true },
  { title: 'before fees, if it may', width: 15, hidden: true },
  { title: 'list as stated, if it may', width: 15, hidden: true },
  { title: 'before fees as stated, if it may', width: 15, hidden: true },
  { title: 'aggregator no.', width: 8, hidden: true },
  {
    title: 'calls',
    width: 13,
    hidden: !calls,
    note: 'Fees per call, at list: beside the list cost and every term on it.',
  },
  { title: 'rests on', width: 12, note: 'Whose word the price is.' },
];

/** The columns, by what formulas of other sheets look for. */
export const AT = { cost: 12, open: 20, before: 21, fees: 22, pool: 23, seller: 28, calls: 29, ground: 30 } as const;
