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
import { add, compare, isZero, magnitude, whole } from '../../domain/exact.ts';
import { minus, NO_USD, plus, sum, type Usd } from '../../domain/units.ts';
import { usageAfterEnds } from '../usage/ends.ts';
import { CALLS, type Cell, gathered, isWhole, type Pair } from './cells.ts';
import { claimsOf } from './claims.ts';
import { commitmentsOf } from './commitments.ts';
import { type Charged, creditsOf } from './credits.ts';
import type { Explanation, Known } from './explain.ts';
import { type Fit, type Part, shownBy } from './fit.ts';
import { allowanceOf, billedOf, within } from './lines.ts';
import { Pricing } from './lots.ts';
import { type Place, placed } from './placement.ts';
import { type Shifted, shiftsOf } from './shift.ts';
import { isOfCommitment, shortfallsOf } from './shortfalls.ts';
import { uptimeCredits } from './uptime.ts';

/** Days without a gap from the first cell to the last, so that neighbours are neighbours. */
function consecutive(cells: readonly Cell[]): Day[] {
  const [first, last] = [cells[0]?.day, cells.at(-1)?.day];
  const days: Day[] = [];
  for (let day = first; day !== undefined && last !== undefined && day <= last; day = dayAfter(day)) days.push(day);
  return days;
}

/** One day of one subject, with both sides added up. */
interface Sums {
  readonly cell: Cell;
  readonly billed: Usd;
  readonly expected: Usd;
  readonly allowance: Usd;
}

/** What a fit supposes, where it is one thing. */
function soleOf({ parts }: Fit): Part | undefined {
  const [first, ...others] = parts.filter(({ cause }) => cause !== 'rounding');
  return others.length === 0 ? first : undefined;
}

/** A fit that says which other causes would come to the same: nothing tells them apart. */
function withOthers(fit: Fit, tied: readonly Fit[]): Fit {
  const own = soleOf(fit);
  const others = tied.flatMap((each) => soleOf(each) ?? []).filter(({ cause }) => cause !== own?.cause);
  if (own === undefined || others.length === 0) return fit;
  const text = `${own.text}; to the same comes: ${others.map((each) => each.text).join('; ')}`;
  return { ...fit, parts: fit.parts.map((part) => (part.cause === 'rounding' ? part : { ...part, text })) };
}

/** Of fits that are equally likely the one that explains most days of all, with those that explain as many. */
function chosen(explanations: readonly Explanation[]): Fit[] {
  const support = new Map<string, number>();
  for (const { fits } of explanations) for (const { id } of fits) support.set(id, (support.get(id) ?? 0) + 1);
  const of = ({ id }: Fit) => support.get(id) ?? 0;
  return explanations.map(({ fits }) => {
    const best = fits.reduce((a, b) => (of(b) > of(a) ? b : a));
    return withOthers(
      best,
      fits.filter((each) => of(each) === of(best)),
    );
  });
}

/** Every day from the first cell to the last, so that neighbours are neighbours. */
function withoutGaps(cells: readonly Cell[], sumsOf: (cell: Cell) => Sums): Sums[] {
  const byDay = new Map(cells.map((cell) => [cell.day, cell]));
  const subject = cells[0]?.subject ?? '';
  return consecutive(cells).map((day) => sumsOf(byDay.get(day) ?? { subject, day, lots: [], lines: [], groups: 0 }));
}

/** What a day passes to a neighbour, or has no line for, and what it takes over from one. */
function movedParts(days: readonly Sums[], places: readonly Place[], index: number): Part[] {
  const taken = [
    places[index - 1] === 'later' ? days[index - 1] : undefined,
    places[index + 1] === 'earlier' ? days[index + 1] : undefined,
  ];
  const own = days[index]?.expected ?? NO_USD;
  const place = places[index] ?? 'here';
  const gone = place === 'later' || place === 'earlier' ? own : NO_USD;
  const amount = minus(sum(taken.map((each) => each?.expected ?? NO_USD)), gone);
  return [
    ...(isZero(amount) ? [] : [shiftedBy(amount)]),
    ...(place === 'nowhere'
      ? [{ cause: 'usageWithoutBill' as const, amount: minus(NO_USD, own), text: NOT_BILLED }]
      : []),
  ];
}

const NOT_BILLED = 'used, and on no line of the bill';
const shiftedBy = (amount: Usd): Part => ({
  cause: 'shiftedDay',
  amount,
  text: 'billed on a neighbouring day, to the last digit',
});

