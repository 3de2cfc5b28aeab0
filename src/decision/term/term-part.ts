import type { Futures } from '../chance/futures.ts';
import { settledStretches, type TermTwin, uncommittedCost } from '../contract/term-twin.ts';
import { type Assignment, type ContractState, inOrderOfTies } from '../plan/candidate.ts';
import { type Band, FLOAT_SLACK } from '../plan/instance.ts';
import { usualSpend } from './beginnings.ts';
import { mixedMonths } from './month-mix.ts';
import { sameIn } from './month-prices.ts';
import { keyOf, patternsOf } from './pattern.ts';
import { sceneUnder } from './price-terms.ts';
import { before, oncePerPrices, type Signature, type TermScene, type Weighed, weigh } from './term-scene.ts';

/** By month, dollars in each future. */
export type ByMonth = readonly Float64Array[];

/** What a part of the portfolio costs under a signature, each month bought as it is cheapest. */
export interface TermCosts {
  readonly costs: ByMonth;
  /** The one way to buy that would cost least over the whole term. */
  readonly usual: Assignment;
  /** What is bought in the first month, by its usual way. */
  readonly first: Assignment;
  /** By month, the way to buy that is usual in it. */
  readonly usualIn: readonly Assignment[];
  /** By provider of the instance: list dollars, dollars and unused commitment of an average month. */
  readonly contracts: readonly ContractMeans[];
  /** By provider and month, list dollars under its contract in each future. */
  readonly lists: readonly ByMonth[];
}

export interface ContractMeans {
  readonly listSpend: number;
  readonly cost: number;
  readonly shortfall: number;
}

/** Costs that differ by a smaller share are the same: the way to buy that goes first stays. */
const SAME = 1e-12;

const NOTHING: ContractMeans = { listSpend: 0, cost: 0, shortfall: 0 };

/** True where every commitment has its floor reached in the month it is signed for, bought so. */
function opensAll(scene: TermScene, { state, begins }: Signature, weighed: readonly Weighed[]): boolean {
  return state.every((band, provider) => {
    if (band === undefined || !commits(scene, band)) return true;
    const month = begins[provider] as number;
    const { lists } = weighed[month] as Weighed;
    const spend = usualSpend(lists[provider] as Float64Array, scene.streams, month);
    return spend >= band.floor * (1 - FLOAT_SLACK);
  });
}

/** True of a contract with a commitment. */
const commits = ({ twins }: TermScene, band: Band | undefined) => band !== undefined && (twins.get(band)?.due ?? 0) > 0;

/** The term under commitments: what is bought where may change by month, within what a commitment settles together too. */
function committedCosts(
  scene: TermScene,
  signature: Signature,
  patterns: readonly Assignment[],
  futures: Futures,
): TermCosts | undefined {
  const { instance, months, twins, prices } = scene;
  const { state, begins } = signature;
  const late = begins.some((month, provider) => state[provider] !== undefined && month > 0);
  const weighed = patterns.map((assignment) => {
    const usual = oncePerPrices(scene, (month) => weigh(scene, assignment, month));
    return Array.from({ length: months }, (_, month) =>
      late ? weigh(scene, assignment, month, signature) : usual(month),
    );
  });
  const opening = weighed.flatMap((way, index) => (opensAll(scene, signature, way) ? [index] : []));
  const ways = opening.map((index) => weighed[index] as readonly Weighed[]);
  const open = opening.map((index) => patterns[index] as Assignment);
  const contracts = state.flatMap((band, provider) => {
    if (band === undefined) return [];
    const { commitment, factor, owed } = band;
    const twin = twins.get(band);
    const pool = twin === undefined ? (list: number) => Math.max(commitment, factor * list) - owed : undefined;
    return [{ provider, begins: begins[provider] as number, twin, pool }];
  });
  const found = mixedMonths({
    ways,
    contracts,
    providers: instance.providers.length,
    blocks: blocksOf(scene, signature),
    futures,
    thorough: scene.thorough,
  });
  const [now] = prices[0];
  const [first, last] = [open[found?.usual[0] ?? -1], open[found?.usual.at(-1) ?? -1]];
  if (found === undefined || first === undefined || last === undefined || now === undefined) return undefined;
  const { costs, lists } = found;
  return {
    costs,
    lists,
    usual: last,
    first: before(now, signature, first, 0),
    usualIn: found.usual.map((way) => open[way] as Assignment),
    contracts: contractMeans(scene, signature, lists, futures.count),
  };
}

function addDollars(total: Float64Array, weights: Float64Array, futures: Futures, month: number): void {
  for (let stream = 0; stream < weights.length; stream++) {
    const weight = weights[stream] as number;
    if (weight === 0) continue;
    const factor = futures.factors[stream]?.[month] as Float64Array;
    for (let future = 0; future < total.length; future++)
      total[future] = (total[future] as number) + weight * (factor[future] as number);
  }
}

