import { ascending } from './amounts.ts';
import type { Assignment, ContractState } from './candidate.ts';
import { type Band, type DirectOption, FLOAT_SLACK, type Instance } from './instance.ts';
import { contractPart, type ProvenBound, wanted } from './relaxation.ts';

/** A purchase beside the cheapest at some prices: how much dearer it is there, and what its contract counts of it. */
interface Way {
  readonly option: DirectOption | undefined;
  readonly dearer: number;
  /** The place of its contract among those signed, or -1. */
  readonly contract: number;
  readonly list: number;
}

/** A workload with the ways to buy it that a cheaper plan may hold, the cheapest first. */
interface Undecided {
  readonly index: number;
  readonly ways: readonly Way[];
}

/** A contract that is signed, at the price of a list dollar under it. */
interface Signed {
  readonly band: Band;
  readonly price: number;
  readonly wanted: number;
  readonly part: number;
}

/** The least share of what is between a bound and a plan that is looked through first, and by how much more then. */
const FIRST = 1 / 1024;
const MORE = 1.3;

/** Ways that there is room for at first. */
const ROOM = 64;

/** So many ways to buy one half of what is undecided are held at most. */
const HALF_AT_MOST = 250_000;

/** What a contract costs over its least at its price, when so much is bought under it; Infinity under its floor. */
function over({ band, price, part }: Signed, spend: number): number {
  if (spend < band.floor * (1 - FLOAT_SLACK)) return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.max(band.commitment, band.factor * spend) - price * spend - band.owed - part);
}

/** The least that may be bought under a contract where it costs less than some dollars over its least. */
function leastWithin({ band, price, wanted: spend }: Signed, dollars: number): number {
  const floor = band.floor * (1 - FLOAT_SLACK);
  return price > 0 ? Math.max(floor, spend - dollars / price) : floor;
}

/** The most. */
function mostWithin({ band, price, wanted: spend }: Signed, dollars: number): number {
  const rises = price < 0 ? -price : band.factor - price;
  return rises > 0 ? spend + dollars / rises : Number.POSITIVE_INFINITY;
}

/** The ways to buy a workload, the cheapest at the prices first; of those that are the same in dollars the earlier alone. */
function waysOf(
  { open, direct }: Instance,
  index: number,
  placeOf: readonly number[],
  prices: Float64Array,
): { readonly ways: Way[]; readonly least: number } {
  const found: (Omit<Way, 'dearer'> & { readonly cost: number; readonly beside: number })[] = [];
  const cost = open[index] as number;
  if (Number.isFinite(cost)) found.push({ option: undefined, contract: -1, list: 0, cost, beside: cost });
  for (const option of direct[index] ?? []) {
    const { provider, list, beside } = option;
    const contract = placeOf[provider] as number;
    if (contract < 0) continue;
    if (found.some((each) => each.contract === contract && each.list === list && each.beside === beside)) continue;
    found.push({ option, contract, list, beside, cost: (prices[provider] as number) * list + beside });
  }
  const least = found.reduce((lowest, each) => Math.min(lowest, each.cost), Number.POSITIVE_INFINITY);
  const ways = found
    .map(({ option, contract, list, cost: own }): Way => ({ option, contract, list, dearer: own - least }))
    .sort((a, b) => a.dearer - b.dearer);
  return { ways, least };
}

/** How many plans were looked at, in whole and in halves, and how many may be. */
export interface Effort {
  spent: number;
  readonly most: number;
}

/**
 * The plans of a state that cost less than another, by how far they are from its relaxed optimum: a plan costs the bound
 * at any prices, and what each purchase and each contract of it costs over its least there. Those that are over by
 * little are looked through first, each better one is handed to `meet`, which answers what a plan may cost from then on.
 * True when no plan that may be cheaper is left, false when the effort was not enough.
 */
