import type { Amount } from './amount.ts';
import type { Baseline } from './baseline.ts';
import type { Limit, Rule } from './budget.ts';
import type { PortfolioChange } from './change.ts';
import type { FloorBand } from './contract.ts';
import type { Day, Month } from './day.ts';
import type { ProviderFloor } from './estimate.ts';
import type { GroundSince } from './ground-change.ts';
import type { Note } from './note.ts';
import type { Purchase } from './purchase.ts';
import { type Factor, ratio, type Tokens, type Usd } from './units.ts';

export type { Amount } from './amount.ts';

/** `undecided` when something unknown keeps the answer open. */
export type LimitVerdict = 'within' | 'over' | 'undecided';

/**
 * Why a verdict is open: a meter without a price, the same in the baseline, growth without a baseline, or with one that
 * does not say what its later months cost.
 */
export type Doubt = 'unpriced' | 'baselineUnpriced' | 'noBaseline' | 'baselineMonths';

/** A month with what a profile, or a part of it, costs in it. */
export interface MonthAmount extends Amount {
  readonly month: Month;
}

/** A month that a limit is held on, with the most that may be spent in it and what the baseline costs in the same. */
export interface HeldMonth extends MonthAmount {
  readonly max: Usd | undefined;
  readonly base: Amount | undefined;
}

/** The first month in which a limit is exceeded, where growth takes the amount over it. */
export interface OverSince extends HeldMonth {
  /** True of the month that the amount is of, whose own prices are others than those of the day. */
  readonly isFirst?: true;
}

/** The months that were looked at because the work grows or shrinks. */
export interface Ahead {
  readonly months: readonly MonthAmount[];
  /** The same of each workload, by its name. */
  readonly workloads: ReadonlyMap<string, readonly MonthAmount[]>;
  /** Work that has no price from a day of them on, since its model ends and nothing is named after it. */
  readonly gaps: readonly { readonly workload: string; readonly model: string; readonly from: Day }[];
  /** The month before which the look ends, since it cannot be priced for another reason. */
  readonly ends: { readonly month: Month; readonly why: string } | undefined;
}

/** The months that a limit of several is held on, and what the months before them left. */
export interface LimitWindow {
  readonly from: Month;
  readonly to: Month;
  readonly months: number;
  readonly carried: Usd;
}

export interface LimitResult extends Amount {
  readonly limit: Limit;
  /** Most that may be spent a month; undefined for growth without a baseline. */
  readonly max: Usd | undefined;
  /** What the same part cost in the baseline, when one was given. */
  readonly base: Amount | undefined;
  readonly verdict: LimitVerdict;
  readonly doubt: Doubt | undefined;
  /** True where it is over its limit and no more than the baseline, which alone would break it. */
  readonly notGrown?: true;
  /** Of a limit of several months: those that the amount and the most are of. */
  readonly window?: LimitWindow;
  /** Where a later month is over and the first is not. */
  readonly overSince?: OverSince;
  /** Where a later month takes more of what is allowed in it than the first: the one that takes the most. */
  readonly fullest?: HeldMonth;
}

/**
 * The month that an amount over its limit is named by: the later one where growth takes it over, the first of its window
 * where it is held on several; undefined where it is of any month, or not over.
 */
export function firstOver({
  overSince,
  window,
  verdict,
  notGrown,
  amount,
  complete,
}: LimitResult): MonthAmount | undefined {
  if (overSince !== undefined) return overSince;
  const isOver = verdict === 'over' || notGrown === true;
  return window !== undefined && isOver ? { month: window.from, amount, complete } : undefined;
}

/**
 * The later month that tells most of a limit: the first that is over it, else the one that takes the most of what is
 * allowed; undefined where the amount itself does.
 */
export const tellingMonth = ({ overSince, fullest }: LimitResult): HeldMonth | undefined => overSince ?? fullest;

/** The amount as a share of what is allowed; undefined without a limit in dollars, or with one of nothing. */
export function shareOfLimit({ amount, max }: Pick<HeldMonth, 'amount' | 'max'>): Factor | undefined {
  return max === undefined ? undefined : ratio(amount, max);
}

/** List spend with a provider that passed the low end of the floor. */
export interface Crossing {
  readonly provider: string;
  readonly before: Usd;
  readonly after: Usd;
  readonly floor: FloorBand;
}

export interface RuleResult {
  readonly rule: Rule;
  readonly verdict: LimitVerdict;
  readonly doubt: Doubt | undefined;
  /** Of `floorCrossed`. */
  readonly crossings: readonly Crossing[];
  /** Of `priceAge`: days from the day the oldest source used was read to the day priced. */
  readonly days: number | undefined;
}

/** What one side of a workload bought, in the words of a buyer. */
export interface Side {
  readonly model: string;
  readonly channel: string;
  /** A month, storage left out. */
  readonly tokens: Tokens;
}

/** A later month that costs otherwise than the same month of the baseline: the one that differs most. */
export interface LaterChange {
  readonly month: Month;
  readonly old: Usd;
  readonly new: Usd;
  /** What it costs more; below 0 where it is less. */
  readonly moved: Usd;
}

export interface BaselineChange extends PortfolioChange {
  /** Workloads whose later months have changed, by name. */
  readonly later: ReadonlyMap<string, LaterChange>;
  /** The same of all of them together. */
  readonly laterTotal: LaterChange | undefined;
  /** Both sides of every workload that is on both. */
  readonly sides: ReadonlyMap<string, { readonly before: Side; readonly after: Side }>;
}

/** The answer of `check`. */
export interface Check extends Amount {
  /** What tells this check from another of the same repository; left out where nobody named it. */
  readonly name?: string;
  readonly verdict: LimitVerdict;
  readonly limits: readonly LimitResult[];
  readonly rules: readonly RuleResult[];
  /** Each workload through the channel it is bought through, with its stated levers. */
  readonly workloads: readonly Purchase[];
  /** Undefined where every month is alike. */
  readonly ahead: Ahead | undefined;
  readonly floors: readonly ProviderFloor[];
  readonly usualFloor: FloorBand;
  readonly baseline: Baseline | undefined;
  /** What became of the baseline, workload by workload, and why; undefined without one. */
  readonly change: BaselineChange | undefined;
  /** Where limits or baseline were taken from a revision: what moved since. */
  readonly since?: GroundSince;
  readonly assumptions: readonly Note[];
  readonly warnings: readonly Note[];
}

/** What a check is called: by its budget and its profile, each where it has a name; left out where neither has. */
export function named(names: readonly (string | undefined)[]): Pick<Check, 'name'> {
  const known = new Set(names.map((each) => each?.trim() ?? '').filter((each) => each !== ''));
  return known.size === 0 ? {} : { name: [...known].join(', ') };
}
