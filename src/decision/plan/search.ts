import { approximately } from '../../domain/exact.ts';
import { type Assignment, type Bought, better, type Candidate, type ContractState, candidate } from './candidate.ts';
import { type Effort, throughDeviations } from './deviations.ts';
import { FLOAT_SLACK, type Instance } from './instance.ts';
import { ownPrices, type ProvenBound, Relaxation, type Relaxed, wanted } from './relaxation.ts';

/** Where one way to solve gives way to the next. */
export interface SolveLimits {
  /** Plans priced one by one, over all the contract states that bounds leave open. */
  readonly plans: number;
  /** Contract states looked at one by one; beyond them the solver gets the instance whole. */
  readonly states: number;
  /** Workloads of what is searched at once, beyond which what bounds leave open stays open: a solver would not end. */
  readonly workloads: number;
  /** Plans begun in all, in states that bounds leave open, before the solver gets what is left. */
  readonly deviations: number;
  /** Another plan than the one that a search starts from has to save more than this share of the cost; 0 for the cheapest plan itself. */
  readonly gap: number;
}

export const LIMITS: SolveLimits = { plans: 20_000, states: 10_000, workloads: 1_000, deviations: 4_000_000, gap: 0 };

/** A plan of an instance that is known beforehand: the search starts from it, where its rules allow it. */
export type Hint = (instance: Instance) => Known | undefined;

interface Known {
  readonly state: ContractState;
  readonly assignment: Assignment;
  /** Where it is only asked whether the best plan is another decision: what no plan of the same one costs less than. */
  readonly alike?: number;
}

/** A state that its bounds do not settle. */
interface OpenState extends ProvenBound {
  readonly state: ContractState;
}

/** So many plans that are no better than the best are remembered. */
const REMEMBERED = 4;

/** The first stretch of first bounds, as a share of the least there can be. */
const FIRST_STRETCH = 1 / 64;

/** Of the cost of the best plan: a bound that reaches it leaves nothing cheaper that floats can tell. */
const SETTLED = 1 - FLOAT_SLACK;

const byBound = (a: OpenState, b: OpenState) => a.bound - b.bound;

/** The search through one instance: the best plan so far, and the states that bounds could not settle. */
export class Search {
  #best: Candidate | undefined;
  /** Plans that were met and are no better than it, the last one first. */
  #declined: readonly Bought[] = [];
  /** What the best plan costs, in floats; Infinity while there is none. */
  limit = Number.POSITIVE_INFINITY;
  readonly open: OpenState[] = [];
  readonly instance: Instance;
  readonly #relaxation: Relaxation;
  readonly #gap: number;

  constructor(instance: Instance, { gap }: SolveLimits) {
    this.instance = instance;
    this.#gap = gap;
    this.#relaxation = new Relaxation(instance);
  }

  get best(): Candidate | undefined {
    return this.#best;
  }

