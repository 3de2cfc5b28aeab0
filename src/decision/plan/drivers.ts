import type { Driver, DriverEnd } from '../../domain/decision.ts';
import { ONE } from '../../domain/exact.ts';
import { namedWays } from '../../domain/ranked-drivers.ts';
import { bonusRange, feeRange } from './aggregator-paths.ts';
import { breakEven, innerBreakEven, type Solve } from './break-even.ts';
import { discountRange, floorRange } from './contract-paths.ts';
import type { DriverRange, Path, Stated } from './driver-path.ts';
import type { Outcome } from './outcome.ts';
import { priceRange } from './price-path.ts';
import { MANY } from './replan.ts';
import { leverRange, volumeRange } from './workload-paths.ts';

/** Every driver that the profile and the offers leave open. */
function rangesOf(stated: Stated): DriverRange[] {
  // What units serve of another load is another share of it: what they are worth at other volumes stands with them.
  const ofLoad = stated.priced.some(({ workload: { served } }) => served !== undefined)
    ? []
    : [volumeRange(stated), leverRange(stated, 'batchEligible'), leverRange(stated, 'cacheHitRatio')];
  const found = [
    ...ofLoad,
    floorRange(stated),
    discountRange(stated),
    feeRange(stated),
    bonusRange(stated),
    priceRange(stated),
  ];
  return found.filter((range) => range !== undefined);
}

const HALVINGS = 8;
/** Where a step has many workloads to plan. */
const FEWER_HALVINGS = 4;

/** A driver with the plans that are the best at its ends. */
export interface TriedDriver extends Driver {
  readonly outcomes: readonly Outcome[];
}

/** One way of a driver as far as its end and what lies before an end that decides alike. */
interface TriedWay {
  readonly path: Path;
  readonly best: Outcome | undefined;
  readonly end: DriverEnd;
  readonly outcomes: readonly Outcome[];
}

/**
 * Each driver at both ends of its range: what the best plan then costs, whether it is another decision, and from where
 * on, of all of them where they are `detailed` and else of those that the first screen names. A few replans an end, however
 * large the portfolio.
 */
export async function driversOf(stated: Stated, replan: Solve, detailed = true): Promise<TriedDriver[]> {
  const { base, priced } = stated;
  const halvings = priced.length < MANY ? HALVINGS : FEWER_HALVINGS;
  const tryWay = async ({ slope, reach, ...rest }: Path): Promise<TriedWay> => {
    const straight = { ...(slope === undefined ? {} : { slope }), ...(reach === undefined ? {} : { reach }) };
    const path = stated.overTerm === true ? rest : { ...rest, ...straight };
    const best = path.still === true ? base : await replan(path.at(ONE));
    const flips = best?.key !== base.key;
    const looksInside = !flips && stated.overTerm !== true && priced.length < MANY;
    const inner = looksInside ? await innerBreakEven(path, base, replan, halvings) : undefined;
    return {
      path,
      best,
      end: { level: path.level(ONE), cost: best?.cost, flips, breakEven: inner?.found },
      outcomes: [best, inner?.best].filter((each) => each !== undefined),
    };
  };
  const tried: { readonly code: Driver['code']; readonly low: TriedWay; readonly high: TriedWay }[] = [];
  for (const { code, low, high } of rangesOf(stated))
    tried.push({ code, low: await tryWay(low), high: await tryWay(high) });
  const named = namedWays(tried.map(({ code, low, high }) => ({ code, low: low.end, high: high.end })));
  const finish = async (code: Driver['code'], side: 'low' | 'high', { path, best, end }: TriedWay) => {
    if (!end.flips) return end;
    if (!detailed && !named.some((each) => each.code === code && each.side === side)) return end;
    return { ...end, breakEven: await breakEven(path, base, best, replan, halvings) };
  };
  const drivers: TriedDriver[] = [];
  for (const { code, low, high } of tried) {
    const outcomes = [...low.outcomes, ...high.outcomes];
    drivers.push({ code, low: await finish(code, 'low', low), high: await finish(code, 'high', high), outcomes });
  }
  return drivers;
}
