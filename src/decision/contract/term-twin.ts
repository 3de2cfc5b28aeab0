import { type ContractTerms, FULFILMENT_MONTHS } from '../../domain/contract.ts';
import { statistic } from '../../domain/statistic.ts';
import { twinOf } from './float-twin.ts';
import type { BandTerms } from './settle.ts';

/**
 * A band over the months of a term, in floats: for searching and for statistics, never for a bill. Amounts are dollars a
 * month, `covers` and `opens` list dollars.
 */
export interface TermTwin {
  readonly due: number;
  readonly covers: number;
  /** What a used list dollar of the commitment is worth. */
  readonly rate: number;
  /** What a list dollar over the commitment costs. */
  readonly beyond: number;
  /** List dollars of a month under which a contract without a commitment is billed at list. */
  readonly opens: number;
  /** Months that are settled together. */
  readonly window: number;
  /** The part of what a window leaves unused that the next one may use. */
  readonly rollover: number;
  /** Parts of the commitment due in equal stretches of the contract's own term; one part of 1 without a ramp. */
  readonly ramp: readonly number[];
  readonly termMonths: number;
}

/** The twin of a band under terms with nothing left unsaid. */
export function termTwinOf(band: BandTerms, terms: ContractTerms): TermTwin {
  const { ramp, rollover, fulfilment, termMonths } = terms;
  return {
    ...twinOf(band),
    opens: statistic(band.opens),
    window: FULFILMENT_MONTHS[fulfilment],
    rollover: statistic(rollover),
    ramp: ramp === undefined ? [1] : ramp.map(statistic),
    termMonths,
  };
}

/** True where a contract settles each month by itself and asks the same of each. */
export function isMonthly({ due, window, rollover, ramp }: TermTwin): boolean {
  return due === 0 || (window === 1 && rollover === 0 && ramp.every((part) => part === 1));
}

/** What a contract asks for in the months of a window: its parts of the commitment, added up. */
export function partsDue({ ramp, termMonths }: TermTwin, from: number, to: number): number {
  let parts = 0;
  for (let month = from; month < to; month++) {
    // A contract that is shorter than what is planned is renewed at its last step.
    parts += ramp[Math.min(ramp.length - 1, Math.floor((month * ramp.length) / termMonths))] ?? 1;
  }
  return parts;
}

/** Floats that differ by less are one number: a floor or a commitment that demand meets is met. */
const SAME = 1e-12;

/** What one window of a contract comes to. */
export interface Window {
  readonly cost: number;
  /** Contracted dollars that buy nothing. */
  readonly shortfall: number;
  /** List dollars that the next window may use on top of its own. */
  readonly carried: number;
}

/**
 * A window with `list` list dollars used, `parts` of a month's commitment due, and `carried` from the window before. A
 * commitment is take or pay whatever the floor. Without one a month under the floor is billed at list.
 */
export function windowCost(twin: TermTwin, list: number, parts: number, carried: number): Window {
  const { due, covers, rate, beyond, opens, rollover } = twin;
  if (due === 0) return { cost: list < opens * (1 - SAME) ? list : list * beyond, shortfall: 0, carried: 0 };
  const covered = covers * parts;
  const over = Math.max(0, list - covered);
  const unused = list < covered * (1 - SAME) ? covered - list : 0;
  const paid = due * parts + beyond * Math.max(0, over - carried);
  return { cost: paid, shortfall: unused * rate, carried: rollover * unused };
}

/** A window with the months that it is about, from the first of a term at 0. */
export interface SettledWindow extends Window {
  readonly from: number;
  readonly to: number;
}

/**
 * A contract over the months of a term, by the list dollars used under it in each: window by window, what one leaves
 * unused rolling over into the next. `begins` is the month it is signed for: those before it are none of its windows.
 */
export function windowsOf(twin: TermTwin, list: readonly number[], begins = 0): SettledWindow[] {
  const size = twin.due === 0 ? 1 : twin.window;
  const found: SettledWindow[] = [];
  let carried = 0;
  for (let from = begins; from < list.length; from += size) {
    const to = Math.min(list.length, from + size);
    let used = 0;
    for (let month = from; month < to; month++) used += list[month] as number;
    const window = windowCost(twin, used, partsDue(twin, from - begins, to - begins), carried);
    carried = window.carried;
    found.push({ from, to, ...window });
  }
  return found;
}
