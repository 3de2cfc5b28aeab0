import { whole } from '../../domain/exact.ts';
import { type Meter, meterRow } from '../../domain/meter.ts';
import { type Rate, worldwideOf } from '../../domain/rate-card.ts';
import type { Workload } from '../../domain/workload.ts';
import type { Inputs } from './assumptions-sheet.ts';
import { ONE, ZERO } from './cells.ts';
import type { Expression, Reference } from './expression.ts';
import { above, and, given, literal, minus, NOTHING, or, over, plus, type Range, sumOf, when } from './functions.ts';
import { type PerState, perState, STATES } from './lever-states.ts';
import { costOf, type LineCells, linesSheet, missingOf, putLines } from './lines-sheet.ts';
import { type MeterRow, meterRows, otherRow, othersOf } from './meters.ts';
import { putQuantities, QUANTITY_COLUMNS, type QuantityCells } from './quantities.ts';
import { pricedName } from './rate-rows.ts';
import type { RateCells, Rates } from './rates-sheet.ts';
import { type Column, type RowWriter, Sheet } from './sheet.ts';
import { providersOf, type StatedModel, type Workings } from './workings.ts';
import type { WorkloadInputs } from './workload-inputs.ts';

/** What one workload comes to at list price. */
export interface WorkloadCells extends QuantityCells {
  readonly name: Reference;
  readonly provider: Reference;
  readonly baseline: Reference;
  /** Tokens of the baseline without a price. */
  readonly baselineUnpriced: Reference;
  /** The same of the model that serves it, which a plan may have chosen: what its provider sees. */
  readonly served: { readonly baseline: Reference; readonly baselineUnpriced: Reference };
  /** Priced part of the list cost at the levels used, by state of the levers. */
  readonly list: PerState<Reference>;
  readonly unpriced: PerState<Reference>;
  /** The same with levers that were stated alone: an illustration counts as none. */
  readonly statedList: PerState<Reference>;
  /** Without a price, of what a contract counts. */
  readonly countedUnpriced: PerState<Reference>;
  readonly statedUnpriced: PerState<Reference>;
  /** Calls, which stand beside list prices of tokens and every term on them; undefined where no workload has any. */
  readonly calls: PerState<Reference> | undefined;
  readonly lines: LineCells;
  /** Why its inputs are impossible; empty where they are not. */
  readonly check: Reference;
}

export interface Quantities {
  readonly sheet: Sheet;
  readonly lines: Sheet;
  readonly of: ReadonlyMap<Workload, WorkloadCells>;
}

const perStateTitles = (title: string) => STATES.map((state) => ({ title: `${title}, ${state.title}`, width: 15 }));
const COLUMNS = (substituted: boolean, calls: boolean): readonly Column[] => [
  { title: 'workload', width: 26 },
  { title: 'model', width: 20 },
  { title: 'provider no.', width: 9, note: 'As numbered on the sheet Providers.' },
  ...QUANTITY_COLUMNS,
  {
    title: 'baseline, USD',
    width: 15,
    note: 'Every token at the standard, uncached, global list price of a short prompt.',
  },
  { title: 'baseline, no price', width: 9 },
  ...perStateTitles('list, USD'),
  ...perStateTitles('no price'),
  ...perStateTitles('list as stated, USD'),
  ...perStateTitles('no price as stated'),
  { title: 'check', width: 40 },
  { title: 'baseline of this model, USD', width: 15, hidden: !substituted },
  { title: 'no price', width: 9, hidden: !substituted },
  ...perStateTitles('calls, USD').map((column) => ({ ...column, hidden: !calls })),
  ...perStateTitles('no price, calls apart').map((column) => ({ ...column, hidden: true })),
];

const QUANTITIES = 3;
const BASELINE = QUANTITIES + QUANTITY_COLUMNS.length;
/** After the sums and the check. */
const SERVED = BASELINE + 19;

function putBaseline(
  sheet: Sheet,
  at: number,
  { rateCells: rates, rate, tokenFactor }: Measure,
  inputs: WorkloadInputs,
  others: readonly Meter[],
) {
  const stated: readonly (readonly [MeterRow, Reference])[] = [
    ...meterRows(rate).flatMap((row) => (row.meter === 'input' ? [[row, inputs.input] as const] : [])),
    ...meterRows(rate).flatMap((row) => (row.meter === 'output' ? [[row, inputs.output] as const] : [])),
    ...others.flatMap((meter) => {
      const quantity = inputs.others.get(meter);
      return quantity === undefined ? [] : [[otherRow(meter), quantity] as const];
    }),
  ];
  const priced = stated.map(([{ label, meter }, tokens]) => {
    const { price } = rates.rowOf(label, 'standard', 'base');
    const scaled = tokenFactor !== undefined && meterRow(meter).isVolume;
    const measured = scaled ? over(tokens, tokenFactor) : tokens;
    return { cost: costOf(meter, measured, price), missing: missingOf(tokens, price) };
  });
  const add = (pick: (each: (typeof priced)[number]) => Expression) =>
    priced.map(pick).reduce((total, each) => plus(total, each));
  return {
    baseline: sheet.put(
      at,
      add((each) => each.cost),
      'usd',
    ),
    baselineUnpriced: sheet.put(
      at + 1,
      add((each) => each.missing),
      'count',
    ),
  };
}

