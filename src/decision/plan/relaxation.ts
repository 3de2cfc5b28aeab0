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

/** The first where it is less; NaN is no cost. */
const lesser = (cost: number, least: number) => (cost < least ? cost : least);

const ROUNDS = 4;
const HALVINGS = 20;
const LOWEST_PRICE = -1;

/** The relaxations of one instance. Of the purchases from a provider only the cheapest and the dearest can be optimal. */
export class Relaxation {
  readonly #instance: Instance;
  readonly #cheapest: Ends;
  readonly #dearest: Ends;
  // By provider, a number a workload: NaN where the provider cannot serve it.
  readonly #cheap: readonly Float64Array[];
  readonly #dear: readonly Float64Array[];
  readonly #beside: readonly Float64Array[];
  /** True where a relaxed optimum need not be a purchase: options of one contract that differ in what it counts. */
  readonly loose: boolean;
  readonly #choice: Int16Array;
  // By workload, while the price of one provider alone moves: whether it is bought there, and what else it would cost.
  readonly #taken: Uint8Array;
  readonly #from: Int16Array;
  readonly #otherwise: Float64Array;
  readonly #before: Float64Array;
  readonly #after: Float64Array;

  constructor(instance: Instance) {
    this.#instance = instance;
    this.#cheapest = ends(instance, (a, b) => a.list < b.list);
    this.#dearest = ends(instance, (a, b) => a.list > b.list);
    const { length: size } = instance.providers;
    const byProvider = (of: (place: number) => number) =>
      instance.providers.map((_, provider) => instance.open.map((__, index) => of(index * size + provider)));
    const beside = leastBeside(instance);
    this.#cheap = byProvider((place) => this.#cheapest[place]?.list ?? Number.NaN);
    this.#dear = byProvider((place) => this.#dearest[place]?.list ?? Number.NaN);
    this.#beside = byProvider((place) => beside[place] as number);
    this.loose = instance.direct.some(differ);
    const { length } = instance.open;
    this.#choice = new Int16Array(length);
    this.#taken = new Uint8Array(length);
    this.#from = new Int16Array(length);
    this.#otherwise = new Float64Array(length);
    this.#before = new Float64Array(length);
    this.#after = new Float64Array(length);
  }

  /** List dollars of the purchases from a provider that can be optimal at a price. */
  #listsAt(provider: number, price: number): Float64Array {
    return (price >= 0 ? this.#cheap : this.#dear)[provider] as Float64Array;
  }

  /** The relaxed optimum of a state at the given prices of a direct list dollar. */
  at(state: ContractState, theta: Float64Array): Relaxed {
    const { open } = this.#instance;
    const spends = new Float64Array(state.length);
    const choice = this.#choice.fill(-1);
    const least = this.#otherwise;
    const limit = this.#before;
    for (let index = 0; index < open.length; index++) {
      least[index] = open[index] as number;
      limit[index] = (open[index] as number) * (1 - FLOAT_SLACK);
    }
    for (let provider = 0; provider < state.length; provider++) {
      if (state[provider] === undefined) continue;
      const price = theta[provider] as number;
      const lists = this.#listsAt(provider, price);
      const beside = this.#beside[provider] as Float64Array;
      for (let index = 0; index < open.length; index++) {
        const cost = price * (lists[index] as number) + (beside[index] as number);
        if (!(cost < (limit[index] as number))) continue;
        least[index] = cost;
        limit[index] = cost;
        choice[index] = provider;
      }
    }
    let bound = 0;
    for (let index = 0; index < open.length; index++) {
      bound += least[index] as number;
      const from = choice[index] as number;
      if (from < 0) continue;
      const lists = this.#listsAt(from, theta[from] as number);
      spends[from] = (spends[from] as number) + (lists[index] as number);
    }
    for (const [provider, band] of state.entries())
      if (band !== undefined) bound += contractPart(band, theta[provider] as number);
    return { bound, choice, spends };
  }

