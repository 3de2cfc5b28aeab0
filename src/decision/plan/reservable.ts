import { compare, isZero, numeral, ONE } from '../../domain/exact.ts';
import { pulls } from '../../domain/levers.ts';
import { monthly } from '../../domain/period.ts';
import type { Model } from '../../domain/rate-card.ts';
import type { ReservedOffer } from '../../domain/reserved.ts';
import { atVolume } from '../../domain/scaled.ts';
import { exactOf, statistic } from '../../domain/statistic.ts';
import {
  complement,
  type Factor,
  factor,
  larger,
  lessThan,
  NO_USD,
  NONE,
  type Share,
  smaller,
  sum,
  times,
  type Usd,
} from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { contractWith } from '../contract/quote.ts';
import { overagePrice } from '../contract/settle.ts';
import type { Context } from '../estimate/estimate.ts';
import {
  cheapestTerm,
  loadAt,
  loadOf,
  type ServedWork,
  servedWork,
  statesLoad,
  type Taking,
  type UnitTerms,
  type Volumes,
} from '../reserved/offered-units.ts';
import { admits, poolsFor } from '../reserved/reserved.ts';
import {
  type MovingLoad,
  mostSaved,
  servedAt,
  servedShare,
  type UnitCounts,
  unitCounts,
} from '../reserved/unit-counts.ts';
import { averagePerMinute } from '../reserved/units.ts';
import { type Usage, usageAtVolume } from './gathered.ts';
import { choicesAmong, type PricedWorkload, pricedWorkload, type Use } from './options.ts';

/** What a workload has for units of an offer to serve. */
export interface Member {
  readonly workload: Workload;
  /** The part of it that no batch holds. */
  readonly open: Share;
  readonly work: ServedWork;
  /** No other way to buy that part costs more, US dollars a month. */
  readonly value: Usd;
}

/** Units of one offer for one model, serving some workloads together. */
export interface Group extends Omit<Taking, 'counts' | 'works'> {
  readonly members: readonly Member[];
  readonly value: Usd;
}

/** So many units for a group. */
export interface Candidate {
  readonly group: Group;
  readonly counts: UnitCounts;
  /** Share of the load that they serve, and their dollars a month: floats, for the search. */
  readonly served: number;
  readonly cost: number;
  /** They save no more than this. */
  readonly atMost: number;
}

/** The part of a workload that is served, or would be: its requests without what can wait, calls and what is stored. */
export function servedPart(workload: Workload, part: Share): Workload {
  const {
    batchEligible: _,
    others: __,
    storedTokenHours: ___,
    divisible: ____,
    switchingCost: _____,
    ...own
  } = atVolume(workload, factor(part));
  return own;
}

/** What is left of a use where what can wait is left out, and moving it costs nothing. */
function openUse(use: Use, open: Share): Use {
  const [by, waits] = [factor(open), ({ levers }: Usage) => pulls(levers, 'batch')];
  const of = use.of.asWork(servedPart(use.of.workload, open));
  const left = (usage: Usage): Usage => ({ ...usageAtVolume(usage, by), of, moving: NO_USD });
  const markets = use.markets.map((market) => ({
    ...market,
    priced: market.priced
      .filter(({ usage }) => !waits(usage))
      .map(({ usage, cost }) => ({ usage: left(usage), cost: times(cost, by) })),
  }));
  return { ...use, of, usages: use.usages.filter((usage) => !waits(usage)).map(left), markets, moving: NO_USD };
}

/** What no batch holds of a workload: a share of what it costs without batch, where all of that goes with its tokens. */
export function openPart(priced: PricedWorkload, open: Share, context: Context): PricedWorkload {
  const { workload, baselineCost, uses, spread, later } = priced;
  const part = servedPart(workload, open);
  if (later !== undefined || workload.others !== undefined || workload.storedTokenHours !== undefined)
    return pricedWorkload(part, context);
  return {
    workload: part,
    baselineCost: baselineCost && times(baselineCost, factor(open)),
    uses: uses.map((use) => openUse(use, open)),
    spread,
  };
}

