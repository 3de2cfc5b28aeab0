import type { Driver, DriverEnd } from '../../domain/decision.ts';
import { type Exact, ONE } from '../../domain/exact.ts';
import { namedWays } from '../../domain/ranked-drivers.ts';
import { atVolume as workloadAtVolume } from '../../domain/scaled.ts';
import { type Factor, factor, UNCHANGED } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { bonusRange, feeRange } from './aggregator-paths.ts';
import { breakEven, innerBreakEven, type Solve } from './break-even.ts';
import { discountRange, floorRange } from './contract-paths.ts';
import { between, type DriverRange, type Path, type Stated } from './driver-path.ts';
import { choicesOf } from './options.ts';
import { keyOf, type Outcome } from './outcome.ts';
import { priceRange } from './price-path.ts';
import { MANY } from './replan.ts';
import { leverRange, volumeRange } from './workload-paths.ts';

/** Every driver that the profile and the offers leave open. */
function rangesOf(stated: Stated): DriverRange[] {
  // What units serve of another load is another share of it: those drivers are of the work as it is stated.
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
/** Where each step is a search for units of its own. */
const HALVINGS_OF_UNITS = 4;

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
  const halvings = stated.priced.length < MANY ? HALVINGS : FEWER_HALVINGS;
  return triedAmong(rangesOf(stated), stated, replan, { halvings, detailed });
}

/**
 * The drivers of the load itself of a plan with reserved units: volume, batch and caching of the work as it is stated, each
 * end with as many units as are the best there. `buy` makes that plan.
 */
export async function loadDriversOf(
  stated: Stated,
  buy: (workloads: readonly Workload[]) => Promise<Outcome | undefined>,
): Promise<TriedDriver[]> {
  const { context, terms, priced } = stated;
  const { volume } = context.assumptions.drivers;
  const path = (end: Factor): Path => {
    const level = (t: Exact) => factor(between(UNCHANGED, end, t));
    return {
      at: (t) => {
        const all = priced.map(({ workload }) => choicesOf(workloadAtVolume(workload, level(t)), context));
        return { choices: all, terms };
      },
      level: (t) => ({ unit: 'multiple', amount: level(t) }),
    };
  };
  const ranges: DriverRange[] = [
    { code: 'volume', low: path(volume[0]), high: path(volume[1]) },
    // Over a term no units are weighed for work of which a part waits, so that such an end would be no best plan.
    ...(stated.overTerm === true ? [] : [leverRange(stated, 'batchEligible')]),
    leverRange(stated, 'cacheHitRatio'),
  ];
  const replan: Solve = async ({ choices }) => {
    const found = await buy(choices.map(({ workload }) => workload));
    return found && byStream(found);
  };
  // What units cost is no straight line of any of them: a flip is narrowed down.
  const by = { halvings: HALVINGS_OF_UNITS, detailed: true };
  return triedAmong(ranges, { ...stated, base: byStream(stated.base), overTerm: true }, replan, by);
}

/** What an outcome decides stream by stream: one that units serve is theirs, however much of it they leave to others. */
function byStream(outcome: Outcome): Outcome {
  const found = new Map<string, Outcome['purchases'][number]>();
  for (const purchase of outcome.purchases) {
    const { workload, channel } = purchase;
    const name = workload.partOf?.workload ?? workload.name;
    if (found.get(name)?.channel.kind === 'reserved' && channel.kind !== 'reserved') continue;
    const { partOf: _, ...whole } = workload;
    found.set(name, { ...purchase, workload: { ...whole, name } });
  }
  const purchases = [...found.values()];
  return { ...outcome, purchases, key: keyOf(purchases, outcome.contracts) };
}

/** Each driver of some at both ends of its range. */
async function triedAmong(
  ranges: readonly DriverRange[],
  stated: Stated,
  replan: Solve,
  { halvings, detailed }: { readonly halvings: number; readonly detailed: boolean },
): Promise<TriedDriver[]> {
  const { base, priced } = stated;
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
  for (const { code, low, high } of ranges) tried.push({ code, low: await tryWay(low), high: await tryWay(high) });
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
