import type { Month } from '../../domain/day.ts';
import { statistic } from '../../domain/statistic.ts';
import type { Stream } from '../chance/streams.ts';
import type { TermTwin } from '../contract/term-twin.ts';
import type { Assignment, ContractState } from '../plan/candidate.ts';
import { besideTermsOf } from '../plan/gathered.ts';
import { type Band, cheapestDirect, type Instance } from '../plan/instance.ts';
import { type MonthPart, type MonthPrices, type PricedInstance, pricesIn } from './month-prices.ts';

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
  /** The first of them; undefined where no calendar is stated. */
  readonly start: Month | undefined;
  /** Months from which prices that are announced count, or count for all of the month. */
  readonly changed: readonly number[];
}

/** Contracts with the month that each is signed for, from the first of the term at 0. */
export interface Signature {
  readonly state: ContractState;
  readonly begins: readonly number[];
}

/** Dollars by stream: beside contracts, and list dollars under each of them. */
export interface Weighed {
  readonly straight: Float64Array;
  readonly lists: readonly Float64Array[];
}

/** What some purchases come to in a month at its prices. */
export function weigh(scene: TermScene, assignment: Assignment, month: number, signature?: Signature): Weighed {
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

/** Dollars of purchases under a contract that it does not count as they are, by stream: models at a share of their own. */
export interface BesideCounted {
  /** At list, over what is counted. */
  readonly list: Float64Array;
  /** What they cost beside what is counted. */
  readonly cost: Float64Array;
}

/** What a contract does not count as it is of some purchases in a month. */
export function besideCounted(
  { streams, streamOf, prices }: TermScene,
  assignment: Assignment,
  month: number,
  provider: number,
): BesideCounted {
  const [list, cost] = [new Float64Array(streams.length), new Float64Array(streams.length)];
  for (const at of pricesIn(prices, month)) {
    for (const [index, option] of pricedAt(at, assignment).entries()) {
      if (option?.provider !== provider) continue;
      const stream = streamOf[index] as number;
      const { usage } = option;
      list[stream] = (list[stream] as number) + at.part * (statistic(usage.listCost) - option.list);
      cost[stream] = (cost[stream] as number) + at.part * (option.beside - statistic(besideTermsOf(usage)));
    }
  }
  return { list, cost };
}

/** The purchases of the first month at a set of prices. */
const pricedAt = ({ same }: PricedInstance, assignment: Assignment): Assignment =>
  assignment.map((option, index) => option && same(index, option));

/** What is worked out once for months at the same prices. */
export function oncePerPrices<Of>({ prices }: TermScene, make: (month: number) => Of): (month: number) => Of {
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

/** The same purchases in a month before some of the contracts begin: without those, each at its least. */
export function before(
  at: PricedInstance,
  { state, begins }: Signature,
  assignment: Assignment,
  month: number,
): Assignment {
  const { instance } = at;
  const signed = state.map((band, provider) => (month >= (begins[provider] as number) ? band : undefined));
  return pricedAt(at, assignment).map((option, index) => {
    if (option === undefined || month >= (begins[option.provider] as number)) return option;
    return cheapestDirect(instance.direct[index] ?? [], signed, instance.open[index] as number);
  });
}
