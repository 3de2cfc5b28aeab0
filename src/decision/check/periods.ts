import type { Amount } from '../../domain/amount.ts';
import { type Limit, monthsIn, type SpreadLimit, type UnpricedPolicy } from '../../domain/budget.ts';
import type { LimitResult, LimitWindow } from '../../domain/check.ts';
import type { Month } from '../../domain/day.ts';
import { compare, multiply } from '../../domain/exact.ts';
import { lessThan, minus, NO_USD, plus, ratio, type Usd, usd } from '../../domain/units.ts';
import { grownVerdict, limitVerdict, totalOf } from './limits.ts';

/** A month with what a limit's part costs in it; undefined where something has no price from then on. */
export interface LimitMonth {
  readonly month: Month;
  readonly amount: Amount | undefined;
  /** The same month of the baseline; undefined without one, or where it does not say. */
  readonly base: Amount | undefined;
}

type Held = Pick<LimitResult, 'amount' | 'complete' | 'verdict' | 'doubt' | 'base' | 'notGrown'> & {
  readonly max: Usd;
  readonly window: LimitWindow;
};

const UNKNOWN: Amount = { amount: NO_USD, complete: false };

/**
 * Of some, the first that is over; else the first that cannot be told; else the first over that has not grown; else the one
 * that is nearest to its end.
 */
function worst(all: readonly Held[]): Held | undefined {
  const first = (verdict: Held['verdict']) => all.find((each) => each.verdict === verdict);
  const share = ({ amount, max }: Held) => ratio(amount, max);
  const nearest = all.reduce<Held | undefined>((best, each) => {
    const [a, b] = [best && share(best), share(each)];
    return best === undefined || (a !== undefined && b !== undefined && compare(b, a) > 0) ? each : best;
  }, undefined);
  return first('over') ?? first('undecided') ?? all.find(({ notGrown }) => notGrown === true) ?? nearest;
}

/**
 * A limit of a quarter or a year on its months, counted from the first of them: part by part where it is phased, and what a
 * part leaves is added to the next where that is carried over. What is left of the last part has all of its dollars, though
 * fewer months. Growth is told part by part, against the same months of the baseline. Pure.
 */
export function periodResult(
  first: LimitResult & { readonly limit: SpreadLimit },
  months: readonly LimitMonth[],
  unpriced: UnpricedPolicy,
): LimitResult {
  const { limit } = first;
  const phases = limit.phasing ?? [];
  const length = monthsIn(limit) / Math.max(1, phases.length);
  const held: Held[] = [];
  let carried = NO_USD;
  for (let at = 0; at < months.length; at += length) {
    const part = months.slice(at, at + length);
    const phase = phases[held.length % Math.max(1, phases.length)];
    const own = phase === undefined ? limit.max : usd(multiply(limit.max, phase));
    const max = plus(own, carried);
    const { amount, complete } = totalOf(part.map((each) => each.amount ?? UNKNOWN));
    const priced = complete || (unpriced === 'allow' && part.every((each) => each.amount !== undefined));
    const [from, to] = [part[0]?.month, part.at(-1)?.month];
    if (from === undefined || to === undefined) break;
    const window = { from, to, months: part.length, carried };
    const bases = part.flatMap((each) => (each.base === undefined ? [] : [each.base]));
    const base = bases.length < part.length ? undefined : totalOf(bases);
    const found = limitVerdict({ amount, complete: priced }, { amount: max, complete: true });
    const excused = found.verdict === 'over' && limit.onlyIfGrows === true;
    const grown = excused ? grownVerdict({ amount, complete: priced }, base) : found;
    const isSilent = grown.doubt === 'noBaseline' && first.base !== undefined;
    held.push({ amount, complete, max, base, window, ...grown, ...(isSilent ? { doubt: 'baselineMonths' } : {}) });
    carried = limit.carryOver === true && lessThan(amount, max) ? minus(max, amount) : NO_USD;
  }
  const found = worst(held);
  if (found === undefined) return first;
  return { limit, ...found };
}

/** Whether a limit is one of several months: of a quarter or a year, or with what the month before left. */
export const spansMonths = (limit: Limit): limit is SpreadLimit =>
  'max' in limit && (limit.per !== undefined || limit.carryOver === true);
