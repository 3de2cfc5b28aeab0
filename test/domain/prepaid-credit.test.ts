import { describe, expect, test } from 'vitest';
import { compare, divide, roundedText, whole } from '../../src/domain/exact.ts';
import {
  costOfCredit,
  creditBlocks,
  lapsingCredit,
  leastPaid,
  usedBeforeLapse,
} from '../../src/domain/prepaid-credit.ts';
import { plus, times, type Usd, usd } from '../../src/domain/units.ts';
import fc from '../support/laws.ts';
import { dollars, shown } from '../support/values.ts';

/** A fraction of whole numbers, apart from the program's own. */
type Fraction = readonly [over: bigint, under: bigint];
const isLess = ([a, b]: Fraction, [c, d]: Fraction) => a * d < c * b;

/**
 * What a month costs by following one block: it lasts until it is used up or lapses, whichever is sooner, and then the
 * next is paid. Cents and days; a month is 487/16 days.
 */
function byFollowingBlocks(pay: bigint, credit: bigint, days: bigint, used: bigint): Fraction {
  const untilUsed: Fraction = [credit, used];
  const untilLapsed: Fraction = [days * 16n, 487n];
  const [months, per] = isLess(untilUsed, untilLapsed) ? untilUsed : untilLapsed;
  return [pay * per, months * 100n];
}

const amountOf = (cents: bigint): Usd => usd(divide(whole(cents), whole(100n)));

const monthly = (of: { pay: Usd; credit: Usd; expiresAfterDays?: number }, used: Usd) =>
  times(plus(used, lapsingCredit(of, used)), costOfCredit(of));

describe('credit that lapses', () => {
  const cents = fc.bigInt(1n, 10n ** 9n);
  const days = fc.integer({ min: 1, max: 1_500 });

  test('costs what following block after block comes to, exactly', () => {
    fc.assert(
      fc.property(cents, cents, days, cents, (pay, credit, expiresAfterDays, used) => {
        const of = { pay: amountOf(pay), credit: amountOf(credit), expiresAfterDays };
        const [over, under] = byFollowingBlocks(pay, credit, BigInt(expiresAfterDays), used);
        expect(compare(monthly(of, amountOf(used)), divide(whole(over), whole(under)))).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  test('is never less than what is used at pay / credit, and never falls with more use', () => {
    fc.assert(
      fc.property(cents, cents, days, cents, cents, (pay, credit, expiresAfterDays, a, b) => {
        const of = { pay: amountOf(pay), credit: amountOf(credit), expiresAfterDays };
        const [less, more] = a < b ? [a, b] : [b, a];
        const cost = monthly(of, amountOf(less));
        expect(compare(cost, times(amountOf(less), costOfCredit(of)))).toBeGreaterThanOrEqual(0);
        expect(compare(cost, leastPaid(of))).toBeGreaterThanOrEqual(0);
        expect(compare(monthly(of, amountOf(more)), cost)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('is paid for with whole blocks, which cost no less than the month is charged', () => {
    fc.assert(
      fc.property(cents, cents, days, cents, (pay, credit, expiresAfterDays, used) => {
        const of = { pay: amountOf(pay), credit: amountOf(credit), expiresAfterDays };
        expect(compare(creditBlocks(of, amountOf(used)).cash, monthly(of, amountOf(used)))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  // By hand: 90 days are 2.9569 months; 656 x 2.9569 = 1,939.71, and 50,000 / 2.9569 = 16,909.72.
  test('50,000 for 60,000 of credit that lapses after 90 days, of which 656 a month is used', () => {
    const of = { pay: dollars('50_000'), credit: dollars('60_000'), expiresAfterDays: 90 };
    const used = usedBeforeLapse(of, dollars('656'));
    expect([used, leastPaid(of), monthly(of, dollars('656'))].map((each) => each && roundedText(each, 2))).toEqual([
      '1939.71',
      '16909.72',
      '16909.72',
    ]);
    expect(shown(monthly(of, dollars('90_000')))).toBe('75000');
    expect(usedBeforeLapse(of, dollars('90_000'))).toBeUndefined();
  });

  test('nothing lapses where nothing is used, and where nobody says that it does', () => {
    const of = { pay: dollars('50_000'), credit: dollars('60_000') };
    expect(shown(monthly({ ...of, expiresAfterDays: 90 }, dollars('0')))).toBe('0');
    expect(shown(monthly(of, dollars('656')))).toBe('546.6666666667');
  });
});
