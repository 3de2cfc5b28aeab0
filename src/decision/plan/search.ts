import { approximately } from '../../domain/exact.ts';
import { type Assignment, better, type Candidate, type ContractState, candidate } from './candidate.ts';
import { type Band, FLOAT_SLACK, type Instance } from './instance.ts';
import { ownPrices, type ProvenBound, Relaxation, type Relaxed, wanted } from './relaxation.ts';

/** Where one way to solve gives way to the next. */
export interface SolveLimits {
  /** Plans priced one by one, over all the contract states that bounds leave open. */
  readonly plans: number;
  /** Contract states looked at one by one; beyond them the solver gets the instance whole. */
  readonly states: number;
  /** Workloads of what is searched at once, beyond which what bounds leave open stays open: a solver would not end. */
  readonly workloads: number;
  /** A state is settled when it can be cheaper by no more than this share of the cost; 0 for the cheapest plan itself. */
  readonly gap: number;
}

export const LIMITS: SolveLimits = { plans: 20_000, states: 10_000, workloads: 1_000, gap: 0 };

/** A plan of an instance that is known beforehand: the search starts from it, where its rules allow it. */
export type Hint = (
  instance: Instance,
) => { readonly state: ContractState; readonly assignment: Assignment } | undefined;

/** A state that its bounds do not settle. */
interface OpenState extends ProvenBound {
  readonly state: ContractState;
}

/** The search through one instance: the best plan so far, and the states that bounds could not settle. */
export class Search {
  best: Candidate | undefined;
  readonly open: OpenState[] = [];
  readonly instance: Instance;
  readonly #relaxation: Relaxation;
  /** The last raised price of each contract: where the next state with it starts. */
  readonly #prices = new Map<Band, number>();

  readonly #gap: number;
  readonly #settled: number;

  constructor(instance: Instance, { gap }: SolveLimits) {
    this.instance = instance;
    this.#gap = gap;
    this.#settled = 1 - Math.max(gap, FLOAT_SLACK);
    this.#relaxation = new Relaxation(instance);
  }

  get limit(): number {
    return this.best === undefined ? Number.POSITIVE_INFINITY : approximately(this.best.cost);
  }

  meet(state: ContractState, assignment: Assignment): void {
    this.best = better(this.instance, this.best, candidate(this.instance, state, assignment));
  }

  /** True when no plan over the bound is cheaper than the best by more than the gap, or than floats can tell. */
  settledBy(bound: number): boolean {
    return bound >= this.limit * this.#settled;
  }

  /** Every contract state with its cost when floors and commitments are left out, cheapest first. */
  firstBounds(): { readonly state: ContractState; readonly bound: number }[] {
    const signed = (state: ContractState) => state.filter((band) => band !== undefined).length;
    return this.#relaxation.firstBounds().sort((a, b) => a.bound - b.bound || signed(a.state) - signed(b.state));
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
    const prices = ownPrices(state);
    const own = relaxation.at(state, prices);
    this.#meet(state, own, prices);
    const covered = state.every((band, provider) => {
      if (band === undefined) return true;
      return (own.spends[provider] as number) >= wanted(band, band.factor) * (1 + FLOAT_SLACK);
    });
    if ((covered && !relaxation.loose) || this.settledBy(first)) return;
    const theta = Float64Array.from(state, (band) => (band && (this.#prices.get(band) ?? band.factor)) ?? Number.NaN);
    const meet = (found: Relaxed) => this.#meet(state, found, theta);
    const raised = relaxation.raised(state, theta, () => this.limit * this.#settled, meet);
    for (const [provider, band] of state.entries()) {
      if (band !== undefined) this.#prices.set(band, raised.prices[provider] as number);
    }
    if (!this.settledBy(raised.bound)) this.open.push({ state, ...raised });
  }

  /** The best plan, or the one that the search started from where nothing is cheaper by more than the gap. */
  kept(start: Candidate | undefined): Candidate | undefined {
    const { best, limit } = this;
    const near = start !== undefined && approximately(start.cost) * this.#settled <= limit;
    return near && this.#gap > 0 ? start : best;
  }

  /** True of the best plan itself, which is met over and over. */
  #isBest(state: ContractState, assignment: Assignment): boolean {
    const { best } = this;
    return (
      best !== undefined &&
      state.every((band, provider) => band === best.state[provider]) &&
      assignment.every((option, index) => option === best.assignment[index])
    );
  }

  /** A relaxed optimum that is a plan, and no dearer than the best by more than floats can tell, is priced exactly. */
  #meet(state: ContractState, found: Relaxed, theta: Float64Array): void {
    const cost = this.#relaxation.planCost(state, found);
    if (cost === Number.POSITIVE_INFINITY || cost > this.limit * (1 + FLOAT_SLACK)) return;
    const assignment = this.#relaxation.assignment(found, theta);
    if (!this.#isBest(state, assignment)) this.meet(state, assignment);
  }
}
