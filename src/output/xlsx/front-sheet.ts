import type { Provenance } from '../../domain/estimate.ts';
import { isZero } from '../../domain/exact.ts';
import { type SavingsByGround, savedOn } from '../../domain/savings-by-ground.ts';
import type { Usd } from '../../domain/units.ts';
import { SAVED_WORDS } from '../words/ground-words.ts';
import { putCurrency } from './currency-part.ts';
import type { Expression, Reference } from './expression.ts';
import { and, equal, given, literal, NOTHING, over, rangeOver, times, when } from './functions.ts';
import type { Names } from './names.ts';
import { type Column, Sheet } from './sheet.ts';

/** The cells that the first sheet shows: they stand on the sheet of what is bought. */
export interface Figures {
  readonly baseline: Reference;
  readonly cost: Reference;
  readonly saving: Reference;
  /** Of each workload: its name, its baseline, and what it costs as it is bought. */
  readonly rows: {
    readonly names: readonly Reference[];
    readonly before: readonly Reference[];
    readonly after: readonly Reference[];
  };
}

/** Sentences of the run under their heading. */
export interface Said {
  readonly heading: string;
  readonly items: readonly string[];
}

export interface Front {
  readonly name: string;
  readonly title: string;
  /** The answer in sentences. */
  readonly lead: readonly string[];
  readonly figures: Figures;
  /** What the cost is called. */
  readonly bought: string;
  /** Whether the cells describe what can be bought, in a sentence that follows them, and what that may say. */
  readonly standing: { readonly follows: Expression; readonly may: readonly string[] };
  /** Undefined where the saving is not known, or is of more months than the workbook holds. */
  readonly savings: SavingsByGround | undefined;
  /** What the rows do not hold of the cost; undefined where they hold all of it. */
  readonly beyond: Usd | undefined;
  readonly said: readonly Said[];
}

const COLUMNS: readonly Column[] = [
  { title: '', width: 38 },
  { title: '', width: 18 },
  { title: '', width: 18 },
  { title: '', width: 16 },
];
const [MONTH, YEAR, SHARE] = [1, 2, 3];
/** Rows of a sheet that a drawing covers. */
const PICTURE_ROWS = 16;
/** So many workloads can be told apart in a drawing; of more, the totals are drawn. */
const MOST_BARS = 12;

function putFigures(sheet: Sheet, { figures, bought }: Front): Reference[] {
  sheet.header(['', 'USD a month', 'USD a year', 'of list price']);
  const { baseline, cost, saving } = figures;
  const known = and(given(baseline), given(cost));
  const put = (title: string, of: Reference) => {
    sheet.put(0, title, 'strongText');
    const cell = sheet.putEarly(MONTH, when(given(of), of, NOTHING), 'strongUsd');
    sheet.putEarly(YEAR, when(given(cell), times(cell, literal(12)), NOTHING), 'strongUsd');
    const share = when(equal(baseline, literal(0)), NOTHING, over(cell, baseline));
    sheet.putEarly(SHARE, when(and(known, given(cell)), share, NOTHING), 'strongShare');
    sheet.next();
    return cell;
  };
  return [put('list price, no levers', baseline), put(bought, cost), put('saving', saving)];
}

function putSavings(sheet: Sheet, { savings, beyond }: Front): void {
  if (savings === undefined) return;
  const grounds = savedOn(savings);
  if (grounds.length === 0) return;
  sheet.next();
  sheet.line('Saving by what it rests on', 'title');
  sheet.header(['of this run, not a formula', 'USD a month', '', '']);
  for (const ground of grounds) {
    sheet.put(0, SAVED_WORDS[ground], 'wrapped');
    sheet.put(MONTH, savings[ground], 'usd');
    sheet.next();
  }
  if (beyond === undefined || isZero(beyond)) return;
  sheet.put(0, 'fees on all that is bought together', 'wrapped');
  sheet.put(MONTH, beyond, 'usd');
  sheet.next();
}

/** List price beside what is bought: of each workload, or of all where there are too many to tell apart. */
function putPicture(sheet: Sheet, { figures: { rows }, bought }: Front, totals: readonly Reference[]): void {
  const from = sheet.row + 1;
  const drawn = { from, to: from + PICTURE_ROWS };
  if (rows.names.length <= MOST_BARS) {
    sheet.pictures.push({
      ...drawn,
      kind: 'bars',
      title: 'Each workload at list price and as it is bought, USD a month',
      names: rangeOver(rows.names),
      series: [
        { name: 'list price, no levers', values: rangeOver(rows.before) },
        { name: bought, values: rangeOver(rows.after) },
      ],
    });
  } else {
    sheet.pictures.push({
      ...drawn,
      kind: 'bars',
      title: 'All workloads at list price, as they are bought, and the saving, USD a month',
      names: rangeOver(totals.map((cell) => sheet.at(cell.row, 0))),
      series: [{ name: 'USD a month', values: rangeOver(totals) }],
    });
  }
  sheet.row = drawn.to + 1;
}

/** The sheet that a workbook opens on: what was decided, in sentences and in the figures that follow the cells. */
export function frontSheet(front: Front, { asOf, card, tool, exchange }: Provenance, names: Names): Sheet {
  const sheet = new Sheet(front.name, COLUMNS, { headed: false });
  sheet.heights.set(sheet.row, 28);
  sheet.line(front.title, 'front');
  sheet.sentence(`Prices of ${asOf}, card ${card.id} ${card.version}. Made by ${tool.name} ${tool.version}.`, 'note');
  sheet.next();
  for (const line of front.lead) sheet.sentence(line, 'lead');
  sheet.next();
  const totals = putFigures(sheet, front);
  sheet.sentence(front.standing.follows, 'note', front.standing.may);
  putCurrency(sheet, names, exchange);
  putSavings(sheet, front);
  putPicture(sheet, front, totals);
  for (const { heading, items } of front.said) {
    if (items.length === 0) continue;
    sheet.next();
    sheet.line(heading, 'title');
    for (const item of items) sheet.sentence(item);
  }
  return sheet;
}
