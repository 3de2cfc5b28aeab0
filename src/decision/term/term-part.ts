import { approximately } from '../../domain/exact.ts';
import { roughVolumeIn } from '../../domain/growth.ts';
import type { Futures } from '../chance/futures.ts';
import type { Stream } from '../chance/streams.ts';
import { type TermTwin, windowsOf } from '../contract/term-twin.ts';
import type { Assignment, ContractState } from '../plan/candidate.ts';
import { type Band, FLOAT_SLACK, type Instance } from '../plan/instance.ts';
import { mixedMonths } from './month-mix.ts';
import { type MonthPart, type MonthPrices, type PricedInstance, pricesIn, sameIn } from './month-prices.ts';
import { keyOf, patternsOf } from './pattern.ts';

/** Everything one part of the portfolio is, and how its demand moves. */
export interface TermScene {
  readonly instance: Instance;
  readonly streams: readonly Stream[];
  /** The stream of each workload of the instance. */
  readonly streamOf: readonly number[];
  /** The twin of each band that a provider offers. */
  readonly twins: ReadonlyMap<Band, TermTwin>;
  readonly prices: MonthPrices;
  /** True where every way to buy is looked at as far as there is time for it. */
  readonly thorough: boolean;
  readonly months: number;
}

/** Contracts with the month that each is signed for, from the first of the term at 0. */
export interface Signature {
  readonly state: ContractState;
  readonly begins: readonly number[];
}

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

const NOTHING: ContractMeans = { listSpend: 0, cost: 0, shortfall: 0 };

/** Dollars by stream: beside contracts, and list dollars under each of them. */
interface Weighed {
  readonly straight: Float64Array;
  readonly lists: readonly Float64Array[];
}

/** What some purchases come to in a month at its prices. */
function weigh(scene: TermScene, assignment: Assignment, month: number, signature?: Signature): Weighed {
  const { streams, streamOf, prices } = scene;
  const straight = new Float64Array(streams.length);
  const lists = scene.instance.providers.map(() => new Float64Array(streams.length));
  for (const at of pricesIn(prices, month)) {
    const { instance, part } = at;
    const bought = signature === undefined ? pricedAt(at, assignment) : before(at, signature, assignment, month);
    for (const [index, option] of bought.entries()) {
      const stream = streamOf[index] as number;
      const beside = option === undefined ? (instance.open[index] as number) : option.beside;
      straight[stream] = (straight[stream] as number) + part * beside;
      const list = option === undefined ? undefined : lists[option.provider];
      if (option !== undefined && list !== undefined) list[stream] = (list[stream] as number) + part * option.list;
    }
  }
  return { straight, lists };
}

/** The purchases of the first month at a set of prices. */
const pricedAt = ({ same }: PricedInstance, assignment: Assignment): Assignment =>
  assignment.map((option, index) => option && same(index, option));

const medianAt = ({ factor: { median }, growth }: Stream, month: number) => median * roughVolumeIn(month, growth);

/** List dollars of a month at the median of demand. */
function usualSpend(weights: Float64Array, streams: readonly Stream[], month: number): number {
  return streams.reduce((total, stream, index) => total + (weights[index] as number) * medianAt(stream, month), 0);
}

/** The first month in which a median spend reaches a floor. */
function reachedIn(
  weightsIn: (month: number) => Float64Array,
  { streams, months }: TermScene,
  opens: number,
): number | undefined {
  for (let month = 0; month < months; month++) {
    if (usualSpend(weightsIn(month), streams, month) >= opens * (1 - FLOAT_SLACK)) return month;
  }
  return undefined;
}

/** The most list dollars that could be bought under a provider's contract in a month, by stream. */
function mostUnder({ prices, streams, streamOf }: TermScene, provider: number, month: number): Float64Array {
  const most = new Float64Array(streams.length);
  for (const { instance, part } of pricesIn(prices, month)) {
    for (const [index, options] of instance.direct.entries()) {
      const stream = streamOf[index] as number;
      const lists = options.filter((option) => option.provider === provider).map(({ list }) => list);
      most[stream] = (most[stream] as number) + part * Math.max(0, ...lists);
    }
  }
  return most;
}

/** What is worked out once for months at the same prices. */
function oncePerPrices<Of>({ prices }: TermScene, make: (month: number) => Of): (month: number) => Of {
  const known = new Map<readonly MonthPart[], Of>();
  return (month) => {
    const parts = pricesIn(prices, month);
    const found = known.get(parts);
    if (found !== undefined) return found;
    const made = make(month);
    known.set(parts, made);
    return made;
  };
}

