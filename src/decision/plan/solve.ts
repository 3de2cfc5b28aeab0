import { approximately, parseExact } from '../../domain/exact.ts';
import type { ProofMethod } from '../../domain/plan.ts';
import { smaller, type Usd, usd } from '../../domain/units.ts';
import { type Assignment, better, type Candidate, type ContractState, candidate } from './candidate.ts';
import { enumerated, planCount } from './enumerate.ts';
import { type Band, FLOAT_SLACK, type Instance } from './instance.ts';
import { type MilpSolver, programOf, readSolution } from './milp.ts';
import { type Extremes, extremes, ownPrices, raised, relaxed } from './relaxation.ts';

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
}

/** Where one way to solve gives way to the next. */
export interface SolveLimits {
  /** Plans priced one by one, over all the contract states that bounds leave open. */
  readonly plans: number;
  /** Contract states looked at one by one; beyond them the solver gets the instance whole. */
  readonly states: number;
}

export const LIMITS: SolveLimits = { plans: 20_000, states: 10_000 };

const signedIn = (state: ContractState) => state.filter((band) => band !== undefined).length;

/** Every combination of contracts, by the number of contracts. */
export function contractStates({ providers }: Pick<Instance, 'providers'>): ContractState[] {
  const states = providers.reduce<(Band | undefined)[][]>(
    (known, { bands }) => known.flatMap((state) => [undefined, ...bands].map((band) => [...state, band])),
    [[]],
  );
  return states.sort((a, b) => signedIn(a) - signedIn(b));
}

/** The search through one instance: the best plan so far, and the states that bounds could not settle. */
class Search {
  best: Candidate | undefined;
  readonly open: ContractState[] = [];
  readonly instance: Instance;
  readonly #ends: Extremes;

  constructor(instance: Instance) {
    this.instance = instance;
    this.#ends = extremes(instance);
  }

  get limit(): number {
    return this.best === undefined ? Number.POSITIVE_INFINITY : approximately(this.best.cost);
  }

  meet(state: ContractState, assignment: Assignment): void {
    this.best = better(this.instance, this.best, candidate(this.instance, state, assignment));
  }

  /** The cost of a state with floors and commitments left out. */
  firstBound(state: ContractState): number {
    return relaxed(this.instance, this.#ends, state, ownPrices(state)).bound;
  }

  /** Settles a state by its bounds, or leaves it open. */
  settle(state: ContractState, bound: number): void {
    const own = relaxed(this.instance, this.#ends, state, ownPrices(state));
    this.meet(state, own.assignment);
    const covered = state.every((band, provider) => {
      if (band === undefined) return true;
      return (
        (own.spends[provider] as number) >= Math.max(band.floor, band.commitment / band.factor) * (1 + FLOAT_SLACK)
      );
    });
    if (covered || this.#settledBy(bound)) return;
    const meet = (assignment: Assignment) => this.meet(state, assignment);
    if (!this.#settledBy(raised(this.instance, this.#ends, state, this.limit, meet))) this.open.push(state);
  }

  /** True when no plan over the bound is cheaper than the best by more than floats can tell. */
  #settledBy(bound: number): boolean {
    return bound >= this.limit * (1 - FLOAT_SLACK);
  }
}

function throughBounds(search: Search, states: readonly ContractState[]): void {
  const bounded = states.map((state) => ({ state, bound: search.firstBound(state) }));
  for (const { state, bound } of bounded.sort((a, b) => a.bound - b.bound)) {
    if (bound === Number.POSITIVE_INFINITY || bound > search.limit * (1 + FLOAT_SLACK)) return;
    search.settle(state, bound);
  }
}

const BOUND_DECIMALS = 6;

/** The bound of a solver as an amount, never above the plan it bounds. */
function lowerBoundOf(value: number, best: Candidate): Usd {
  const text = Number.isFinite(value) ? Math.max(0, value).toFixed(BOUND_DECIMALS) : '0';
  return smaller(best.cost, usd(parseExact(text) ?? best.cost));
}

/** Gives every plan under some contracts to the solver; what it finds is priced exactly before it counts. */
function throughSolver(
  search: Search,
  bands: ReadonlySet<Band>,
  solver: MilpSolver,
): Pick<Solved, 'optimal'> & { bound: number } {
  const { instance } = search;
  const { optimal, bound, values } = solver(programOf(instance, bands));
  if (values !== undefined) {
    const { state, assignment } = readSolution(instance, bands, values);
    search.meet(state, assignment);
  }
  return { optimal, bound };
}

/**
 * The cheapest plan of an instance; undefined when its constraints leave none. Contract states are settled by bounds;
 * what they leave open is priced plan by plan when there are few, else given to the solver. Whoever proposes a plan,
 * it is priced exactly before it is compared.
 */
export async function solve(
  instance: Instance,
  solver: () => Promise<MilpSolver>,
  limits: SolveLimits = LIMITS,
): Promise<Solved | undefined> {
  if (instance.choices.some(({ open }, index) => open === undefined && instance.direct[index]?.length === 0)) {
    return undefined;
  }
  const search = new Search(instance);
  const count = instance.providers.reduce((product, { bands }) => product * (bands.length + 1), 1);
  const few = count <= limits.states;
  if (few) throughBounds(search, contractStates(instance));
  const { open } = search;
  const proven = { states: count, settledByBounds: few ? count - open.length : 0 };
  const proved = (method: ProofMethod): Solved | undefined =>
    search.best && { best: search.best, method, lowerBound: search.best.cost, optimal: true, ...proven };
  if (few && open.length === 0) return proved('bounds');
  if (few && open.reduce((total, state) => total + planCount(instance, state), 0) <= limits.plans) {
    for (const state of open) search.best = enumerated(instance, state, search.best);
    return proved('enumeration');
  }
  const bands = new Set((few ? open : [instance.providers.flatMap((each) => each.bands)]).flat());
  bands.delete(undefined);
  const { optimal, bound } = throughSolver(search, bands as ReadonlySet<Band>, await solver());
  if (search.best === undefined) return undefined;
  return { best: search.best, method: 'solver', lowerBound: lowerBoundOf(bound, search.best), optimal, ...proven };
}
