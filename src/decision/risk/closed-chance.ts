import type { Normal } from '../../domain/normal.ts';
import type { Stream } from '../chance/streams.ts';
import { crossing } from '../commitment/distribution.ts';
import { bendOf, type ContractCurve } from './bend.ts';
import { type Chance, type Hindsight, P10, P50, P90, SAME_COST } from './chance.ts';
import { bendAt, type CostCurve, costAt, costBetween, dollarsAt, dollarsBetween, FARTHEST } from './cost-curve.ts';

/** One forecast moves all of it, and every month is like the first. */
interface Alike {
  readonly streams: readonly Stream[];
  readonly normal: Normal;
}

const HUNDRED = 100;
const ALL = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

/** The futures at the first to the ninety-ninth percentile of demand. */
function percentiles({ normal }: Alike): number[] {
  return Array.from({ length: HUNDRED - 1 }, (_, index) => normal.quantile((index + 1) / HUNDRED));
}

function bestAt(curves: readonly CostCurve[], { streams }: Alike, z: number): number {
  const costs = curves.map((curve) => costAt(curve, streams, z));
  const least = Math.min(...costs);
  return costs.findIndex((cost) => cost <= least * (1 + SAME_COST));
}

interface Stretch {
  readonly best: number;
  readonly from: number;
  readonly to: number;
}

/** Beyond the percentiles, futures that are looked at as well. */
const TAILS = [2.6, 3, 3.5, 4, 5, 6];

/** The next future, up to `to`, in which another curve is the best. */
function change(curves: readonly CostCurve[], alike: Alike, best: number, from: number, to: number): number {
  return crossing((z) => (bestAt(curves, alike, z) === best ? -1 : 1), from, to);
}

/** The curve that is cheapest, future by future: changes are looked for between neighbouring percentiles. */
function stretches(curves: readonly CostCurve[], alike: Alike): Stretch[] {
  const looked = [...TAILS.map((z) => -z).reverse(), ...percentiles(alike), ...TAILS];
  const found: Stretch[] = [];
  let from = Number.NEGATIVE_INFINITY;
  let best = bestAt(curves, alike, -FARTHEST / 4);
  let before = -FARTHEST / 4;
  for (const z of looked) {
    for (let at = bestAt(curves, alike, z); at !== best && before < z; ) {
      const to = change(curves, alike, best, before, z);
      found.push({ best, from, to });
      [from, before, best] = [to, to, bestAt(curves, alike, to)];
      at = bestAt(curves, alike, z);
    }
    before = z;
  }
  return [...found, { best, from, to: Number.POSITIVE_INFINITY }];
}

function hindsight(curves: readonly CostCurve[], alike: Alike): Hindsight {
  const { cdf } = alike.normal;
  const probabilityBest = curves.map(() => 0);
  let cost = 0;
  for (const { best, from, to } of stretches(curves, alike)) {
    const curve = curves[best];
    if (curve === undefined) continue;
    probabilityBest[best] = (probabilityBest[best] ?? 0) + cdf(to) - cdf(from);
    cost += costBetween(curve, alike.streams, [from, to], alike.normal);
  }
  return { probabilityBest, cost };
}

function contractRisk(contract: ContractCurve, { streams, normal }: Alike): ReturnType<Chance['contract']> {
  const bend = bendOf(contract);
  const { due, rate } = contract.twin;
  const thin = bendAt(bend, streams);
  const probability = normal.cdf(thin);
  if (due === 0) return { probability, expectedShortfall: 0, shortfallP10: 0 };
  const used = dollarsBetween(bend.of, streams, [ALL[0], thin], normal);
  const tenth = normal.quantile(P10 / HUNDRED);
  return {
    probability,
    expectedShortfall: Math.max(0, due * probability - rate * used),
    shortfallP10: Math.max(0, due - rate * dollarsAt(bend.of, streams, tenth)),
  };
}

/**
 * Statistics where one forecast moves everything and months are alike. Expectations and probabilities are closed forms
 * between the points where a cost bends or another plan takes over; percentiles of cost are those of the ninety-nine
 * percentiles of demand.
 */
export function closedChance(streams: readonly Stream[], normal: Normal): Chance {
  const alike: Alike = { streams, normal };
  const looked = percentiles(alike);
  const costs = (curve: CostCurve) => looked.map((z) => costAt(curve, streams, z));
  const sorted = (curve: CostCurve) => costs(curve).sort((a, b) => a - b);
  const at = (values: readonly number[], percent: number) => values[percent - 1] ?? Number.NaN;
  return {
    months: 1,
    hindsight: (curves) => hindsight(curves, alike),
    spread: (curve) => {
      const own = sorted(curve);
      const expected = costBetween(curve, streams, ALL, normal);
      return { expected, p10: at(own, P10), p50: at(own, P50), p90: at(own, P90) };
    },
    worstRegrets: (curves) => {
      const all = curves.map(costs);
      const least = looked.map((_, index) => Math.min(...all.map((each) => each[index] as number)));
      return all.map((own) => Math.max(...own.map((cost, index) => cost - (least[index] as number))));
    },
    worstMonth: (curve) => at(sorted(curve), P90),
    contract: (contract) => contractRisk(contract, alike),
    demand: (weights) => {
      const scale = (percent: number) => dollarsAt(weights, streams, normal.quantile(percent / HUNDRED));
      return { p10: scale(P10), p50: scale(P50), p90: scale(P90) };
    },
  };
}
