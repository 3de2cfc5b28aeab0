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

/** What a month's list dollars cost under a contract without a commitment: at list in a month under the floor. */
export function uncommittedCost({ opens, beyond }: TermTwin, list: number): number {
  return list < opens * (1 - SAME) ? list : list * beyond;
}

/**
 * A window with `list` list dollars used, `parts` of a month's commitment due, and `carried` from the window before. A
 * commitment is take or pay whatever the floor.
 */
export function windowCost(twin: TermTwin, list: number, parts: number, carried: number): Window {
  const into = new Float64Array(3);
  settleWindow(twin, list, parts, carried, into);
  return { cost: into[COST] as number, shortfall: into[SHORTFALL] as number, carried: into[CARRIED] as number };
}

const [COST, SHORTFALL, CARRIED] = [0, 1, 2] as const;

/** The same into three places, for thousands of futures: no object each. */
function settleWindow(twin: TermTwin, list: number, parts: number, carried: number, into: Float64Array): void {
  const { due, covers, rate, beyond, rollover } = twin;
  if (due === 0) {
    into[COST] = uncommittedCost(twin, list);
    into[SHORTFALL] = 0;
    into[CARRIED] = 0;
    return;
  }
  const covered = covers * parts;
  const over = Math.max(0, list - covered);
  const unused = list < covered * (1 - SAME) ? covered - list : 0;
  into[COST] = due * parts + beyond * Math.max(0, over - carried);
  into[SHORTFALL] = unused * rate;
  into[CARRIED] = rollover * unused;
}

/** Months that a contract settles together, from the first of a term at 0, and the parts of its commitment due in them. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly parts: number;
}

/** The stretches of a contract in a term. `begins` is the month it is signed for: those before it are in none of them. */
export function stretchesOf(twin: TermTwin, months: number, begins = 0): Stretch[] {
  const size = twin.due === 0 ? 1 : twin.window;
  const found: Stretch[] = [];
  for (let from = begins; from < months; from += size) {
    const to = Math.min(months, from + size);
    found.push({ from, to, parts: partsDue(twin, from - begins, to - begins) });
  }
  return found;
}

/** What a contract comes to in the months of a stretch, by future. */
export interface SettledStretch extends Stretch {
  readonly costs: Float64Array;
  /** Contracted dollars that buy nothing. */
  readonly shortfalls: Float64Array;
}

/**
 * A contract over the months of a term, by the list dollars used under it in each month and future: stretch by stretch,
 * what one leaves unused rolling over into the next.
 */
export function settledStretches(
  twin: TermTwin,
  list: readonly Float64Array[],
  count: number,
  begins = 0,
): SettledStretch[] {
  const carried = new Float64Array(count);
  const window = new Float64Array(3);
  return stretchesOf(twin, list.length, begins).map((stretch) => {
    const { from, to, parts } = stretch;
    const used = new Float64Array(count);
    for (let month = from; month < to; month++) {
      const own = list[month] as Float64Array;
      for (let future = 0; future < count; future++) used[future] = (used[future] as number) + (own[future] as number);
    }
    const costs = new Float64Array(count);
    const shortfalls = new Float64Array(count);
    for (let future = 0; future < count; future++) {
      settleWindow(twin, used[future] as number, parts, carried[future] as number, window);
      costs[future] = window[COST] as number;
      shortfalls[future] = window[SHORTFALL] as number;
      carried[future] = window[CARRIED] as number;
    }
    return { ...stretch, costs, shortfalls };
  });
}