/** The list dollars of a month under a provider's contract, where each stream is bought at its cheapest there, by stream. */
function cheapestUnder(
  { prices, streams, streamOf }: TermScene,
  provider: number,
  { factor }: Band,
  month: number,
): Float64Array {
  const found = new Float64Array(streams.length);
  for (const { instance, part } of pricesIn(prices, month)) {
    for (const [index, options] of instance.direct.entries()) {
      const stream = streamOf[index] as number;
      const cost = ({ list, beside }: (typeof options)[number]) => factor * list + beside;
      const own = options.filter((option) => option.provider === provider);
      const best = own.reduce<(typeof own)[number] | undefined>(
        (least, each) => (least === undefined || cost(each) < cost(least) ? each : least),
        undefined,
      );
      found[stream] = (found[stream] as number) + part * (best?.list ?? 0);
    }
  }
  return found;
}

/**
 * The months a band may be worth signing for. Without a commitment the first, since it costs nothing to have. With one, at
 * the median of demand: the first in which its floor can be reached, with no lever if need be; the first in which it is
 * reached as the work is bought at its cheapest there; and the first in which that uses the commitment up. None where its
 * floor is never reached.
 */
export function beginningsOf(scene: TermScene, provider: number, band: Band): readonly number[] {
  const of = scene.instance.providers[provider];
  if (of?.kind === 'pool' || band.due.coefficient === 0n) return [0];
  const most = oncePerPrices(scene, (month) => mostUnder(scene, provider, month));
  const cheapest = oncePerPrices(scene, (month) => cheapestUnder(scene, provider, band, month));
  const covers = scene.twins.get(band)?.covers ?? 0;
  const months = [
    reachedIn(most, scene, band.floor),
    reachedIn(cheapest, scene, band.floor),
    reachedIn(cheapest, scene, Math.max(band.floor, covers)),
  ];
  return [...new Set(months.filter((month) => month !== undefined))];
}

/** The first month in which what is bought under a contract usually reaches its floor. */
export function opensIn(scene: TermScene, provider: number, band: Band, assignment: Assignment): number | undefined {
  const listsIn = oncePerPrices(scene, (month) => weigh(scene, assignment, month).lists[provider] as Float64Array);
  return reachedIn(listsIn, scene, band.floor);
}

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

/** The same purchases in a month before some of the contracts begin: without those, each at its least. */
function before(at: PricedInstance, { state, begins }: Signature, assignment: Assignment, month: number): Assignment {
  const { instance } = at;
  return pricedAt(at, assignment).map((option, index) => {
    if (option === undefined || month >= (begins[option.provider] as number)) return option;
    const under = (instance.direct[index] ?? []).filter(
      ({ provider }) => state[provider] !== undefined && month >= (begins[provider] as number),
    );
    const cost = (each: (typeof under)[number]) => (state[each.provider] as Band).factor * each.list + each.beside;
    const best = under.reduce<(typeof under)[number] | undefined>(
      (least, each) => (least === undefined || cost(each) < cost(least) ? each : least),
      undefined,
    );
    const open = instance.open[index] as number;
    return best !== undefined && cost(best) < open ? best : undefined;
  });
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
      if (less >= own * (1 - 1e-12)) continue;
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

/** Ways to buy that are worth a look, at the prices of any month. */
function patternsOver(
  { instance, prices, streams }: TermScene,
  state: ContractState,
  oneFuture: boolean,
): Assignment[] {
  const all = new Set(prices.flatMap((parts) => parts.map(({ instance: at }) => at)));
  const own = patternsOf(instance, state, streams.length, oneFuture);
  if (all.size < 2) return own;
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
export function termCosts(scene: TermScene, signature: Signature, futures: Futures): TermCosts | undefined {
  const { instance } = scene;
  const patterns = patternsOver(scene, signature.state, scene.thorough && futures.count === 1).filter((assignment) => {
    return assignment.every((option, index) => option !== undefined || Number.isFinite(instance.open[index]));
  });
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
    if (first === undefined || cost < first.cost * (1 - 1e-12))
      first = { assignment: before(now, signature, assignment, 0), cost };
    const all = meanCost(judged.costs);
    if (usual === undefined || all < usual.cost * (1 - 1e-12)) usual = { assignment, cost: all };
    if (best === undefined) best = judged;
    else takeCheaper(best, judged, blocks, futures.count);
  }
  if (best === undefined || first === undefined || usual === undefined) return undefined;
  return {
    costs: best.costs,
    usual: usual.assignment,
    first: first.assignment,
    contracts: contractMeans(scene, signature, best.lists, futures.count),
    lists: best.lists,
  };
}

/** Dollars of commitments a month, for ties. */
export const committedIn = ({ state }: Signature, { providers }: Instance) =>
  state.reduce(
    (total, band, provider) =>
      band === undefined || providers[provider]?.kind === 'pool' ? total : total + approximately(band.due),
    0,
  );
