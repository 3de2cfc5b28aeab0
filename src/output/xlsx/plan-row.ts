import { discountNamed } from '../../domain/clauses.ts';
import { pulls } from '../../domain/levers.ts';
import type { PlannedWorkload } from '../../domain/plan.ts';
import type { ConfigurationCells } from './configurations-sheet.ts';
import type { ContractCells } from './contracts-part.ts';
import type { Expression, Reference } from './expression.ts';
import {
  and,
  equal,
  firstCase,
  given,
  joined,
  literal,
  lookUp,
  NOTHING,
  or,
  rangeOver,
  rest,
  times,
  when,
} from './functions.ts';
import { putHeld } from './held.ts';
import type { Names } from './names.ts';
import { BOUGHT } from './plan-words.ts';
import type { PlanSheets } from './plan-workings.ts';
import type { Sheet } from './sheet.ts';

const ZERO = literal(0);
const DIRECT = literal('direct');
/** What is said of a direct row by the spend of its whole provider; here the contract says it by what is bought. */
const BELOW_FLOOR = literal('belowFloor');
/** The column of discounts of models that a contract names. */
const OWN_DISCOUNT = 17;
/** A list of choices that a cell can hold. https://support.microsoft.com/en-us/office/excel-specifications-and-limits */
const LONGEST_LIST = 250;

/** One workload as it is bought. */
export interface PlanRow {
  readonly name: Reference;
  readonly planned: PlannedWorkload;
  readonly row: number;
  readonly baseline: Reference;
  readonly code: Expression;
  readonly list: Reference;
  readonly before: Reference;
  readonly provider: Reference;
  readonly calls: Reference | undefined;
  readonly seller: Reference | undefined;
  readonly directList: Reference;
  readonly directContracted: Reference;
  /** Yes, or No with the reason. */
  readonly bought: Reference;
}

function choiceInputs(
  sheet: Sheet,
  names: Names,
  place: number,
  planned: PlannedWorkload,
  channels: readonly string[],
) {
  const list = channels.join(',');
  const listed = list.length <= LONGEST_LIST && channels.every((id) => !/[,"]/.test(id));
  const cells = {
    channel: sheet.input(4, planned.channel.id, 'inputText', listed ? channels : undefined),
    cache: sheet.yesNo(5, pulls(planned.levers, 'cache')),
    batch: sheet.yesNo(6, pulls(planned.levers, 'batch')),
  };
  const named = { channel: cells.channel, cache: cells.cache.cell, batch: cells.batch.cell };
  for (const [name, cell] of Object.entries(named)) names.add([`choice_${place + 1}`, name], cell);
  return cells;
}

/** A cell of the row of the sheet of configurations that the choice names. */
function chosen(rows: readonly ConfigurationCells[], { channel, cache, batch }: ReturnType<typeof choiceInputs>) {
  const levers = joined(when(batch.holds, literal('+batch'), NOTHING), when(cache.holds, literal('+cache'), NOTHING));
  const id = joined(channel, levers);
  const ids = rangeOver(rows.map((row) => row.id));
  return (pick: (row: ConfigurationCells) => Reference) => lookUp(rangeOver(rows.map(pick)), id, ids);
}

/** Whether the choice can be bought: a direct one when its contract holds, and nothing where an input is impossible. */
function standing(
  of: ReturnType<typeof chosen>,
  code: Expression,
  isDirect: Expression,
  contract: ContractCells,
  check: Reference,
) {
  const illustrated = equal(
    of((row) => row.basis),
    literal('illustration'),
  );
  const bySpend = or(equal(code, BELOW_FLOOR), equal(code, NOTHING));
  return firstCase(
    [
      [given(check), joined(literal('No: '), check)],
      [illustrated, literal('No: the profile states no such lever')],
      [and(isDirect, bySpend), contract.holds],
      [equal(code, NOTHING), BOUGHT],
    ],
    joined(
      literal('No: '),
      of((row) => row.reason),
    ),
  );
}

/** The discount of a direct purchase: of the model where the signed band names it, an input of its own, else of the band. */
function directDiscount(
  sheet: Sheet,
  names: Names,
  place: number,
  { model }: PlannedWorkload,
  { signed, band, number, discount }: ContractCells,
): Expression {
  const own = signed && discountNamed(signed.band, model.id);
  if (own === undefined) return discount;
  const cell = sheet.input(OWN_DISCOUNT, own, 'inputShare', 'share');
  names.add([`choice_${place + 1}`, 'discount'], cell);
  return when(equal(band, literal(number)), cell, discount);
}

/** The choice of one workload in cells that people change, and what it costs before fees. */
export function putRow(
  sheet: Sheet,
  planned: PlannedWorkload,
  place: number,
  around: PlanSheets,
  contract: ContractCells,
): PlanRow {
  const workload = around.servedAs.get(planned);
  const cells = workload && around.quantities.of.get(workload);
  const rows = workload && around.configurations.of.get(workload);
  if (cells === undefined || rows === undefined)
    throw new RangeError(`${planned.workload.name} is not in the workbook`);
  const name = sheet.put(0, cells.name, 'text');
  sheet.put(1, planned.model.id, 'text');
  sheet.put(2, around.workings.provenance.providerName(planned.model.provider), 'text');
  const baseline = putHeld(sheet, 3, cells.baseline, planned.baselineCost, 'usd');
  const channels = [...new Set(rows.map(({ row }) => row.channel.id))];
  const choice = choiceInputs(sheet, around.names, place, planned, channels);
  const of = chosen(rows, choice);
  const isDirect = equal(choice.channel, DIRECT);
  const list = putHeld(
    sheet,
    7,
    of((row) => row.list),
    planned.listCost,
    'usd',
  );
  const before = sheet.put(
    8,
    when(
      isDirect,
      times(list, rest(directDiscount(sheet, around.names, place, planned, contract))),
      of((row) => row.before),
    ),
    'usd',
  );
  const code = of((row) => row.code);
  const bought = sheet.putEarly(11, standing(of, code, isDirect, contract, cells.check), 'text');
  const provider = sheet.put(12, cells.provider, 'count');
  const charged = rows.every(({ fees }) => fees !== undefined);
  const seller = charged
    ? sheet.put(
        13,
        of(({ fees, cost }) => fees?.seller ?? cost),
        'count',
      )
    : undefined;
  const calls = rows.every((each) => each.calls !== undefined)
    ? sheet.put(
        16,
        of((each) => each.calls ?? each.cost),
        'usd',
      )
    : undefined;
  const directList = sheet.put(14, when(isDirect, list, ZERO), 'usd');
  const directContracted = sheet.put(15, when(isDirect, before, ZERO), 'usd');
  const { row } = sheet;
  sheet.next();
  return {
    name,
    planned,
    row,
    baseline,
    code,
    list,
    before,
    provider,
    calls,
    seller,
    directList,
    directContracted,
    bought,
  };
}
