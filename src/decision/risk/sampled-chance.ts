import type { Futures } from '../chance/futures.ts';
import { settledStretches, type TermTwin } from '../contract/term-twin.ts';
import type { Weights } from './bend.ts';
import { type Chance, P10, P50, P90, SAME_COST } from './chance.ts';
import { type CostCurve, isBelow } from './cost-curve.ts';

const HUNDRED = 100;

/** By month, dollars in each future. */
type ByMonth = readonly Float64Array[];

function dollars(weights: Weights, { factors, months, count }: Futures, fixed = 0): ByMonth {
  return Array.from({ length: months }, (_, month) => {
    const total = new Float64Array(count).fill(fixed);
    for (const [stream, weight] of weights.entries()) {
      const factor = factors[stream]?.[month];
      if (weight === 0 || factor === undefined) continue;
      for (let future = 0; future < count; future++)
        total[future] = (total[future] as number) + weight * (factor[future] as number);
    }
    return total;
  });
}

/** What a contract costs by month: what it asks for over several months counts evenly in each. */
function settledOver(twin: TermTwin, list: ByMonth, count: number): ByMonth {
  const costs = list.map(() => new Float64Array(count));
  for (const stretch of settledStretches(twin, list, count)) {
    const months = stretch.to - stretch.from;
    const each = stretch.costs;
    for (let future = 0; future < count; future++) each[future] = (each[future] as number) / months;
    for (let month = stretch.from; month < stretch.to; month++) (costs[month] as Float64Array).set(each);
  }
  return costs;
}

function addTo(total: ByMonth, more: ByMonth): void {
  for (const [month, sums] of total.entries()) {
    const own = more[month] as Float64Array;
    for (let future = 0; future < sums.length; future++)
      sums[future] = (sums[future] as number) + (own[future] as number);
  }
}

function costsOf({ straight, fixed, bends, contracts }: CostCurve, futures: Futures): ByMonth {
  const total = dollars(straight, futures, fixed);
  for (const bend of bends) {
    const amounts = dollars(bend.of, futures);
    for (const own of amounts) {
      for (let future = 0; future < own.length; future++) {
        const amount = own[future] as number;
        const [intercept, slope] = isBelow(amount, bend) ? bend.below : bend.above;
        own[future] = intercept + slope * amount;
      }
    }
    addTo(total, amounts);
  }
  for (const { of, twin } of contracts) addTo(total, settledOver(twin, dollars(of, futures), futures.count));
  return total;
}

function mean(values: Float64Array): number {
  let total = 0;
  for (let future = 0; future < values.length; future++) total += values[future] as number;
  return total / values.length;
}

const average = (values: readonly number[]) => values.reduce((total, each) => total + each, 0) / values.length;

/** Moves the value of a place in ascending order there, no greater one before it and no lesser one behind it: from `low` to `high`. */
function select(values: Float64Array, place: number, low: number, high: number): void {
  let [from, to] = [low, high];
  while (from < to) {
    const pivot = values[(from + to) >> 1] as number;
    let [left, right] = [from, to];
    while (left <= right) {
      while ((values[left] as number) < pivot) left++;
      while ((values[right] as number) > pivot) right--;
      if (left > right) break;
      const value = values[left] as number;
      values[left++] = values[right] as number;
      values[right--] = value;
    }
    if (place <= right) to = right;
    else if (place >= left) from = left;
    else return;
  }
}

/**
 * The values that so many in a hundred do not exceed, for each of some percentages that rise: between the futures on either
 * side of it. Futures are put in order no further than that takes.
 */
function percentiles(values: Float64Array, percents: readonly number[]): number[] {
  const ordered = values.slice();
  const last = ordered.length - 1;
  let known = 0;
  const valueAt = (place: number) => {
    select(ordered, place, known, last);
    known = place;
    return ordered[place] as number;
  };
  return percents.map((percent) => {
    const place = Math.min(last, Math.max(0, (percent / HUNDRED) * ordered.length - 1 / 2));
    const below = valueAt(Math.floor(place));
    const above = valueAt(Math.ceil(place));
    return below + (above - below) * (place - Math.floor(place));
  });
}

const percentile = (values: Float64Array, percent: number) => percentiles(values, [percent])[0] as number;

const SPREAD = [P10, P50, P90];

