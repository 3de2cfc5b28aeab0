import type { BillLine } from '../../domain/bill-line.ts';
import type { Day } from '../../domain/day.ts';
import { compare, isZero } from '../../domain/exact.ts';
import { type Meter, meterLabel } from '../../domain/meter.ts';
import { minus, type Share, type Usd } from '../../domain/units.ts';
import { absentChanges, type Change, changed, changesOf, onDays } from './changes.ts';
import { byMeter, classed, metersThatDiffer } from './classes.ts';
import {
  doubleFits,
  type Fit,
  type Fitting,
  fitOf,
  isPrecise,
  otherDiscount,
  type Part,
  roundedBy,
  singleFits,
  toTheDigit,
  VERY_PRECISE,
} from './fit.ts';
import { allowanceOf, billedOf, splitAt, subsetSums, within } from './lines.ts';
import type { Lot, Pricing } from './lots.ts';

/** What a day's lines may be for, and how it is worked out. */
export interface Known {
  readonly pricing: Pricing;
  /** Decimals of the bill. */
  readonly places: number;
  /** The discount that all days which differ show together; undefined where they show none. */
  readonly shown?: Share | undefined;
}

/** How lines come to their amount: the fits that are equally likely, and how much has to be supposed for them. */
export interface Explanation {
  readonly supposed: number;
  readonly fits: readonly Fit[];
}

/**
 * How much is supposed by each kind of explanation: nothing where the bill is what was used costs, one thing where one
 * change of it is, and most where nothing is found. Whichever supposes least is the answer.
 */
export const SUPPOSED = {
  nothing: 0,
  twice: 3,
  oneChange: 4,
  moreLines: 5,
  moved: 5,
  absent: 6,
  notUsed: 6,
  notBilled: 7,
  twoChanges: 8,
  changeAndLines: 10,
  partly: 11,
  unknown: 12,
} as const;

/** Lines whose subsets are also tried with a change of the usage. */
const FEW_LINES = 9;

const only = (supposed: number, fits: readonly Fit[]): Explanation | undefined =>
  fits.length === 0 ? undefined : { supposed, fits };

const bare = (supposed: number, cause: Fit['parts'][number]['cause'], amount: Usd, text: string): Explanation => ({
  supposed,
  fits: [{ id: cause, parts: [{ cause, amount, text }] }],
});

function unknownPart(meters: readonly Meter[], amount: Usd, fitting: Fitting): Part {
  const where = meters.length === 0 ? '' : `; what differs is ${meters.map(meterLabel).join(', ')}`;
  const rounded = isPrecise(fitting) ? '' : ' to the last digit, and the bill is rounded too far to tell a rate';
  const text = `no rate, mode, class, region or price of the card explains it${rounded}${where}`;
  return { cause: 'unknown', amount, text };
}

/**
 * One change that brings more classes of tokens to what was billed for them, and the rest unknown: only where a bill
 * tells classes apart, and no class that agreed is lost.
 */
function partly(
  fitting: Fitting,
  lines: readonly BillLine[],
  changes: readonly Change[],
  known: Known,
): Explanation | undefined {
  const billed = byMeter(lines, fitting.lots);
  if (billed === undefined || !isPrecise(fitting, VERY_PRECISE)) return undefined;
  const { pricing } = known;
  const own = (lot: Lot) => [lot];
  const rates = [...billed].flatMap(([meter, of]) => {
    const lots = fitting.lots.filter((lot) => lot.meter === meter);
    const part = { lots, billed: billedOf(of), allowance: allowanceOf(of, known.places) };
    return lots.length === 0 ? [] : otherDiscount(lots, part, pricing);
  });
  const before = metersThatDiffer(classed(fitting.lots, own), billed, known);
  let best: { readonly change: Change; readonly left: readonly Meter[] } | undefined;
  for (const change of [...changes, ...rates]) {
    const lots = changed(fitting.lots, change);
    if (pricing.total(lots) === undefined) continue;
    for (const classes of [classed(fitting.lots, (lot) => changed([lot], change)), classed(lots, own)]) {
      const left = metersThatDiffer(classes, billed, known);
      if (left.some((meter) => !before.includes(meter))) continue;
      if (left.length < (best?.left ?? before).length) best = { change, left };
    }
  }
  if (best === undefined) return undefined;
  const cost = pricing.expected(changed(fitting.lots, best.change));
  const { parts, id } = fitOf([best.change], { ...fitting, billed: cost }, pricing);
  const rest = unknownPart(best.left, minus(fitting.billed, cost), fitting);
  return only(SUPPOSED.partly, [{ id: `${id} + unknown`, parts: [...parts, rest] }]);
}

