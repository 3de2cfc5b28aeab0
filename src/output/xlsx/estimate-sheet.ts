import type { WorkloadEstimate } from '../../domain/estimate.ts';
import { totalOf } from '../../domain/line-item.ts';
import type { Inputs } from './assumptions-sheet.ts';
import type { ConfigurationCells, Configurations } from './configurations-sheet.ts';
import type { Expression, Reference } from './expression.ts';
import type { Figures } from './front-sheet.ts';
import {
  above,
  and,
  below,
  countOf,
  countOfFilled,
  equal,
  given,
  leastOf,
  literal,
  lookUp,
  minus,
  NOTHING,
  over,
  plus,
  rangeOver,
  sumOf,
  times,
  when,
} from './functions.ts';
import { putHeld } from './held.ts';
import { type FeePurchase, putMonthlyFees } from './monthly-fees-part.ts';
import type { Names } from './names.ts';
import type { Quantities } from './quantities-sheet.ts';
import { type Column, Sheet } from './sheet.ts';
import type { Workings } from './workings.ts';

const COLUMNS: readonly Column[] = [
  { title: 'workload', width: 28 },
  { title: 'model', width: 20 },
  { title: 'provider', width: 14 },
  { title: 'baseline, USD a month', width: 16, note: 'Standard, uncached, global list price.' },
  { title: 'its price rests on', width: 14, note: 'Whose word the price is.' },
  { title: 'cheapest as stated', width: 40, note: 'Follows the inputs: the least of the rows that can be bought.' },
  { title: 'cheapest, USD a month', width: 16 },
  { title: 'USD a year', width: 16 },
  { title: 'savings, USD a month', width: 16 },
  { title: 'savings', width: 12 },
  { title: 'baseline is', width: 12, note: 'At least, where a part has no price.' },
  { title: 'cheapest is', width: 12, note: 'At most, where a row that has no price may cost less.' },
  { title: 'may cost less', width: 8, hidden: true },
  { title: 'aggregator no.', width: 8, hidden: true },
  { title: 'list', width: 14, hidden: true },
  { title: 'before fees', width: 14, hidden: true },
  { title: 'fees', width: 14, hidden: true },
  { title: 'cheapest as stated, by id', width: 24, hidden: true },
];

/** Where the id of the cheapest row stands. */
const ID = 17;

const ZERO = literal(0);
const AT_LEAST = literal('at least');
const EXACT = literal('exact');
export const BOUNDS = { exact: 'exact', atLeast: 'at least', atMost: 'at most', undecided: 'undecided' } as const;

/** What is saved of a baseline, in dollars and as a share; empty where either amount is unknown. */
function putSavings(sheet: Sheet, baseline: Reference, cost: Reference, known: Expression, looks: 'strong' | 'plain') {
  const usd = looks === 'strong' ? 'strongUsd' : 'usd';
  sheet.put(7, when(given(cost), times(cost, literal(12)), NOTHING), usd);
  const savings = sheet.put(8, when(and(given(cost), known), minus(baseline, cost), NOTHING), usd);
  const share = when(equal(baseline, ZERO), NOTHING, over(savings, baseline));
  sheet.put(9, when(given(savings), share, NOTHING), looks === 'strong' ? 'strongShare' : 'share');
  return savings;
}

/** The least of the rows that can be bought as stated; ties go to the earlier. */
function cheapest(rows: readonly ConfigurationCells[]) {
  const eligible = rangeOver(rows.map((row) => row.eligible));
  const none = equal(countOf(eligible), ZERO);
  const of = (pick: (row: ConfigurationCells) => Reference) =>
    when(none, NOTHING, lookUp(rangeOver(rows.map(pick)), leastOf(eligible), eligible));
  return {
    of,
    id: of((row) => row.id),
    label: of((row) => row.label),
    ground: of((row) => row.ground),
    cost: of((row) => row.cost),
  };
}

/** 1 where a row that cannot be told for want of a price may cost less than the cheapest that can. */
function putLoose(sheet: Sheet, rows: readonly ConfigurationCells[], cost: Reference): Reference {
  const open = rangeOver(rows.map((row) => row.open));
  const less = and(given(cost), above(countOf(open), ZERO), below(leastOf(open), cost));
  return sheet.put(12, when(less, literal(1), NOTHING), 'count');
}

interface Line {
  readonly name: Reference;
  readonly baseline: Reference;
  readonly cost: Reference;
  readonly loose: Reference;
  readonly unpriced: Reference;
  readonly check: Reference;
  readonly purchase: FeePurchase | undefined;
}

/** What the cheapest row buys where fees are charged; undefined where nobody charges any. */
function putPurchase(
  sheet: Sheet,
  of: ReturnType<typeof cheapest>['of'],
  rows: readonly ConfigurationCells[],
): FeePurchase | undefined {
  if (rows.every(({ fees }) => fees === undefined)) return undefined;
  return {
    seller: sheet.put(
      13,
      of(({ fees, cost }) => fees?.seller ?? cost),
      'count',
    ),
    list: sheet.put(
      14,
      of(({ list }) => list),
      'usd',
    ),
    tokens: sheet.put(
      15,
      of(({ before }) => before),
      'usd',
    ),
    fees: sheet.put(
      16,
      of(({ fees, cost }) => fees?.amount ?? cost),
      'usd',
    ),
  };
}

