import { type Day, dayAfter, dayBefore, daysBetween } from '../../domain/day.ts';
import { isZero } from '../../domain/exact.ts';
import type { Marketplace } from '../../domain/marketplace.ts';
import { meterRow } from '../../domain/meter.ts';
import type { Proposal } from '../../domain/proposal.ts';
import { statistic } from '../../domain/statistic.ts';
import type { Elsewhere } from '../../domain/track.ts';
import { NO_USD, plus, type Usd, usd } from '../../domain/units.ts';
import { agreedIn } from '../audit/agreed.ts';
import { lotsOf, type Pricing } from '../audit/lots.ts';
import type { PriceBook, UsageDay } from '../usage/measure.ts';
import { daysFrom } from './drawdown.ts';
import { sumAhead, trendOf } from './projection.ts';

/** A group of usage, with the marketplace or the aggregator that it was bought through. */
export interface TrackedUsage extends UsageDay {
  readonly through: string | undefined;
}

/** Whether usage counts under a contract: it was bought where the contract was signed, or of the provider's own marketplace. */
export function countsUnder(
  { provider, clauses }: Proposal,
  { through }: TrackedUsage,
  marketplaces: readonly Marketplace[],
): boolean {
  if (through === clauses.through) return true;
  return (
    clauses.through === undefined && marketplaces.some(({ id, operator }) => id === through && operator === provider)
  );
}

interface Sums {
  /** In the dollars that the contract counts, by day. */
  readonly drawn: Map<Day, Usd>;
  readonly paid: Map<Day, Usd>;
}

function putInto(days: Map<Day, Usd>, day: Day, amount: Usd): void {
  days.set(day, plus(days.get(day) ?? NO_USD, amount));
}

/** What a group costs where it is bought: as its source says, else at list price. */
function paidFor(group: TrackedUsage, atList: Usd): Usd {
  return group.billed === undefined ? atList : usd(group.billed);
}

/** Usage of a contract's provider by whom it was bought through. */
function sumsByRoute(
  contract: Proposal,
  counted: 'contracted' | 'list',
  usage: readonly TrackedUsage[],
  book: PriceBook,
  pricing: Pricing,
): ReadonlyMap<string, Sums> {
  const routes = new Map<string, Sums>();
  const agreed = agreedIn(contract);
  for (const group of usage) {
    const model = book.find(group.model, group.day);
    if (model?.provider !== contract.provider) continue;
    const route = group.through ?? contract.provider;
    const sums = routes.get(route) ?? { drawn: new Map(), paid: new Map() };
    routes.set(route, sums);
    let [atList, drawn] = [NO_USD, NO_USD];
    for (const lot of lotsOf(group, model, agreed, pricing)) {
      if (!meterRow(lot.meter).takesTerms) continue;
      const list = pricing.cost({ ...lot, discount: undefined, free: false });
      const cost = pricing.cost(lot);
      if (typeof list === 'string' || typeof cost === 'string') continue;
      atList = plus(atList, list);
      drawn = plus(drawn, counted === 'list' ? list : cost);
    }
    putInto(sums.drawn, group.day, drawn);
    putInto(sums.paid, group.day, paidFor(group, atList));
  }
  return routes;
}

/** The sum that spend of known days comes to on the days ahead, at their run rate. */
function ahead(byDay: ReadonlyMap<Day, Usd>, knownUntil: Day, end: Day): number {
  const first = [...byDay.keys()].sort()[0];
  if (first === undefined) return 0;
  const daily = [...daysFrom(first, knownUntil)].map((day) => statistic(byDay.get(day) ?? NO_USD));
  return sumAhead(trendOf(daily), Math.max(0, daysBetween(knownUntil, end))).mean;
}

/** What a contract is short of, and until when it can be made up for. */
export interface Short {
  readonly asOf: Day;
  readonly end: Day;
  readonly shortfall: number;
  /** What a dollar drawn down beyond the commitment costs. */
  readonly beyond: number;
  /** Routes whose spend draws down something that is owed anyway, so that nothing is saved there. */
  readonly owedThrough: ReadonlySet<string>;
}

/**
 * Usage of the same models bought elsewhere, as what could use a commitment up: how much it would draw down until the end
 * of the window, and what each dollar moved costs, in all. Below 0 it saves: what is paid elsewhere falls away, and the
 * commitment is owed in any case.
 */
export function elsewhere(
  contract: Proposal,
  basis: 'contracted' | 'list',
  usage: readonly TrackedUsage[],
  book: PriceBook,
  pricing: Pricing,
  { asOf, end, shortfall, beyond, owedThrough }: Short,
): Elsewhere[] {
  const found = [...sumsByRoute(contract, basis, usage, book, pricing)].flatMap(([through, sums]): Elsewhere[] => {
    if ([...sums.drawn.values()].every(isZero)) return [];
    const from = asOf > end ? end : asOf;
    const known = [...sums.drawn.keys()].sort().at(-1) ?? dayBefore(from);
    // Days that are over cannot be moved any more: only those after the day of the answer.
    const until = (to: Day) => ({ drawn: ahead(sums.drawn, known, to), paid: ahead(sums.paid, known, to) });
    const [all, gone] = [until(end), until(from)];
    const [draws, paid] = [all.drawn - gone.drawn, all.paid - gone.paid];
    if (draws <= 0) return [];
    const fills = Math.min(draws, shortfall);
    const isOwed = owedThrough.has(through);
    const saved = isOwed ? 0 : paid;
    const cost = ((draws - fills) * beyond - saved) / draws;
    return [{ through, drawsDown: draws, paidThere: paid, fills, costPerDollar: cost, isOwed, from: dayAfter(from) }];
  });
  return found.sort((a, b) => a.costPerDollar - b.costPerDollar);
}