const labelsOf = (lines: readonly BillLine[]) => [...new Set(lines.map(({ label }) => label))].join('; ');

/** Everything billed twice, where no lines could show it: a log that adds requests up to a day tells no classes. */
function twiceFits({ billed, allowance }: Fitting, expected: Usd, lines: readonly BillLine[]): Fit[] {
  const left = minus(minus(billed, expected), expected);
  const tellsClasses = lines.some(({ billedFor }) => billedFor !== undefined);
  if (tellsClasses || isZero(expected) || !within(left, allowance)) return [];
  const part = { cause: 'billWithoutUsage', amount: expected, text: TWICE } as const;
  return [{ id: 'twice', parts: [part, ...roundedBy(left)] }];
}

const TWICE = 'billed a second time';

/** Lines beyond those that come to what the usage costs. */
function moreLines(fitting: Fitting, lines: readonly BillLine[], { pricing }: Known): Explanation | undefined {
  const sums = subsetSums(lines);
  const expected = pricing.expected(fitting.lots);
  const split = sums === undefined ? undefined : splitAt(lines, sums, expected, toTheDigit(fitting).allowance);
  if (split === undefined) return undefined;
  const rest = billedOf(split.rest);
  const isTwice = split.rest.every((line) =>
    split.of.some(({ label, amount }) => label === line.label && compare(amount, line.amount) === 0),
  );
  // Of lines in few digits some come to any amount: only a line that is there twice tells itself from those.
  if (!isTwice && !isPrecise(fitting)) return undefined;
  const text = isTwice ? TWICE : `billed, and in none of the usage: ${labelsOf(split.rest)}`;
  const left = roundedBy(minus(billedOf(split.of), expected));
  const parts = [{ cause: 'billWithoutUsage', amount: rest, text } as const, ...left];
  return only(isTwice ? SUPPOSED.twice : SUPPOSED.moreLines, [{ id: 'more lines', parts }]);
}

/** One change of the usage, and lines beyond it. */
function changeAndLines(
  fitting: Fitting,
  lines: readonly BillLine[],
  changes: readonly Change[],
  { pricing }: Known,
): Explanation | undefined {
  const sums = isPrecise(fitting, VERY_PRECISE) && lines.length <= FEW_LINES ? subsetSums(lines) : undefined;
  if (sums === undefined) return undefined;
  const expected = pricing.expected(fitting.lots);
  const fits = changes.flatMap((change): Fit[] => {
    const cost = pricing.total(changed(fitting.lots, change));
    if (cost === undefined || isZero(minus(cost, expected)) || isZero(cost)) return [];
    const split = splitAt(lines, sums, cost, fitting.allowance);
    if (split === undefined) return [];
    const text = `billed, and in none of the usage: ${labelsOf(split.rest)}`;
    const parts = [
      { cause: change.cause, amount: minus(cost, expected), text: change.text },
      { cause: 'billWithoutUsage', amount: billedOf(split.rest), text } as const,
      ...roundedBy(minus(billedOf(split.of), cost)),
    ];
    return [{ id: `${change.id} + more lines`, parts }];
  });
  return only(SUPPOSED.changeAndLines, fits);
}

/** Changes of one day, or from a day on, where lines are for several days. */
function changesOfDays(lots: readonly Lot[], changes: readonly Change[]): Change[] {
  const days: Day[] = [...new Set(lots.map(({ day }) => day))].sort();
  if (days.length < 2) return [];
  const unbilled: Change = {
    id: 'absent',
    cause: 'usageWithoutBill',
    apply: () => undefined,
    text: 'used, and on no line of the bill',
  };
  return [...changes, unbilled].flatMap((change) => [
    ...days.map((day) => onDays(change, (each) => each === day, `on ${day}`)),
    ...days.slice(1).map((day) => onDays(change, (each) => each >= day, `from ${day} on`)),
  ]);
}