/** Every difference of one subject, day by day. */
function differencesOf(cells: readonly Cell[], known: Known, byDay: boolean): Difference[] {
  const { places, pricing } = known;
  const sumsOf = (cell: Cell): Sums => ({
    cell,
    billed: billedOf(cell.lines),
    expected: pricing.expected(cell.lots),
    allowance: allowanceOf(cell.lines, places),
  });
  const days = byDay ? withoutGaps(cells, sumsOf) : cells.map(sumsOf);
  const cancelling: ReadonlyMap<Day, Shifted> = byDay
    ? shiftsOf(days.map(({ cell: { day }, ...sums }) => ({ day, ...sums })))
    : new Map();
  const isOpen = ({ cell: { day }, billed, expected, allowance }: Sums) =>
    !within(minus(billed, expected), allowance) && !cancelling.has(day);
  const differing = days.filter((each) => isOpen(each) && each.cell.lots.length > 0 && each.cell.lines.length > 0);
  const shown = shownBy(
    differing.map(({ cell: { lots }, billed, allowance }) => ({ lots, billed, allowance })),
    pricing,
  );
  const answers = placed(
    days.map((each) => ({
      lots: each.cell.lots,
      lines: each.cell.lines,
      isOpen: isOpen(each),
      isSettled: cancelling.has(each.cell.day),
    })),
    { ...known, shown },
  );
  const fits = chosen(answers.map(({ explanation }) => explanation));
  const where = answers.map(({ place }) => place);
  return days.flatMap(({ cell: { day, subject, lines, groups } }, index): Difference[] => {
    const shift = cancelling.get(day);
    const parts =
      shift === undefined ? [...movedParts(days, where, index), ...(fits[index]?.parts ?? [])] : shiftTold(shift);
    return parts.map((part) => ({ ...part, day, subject, rows: lines.length === 0 ? groups : lines.length }));
  });
}

function shiftTold({ amount, missing }: Shifted): Part[] {
  const text = `${NOT_BILLED}: the day after it is not in the bill`;
  return [
    shiftedBy(amount),
    ...(isZero(missing) ? [] : [{ cause: 'usageWithoutBill' as const, amount: missing, text }]),
  ];
}

/** An amount of neither usage nor its lines: a credit, or a commitment. */
interface Beside {
  readonly day: Day;
  readonly amount: Usd;
}

function daysOf(
  cells: readonly Cell[],
  pricing: Pricing,
  beside: { readonly billed: readonly Beside[]; readonly expected: readonly Beside[] },
  dayOf: (day: Day) => Day,
): AuditDay[] {
  const days = new Map<Day, { billed: Usd; expected: Usd }>();
  const put = (day: Day, billed: Usd, expected: Usd) => {
    const known = days.get(day) ?? { billed: NO_USD, expected: NO_USD };
    days.set(day, { billed: plus(known.billed, billed), expected: plus(known.expected, expected) });
  };
  for (const { day, lots, lines } of cells) put(day, billedOf(lines), pricing.expected(lots));
  for (const { day, amount } of beside.billed) put(dayOf(day), amount, NO_USD);
  for (const { day, amount } of beside.expected) put(dayOf(day), NO_USD, amount);
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, { billed, expected }]) => ({ day, billed, expected, difference: minus(billed, expected) }));
}

const sumOf = (differences: readonly { readonly amount: Usd }[]) => sum(differences.map(({ amount }) => amount));

function causesOf(differences: readonly Difference[]): Audit['causes'] {
  return CAUSES.map((cause) => {
    const of = differences.filter((each) => each.cause === cause);
    return { cause, amount: sumOf(of), rows: of.reduce((total, { rows }) => total + rows, 0) };
  }).filter(({ amount }) => !isZero(amount));
}

/** What is said of calls that are billed apart from tokens, and differ. */
const CALLS_TEXT: Readonly<Partial<Record<Cause, string>>> = {
  usageWithoutBill: 'calls made, and on no line of the bill',
  billWithoutUsage: 'calls billed that the usage does not count',
  unknown: 'another number of calls billed than made, or at another price',
};

/** A tax on the bill: no usage is priced with it, and nobody has to act on it here. */
const taxOf = ({ day, label, amount }: BillLine): Difference => ({
  day,
  subject: label,
  cause: 'tax',
  amount,
  rows: 1,
  text: 'a tax on the bill, which prices are without',
});

