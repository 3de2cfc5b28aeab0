import { parseExact } from '../../domain/exact.ts';
import type { ProofMethod } from '../../domain/plan.ts';
import { problem } from '../../domain/problem.ts';
import { NO_USD, smaller, type Usd, usd } from '../../domain/units.ts';
import { type Candidate, type ContractState, candidate } from './candidate.ts';
import { core, leavesFew } from './core.ts';
import { enumerated } from './enumerate.ts';
import { type Band, FLOAT_SLACK, type Instance } from './instance.ts';
import { withLeversOn } from './levers-on.ts';
import { type MilpSolver, NO_SOLVER, programOf, type RuledOut, readSolution } from './milp.ts';
import { type Hint, LIMITS, Search, type SolveLimits } from './search.ts';

/** The cheapest way to buy one instance, with the proof that it is. */
export interface Solved {
  readonly best: Candidate;
  readonly method: ProofMethod;
  readonly lowerBound: Usd;
  /** Combinations of contracts there are. */
  readonly states: number;
  /** Of those, how many bounds settled. */
  readonly settledByBounds: number;
  readonly optimal: boolean;
  /** A bound that holds whatever is bought in parts, in floats: under the cost only where that may save something. */
  readonly inParts: number;
  /** True where there may be a cheaper plan yet: whatever it is, it is another decision than the known one, as `best` is. */
  readonly unfinished?: boolean;
}

/** Settles states by their bounds, or leaves them open; false where it ends at a plan that costs less than `enough`. */
function throughBounds(search: Search, enough: number): boolean {
  for (const { state, bound } of search.firstBounds()) {
    if (bound === Number.POSITIVE_INFINITY || bound > search.limit * (1 + FLOAT_SLACK)) return true;
    search.settle(state, bound);
    if (search.limit < enough) return false;
  }
  return true;
}

const BOUND_DECIMALS = 6;

/** The bound of a solver as an amount, never above the plan it bounds. */
function lowerBoundOf(value: number, best: Candidate): Usd {
  const text = Number.isFinite(value) ? Math.max(0, value).toFixed(BOUND_DECIMALS) : '0';
  return smaller(best.cost, usd(parseExact(text) ?? best.cost));
}

interface Closing {
  bound: number;
  optimal: boolean;
  method: ProofMethod;
}

/** What a solver may find that exact prices refuse, one after the other, before it is left at that. */
const REFUSALS = 20;

/** Dollars that a plan may be from its bound and be told the cheapest: a hundredth of a cent. */
const CLOSED = 1e-4;

/** True when a bound leaves nothing cheaper than the best plan by more than floats can tell. */
export function closes(bound: number, limit: number): boolean {
  return bound >= limit - Math.max(CLOSED, Math.abs(limit) * FLOAT_SLACK);
}

/**
 * Gives every plan of an instance under some contracts to the solver; what it finds is priced exactly. A solution whose
 * exact cost is over the bound, or that misses a floor by less than the solver can tell, is ruled out and the rest asked
 * for again. `known` is a bound of these plans that holds whatever the solver says.
 */
async function throughSolver(
  search: Search,
  instance: Instance,
  bands: ReadonlySet<Band>,
  solver: MilpSolver,
  closing: Closing,
  known: number,
): Promise<void> {
  const ruledOut: RuledOut[] = [];
  let least = known;
  let settled = false;
  while (!settled && ruledOut.length <= REFUSALS) {
    const { ended, bound, values } = await solver(programOf(instance, bands, ruledOut));
    if (values !== undefined) {
      const { state, assignment, names } = readSolution(instance, bands, values);
      search.meet(state, assignment);
      ruledOut.push(names);
    }
    least = Math.max(known, Math.min(bound, search.limit));
    settled = ended === 'infeasible' || (ended === 'optimal' && closes(bound, search.limit));
    if (ended !== 'optimal') break;
  }
  closing.method = 'solver';
  closing.bound = Math.min(closing.bound, least);
  closing.optimal &&= settled;
}

/** What is too large for anything but bounds: no plan of it costs less than its own. */
function leaveOpen(closing: Closing, bound: number): void {
  closing.bound = Math.min(closing.bound, bound);
  closing.optimal = false;
}

/** What no solver is at hand for stays as open as one leaves it that stops before it knows anything. */
function leaveToSolver(closing: Closing, bound: number): void {
  leaveOpen(closing, bound);
  closing.method = 'solver';
}

