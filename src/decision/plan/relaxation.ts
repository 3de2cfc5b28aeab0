import type { Assignment, ContractState } from './candidate.ts';
import { type Band, FLOAT_SLACK, type Instance } from './instance.ts';
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
function contractPart(band: Band, theta: number): number {
  const spend = wanted(band, theta);
  return Math.max(band.commitment, band.factor * spend) - theta * spend - band.owed;
}

const ROUNDS = 4;
const HALVINGS = 20;
const LOWEST_PRICE = -1;

/** The relaxations of one instance. Of the purchases from a provider only the cheapest and the dearest can be optimal. */
export class Relaxation {
  readonly #instance: Instance;
  readonly #cheapest: Ends;
  readonly #dearest: Ends;
  readonly #cheap: Float64Array;
  readonly #dear: Float64Array;
  readonly #beside: Float64Array;
  /** True where a relaxed optimum need not be a purchase: options of one contract that differ in what it counts. */
  readonly loose: boolean;
  readonly #choice: Int16Array;

  constructor(instance: Instance) {
    this.#instance = instance;
    this.#cheapest = ends(instance, (a, b) => a.list < b.list);
    this.#dearest = ends(instance, (a, b) => a.list > b.list);
    this.#cheap = Float64Array.from(this.#cheapest, (option) => option?.list ?? Number.NaN);
    this.#dear = Float64Array.from(this.#dearest, (option) => option?.list ?? Number.NaN);
    this.#beside = leastBeside(instance);
    this.loose = instance.direct.some(differ);
    this.#choice = new Int16Array(instance.open.length);
  }