  set best(found: Candidate | undefined) {
    if (found === this.#best) return;
    this.#best = found;
    this.#declined = [];
    this.limit = found === undefined ? Number.POSITIVE_INFINITY : approximately(found.cost);
  }

  meet(state: ContractState, assignment: Assignment): void {
    this.best = better(this.instance, this.best, candidate(this.instance, state, assignment));
  }

  /** True when no plan over the bound is cheaper than the best by more than floats can tell. */
  settledBy(bound: number): boolean {
    return bound >= this.limit * SETTLED;
  }

  /**
   * Contract states with their cost when floors and commitments are left out, cheapest first, until it is over what the
   * best plan costs by then: found in stretches, for most states are never asked for.
   */
  *firstBounds(): Generator<{ readonly state: ContractState; readonly bound: number }> {
    const signed = (state: ContractState) => state.filter((band) => band !== undefined).length;
    const last = this.limit * (1 + 2 * FLOAT_SLACK);
    const least = this.#relaxation.leastOfAll();
    let [from, width] = [Number.NEGATIVE_INFINITY, Math.max(1, Math.abs(least) * FIRST_STRETCH)];
    do {
      const upTo = Number.isFinite(width) ? Math.min(last, least + width) : last;
      yield* this.#relaxation
        .firstBounds(from, upTo)
        .sort((a, b) => a.bound - b.bound || signed(a.state) - signed(b.state));
      [from, width] = [upTo, width * 2];
    } while (from < last && from <= this.limit * (1 + FLOAT_SLACK));
  }

  /** No plan costs less, whatever is signed: every purchase at the least that any of its contracts asks for it. */
  leastOfAll(): number {
    return this.#relaxation.leastOfAll();
  }

  /** The least bound that is left: bounds do not ask for a workload to be bought as one. */
  leastInParts(): number {
    return this.open.reduce((least, { bound }) => Math.min(least, bound), this.limit);
  }

  /**
   * Meets the plans of a few states, where there are too many to look at each: from nothing signed, and from everything,
   * one contract after the other is taken as it costs least beside the rest, until no change of one costs less.
   */
  descend(): void {
    const { providers } = this.instance;
    for (const all of [false, true]) {
      let state: ContractState = providers.map(({ bands, signed }) => (all || signed ? bands[0] : undefined));
      this.settle(state, Number.NEGATIVE_INFINITY);
      for (let before = Number.POSITIVE_INFINITY; this.limit < before; ) {
        before = this.limit;
        for (const [index, { bands, signed }] of providers.entries()) {
          for (const band of signed ? bands : [undefined, ...bands]) {
            const limit = this.limit;
            const next = state.with(index, band);
            this.settle(next, Number.NEGATIVE_INFINITY);
            if (this.limit < limit) state = next;
          }
        }
      }
    }
  }

  /** Settles a state by its bounds, or leaves it open. */
  settle(state: ContractState, first: number): void {
    const relaxation = this.#relaxation;
    if (this.settledBy(relaxation.known(state).bound)) return;
    const prices = ownPrices(state);
    const own = relaxation.at(state, prices);
    this.#meet(state, own, prices);
    const covered = state.every((band, provider) => {
      if (band === undefined) return true;
      return (own.spends[provider] as number) >= wanted(band, band.factor) * (1 + FLOAT_SLACK);
    });
    if ((covered && !relaxation.loose) || this.settledBy(first)) return;
    const meet = (found: Relaxed, theta: Float64Array) => this.#meet(state, found, theta);
    const raised = relaxation.raised(state, () => this.limit * SETTLED, meet);
    if (!this.settledBy(raised.bound)) this.open.push({ state, ...raised });
  }

  /** Open states by their bounds, each as high as it comes: where that does not settle it, few purchases are left that a cheaper plan could hold. */
  raised(): readonly OpenState[] {
    const enough = () => this.limit * SETTLED;
    this.open.sort(byBound);
    for (const [index, { state, ...start }] of this.open.entries()) {
      if (this.settledBy(start.bound)) continue;
      const meet = (found: Relaxed, theta: Float64Array) => this.#meet(state, found, theta);
      this.open[index] = { state, ...this.#relaxation.raised(state, enough, meet, start) };
    }
    return this.open.sort(byBound);
  }

  /** Meets every plan of an open state that may be cheaper than the best; false where that is too much. */
  near({ state, ...proven }: OpenState, effort: Effort): boolean {
    if (this.best === undefined) return false;
    const meet = (assignment: Assignment) => {
      this.meet(state, assignment);
      return this.limit;
    };
    return throughDeviations(this.instance, state, proven, this.limit, meet, effort);
  }

  /** True where bounds leave nothing that is cheaper than the plan the search started from by more than the gap. */
  keepsBounded(start: Candidate | undefined): boolean {
    if (start === undefined || this.#gap === 0) return false;
    return this.leastInParts() >= approximately(start.cost) * (1 - this.#gap) * (1 + FLOAT_SLACK);
  }

  /** The cost under which any plan is another decision than the one the search started from, and is kept; -Infinity where none is known. */
  anotherUnder(start: Candidate | undefined, alike = Number.NEGATIVE_INFINITY): number {
    return start === undefined ? alike : Math.min(alike, approximately(start.cost) * (1 - this.#gap - FLOAT_SLACK));
  }

  /** The best plan, or the one that the search started from where nothing is cheaper by more than the gap. */
  kept(start: Candidate | undefined): Candidate | undefined {
    const { best, limit } = this;
    const near = start !== undefined && approximately(start.cost) * (1 - this.#gap) <= limit;
    return near && this.#gap > 0 ? start : best;
  }

  /** True of the best plan itself, and of one that lately was no better: they are met over and over. */
  #isMet(state: ContractState, found: Relaxed, theta: Float64Array): boolean {
    const isOne = (met: Bought) =>
      state.every((band, provider) => band === met.state[provider]) &&
      this.#relaxation.standsFor(found, theta, met.assignment);
    return (this.#best !== undefined && isOne(this.#best)) || this.#declined.some(isOne);
  }

  /** A relaxed optimum that is a plan, and no dearer than the best by more than floats can tell, is priced exactly. */
  #meet(state: ContractState, found: Relaxed, theta: Float64Array): void {
    const cost = this.#relaxation.planCost(state, found, theta);
    if (cost === Number.POSITIVE_INFINITY || cost > this.limit * (1 + FLOAT_SLACK)) return;
    if (this.#isMet(state, found, theta)) return;
    const { best } = this;
    const assignment = this.#relaxation.assignment(found, theta);
    this.meet(state, assignment);
    if (this.best === best) this.#declined = [{ state, assignment }, ...this.#declined.slice(0, REMEMBERED - 1)];
  }
}
