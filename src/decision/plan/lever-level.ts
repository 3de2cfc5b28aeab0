import { cacheFault } from '../../domain/cache-fit.ts';
import { compare, divide, isZero } from '../../domain/exact.ts';
import { type LEVER_KEYS, type Lever, type Levers, leversWhere, pulls } from '../../domain/levers.ts';
import type { Offers } from '../../domain/offer.ts';
import { type Factor, factor, minus, plus, type Share, times, type Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import type { Context } from '../estimate/estimate.ts';
import { leverStates } from '../estimate/spend.ts';
import type { Usage } from './gathered.ts';
import type { MarketUse } from './market-options.ts';
import { type Choices, choicesAmong, type PricedWorkload, pricedWorkload, type Use } from './options.ts';

/** The key of a workload that states how far a lever is pulled. */
export type LeverKey = (typeof LEVER_KEYS)[Lever];

const LEVER_OF: Readonly<Record<LeverKey, Lever>> = { cacheHitRatio: 'cache', batchEligible: 'batch' };

/** A workload at another level of a lever. A hit ratio takes the stated reads per write along as far as they fit. */
export function atLevel(workload: Workload, key: LeverKey, level: Share): Workload {
  if (key === 'batchEligible') return { ...workload, batchEligible: level };
  const { readsPerWrite, ...rest } = workload;
  const fits = readsPerWrite !== undefined && cacheFault(level, readsPerWrite) === undefined;
  return { ...rest, cacheHitRatio: level, ...(fits ? { readsPerWrite } : {}) };
}

/** The same levers with one of them not pulled. */
const without = (levers: Levers, lever: Lever) => leversWhere((each) => each !== lever && pulls(levers, each));

/** A cost under some levers, and under the same ones without the lever that moves. */
type Pulled<Each> = readonly [on: Each, off: Each];

/** The pairs of costs that a lever sets apart; undefined where one of them has no partner. */
function pairsOf<Each>(all: readonly Each[], leversOf: (each: Each) => Levers, lever: Lever) {
  const pairs = all.map((on): Pulled<Each> | undefined => {
    const levers = leversOf(on);
    const off = pulls(levers, lever) ? all.find((each) => leversOf(each) === without(levers, lever)) : on;
    return off && [on, off];
  });
  return pairs.every((pair) => pair !== undefined) ? pairs : undefined;
}

/** On the straight line from a cost without a lever to one with it. */
const along = (on: Usd, off: Usd, by: Factor): Usd => (on === off ? on : plus(off, times(minus(on, off), by)));

const usageAlong = ([on, off]: Pulled<Usage>, of: Use['of'], by: Factor): Usage => ({
  ...on,
  of,
  listCost: along(on.listCost, off.listCost, by),
  besideCost: along(on.besideCost, off.besideCost, by),
});

function marketAlong(market: MarketUse, lever: Lever, of: Use['of'], by: Factor): MarketUse | undefined {
  const pairs = pairsOf(market.priced, ({ usage }) => usage.levers, lever);
  if (pairs === undefined) return undefined;
  return {
    ...market,
    priced: pairs.map(([on, off]) => ({
      usage: usageAlong([on.usage, off.usage], of, by),
      cost: along(on.cost, off.cost, by),
    })),
  };
}

function useAlong(use: Use, key: LeverKey, level: Share, by: Factor): Use | undefined {
  const lever = LEVER_OF[key];
  const pairs = pairsOf(use.usages, ({ levers }) => levers, lever);
  const of = use.of.asWork(atLevel(use.of.workload, key, level));
  const markets = use.markets.map((each) => marketAlong(each, lever, of, by));
  if (pairs === undefined || !markets.every((each) => each !== undefined)) return undefined;
  return { ...use, of, usages: pairs.map((each) => usageAlong(each, of, by)), markets };
}

/** True where a cache holds less than its reads ask to be written. */
const isCapped = ({ of }: Use) => {
  const { writes } = of.stated.cache;
  return (writes.kind === 'stated' || writes.kind === 'assumed') && writes.capped;
};

/** True where it is bought with each lever that it states and its model offers: what has no price in a batch has one where nothing is in it. */
const isWhole = ({ of, usages, markets }: Use) => {
  const { length } = leverStates(of);
  return usages.length === length && markets.every(({ priced }) => priced.length === length);
};

/** What a workload was priced at, at a level of a lever over 0. */
interface AtLevel {
  readonly level: Share;
  readonly priced: PricedWorkload;
}

/**
 * A workload at another level of a lever, by its costs at a known one: what batch takes is a share of each meter, and
 * what a cache holds is one of the input, so that a cost is straight in it. Undefined where it bends, or what it is without
 * the lever is not known: writes that a cache has no room for, or that other reads are stated for; what is stored by the
 * hour; counted classes; prices that change.
 */
function alongLine(
  { level: from, priced }: AtLevel,
  there: Workload,
  key: LeverKey,
  level: Share,
): PricedWorkload | undefined {
  if (priced.later !== undefined || (isZero(level) && !priced.uses.every(isWhole))) return undefined;
  if (key === 'cacheHitRatio') {
    const { measuredCache, storedTokenHours, readsPerWrite } = there;
    if (measuredCache !== undefined || storedTokenHours !== undefined) return undefined;
    if (priced.workload.readsPerWrite !== readsPerWrite || compare(level, from) > 0 || priced.uses.some(isCapped))
      return undefined;
  }
  const by = factor(divide(level, from));
  const uses = priced.uses.map((use) => useAlong(use, key, level, by));
  return uses.every((use) => use !== undefined) ? { ...priced, workload: there, uses } : undefined;
}

/** A level that a workload was priced at, and what it could be bought as under some offers. */
interface Remembered extends AtLevel {
  readonly choices: Choices;
  readonly offers: Offers;
}

/** What was priced last of a workload at a level that it does not state. */
const remembered = new WeakMap<PricedWorkload, { [key in LeverKey]?: Remembered }>();

/**
 * What a workload can be bought as at another level of a lever, under the offers of a context. Throws what `pricedWorkload`
 * throws. Drivers ask for one workload at many levels: it is priced at one.
 */
export function choicesAtLevel(stated: PricedWorkload, key: LeverKey, level: Share, context: Context): Choices {
  const { offers } = context;
  const known = remembered.get(stated) ?? {};
  remembered.set(stated, known);
  const last = known[key];
  if (last !== undefined && last.offers === offers && compare(last.level, level) === 0) return last.choices;
  const own = stated.workload[key];
  const from = last ?? (own === undefined || isZero(own) ? undefined : { level: own, priced: stated });
  const workload = atLevel(stated.workload, key, level);
  const line = from && alongLine(from, workload, key, level);
  const priced = line ?? pricedWorkload(workload, context);
  const choices = choicesAmong(priced, offers);
  if (line === undefined && !isZero(level)) known[key] = { level, priced, choices, offers };
  return choices;
}
