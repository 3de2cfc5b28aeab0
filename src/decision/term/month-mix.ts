import type { Futures } from '../chance/futures.ts';
import { partsDue, type Stretch, stretchesOf, type TermTwin, windowCost } from '../contract/term-twin.ts';
import { type Covered, cannotBeBeaten, cheapestWays, type WindowWay } from './one-window.ts';

/** A way to buy in a month: dollars by stream beside contracts, and list dollars by stream under each of them. */
export interface MonthWay {
  readonly straight: Float64Array;
  readonly lists: readonly Float64Array[];
}

/** A contract of a signature: undefined where nothing is signed. `pool` is what is owed to a cloud and the like, month by month. */
export interface SettledContract {
  readonly provider: number;
  readonly begins: number;
  readonly twin: TermTwin | undefined;
  readonly pool: ((list: number) => number) | undefined;
}

/** What a mix of ways over the months comes to. */
export interface Mixed {
  /** By month, dollars in each future. */
  readonly costs: Float64Array[];
  /** By provider and month, list dollars in each future. */
  readonly lists: Float64Array[][];
  /** By month, the way that is taken in most futures. */
  readonly usual: number[];
}

/** Months that are settled together, as first and the one after the last. */
type Block = readonly [number, number];

interface Question {
  /** By way and month. */
  readonly ways: readonly (readonly MonthWay[])[];
  readonly contracts: readonly SettledContract[];
  readonly providers: number;
  readonly blocks: readonly Block[];
  readonly futures: Futures;
  /** True where every mix is looked at as far as there is time for it. */
  readonly thorough: boolean;
}

const settlesTogether = ({ twin }: SettledContract) =>
  twin !== undefined && twin.due > 0 && (twin.window > 1 || twin.rollover > 0);

/** Costs that differ by a smaller share are the same: the way that was found first stays. */
const SAME = 1e-12;

/** Dollars by stream, those that are none left out. */
interface Sparse {
  readonly streams: Uint32Array;
  readonly weights: Float64Array;
}

function sparse(dollars: Float64Array): Sparse {
  const streams = Uint32Array.from([...dollars.keys()].filter((stream) => dollars[stream] !== 0));
  return { streams, weights: Float64Array.from(streams, (stream) => dollars[stream] as number) };
}

/** By month and way, dollars beside contracts; a way that is the same in several months is one object. */
function sparseWays({ ways, futures: { months } }: Question): Sparse[] {
  const known = new Map<MonthWay, Sparse>();
  const once = (way: MonthWay): Sparse => {
    const found = known.get(way) ?? sparse(way.straight);
    known.set(way, found);
    return found;
  };
  return Array.from({ length: months }, (_, month) => ways.map((byMonth) => once(byMonth[month] as MonthWay))).flat();
}

/** List dollars under a contract: what many ways have in common is worked out once a month. */
interface Under {
  readonly contract: SettledContract;
  readonly together: boolean;
  /** By month, the amounts that its ways come to. */
  readonly amounts: readonly (readonly Sparse[])[];
  /** By month and way, which of them. */
  readonly amountOf: Uint32Array;
  /** By month, the parts of a month's commitment that are due in it. */
  readonly parts: Float64Array;
  /** By amount of a month: list dollars, and what they cost where the contract settles each month by itself. */
  readonly list: Float64Array;
  readonly cost: Float64Array;
}

const isSame = (a: Float64Array, b: Float64Array) => a.every((value, index) => value === b[index]);

function underContract({ ways, futures: { months } }: Question, contract: SettledContract): Under {
  const { provider, twin, begins } = contract;
  const amountOf = new Uint32Array(months * ways.length);
  const amounts = Array.from({ length: months }, (_, month) => {
    const known: Float64Array[] = [];
    for (const [way, byMonth] of ways.entries()) {
      const own = byMonth[month]?.lists[provider] as Float64Array;
      const found = known.findIndex((each) => each === own || isSame(each, own));
      amountOf[month * ways.length + way] = found < 0 ? known.push(own) - 1 : found;
    }
    return known.map(sparse);
  });
  const parts = Float64Array.from({ length: months }, (_, month) =>
    twin === undefined || month < begins ? 0 : partsDue(twin, month - begins, month - begins + 1),
  );
  const most = Math.max(...amounts.map(({ length }) => length));
  const [list, cost] = [new Float64Array(most), new Float64Array(most)];
  return { contract, together: settlesTogether(contract), amounts, amountOf, parts, list, cost };
}