/** What was used costs, by the days on which it was used: a bill by the month still has days of use. */
function chargedBy(cells: readonly Cell[], pricing: Pricing): Charged {
  const days = new Map<Day, Usd>();
  for (const { lots } of cells)
    for (const lot of lots) days.set(lot.day, plus(days.get(lot.day) ?? NO_USD, pricing.expected([lot])));
  return days;
}

/** What an audit finds, without what it was read from. */
export type Found = Omit<Audit, 'usage' | 'bills' | 'notCompared' | 'tolerance' | 'verdict' | 'unjudged'>;

/**
 * Holds a bill against the price of what was used, in US dollars: every difference has a cause that fits exactly, or
 * is called unknown, and the causes add up to the difference. Pure.
 */
export function audit(pair: Pair): Found {
  const pricing = new Pricing(pair.book);
  const days = [...pair.usage.map(({ day }) => day), ...pair.lines.flatMap(({ day, until }) => [day, until])].sort();
  const [start, end] = [days[0], days.at(-1)];
  if (start === undefined || end === undefined) throw new RangeError('an audit needs usage or a bill');
  const { signing, asked } = pair;
  const commitments = signing === undefined ? [] : commitmentsOf(signing, pair.book, pricing);
  const settling = commitments.length === 0 ? [] : pair.lines.filter(isOfCommitment);
  const lines = pair.lines.filter((line) => !settling.includes(line));
  const spans = isWhole(lines);
  const dayOf = spans ? () => start : (day: Day) => day;
  const { cells, credits, taxes, unpriced, unpricedSubjects } = gathered(
    { ...pair, lines },
    pricing,
    commitments,
    dayOf,
  );
  const places = Math.max(0, ...pair.lines.map((line) => line.places));
  const all = cells.all();
  const flat = all.flatMap(([, of]) => of);
  const compared = all.flatMap(([, of]) => differencesOf(of, { places, pricing }, !spans));
  const told = compared.map((each): Difference => {
    if (!UNEXPLAINED.includes(each.cause)) return each;
    if (unpricedSubjects.has(each.subject))
      return { ...each, cause: 'unpriced', text: 'billed, and part of its usage has no price here' };
    return each.subject === CALLS ? { ...each, cause: 'calls', text: CALLS_TEXT[each.cause] ?? each.text } : each;
  });
  const period = { start: asked?.since ?? start, end: asked?.until ?? end };
  const shortfalls = shortfallsOf(commitments, settling, period, places);
  const ofUsage = sum(flat.map(({ lots }) => pricing.expected(lots)));
  const granted = creditsOf(commitments, credits, period, chargedBy(flat, pricing));
  const beside = {
    billed: [...credits, ...taxes, ...settling],
    expected: [...shortfalls.expected, ...granted.expected],
  };
  const differences = [...told, ...taxes.map(taxOf), ...shortfalls.differences, ...granted.differences]
    .map((each) => ({ ...each, day: dayOf(each.day) }))
    .sort((a, b) =>
      a.day === b.day ? (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0) : a.day < b.day ? -1 : 1,
    );
  const billed = billedOf(pair.lines);
  const expected = plus(ofUsage, sumOf(beside.expected));
  const isOpen = ({ cause }: Difference) => UNEXPLAINED.includes(cause);
  const uptime = uptimeCredits(commitments, pair.usage, credits, pair.book, pricing);
  return {
    window: { start, end },
    whole: spans,
    billed,
    expected,
    difference: minus(billed, expected),
    explained: sumOf(differences.filter((each) => !isOpen(each))),
    unexplained: sumOf(differences.filter(isOpen)),
    causes: causesOf(differences),
    days: daysOf(flat, pricing, beside, dayOf),
    differences,
    claims: claimsOf(differences, uptime),
    unpriced: [...unpriced.values()],
    afterEnds: usageAfterEnds(pair.usage, pair.book),
    unbilled: shortfalls.unbilled,
    uptime,
    assumptions: [],
  };
}

/** Whether something can be claimed or is unexplained by more than the tolerance, in US dollars, all of it added up. */
export function isOpen({ differences, uptime }: Pick<Found, 'differences' | 'uptime'>, tolerance: Usd): boolean {
  const open = differences.filter(({ cause }) => !HARMLESS.includes(cause as Cause));
  const total = [...open, ...uptime].reduce((all, { amount }) => add(all, magnitude(amount)), whole(0n));
  return compare(total, tolerance) > 0;
}
