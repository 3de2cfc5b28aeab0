import {
  type Audit,
  type AuditDay,
  CAUSES,
  type Cause,
  type Difference,
  HARMLESS,
  UNEXPLAINED,
} from '../../domain/audit.ts';
import type { BillLine } from '../../domain/bill-line.ts';
import { type Day, dayAfter } from '../../domain/day.ts';
import { add, compare, isZero, magnitude, multiply, shift, whole } from '../../domain/exact.ts';
import { meterRow } from '../../domain/meter.ts';
import type { Model } from '../../domain/rate-card.ts';
import { minus, NO_USD, plus, sum, type Usd, usd } from '../../domain/units.ts';
import type { PriceBook, UsageDay } from '../usage/measure.ts';
import { type Fit, fitsOf, type Part, partsOf, within } from './fit.ts';
import { type DiscountOf, type Lot, lotsOf, Pricing } from './lots.ts';
import { type Shifted, shiftsOf } from './shift.ts';

/** What is held against each other. */
export interface Pair {
  readonly usage: readonly UsageDay[];
  readonly lines: readonly BillLine[];
  readonly book: PriceBook;
  readonly discountOf: DiscountOf;
}

/** One subject on one day, as both sides know it. */
interface Cell {
  readonly subject: string;
  readonly day: Day;
  readonly lots: Lot[];
  readonly lines: BillLine[];
  /** Groups of usage. */
  groups: number;
}

/** Everything of both sides that is compared, by subject and then by day. */
class Cells {
  readonly #bySubject = new Map<string, Map<Day, Cell>>();

  at(subject: string, day: Day): Cell {
    const days = this.#bySubject.get(subject) ?? new Map<Day, Cell>();
    this.#bySubject.set(subject, days);
    const known = days.get(day);
    if (known !== undefined) return known;
    const cell: Cell = { subject, day, lots: [], lines: [], groups: 0 };
    days.set(day, cell);
    return cell;
  }

  all(): [string, Cell[]][] {
    const sorted = [...this.#bySubject].sort(([a], [b]) => (a < b ? -1 : 1));
    return sorted.map(([subject, days]) => [subject, [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1))]);
  }
}

/** The subject of a bill that names no model. */
const EVERYTHING = 'all usage';
const CALLS = 'calls';

const HALF = shift(whole(5n), 1);
/** More decimals than this are noise of a floating number, and no precision of a bill. */
const MOST_PLACES = 10;

/** By how much rounding alone can move lines of a bill: half of the last decimal that it writes, a line. */
function allowanceOf(lines: readonly BillLine[], places: number): Usd {
  const unit = shift(whole(1n), Math.min(places, MOST_PLACES));
  return usd(multiply(multiply(HALF, unit), whole(BigInt(lines.length))));
}

const billedOf = (lines: readonly BillLine[]) => sum(lines.map(({ amount }) => amount));

/** Whether days can be told apart: not where a line of the bill spans several. */
const isWhole = (lines: readonly BillLine[]) => lines.some(({ day, until }) => day !== until);

interface Gathered {
  readonly cells: Cells;
  readonly credits: readonly BillLine[];
  readonly unpriced: Map<string, { model: string; reason: string }>;
  /** Names on the bill that are usage without a price. */
  readonly unpricedSubjects: ReadonlySet<string>;
}

/** Puts usage and bill side by side: by model and day, or by day alone where the bill names no model. */
function gathered({ usage, lines, book, discountOf }: Pair, pricing: Pricing, dayOf: (day: Day) => Day): Gathered {
  const cells = new Cells();
  const credits = lines.filter(({ credit, amount }) => credit || compare(amount, NO_USD) < 0);
  const charges = lines.filter((line) => !credits.includes(line));
  const named = charges.some(({ model }) => model !== undefined);
  const callsApart = charges.some(({ billedFor }) => billedFor === 'calls');
  const subjectOf = (name: string, model: Model | undefined) => (named ? (model?.id ?? name) : EVERYTHING);
  const unpriced = new Map<string, { model: string; reason: string }>();
  const unpricedSubjects = new Set<string>();
  for (const group of usage) {
    const model = book.find(group.model);
    const subject = subjectOf(group.model, model);
    const day = dayOf(group.day);
    if (model === undefined) {
      unpriced.set(group.model, { model: group.model, reason: 'the card has no model of that name' });
      unpricedSubjects.add(subject);
      continue;
    }
    for (const lot of lotsOf(group, model, discountOf)) {
      const cost = pricing.cost(lot);
      if (typeof cost === 'string') {
        unpriced.set(`${model.id} ${cost}`, { model: model.id, reason: cost });
        unpricedSubjects.add(subject);
        continue;
      }
      const isCall = meterRow(lot.meter).unit === 'calls';
      cells.at(isCall && callsApart ? CALLS : subject, day).lots.push(lot);
    }
    cells.at(subject, day).groups += 1;
  }
  for (const line of charges) {
    const model = line.model === undefined ? undefined : book.find(line.model);
    const subject =
      line.billedFor === 'calls'
        ? CALLS
        : line.model === undefined && named
          ? line.label
          : subjectOf(line.model ?? '', model);
    cells.at(subject, dayOf(line.day)).lines.push(line);
  }
  return { cells, credits, unpriced, unpricedSubjects };
}

