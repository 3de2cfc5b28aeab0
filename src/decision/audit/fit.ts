import type { Cause } from '../../domain/audit.ts';
import {
  add,
  compare,
  divide,
  type Exact,
  inPercent,
  isZero,
  multiply,
  numeral,
  round,
  subtract,
  whole,
  ZERO,
} from '../../domain/exact.ts';
import { meterRow } from '../../domain/meter.ts';
import { discountFactor, factor, minus, NO_USD, type Share, share, times, type Usd } from '../../domain/units.ts';
import { type Change, changed } from './changes.ts';
import { within } from './lines.ts';
import type { Lot, Pricing } from './lots.ts';

/** A part of a difference with its cause. */
export interface Part {
  readonly cause: Cause;
  readonly amount: Usd;
  readonly text: string;
}

/** What is fitted: lots, what was billed for them, and how far off rounding alone can make a bill. */
export interface Fitting {
  readonly lots: readonly Lot[];
  readonly billed: Usd;
  readonly allowance: Usd;
  /** The discount that all days which differ show together; undefined where they show none. */
  readonly shown?: Share | undefined;
}

/** Changes that together explain what was billed, and what each of them comes to. */
export interface Fit {
  readonly id: string;
  readonly parts: readonly Part[];
}

/** How many times its own rounding a bill has to be to tell a rate, some lines, or a shift from chance. */
const PRECISE = whole(2_000n);
/** The same for two changes of hundreds, and for a rate that only a part of the lines shows. */
export const VERY_PRECISE = whole(20_000n);
export const isPrecise = ({ billed, allowance }: Fitting, least = PRECISE): boolean =>
  compare(billed, multiply(allowance, least)) >= 0;
/** What may be off where almost any bill fits some rate: its rounding, or nothing at all where that is much of the bill. */
export const toTheDigit = (fitting: Fitting): Fitting =>
  isPrecise(fitting) ? fitting : { ...fitting, allowance: NO_USD };

/** Rates are tried in halves of a percent, as contracts are written: only such a number is evidence of a rate. */
const STEPS = 200n;
const HUNDREDTHS = 100n;

const takesTerms = ({ meter }: Lot) => meterRow(meter).takesTerms;

/** The usage that a discount may be about: all of it, or that of one day. */
export interface Discounted {
  readonly is: (lot: Lot) => boolean;
  readonly which: string;
}
const ALL_USAGE: Discounted = { is: () => true, which: '' };

/** What a discount may be about, at list price, and what it leaves alone. */
interface Rated {
  readonly listed: Usd;
  readonly fixed: Usd;
}

function ratedOf(lots: readonly Lot[], pricing: Pricing, isDiscounted: (lot: Lot) => boolean): Rated | undefined {
  const listed = pricing.total(lots.filter(isDiscounted).map((lot) => ({ ...lot, discount: undefined })));
  const fixed = pricing.total(lots.filter((lot) => !isDiscounted(lot)));
  return listed === undefined || fixed === undefined || isZero(listed) ? undefined : { listed, fixed };
}

const rateOf = (steps: Exact): Share => share(divide(steps, whole(STEPS)));

const isBilledAt = (rate: Share, { listed, fixed }: Rated, { billed, allowance }: Fitting): boolean =>
  within(subtract(billed, add(fixed, times(listed, discountFactor(rate)))), allowance);

/**
 * The discount off list at which these lots cost what was billed, where it is a whole number of half percents between
 * none and all.
 */
function discountThatFits(rated: Rated, fitting: Fitting): Share | undefined {
  const off = divide(subtract(rated.listed, subtract(fitting.billed, rated.fixed)), rated.listed);
  const steps = round(multiply(off, whole(STEPS)), 0);
  if (compare(steps, ZERO) <= 0 || compare(steps, whole(STEPS)) >= 0) return undefined;
  const rate = rateOf(steps);
  return isBilledAt(rate, rated, fitting) ? rate : undefined;
}

const isRated = (lot: Lot) => takesTerms(lot) && lot.multiple === undefined;

/**
 * The one discount at which every day that differs costs what was billed for it, but for its rounding: days that are each
 * rounded too far to tell a rate tell it together.
 */
export function shownBy(days: readonly Fitting[], pricing: Pricing): Share | undefined {
  if (days.length < 2 || days.every((day) => isPrecise(day))) return undefined;
  // In so many amounts of that size one alone fits a rate; a day that is less than its rounding tells nothing.
  const amounts = days
    .map(({ billed, allowance }) => round(divide(billed, multiply(allowance, whole(2n))), 0))
    .filter((each) => compare(each, ZERO) > 0)
    .reduce((all, each) => multiply(all, each), whole(1n));
  if (compare(amounts, VERY_PRECISE) < 0) return undefined;
  const rated = days.flatMap((day) => {
    const of = ratedOf(day.lots, pricing, isRated);
    return of === undefined ? [] : [{ day, of }];
  });
  if (rated.length < days.length) return undefined;
  const rates = Array.from({ length: Number(STEPS) - 1 }, (_, index) => rateOf(whole(BigInt(index + 1))));
  const [rate, ...others] = rates.filter((each) => rated.every(({ day, of }) => isBilledAt(each, of, day)));
  return others.length === 0 ? rate : undefined;
}