/** What a pool of fees or of a cloud's commitment costs in a month: the more of its least and its usage. */
function addPool(total: Float64Array, list: Float64Array, { commitment, factor, owed }: Band): void {
  for (let future = 0; future < total.length; future++)
    total[future] = (total[future] as number) + Math.max(commitment, factor * (list[future] as number)) - owed;
}

/** A way to buy without commitments, month by month: what it costs, and list dollars by provider that is signed with. */
interface Judged {
  readonly costs: Float64Array[];
  readonly lists: Float64Array[][];
}

/**
 * The cheapest of some ways to buy in each month and future, under contracts without a commitment: each way is looked at
 * in turn, and takes over the months in which it costs less. No contract settles months together.
 */
class Cheapest {
  readonly #scene: TermScene;
  readonly #signature: Signature;
  readonly #futures: Futures;
  readonly #signed: readonly { readonly provider: number; readonly band: Band; readonly twin: TermTwin | undefined }[];
  readonly #cost: Float64Array;
  readonly #list: readonly Float64Array[];
  best: Judged | undefined;

  constructor(scene: TermScene, signature: Signature, futures: Futures) {
    this.#scene = scene;
    this.#signature = signature;
    this.#futures = futures;
    this.#signed = signature.state.flatMap((band, provider) =>
      band === undefined ? [] : [{ provider, band, twin: scene.twins.get(band) }],
    );
    this.#cost = new Float64Array(futures.count);
    this.#list = this.#signed.map(() => new Float64Array(futures.count));
  }

  /** Looks at one more way: what it costs in the mean of each month. */
  look(assignment: Assignment): number[] {
    const { months } = this.#scene;
    const { state, begins } = this.#signature;
    const late = begins.some((month, provider) => state[provider] !== undefined && month > 0);
    const usual = oncePerPrices(this.#scene, (month) => weigh(this.#scene, assignment, month));
    const first = this.best === undefined;
    this.best ??= { costs: [], lists: this.#scene.instance.providers.map(() => []) };
    const means: number[] = [];
    for (let month = 0; month < months; month++) {
      this.#price(late ? weigh(this.#scene, assignment, month, this.#signature) : usual(month), month);
      means.push(meanOf(this.#cost));
      if (first) this.#begin(this.best);
      else this.#takeCheaper(this.best, month);
    }
    return means;
  }

  /** What a month costs in each future. */
  #price({ straight, lists }: Weighed, month: number): void {
    const cost = this.#cost.fill(0);
    addDollars(cost, straight, this.#futures, month);
    for (const [index, { provider, band, twin }] of this.#signed.entries()) {
      const list = (this.#list[index] as Float64Array).fill(0);
      addDollars(list, lists[provider] as Float64Array, this.#futures, month);
      if (twin === undefined) addPool(cost, list, band);
    }
    for (const [index, { provider, twin }] of this.#signed.entries()) {
      if (twin === undefined || month < (this.#signature.begins[provider] as number)) continue;
      const list = this.#list[index] as Float64Array;
      for (let future = 0; future < cost.length; future++)
        cost[future] = (cost[future] as number) + uncommittedCost(twin, list[future] as number);
    }
  }

  #begin({ costs, lists }: Judged): void {
    costs.push(this.#cost.slice());
    const under = new Map(this.#signed.map(({ provider }, index) => [provider, this.#list[index]]));
    for (const [provider, byMonth] of lists.entries())
      byMonth.push(under.get(provider)?.slice() ?? new Float64Array(this.#futures.count));
  }

  #takeCheaper({ costs, lists }: Judged, month: number): void {
    const own = costs[month] as Float64Array;
    const less = this.#cost;
    for (let future = 0; future < own.length; future++) {
      if ((less[future] as number) >= (own[future] as number) * (1 - SAME)) continue;
      own[future] = less[future] as number;
      for (let index = 0; index < this.#signed.length; index++) {
        const { provider } = this.#signed[index] as { provider: number };
        (lists[provider]?.[month] as Float64Array)[future] = this.#list[index]?.[future] as number;
      }
    }
  }
}

/** Months that are decided together: those that a contract settles together. */
function blocksOf({ twins, months }: TermScene, { state, begins }: Signature): readonly (readonly [number, number])[] {
  const pooled = state.flatMap((band, provider) => {
    const twin = band === undefined ? undefined : twins.get(band);
    return twin === undefined || twin.due === 0 || (twin.window === 1 && twin.rollover === 0)
      ? []
      : [{ twin, begins: begins[provider] as number }];
  });
  const whole = pooled.some((each) => each.twin.rollover > 0 || each.begins > 0);
  const size = whole ? months : Math.max(1, ...pooled.map(({ twin }) => twin.window));
  const blocks: [number, number][] = [];
  for (let from = 0; from < months; from += size) blocks.push([from, Math.min(months, from + size)]);
  return blocks;
}

function meanOf(values: Float64Array): number {
  let total = 0;
  for (const each of values) total += each;
  return total / values.length;
}

/** The mean over months and futures. */
export const meanCost = (costs: ByMonth) => costs.reduce((total, month) => total + meanOf(month), 0) / costs.length;

function contractMeans(scene: TermScene, { state, begins }: Signature, lists: readonly ByMonth[], count: number) {
  const { twins, months } = scene;
  return state.map((band, provider): ContractMeans => {
    const twin = band === undefined ? undefined : twins.get(band);
    const own = lists[provider] as ByMonth;
    if (twin === undefined) return NOTHING;
    const stretches = settledStretches(twin, own, count, begins[provider]);
    let [listSpend, cost, shortfall] = [0, 0, 0];
    for (let future = 0; future < count; future++) {
      for (const { costs, shortfalls } of stretches) {
        cost += costs[future] as number;
        shortfall += shortfalls[future] as number;
      }
      for (const amounts of own) listSpend += amounts[future] as number;
    }
    const each = count * months;
    return { listSpend: listSpend / each, cost: cost / each, shortfall: shortfall / each };
  });
}

/** Sets of prices that ways to buy are looked for at: of more, as where prices move each month, so many at even distances. */
const MOST_LOOKED_AT = 8;

/** The first, the last, and some in between. */
function evenly<Each>(all: readonly Each[]): readonly Each[] {
  if (all.length <= MOST_LOOKED_AT) return all;
  const last = all.length - 1;
  return Array.from({ length: MOST_LOOKED_AT }, (_, index) => {
    return all[Math.round((index * last) / (MOST_LOOKED_AT - 1))] as Each;
  });
}

/** Ways to buy that are worth a look, at the prices of any month. */
function patternsOver(
  { instance, prices, streams }: TermScene,
  state: ContractState,
  oneFuture: boolean,
): Assignment[] {
  const all = evenly([...new Set(prices.flatMap((parts) => parts.map(({ instance: at }) => at)))]);
  const own = patternsOf(instance, state, streams.length, oneFuture);
  if (all.length < 2) return own;
  const known = new Map(own.map((assignment) => [keyOf(instance, assignment), assignment]));
  const same = sameIn(instance);
  for (const at of all) {
    if (at === instance) continue;
    for (const assignment of patternsOf(at, state, streams.length, oneFuture)) {
      const back = assignment.map((option, index) => option && same(index, option));
      known.set(keyOf(instance, back), back);
    }
  }
  return [...known.values()];
}

/** The term under a signature; undefined where a workload cannot be served or a commitment's floor is never reached. */
export function termCosts(of: TermScene, signature: Signature, futures: Futures): TermCosts | undefined {
  const scene = sceneUnder(of, signature.state);
  const { instance } = scene;
  const looked = patternsOver(scene, signature.state, scene.thorough && futures.count === 1).filter((assignment) => {
    return assignment.every((option, index) => option !== undefined || Number.isFinite(instance.open[index]));
  });
  const patterns = inOrderOfTies(instance, signature.state, looked);
  if (signature.state.some((band) => commits(scene, band))) return committedCosts(scene, signature, patterns, futures);
  const [[now]] = scene.prices;
  if (now === undefined) return undefined;
  const cheapest = new Cheapest(scene, signature, futures);
  let usual: { assignment: Assignment; cost: number } | undefined;
  const inMonth: (typeof usual)[] = [];
  for (const assignment of patterns) {
    const means = cheapest.look(assignment);
    for (const [month, cost] of means.entries()) {
      const least = inMonth[month];
      if (least === undefined || cost < least.cost * (1 - SAME)) inMonth[month] = { assignment, cost };
    }
    const all = means.reduce((total, month) => total + month, 0) / means.length;
    if (usual === undefined || all < usual.cost * (1 - SAME)) usual = { assignment, cost: all };
  }
  const { best } = cheapest;
  const usualIn = inMonth.flatMap((least) => (least === undefined ? [] : [least.assignment]));
  const [first] = usualIn;
  if (best === undefined || first === undefined || usual === undefined) return undefined;
  return {
    costs: best.costs,
    usual: usual.assignment,
    first: before(now, signature, first, 0),
    usualIn,
    contracts: contractMeans(scene, signature, best.lists, futures.count),
    lists: best.lists,
  };
}