export function throughDeviations(
  instance: Instance,
  state: ContractState,
  { prices }: ProvenBound,
  start: number,
  meet: (assignment: Assignment) => number,
  effort: Effort,
): boolean {
  const signed: Signed[] = [];
  const placeOf = state.map((band, provider) => {
    if (band === undefined) return -1;
    const price = prices[provider] as number;
    return signed.push({ band, price, wanted: wanted(band, price), part: contractPart(band, price) }) - 1;
  });
  let least = signed.reduce((total, { part }) => total + part, 0);
  const all = instance.open.reduce<Undecided[]>((found, _, index) => {
    const own = waysOf(instance, index, placeOf, prices);
    least += own.least;
    found.push({ index, ways: own.ways });
    return found;
  }, []);
  // Without a way to buy one of them there is no plan.
  if (all.some(({ ways }) => ways.length === 0)) return true;
  const ordered = all
    .filter(({ ways }) => ways.length > 1)
    .sort((a, b) => (a.ways[1] as Way).dearer - (b.ways[1] as Way).dearer);
  const among = { all, ordered, signed, spends: spendsOf(all, signed.length) };
  let left = start - least;
  for (let upTo = left * FIRST; left > 0; upTo *= MORE) {
    const finished = throughNear(among, Math.min(upTo, left), effort, (plan) => {
      left = meet(plan) - least;
      return Math.min(upTo, left);
    });
    if (!finished) return false;
    if (upTo >= left) return true;
  }
  return true;
}

/** What is bought under each contract where each workload is bought in the cheapest way. */
function spendsOf(all: readonly Undecided[], contracts: number): Float64Array {
  const spends = new Float64Array(contracts);
  for (const { ways } of all) {
    const [first] = ways;
    if (first !== undefined && first.contract >= 0)
      spends[first.contract] = (spends[first.contract] as number) + first.list;
  }
  return spends;
}

/** All workloads, and of those that there are several ways to buy the one first whose second way is the least dearer. */
interface Among {
  readonly all: readonly Undecided[];
  readonly ordered: readonly Undecided[];
  readonly signed: readonly Signed[];
  /** What is bought under each contract in the cheapest ways. */
  readonly spends: Float64Array;
}

/** Of what there are several ways to buy, those over by less than an amount: of a workload with none but the cheapest nothing is left open. */
function nearOf(ordered: readonly Undecided[], start: number): Undecided[] {
  const near: Undecided[] = [];
  for (const { index, ways } of ordered) {
    if (!((ways[1] as Way).dearer < start)) break;
    near.push({ index, ways: ways.filter(({ dearer }) => dearer < start) });
  }
  return near;
}

/**
 * Looks through the plans over by less than `start` in all; false when the effort was not enough. What is undecided is cut
 * in two halves, and of each the ways over by less are held: a plan is one of each that come to what the contracts want.
 */
function throughNear(
  { all, ordered, signed, spends }: Among,
  start: number,
  effort: Effort,
  meet: (plan: Assignment) => number,
): boolean {
  const undecided = nearOf(ordered, start);
  const one = new Half(
    undecided.filter((_, place) => place % 2 === 0),
    signed.length,
  );
  const other = new Half(
    undecided.filter((_, place) => place % 2 === 1),
    signed.length,
  );
  for (const half of [one, other]) {
    const finished = half.fill(start, Math.min(HALF_AT_MOST, effort.most - effort.spent));
    effort.spent += half.count;
    if (!finished) return false;
  }
  const widest = other.widest();
  const moves = other.movedUnder(widest);
  const order = ascending(moves);
  const along = new Float64Array(order.length);
  for (let place = 0; place < order.length; place++) along[place] = moves[order[place] as number] as number;
  const lead = signed[widest];
  const contracts = signed.length;
  const [held, own, others, othersDearer] = [new Float64Array(contracts), one.moves, other.moves, other.dearer];
  let cap = start;
  for (let way = 0; way < one.count; way++) {
    const dearer = one.dearer[way] as number;
    for (let contract = 0; contract < contracts; contract++)
      held[contract] = (spends[contract] as number) + (own[way * contracts + contract] as number);
    const here = contracts === 0 ? 0 : (held[widest] as number);
    const low = lead === undefined ? Number.NEGATIVE_INFINITY : leastWithin(lead, cap - dearer);
    const high = lead === undefined ? Number.POSITIVE_INFINITY : mostWithin(lead, cap - dearer);
    for (let place = firstFrom(along, low - here); place < along.length; place++) {
      if ((along[place] as number) + here > high) break;
      effort.spent += 1;
      const match = order[place] as number;
      let total = dearer + (othersDearer[match] as number);
      for (let contract = 0; contract < contracts && total < cap; contract++) {
        const spend = (held[contract] as number) + (others[match * contracts + contract] as number);
        total += over(signed[contract] as Signed, spend);
      }
      if (!(total < cap)) continue;
      const plan = all.map(({ ways }) => ways[0]?.option);
      one.put(way, plan);
      other.put(match, plan);
      cap = meet(plan);
    }
    if (effort.spent > effort.most) return false;
  }
  return true;
}