/** The sums over the lines, and the part of them that was stated. */
function putList(sheet: Sheet, lines: LineCells, illustrated: Expression, hasCalls: boolean) {
  const sums = (from: number, ranges: PerState<Range>, look: 'usd' | 'count') =>
    perState((_, place) => sheet.put(from + place, sumOf(ranges[place] as Range), look));
  const list = sums(BASELINE + 2, lines.costs, 'usd');
  const unpriced = sums(BASELINE + 6, lines.unpriced, 'count');
  const statedList = perState((_, place) =>
    sheet.put(BASELINE + 10 + place, when(illustrated, list[0], list[place] as Reference), 'usd'),
  );
  const statedUnpriced = perState((_, place) =>
    sheet.put(BASELINE + 14 + place, when(illustrated, unpriced[0], unpriced[place] as Reference), 'count'),
  );
  if (!hasCalls) return { list, unpriced, countedUnpriced: unpriced, statedList, statedUnpriced, calls: undefined };
  const own = lines.calls;
  const calls = perState((_, place) => sheet.put(SERVED + 2 + place, own ? sumOf(own[place] as Range) : ZERO, 'usd'));
  const countedUnpriced = sums(SERVED + 6, lines.tokensUnpriced, 'count');
  return { list, unpriced, countedUnpriced, statedList, statedUnpriced, calls };
}

/** What the program would refuse to read, said beside the numbers it gives. */
function checkText(inputs: WorkloadInputs, { uncached, read, writes }: QuantityCells): Expression {
  const written = [...writes.values()].reduce<Expression>((total, each) => plus(total, each), ZERO);
  const tooMany = and(
    given(inputs.readsPerWrite),
    above(over(read, when(above(inputs.readsPerWrite, ZERO), inputs.readsPerWrite, ONE)), minus(inputs.input, read)),
  );
  const over100 = or(above(inputs.hitRatio, ONE), above(inputs.batch, ONE));
  return when(
    over100,
    literal('a share is over 100%'),
    when(
      or(tooMany, above(ZERO, uncached), above(ZERO, written)),
      literal('reads and the writes they need are more than the input'),
      NOTHING,
    ),
  );
}

/** What a baseline is priced at: the model that the profile states. */
interface Measure {
  readonly rateCells: RateCells;
  readonly rate: Rate;
  readonly tokenFactor: Expression | undefined;
}

/** Every workload with its quantities and its list cost in each state of the levers. */
export function quantitiesSheet(workings: Workings, inputs: Inputs, rates: Rates, rows: RowWriter): Quantities {
  const hasCalls = workings.answer.workloads.some(({ workload }) =>
    othersOf([workload]).some((meter) => !meterRow(meter).takesTerms),
  );
  const sheet = new Sheet('Quantities', COLUMNS(workings.statedAs.size > 0, hasCalls), { hidden: true });
  const lineSheet = linesSheet();
  const providers = providersOf(workings);
  const measureOf = (
    workload: Workload,
    own: Pick<StatedModel, 'model' | 'rate'>,
    tokenFactor?: Expression,
  ): Measure => {
    const rate = worldwideOf(own.rate);
    const rateCells = rates.of.get(pricedName(own.model, rate));
    if (rateCells === undefined) throw new RangeError(`${workload.name} is not in the workbook`);
    return { rateCells, rate, tokenFactor };
  };
  const of = workings.answer.workloads.map((estimate): [Workload, WorkloadCells] => {
    const { workload, model, rate } = estimate;
    const stated = inputs.workloads.get(workload);
    const prices = rates.of.get(pricedName(model, rate));
    if (stated === undefined || prices === undefined) throw new RangeError(`${workload.name} is not in the workbook`);
    const name = sheet.put(0, stated.name, 'text');
    sheet.put(1, model.id, 'text');
    const provider = sheet.put(2, whole(BigInt(providers.indexOf(model.provider) + 1)), 'count');
    const quantities = putQuantities(sheet, QUANTITIES, estimate, prices, inputs, stated, workings);
    const others = othersOf([workload]);
    const counted = others.filter((meter) => meterRow(meter).takesTerms);
    const as = workings.statedAs.get(workload);
    const own = measureOf(workload, estimate);
    const measure = as === undefined ? own : measureOf(workload, as, stated.tokenFactor);
    const baseline = putBaseline(sheet, BASELINE, measure, stated, others);
    const alike = workings.statedAs.size === 0 && !hasCalls;
    const served = alike ? baseline : putBaseline(sheet, SERVED, own, stated, counted);
    const lines = putLines(lineSheet, estimate, prices, quantities, stated);
    const list = putList(sheet, lines, quantities.illustrated, hasCalls);
    const check = sheet.put(BASELINE + 18, checkText(stated, quantities), 'text');
    sheet.next();
    sheet.write(rows);
    lineSheet.write(rows);
    return [workload, { ...quantities, name, provider, ...baseline, served, ...list, lines, check }];
  });
  return { sheet, lines: lineSheet, of: new Map(of) };
}