/** A month that is better bought another way from a price of list dollars on: a share of what they cost over a commitment. */
interface Switch {
  readonly at: number;
  readonly month: number;
  readonly way: number;
}

/** A contract that settles months together, and what it has settled of the ways that are taken. */
interface Together {
  readonly provider: number;
  readonly twin: TermTwin;
  /** By month and way, list dollars under it. */
  readonly list: Float64Array;
  readonly stretches: readonly Stretch[];
  /** By month, the stretch that it is in: -1 before the contract begins. */
  readonly stretchOf: Int32Array;
  /** By month, list dollars of the way that is taken. */
  readonly used: Float64Array;
  /** By stretch, what it costs; and by month, its share of that. */
  readonly costs: Float64Array;
  readonly shares: Float64Array;
  /** By stretch, list dollars used over what is covered, less than none where some is left; and what is carried out of it. */
  readonly over: Float64Array;
  readonly carried: Float64Array;
}

function together({ provider, begins }: SettledContract, twin: TermTwin, months: number, list: Float64Array): Together {
  const stretches = stretchesOf(twin, months, begins);
  const stretchOf = new Int32Array(months).fill(-1);
  for (const [index, { from, to }] of stretches.entries()) stretchOf.fill(index, from, to);
  const [used, shares] = [new Float64Array(months), new Float64Array(months)];
  const byStretch = () => new Float64Array(stretches.length);
  const settled = { costs: byStretch(), over: byStretch(), carried: byStretch() };
  return { provider, twin, list, stretches, stretchOf, used, shares, ...settled };
}

/** The futures of a question one after the other: what each way costs in each month of one of them. */
class OneFuture {
  readonly #question: Question;
  readonly #months: number;
  readonly #ways: number;
  readonly #streams: number;
  readonly #straight: readonly Sparse[];
  readonly #under: readonly Under[];
  /** By month and stream, the factors of the future. */
  readonly #factors: Float64Array;
  /** By month and way: dollars but for contracts that settle months together; and the list dollars under each provider. */
  readonly beside: Float64Array;
  readonly list: readonly Float64Array[];
  /** By month and way, what list dollars under contracts that settle months together cost at most: each over its commitment. */
  readonly #most: Float64Array;
  readonly #together: readonly Together[];
  /** The block that is looked at, and by month dollars of the way that is taken. */
  #block: Block = [0, 0];
  readonly #beside: Float64Array;