const openParts = new WeakMap<PricedWorkload, Map<string, PricedWorkload>>();

/** The same, worked out once: it costs the same beside every offer of units. */
function pricedOpen(priced: PricedWorkload, open: Share, context: Context): PricedWorkload {
  const known = openParts.get(priced) ?? new Map<string, PricedWorkload>();
  openParts.set(priced, known);
  const key = numeral(open);
  const part = known.get(key) ?? openPart(priced, open, context);
  known.set(key, part);
  return part;
}

/** What a dollar of list price costs at most under a contract of a provider that the portfolio can reach; nothing where it reaches none. */
function dearestUnder(provider: string, priced: readonly PricedWorkload[], context: Context): Factor | undefined {
  const contract = contractWith(context.offers, provider, context.quote);
  if (contract === 'notOffered') return undefined;
  const spend = sum(
    priced.map(({ uses }) =>
      uses
        .filter(({ of }) => of.model.provider === provider)
        .flatMap(({ usages }) => usages.map(({ listCost, besideCost }) => larger(listCost, besideCost)))
        .reduce(larger, NO_USD),
    ),
  );
  if (lessThan(spend, contract.floor.low)) return undefined;
  return contract.bands
    .map(({ discount }) => larger(factor(complement(discount)), overagePrice(contract, discount)))
    .reduce(larger);
}

/** What the part that units would serve costs at most in any other way that a plan may choose. */
function dearestCost(
  part: PricedWorkload,
  model: Model,
  dearest: Factor | undefined,
  context: Context,
  required: UnitTerms['required'],
): Usd {
  const { opens, clouds, direct } = choicesAmong(part, context.offers);
  const costs = [...opens.values(), ...[...clouds.values()].flat()].map(({ cost }) => cost);
  const listed = part.uses.flatMap(({ of, usages }) =>
    dearest === undefined || of.model.provider !== model.provider
      ? []
      : usages.map(({ listCost }) => times(listCost, dearest)),
  );
  const most = [...costs, ...listed].reduce(larger, NO_USD);
  // Under a contract that is signed whatever else is, nothing is bought that costs more than one more dollar under it.
  const isHeld = required?.has(model.provider) === true && direct.has(model.provider);
  return isHeld && listed.length > 0 ? smaller(most, listed.reduce(larger, NO_USD)) : most;
}

/** Workloads on one model of which every set is looked at; of more, those that pay the most for their load first. */
const ALL_SETS = 4;
/** Of more than that not every such set, but each twice as large as the one before: a set is as long as its work. */
const EVERY_LENGTH = 64;

/** How many of the members that pay the most are looked at together. */
function lengthsOf(members: number): number[] {
  if (members <= EVERY_LENGTH) return Array.from({ length: members }, (_, index) => index + 1);
  const doubled = Array.from({ length: Math.ceil(Math.log2(members)) }, (_, power) => 2 ** power);
  return [...doubled, members];
}

/** The sets of members that may share units. */
function setsOf(members: readonly Member[]): (readonly Member[])[] {
  if (members.length <= ALL_SETS) {
    const sets: Member[][] = [[]];
    for (const member of members) sets.push(...sets.map((each) => [...each, member]));
    return sets.filter((set) => set.length > 0);
  }
  const paying = ({ value, work: { loads } }: Member) =>
    statistic(value) / Math.max(...loads.map(({ weighted, pool }) => statistic(weighted) / statistic(pool.perMinute)));
  const byPay = members.map((member) => ({ member, pays: paying(member) })).sort((a, b) => b.pays - a.pays);
  const rank = new Map(byPay.map(({ member }, index) => [member, index]));
  return lengthsOf(members.length).map((length) => members.filter((each) => (rank.get(each) ?? 0) < length));
}

