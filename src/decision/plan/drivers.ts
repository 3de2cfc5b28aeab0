import type { Driver, DriverEnd } from '../../domain/decision.ts';
import { ONE } from '../../domain/exact.ts';
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

/**
 * Each driver at both ends of its range: what the best plan then costs, whether it is another decision, and from where
 * on. A few replans an end, however large the portfolio.
 */
export async function driversOf(stated: Stated, replan: Solve): Promise<TriedDriver[]> {
  const { base, priced } = stated;
  const halvings = priced.length < MANY ? HALVINGS : FEWER_HALVINGS;
  const outcomes: Outcome[] = [];
  const end = async ({ slope, reach, ...rest }: Path): Promise<DriverEnd> => {
    const straight = { ...(slope === undefined ? {} : { slope }), ...(reach === undefined ? {} : { reach }) };
    const path = stated.overTerm === true ? rest : { ...rest, ...straight };
    const best = path.still === true ? base : await replan(path.at(ONE));
    const flips = best?.key !== base.key;
    if (best !== undefined) outcomes.push(best);
    const looksInside = !flips && stated.overTerm !== true && priced.length < MANY;
    const inner = looksInside ? await innerBreakEven(path, base, replan, halvings) : undefined;
    if (inner?.best !== undefined) outcomes.push(inner.best);
    return {
      level: path.level(ONE),
      cost: best?.cost,
      flips,
      breakEven: flips ? await breakEven(path, base, best, replan, halvings) : inner?.found,
    };
  };
  const drivers: TriedDriver[] = [];
  for (const { code, low, high } of rangesOf(stated)) {
    outcomes.length = 0;
    drivers.push({ code, low: await end(low), high: await end(high), outcomes: [...outcomes] });
  }
  return drivers;
}