  constructor(question: Question) {
    const { ways, futures, providers, contracts } = question;
    const { months } = futures;
    this.#question = question;
    this.#months = months;
    this.#ways = ways.length;
    this.#streams = futures.factors.length;
    this.#straight = sparseWays(question);
    this.#under = contracts.map((contract) => underContract(question, contract));
    this.#factors = new Float64Array(this.#streams * months);
    this.beside = new Float64Array(ways.length * months);
    this.#most = new Float64Array(ways.length * months);
    this.#beside = new Float64Array(months);
    this.list = Array.from({ length: providers }, () => new Float64Array(ways.length * months));
    this.#together = contracts.flatMap((each) =>
      each.twin !== undefined && settlesTogether(each)
        ? [together(each, each.twin, months, this.list[each.provider] as Float64Array)]
        : [],
    );
  }

  at(month: number, way: number): number {
    return month * this.#ways + way;
  }

  /** Works out a future. */
  look(future: number): void {
    for (const [stream, months] of this.#question.futures.factors.entries()) {
      for (let month = 0; month < this.#months; month++)
        this.#factors[month * this.#streams + stream] = (months[month] as Float64Array)[future] as number;
    }
    this.#most.fill(0);
    for (let month = 0; month < this.#months; month++) {
      const first = this.at(month, 0);
      for (let place = first; place < first + this.#ways; place++)
        this.beside[place] = this.#dollars(this.#straight[place] as Sparse, month);
      for (let index = 0; index < this.#under.length; index++) this.#lookUnder(this.#under[index] as Under, month);
    }
  }

  /** What the ways of a month come to under a contract. */
  #lookUnder({ contract, together, amounts, amountOf, parts, list, cost }: Under, month: number): void {
    const { provider, twin, pool, begins } = contract;
    const own = amounts[month] as readonly Sparse[];
    for (let amount = 0; amount < own.length; amount++) {
      const used = this.#dollars(own[amount] as Sparse, month);
      list[amount] = used;
      cost[amount] = 0;
      if (pool !== undefined) cost[amount] = pool(used);
      else if (twin !== undefined && !together && month >= begins)
        cost[amount] = windowCost(twin, used, parts[month] as number, 0).cost;
    }
    const beyond = together ? (twin?.beyond ?? 0) : 0;
    const [lists, beside, most] = [this.list[provider] as Float64Array, this.beside, this.#most];
    const first = this.at(month, 0);
    for (let place = first; place < first + this.#ways; place++) {
      const amount = amountOf[place] as number;
      lists[place] = list[amount] as number;
      beside[place] = (beside[place] as number) + (cost[amount] as number);
      most[place] = (most[place] as number) + beyond * (list[amount] as number);
    }
  }

  #dollars({ streams, weights }: Sparse, month: number): number {
    const factors = this.#factors;
    const first = month * this.#streams;
    let total = 0;
    for (let index = 0; index < weights.length; index++)
      total += (weights[index] as number) * (factors[first + (streams[index] as number)] as number);
    return total;
  }

  /** Settles one stretch of a contract, with what the one before it left: by how much its cost changes. */
  #settle({ twin, stretches, used, shares, costs, over, carried }: Together, index: number): number {
    const { from, to, parts } = stretches[index] as Stretch;
    let list = 0;
    for (let month = from; month < to; month++) list += used[month] as number;
    const before = index === 0 ? 0 : (carried[index - 1] as number);
    const window = windowCost(twin, list, parts, before);
    carried[index] = window.carried;
    over[index] = list - twin.covers * parts - before;
    const share = window.cost / (to - from);
    for (let month = from; month < to; month++) shares[month] = share;
    const changed = window.cost - (costs[index] as number);
    costs[index] = window.cost;
    return changed;
  }

  /** Takes a way in each month of a block, and settles its contracts. */
  take(picks: readonly number[], block: Block): void {
    this.#block = block;
    for (const of of this.#together) {
      for (let month = block[0]; month < block[1]; month++) {
        of.used[month] = of.list[this.at(month, picks[month] as number)] as number;
        of.shares[month] = 0;
      }
      for (let index = 0; index < of.stretches.length; index++) if (this.#isWithin(of, index)) this.#settle(of, index);
    }
    for (let month = block[0]; month < block[1]; month++)
      this.#beside[month] = this.beside[this.at(month, picks[month] as number)] as number;
  }

  /** Takes another way in one month of the block: about how much dearer it gets. What is settled without it stays. */
  change(month: number, way: number): number {
    const place = this.at(month, way);
    let changed = (this.beside[place] as number) - (this.#beside[month] as number);
    this.#beside[month] = this.beside[place] as number;
    for (let each = 0; each < this.#together.length; each++) {
      const of = this.#together[each] as Together;
      of.used[month] = of.list[place] as number;
      let index = of.stretchOf[month] as number;
      if (index < 0 || !this.#isWithin(of, index)) continue;
      changed += this.#settle(of, index);
      if (of.twin.rollover > 0) while (++index < of.stretches.length) changed += this.#settle(of, index);
    }
    return changed;
  }

  #isWithin({ stretches }: Together, index: number): boolean {
    const { from, to } = stretches[index] as Stretch;
    return from >= this.#block[0] && to <= this.#block[1];
  }

  /** What a month costs as it is taken; what a stretch costs counts evenly in each of its months. */
  costOf(month: number): number {
    let settled = 0;
    for (let index = 0; index < this.#together.length; index++)
      settled += (this.#together[index] as Together).shares[month] as number;
    return (this.#beside[month] as number) + settled;
  }

  /** What the block costs as it is taken. */
  total(): number {
    let total = 0;
    for (let month = this.#block[0]; month < this.#block[1]; month++) total += this.costOf(month);
    return total;
  }

  /** True where nothing is used over a commitment in the block: using less of it would save nothing. */
  isCovered(): boolean {
    for (let each = 0; each < this.#together.length; each++) {
      const of = this.#together[each] as Together;
      for (let index = 0; index < of.over.length; index++)
        if ((of.over[index] as number) > 0 && this.#isWithin(of, index)) return false;
    }
    return true;
  }

  /** The one window of a block in which one commitment settles its months; undefined where there are several. */
  windowIn([from, to]: Block): OneWindow | undefined {
    const [only, ...others] = this.#together;
    if (only === undefined || others.length > 0 || only.twin.rollover > 0) return undefined;
    const { provider, twin, stretches } = only;
    const [window, more] = stretches.filter((each) => each.from < to && each.to > from);
    if (window === undefined || more !== undefined || window.from < from || window.to > to) return undefined;
    return {
      provider,
      from: window.from,
      to: window.to,
      covers: twin.covers * window.parts,
      beyond: twin.beyond,
    };
  }

  /** The ways of a month, as a commitment sees them. */
  waysIn(month: number, provider: number): WindowWay[] {
    const list = this.list[provider] as Float64Array;
    return this.#question.ways.map((_, way) => {
      const place = this.at(month, way);
      return { beside: this.beside[place] as number, list: list[place] as number };
    });
  }

  /** The cheapest way of a month where list dollars of commitments cost nothing. */
  free(month: number): number {
    const [beside, most] = [this.beside, this.#most];
    const first = this.at(month, 0);
    let best = first;
    for (let place = first + 1; place < first + this.#ways; place++) {
      const less = (beside[place] as number) - (beside[best] as number);
      if (less < 0 || (less === 0 && (most[place] as number) < (most[best] as number))) best = place;
    }
    return best - first;
  }

  /** From there on, which way comes next as such dollars get dearer, up to what they cost over a commitment. */
  switches(month: number, from: number): Switch[] {
    const [beside, most] = [this.beside, this.#most];
    const first = this.at(month, 0);
    const found: Switch[] = [];
    for (let [now, at] = [first + from, 0]; ; ) {
      const [paid, list] = [beside[now] as number, most[now] as number];
      let [next, price] = [-1, 1];
      for (let place = first; place < first + this.#ways; place++) {
        const fewer = list - (most[place] as number);
        if (!(fewer > 0)) continue;
        const own = Math.max(at, ((beside[place] as number) - paid) / fewer);
        if (own < price) [next, price] = [place, own];
      }
      if (next < 0) return found;
      found.push({ at: price, month, way: next - first });
      [now, at] = [next, price];
    }
  }
}

/** Months that one commitment settles together. */
interface OneWindow extends Covered {
  readonly provider: number;
  readonly from: number;
  readonly to: number;
}

/** The months of one window in the mix that uses its commitment best, where that costs less. */
function exactly(one: OneFuture, picks: number[], block: Block, prices: readonly number[]): void {
  const window = one.windowIn(block);
  if (window === undefined) return;
  const { provider, from, to, covers, beyond } = window;
  const ways = Array.from({ length: to - from }, (_, index) => one.waysIn(from + index, provider));
  const now = ways.map((each, index) => each[picks[from + index] as number] as WindowWay);
  const used = now.reduce((total, { list }) => total + list, 0);
  const cost = now.reduce((total, { beside }) => total + beside, 0) + beyond * Math.max(0, used - covers);
  if (cannotBeBeaten(ways, window, prices, cost)) return;
  const found = picks.slice();
  for (const [index, way] of cheapestWays(ways, window).entries()) found[from + index] = way;
  one.take(picks, block);
  const total = one.total();
  one.take(found, block);
  if (one.total() >= total * (1 - SAME)) return;
  for (let month = from; month < to; month++) picks[month] = found[month] as number;
}

/** Single months of a block that are better bought otherwise, until there are none. */
function polished(one: OneFuture, picks: number[], ways: number, block: Block): void {
  one.take(picks, block);
  let least = one.total();
  for (let better = true; better; ) {
    better = false;
    for (let month = block[0]; month < block[1]; month++) {
      for (let way = 0; way < ways; way++) {
        const before = picks[month] as number;
        if (way === before) continue;
        one.change(month, way);
        const total = one.total();
        if (total < least * (1 - SAME)) {
          [least, better] = [total, true];
          picks[month] = way;
        } else one.change(month, before);
      }
    }
  }
}

/**
 * Each month of a term bought as it is cheapest in each future, together with the months that its contracts settle with
 * it: from a commitment used as much as there is use for it, month by month to what is cheaper elsewhere as it is used up.
 */
export function mixedMonths(question: Question): Mixed | undefined {
  const { blocks, contracts, futures, providers, ways } = question;
  const { months, count } = futures;
  if (ways.length === 0) return undefined;
  const one = new OneFuture(question);
  const costs = Array.from({ length: months }, () => new Float64Array(count));
  const lists = Array.from({ length: providers }, () => Array.from({ length: months }, () => new Float64Array(count)));
  const taken = Array.from({ length: months }, () => new Uint32Array(ways.length));
  for (let future = 0; future < count; future++) {
    one.look(future);
    const picks = Array.from({ length: months }, (_, month) => one.free(month));
    for (const block of blocks) {
      settleBlock(one, picks, question, block);
      one.take(picks, block);
      for (let month = block[0]; month < block[1]; month++) {
        const way = picks[month] as number;
        const place = one.at(month, way);
        (costs[month] as Float64Array)[future] = one.costOf(month);
        for (const { provider } of contracts)
          (lists[provider]?.[month] as Float64Array)[future] = one.list[provider]?.[place] as number;
        const counts = taken[month] as Uint32Array;
        counts[way] = (counts[way] as number) + 1;
      }
    }
  }
  return { costs, lists, usual: taken.map((counts) => counts.indexOf(Math.max(...counts))) };
}

/** Costs that are added up in another order differ by less than this share. */
const ROUGHLY = 1e-9;

/** The cheapest of the mixes that are met along a path, left in `picks`; the path ends where no commitment is used up. */
function walk(one: OneFuture, picks: number[], block: Block, path: readonly Switch[]): void {
  const now = picks.slice();
  const start = one.total();
  const rough: number[] = [];
  let [cost, lowest] = [start, start];
  for (const { month, way } of path) {
    cost += one.change(month, way);
    rough.push(cost);
    if (cost < lowest) lowest = cost;
    if (one.isCovered()) break;
  }
  // Only those that are about the cheapest are added up exactly, month by month.
  let least = start;
  for (const [index, about] of rough.entries()) {
    const { month, way } = path[index] as Switch;
    now[month] = way;
    if (about > lowest * (1 + ROUGHLY)) continue;
    one.take(now, block);
    const total = one.total();
    if (total >= least * (1 - SAME)) continue;
    least = total;
    for (let each = block[0]; each < block[1]; each++) picks[each] = now[each] as number;
  }
}

/** The best mix of a block, left in `picks`. */
function settleBlock(one: OneFuture, picks: number[], { ways, futures, thorough }: Question, block: Block): void {
  one.take(picks, block);
  if (one.isCovered()) return;
  const path = Array.from({ length: block[1] - block[0] }, (_, index) => block[0] + index)
    .flatMap((month) => one.switches(month, picks[month] as number))
    .sort((a, b) => a.at - b.at);
  walk(one, picks, block, path);
  if (path.length === 0 || futures.count > 1) return;
  polished(one, picks, ways.length, block);
  if (thorough) exactly(one, picks, block, [...new Set(path.map(({ at }) => at))]);
}
