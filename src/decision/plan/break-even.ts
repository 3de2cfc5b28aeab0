import type { BreakEven } from '../../domain/decision.ts';
import { add, compare, divide, type Exact, isZero, multiply, ONE, subtract, whole, ZERO } from '../../domain/exact.ts';
import type { Market, Path } from './driver-path.ts';
import { type Outcome, turnTo } from './outcome.ts';

/** The best plan of a market; undefined when it leaves a workload nothing. */
export type Solve = (market: Market) => Promise<Outcome | undefined>;

/** Two lines cut each other so often at most: each cut is at a plan not met before. */
const CUTS = 8;

/** So little beyond a floor that no other spend lies between. */
const BEYOND = divide(ONE, whole(10n ** 12n));

const HALF = divide(ONE, whole(2n));

type Found = BreakEven | undefined;

/** Where the straight costs of the base and of another plan, optimal at `t`, are the same. */
function cut(path: Path, base: Outcome, other: Outcome, t: Exact): Exact | undefined {
  const [a, b] = [path.slope?.(base), path.slope?.(other)];
  if (a === undefined || b === undefined || compare(a, b) === 0) return undefined;
  const met = divide(subtract(subtract(other.cost, multiply(b, t)), base.cost), subtract(a, b));
  return compare(met, ZERO) < 0 || compare(met, t) > 0 ? undefined : met;
}

/**
 * The exact break-even where every plan's cost is linear: the cost of the best plan is then concave, so that from a
 * plan that is better at the end each cut with the base leads to one nearer to it, until none is better at the cut.
 */
async function byLines(path: Path, base: Outcome, end: Outcome, solve: Solve): Promise<Found> {
  let [other, t] = [end, ONE];
  for (let step = 0; step < CUTS; step++) {
    const met = cut(path, base, other, t);
    if (met === undefined) return undefined;
    const level = path.level(met);
    const done = { holdsUntil: level, level, exact: true, becomes: turnTo(base, other) };
    if (compare(met, t) === 0 || isZero(met)) return done;
    const best = await solve(path.at(met));
    const own = add(base.cost, multiply(path.slope?.(base) ?? ZERO, met));
    if (best === undefined) return undefined;
    if (best.key === base.key || compare(best.cost, own) >= 0) return done;
    [other, t] = [best, met];
  }
  return undefined;
}

/** The exact break-even where the way only rules plans out: the base stays the best until it is ruled out itself. */
async function byReach(path: Path, base: Outcome, solve: Solve): Promise<Found> {
  let own = base;
  for (let step = 0; step < CUTS; step++) {
    const reach = path.reach?.(own);
    if (reach === undefined) return undefined;
    const beyond = add(reach.t, BEYOND);
    if (compare(beyond, ONE) > 0) return undefined;
    const next = await solve(path.at(beyond));
    const { level } = reach;
    if (next?.key !== base.key) return { holdsUntil: level, level, exact: true, becomes: turnTo(base, next) };
    own = next;
  }
  return undefined;
}

/** Narrowed down by halving, replanning at each step. */
async function byHalving(
  path: Path,
  base: Outcome,
  end: Outcome | undefined,
  solve: Solve,
  halvings: number,
): Promise<BreakEven> {
  let [holds, flips, other] = [ZERO, ONE, end];
  for (let step = 0; step < halvings; step++) {
    const middle = multiply(add(holds, flips), HALF);
    const best = await solve(path.at(middle));
    if (best?.key === base.key) holds = middle;
    else [flips, other] = [middle, best];
  }
  return { holdsUntil: path.level(holds), level: path.level(flips), exact: false, becomes: turnTo(base, other) };
}

/**
 * Where between the profile as stated and an end that decides otherwise the decision flips: in closed form where one
 * condition binds, else narrowed down by `halvings` replans.
 */
export async function breakEven(
  path: Path,
  base: Outcome,
  end: Outcome | undefined,
  solve: Solve,
  halvings: number,
): Promise<BreakEven> {
  const reached = path.reach === undefined ? undefined : await byReach(path, base, solve);
  const lined = path.slope === undefined || end === undefined ? undefined : await byLines(path, base, end, solve);
  return reached ?? lined ?? byHalving(path, base, end, solve, halvings);
}