const signedBands = (state: ContractState): ReadonlySet<Band> => new Set(state.filter((band) => band !== undefined));

/**
 * Open states in the order of their bounds, until the next bound settles it and the rest. Of each state only the purchases
 * that a cheaper plan could hold are looked at: plan by plan when few are left, else those that deviate the least first, and
 * by the solver what that leaves. Where there are too many workloads for a solver they stay open.
 */
async function throughStates(
  search: Search,
  solver: () => Promise<MilpSolver>,
  { plans, workloads, deviations }: SolveLimits,
  closing: Closing,
): Promise<number> {
  let looked = 0;
  const effort = { spent: 0, most: deviations };
  for (const open of search.raised()) {
    if (search.settledBy(open.bound)) continue;
    looked += 1;
    const large = search.instance.choices.length > workloads;
    const left = () => core(search.instance, open.state, open, search.limit);
    if (!large && leavesFew(search.instance, open.state, open, search.limit, plans))
      search.best = enumerated(left(), open.state, search.best);
    else if (search.near(open, effort)) continue;
    else if (large) leaveOpen(closing, open.bound);
    else {
      const asked = await solver();
      if (asked === NO_SOLVER) leaveToSolver(closing, open.bound);
      else await throughSolver(search, left(), signedBands(open.state), asked, closing, open.bound);
    }
  }
  return looked;
}

/** What is enough to know that the best plan is another decision. */
function unfinished(best: Candidate, states: number): Solved {
  const nothing = { lowerBound: NO_USD, inParts: Number.NEGATIVE_INFINITY, settledByBounds: 0, optimal: false };
  return { best, method: 'bounds', states, ...nothing, unfinished: true };
}

/**
 * The cheapest plan of an instance, or the best that was found; undefined when its constraints leave none. Contract states are settled by bounds;
 * what they leave open is priced plan by plan when there are few, else given to the solver. Whoever proposes a plan,
 * it is priced exactly before it is compared. Throws `noPlanFound` where the search met none and was not finished.
 */
export async function solve(
  instance: Instance,
  solver: () => Promise<MilpSolver>,
  limits: SolveLimits = LIMITS,
  hint?: Hint,
): Promise<Solved | undefined> {
  if (instance.choices.some(({ open }, index) => open === undefined && instance.direct[index]?.length === 0)) {
    return undefined;
  }
  const search = new Search(instance, limits);
  const known = hint?.(instance);
  const holds = instance.providers.every(({ signed }, provider) => !signed || known?.state[provider] !== undefined);
  const start = known && holds ? candidate(instance, known.state, known.assignment) : undefined;
  if (start !== undefined) search.best = start;
  const count = instance.providers.reduce(
    (product, { bands, signed }) => product * (bands.length + (signed ? 0 : 1)),
    1,
  );
  const closing: Closing = { bound: Number.POSITIVE_INFINITY, optimal: true, method: 'bounds' };
  let settledByBounds = 0;
  if (count <= limits.states) {
    const ended = throughBounds(search, search.anotherUnder(start, known?.alike));
    if (!ended && search.best !== undefined) return unfinished(search.best, count);
    const looked = search.keepsBounded(start) ? 0 : await throughStates(search, solver, limits, closing);
    if (looked > 0 && closing.optimal && closing.method === 'bounds') closing.method = 'enumeration';
    settledByBounds = count - looked;
  } else if (instance.choices.length > limits.workloads) {
    leaveOpen(closing, search.leastOfAll());
    search.descend();
  } else {
    const bands = new Set(instance.providers.flatMap((each) => each.bands));
    await throughSolver(search, instance, bands, await solver(), closing, search.leastOfAll());
    if (!closing.optimal) search.descend();
  }
  const found = search.kept(start);
  if (found === undefined) {
    if (!closing.optimal) throw problem('noPlanFound', instance.choices.length);
    return undefined;
  }
  const best = withLeversOn(instance, found);
  const { method, optimal } = closing;
  const lowerBound = method === 'solver' || !optimal ? lowerBoundOf(closing.bound, best) : best.cost;
  const inParts = count <= limits.states ? search.leastInParts() : search.leastOfAll();
  return { best, method, lowerBound, states: count, settledByBounds, optimal, inParts };
}