/** Days without a gap from the first cell to the last, so that neighbours are neighbours. */
function consecutive(cells: readonly Cell[]): Day[] {
  const [first, last] = [cells[0]?.day, cells.at(-1)?.day];
  const days: Day[] = [];
  for (let day = first; day !== undefined && last !== undefined && day <= last; day = dayAfter(day)) days.push(day);
  return days;
}

interface Sums {
  readonly cell: Cell;
  readonly billed: Usd;
  readonly expected: Usd;
  readonly allowance: Usd;
}

type Told = Pick<Difference, 'cause' | 'amount' | 'text'>;

/** A difference that nothing but the absence of one side explains, or nothing at all. */
function bare({ cell, billed, expected }: Sums): Told {
  const amount = minus(billed, expected);
  if (cell.lines.length === 0) return { cause: 'usageWithoutBill', amount, text: 'used, and on no line of the bill' };
  if (cell.lots.length === 0) return { cause: 'billWithoutUsage', amount, text: 'billed, and in none of the usage' };
  return { cause: 'unknown', amount, text: 'no rate, mode, class, region or price of the card explains it' };
}

/** Fits of every open cell, and of them for each cell the one that explains most of the cells. */
function chosenFits(open: readonly Sums[], pricing: Pricing): ReadonlyMap<Cell, Fit> {
  const fits = new Map(
    open
      .filter(({ cell }) => cell.lots.length > 0 && cell.lines.length > 0)
      .map(({ cell, billed, allowance }) => [cell, fitsOf({ lots: cell.lots, billed, allowance }, pricing)] as const),
  );
  const support = new Map<string, number>();
  for (const each of fits.values()) for (const { id } of each) support.set(id, (support.get(id) ?? 0) + 1);
  const best = (of: readonly Fit[]): Fit | undefined =>
    of.reduce<Fit | undefined>(
      (a, b) => (a === undefined || (support.get(b.id) ?? 0) > (support.get(a.id) ?? 0) ? b : a),
      undefined,
    );
  return new Map(
    [...fits].flatMap(([cell, of]) => {
      const found = best(of);
      return found === undefined ? [] : [[cell, found] as const];
    }),
  );
}

/** What rounding explains of a cell, or nothing where it agrees to the last digit. */
function rounded({ billed, expected }: Sums): Told[] {
  const amount = minus(billed, expected);
  return isZero(amount) ? [] : [{ cause: 'rounding', amount, text: 'rounding of the bill' }];
}

/** Every difference of one subject, day by day. */
function differencesOf(cells: readonly Cell[], places: number, pricing: Pricing, byDay: boolean): Difference[] {
  const sums = cells.map((cell): Sums => {
    const expected = pricing.total(cell.lots) ?? NO_USD;
    return { cell, billed: billedOf(cell.lines), expected, allowance: allowanceOf(cell.lines, places) };
  });
  const agrees = ({ billed, expected, allowance }: Sums) => within(minus(billed, expected), allowance);
  const byDayOf = new Map(sums.map((each) => [each.cell.day, each]));
  const shifted: ReadonlyMap<Day, Shifted> = byDay
    ? shiftsOf(
        consecutive(cells).map((day) => {
          const { billed, expected, allowance } = byDayOf.get(day) ?? {
            billed: NO_USD,
            expected: NO_USD,
            allowance: NO_USD,
          };
          return { day, billed, expected, allowance };
        }),
      )
    : new Map();
  const open = sums.filter((each) => !agrees(each) && !shifted.has(each.cell.day));
  const fits = chosenFits(open, pricing);
  return sums.flatMap((each): Difference[] => {
    const { cell, billed, allowance } = each;
    const { day, subject, lots } = cell;
    const shift = shifted.get(day);
    const fit = fits.get(cell);
    const told: readonly (Told | Part)[] =
      shift !== undefined
        ? shiftTold(shift)
        : agrees(each)
          ? rounded(each)
          : fit === undefined
            ? [bare(each)]
            : partsOf(fit, { lots, billed, allowance }, pricing);
    const rows = cell.lines.length === 0 ? cell.groups : cell.lines.length;
    return told.map((part) => ({ ...part, day, subject, rows }));
  });
}

