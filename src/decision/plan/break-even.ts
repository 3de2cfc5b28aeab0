import type { BreakEven } from '../../domain/decision.ts';
import { add, compare, divide, type Exact, isZero, multiply, ONE, subtract, whole, ZERO } from '../../domain/exact.ts';
import type { Market, Path } from './driver-path.ts';
import { type Outcome, turnTo } from './outcome.ts';

/**
 * The best plan of a market; undefined when it leaves a workload nothing. Where only its decision is asked for and is plainly
 * another, any plan that is another decision too.
 */
export type Solve = (market: Market, only?: 'decision') => Promise<Outcome | undefined>;

/** Two lines cut each other so often at most: each cut is at a plan not met before. */
const CUTS = 8;

/** So little beyond a floor that no other spend lies between. */
const BEYOND = divide(ONE, whole(10n ** 12n));

const HALF = divide(ONE, whole(2n));

type Found = BreakEven | undefined;

/** A place on the way, and what is the best there. */
interface Place {
  readonly t: Exact;
  readonly best: Outcome | undefined;
}

/** Where the base still holds, and where beyond it another plan is the best. */
interface Between {
  readonly holds: Exact;
  readonly flips: Place;
}

/** A flip in closed form: at one level. */
const exactly = (base: Outcome, level: BreakEven['level'], then: Outcome | undefined): BreakEven => ({
  holdsUntil: level,
  level,
  exact: true,
  becomes: turnTo(base, then),
});

/** A flip that replans have narrowed down. */
const nearly = (path: Path, base: Outcome, { holds, flips }: Between): BreakEven => ({
  holdsUntil: path.level(holds),
  level: path.level(flips.t),
  exact: false,
  becomes: turnTo(base, flips.best),
});

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
    const done = exactly(base, path.level(met), other);
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
    if (next?.key !== base.key) return exactly(base, reach.level, next);
    own = next;
  }
  return undefined;
}

/**
 * Narrows the stretch between a place where the base holds and one where it does not, replanning at each step as far as to
 * tell which it is.
 */
async function narrowed(path: Path, base: Outcome, between: Between, solve: Solve, halvings: number): Promise<Between> {
  let { holds, flips } = between;
  for (let step = 0; step < halvings; step++) {
    const middle = multiply(add(holds, flips.t), HALF);
    const best = await solve(path.at(middle), 'decision');
    if (best?.key === base.key) holds = middle;
    else flips = { t: middle, best };
  }
  return { holds, flips };
}

/** Stretches of a way that are looked into where both of its ends decide alike. */
const STRETCHES = 4;

/**
 * Where on a way whose ends decide alike the decision is another in between: from where to where, narrowed down by
 * halving. A way along which every cost is straight, or plans are only ruled out, has no such place.
 */
export async function innerBreakEven(
  path: Path,
  base: Outcome,
  solve: Solve,
  halvings: number,
): Promise<{ readonly found: BreakEven; readonly best: Outcome | undefined } | undefined> {
  if (path.slope !== undefined || path.reach !== undefined || path.still === true) return undefined;
  const part = (step: number) => divide(whole(BigInt(step)), whole(BigInt(STRETCHES)));
  const places: Place[] = [];
  for (let step = 1; step < STRETCHES; step++) places.push({ t: part(step), best: await solve(path.at(part(step))) });
  const other = ({ best }: Place) => best?.key !== base.key;
  const first = places.findIndex(other);
  const flips = places[first];
  if (flips === undefined) return undefined;
  const back = places.findIndex((place, index) => index > first && !other(place));
  const last = places[(back < 0 ? places.length : back) - 1] ?? flips;
  const from = await narrowed(path, base, { holds: places[first - 1]?.t ?? ZERO, flips }, solve, halvings);
  const to = await narrowed(path, base, { holds: places[back]?.t ?? ONE, flips: last }, solve, halvings);
  const found = {
    ...nearly(path, base, { ...from, flips: { ...from.flips, best: flips.best } }),
    until: path.level(to.flips.t),
  };
  return { found, best: flips.best };
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
  const known = reached ?? lined;
  if (known !== undefined) return known;
  const way = { holds: ZERO, flips: { t: ONE, best: end } };
  const { holds, flips } = await narrowed(path, base, way, solve, halvings);
  const best = flips.best?.unfinished === true ? await solve(path.at(flips.t)) : flips.best;
  return nearly(path, base, { holds, flips: { t: flips.t, best } });
}