/** What of a workload units of an offer would serve as a model; undefined where they may not, or not all of its requests. */
function memberOf(
  priced: PricedWorkload,
  model: Model,
  offer: ReservedOffer,
  dearest: Factor | undefined,
  context: Context,
  pricedPart: (priced: PricedWorkload, open: Share) => PricedWorkload,
  by: UnitTerms,
): Member | undefined {
  const { workload } = priced;
  const use = priced.uses.find(({ of }) => of.model.id === model.id);
  if (use === undefined || use.obstacle !== undefined || !isZero(use.moving) || !admits(offer, workload))
    return undefined;
  const waits = use.of.stated.inTheWay.batch === undefined ? (workload.batchEligible ?? NONE) : NONE;
  const open = complement(waits);
  if (isZero(open) || (by.over !== undefined && !movesAsOne(workload, open))) return undefined;
  const part = pricedPart(priced, open);
  const own = part.uses.find(({ of }) => of.model.id === model.id);
  const pools = poolsFor(offer, model);
  const work = own && pools && servedWork(own.of, offer, pools);
  return work && { workload, open, work, value: dearestCost(part, model, dearest, context, by.required) };
}

/** True of work of which units leave the same mix in every month: nothing of it waits for batch, is a call or is stored. */
const movesAsOne = ({ others, storedTokenHours }: Workload, open: Share) =>
  compare(open, ONE) === 0 && others === undefined && storedTokenHours === undefined;

/** True of a set whose work moves together: one workload, or none with a word of its own on its demand. */
const together = (set: readonly Member[]) =>
  set.length === 1 || set.every(({ workload: { demand, growth } }) => demand === undefined && growth === undefined);

/** What units of an offer for a model could serve. */
export interface Reservable {
  readonly model: string;
  /** True where units could serve more than is weighed: of work whose mix moves, or whose parts move apart, over several months. */
  readonly partly: boolean;
  readonly groups: readonly Group[];
  /** No set of the workloads saves more: where not every set is looked at. US dollars a month, a float. */
  readonly atMost: number | undefined;
}

/**
 * What units save at most whoever shares them, by the pool that bounds it the most: each unit serves those that pay the
 * most for its tokens, and no more than an average minute of it takes. Where nobody states a peak no set is taken with
 * fewer units than serve the peak that is assumed.
 */
function mostOfAnySet(
  members: readonly Member[],
  price: number,
  { peakToAverage }: Pick<MovingLoad, 'peakToAverage'>,
): number {
  const peak = members.some(({ work: { of } }) => statesLoad(of)) ? 1 : statistic(peakToAverage);
  const [
    {
      work: { loads: pools },
    } = { work: { loads: [] } },
  ] = members;
  const bounds = pools.map((_, place) => {
    const units = ({ work: { loads } }: Member) => {
      const at = loads[place];
      return at === undefined ? 0 : (peak * statistic(averagePerMinute(at.weighted))) / statistic(at.pool.perMinute);
    };
    const all = members.map((member) => ({ value: statistic(member.value), units: units(member) }));
    const byPay = all.sort((a, b) => b.value * a.units - a.value * b.units);
    let [most, saved] = [0, 0];
    for (const { value, units: needed } of byPay) {
      saved += value - needed * price;
      most = Math.max(most, saved);
    }
    return most;
  });
  return Math.min(...bounds);
}