/** The spread of a month, on average over months. */
function overMonths(byMonth: ByMonth): { readonly p10: number; readonly p50: number; readonly p90: number } {
  const each = byMonth.map((month) => percentiles(month, SPREAD));
  const [p10, p50, p90] = SPREAD.map((_, at) => average(each.map((month) => month[at] as number)));
  return { p10: p10 as number, p50: p50 as number, p90: p90 as number };
}

/** By future, the average month. */
function averages(byMonth: ByMonth): Float64Array {
  const total = new Float64Array(byMonth[0]?.length ?? 0);
  for (const month of byMonth) addTo([total], [month]);
  for (let future = 0; future < total.length; future++) total[future] = (total[future] as number) / byMonth.length;
  return total;
}

/** By future, the least of some costs. */
function leasts(costs: readonly Float64Array[], count: number): Float64Array {
  const least = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (const each of costs)
    for (let future = 0; future < count; future++)
      least[future] = Math.min(least[future] as number, each[future] as number);
  return least;
}

/** How many futures each cost is the best in, the first of those that cost the same as the least. */
function winsOf(costs: readonly Float64Array[], least: Float64Array): number[] {
  const wins = costs.map(() => 0);
  for (let future = 0; future < least.length; future++) {
    const limit = (least[future] as number) * (1 + SAME_COST);
    for (let index = 0; index < costs.length; index++) {
      if (!(((costs[index] as Float64Array)[future] as number) <= limit)) continue;
      wins[index] = (wins[index] as number) + 1;
      break;
    }
  }
  return wins;
}

/** Statistics over fixed futures: of the average month of a term in each, and of its months. */
export function sampledChance(futures: Futures): Chance {
  const { count, months } = futures;
  const known = new Map<CostCurve, ByMonth>();
  const monthly = (curve: CostCurve): ByMonth => {
    const found = known.get(curve) ?? curve.over?.(futures) ?? costsOf(curve, futures);
    known.set(curve, found);
    return found;
  };
  const averaged = new Map<CostCurve, Float64Array>();
  const averageOf = (curve: CostCurve): Float64Array => {
    const found = averaged.get(curve) ?? averages(monthly(curve));
    averaged.set(curve, found);
    return found;
  };
  return {
    months,
    hindsight: (curves) => {
      const costs = curves.map(averageOf);
      const least = leasts(costs, count);
      return { probabilityBest: winsOf(costs, least).map((each) => each / count), cost: mean(least) };
    },
    spread: (curve) => {
      const own = monthly(curve);
      return { expected: average(own.map(mean)), ...overMonths(own) };
    },
    worstRegrets: (curves, weights) => {
      const demand = averages(dollars(weights, futures));
      const [low, high] = percentiles(demand, [1, HUNDRED - 1]) as [number, number];
      const costs = curves.map(averageOf);
      const least = leasts(costs, count);
      const worst = costs.map((each) => {
        let most = 0;
        for (let future = 0; future < count; future++) {
          const amount = demand[future] as number;
          if (!(amount < low || amount > high))
            most = Math.max(most, (each[future] as number) - (least[future] as number));
        }
        return most;
      });
      return worst;
    },
    worstMonth: (curve) => Math.max(...monthly(curve).map((each) => percentile(each, P90))),
    contract: ({ of, twin }) => thinOf(dollars(of, futures), twin, 0),
    demand: (weights) => overMonths(dollars(weights, futures)),
  };
}

/** How often, and by how much, what is used under a contract misses what it asks for, from the month it begins. */
export function thinOf(list: ByMonth, twin: TermTwin, begins: number): ReturnType<Chance['contract']> {
  if (twin.due === 0) {
    const under = list.map((month) => month.filter((amount) => amount < twin.opens).length / month.length);
    return { probability: average(under), expectedShortfall: 0, shortfallP10: 0 };
  }
  const shortfalls = settledStretches(twin, list, list[0]?.length ?? 0, begins).map(({ from, to, shortfalls }) =>
    shortfalls.map((shortfall) => shortfall / (to - from)),
  );
  return {
    probability: average(shortfalls.map((each) => each.filter((amount) => amount > 0).length / each.length)),
    expectedShortfall: average(shortfalls.map(mean)),
    shortfallP10: average(shortfalls.map((each) => percentile(each, P90))),
  };
}
