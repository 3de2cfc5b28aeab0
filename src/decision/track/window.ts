import { type ContractTerms, FULFILMENT_MONTHS } from '../../domain/contract.ts';
import { type Day, dayBefore, daysBetween, monthsAfter } from '../../domain/day.ts';
import { divide, whole } from '../../domain/exact.ts';
import { ALL, factor, NO_USD, plus, type Share, times, type Usd } from '../../domain/units.ts';

/** A stretch of a contract at whose end usage is held against the commitment, with what is due for it. */
export interface Window {
  readonly start: Day;
  readonly end: Day;
  readonly months: readonly WindowMonth[];
  /** In the dollars that the commitment is written in. */
  readonly commitment: Usd;
}

/** A month of a contract, which begins on the contract's own day of the month, with what is due for it. */
export interface WindowMonth {
  readonly start: Day;
  readonly end: Day;
  readonly due: Usd;
}

/** The share of the full commitment that falls due in a month of the term: parts of a ramp are equal in length. */
function rampShare({ ramp, termMonths }: ContractTerms, month: number): Share {
  return ramp?.[Math.floor((month * ramp.length) / termMonths)] ?? ALL;
}

/** Every window of a contract, in order; the last one is shorter where the term does not divide. */
export function windowsOf(start: Day, monthly: Usd, terms: ContractTerms): Window[] {
  const size = FULFILMENT_MONTHS[terms.fulfilment];
  const windows: Window[] = [];
  for (let first = 0; first < terms.termMonths; first += size) {
    const count = Math.min(size, terms.termMonths - first);
    const months = Array.from({ length: count }, (_, index): WindowMonth => {
      const month = first + index;
      const due = times(monthly, factor(rampShare(terms, month)));
      return { start: monthsAfter(start, month), end: dayBefore(monthsAfter(start, month + 1)), due };
    });
    windows.push({
      start: monthsAfter(start, first),
      end: dayBefore(monthsAfter(start, first + count)),
      months,
      commitment: months.reduce((sum, { due }) => plus(sum, due), NO_USD),
    });
  }
  return windows;
}

/** What even use would have drawn down by the end of a day: whole months, and the share of the days of the one it lies in. */
export function expectedBy({ months }: Window, day: Day): Usd {
  return months.reduce((sum, { start, end, due }) => {
    if (end <= day) return plus(sum, due);
    if (start > day) return sum;
    const gone = divide(whole(BigInt(daysBetween(start, day) + 1)), whole(BigInt(daysBetween(start, end) + 1)));
    return plus(sum, times(due, factor(gone)));
  }, NO_USD);
}
