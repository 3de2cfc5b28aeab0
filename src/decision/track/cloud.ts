import { type Day, dayAfter, dayBefore, daysBetween, monthsAfter } from '../../domain/day.ts';
import type { CloudCommitment, Marketplace } from '../../domain/marketplace.ts';
import { meterRow } from '../../domain/meter.ts';
import type { Normal } from '../../domain/normal.ts';
import { statistic } from '../../domain/statistic.ts';
import type { Tracked } from '../../domain/track.ts';
import { discountFactor, factor, NO_USD, NONE, plus, times, type Usd } from '../../domain/units.ts';
import { lotsOf, Pricing } from '../audit/lots.ts';
import type { PriceBook } from '../usage/measure.ts';
import { daysFrom } from './drawdown.ts';
import type { TrackedUsage } from './elsewhere.ts';
import { projected, trendOf } from './projection.ts';

/** What the models that were used through a cloud drew down of its commitment, by day. */
function drawnBy(
  marketplaces: readonly Marketplace[],
  usage: readonly TrackedUsage[],
  book: PriceBook,
): ReadonlyMap<Day, Usd> {
  const pricing = new Pricing(book);
  const days = new Map<Day, Usd>();
  for (const group of usage) {
    const market = marketplaces.find(({ id }) => id === group.through);
    const model = book.find(group.model, group.day);
    if (market === undefined || model === undefined) continue;
    const share = factor(market.drawdown ?? NONE);
    for (const lot of lotsOf(group, model, undefined, pricing)) {
      const cost = pricing.cost(lot);
      if (typeof cost === 'string' || !meterRow(lot.meter).takesTerms) continue;
      const paid = times(times(cost, discountFactor(market.discount)), share);
      days.set(group.day, plus(days.get(group.day) ?? NO_USD, paid));
    }
  }
  return days;
}

/** What clouds are owed, and what draws it down. */
export interface Clouds {
  readonly commitments: readonly CloudCommitment[];
  readonly marketplaces: readonly Marketplace[];
  /** The file that states them. */
  readonly file: string;
}

/**
 * What is left of a commitment to a cloud, against what everything else there and the models that are bought through its
 * marketplace will draw down. What is left is stated as of the day of the answer, so that nothing of it is used yet.
 */
export function trackedCloud(
  { cloud, remaining, monthsLeft, otherMonthlySpend }: CloudCommitment,
  { marketplaces, file }: Clouds,
  usage: readonly TrackedUsage[],
  { book, asOf, normal }: { readonly book: PriceBook; readonly asOf: Day; readonly normal: Normal },
): Tracked {
  const own = marketplaces.filter((each) => each.cloud === cloud);
  const drawn = drawnBy(own, usage, book);
  const days = [...drawn.keys()].filter((day) => day <= asOf).sort();
  const [first, last] = [days[0], days.at(-1)];
  const daily =
    first === undefined || last === undefined
      ? []
      : [...daysFrom(first, last)].map((day) => statistic(drawn.get(day) ?? NO_USD));
  const start = dayAfter(asOf);
  const end = dayBefore(monthsAfter(start, Number(monthsLeft)));
  const others = statistic(otherMonthlySpend) * Number(monthsLeft);
  const trend = trendOf(daily);
  const most = statistic(remaining);
  const lengths = { commitment: most, available: most, days: daily.length === 0 ? 0 : daysBetween(asOf, end) };
  const unknown = own.filter(
    ({ drawdown, id }) => drawdown === undefined && usage.some(({ through }) => through === id),
  );
  return {
    kind: 'cloud',
    provider: cloud,
    file,
    commitment: remaining,
    carriedOver: NO_USD,
    window: { start, end },
    term: { start, end },
    basis: 'contracted',
    knownFrom: first,
    knownUntil: last,
    used: NO_USD,
    usedByDay: [],
    expectedByNow: NO_USD,
    ahead: NO_USD,
    utilisation: undefined,
    coverage: undefined,
    projected: projected(others, lengths, trend, normal),
    exhaustedOn: undefined,
    assumed: unknown.map(({ id }) => `drawdown of ${id}`),
    ended: [],
    elsewhere: [],
    daysAhead: [{ day: end, kind: 'ends', subject: undefined }],
    floor: undefined,
    priceIncrease: undefined,
  };
}