  /** The relaxed optimum of a state at the given prices of a direct list dollar. */
  at(state: ContractState, theta: Float64Array): Relaxed {
    const { open } = this.#instance;
    const size = state.length;
    const spends = new Float64Array(size);
    const signed = state.flatMap((band, provider) => (band === undefined ? [] : [provider]));
    const lists = signed.map((provider) => ((theta[provider] as number) >= 0 ? this.#cheap : this.#dear));
    const choice = this.#choice.fill(-1);
    let bound = 0;
    for (let index = 0; index < open.length; index++) {
      let least = open[index] as number;
      let limit = least * (1 - FLOAT_SLACK);
      let from = -1;
      for (let at = 0; at < signed.length; at++) {
        const provider = signed[at] as number;
        const place = index * size + provider;
        const cost =
          (theta[provider] as number) * ((lists[at] as Float64Array)[place] as number) +
          (this.#beside[place] as number);
        if (cost < limit) {
          least = cost;
          limit = cost;
          from = provider;
        }
      }
      bound += least;
      if (from < 0) continue;
      choice[index] = from;
      const list = (theta[from] as number) >= 0 ? this.#cheap : this.#dear;
      spends[from] = (spends[from] as number) + (list[index * size + from] as number);
    }
    for (const provider of signed) bound += contractPart(state[provider] as Band, theta[provider] as number);
    return { bound, choice, spends };
  }

  /**
   * Every combination of contracts, what is signed already in all of them, with its bound when floors and commitments
   * are left out. States that begin alike share the work: one pass a node of their tree.
   */
  firstBounds(): { state: ContractState; bound: number }[] {
    const { open, providers } = this.#instance;
    const size = providers.length;
    const found: { state: ContractState; bound: number }[] = [];
    const visit = (provider: number, least: Float64Array, state: ContractState, parts: number): void => {
      const each = providers[provider];
      if (each === undefined) {
        found.push({ state, bound: least.reduce((total, cost) => total + cost, parts) });
        return;
      }
      if (!each.signed) visit(provider + 1, least, [...state, undefined], parts);
      for (const band of each.bands) {
        const lower = least.slice();
        for (let index = 0; index < lower.length; index++) {
          const place = index * size + provider;
          const cost = band.factor * (this.#cheap[place] as number) + (this.#beside[place] as number);
          if (cost < (lower[index] as number)) lower[index] = cost;
        }
        visit(provider + 1, lower, [...state, band], parts + contractPart(band, band.factor));
      }
    };
    visit(0, open, [], 0);
    return found;
  }

  /** A bound of every state at once: each purchase at its least under any contract, each contract at the least it adds. */
  leastOfAll(): number {
    const { open, providers } = this.#instance;
    const size = providers.length;
    let bound = 0;
    for (const { bands, signed } of providers) {
      const parts = bands.map((band) => contractPart(band, band.factor));
      bound += Math.min(...parts, ...(signed ? [] : [0]));
    }
    for (const [index, cost] of open.entries()) {
      let least = cost;
      for (const [provider, { bands }] of providers.entries()) {
        const place = index * size + provider;
        for (const { factor } of bands) {
          const under = factor * (this.#cheap[place] as number) + (this.#beside[place] as number);
          if (under < least) least = under;
        }
      }
      bound += least;
    }
    return bound;
  }

  /** The assignment a relaxed optimum stands for. */
  assignment({ choice }: Relaxed, theta: Float64Array): Assignment {
    const size = this.#instance.providers.length;
    return Array.from(choice, (provider, index) =>
      provider < 0
        ? undefined
        : ((theta[provider] as number) >= 0 ? this.#cheapest : this.#dearest)[index * size + provider],
    );
  }

  /** The cost of a relaxed optimum as a plan of the state, Infinity where it misses a floor. A float. */
  planCost(state: ContractState, found: Relaxed): number {
    const { open, providers } = this.#instance;
    const size = providers.length;
    let cost = 0;
    for (let index = 0; index < open.length; index++) cost += this.#outside(index, found.choice[index] as number);
    for (let provider = 0; provider < size; provider++) {
      const band = state[provider];
      if (band === undefined) continue;
      const spend = found.spends[provider] as number;
      if (spend < band.floor * (1 - FLOAT_SLACK)) return Number.POSITIVE_INFINITY;
      cost += Math.max(band.commitment, band.factor * spend) - band.owed;
    }
    return cost;
  }

  /** What a workload costs that no contract counts. */
  #outside(index: number, provider: number): number {
    const { open, providers } = this.#instance;
    return (provider < 0 ? open[index] : this.#beside[index * providers.length + provider]) as number;
  }

  /**
   * Raises the bound of a state, provider by provider, to the price at which as much is bought direct as its floor or
   * its commitment asks for. `theta` is where it starts; the answer is the best bound with its prices. Every optimum
   * met on the way is handed to `meet`, and the search ends when the bound reaches what `enough` says.
   */
  raised(state: ContractState, theta: Float64Array, enough: () => number, meet: (found: Relaxed) => void): ProvenBound {
    let best: ProvenBound = { bound: Number.NEGATIVE_INFINITY, prices: theta };
    const look = (): Relaxed => {
      const found = this.at(state, theta);
      if (found.bound > best.bound) best = { bound: found.bound, prices: theta.slice() };
      meet(found);
      return found;
    };
    look();
    for (let round = 0; round < ROUNDS && best.bound < enough(); round++) {
      for (const [provider, band] of state.entries()) {
        if (band === undefined || best.bound >= enough()) continue;
        this.#balance(band, provider, theta, look);
      }
    }
    return best;
  }

  /** Finds the price at which a provider is bought from as much as its contract wants, the other prices as they are. */
  #balance(band: Band, provider: number, theta: Float64Array, look: () => Relaxed): void {
    theta[provider] = band.factor;
    if ((look().spends[provider] as number) >= wanted(band, band.factor)) return;
    let [low, high] = [LOWEST_PRICE, band.factor];
    for (let step = 0; step < HALVINGS; step++) {
      const price = (low + high) / 2;
      theta[provider] = price;
      if ((look().spends[provider] as number) >= wanted(band, price)) low = price;
      else high = price;
    }
    theta[provider] = low;
  }
}

/** Prices at which the relaxation leaves floors and commitments out. */
export function ownPrices(state: ContractState): Float64Array {
  return Float64Array.from(state, (band) => band?.factor ?? Number.NaN);
}
