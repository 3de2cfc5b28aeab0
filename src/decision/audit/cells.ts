import type { BillLine } from '../../domain/bill-line.ts';
import type { Day } from '../../domain/day.ts';
import { compare } from '../../domain/exact.ts';
import { meterRow } from '../../domain/meter.ts';
import type { Model } from '../../domain/rate-card.ts';
import { NO_USD } from '../../domain/units.ts';
import { namelessOn, type PriceBook, type UsageDay } from '../usage/measure.ts';
import { type Commitment, type Signing, splitBeyond } from './commitments.ts';
import { type AgreedWith, type Lot, lotsOf, type Pricing } from './lots.ts';

/** What is held against each other. */
export interface Pair {
  readonly usage: readonly UsageDay[];
  readonly lines: readonly BillLine[];
  readonly book: PriceBook;
  readonly agreedWith: AgreedWith;
  /** What was signed, with all usage that is known; undefined where nothing was. */
  readonly signing?: Signing;
  /** The days that were asked for, where they are more than those of usage and bill. */
  readonly asked?: { readonly since: Day | undefined; readonly until: Day | undefined };
}

/** One subject on one day, as both sides know it. */
export interface Cell {
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
export const CALLS = 'calls';

/** Whether days can be told apart: not where a line of the bill for usage spans several. */
export const isWhole = (lines: readonly BillLine[]) =>
  lines.some(({ day, until, credit, tax }) => day !== until && !credit && !tax);

export interface Gathered {
  readonly cells: Cells;
  readonly credits: readonly BillLine[];
  readonly taxes: readonly BillLine[];
  readonly unpriced: Map<string, { model: string; reason: string }>;
  /** Names on the bill that are usage without a price. */
  readonly unpricedSubjects: ReadonlySet<string>;
}

/** Puts usage and bill side by side: by model and day, or by day alone where the bill names no model. */
export function gathered(
  { usage, lines, book, agreedWith }: Pair,
  pricing: Pricing,
  commitments: readonly Commitment[],
  dayOf: (day: Day) => Day,
): Gathered {
  const cells = new Cells();
  const taxes = lines.filter(({ tax }) => tax);
  const credits = lines.filter(({ credit, tax, amount }) => !tax && (credit || compare(amount, NO_USD) < 0));
  const beside = new Set([...taxes, ...credits]);
  const charges = lines.filter((line) => !beside.has(line));
  const named = charges.some(({ model }) => model !== undefined);
  // A bill that tells classes of tokens apart has lines for calls, too, where it bills any.
  const callsApart =
    charges.some(({ billedFor }) => billedFor === 'calls') ||
    (named && charges.every(({ model, billedFor }) => model === undefined || billedFor !== undefined));
  const subjectOf = (name: string, model: Model | undefined) => (named ? (model?.id ?? name) : EVERYTHING);
  const unpriced = new Map<string, { model: string; reason: string }>();
  const unpricedSubjects = new Set<string>();
  for (const group of usage) {
    const model = book.find(group.model, group.day);
    const subject = subjectOf(group.model, model);
    const day = dayOf(group.day);
    if (model === undefined) {
      unpriced.set(group.model, { model: group.model, reason: namelessOn(book, group) });
      unpricedSubjects.add(subject);
      continue;
    }
    const lots = lotsOf(group, model, agreedWith(model.provider, group.day), pricing);
    for (const lot of lots.flatMap((each) => splitBeyond(each, commitments))) {
      const cost = pricing.cost(lot);
      if (typeof cost === 'string') {
        unpriced.set(`${model.id} ${cost}`, { model: model.id, reason: cost });
        unpricedSubjects.add(subject);
        continue;
      }
      const isCall = meterRow(lot.meter).unit === 'calls';
      const cell = cells.at(isCall && callsApart ? CALLS : subject, day);
      cell.lots.push(lot);
      if (cell.subject === CALLS) cell.groups += 1;
    }
    cells.at(subject, day).groups += 1;
  }
  for (const line of charges) {
    const model = line.model === undefined ? undefined : book.find(line.model, line.day);
    const subject =
      line.billedFor === 'calls'
        ? CALLS
        : line.model === undefined && named
          ? line.label
          : subjectOf(line.model ?? '', model);
    cells.at(subject, dayOf(line.day)).lines.push(line);
  }
  return { cells, credits, taxes, unpriced, unpricedSubjects };
}
