import { isZero, whole } from '../../domain/exact.ts';
import { pricedTotal } from '../../domain/line-item.ts';
import type { Plan } from '../../domain/plan.ts';
import { besideCost } from '../../domain/purchase.ts';
import type { Usd } from '../../domain/units.ts';
import { beginContracts, type ContractCells, finishContracts } from './contracts-part.ts';
import type { Decided } from './estimate-sheet.ts';
import type { Expression, Reference } from './expression.ts';
import {
  and,
  countWhere,
  equal,
  given,
  literal,
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
import { putPlanFees } from './plan-fees-part.ts';
import { type PlanRow, putRow } from './plan-row.ts';
import { BOUGHT, NO_CONTRACT } from './plan-words.ts';
import type { PlanSheets } from './plan-workings.ts';
import { type Column, Sheet } from './sheet.ts';

const COLUMNS = (calls: boolean, named: boolean): readonly Column[] => [
  { title: 'workload', width: 28 },
  { title: 'model', width: 20 },
  { title: 'provider', width: 14 },
  { title: 'baseline, USD a month', width: 16, note: 'Of the stated model: standard, uncached, global list price.' },
  { title: 'buy through', width: 16, note: "The program's choice at its own inputs. Change it, and the costs follow." },
  { title: 'cache', width: 14 },
  { title: 'batch', width: 14 },
  { title: 'list cost', width: 16 },
  { title: 'before fees', width: 16, note: "At the channel's or the contract's price per token." },
  { title: 'fees', width: 13 },
  { title: 'USD a month', width: 16 },
  { title: 'can be bought', width: 28, note: 'Follows the cells: Yes, or what is in the way.' },
  { title: 'provider no.', width: 8, hidden: true },
  { title: 'aggregator no.', width: 8, hidden: true },
  { title: 'direct, at list', width: 14, hidden: true },
  { title: 'direct, contracted', width: 14, hidden: true },
  { title: 'calls', width: 14, hidden: !calls, note: 'Fees per call, at list: part of USD a month.' },
  ...(named
    ? [
        {
          title: 'direct discount',
          width: 14,
          note: 'Of this model, as the signed band names it; the rest has that of the band.',
        },
      ]
    : []),
];

const ZERO = literal(0);

/** True where a signed contract names models at discounts of their own. */
const namesModels = ({ contracts }: Plan) => contracts.some(({ band }) => (band.prices?.discounts.size ?? 0) > 0);

/** What a row costs with its fees; nothing where a part has no price. */
function putCost(
  sheet: Sheet,
  { planned, row, code, before, calls }: PlanRow,
  fees: Expression | undefined,
): Reference {
  sheet.row = row;
  const tokens = fees === undefined ? before : plus(before, sheet.put(9, fees, 'usd'));
  const all = calls === undefined ? tokens : plus(tokens, calls);
  const cost = when(equal(code, literal('unpriced')), NOTHING, all);
  return putHeld(sheet, 10, cost, pricedTotal(planned.bill), 'usd');
}

function putTotals(
  sheet: Sheet,
  top: number,
  around: PlanSheets,
  rows: readonly PlanRow[],
  costs: readonly Reference[],
  shortfall: Expression,
  contracts: readonly ContractCells[],
  units: readonly UnitCells[],
) {
  const { plan, names } = around;
  // A plan that reserved units serve alone has no row but theirs.
  const sum = (cells: readonly Reference[]): Expression => (cells.length === 0 ? ZERO : sumOf(rangeOver(cells)));
  sheet.row = top;
  sheet.put(0, 'all workloads', 'strongText');
  const all = (of: readonly Reference[], units: readonly Expression[]): Expression =>
    units.reduce<Expression>((total, each) => (total === ZERO ? each : plus(total, each)), sum(of));
  const baseline = putHeld(
    sheet,
    3,
    all(
      rows.map((each) => each.baseline),
      units.map((each) => each.baseline),
    ),
    plan.baselineCost,
    'strongUsd',
  );
  const calls = rows.flatMap((each) => each.calls ?? []);
  const ofTokens = all(
    rows.map((each) => each.list),
    units.map((each) => each.list),
  );
  const atList = calls.length === 0 ? ofTokens : calls.reduce<Expression>(plus, ofTokens);
  const list = putHeld(sheet, 7, atList, plan.listCost, 'strongUsd');
  const contracted = putHeld(
    sheet,
    10,
    all(
      costs,
      units.map((each) => each.cost),
    ),
    plan.contractedCost,
    'strongUsd',
  );
  sheet.next();
  sheet.put(0, 'shortfalls and overage of contracts', 'text');
  const missing = putHeld(sheet, 10, shortfall, plan.besideContracts, 'usd');
  sheet.next();
  const beside = isZero(plan.switchingCost) ? missing : plus(missing, putSwitching(sheet, plan, names));
  sheet.put(0, 'effective cost', 'strongText');
  const effective = putHeld(sheet, 10, plus(contracted, beside), plan.effectiveCost, 'strongUsd');
  sheet.next();
  sheet.put(0, 'savings on the baseline', 'strongText');
  const savings = sheet.put(10, minus(baseline, effective), 'strongUsd');
  sheet.put(11, when(and(given(baseline), equal(baseline, ZERO)), NOTHING, over(savings, baseline)), 'strongShare');
  const standing = putStanding(sheet, top, rows, contracts);
  const named = { baseline, list, contracted, shortfall: missing, effective };
  for (const [name, cell] of Object.entries(named)) names.add(['total', name, 'cost'], cell);
  names.add(['total_savings'], savings);
  return { baseline, cost: effective, saving: savings, standing };
}

/** Reserved units in cells: what they serve is of this run, how many there are and what one costs are inputs. */
interface UnitCells {
  readonly name: Reference;
  readonly baseline: Reference;
  readonly list: Reference;
  readonly cost: Reference;
}

/** Reserved units, a row each: units x price of one. What they serve does not follow the cells, and is named as that. */
function putUnits(sheet: Sheet, { plan, names }: PlanSheets): UnitCells[] {
  return plan.reservations.map(({ held, baselineCost, listCost }, place) => {
    const fixed = (column: number, value: Usd) => {
      const cell = sheet.put(column, value, 'held');
      sheet.held.push(cell);
      return cell;
    };
    const name = sheet.put(
      0,
      `reserved units of ${held.offer.name}, ${held.term.name}: how many, and USD a month of one`,
      'text',
    );
    sheet.put(1, held.model, 'text');
    const baseline = fixed(3, baselineCost);
    sheet.put(4, held.offer.id, 'text');
    const list = fixed(7, listCost);
    const count = sheet.input(
      8,
      whole(held.pools.reduce((all, { units }) => all + units, 0n)),
      'inputFactor',
      'amount',
    );
    const price = sheet.input(9, held.unitPrice, 'inputUsd', 'amount');
    const cost = putHeld(sheet, 10, times(count, price), held.cost, 'usd');
    const named = { count, price, cost };
    for (const [name, cell] of Object.entries(named)) names.add([`reserved_${place + 1}`, name], cell);
    sheet.next();
    return { name, baseline, list, cost };
  });
}

/** A month's part of what it costs to move work to other models: an input of its own, as the profile states it. */
function putSwitching(sheet: Sheet, { switchingCost, moves }: PlanSheets['plan'], names: PlanSheets['names']) {
  const months = moves[0]?.months ?? 1;
  sheet.put(0, `moving work to other models, / ${months}`, 'text');
  const cell = sheet.input(10, switchingCost, 'inputUsd', 'amount');
  names.add(['total', 'switching', 'cost'], cell);
  sheet.next();
  return cell;
}

/** Whether the cells describe a plan that can be bought: every workload as it is chosen, and every contract. */
function putStanding(sheet: Sheet, top: number, rows: readonly PlanRow[], contracts: readonly ContractCells[]) {
  const all = (cells: readonly Reference[], words: readonly Expression[]): Expression => {
    if (cells.length === 0) return equal(ZERO, ZERO);
    const range = rangeOver(cells);
    const counted = words.map((word): Expression => countWhere(range, word)).reduce(plus);
    return equal(counted, literal(cells.length));
  };
  const workloads = all(
    rows.map(({ bought }) => bought),
    [BOUGHT],
  );
  const signed = all(
    contracts.map(({ holds }) => holds),
    [BOUGHT, NO_CONTRACT],
  );
  const { row } = sheet;
  sheet.row = top;
  const cell = sheet.putEarly(
    11,
    when(and(workloads, signed), BOUGHT, literal('No: see the rows below')),
    'strongText',
  );
  sheet.row = row;
  return cell;
}

/** Rows of totals above the workloads. */
const TOTALS = 4;

/** The plan: the choice of each workload in cells that people change, and what it costs. */
export function decideSheet(around: PlanSheets): Decided {
  const { plan, workings, inputs, names } = around;
  const sheet = new Sheet(
    'Plan',
    COLUMNS(
      plan.workloads.some((each) => !isZero(besideCost(each))),
      namesModels(plan),
    ),
  );
  const top = sheet.row;
  const beside = top + TOTALS + (isZero(plan.switchingCost) ? 0 : 1);
  sheet.row = beside;
  const units = putUnits(sheet, around);
  const first = beside + units.length;
  sheet.row = first + plan.workloads.length + 1;
  const contracts = beginContracts(sheet, names, workings, inputs, plan);
  const end = sheet.row;
  sheet.row = first;
  const rows = plan.workloads.map((planned, place) => {
    const contract = contracts.find((each) => each.provider === planned.model.provider);
    if (contract === undefined) throw new RangeError(`${planned.model.provider} is not in the workbook`);
    return putRow(sheet, planned, place, around, contract);
  });
  sheet.row = end;
  const feesOf = putPlanFees(sheet, inputs, rows);
  const below = sheet.row;
  const costs = rows.map((row) => putCost(sheet, row, feesOf(row)));
  const direct = rows.map((row) => ({
    provider: row.provider,
    list: row.directList,
    contracted: row.directContracted,
  }));
  const shortfall = finishContracts(sheet, workings, inputs, contracts, direct);
  const { standing, ...totals } = putTotals(sheet, top, around, rows, costs, shortfall, contracts, units);
  sheet.row = below;
  const figures = {
    ...totals,
    rows:
      rows.length === 0
        ? {
            names: units.map((each) => each.name),
            before: units.map((each) => each.baseline),
            after: units.map((each) => each.cost),
          }
        : { names: rows.map((row) => row.name), before: rows.map((row) => row.baseline), after: costs },
  };
  return { sheet, figures, standing };
}
