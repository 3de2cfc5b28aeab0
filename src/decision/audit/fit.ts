import type { Cause } from '../../domain/audit.ts';
import {
  add,
  compare,
  divide,
  type Exact,
  inPercent,
  isZero,
  magnitude,
  multiply,
  numeral,
  round,
  subtract,
  whole,
  ZERO,
} from '../../domain/exact.ts';
import { meterRow } from '../../domain/meter.ts';
import { discountFactor, minus, type Share, share, times, type Usd } from '../../domain/units.ts';
import { type Change, changed, changesOf } from './changes.ts';
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
}

/** Changes that together explain what was billed. */
export interface Fit {
  readonly id: string;
  readonly changes: readonly Change[];
}

export const within = (difference: Exact, allowance: Exact) => compare(magnitude(difference), allowance) <= 0;

/** Rates are tried in halves of a percent, as contracts are written: only such a number is evidence of a rate. */
const STEPS = 200n;

const takesTerms = ({ meter }: Lot) => meterRow(meter).takesTerms;

/**
 * The discount off list at which these lots cost what was billed, where it is a whole number of half percents between
 * none and all.
 */
function discountThatFits(lots: readonly Lot[], { billed, allowance }: Fitting, pricing: Pricing): Share | undefined {
  const listed = pricing.total(lots.filter(takesTerms).map((lot) => ({ ...lot, discount: undefined })));
  const fixed = pricing.total(lots.filter((lot) => !takesTerms(lot)));
  if (listed === undefined || fixed === undefined || isZero(listed)) return undefined;
  const off = divide(subtract(listed, subtract(billed, fixed)), listed);
  const steps = round(multiply(off, whole(STEPS)), 0);
  if (compare(steps, ZERO) <= 0 || compare(steps, whole(STEPS)) >= 0) return undefined;
  const rate = share(divide(steps, whole(STEPS)));
  const cost = add(fixed, times(listed, discountFactor(rate)));
  return within(subtract(billed, cost), allowance) ? rate : undefined;
}

function atDiscount(discount: Share, text: (percent: string) => string): Change {
  const percent = numeral(inPercent(discount));
  return {
    id: `discount ${percent}`,
    cause: 'discount',
    apply: (lot) => (takesTerms(lot) ? { ...lot, discount } : lot),
    text: text(`${percent}%`),
  };
}

/** The change to another discount, where one of them explains the whole difference. */
function otherDiscount(lots: readonly Lot[], fitting: Fitting, pricing: Pricing): Change[] {
  const found = discountThatFits(lots, fitting, pricing);
  if (found === undefined) return [];
  const agreed = lots.some(({ discount }) => discount !== undefined);
  return [
    atDiscount(found, (percent) =>
      agreed ? `billed at ${percent} off in place of the contract's discount` : `billed at ${percent} under list price`,
    ),
  ];
}

const fits = (lots: readonly Lot[], { billed, allowance }: Fitting, pricing: Pricing): boolean => {
  const cost = pricing.total(lots);
  return cost !== undefined && within(minus(billed, cost), allowance);
};

/** Whether a change moves the money at all; one that does not explains nothing. */
const moves = (before: Usd | undefined, after: Usd | undefined) =>
  before !== undefined && after !== undefined && !isZero(minus(after, before));

/**
 * The ways to bill these lots that come to what was billed: one change where one does, else two. Never a sum of
 * amounts that merely happens to be near: a fit is exact but for the rounding of the bill.
 */
export function fitsOf(fitting: Fitting, pricing: Pricing): Fit[] {
  const { lots } = fitting;
  const expected = pricing.total(lots);
  const single = [...changesOf(lots, pricing), ...otherDiscount(lots, fitting, pricing)];
  const moving = single
    .map((change) => ({ change, lots: changed(lots, change) }))
    .filter((each) => moves(expected, pricing.total(each.lots)));
  const one = moving.filter((each) => fits(each.lots, fitting, pricing));
  if (one.length > 0) return one.map(({ change }) => ({ id: change.id, changes: [change] }));
  return moving.flatMap((first, index): Fit[] => {
    const later = [
      ...moving.slice(index + 1).map(({ change }) => change),
      ...(first.change.cause === 'discount' ? [] : otherDiscount(first.lots, fitting, pricing)),
    ];
    return later
      .filter((second) => fits(changed(first.lots, second), fitting, pricing))
      .map((second) => ({ id: `${first.change.id} + ${second.id}`, changes: [first.change, second] }));
  });
}

/** What a fit makes of the difference: each change with what it moves, and what rounding leaves. */
export function partsOf({ changes }: Fit, { lots, billed }: Fitting, pricing: Pricing): Part[] {
  const parts: Part[] = [];
  let now = lots;
  let cost = pricing.total(lots);
  for (const change of changes) {
    now = changed(now, change);
    const next = pricing.total(now);
    if (cost === undefined || next === undefined) return [];
    parts.push({ cause: change.cause, amount: minus(next, cost), text: change.text });
    cost = next;
  }
  if (cost === undefined) return [];
  const left = minus(billed, cost);
  return isZero(left) ? parts : [...parts, { cause: 'rounding', amount: left, text: 'rounding of the bill' }];
}
