import { type Arithmetic, NUMBERS } from './arithmetic.ts';
import { ceiling, divide, isZero, whole } from './exact.ts';
import type { TopUp } from './offer.ts';
import { DAYS_PER_MONTH } from './period.ts';
import { type Factor, factor, larger, minus, NO_USD, times, type Usd, usd } from './units.ts';

/** Credit that is sold in blocks, as far as its cost goes. */
export type Credit = Pick<TopUp, 'pay' | 'credit'> & Partial<Pick<TopUp, 'expiresAfterDays'>>;

/** What a dollar of credit costs: pay / credit. A bonus of 6% makes it 1/1.06. */
export function costOfCredit({ pay, credit }: Credit): Factor {
  return factor(divide(pay, credit));
}

/**
 * The credit that a month's use cannot buy less of, US dollars: a block lapses so many days after it is bought, and the
 * next one is bought then, however little of the last was used. 0 where credit is not said to lapse.
 */
export function leastCredit({ credit, expiresAfterDays }: Credit): Usd {
  return expiresAfterDays === undefined ? NO_USD : usd(divide(credit, monthsToLapse(expiresAfterDays)));
}

/** What `leastCredit` costs: one block over the months until it lapses. */
export function leastPaid(of: Credit): Usd {
  return times(leastCredit(of), costOfCredit(of));
}

const monthsToLapse = (days: number) => divide(whole(BigInt(days)), DAYS_PER_MONTH);

/**
 * Credit that lapses in a month that draws `used` where none buys less than `least`, spread evenly over the time that a
 * block lasts. Blocks are bought one at a time, when the last is used up or has lapsed: a block that is used up sooner
 * than it lapses loses nothing. So a month costs the more of what is used, at the cost of credit, and of one block over
 * the months until it lapses.
 */
export function lapsingIn<Value, Truth>(by: Arithmetic<Value, Truth>, least: Value, used: Value): Value {
  return by.when(
    by.same(used, by.zero),
    () => by.zero,
    () => by.larger(by.zero, by.minus(least, used)),
  );
}

/** Credit of these blocks that lapses in a month that draws `used`. */
export function lapsingCredit(of: Credit, used: Usd): Usd {
  return usd(lapsingIn(NUMBERS, leastCredit(of), used));
}

/** What can be used of a block before it lapses by drawing so much a month; undefined where nothing of it lapses. */
export function usedBeforeLapse(of: Credit, used: Usd): Usd | undefined {
  const { expiresAfterDays } = of;
  if (expiresAfterDays === undefined || isZero(lapsingCredit(of, used))) return undefined;
  return times(used, factor(monthsToLapse(expiresAfterDays)));
}

/** Credit is sold in whole blocks: what a month's bill needs of them, and what is left. */
export interface CreditBlocks {
  readonly count: Factor;
  /** What the blocks cost. */
  readonly cash: Usd;
  /** Credit that the bill does not use. */
  readonly leftOver: Usd;
}

/** The blocks that a month buys which draws `used`: at least those that replace the ones that lapse in it. */
export function creditBlocks(of: Credit, used: Usd): CreditBlocks {
  const drawn = isZero(used) ? used : larger(used, leastCredit(of));
  const count = factor(whole(ceiling(divide(drawn, of.credit))));
  return { count, cash: times(of.pay, count), leftOver: minus(times(of.credit, count), used) };
}