  /**
   * Every combination of contracts, what is signed already in all of them, with its bound when floors and commitments
   * are left out. States that begin alike share the work: one pass a node of their tree.
   */
  firstBounds(): { state: ContractState; bound: number }[] {
    const { open, providers } = this.#instance;
    const size = open.length;
    const costs = providers.map(({ bands }, provider) => bands.map((band) => this.#under(band, provider)));
    const rows = providers.map(() => new Float64Array(size));
    const found: { state: ContractState; bound: number }[] = [];
    const visit = (provider: number, least: Float64Array, state: ContractState, parts: number): void => {
      const each = providers[provider];
      if (each === undefined) {
        found.push({ state, bound: least.reduce((total, cost) => total + cost, parts) });
        return;
      }
      if (!each.signed) visit(provider + 1, least, [...state, undefined], parts);
      for (const [at, band] of each.bands.entries()) {
        const cost = costs[provider]?.[at] as Float64Array;
        const more = parts + contractPart(band, band.factor);
        if (provider + 1 < providers.length) {
          const lower = rows[provider] as Float64Array;
          for (let index = 0; index < size; index++)
            lower[index] = lesser(cost[index] as number, least[index] as number);
          visit(provider + 1, lower, [...state, band], more);
          continue;
        }
        let bound = more;
        for (let index = 0; index < size; index++) bound += lesser(cost[index] as number, least[index] as number);
        found.push({ state: [...state, band], bound });
      }
    };
    visit(0, open, [], 0);
    return found;
  }

  /** What each workload costs under a band once its commitment is used up; NaN where the provider cannot serve it. */
  #under({ factor }: Band, provider: number): Float64Array {
    const beside = this.#beside[provider] as Float64Array;
    return (this.#cheap[provider] as Float64Array).map((list, index) => factor * list + (beside[index] as number));
  }

  /** A bound of every state at once: each purchase at its least under any contract, each contract at the least it adds. */
  leastOfAll(): number {
    const { open, providers } = this.#instance;
    let bound = 0;
    for (const { bands, signed } of providers) {
      const parts = bands.map((band) => contractPart(band, band.factor));
      bound += Math.min(...parts, ...(signed ? [] : [0]));
    }
    for (const [index, cost] of open.entries()) {
      let least = cost;
      for (const [provider, { bands }] of providers.entries()) {
        const [list, beside] = [this.#cheap[provider]?.[index] as number, this.#beside[provider]?.[index] as number];
        for (const { factor } of bands) {
          const under = factor * list + beside;
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
    return (provider < 0 ? this.#instance.open[index] : this.#beside[provider]?.[index]) as number;
  }

  /**
   * Raises the bound of a state, provider by provider, to the price at which as much is bought direct as its floor or
   * its commitment asks for. `theta` is where it starts; the answer is the best bound with its prices. Every optimum
   * met on the way that may be a plan is handed to `meet`, and the search ends when the bound reaches what `enough` says.
   */
  raised(state: ContractState, theta: Float64Array, enough: () => number, meet: (found: Relaxed) => void): ProvenBound {
    let best: ProvenBound = { bound: Number.NEGATIVE_INFINITY, prices: theta };
    const keep = (bound: number) => {
      if (bound > best.bound) best = { bound, prices: theta.slice() };
    };
    const look = (): Relaxed => {
      const found = this.at(state, theta);
      keep(found.bound);
      meet(found);
      return found;
    };
    look();
    for (let round = 0; round < ROUNDS && best.bound < enough(); round++) {
      for (const [provider, band] of state.entries()) {
        if (band === undefined || best.bound >= enough()) continue;
        theta[provider] = band.factor;
        const own = look();
        if ((own.spends[provider] as number) >= wanted(band, band.factor)) continue;
        this.#balance(state, provider, theta, own, keep, meet);
      }
    }
    return best;
  }

  /**
   * Finds the price at which a provider is bought from as much as its contract wants, the other prices as they are.
   * Nothing but this price moves, so that what else each workload may be bought as is looked up once.
   */
  #balance(
    state: ContractState,
    provider: number,
    theta: Float64Array,
    own: Relaxed,
    keep: (bound: number) => void,
    meet: (found: Relaxed) => void,
  ): void {
    const band = state[provider] as Band;
    const taken = this.#taken;
    for (let index = 0; index < taken.length; index++) taken[index] = own.choice[index] === provider ? 1 : 0;
    this.#lookBeside(state, provider, theta);
    let [low, high] = [LOWEST_PRICE, band.factor];
    for (let step = 0; step < HALVINGS; step++) {
      const price = (low + high) / 2;
      const turned = price < 0 !== (theta[provider] as number) < 0;
      theta[provider] = price;
      const { least, spend, changed } = this.#alone(provider, price);
      let bound = least;
      for (const [each, other] of state.entries())
        if (other !== undefined) bound += contractPart(other, theta[each] as number);
      keep(bound);
      // The same purchases were met before, and too few of them are no plan.
      if ((changed || turned) && spend >= band.floor * (1 - FLOAT_SLACK)) meet(this.#choiceOf(provider, theta, bound));
      if (spend >= wanted(band, price)) low = price;
      else high = price;
    }
    theta[provider] = low;
  }

  /** What each workload costs, and from whom, where one provider is left out: before it in order, after it, at all. */
  #lookBeside(state: ContractState, left: number, theta: Float64Array): void {
    const { open } = this.#instance;
    const [least, before, after, from] = [this.#otherwise, this.#before, this.#after, this.#from];
    for (let index = 0; index < open.length; index++) {
      least[index] = open[index] as number;
      before[index] = (open[index] as number) * (1 - FLOAT_SLACK);
    }
    after.fill(Number.POSITIVE_INFINITY);
    from.fill(-1);
    for (let provider = 0; provider < state.length; provider++) {
      if (provider === left || state[provider] === undefined) continue;
      const price = theta[provider] as number;
      const lists = this.#listsAt(provider, price);
      const beside = this.#beside[provider] as Float64Array;
      const limits = provider < left ? before : after;
      for (let index = 0; index < open.length; index++) {
        const cost = price * (lists[index] as number) + (beside[index] as number);
        const limit = lesser(after[index] as number, before[index] as number);
        limits[index] = lesser(cost, limits[index] as number);
        if (!(cost < limit)) continue;
        least[index] = cost;
        from[index] = provider;
      }
    }
  }

  /** The relaxed optimum at another price of the one provider that was left out, and whether it buys otherwise than the last. */
  #alone(provider: number, price: number): { least: number; spend: number; changed: boolean } {
    const lists = this.#listsAt(provider, price);
    const beside = this.#beside[provider] as Float64Array;
    const [otherwise, before, after, taken] = [this.#otherwise, this.#before, this.#after, this.#taken];
    let least = 0;
    let spend = 0;
    let changed = false;
    for (let index = 0; index < taken.length; index++) {
      const list = lists[index] as number;
      const cost = price * list + (beside[index] as number);
      const takes = cost < (before[index] as number) && cost <= (after[index] as number) ? 1 : 0;
      least += takes === 1 ? cost : (otherwise[index] as number);
      if (takes === 1) spend += list;
      if (taken[index] === takes) continue;
      taken[index] = takes;
      changed = true;
    }
    return { least, spend, changed };
  }

  /** The same with the choice of every workload. */
  #choiceOf(provider: number, theta: Float64Array, bound: number): Relaxed {
    const spends = new Float64Array(theta.length);
    const choice = this.#choice;
    for (let index = 0; index < choice.length; index++) {
      const from = this.#taken[index] === 1 ? provider : (this.#from[index] as number);
      choice[index] = from;
      if (from < 0) continue;
      const lists = this.#listsAt(from, theta[from] as number);
      spends[from] = (spends[from] as number) + (lists[index] as number);
    }
    return { bound, choice, spends };
  }
}

/** Prices at which the relaxation leaves floors and commitments out. */
export function ownPrices(state: ContractState): Float64Array {
  return Float64Array.from(state, (band) => band?.factor ?? Number.NaN);
}