function shiftTold({ amount, missing }: { readonly amount: Usd; readonly missing: Usd }): Told[] {
  return [
    { cause: 'shiftedDay', amount, text: 'billed on a neighbouring day, to the last digit' },
    ...(isZero(missing)
      ? []
      : [
          {
            cause: 'usageWithoutBill' as const,
            amount: missing,
            text: 'used, and on no line of the bill: the day after it is not in the bill',
          },
        ]),
  ];
}

function daysOf(
  cells: readonly Cell[],
  credits: readonly BillLine[],
  pricing: Pricing,
  dayOf: (day: Day) => Day,
): AuditDay[] {
  const days = new Map<Day, { billed: Usd; expected: Usd }>();
  const put = (day: Day, billed: Usd, expected: Usd) => {
    const known = days.get(day) ?? { billed: NO_USD, expected: NO_USD };
    days.set(day, { billed: plus(known.billed, billed), expected: plus(known.expected, expected) });
  };
  for (const { day, lots, lines } of cells) put(day, billedOf(lines), pricing.total(lots) ?? NO_USD);
  for (const { day, amount } of credits) put(dayOf(day), amount, NO_USD);
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, { billed, expected }]) => ({ day, billed, expected, difference: minus(billed, expected) }));
}

const sumOf = (differences: readonly { readonly amount: Usd }[]) => sum(differences.map(({ amount }) => amount));

function causesOf(differences: readonly Difference[]): Audit['causes'] {
  return CAUSES.map((cause) => {
    const of = differences.filter((each) => each.cause === cause);
    return { cause, amount: sumOf(of), rows: of.reduce((total, { rows }) => total + rows, 0) };
  }).filter(({ amount, rows }) => rows > 0 && !isZero(amount));
}

/** What an audit finds, without what it was read from. */
export type Found = Omit<Audit, 'usage' | 'bills' | 'notCompared' | 'tolerance' | 'verdict'>;

/**
 * Holds a bill against the price of what was used, in US dollars: every difference has a cause that fits exactly, or
 * is called unknown, and the causes add up to the difference. Pure.
 */
export function audit(pair: Pair): Found {
  const pricing = new Pricing(pair.book);
  const days = [...pair.usage.map(({ day }) => day), ...pair.lines.flatMap(({ day, until }) => [day, until])].sort();
  const [start, end] = [days[0], days.at(-1)];
  if (start === undefined || end === undefined) throw new RangeError('an audit needs usage or a bill');
  const spans = isWhole(pair.lines);
  const dayOf = spans ? () => start : (day: Day) => day;
  const { cells, credits, unpriced, unpricedSubjects } = gathered(pair, pricing, dayOf);
  const places = Math.max(0, ...pair.lines.map((line) => line.places));
  const all = cells.all();
  const compared = all.flatMap(([, of]) => differencesOf(of, places, pricing, !spans));
  const told = compared.map((each): Difference => {
    const isOfUnpriced = unpricedSubjects.has(each.subject) && UNEXPLAINED.includes(each.cause);
    return isOfUnpriced
      ? { ...each, cause: 'unpriced', text: 'billed, and part of its usage has no price here' }
      : each;
  });
  const credited = credits.map(
    ({ day, label, amount }): Difference => ({
      day: dayOf(day),
      subject: label,
      cause: 'credit',
      amount,
      rows: 1,
      text: 'a credit on the bill',
    }),
  );
  const differences = [...told, ...credited].sort((a, b) =>
    a.day === b.day ? (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0) : a.day < b.day ? -1 : 1,
  );
  const flat = all.flatMap(([, of]) => of);
  const billed = billedOf(pair.lines);
  const expected = sum(flat.map(({ lots }) => pricing.total(lots) ?? NO_USD));
  const isOpen = ({ cause }: Difference) => UNEXPLAINED.includes(cause);
  return {
    window: { start, end },
    whole: spans,
    billed,
    expected,
    difference: minus(billed, expected),
    explained: sumOf(differences.filter((each) => !isOpen(each))),
    unexplained: sumOf(differences.filter(isOpen)),
    causes: causesOf(differences),
    days: daysOf(flat, credits, pricing, dayOf),
    differences,
    unpriced: [...unpriced.values()],
  };
}

/** Whether something can be claimed or is unexplained by more than the tolerance, in US dollars, all of it added up. */
export function isOpen({ differences }: Pick<Found, 'differences'>, tolerance: Usd): boolean {
  const open = differences.filter(({ cause }) => !HARMLESS.includes(cause as Cause));
  const total = open.reduce((all, { amount }) => add(all, magnitude(amount)), whole(0n));
  return compare(total, tolerance) > 0;
}
