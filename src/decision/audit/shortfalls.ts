import type { Difference, UnbilledShortfall } from '../../domain/audit.ts';
import type { BillLine } from '../../domain/bill-line.ts';
import type { Day } from '../../domain/day.ts';
import { isZero } from '../../domain/exact.ts';
import { minus, NO_USD, type Usd } from '../../domain/units.ts';
import type { Window } from '../track/window.ts';
import { type Commitment, shortfallOf } from './commitments.ts';
import { allowanceOf, billedOf, within } from './lines.ts';

const OF_COMMITMENT = /short-?fall|true[ -]?up|commitment|unused commit|minimum (?:commit|spend|fee|charge)/i;

/** Whether a line is about a commitment and no usage: by what it is called, for bills have no column for it. */
export const isOfCommitment = ({ model, billedFor, label, credit, amount }: BillLine): boolean =>
  model === undefined && billedFor === undefined && !credit && amount.coefficient >= 0n && OF_COMMITMENT.test(label);

/** The days that a bill is held against usage for. */
export interface Period {
  readonly start: Day;
  readonly end: Day;
}

/** What is due for a window, and the lines that bill it. */
interface Due {
  readonly window: Window;
  /** Nothing where not all of its usage is in the files. */
  readonly amount: Usd | undefined;
  readonly lines: readonly BillLine[];
}

/** The window that a line settles: the last that is over by its day, else the one that is running. */
function windowOf({ until }: BillLine, windows: readonly Window[]): Window | undefined {
  return windows.findLast(({ end }) => end <= until) ?? windows.find(({ start }) => start <= until);
}

function duesOf(commitment: Commitment, lines: readonly BillLine[], { start, end }: Period): Due[] {
  const { windows, byDay } = commitment;
  const known = [...byDay.keys()].sort()[0];
  const first = known === undefined || start < known ? start : known;
  return windows.flatMap((window): Due[] => {
    const own = lines.filter((line) => windowOf(line, windows) === window);
    const isKnown = first <= window.start && window.end <= end;
    if (!isKnown && own.length === 0) return [];
    return [{ window, amount: isKnown ? shortfallOf(commitment, window) : undefined, lines: own }];
  });
}

const RIGHT = 'rounding of the bill';

function differenceOf(provider: string, { window, amount, lines }: Due, places: number): Difference[] {
  const of = `the commitment of ${window.start} to ${window.end}`;
  const own = { day: lines[0]?.day ?? window.end, subject: `${provider} commitment`, rows: lines.length };
  const billed = billedOf(lines);
  if (amount === undefined) {
    const text = `billed for ${of}, of which not all usage is in the files; --since ${window.start} says that nothing was used before theirs`;
    return [{ ...own, cause: 'unknown', amount: billed, text }];
  }
  const more = minus(billed, amount);
  if (isZero(more)) return [];
  if (within(more, allowanceOf(lines, places))) return [{ ...own, cause: 'rounding', amount: more, text: RIGHT }];
  const text = isZero(amount)
    ? `billed as unused of ${of}, which was used up`
    : lines.length === 0
      ? `unused of ${of}, and on no line of the bill`
      : `${of} billed at another amount than what was left of it`;
  return [{ ...own, cause: 'shortfall', amount: more, text }];
}

/** Commitments that a bill settles, held against what was left of them. */
export interface Shortfalls {
  /** What is due in the windows that are over, by the day it is put on. */
  readonly expected: readonly { readonly day: Day; readonly amount: Usd }[];
  readonly differences: readonly Difference[];
  readonly unbilled: readonly UnbilledShortfall[];
}

/**
 * What commitments leave to be paid for nothing, against the lines that bill it. Cost exports leave such lines to an
 * invoice: where a bill has none at all, what is due is told, and is no difference.
 */
export function shortfallsOf(
  commitments: readonly Commitment[],
  lines: readonly BillLine[],
  period: Period,
  places: number,
): Shortfalls {
  const dues = commitments.flatMap((commitment) =>
    duesOf(commitment, lines, period).map((due) => ({ provider: commitment.contract.provider, due })),
  );
  if (lines.length === 0) {
    const unbilled = dues.flatMap(({ provider, due: { window, amount = NO_USD } }): UnbilledShortfall[] =>
      isZero(amount) ? [] : [{ provider, start: window.start, end: window.end, amount }],
    );
    return { expected: [], differences: [], unbilled };
  }
  return {
    expected: dues.map(({ due: { window, amount = NO_USD, lines: own } }) => ({
      day: own[0]?.day ?? window.end,
      amount,
    })),
    differences: dues.flatMap(({ provider, due }) => differenceOf(provider, due, places)),
    unbilled: [],
  };
}