/** Why lines come to what they do, where they are for this usage: the explanation that supposes least. */
export function explained(lots: readonly Lot[], lines: readonly BillLine[], known: Known): Explanation {
  const { pricing, places, shown } = known;
  const billed = billedOf(lines);
  const expected = pricing.expected(lots);
  const amount = minus(billed, expected);
  const fitting = { lots, billed, allowance: allowanceOf(lines, places), shown };
  if (within(amount, fitting.allowance)) return { supposed: 0, fits: [{ id: '', parts: roundedBy(amount) }] };
  if (lines.length === 0)
    return bare(SUPPOSED.notBilled, 'usageWithoutBill', amount, 'used, and on no line of the bill');
  if (lots.length === 0) return bare(SUPPOSED.notUsed, 'billWithoutUsage', amount, 'billed, and in none of the usage');
  const more = moreLines(fitting, lines, known);
  if (more?.supposed === SUPPOSED.twice) return more;
  const changes = changesOf(lots, pricing);
  const absent = absentChanges(lots);
  const both = [...changes, ...absent];
  const singles = singleFits(fitting, changes, pricing);
  const twice = twiceFits(fitting, expected, lines);
  return (
    only(SUPPOSED.oneChange, singles.length === 0 ? [] : [...singles, ...twice]) ??
    more ??
    only(SUPPOSED.absent, singleFits(fitting, absent, pricing)) ??
    only(SUPPOSED.twoChanges, singleFits(fitting, changesOfDays(lots, changes), pricing)) ??
    (isPrecise(fitting, VERY_PRECISE) ? only(SUPPOSED.twoChanges, doubleFits(fitting, both, pricing)) : undefined) ??
    only(SUPPOSED.twoChanges, twice) ??
    changeAndLines(fitting, lines, changes, known) ??
    partly(fitting, lines, changes, known) ?? {
      supposed: SUPPOSED.unknown,
      fits: [
        {
          id: 'unknown',
          parts: [
            unknownPart(
              metersThatDiffer(
                classed(lots, (lot) => [lot]),
                byMeter(lines, lots),
                known,
              ),
              amount,
              fitting,
            ),
          ],
        },
      ],
    }
  );
}

/**
 * Why lines of a day come to what they do, where they are for usage of a neighbouring day too, and for this day's own
 * (`own` may be nothing). Undefined where no exact explanation takes the neighbour's in: a shift is never supposed for
 * less.
 */
export function explainedWith(
  moved: readonly Lot[],
  own: readonly Lot[],
  lines: readonly BillLine[],
  known: Known,
): Explanation | undefined {
  const { pricing, places } = known;
  const lots = [...own, ...moved];
  const fitting = { lots, billed: billedOf(lines), allowance: allowanceOf(lines, places) };
  if (lines.length === 0 || !isPrecise(fitting)) return undefined;
  const amount = minus(fitting.billed, pricing.expected(lots));
  if (within(amount, fitting.allowance)) return { supposed: 0, fits: [{ id: '', parts: roundedBy(amount) }] };
  const changes = changesOf(lots, pricing);
  const days = own.length === 0 ? [] : [...new Set(lots.map(({ day }) => day))];
  const ofOne = days.flatMap((day) =>
    changes.map((change) => onDays(change, (each) => each === day, `of the usage of ${day}`)),
  );
  const ofDay = days.map((day) => ({ is: (lot: Lot) => lot.day === day, which: `, of the usage of ${day}` }));
  return (
    only(SUPPOSED.oneChange, singleFits(fitting, [...changes, ...ofOne], pricing, ofDay)) ??
    splitOff(moved, own, lines, known)
  );
}

/** Lines that are a neighbour's usage to the last digit, and the rest explained as this day's own. */
function splitOff(
  moved: readonly Lot[],
  own: readonly Lot[],
  lines: readonly BillLine[],
  known: Known,
): Explanation | undefined {
  const expected = known.pricing.expected(moved);
  const sums = isZero(expected) ? undefined : subsetSums(lines);
  const split = sums && splitAt(lines, sums, expected, allowanceOf(lines, known.places));
  if (split === undefined) return undefined;
  const rest = explained(own, split.rest, known);
  const left = roundedBy(minus(billedOf(split.of), expected));
  return {
    supposed: rest.supposed + 1,
    fits: rest.fits.map(({ id, parts }) => ({ id, parts: [...parts, ...left] })),
  };
}
