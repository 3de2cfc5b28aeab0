import type { Futures } from '../chance/futures.ts';
import { windowsOf } from '../contract/term-twin.ts';
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

interface Judged {
  readonly assignment: Assignment;
  readonly costs: ByMonth;
  /** By provider and month. */
  readonly lists: readonly ByMonth[];
}

/** One way to buy, over the term. */
function judge(scene: TermScene, signature: Signature, assignment: Assignment, futures: Futures): Judged {
  const { months, instance, twins } = scene;
  const { state, begins } = signature;
  const late = begins.some((month, provider) => state[provider] !== undefined && month > 0);
  const usual = oncePerPrices(scene, (month) => weigh(scene, assignment, month));
  const costs: Float64Array[] = [];
  const lists: Float64Array[][] = instance.providers.map(() => []);
  for (let month = 0; month < months; month++) {
    const weighed = late ? weigh(scene, assignment, month, signature) : usual(month);
    const cost = new Float64Array(futures.count);
    addDollars(cost, weighed.straight, futures, month);
    costs.push(cost);
    for (const [provider, own] of lists.entries()) {
      const list = new Float64Array(futures.count);
      const band = state[provider];
      if (band !== undefined) addDollars(list, weighed.lists[provider] as Float64Array, futures, month);
      own.push(list);
      if (band !== undefined && !twins.has(band)) addPool(cost, list, band);
    }
  }
  for (const [provider, band] of state.entries()) {
    const twin = band === undefined ? undefined : twins.get(band);
    const own = lists[provider] as Float64Array[];
    if (twin === undefined) continue;
    for (let future = 0; future < futures.count; future++) {
      const used = own.map((month) => month[future] as number);
      for (const { from, to, cost } of windowsOf(twin, used, begins[provider])) {
        for (let month = from; month < to; month++) {
          const total = costs[month] as Float64Array;
          total[future] = (total[future] as number) + cost / (to - from);
        }
      }
    }
  }
  return { assignment, costs, lists };
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

/** Takes over what another way to buy costs less, block by block and future by future. */
function takeCheaper(best: Judged, other: Judged, blocks: ReturnType<typeof blocksOf>, count: number): void {
  for (const [from, to] of blocks) {
    for (let future = 0; future < count; future++) {
      let [own, less] = [0, 0];
      for (let month = from; month < to; month++) {
        own += (best.costs[month] as Float64Array)[future] as number;
        less += (other.costs[month] as Float64Array)[future] as number;
      }
      if (less >= own * (1 - SAME)) continue;
      for (let month = from; month < to; month++) {
        (best.costs[month] as Float64Array)[future] = (other.costs[month] as Float64Array)[future] as number;
        for (const [provider, lists] of best.lists.entries())
          (lists[month] as Float64Array)[future] = ((other.lists[provider] as ByMonth)[month] as Float64Array)[
            future
          ] as number;
      }
    }
  }
}

const meanOf = (values: Float64Array) => values.reduce((total, each) => total + each, 0) / values.length;

/** The mean over months and futures. */
export const meanCost = (costs: ByMonth) => costs.reduce((total, month) => total + meanOf(month), 0) / costs.length;

function contractMeans(scene: TermScene, { state, begins }: Signature, lists: readonly ByMonth[], count: number) {
  const { twins, months } = scene;
  return state.map((band, provider): ContractMeans => {
    const twin = band === undefined ? undefined : twins.get(band);
    const own = lists[provider] as ByMonth;
    if (twin === undefined) return NOTHING;
    let [listSpend, cost, shortfall] = [0, 0, 0];
    for (let future = 0; future < count; future++) {
      const used = own.map((month) => month[future] as number);
      for (const window of windowsOf(twin, used, begins[provider])) {
        cost += window.cost;
        shortfall += window.shortfall;
      }
      for (const amount of used) listSpend += amount;
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
  const blocks = blocksOf(scene, signature);
  const [[now]] = scene.prices;
  if (now === undefined) return undefined;
  let best: Judged | undefined;
  let first: { assignment: Assignment; cost: number } | undefined;
  let usual: typeof first;
  for (const assignment of patterns) {
    const judged = judge(scene, signature, assignment, futures);
    const [from, to] = blocks[0] as readonly [number, number];
    const cost = meanCost(judged.costs.slice(from, to));
    if (first === undefined || cost < first.cost * (1 - SAME)) first = { assignment, cost };
    const all = meanCost(judged.costs);
    if (usual === undefined || all < usual.cost * (1 - SAME)) usual = { assignment, cost: all };
    if (best === undefined) best = judged;
    else takeCheaper(best, judged, blocks, futures.count);
  }
  if (best === undefined || first === undefined || usual === undefined) return undefined;
  return {
    costs: best.costs,
    usual: usual.assignment,
    first: before(now, signature, first.assignment, 0),
    contracts: contractMeans(scene, signature, best.lists, futures.count),
    lists: best.lists,
  };
}