function putWorkload(sheet: Sheet, each: WorkloadEstimate, row: number, around: EstimateSheets): Line {
  const { quantities, configurations, workings } = around;
  const cells = quantities.of.get(each.workload);
  const rows = configurations.of.get(each.workload);
  if (cells === undefined || rows === undefined) throw new RangeError(`${each.workload.name} is not in the workbook`);
  sheet.row = row;
  const choice = cheapest(rows);
  const name = sheet.put(0, cells.name, 'text');
  sheet.put(1, each.model.id, 'text');
  sheet.put(2, workings.provenance.providerName(each.model.provider), 'text');
  const baseline = sheet.put(3, cells.baseline, 'usd');
  sheet.put(4, choice.ground, 'text');
  putHeld(sheet, ID, choice.id, each.cheapest?.id, 'text');
  sheet.put(5, choice.label, 'text');
  const cost = putHeld(sheet, 6, choice.cost, each.cheapest && totalOf(each.cheapest.bill), 'usd');
  const priced = equal(cells.baselineUnpriced, ZERO);
  putSavings(sheet, baseline, cost, priced, 'plain');
  sheet.put(10, when(priced, EXACT, AT_LEAST), 'text');
  const loose = putLoose(sheet, rows, cost);
  const told = when(given(cost), when(given(loose), literal('at most'), EXACT), literal('not known'));
  const bound = when(given(cells.check), cells.check, told);
  const known = each.mayBeUndercut ? 'at most' : 'exact';
  putHeld(sheet, 11, bound, each.cheapest === undefined ? 'not known' : known, 'text');
  const purchase = putPurchase(sheet, choice.of, rows);
  return { name, baseline, cost, loose, unpriced: cells.baselineUnpriced, check: cells.check, purchase };
}

/** A sheet of what is bought, and the cells of it that the first sheet shows. */
export interface Decided {
  readonly sheet: Sheet;
  readonly figures: Figures;
  /** Whether what the cells say can be bought. */
  readonly standing: Reference;
}

interface EstimateSheets {
  readonly workings: Workings;
  readonly inputs: Inputs;
  readonly quantities: Quantities;
  readonly configurations: Configurations;
}

/** The cheapest way to buy each workload, under the sum of all of them. */
export function estimateSheet(around: EstimateSheets, names: Names): Decided {
  const { answer } = around.workings;
  const { totals } = answer;
  const sheet = new Sheet('Cheapest', COLUMNS);
  const top = sheet.row;
  const lines = answer.workloads.map((each, place) => putWorkload(sheet, each, top + 1 + place, around));
  sheet.row = top + 1 + lines.length;
  const purchases = lines.flatMap((line) => line.purchase ?? []);
  const fees = putMonthlyFees(sheet, around.inputs, purchases, totals.feesBeyondRows);
  const end = sheet.row;
  sheet.row = top;
  sheet.put(0, 'all workloads', 'strongText');
  const costs = rangeOver(lines.map((line) => line.cost));
  const baseline = putHeld(
    sheet,
    3,
    sumOf(rangeOver(lines.map((line) => line.baseline))),
    totals.baseline,
    'strongUsd',
  );
  const sum = fees === undefined ? sumOf(costs) : plus(sumOf(costs), fees);
  const cost = putHeld(sheet, 6, sum, totals.cheapest, 'strongUsd');
  const known = equal(sumOf(rangeOver(lines.map((line) => line.unpriced))), ZERO);
  const savings = putSavings(sheet, baseline, cost, known, 'strong');
  putHeld(sheet, 10, when(known, EXACT, AT_LEAST), BOUNDS[totals.baselineBound], 'strongText');
  const all = equal(countOf(costs), literal(lines.length));
  const loose = above(sumOf(rangeOver(lines.map((line) => line.loose))), ZERO);
  const partly = when(loose, literal('undecided'), AT_LEAST);
  const told = when(all, when(loose, literal('at most'), EXACT), partly);
  const impossible = above(countOfFilled(rangeOver(lines.map((line) => line.check))), ZERO);
  const bound = when(impossible, literal('impossible inputs'), told);
  const standing = putHeld(sheet, 11, bound, BOUNDS[totals.cheapestBound], 'strongText');
  names.add(['total_baseline_cost'], baseline);
  names.add(['total_cheapest_cost'], cost);
  names.add(['total_savings'], savings);
  sheet.row = end;
  const rows = {
    names: lines.map((line) => line.name),
    before: lines.map((line) => line.baseline),
    after: lines.map((line) => line.cost),
  };
  return { sheet, figures: { baseline, cost, saving: savings, rows }, standing };
}
