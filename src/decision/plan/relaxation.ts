import { leastSum, linear, loweredBy, loweredSum, lowerTo, summed } from './amounts.ts';
import type { Assignment, ContractState } from './candidate.ts';
import { type Band, type DirectOption, FLOAT_SLACK, type Instance } from './instance.ts';
import { differ, type Ends, ends, leastBeside } from './option-ends.ts';

/**
 * A contract state with its floors and commitments priced instead of enforced: a list dollar bought direct from
 * provider p costs theta_p. For any theta the bound holds for every plan of the state (Lagrangian relaxation of the
 * floor and of the take-or-pay amount); at theta = 1 - discount it leaves both out.
 */
export interface Relaxed {
  readonly bound: number;
  /** By workload, the provider it is bought direct from, or -1. Valid until the next relaxation. */
  readonly choice: Int16Array;
  /** List dollars bought direct, by provider. */
  readonly spends: Float64Array;
}

/** A bound, with the prices that prove it. */
export interface ProvenBound {
  readonly bound: number;
  readonly prices: Float64Array;
}

/** The least spend a contract has to be used for, at a price of a list dollar: its floor, or what its commitment buys. */
export function wanted({ commitment, factor, floor }: Band, theta: number): number {
  return theta < 0 || factor === 0 ? floor : Math.max(floor, commitment / factor);
}

/** Least of a contract's cost less theta x list spend, over the list spends that the contract allows. */
export function contractPart(band: Band, theta: number): number {
  const spend = wanted(band, theta);
  return Math.max(band.commitment, band.factor * spend) - theta * spend - band.owed;
}

/** Optima of a state that are looked at for prices that bound it better; from PATIENCE without a gain, steps are halved. */
const STEPS = 60;
const PATIENCE = 6;
/** The same where nothing but a better bound keeps a solver from a state. */
const MANY_STEPS = 400;
/** A bound that gains less than this share is no gain. */
const GAIN = 1e-9;
/** While no plan is known: how far over its first bound a state is taken to cost. */
const UNKNOWN = 1 / 50;
const LOWEST_PRICE = -1;
/** So many sets of prices are kept for all states that sign with the same providers. */
const KEPT = 24;

/** Workloads that a provider can serve, in order, each with the least and the most it counts there and the least beside it. */
interface Served {
  readonly at: Int32Array;
  readonly cheap: Float64Array;
  readonly dear: Float64Array;
  readonly beside: Float64Array;
}

/** What all workloads cost at some prices: a bound of every state that signs with these providers, once its contracts are added. */
interface Met {
  readonly prices: Float64Array;
  readonly least: number;
}

/** The workloads that a provider can serve, in order. */
function servedBy(cheapest: Ends, provider: number, size: number): Int32Array {
  const found = new Int32Array(cheapest.length / size);
  let count = 0;
  for (let own = provider; own < cheapest.length; own += size)
    if (cheapest[own] !== undefined) found[count++] = (own - provider) / size;
  return found.slice(0, count);
}

/** Equal for states that sign with the same providers, at whatever band. */
const signersOf = (state: ContractState) => state.map((band) => (band === undefined ? '-' : '+')).join('');

/** The relaxations of one instance. Of the purchases from a provider only the cheapest and the dearest can be optimal. */
export class Relaxation {
  readonly #instance: Instance;
  readonly #cheapest: Ends;
  readonly #dearest: Ends;
  readonly #served: readonly Served[];
  /** True where a relaxed optimum need not be a purchase: options of one contract that differ in what it counts. */
  readonly loose: boolean;
  readonly #choice: Int16Array;
  // By workload: what it costs at most to be bought under a contract, the least it costs, and what its contract counts of it.
  readonly #reach: Float64Array;
  readonly #limit: Float64Array;
  readonly #least: Float64Array;
  readonly #counted: Float64Array;
  readonly #met = new Map<string, Met[]>();

