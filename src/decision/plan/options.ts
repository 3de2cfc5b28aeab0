import { type Channel, reservedChannel, termsOf } from '../../domain/channel.ts';
import { type Day, dayBefore, monthOf, monthsBetween } from '../../domain/day.ts';
import { isZero, whole } from '../../domain/exact.ts';
import { type Levers, pulled } from '../../domain/levers.ts';
import { besideTerms, totalOf, underTerms } from '../../domain/line-item.ts';
import type { Obstacle } from '../../domain/obstacle.ts';
import type { Offers } from '../../domain/offer.ts';
import type { ExcludedOption } from '../../domain/plan.ts';
import { changeAYear, priceIn } from '../../domain/price-trend.ts';
import type { PricesAhead } from '../../domain/prices-ahead.ts';
import type { ServedPart } from '../../domain/reserved.ts';
import { factorOf, tokenRatio } from '../../domain/token-ratio.ts';
import { type Factor, factor, NO_USD, NONE, per, plus, times, type Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { baselineBill } from '../../engine/pricer.ts';
import { textCost } from '../../engine/text-cost.ts';
import { proportionalFactor } from '../channels/aggregator-pool.ts';
import { callTerms, channelObstacle, openChannels } from '../channels/channels.ts';
import { type Context, modelOn, priceable } from '../estimate/estimate.ts';
import { nothingAfter } from '../estimate/month-parts.ts';
import { leverStates, listBill, type Priceable } from '../estimate/spend.ts';
import { gapOn } from '../term/prices-ahead.ts';
import { bandChannel } from './band-channel.ts';
import {
  besideTermsOf,
  type CloudOption,
  type Gathered,
  keep,
  type OpenOption,
  type PooledOption,
  type Usage,
  underAll,
  usageAtVolume,
} from './gathered.ts';
import { gatherMarkets, type MarketUse, marketAtVolume, marketUses } from './market-options.ts';
import { qualityObstacle } from './quality.ts';
import { type Substitute, substitutes } from './substitute.ts';

/** What one workload can be bought as. */
export interface Choices {
  readonly workload: Workload;
  /** As stated, without levers; undefined when that has no price. */
  readonly baselineCost: Usd | undefined;
  /** The cheapest purchase without a contract, the earlier on a tie; undefined when only a contract will do. */
  readonly open: OpenOption | undefined;
  /** The cheapest purchase without a contract through each channel. */
  readonly opens: ReadonlyMap<string, OpenOption>;
  /** All purchases from each aggregator with a fee that only the month's total decides. */
  readonly resold: ReadonlyMap<string, readonly OpenOption[]>;
  /** Purchases under a contract, by provider: each costs its list cost less the discount of the band. */
  readonly direct: ReadonlyMap<string, readonly Usage[]>;
  /** Purchases that draw down what is owed to a cloud, by cloud. */
  readonly clouds: ReadonlyMap<string, readonly CloudOption[]>;
  /** Purchases from aggregators whose fees the search counts, by aggregator: none of them is in `open` then. */
  readonly pools: ReadonlyMap<string, readonly PooledOption[]>;
  readonly excluded: readonly ExcludedOption[];
  /** What it takes to move it to another model; undefined where that costs nothing, or there is none. */
  readonly moving?: Moving;
  /** The same at each later set of prices of the term; none where prices stay as they are. */
  readonly later?: readonly Choices[];
}

/** Work that costs something to move. Over a term the model is decided once: it stays, or moving it is paid for and every model is open. */
export interface Moving {
  /** What it costs once, spread over so many months, and the part of one of them. */
  readonly cost: Usd;
  readonly months: number;
  readonly monthly: Usd;
  readonly ifStays: Choices;
  /** Without the cost of moving in any of its purchases. */
  readonly ifMoved: Choices;
}

/** Stands for every band where only the channel's name matters. */
const ANY_BAND = bandChannel({ discount: NONE });

function unpricedObstacle(of: Priceable): Obstacle {
  const bill = listBill(of, 'asIs');
  return { code: 'unpriced', reasons: [...new Set(bill.unpriced.map(({ reason }) => reason))] };
}

/** What its line items come to at list, and calls beside that; undefined where one has no price. */
function billedCosts(of: Priceable, levers: Levers): Pick<Usage, 'listCost' | 'besideCost'> | undefined {
  const list = listBill(of, levers);
  if (totalOf(list) === undefined) return undefined;
  return { listCost: underTerms(list, {}), besideCost: besideTerms(list, {}) };
}

/** Levers on or off as far as the workload states them and the model offers them, each at its list cost. */
function usagesOf(of: Priceable, tokenFactor: Factor, moving: Usd): Usage[] {
  const usages: Usage[] = [];
  for (const levers of leverStates(of)) {
    const text = textCost(of.workload, of.stated, of.listSheet, levers);
    if (text === 'unpriced') continue;
    const costs = text === 'notText' ? billedCosts(of, levers) : { listCost: text, besideCost: NO_USD };
    if (costs === undefined) continue;
    const { listCost, besideCost } = costs;
    usages.push({ of, tokenFactor, levers, listCost, besideCost, moving });
  }
  return usages;
}

/** The cost of a usage through a channel that needs no contract: fees included, but for what a month's total decides. */
function openCost(usage: Usage, channel: Channel): Usd | undefined {
  if (channel.kind === 'list') return plus(usage.listCost, besideTermsOf(usage));
  if (channel.kind === 'aggregator')
    return plus(times(usage.listCost, proportionalFactor(channel)), besideTermsOf(usage));
  return undefined;
}

function gatherOpen(into: Gathered, channel: Channel, usages: readonly Usage[], of: Priceable, name: string): void {
  let first: Obstacle | undefined;
  let served = false;
  for (const each of usages) {
    const usage = underAll(each, termsOf(channel));
    const obstacle = channelObstacle(channel, of.workload, pulled(usage.levers));
    first ??= obstacle;
    const cost = obstacle === undefined ? openCost(usage, channel) : undefined;
    if (cost === undefined) continue;
    served = true;
    keep(into, { usage, channel, cost });
  }
  if (!served) {
    const obstacle = first ?? unpricedObstacle(of);
    into.excluded.push({ workload: name, model: of.model.id, channel: channel.id, obstacle });
  }
}

function gatherDirect(into: Gathered, all: readonly Usage[], of: Priceable, name: string, offers: Offers): void {
  const { provider, id: model } = of.model;
  const usages = all.map((usage) => underAll(usage, callTerms(offers.contractOf(provider))));
  const obstacle = channelObstacle(ANY_BAND, of.workload, []);
  if (obstacle !== undefined) into.excluded.push({ workload: name, model, channel: ANY_BAND.id, obstacle });
  else if (usages.length > 0) into.direct.set(provider, [...(into.direct.get(provider) ?? []), ...usages]);
}

/** A model that may serve a workload, with the levers it may use. */
export interface Use {
  readonly of: Priceable;
  /** Tokens it is taken to need for the same work, as a multiple of those stated. */
  readonly factor: Factor;
  readonly usages: readonly Usage[];
  readonly markets: readonly MarketUse[];
  /** What moving the work to it costs a month: 0 for its own model. It is in its purchases. */
  readonly moving: Usd;
  /** Why the model may not serve the workload at all. */
  readonly obstacle: Obstacle | undefined;
}

/** A workload with the list cost of everything it can be used as: what no offer changes. */
export interface PricedWorkload {
  readonly workload: Workload;
  /** As stated, without levers, or as the first of its alternatives after the end of its model; undefined when that has no price. */
  readonly baselineCost: Usd | undefined;
  readonly uses: readonly Use[];
  /** Months over which what is paid once is spread. */
  readonly spread: number;
  /** The same at each later set of prices of the term; none where prices stay as they are. */
  readonly later?: readonly PricedWorkload[];
}

/** What it costs a month to have moved work to a model, spread over the months that are planned. */
function movingTo(name: string, { model, switchingCost }: Workload, context: Context): Usd {
  if (switchingCost === undefined || modelOn(context, name).id === modelOn(context, model).id) return NO_USD;
  return per(switchingCost, factor(whole(BigInt(context.spread ?? 1))));
}

/** A model on a day; one that has ended by then serves nothing any more, and stands there as it was on its last day. */
function useOn({ workload, factor }: Substitute, day: Day, stated: Workload, context: Context): Use {
  const gap = context.ahead && gapOn(workload.model, day, context);
  const of = priceable(workload, { ...context, day: gap === undefined ? day : dayBefore(gap.from) });
  if (gap !== undefined) {
    const obstacle: Obstacle = { code: 'unpriced', reasons: [nothingAfter(gap)] };
    return { of, factor, usages: [], markets: [], moving: NO_USD, obstacle };
  }
  const needed = times(factor, factorOf(of.tokenRatio));
  const moving = movingTo(workload.model, stated, context);
  return {
    of,
    factor,
    usages: usagesOf(of, needed, moving),
    markets: marketUses(of, needed, moving, context),
    moving,
    obstacle: qualityObstacle(stated, workload.model),
  };
}

/** False of a model that has ended before the day that is priced, with nothing named after it. */
export const isServed = ({ obstacle }: Use) => obstacle?.code !== 'unpriced';

/** What a workload is bought as where nothing is decided: its own model, or what it is served by after that has ended. */
const ownOf = (uses: readonly Use[]) =>
  uses.find((use, index) => isServed(use) && (index === 0 || use.obstacle === undefined));

function pricedOn(workload: Workload, context: Context, day: Day): PricedWorkload {
  const asked = modelOn(context, workload.model);
  const published = (name: string) => factorOf(tokenRatio(asked, modelOn(context, name), context.card.tokenizers));
  const uses = substitutes(workload, published).map((substitute) => useOn(substitute, day, workload, context));
  const own = ownOf(uses);
  return {
    workload,
    baselineCost: own && totalOf(baselineBill(own.of.workload, own.of.rate)),
    uses,
    spread: context.spread ?? 1,
  };
}

/**
 * The list cost of each model and lever a workload may use, at each set of prices of the term; a model that ends in it with
 * nothing named after it has none from then on. Throws `unknownModel`, `noRateOn`, `retiredModel` for its model or an
 * alternative.
 */
export function pricedWorkload(workload: Workload, context: Context): PricedWorkload {
  const { day, ahead } = context;
  const now = pricedOn(workload, context, day);
  if (ahead === undefined) return now;
  const known = new Map<Day, PricedWorkload>([[ahead.known[0] ?? day, now]]);
  const knownOn = (each: Day) => {
    const found = known.get(each) ?? pricedOn(workload, context, each);
    known.set(each, found);
    return found;
  };
  const later = ahead.days
    .slice(1)
    .map((each) => atExpected(knownOn(ahead.known.findLast((from) => from <= each) ?? day), each, ahead));
  return { ...now, later };
}

/** A workload at the prices that lists are expected to have come to by a day. */
function atExpected(priced: PricedWorkload, day: Day, { trend, start }: PricesAhead): PricedWorkload {
  if (trend === undefined) return priced;
  const month = monthsBetween(start, monthOf(day));
  const by = ({ of: { model } }: Use) => priceIn(month, changeAYear(trend, model));
  const own = ownOf(priced.uses);
  return {
    ...priced,
    baselineCost: priced.baselineCost && own && times(priced.baselineCost, by(own)),
    uses: priced.uses.map((use) => ({
      ...use,
      markets: use.markets.map((each) => marketAtVolume(each, by(use))),
      usages: use.usages.map((usage) => usageAtVolume(usage, by(use))),
    })),
  };
}

/** The same work at another volume: every list cost times the factor, every ratio and request as it is. */
export function atVolume(priced: PricedWorkload, by: Factor): PricedWorkload {
  const { later } = priced;
  return {
    ...priced,
    ...(later === undefined ? {} : { later: later.map((each) => atVolume(each, by)) }),
    baselineCost: priced.baselineCost && times(priced.baselineCost, by),
    uses: priced.uses.map(({ usages, markets, ...use }) => ({
      ...use,
      markets: markets.map((each) => marketAtVolume(each, by)),
      usages: usages.map((usage) => usageAtVolume(usage, by)),
    })),
  };
}

/** The work where it stays with its own model. */
function staying(priced: PricedWorkload): PricedWorkload {
  const { later } = priced;
  return {
    ...priced,
    uses: priced.uses.filter(({ moving }) => isZero(moving)),
    ...(later === undefined ? {} : { later: later.map(staying) }),
  };
}

/** The work where moving it is paid for in any case. */
function moved(priced: PricedWorkload): PricedWorkload {
  const { later } = priced;
  return {
    ...priced,
    uses: priced.uses.map((use) => ({
      ...use,
      moving: NO_USD,
      usages: use.usages.map((usage) => ({ ...usage, moving: NO_USD })),
      markets: use.markets.map((market) => ({
        ...market,
        priced: market.priced.map(({ usage, cost }) => ({ usage: { ...usage, moving: NO_USD }, cost })),
      })),
    })),
    ...(later === undefined ? {} : { later: later.map(moved) }),
  };
}

/** What moving a workload takes, where a model that may serve it asks for that on some day. */
function movingOf(priced: PricedWorkload, offers: Offers): Pick<Choices, 'moving'> {
  const { workload, spread, later = [] } = priced;
  if (workload.switchingCost === undefined) return {};
  const monthly = [priced, ...later].flatMap(({ uses }) => uses).find(({ moving }) => !isZero(moving))?.moving;
  if (monthly === undefined) return {};
  return {
    moving: {
      cost: workload.switchingCost,
      months: spread,
      monthly,
      ifStays: choicesAmong(staying(priced), offers),
      ifMoved: choicesAmong(moved(priced), offers),
    },
  };
}

/** The part of a stream that reserved units serve: their price is due, whatever else is decided. */
function servedChoices({ workload, baselineCost, uses }: PricedWorkload, { held, levers }: ServedPart): Choices {
  const usages = uses.filter(({ of }) => of.model.id === held.model).flatMap((use) => use.usages);
  const usage = usages.find((each) => each.levers === levers);
  if (usage === undefined) throw new Error(`nothing of ${workload.name} is served by ${held.offer.id}`);
  const channel = reservedChannel(held);
  const open = { usage, channel, cost: times(usage.listCost, held.multiple) };
  const opens = new Map([[channel.id, open]]);
  const none = { direct: new Map(), resold: NOTHING, clouds: NOTHING, pools: NOTHING, excluded: [] };
  return { workload, baselineCost, open, opens, ...none };
}

/** Of most work nothing is bought from a cloud or where fees are pooled. */
const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();

/** Everything a priced workload can be bought as, under its own constraints and some offers. */
export function choicesAmong(priced: PricedWorkload, offers: Offers): Choices {
  const { workload, baselineCost, uses, later } = priced;
  if (workload.served !== undefined) return servedChoices(priced, workload.served);
  const into: Gathered = {
    open: undefined,
    opens: new Map(),
    direct: new Map(),
    resold: undefined,
    clouds: undefined,
    excluded: [],
  };
  for (const { of, usages, markets, obstacle } of uses) {
    if (obstacle !== undefined) {
      into.excluded.push({ workload: workload.name, model: of.model.id, channel: undefined, obstacle });
      continue;
    }
    for (const channel of openChannels(offers, of.model, of.workload)) {
      gatherOpen(into, channel, usages, of, workload.name);
    }
    gatherDirect(into, usages, of, workload.name, offers);
    gatherMarkets(into, markets, workload.name);
  }
  const ahead = later === undefined ? {} : { later: later.map((each) => choicesAmong(each, offers)) };
  const { open, opens, direct, resold = NOTHING, clouds = NOTHING, excluded } = into;
  const gathered = { open, opens, direct, resold, clouds, pools: NOTHING, excluded };
  return { workload, baselineCost, ...gathered, ...movingOf(priced, offers), ...ahead };
}

/**
 * What a workload can be bought as at another volume, by `choices`, which are those `among` some offers: every cost times the
 * factor, so that the cheapest is what it was. Where moving it costs something, that goes with no volume.
 */
export function choicesAtVolume(
  choices: Choices | undefined,
  priced: PricedWorkload,
  by: Factor,
  offers: Offers,
): Choices {
  const { workload, later } = priced;
  const isStraight = later === undefined && workload.switchingCost === undefined && workload.served === undefined;
  if (choices === undefined || !isStraight || isZero(by)) return choicesAmong(atVolume(priced, by), offers);
  return scaledChoices(choices, by);
}

function scaledChoices(choices: Choices, by: Factor): Choices {
  const usages = new Map<Usage, Usage>();
  const usageOf = (usage: Usage) => {
    const found = usages.get(usage) ?? usageAtVolume(usage, by);
    usages.set(usage, found);
    return found;
  };
  const optionOf = (option: OpenOption): OpenOption => {
    const { usage, channel, cost } = option;
    return { usage: usageOf(usage), channel, cost: times(cost, by) };
  };
  const opens = new Map<string, OpenOption>();
  for (const [id, option] of choices.opens) opens.set(id, optionOf(option));
  const { baselineCost, open, resold, clouds } = choices;
  const direct = new Map<string, readonly Usage[]>();
  for (const [provider, own] of choices.direct) direct.set(provider, own.map(usageOf));
  return {
    ...choices,
    baselineCost: baselineCost && times(baselineCost, by),
    open: open && (choices.opens.get(open.channel.id) === open ? opens.get(open.channel.id) : optionOf(open)),
    opens,
    direct,
    resold: resold.size === 0 ? resold : new Map([...resold].map(([id, own]) => [id, own.map(optionOf)])),
    clouds:
      clouds.size === 0
        ? clouds
        : new Map(
            [...clouds].map(([id, own]) => [
              id,
              own.map((each): CloudOption => {
                const { usage, channel, cost, eligible } = each;
                return { usage: usageOf(usage), channel, cost: times(cost, by), eligible: times(eligible, by) };
              }),
            ]),
          ),
  };
}

/** Everything a workload can be bought as under its own constraints. Throws what `pricedWorkload` throws. */
export function choicesOf(workload: Workload, context: Context): Choices {
  return choicesAmong(pricedWorkload(workload, context), context.offers);
}