/** The change to another discount, where one of them explains the whole difference. */
export function otherDiscount(
  lots: readonly Lot[],
  fitting: Fitting,
  pricing: Pricing,
  { is, which }: Discounted = ALL_USAGE,
): Change[] {
  const isDiscounted = (lot: Lot) => isRated(lot) && is(lot);
  const rated = ratedOf(lots, pricing, isDiscounted);
  if (rated === undefined) return [];
  const { shown } = fitting;
  const ofAll = shown !== undefined && isBilledAt(shown, rated, fitting) ? shown : undefined;
  const discount = discountThatFits(rated, toTheDigit(fitting)) ?? ofAll;
  if (discount === undefined) return [];
  const percent = numeral(inPercent(discount));
  const agreed = lots.some((lot) => lot.discount !== undefined);
  const text = agreed
    ? `billed at ${percent}% off in place of the contract's discount`
    : `billed at ${percent}% under list price`;
  return [
    {
      id: `discount ${percent}${which}`,
      cause: 'discount',
      apply: (lot) => (isDiscounted(lot) ? { ...lot, discount } : lot),
      text: `${text}${which}`,
    },
  ];
}

const MOST_MULTIPLE = 3n;

/**
 * The change to another price of usage beyond the commitment, where one explains the whole difference: a multiple of list
 * price in hundredths, as contracts are written.
 */
function otherOverage(lots: readonly Lot[], fitting: Fitting, pricing: Pricing): Change[] {
  const { billed, allowance } = toTheDigit(fitting);
  const listed = pricing.total(
    lots.filter(({ beyond }) => beyond).map((lot) => ({ ...lot, discount: undefined, multiple: undefined })),
  );
  const fixed = pricing.total(lots.filter(({ beyond }) => !beyond));
  if (listed === undefined || fixed === undefined || isZero(listed)) return [];
  const steps = round(multiply(divide(subtract(billed, fixed), listed), whole(HUNDREDTHS)), 0);
  if (compare(steps, ZERO) <= 0 || compare(steps, whole(HUNDREDTHS * MOST_MULTIPLE)) > 0) return [];
  const multiple = factor(divide(steps, whole(HUNDREDTHS)));
  if (!within(subtract(billed, add(fixed, times(listed, multiple))), allowance)) return [];
  return [
    {
      id: `overage ${numeral(multiple)}`,
      cause: 'overage',
      apply: (lot) => (lot.beyond ? { ...lot, multiple } : lot),
      text: `use beyond the commitment billed at ${numeral(multiple)} times list price`,
    },
  ];
}

const fits = (lots: readonly Lot[], { billed, allowance }: Fitting, pricing: Pricing): boolean => {
  const cost = pricing.total(lots);
  return cost !== undefined && within(minus(billed, cost), allowance);
};

/** Whether a change moves the money at all; one that does not explains nothing. */
const moves = (before: Usd | undefined, after: Usd | undefined) =>
  before !== undefined && after !== undefined && !isZero(minus(after, before));

const movingOf = ({ lots }: Fitting, changes: readonly Change[], pricing: Pricing) => {
  const expected = pricing.total(lots);
  return changes
    .map((change) => ({ change, lots: changed(lots, change) }))
    .filter((each) => moves(expected, pricing.total(each.lots)));
};

/** The single changes that come to what was billed: exactly, but for the rounding of the bill. */
export function singleFits(
  fitting: Fitting,
  changes: readonly Change[],
  pricing: Pricing,
  discounted: readonly Discounted[] = [],
): Fit[] {
  const rates = [ALL_USAGE, ...discounted].flatMap((each) => otherDiscount(fitting.lots, fitting, pricing, each));
  const overage = otherOverage(fitting.lots, fitting, pricing);
  return movingOf(fitting, [...changes, ...overage, ...rates], pricing)
    .filter((each) => fits(each.lots, fitting, pricing))
    .map(({ change }) => fitOf([change], fitting, pricing));
}

/** Two changes that together come to what was billed: exactly, but for the rounding of the bill. */
export function doubleFits(fitting: Fitting, changes: readonly Change[], pricing: Pricing): Fit[] {
  const moving = movingOf(fitting, changes, pricing);
  return moving.flatMap((first, index): Fit[] => {
    const later = [
      ...moving.slice(index + 1).map(({ change }) => change),
      ...(first.change.cause === 'discount' ? [] : otherDiscount(first.lots, fitting, pricing)),
    ];
    return later
      .filter((second) => fits(changed(first.lots, second), fitting, pricing))
      .map((second) => fitOf([first.change, second], fitting, pricing))
      .filter(({ parts }) => parts.every(({ amount }) => !isZero(amount)));
  });
}

/** What changes make of the difference: each with what it moves, and what rounding leaves. */
export function fitOf(changes: readonly Change[], { lots, billed }: Fitting, pricing: Pricing): Fit {
  const parts: Part[] = [];
  let now = lots;
  let cost = pricing.expected(lots);
  for (const change of changes) {
    now = changed(now, change);
    const next = pricing.expected(now);
    parts.push({ cause: change.cause, amount: minus(next, cost), text: change.text });
    cost = next;
  }
  return { id: changes.map(({ id }) => id).join(' + '), parts: [...parts, ...roundedBy(minus(billed, cost))] };
}

/** What rounding left, as a part; none where it left nothing. */
export function roundedBy(left: Usd): Part[] {
  return isZero(left) ? [] : [{ cause: 'rounding', amount: left, text: 'rounding of the bill' }];
}