  constructor(instance: Instance) {
    this.#instance = instance;
    this.#cheapest = ends(instance, (a, b) => a.list < b.list);
    this.#dearest = ends(instance, (a, b) => a.list > b.list);
    const { length: size } = instance.providers;
    const beside = leastBeside(instance);
    this.#served = instance.providers.map((_, provider): Served => {
      const at = servedBy(this.#cheapest, provider, size);
      const cheap = new Float64Array(at.length);
      const dear = new Float64Array(at.length);
      const least = new Float64Array(at.length);
      for (let place = 0; place < at.length; place++) {
        const own = (at[place] as number) * size + provider;
        cheap[place] = (this.#cheapest[own] as DirectOption).list;
        dear[place] = (this.#dearest[own] as DirectOption).list;
        least[place] = beside[own] as number;
      }
      return { at, cheap, dear, beside: least };
    });
    this.loose = instance.direct.some(differ);
    const { length } = instance.open;
    this.#reach = instance.open.map((cost) => cost * (1 - FLOAT_SLACK));
    this.#choice = new Int16Array(length);
    this.#limit = new Float64Array(length);
    this.#least = new Float64Array(length);
    this.#counted = new Float64Array(length);
  }

  /** The relaxed optimum of a state at the given prices of a direct list dollar. */
  at(state: ContractState, theta: Float64Array): Relaxed {
    const { open } = this.#instance;
    const spends = new Float64Array(state.length);
    const choice = this.#choice.fill(-1);
    const [least, limit, counted] = [this.#least, this.#limit, this.#counted];
    least.set(open);
    limit.set(this.#reach);
    for (let provider = 0; provider < state.length; provider++) {
      if (state[provider] === undefined) continue;
      const price = theta[provider] as number;
      const { at, cheap, dear, beside } = this.#served[provider] as Served;
      const lists = price >= 0 ? cheap : dear;
      for (let place = 0; place < at.length; place++) {
        const index = at[place] as number;
        const list = lists[place] as number;
        const cost = price * list + (beside[place] as number);
        if (!(cost < (limit[index] as number))) continue;
        least[index] = cost;
        limit[index] = cost;
        counted[index] = list;
        choice[index] = provider;
      }
    }
    let bound = 0;
    for (let index = 0; index < open.length; index++) {
      bound += least[index] as number;
      const from = choice[index] as number;
      if (from >= 0) spends[from] = (spends[from] as number) + (counted[index] as number);
    }
    return { bound: bound + partsOf(state, theta), choice, spends };
  }

  /**
   * Combinations of contracts, what is signed already in all of them, with their bounds when floors and commitments are
   * left out: all with a bound over `from` and no more than `upTo`. States that begin alike share the work: one pass a node
   * of their tree.
   */
  firstBounds(from: number, upTo: number): { state: ContractState; bound: number }[] {
    const { open, providers } = this.#instance;
    const costs = providers.map(({ bands }, provider) => bands.map((band) => this.#under(band, provider)));
    const own = providers.map(({ bands }) => bands.map((band) => contractPart(band, band.factor)));
    const rows = providers.map(() => new Float64Array(open.length));
    const rest = this.#leastFrom(costs);
    const beyond = upTo + 2 * FLOAT_SLACK * Math.abs(upTo);
    const found: { state: ContractState; bound: number }[] = [];
    const state: (Band | undefined)[] = providers.map(() => undefined);
    const keep = (bound: number) => {
      if (bound > from && bound <= upTo) found.push({ state: state.slice(), bound });
    };
    const visit = (provider: number, least: Float64Array, total: number, parts: number): void => {
      const each = providers[provider];
      if (each === undefined) {
        keep(total + parts);
        return;
      }
      if (beyond < Number.POSITIVE_INFINITY) {
        const { least: after, parts: contracts } = rest[provider] as (typeof rest)[number];
        if (leastSum(after, least, parts + contracts) > beyond) return;
      }
      if (!each.signed) visit(provider + 1, least, total, parts);
      const { at } = this.#served[provider] as Served;
      const [unders, more] = [costs[provider] as Float64Array[], own[provider] as number[]];
      const ends = provider + 1 === providers.length && Number.isFinite(total);
      for (let index = 0; index < each.bands.length; index++) {
        const under = unders[index] as Float64Array;
        state[provider] = each.bands[index];
        if (ends) {
          keep(loweredSum(total, least, at, under) + (parts + (more[index] as number)));
          continue;
        }
        const lower = rows[provider] as Float64Array;
        lower.set(least);
        const lowered = loweredBy(total, lower, at, under);
        visit(provider + 1, lower, Number.isFinite(total) ? lowered : summed(lower), parts + (more[index] as number));
      }
      state[provider] = undefined;
    };
    visit(0, open, summed(open), 0);
    return found;
  }

  /** By provider, the least that it and those after it can come to: each workload, and their contracts together. */
  #leastFrom(costs: readonly (readonly Float64Array[])[]): { least: Float64Array; parts: number }[] {
    const { open, providers } = this.#instance;
    const least = new Float64Array(open.length).fill(Number.POSITIVE_INFINITY);
    let parts = 0;
    return providers
      .map(({ bands, signed }, provider) => ({ bands, signed, provider }))
      .toReversed()
      .map(({ bands, signed, provider }) => {
        const { at } = this.#served[provider] as Served;
        for (const under of costs[provider] ?? []) lowerTo(least, at, under);
        parts += Math.min(...bands.map((band) => contractPart(band, band.factor)), ...(signed ? [] : [0]));
        return { least: least.slice(), parts };
      })
      .toReversed();
  }

  /** What each workload that a provider serves costs under a band once its commitment is used up. */
  #under({ factor }: Band, provider: number): Float64Array {
    const { cheap, beside } = this.#served[provider] as Served;
    return linear(factor, cheap, beside);
  }

  /** A bound of every state at once: each purchase at its least under any contract, each contract at the least it adds. */
  leastOfAll(): number {
    const { open, providers } = this.#instance;
    let bound = 0;
    for (const { bands, signed } of providers) {
      const parts = bands.map((band) => contractPart(band, band.factor));
      bound += Math.min(...parts, ...(signed ? [] : [0]));
    }
    const least = open.slice();
    for (const [provider, { bands }] of providers.entries()) {
      for (const band of bands) lowerTo(least, (this.#served[provider] as Served).at, this.#under(band, provider));
    }
    return bound + summed(least);
  }

  /** The assignment a relaxed optimum stands for. */
  assignment({ choice }: Relaxed, theta: Float64Array): Assignment {
    const bought = new Array<DirectOption | undefined>(choice.length);
    for (let index = 0; index < choice.length; index++)
      bought[index] = this.#bought(index, choice[index] as number, theta);
    return bought;
  }

  /** True where it stands for this one. */
  standsFor({ choice }: Relaxed, theta: Float64Array, assignment: Assignment): boolean {
    for (let index = 0; index < choice.length; index++)
      if (this.#bought(index, choice[index] as number, theta) !== assignment[index]) return false;
    return true;
  }

  #bought(index: number, provider: number, theta: Float64Array): DirectOption | undefined {
    if (provider < 0) return undefined;
    const ends = (theta[provider] as number) >= 0 ? this.#cheapest : this.#dearest;
    return ends[index * this.#instance.providers.length + provider];
  }

  /** The cost of a relaxed optimum as a plan of the state, Infinity where it misses a floor. A float. */
  planCost(state: ContractState, { bound, spends }: Relaxed, theta: Float64Array): number {
    let cost = bound - partsOf(state, theta);
    for (let provider = 0; provider < state.length; provider++) {
      const band = state[provider];
      if (band === undefined) continue;
      const spend = spends[provider] as number;
      if (spend < band.floor * (1 - FLOAT_SLACK)) return Number.POSITIVE_INFINITY;
      cost += Math.max(band.commitment, band.factor * spend) - band.owed - (theta[provider] as number) * spend;
    }
    return cost;
  }

  /**
   * Raises the bound of a state until it reaches what `enough` says: step by step, the price of each contract moves as far
   * as less or more is bought under it than its floor or its commitment asks for (subgradients, in Polyak's steps to the cost
   * that would rule the state out). Bounds of states that sign with the same providers hold for this one too, so that
   * the best of them is where it starts. Every optimum met on the way is handed to `meet`, for it may be a plan.
   */
  raised(
    state: ContractState,
    enough: () => number,
    meet: (found: Relaxed, theta: Float64Array) => void,
    start?: ProvenBound,
  ): ProvenBound {
    let best = start ?? this.known(state);
    if (start === undefined && best.bound >= enough()) return best;
    const theta = best.prices.slice();
    let [pace, since] = [1, 0];
    for (let step = 0; step < (start === undefined ? STEPS : MANY_STEPS); step++) {
      const found = this.at(state, theta);
      meet(found, theta);
      since = found.bound > best.bound + Math.abs(best.bound) * GAIN ? 0 : since + 1;
      if (found.bound > best.bound) best = { bound: found.bound, prices: theta.slice() };
      const target = enough();
      if (best.bound >= target) break;
      if (since >= PATIENCE) {
        [pace, since] = [pace / 2, 0];
        theta.set(best.prices);
      } else {
        const goal = Number.isFinite(target) ? target : found.bound + Math.abs(found.bound) * UNKNOWN;
        if (!moved(state, theta, found, pace * (goal - found.bound))) break;
      }
    }
    this.#keep(state, best);
    return best;
  }

  /** The best bound of a state that the prices of states like it give, or the start of one that has none yet. */
  known(state: ContractState): ProvenBound {
    let best: ProvenBound = { bound: Number.NEGATIVE_INFINITY, prices: ownPrices(state) };
    for (const { prices, least } of this.#met.get(signersOf(state)) ?? []) {
      if (state.some((band, provider) => band !== undefined && (prices[provider] as number) > band.factor)) continue;
      const bound = least + partsOf(state, prices);
      if (bound > best.bound) best = { bound, prices };
    }
    return best;
  }

  #keep(state: ContractState, { bound, prices }: ProvenBound): void {
    const key = signersOf(state);
    const met = this.#met.get(key) ?? [];
    met.push({ prices, least: bound - partsOf(state, prices) });
    if (met.length > KEPT) met.shift();
    this.#met.set(key, met);
  }
}

/** What the contracts of a state add to its bound at some prices. */
function partsOf(state: ContractState, theta: Float64Array): number {
  let parts = 0;
  for (let provider = 0; provider < state.length; provider++) {
    const band = state[provider];
    if (band !== undefined) parts += contractPart(band, theta[provider] as number);
  }
  return parts;
}

/**
 * Moves prices by as much as is expected to raise a bound by so many dollars, within what they may be. False where none
 * of them can move: the bound is the best there is then.
 */
function moved(state: ContractState, theta: Float64Array, { spends }: Relaxed, dollars: number): boolean {
  const ways = state.map((band, provider) => {
    if (band === undefined) return 0;
    const price = theta[provider] as number;
    const way = (spends[provider] as number) - wanted(band, price);
    return (price >= band.factor && way > 0) || (price <= LOWEST_PRICE && way < 0) ? 0 : way;
  });
  const length = ways.reduce((total, way) => total + way * way, 0);
  if (length === 0) return false;
  for (const [provider, way] of ways.entries()) {
    const band = state[provider];
    if (band === undefined || way === 0) continue;
    const price = (theta[provider] as number) + (dollars * way) / length;
    theta[provider] = Math.min(band.factor, Math.max(LOWEST_PRICE, price));
  }
  return true;
}

/** Prices at which the relaxation leaves floors and commitments out. */
export function ownPrices(state: ContractState): Float64Array {
  return Float64Array.from(state, (band) => band?.factor ?? Number.NaN);
}
