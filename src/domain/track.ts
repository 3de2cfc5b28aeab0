import type { Allocation } from './allocation.ts';
import type { Day } from './day.ts';
import type { Note } from './note.ts';
import type { Source } from './rate-card.ts';
import type { Factor, Share, Usd } from './units.ts';
import type { UsageAfterEnd } from './usage-answer.ts';

/** Where a projection goes: statistics in floats, US dollars of the contract's basis. */
export interface Projected {
  readonly expected: number;
  /** Undefined while too few days are known to tell a spread. */
  readonly p10: number | undefined;
  readonly p90: number | undefined;
  /** What is expected to be short of the commitment at the end of the window, and the odds that any is. */
  readonly shortfall: { readonly expected: number; readonly odds: number | undefined };
  readonly overage: { readonly expected: number; readonly odds: number | undefined };
  /** Days that the run rate was taken from. */
  readonly days: number;
}

/** Usage of the same models that is bought elsewhere, and could use a commitment up: statistics in floats, US dollars. */
export interface Elsewhere {
  /** The marketplace or the aggregator, or the provider itself. */
  readonly through: string;
  /** What it would draw down from this day to the end of the window, in the dollars that count. */
  readonly from: Day;
  readonly drawsDown: number;
  /** What is paid for it there. */
  readonly paidThere: number;
  /** The part of it that the commitment is expected to be short of. */
  readonly fills: number;
  /** What each dollar moved costs in all: below 0 it saves. */
  readonly costPerDollar: number;
  /** True where what is spent there draws down what is owed to a cloud, so that nothing is saved by leaving. */
  readonly isOwed: boolean;
}

/** Why a day ahead matters: the end of a window, of the term, of a price, of a model, of a credit; or notice that is due. */
export interface DayAhead {
  readonly day: Day;
  readonly kind: 'windowEnds' | 'notice' | 'renews' | 'ends' | 'credit' | 'creditLapses' | 'price' | 'retires';
  /** The model it is about. */
  readonly subject: string | undefined;
}

/** Where list spend stands beside the floor of a provider's rate card. */
export interface FloorStanding {
  readonly low: Usd;
  readonly high: Usd;
  /** List dollars a month at the rate of the last 28 days of which usage is known. */
  readonly monthlyList: Usd;
  readonly verdict: 'below' | 'within' | 'above';
  readonly source: Source | undefined;
}

/** What was used of a window of a contract, whose commitment is settled at its end. */
export interface UsedWindow {
  /** The provider, or the cloud. */
  readonly provider: string;
  /** US dollars of the window, ramp and prorated part included, and what it takes over from the window before. */
  readonly commitment: Usd;
  readonly carriedOver: Usd;
  readonly window: { readonly start: Day; readonly end: Day };
  /** The first day of which usage is known, and the last one; undefined where none is. */
  readonly knownFrom: Day | undefined;
  readonly knownUntil: Day | undefined;
  readonly used: Usd;
  /** Of that, by who used it, where that was asked for; undefined is what has no such name. */
  readonly usedBy?: ReadonlyMap<string | undefined, Usd>;
  /** What a dollar over the commitment costs, of those that count; undefined where list dollars do. */
  readonly overagePrice?: Factor;
}

/** A window by who used it. */
export interface WindowByUse {
  readonly of: UsedWindow;
  readonly allocation: Allocation;
}

/** How a contract stands against what was used. */
export interface Tracked extends UsedWindow {
  /** With a provider, or with a cloud. */
  readonly kind: 'contract' | 'cloud';
  /** Windows that ended before, of which usage is known, where it is asked who used them. */
  readonly ended: readonly UsedWindow[];
  readonly elsewhere: readonly Elsewhere[];
  readonly daysAhead: readonly DayAhead[];
  /** Undefined where the provider has no rate card with a floor, or nothing was used. */
  readonly floor: FloorStanding | undefined;
  /** On the price, when it is renewed. */
  readonly priceIncrease: Share | undefined;
  /** The file of the contract. */
  readonly file: string;
  /** The first and the last day of the contract. */
  readonly term: { readonly start: Day; readonly end: Day };
  /** The dollars that count: after the discount, or at list price. */
  readonly basis: 'contracted' | 'list';
  /** What had been used of the window by the end of each day with usage; none of a cloud, whose balance is as of today. */
  readonly usedByDay: readonly { readonly day: Day; readonly used: Usd }[];
  readonly expectedByNow: Usd;
  /** Used less expected by now: below 0 where use is behind. */
  readonly ahead: Usd;
  /** Used of the commitment; undefined for a commitment of nothing. */
  readonly utilisation: Factor | undefined;
  /** Of what was used, the part that the commitment pays for; undefined while nothing was used. */
  readonly coverage: Factor | undefined;
  readonly projected: Projected;
  /** The day on which the commitment is used up: past, or as projected; undefined where it is not within the window. */
  readonly exhaustedOn: Day | undefined;
  /** Terms that the contract does not state and that are taken as usual. */
  readonly assumed: readonly string[];
}

/** What a monthly job may fail on. */
export type TrackRule =
  | { readonly kind: 'shortfall' }
  | { readonly kind: 'overage' }
  | { readonly kind: 'utilisation'; readonly below: Factor };

/** What `track` answers. */
export interface Track {
  readonly contracts: readonly Tracked[];
  readonly unpriced: readonly { readonly model: string; readonly reason: string }[];
  /** Rules that are broken, by the provider of the contract. */
  readonly broken: readonly { readonly provider: string; readonly rule: TrackRule }[];
  /** Usage of days after the last of its model, with whose price counts for it. */
  readonly afterEnds: readonly UsageAfterEnd[];
  readonly assumptions: readonly Note[];
}
