import type { Column } from './sheet.ts';

/** Columns of the sheet of configurations: those of the CSV, then what they are computed from. */
export const CONFIGURATION_COLUMNS = (fees: boolean, calls: boolean): readonly Column[] => [
  { title: 'workload', width: 26 },
  { title: 'id', width: 24 },
  { title: 'label', width: 36 },
  { title: 'channel', width: 14 },
  { title: 'cache', width: 8 },
  { title: 'batch', width: 8 },
  { title: 'basis', width: 12, note: "Illustration: the level of a lever is the tool's, not yours." },
  { title: 'available', width: 10 },
  { title: 'reasonCode', width: 18 },
  { title: 'reason', width: 46 },
  { title: 'listCost', width: 15, note: 'List price with the same levers, USD a month; the part that has a price.' },
  { title: 'discount', width: 10 },
  {
    title: 'monthlyCost',
    width: 15,
    note: 'USD a month. A row that cannot be bought keeps its number and never wins.',
  },
  { title: 'annualCost', width: 16 },
  { title: 'savings', width: 15, note: 'Baseline - monthlyCost.' },
  { title: 'savingsShare', width: 11 },
  { title: 'rangeLow', width: 15, note: 'At the deepest discount of negotiations.' },
  { title: 'rangeHigh', width: 15, note: 'At the shallowest discount of negotiations.' },
  { title: 'providerSpend', width: 16, note: 'List spend with the provider that a direct row is tested on.' },
  { title: 'eligible', width: 15, note: 'The cost, to 6 decimals, where the row is stated, available and priced.' },
  { title: 'open', width: 15, note: 'What is known, where a missing price keeps a stated row from being told.' },
  { title: 'before fees', width: 15, note: 'listCost x what a dollar of list costs there.' },
  { title: 'fees', width: 13, hidden: !fees, note: "The row's share of the fees on all that is bought there so." },
  { title: 'fees no.', width: 8, hidden: !fees, note: 'As numbered on the sheet Fees.' },
  { title: 'list, if it may', width: 15, hidden: !fees },
  { title: 'before fees, if it may', width: 15, hidden: !fees },
  { title: 'list as stated, if it may', width: 15, hidden: !fees },
  { title: 'before fees as stated, if it may', width: 15, hidden: !fees },
  { title: 'aggregator no.', width: 8, hidden: !fees },
  { title: 'calls', width: 13, hidden: !calls, note: 'Fees per call, at list: beside listCost and every term on it.' },
];

/** The columns, by what formulas of other sheets look for. */
export const AT = { cost: 12, open: 20, before: 21, fees: 22, pool: 23, seller: 28, calls: 29 } as const;
