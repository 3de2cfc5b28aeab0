import { type StatedHorizon, startAfter, statedKeys } from '../../domain/horizon.ts';
import { pulls } from '../../domain/levers.ts';
import type { Note } from '../../domain/note.ts';
import type { Plan } from '../../domain/plan.ts';
import type { PricesAhead } from '../../domain/prices-ahead.ts';
import type { Reservation } from '../../domain/reservation.ts';
import { lessThan, NO_USD } from '../../domain/units.ts';
import type { Sizing } from '../commitment/plan-commitments.ts';
import { OF_CACHING } from '../estimate/cache-notes.ts';
import { endNotes } from '../estimate/end-notes.ts';
import type { Context } from '../estimate/estimate.ts';
import { startTaken } from '../stated/users.ts';
import { FEW_OVER_MONTHS } from './buying.ts';
import { type Choices, isServed, type PricedWorkload } from './options.ts';

/** The reseller that a note is about; a belief of the buyer's own counts wherever work is bought. */
function sellerIn(note: Note): string | undefined {
  if (note.code === 'aggregatorTerms') return note.aggregator.name;
  if (note.code === 'aggregatorClaim') return note.name;
  return note.code === 'claimCounted' && note.by === 'assumption' ? note.name : undefined;
}

/** Notes on caching say nothing of a workload that the plan does not cache, those on a reseller nothing of a plan without it. */
export function bears(note: Note, { workloads }: Plan): boolean {
  const seller = sellerIn(note);
  if (seller !== undefined)
    return workloads.some(({ channel }) => channel.kind === 'aggregator' && channel.aggregator.name === seller);
  if (!OF_CACHING.has(note.code) || !('workload' in note)) return true;
  return workloads.some((each) => each.workload.name === note.workload && pulls(each.levers, 'cache'));
}

/**
 * False of a workload that an estimate has no row or no price for and that the plan buys at a cloud's marketplace, and of
 * commitments that an estimate's rows would leave unused: the plan says what its own contracts do.
 */
export function stands(note: Note, { workloads }: Plan): boolean {
  if (note.code === 'commitmentUnused' || note.code === 'directLeansOn') return false;
  if (note.code !== 'noChannelOpen' && note.code !== 'unpriced') return true;
  return !workloads.some((each) => each.workload.name === note.workload && each.channel.kind === 'marketplace');
}

/** Models that have ended before the term begins, and work that has no price from a day of it on. */
export function gapNotes(priced: readonly PricedWorkload[], { term }: Plan, asked: Context): Note[] {
  const before = priced.flatMap(({ uses: [own] }) =>
    own === undefined || isServed(own) ? [] : endNotes(own.of, asked),
  );
  const gaps = (term?.gaps ?? []).map((gap): Note => ({ code: 'monthsWithoutPrice', ...gap }));
  return [...before, ...gaps];
}

/** That no plan is over the months that a profile states. */
export function monthsNotes({ term, unpriced }: Plan, horizon: StatedHorizon, { day }: Pick<Context, 'day'>): Note[] {
  const stated = statedKeys(horizon);
  if (stated.length === 0 || term !== undefined) return [];
  return [{ code: 'monthsNotUsed', day, stated, ...(unpriced.length > 0 ? { unpriced: true } : {}) }];
}

/** What is taken of the months of a plan where the profile states either the first or their number. */
export function termNotes({ term }: Plan, stated: StatedHorizon, { asked, day }: Context): Note[] {
  const { start, months } = stated;
  if (term === undefined || term.months === 1 || (start === undefined && months === undefined)) return [];
  const taken: Note[] = months === undefined ? [{ code: 'monthsTaken', months: term.months, because: 'term' }] : [];
  return [...startTaken(stated, startAfter(asked ?? day)), ...taken];
}

/** What is taken of the prices of a term: what is announced, and what is expected beside, if only that nothing is. */
export function pricesNotes(ahead: PricesAhead | undefined, months: number): Note[] {
  const announced: Note[] =
    ahead === undefined || (ahead.changes.length === 0 && ahead.gaps.length === 0)
      ? []
      : [{ code: 'pricesAhead', start: ahead.start, changes: ahead.changes, gaps: ahead.gaps }];
  if (ahead?.trend !== undefined) return [...announced, { code: 'listPricesMove', start: ahead.start, ...ahead.trend }];
  return months === 1 ? announced : [...announced, { code: 'listPricesStay', months }];
}

/** Models for which units pay by their price alone, in a plan over a term that weighs none. */
export function unitsNotes(reservations: readonly Reservation[]): Note[] {
  const pays = reservations.filter(({ terms, loadBasis }) =>
    terms.some(({ saving, statistics }) =>
      loadBasis === 'stated' ? statistics.priceOptimalUnits.some((units) => units > 0n) : lessThan(NO_USD, saving),
    ),
  );
  if (pays.length === 0) return [];
  return [{ code: 'unitsNotWeighed', models: [...new Set(pays.map(({ model }) => model))], upTo: FEW_OVER_MONTHS }];
}

/** Over how many months what it costs to move work is spread, where that bears on the plan. */
export function spreadNotes(choices: readonly Choices[], sizing: Sizing | undefined): Note[] {
  const moving = choices.find((each) => each.moving !== undefined)?.moving;
  if (moving === undefined || sizing === undefined) return [];
  return [{ code: 'switchingSpread', months: moving.months, stated: sizing.months !== undefined }];
}

/** How an estimate shows levers that nobody stated: a plan shows none. */
export const OF_ILLUSTRATION: ReadonlySet<Note['code']> = new Set(['illustration', 'illustrationCapped']);