/** Every offer of units for each model, with the sets of workloads that they could serve. */
export function reservable(priced: readonly PricedWorkload[], context: Context, by: UnitTerms): Reservable[] {
  const models = new Map(priced.flatMap(({ uses }) => uses.map(({ of: { model } }) => [model.id, model])));
  const found: Reservable[] = [];
  const pricedPart = (each: PricedWorkload, open: Share) => pricedOpen(each, open, context);
  for (const offer of context.offers.reserved) {
    const term = cheapestTerm(offer, by.months);
    if (term === undefined) continue;
    for (const model of models.values()) {
      const pools = poolsFor(offer, model);
      if (pools === undefined) continue;
      const dearest = dearestUnder(model.provider, priced, context);
      const membersBy = (terms: UnitTerms) =>
        priced.flatMap((each) => memberOf(each, model, offer, dearest, context, pricedPart, terms) ?? []);
      const members = membersBy(by);
      const sets = setsOf(members);
      const moving = by.over === undefined ? sets : sets.filter(together);
      const partly =
        by.over !== undefined &&
        (moving.length < sets.length || membersBy({ ...by, over: undefined }).length > members.length);
      const groups = moving.map((set): Group => {
        const load = loadOf(
          set.map(({ work }) => work),
          pools,
          by,
        );
        return { offer, term, model: model.id, members: set, load, value: sum(set.map(({ value }) => value)) };
      });
      const whole = groups.at(-1);
      const price = statistic(monthly(term.usdPerUnit, term.per));
      const volumes = whole && volumesOf(whole, by);
      // What units save at most, and what they need for it, goes with the volume.
      const mean =
        volumes === undefined ? 1 : volumes.all.reduce((total, each) => total + each, 0) / volumes.all.length;
      const atMost =
        members.length > ALL_SETS && whole !== undefined ? mean * mostOfAnySet(members, price, whole.load) : undefined;
      found.push({ model: model.id, partly, groups, atMost });
    }
  }
  return found;
}

/** Less than this is no saving: a search in floats leaves it to exact prices. */
export const NOTHING_SAVED = 1e-6;

/** Where the peak is assumed: so many volumes between the least and the most whose peaks are served by a count of their own. */
const VOLUMES_TRIED = 36;

/** Counts of units worth a look for a load that is not the same in every month. */
function countsOver(load: MovingLoad, { all, most }: Volumes): UnitCounts[] {
  const at = (volume: number) => unitCounts(loadAt(load, factor(exactOf(volume, VOLUME_PLACES))));
  if (load.stated) return at(most);
  const stride = Math.max(1, Math.floor(all.length / VOLUMES_TRIED));
  const tried = [...new Set([1, ...all.filter((_, index) => index % stride === 0), most])];
  return [...new Map(tried.flatMap(at).map((counts) => [counts.join(), counts])).values()];
}

/** Decimals kept of a volume at which units are counted. */
const VOLUME_PLACES = 6;

/** What units serve of a group, as a multiple of its stated load: of a month, or in the mean of all there may be. */
function servedOf(group: Group, counts: UnitCounts, volumes: Volumes | undefined, normal: UnitTerms['normal']): number {
  if (volumes === undefined) return statistic(servedShare(group.load, counts, normal));
  const known = SERVED.get(volumes) ?? new Map<string, number>();
  SERVED.set(volumes, known);
  const { offer, term, model, members } = group;
  const key = JSON.stringify([
    offer.id,
    term.name,
    model,
    members.map(({ workload: { name } }) => name),
    counts.join(),
  ]);
  const found = known.get(key);
  if (found !== undefined) return found;
  const at = servedAt(group.load, counts, normal);
  const mean = volumes.all.reduce((total, volume) => total + volume * at(volume), 0) / volumes.all.length;
  known.set(key, mean);
  return mean;
}

/** What units serve over the same volumes is asked again by each plan of a proposal. */
const SERVED = new WeakMap<Volumes, Map<string, number>>();

/** The volumes of the work of a group, which moves together; undefined where each month is as it is stated. */
const volumesOf = ({ members: [first] }: Pick<Group, 'members'>, { over }: UnitTerms): Volumes | undefined =>
  first === undefined ? undefined : over?.of(first.workload);

export function candidatesOf(group: Group, by: UnitTerms): Candidate[] {
  const { normal } = by;
  const price = statistic(monthly(group.term.usdPerUnit, group.term.per));
  const volumes = volumesOf(group, by);
  const all = volumes === undefined ? unitCounts(group.load) : countsOver(group.load, volumes);
  return all.flatMap((counts): Candidate[] => {
    const served = servedOf(group, counts, volumes, normal);
    const atMost = mostSaved(served, counts, price, group.value);
    const cost = served * statistic(group.value) - atMost;
    return atMost > NOTHING_SAVED ? [{ group, counts, served, cost, atMost }] : [];
  });
}
