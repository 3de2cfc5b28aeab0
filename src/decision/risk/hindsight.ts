import type { Normal } from '../../domain/normal.ts';
import { crossing } from '../commitment/distribution.ts';
import { type CostCurve, costAt, costBetween, FARTHEST } from './cost-curve.ts';
import type { Stream } from './streams.ts';

/** Everything that demand may do: its streams over the months of a term. */
export interface Futures {
  readonly streams: readonly Stream[];
  readonly months: number;
  readonly normal: Normal;
}

const HUNDRED = 100;

/** The futures at the first to the ninety-ninth percentile of demand. */
export function percentiles({ normal }: Futures): number[] {
  return Array.from({ length: HUNDRED - 1 }, (_, index) => normal.quantile((index + 1) / HUNDRED));
}

/** An average over the months of the term. */
export function averaged({ months }: Futures, inMonth: (month: number) => number): number {
  let total = 0;
  for (let month = 0; month < months; month++) total += inMonth(month);
  return total / months;
}

/** The cost of an average month in the future z. */
export const monthlyCost = (curve: CostCurve, futures: Futures, z: number) =>
  averaged(futures, (month) => costAt(curve, futures.streams, z, month));

/** E[cost of an average month; from < z <= to]. */
export const monthlyCostBetween = (curve: CostCurve, futures: Futures, between: readonly [number, number]) =>
  averaged(futures, (month) => costBetween(curve, futures.streams, between, month, futures.normal));

/** Costs that differ by a smaller share are the same: the earlier curve is taken. */
const SAME = 1e-12;

function bestAt(curves: readonly CostCurve[], futures: Futures, z: number): number {
  const costs = curves.map((curve) => monthlyCost(curve, futures, z));
  const least = Math.min(...costs);
  return costs.findIndex((cost) => cost <= least * (1 + SAME));
}

interface Stretch {
  readonly best: number;
  readonly from: number;
  readonly to: number;
}

/** Beyond the percentiles, futures that are looked at as well. */
const TAILS = [2.6, 3, 3.5, 4, 5, 6];

/** The next future, up to `to`, in which another curve is the best. */
function change(curves: readonly CostCurve[], futures: Futures, best: number, from: number, to: number): number {
  return crossing((z) => (bestAt(curves, futures, z) === best ? -1 : 1), from, to);
}

/** The curve that is cheapest, future by future: changes are looked for between neighbouring percentiles. */
function stretches(curves: readonly CostCurve[], futures: Futures): Stretch[] {
  const looked = [...TAILS.map((z) => -z).reverse(), ...percentiles(futures), ...TAILS];
  const found: Stretch[] = [];
  let from = Number.NEGATIVE_INFINITY;
  let best = bestAt(curves, futures, -FARTHEST / 4);
  let before = -FARTHEST / 4;
  for (const z of looked) {
    for (let at = bestAt(curves, futures, z); at !== best && before < z; ) {
      const to = change(curves, futures, best, before, z);
      found.push({ best, from, to });
      [from, before, best] = [to, to, bestAt(curves, futures, to)];
      at = bestAt(curves, futures, z);
    }
    before = z;
  }
  return [...found, { best, from, to: Number.POSITIVE_INFINITY }];
}

/** How often each curve is the cheapest once demand is known, and what it costs to know it beforehand. */
export function hindsight(
  curves: readonly CostCurve[],
  futures: Futures,
): { readonly probabilityBest: readonly number[]; readonly cost: number } {
  const { cdf } = futures.normal;
  const probabilityBest = curves.map(() => 0);
  let cost = 0;
  for (const { best, from, to } of stretches(curves, futures)) {
    const curve = curves[best];
    if (curve === undefined) continue;
    probabilityBest[best] = (probabilityBest[best] ?? 0) + cdf(to) - cdf(from);
    cost += monthlyCostBetween(curve, futures, [from, to]);
  }
  return { probabilityBest, cost };
}
