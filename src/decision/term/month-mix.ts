import type { Futures } from '../chance/futures.ts';
import { partsDue, type TermTwin, windowCost, windowsOf } from '../contract/term-twin.ts';
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

interface Question {
  /** By way and month. */
  readonly ways: readonly (readonly MonthWay[])[];
  readonly contracts: readonly SettledContract[];
  readonly providers: number;
  /** Months that are settled together, as first and the one after the last. */
  readonly blocks: readonly (readonly [number, number])[];
  readonly futures: Futures;
  /** True where every mix is looked at as far as there is time for it. */
  readonly thorough: boolean;
}

const settlesTogether = ({ twin }: SettledContract) =>
  twin !== undefined && twin.due > 0 && (twin.window > 1 || twin.rollover > 0);

/** Costs that differ by a smaller share are the same: the way that was found first stays. */
const SAME = 1e-12;

/** The futures of a question one after the other: what each way costs in each month of one of them. */
class OneFuture {
  readonly #question: Question;
  readonly #months: number;
  /** By month and way: dollars but for contracts that settle months together; and the list dollars under each provider. */
  readonly beside: Float64Array;
  readonly list: readonly Float64Array[];
  readonly #together: readonly (SettledContract & { readonly twin: TermTwin })[];

  constructor(question: Question) {
    const { ways, futures, providers, contracts } = question;
    this.#question = question;
    this.#months = futures.months;
    this.beside = new Float64Array(ways.length * futures.months);
    this.list = Array.from({ length: providers }, () => new Float64Array(ways.length * futures.months));
    this.#together = contracts.flatMap((each) =>
      each.twin !== undefined && settlesTogether(each) ? [{ ...each, twin: each.twin }] : [],
    );
  }

  at(month: number, way: number): number {
    return month * this.#question.ways.length + way;
  }

  /** Works out a future. */
  look(future: number): void {
    const { ways, contracts, futures } = this.#question;
    for (let month = 0; month < this.#months; month++) {
      for (const [way, byMonth] of ways.entries()) {
        const { straight, lists } = byMonth[month] as MonthWay;
        const place = this.at(month, way);
        let dollars = this.#dollars(straight, futures, month, future);
        for (const contract of contracts) {
          const { provider, begins, twin, pool } = contract;
          const used = this.#dollars(lists[provider] as Float64Array, futures, month, future);
          (this.list[provider] as Float64Array)[place] = used;
          if (pool !== undefined) dollars += pool(used);
          else if (twin !== undefined && month >= begins && !settlesTogether(contract))
            dollars += windowCost(twin, used, partsDue(twin, month - begins, month - begins + 1), 0).cost;
        }
        this.beside[place] = dollars;
      }
    }
  }

  #dollars(weights: Float64Array, { factors }: Futures, month: number, future: number): number {
    let total = 0;
    for (let stream = 0; stream < weights.length; stream++) {
      const weight = weights[stream] as number;
      if (weight === 0) continue;
      const factor = factors[stream]?.[month] as Float64Array;
      total += weight * (factor[future] as number);
    }
    return total;
  }

  /** What the contracts that settle months together cost by month of a block, with some ways taken; a pool counts evenly in each. */
  settled(picks: readonly number[], [from, to]: readonly [number, number]): Float64Array {
    const costs = new Float64Array(this.#months);
    for (const { provider, twin, begins } of this.#together) {
      const list = this.list[provider] as Float64Array;
      const used = Array.from({ length: this.#months }, (_, month) =>
        month < from || month >= to ? 0 : (list[this.at(month, picks[month] as number)] as number),
      );
      for (const window of windowsOf(twin, used, begins)) {
        if (window.from < from || window.to > to) continue;
        for (let month = window.from; month < window.to; month++)
          costs[month] = (costs[month] as number) + window.cost / (window.to - window.from);
      }
    }
    return costs;
  }

  total(picks: readonly number[], block: readonly [number, number]): number {
    const settled = this.settled(picks, block);
    let total = 0;
    for (let month = block[0]; month < block[1]; month++)
      total += (this.beside[this.at(month, picks[month] as number)] as number) + (settled[month] as number);
    return total;
  }

  /** The one window of a block in which one commitment settles its months; undefined where there are several. */
  windowIn([from, to]: readonly [number, number]): OneWindow | undefined {
    const [only, ...others] = this.#together;
    if (only === undefined || others.length > 0 || only.twin.rollover > 0) return undefined;
    const { provider, twin, begins } = only;
    const none = Array.from({ length: this.#months }, () => 0);
    const [window, more] = windowsOf(twin, none, begins).filter((each) => each.from < to && each.to > from);
    if (window === undefined || more !== undefined || window.from < from || window.to > to) return undefined;
    const covers = twin.covers * partsDue(twin, window.from - begins, window.to - begins);
    return { provider, from: window.from, to: window.to, covers, beyond: twin.beyond };
  }

  /** The ways of a month, as a commitment sees them. */
  waysIn(month: number, provider: number): WindowWay[] {
    const list = this.list[provider] as Float64Array;
    return this.#question.ways.map((_, way) => {
      const place = this.at(month, way);
      return { beside: this.beside[place] as number, list: list[place] as number };
    });
  }

  /** What list dollars under the contracts that settle months together cost at most: each over its commitment. */
  #over(place: number): number {
    return this.#together.reduce(
      (total, { provider, twin }) => total + twin.beyond * ((this.list[provider] as Float64Array)[place] as number),
      0,
    );
  }

  /** The cheapest way of a month where list dollars of commitments cost nothing. */
  free(month: number): number {
    let best = -1;
    for (let way = 0; way < this.#question.ways.length; way++) {
      const [own, least] = [this.at(month, way), this.at(month, best)];
      const less = best < 0 ? -1 : (this.beside[own] as number) - (this.beside[least] as number);
      if (less < 0 || (less === 0 && this.#over(own) < this.#over(least))) best = way;
    }
    return best;
  }

  /** From there on, which way comes next as such dollars get dearer, up to what they cost over a commitment. */
  switches(month: number, from: number): { readonly at: number; readonly month: number; readonly way: number }[] {
    const found: { at: number; month: number; way: number }[] = [];
    for (let [now, at] = [from, 0]; ; ) {
      let next: { at: number; month: number; way: number } | undefined;
      const place = this.at(month, now);
      for (let way = 0; way < this.#question.ways.length; way++) {
        const own = this.at(month, way);
        const fewer = this.#over(place) - this.#over(own);
        if (!(fewer > 0)) continue;
        const price = Math.max(at, ((this.beside[own] as number) - (this.beside[place] as number)) / fewer);
        if (price < 1 && (next === undefined || price < next.at)) next = { at: price, month, way };
      }
      if (next === undefined) return found;
      found.push(next);
      [now, at] = [next.way, next.at];
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
function exactly(one: OneFuture, picks: number[], block: readonly [number, number], prices: readonly number[]): void {
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
  if (one.total(found, block) >= one.total(picks, block) * (1 - SAME)) return;
  for (let month = from; month < to; month++) picks[month] = found[month] as number;
}

/** Single months of a block that are better bought otherwise, until there are none. */
function polished(one: OneFuture, picks: number[], ways: number, block: readonly [number, number]): void {
  let least = one.total(picks, block);
  for (let better = true; better; ) {
    better = false;
    for (let month = block[0]; month < block[1]; month++) {
      for (let way = 0; way < ways; way++) {
        const before = picks[month] as number;
        picks[month] = way;
        const total = one.total(picks, block);
        if (total < least * (1 - SAME)) [least, better] = [total, true];
        else picks[month] = before;
      }
    }
  }
}

/**
 * Each month of a term bought as it is cheapest in each future, together with the months that its contracts settle with
 * it: from a commitment used as much as there is use for it, month by month to what is cheaper elsewhere as it is used up.
 */
export function mixedMonths(question: Question): Mixed | undefined {
  const { blocks, futures, providers, ways } = question;
  const { months, count } = futures;
  if (ways.length === 0) return undefined;
  const one = new OneFuture(question);
  const costs = Array.from({ length: months }, () => new Float64Array(count));
  const lists = Array.from({ length: providers }, () => Array.from({ length: months }, () => new Float64Array(count)));
  const taken = Array.from({ length: months }, () => new Uint32Array(ways.length));
  for (let future = 0; future < count; future++) {
    one.look(future);
    const picks = Array.from({ length: months }, (_, month) => one.free(month));
    for (const block of blocks) settleBlock(one, picks, question, block);
    for (const block of blocks) {
      const settled = one.settled(picks, block);
      for (let month = block[0]; month < block[1]; month++) {
        const way = picks[month] as number;
        const place = one.at(month, way);
        (costs[month] as Float64Array)[future] = (one.beside[place] as number) + (settled[month] as number);
        for (const [provider, list] of one.list.entries())
          ((lists[provider] as Float64Array[])[month] as Float64Array)[future] = list[place] as number;
        const counts = taken[month] as Uint32Array;
        counts[way] = (counts[way] as number) + 1;
      }
    }
  }
  return { costs, lists, usual: taken.map((counts) => counts.indexOf(Math.max(...counts))) };
}

/** The best mix of a block, left in `picks`. */
function settleBlock(
  one: OneFuture,
  picks: number[],
  { ways, futures, thorough }: Question,
  block: readonly [number, number],
): void {
  const path = Array.from({ length: block[1] - block[0] }, (_, index) => block[0] + index)
    .flatMap((month) => one.switches(month, picks[month] as number))
    .sort((a, b) => a.at - b.at);
  if (path.length === 0) return;
  let least = one.total(picks, block);
  const now = picks.slice();
  for (const { month, way } of path) {
    now[month] = way;
    const total = one.total(now, block);
    if (total >= least * (1 - SAME)) continue;
    least = total;
    for (let each = block[0]; each < block[1]; each++) picks[each] = now[each] as number;
  }
  if (futures.count > 1) return;
  polished(one, picks, ways.length, block);
  if (thorough) exactly(one, picks, block, [...new Set(path.map(({ at }) => at))]);
}