/** The first place in ascending amounts from which none is less. */
function firstFrom(amounts: Float64Array, least: number): number {
  let [low, high] = [0, amounts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((amounts[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The ways to buy some workloads that are over by less than an amount: each is another with one purchase changed. */
class Half {
  readonly #undecided: readonly Undecided[];
  readonly #contracts: number;
  #count = 1;
  /** How much dearer each way is than the cheapest, which is the first. */
  dearer = new Float64Array(ROOM);
  // By way: which it was before its last change, what that was of, and to which purchase.
  #before = new Int32Array(ROOM);
  #place = new Int32Array(ROOM).fill(-1);
  #way = new Int32Array(ROOM);
  #moved: Float64Array;

  constructor(undecided: readonly Undecided[], contracts: number) {
    this.#undecided = undecided;
    this.#contracts = contracts;
    this.#moved = new Float64Array(ROOM * contracts);
  }

  get count(): number {
    return this.#count;
  }

  /** By way and contract, how much more it buys there than the cheapest way. */
  get moves(): Float64Array {
    return this.#moved;
  }

  moved(way: number, contract: number): number {
    return this.#contracts === 0 ? 0 : (this.#moved[way * this.#contracts + contract] as number);
  }

  /** Finds all ways over by less than `cap`; false where there are more than `most`. */
  fill(cap: number, most: number): boolean {
    const undecided = this.#undecided;
    for (let from = 0; from < this.#count; from++) {
      const dearer = this.dearer[from] as number;
      for (let place = (this.#place[from] as number) + 1; place < undecided.length; place++) {
        const { ways } = undecided[place] as Undecided;
        if (dearer + (ways[1] as Way).dearer >= cap) break;
        for (let way = 1; way < ways.length && dearer + (ways[way] as Way).dearer < cap; way++)
          this.#change(from, place, way);
        if (this.#count > most) return false;
      }
    }
    return true;
  }

  #change(from: number, place: number, way: number): void {
    if (this.#count === this.dearer.length) this.#grow();
    const { ways } = this.#undecided[place] as Undecided;
    const [first, other] = [ways[0] as Way, ways[way] as Way];
    const [moved, contracts, next] = [this.#moved, this.#contracts, this.#count];
    this.dearer[next] = (this.dearer[from] as number) + other.dearer;
    this.#before[next] = from;
    this.#place[next] = place;
    this.#way[next] = way;
    for (let contract = 0; contract < contracts; contract++) {
      const more = contract === other.contract ? other.list : 0;
      const less = contract === first.contract ? first.list : 0;
      moved[next * contracts + contract] = (moved[from * contracts + contract] as number) + more - less;
    }
    this.#count = next + 1;
  }

  #grow(): void {
    const room = this.dearer.length * 2;
    const wider = <Amounts extends Float64Array | Int32Array>(amounts: Amounts, more: Amounts): Amounts => {
      more.set(amounts);
      return more;
    };
    this.dearer = wider(this.dearer, new Float64Array(room));
    this.#before = wider(this.#before, new Int32Array(room));
    this.#place = wider(this.#place, new Int32Array(room));
    this.#way = wider(this.#way, new Int32Array(room));
    this.#moved = wider(this.#moved, new Float64Array(room * this.#contracts));
  }

  /** The contract whose spend these ways move the farthest; 0 where there is none. */
  widest(): number {
    let widest = 0;
    let most = -1;
    for (let contract = 0; contract < this.#contracts; contract++) {
      let low = 0;
      let high = 0;
      for (let way = 0; way < this.#count; way++) {
        low = Math.min(low, this.moved(way, contract));
        high = Math.max(high, this.moved(way, contract));
      }
      if (!(high - low > most)) continue;
      widest = contract;
      most = high - low;
    }
    return widest;
  }

  /** How much more each way buys under a contract. */
  movedUnder(contract: number): Float64Array {
    const moved = new Float64Array(this.#count);
    for (let way = 0; way < this.#count; way++) moved[way] = this.moved(way, contract);
    return moved;
  }

  /** Puts the purchases of a way into a plan. */
  put(way: number, plan: (DirectOption | undefined)[]): void {
    for (let at = way; at > 0; at = this.#before[at] as number) {
      const { index, ways } = this.#undecided[this.#place[at] as number] as Undecided;
      plan[index] = ways[this.#way[at] as number]?.option;
    }
  }
}
