import type { Day } from '../../domain/day.ts';
import type { Advice, Estimate, ProviderFloor, WorkloadEstimate } from '../../domain/estimate.ts';
import type { ExchangeRate } from '../../domain/exchange-rate.ts';
import type { Terms } from '../../domain/line-item.ts';
import { moveOn } from '../../domain/moving-name.ts';
import { nearestModels } from '../../domain/near-model.ts';
import type { Note } from '../../domain/note.ts';
import type { Assumptions, Offers } from '../../domain/offer.ts';
import type { OwnOffer } from '../../domain/own-offer.ts';
import type { PricesAhead } from '../../domain/prices-ahead.ts';
import { type Problem, problem } from '../../domain/problem.ts';
import { lastDayOf, type Model, type Move, type RateCard, rateIn } from '../../domain/rate-card.ts';
import { routeOf } from '../../domain/route.ts';
import { scaled } from '../../domain/scaled.ts';
import { type Outage, type Service, serviceOn } from '../../domain/service.ts';
import { factorOf, tokenRatio } from '../../domain/token-ratio.ts';
import { atLeast, lessThan } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { type LeverSettings, levers, shownLevels, type WorkloadLevers } from '../../engine/levers.ts';
import { baselineBill } from '../../engine/pricer.ts';
import { monthNotes, unknownRegions } from '../channels/aggregator-notes.ts';
import { monthlyPurchases, rowPurchases } from '../channels/aggregator-purchases.ts';
import { callTerms } from '../channels/channels.ts';
import { bestBand } from '../contract/band.ts';
import { quoteWarnings, unusedCommitments } from '../contract/contract-notes.ts';
import { type Deal, dealFor } from '../contract/deal.ts';
import { providerFloor } from '../contract/floor.ts';
import { contractWith, type Quote } from '../contract/quote.ts';
import { advise } from './advise.ts';
import { cheapestOf, configurations, mayBeUndercut, type Portfolio, type ProviderDeal } from './configurations.ts';
import { endNotes } from './end-notes.ts';
import { leverAdvice } from './lever-advice.ts';
import { leftOutNotes, sharedAssumptions, workloadAssumptions, workloadWarnings } from './notes.ts';
import { staleness } from './price-age.ts';
import { leaningNotes } from './purchase-notes.ts';
import { listSheetOf, listSpend, type Priceable, type ProviderSpend, type Spend } from './spend.ts';
import { contractsBeyondRows, leanings } from './togetherness.ts';
import { totalsOf } from './totals.ts';

/** Everything an answer depends on. The same context and workloads always give the same answer. */
export interface Context {
  readonly card: RateCard;
  readonly offers: Offers;
  readonly assumptions: Assumptions;
  /** The day that is priced. */
  readonly day: Day;
  /** The day that is asked on, where what is priced begins after it. */
  readonly asked?: Day;
  readonly quote: Quote;
  /** True when a plan buys everything through one channel; list and direct are one, the providers themselves. */
  readonly singleChannel?: boolean;
  /** Months over which a plan spreads what is paid once; 1 where undefined. */
  readonly spread?: number;
  /** The prices of later months, where a plan is over a term in which they change. */
  readonly ahead?: PricesAhead;
  /** What offers files of the user's own state. */
  readonly ownOffers?: readonly OwnOffer[];
  /** The currency that amounts are shown in beside US dollars: it decides nothing. */
  readonly exchange?: ExchangeRate;
  /** What reading the user's files brought up; goes before the warnings. */
  readonly remarks?: readonly Note[];
  /** Where else a model that is not on the card can be found, in words; '' when nowhere. */
  readonly elsewhere: (name: string) => string;
}

/** What a name that moves meant before a day on which no source has it, and after it, and what is noted of the day. */
function movesText(moves: readonly Move[], day: Day): string {
  const known = moves.filter(({ model }) => model !== undefined);
  const [before, after] = [moveOn(known, day), known.find(({ from }) => from > day)];
  const said = [
    ...(before === undefined ? [] : [`it was ${before.model} from ${before.from} on`]),
    ...(after === undefined ? [] : [`it is ${after.model} from ${after.from} on`]),
  ];
  const { note } = moveOn(moves, day)?.source ?? {};
  return [
    ...(said.length === 0 ? [] : [`By what is published, ${said.join(', and ')}.`]),
    ...(note === undefined ? [] : [note]),
  ].join(' ');
}

/**
 * The model of this name on the card. Throws the problem `unknownModel`, with near misses as suggestions, and `movingName`
 * where nobody has said what a name that moves meant on the day.
 */
export function modelOn(context: Pick<Context, 'card' | 'elsewhere' | 'day'>, name: string): Model {
  const { card, day } = context;
  const model = card.find(name, day);
  if (model !== undefined) return model;
  const moves = card.movingNames.get(name);
  if (moves !== undefined) throw problem('movingName', name, day, movesText(moves, day));
  const route = routeOf(name, (other) => card.find(other, day));
  if (route !== undefined && 'model' in route) {
    const taken = `It is ${route.model.id} behind ${route.taken.join(' ')}, which a bill or a log puts around it: name ${route.model.id}.`;
    throw problem('unknownModel', name, card.id, card.calledBy, [], taken);
  }
  const models = card.ids.flatMap((id) => card.find(id) ?? []);
  throw problem('unknownModel', name, card.id, card.calledBy, nearestModels(name, models), context.elsewhere(name));
}

/** The problem of a name that nothing answers to on a day. */
export function outageProblem({ why, model }: Outage, day: Day): Problem {
  const { retired } = model;
  return why === 'notYet' || retired === undefined
    ? problem('noRateOn', model.id, day, model.rates[0].from)
    : problem('retiredModel', model.id, day, lastDayOf(retired), retired.from, retired.servedBy);
}

/**
 * What answers to a name on the day of the context. Throws `unknownModel`, `noRateOn` before the model's first rate, and
 * `retiredModel` after the last day of one in whose place nothing can be priced.
 */
export function serviceOf(name: string, context: Pick<Context, 'card' | 'elsewhere' | 'day'>): Service {
  const service = serviceOn(modelOn(context, name), context.day, (other) => context.card.find(other));
  if ('why' in service) throw outageProblem(service, context.day);
  return service;
}

/** Since when a name that goes from model to model means what it is priced as; undefined for any other name. */
function namedBy(name: string, asked: Model, { card, day }: Pick<Context, 'card' | 'day'>): Priceable['named'] {
  if (name === asked.id || asked.aliases.includes(name)) return undefined;
  const moves = card.movingNames.get(name);
  const model = moves && card.find(name, day)?.id;
  const move = moves?.findLast((each) => each.model === model && each.from <= day);
  return move && { name, from: move.from, source: move.source };
}

/** What a workload is priced with, whatever it states of its levers and its volume. */
type On = Pick<Priceable, 'model' | 'rate' | 'listSheet' | 'service' | 'named' | 'tokenRatio'>;

/** A workload at a rate; its levers are worked out when they are first asked for. */
function pricedOn(workload: Workload, on: On, settings: LeverSettings): Priceable {
  const { model, rate, listSheet, service, named, tokenRatio } = on;
  const leversOf = (illustrate: boolean) => levers(workload, model, rate, settings, illustrate);
  let stated: WorkloadLevers | undefined;
  let illustrated: WorkloadLevers | undefined;
  return {
    workload,
    model,
    rate,
    listSheet,
    get stated() {
      stated ??= leversOf(false);
      return stated;
    },
    get illustrated() {
      if (illustrated !== undefined) return illustrated;
      const shown = leversOf(true);
      // Nothing is illustrated of what states a lever.
      illustrated = shown.basis === 'stated' ? this.stated : shown;
      return illustrated;
    },
    leversOn: (other) => levers(workload, model, other, settings, false),
    asWork: (other) => pricedOn(other, on, settings),
    service,
    named,
    tokenRatio,
  };
}

/** A workload with its rate of the day in its region, in the tokens of the model that is priced. Throws what `serviceOf` throws. */
export function priceable(stated: Workload, context: Context): Priceable {
  const service = serviceOf(stated.model, context);
  const { asked, model } = service;
  const rate = rateIn(service.rate, stated.region);
  const ratio = tokenRatio(asked, model, context.card.tokenizers);
  const served = model === asked ? stated : { ...stated, model: model.id };
  const workload = scaled(served, factorOf(ratio));
  const listSheet = listSheetOf(workload, rate);
  const named = namedBy(stated.model, asked, context);
  return pricedOn(
    workload,
    { model, rate, listSheet, service, named, tokenRatio: ratio },
    { assumptions: context.assumptions, defaults: context.card.defaults },
  );
}

function groupByProvider(all: readonly Priceable[]): Map<string, Priceable[]> {
  const groups = new Map<string, Priceable[]>();
  for (const each of all) {
    const group = groups.get(each.model.provider);
    if (group === undefined) groups.set(each.model.provider, [each]);
    else group.push(each);
  }
  return groups;
}

function providerSpend(
  groups: ReadonlyMap<string, readonly Priceable[]>,
  termsOf: (provider: string) => Terms,
): ProviderSpend {
  const known = new Map<string, Spend>();
  return (provider, levers, illustrated) => {
    const key = `${provider} ${levers} ${illustrated}`;
    const as = illustrated ? 'illustrated' : 'stated';
    const spend = known.get(key) ?? listSpend(groups.get(provider) ?? [], as, levers, termsOf(provider));
    known.set(key, spend);
    return spend;
  };
}

function providerDeals(spendOf: ProviderSpend, { offers, quote }: Context): ProviderDeal {
  const known = new Map<string, Deal | undefined>();
  return (provider, levers, illustrated) => {
    const key = `${provider} ${levers} ${illustrated}`;
    if (known.has(key)) return known.get(key);
    const contract = contractWith(offers, provider, quote);
    const deal = contract === 'notOffered' ? undefined : dealFor(contract, spendOf(provider, levers, illustrated));
    known.set(key, deal);
    return deal;
  };
}

/**
 * A discount can push its own buyer under the floor: eligible on list dollars, short of it in contracted ones. Nothing to
 * ask about where the offer says which of them count.
 */
function contractWarnings(floor: ProviderFloor, context: Context): Note[] {
  const contract = contractWith(context.offers, floor.provider, context.quote);
  if (contract === 'notOffered' || !floor.complete || contract.terms?.floorBasis !== undefined) return [];
  const { low } = contract.floor;
  const pushed = [floor.optimisedSpend, floor.mostSpend]
    .filter((listSpend) => atLeast(listSpend, low))
    .map((listSpend) => ({ listSpend, contracted: bestBand(contract, listSpend).used }))
    .find((spend) => lessThan(spend.contracted, low));
  const { provider } = floor;
  return pushed === undefined ? [] : [{ code: 'contractedUnderFloor', provider, ...pushed, floor: contract.floor }];
}

/**
 * What each workload costs under every configuration, where each provider stands against its floor, and what to do.
 * Pure. Throws the problems `unknownModel` and `noRateOn`.
 */
export function estimate(workloads: readonly Workload[], context: Context): Estimate {
  return estimateOf(
    workloads.map((workload) => priceable(workload, context)),
    context,
  );
}

/** The same of work whose prices are found already: those of several days, where a price changes in a month. */
export function estimateOf(all: readonly Priceable[], context: Context): Estimate {
  const { offers, quote } = context;
  const rows = rowsOf(all, context);
  const { answers, floors, leaning, purchases } = rows;
  return {
    ...standingBy(rows, all, context),
    totals: totalsOf(answers, leaning, purchases, contractsBeyondRows(floors, answers, offers, quote)),
    advice: adviceOn(rows, context),
  };
}

/** The rows of work and what is advised on them, without all that an estimate says beside. */
export function advisedRows(all: readonly Priceable[], context: Context) {
  const rows = rowsOf(all, context);
  return { workloads: rows.answers, advice: adviceOn(rows, context) };
}

function adviceOn({ pairs, answers, floors, leaning }: Rows, context: Context): Advice[] {
  const leverFirst = pairs.flatMap(({ of, answer }) => leverAdvice(of, answer, context));
  return advise(leverFirst, answers, floors, leaning, context.offers, context.quote);
}

type Rows = ReturnType<typeof rowsOf>;

/** Every row of all work, and where each provider stands. */
function rowsOf(all: readonly Priceable[], context: Context) {
  const { offers, quote } = context;
  const groups = groupByProvider(all);
  const spendOf = providerSpend(groups, (provider) => callTerms(contractWith(offers, provider, quote)));
  const portfolio = { dealOf: providerDeals(spendOf, context), purchaseOf: monthlyPurchases(all) };
  const pairs = all.map((of) => ({ of, answer: estimateOne(of, offers, portfolio) }));
  const answers = pairs.map((pair) => pair.answer);
  const purchases = rowPurchases(answers.map(({ cheapest }) => cheapest));
  const floors = [...groups].map(([provider, group]) => {
    return providerFloor(provider, group, context, spendOf);
  });
  return { groups, pairs, answers, purchases, floors, leaning: leanings(floors, answers, offers, quote) };
}

/** An estimate without what it adds up to and advises: where each provider stands, what is assumed, and what to look out for. */
export function standingOf(all: readonly Priceable[], context: Context) {
  return standingBy(rowsOf(all, context), all, context);
}

function standingBy(
  { groups, pairs, answers, purchases, floors, leaning }: Rows,
  all: readonly Priceable[],
  context: Context,
) {
  const { card, offers, assumptions, day, quote } = context;
  const rows = answers.flatMap((answer) => answer.configurations);
  return {
    workloads: answers,
    floors,
    usualFloor: quote.floor ?? offers.usualFloor,
    assumptions: [
      ...sharedAssumptions(all, rows, offers, quote, assumptions),
      ...purchases.flatMap(monthNotes),
      ...all.flatMap((of) => workloadAssumptions(of, card, assumptions)),
      ...leftOutNotes(all),
    ],
    warnings: [
      ...(context.remarks ?? []),
      ...staleness(all, day, assumptions.stalePriceDays),
      ...all.flatMap((of) => endNotes(of, context)),
      ...pairs.flatMap(({ of, answer }) => [
        ...workloadWarnings(answer, of, context.offers),
        ...unknownRegions(answer),
      ]),
      ...floors.flatMap((floor) => contractWarnings(floor, context)),
      ...unusedCommitments(
        answers.flatMap(({ model: { provider }, cheapest }) =>
          cheapest?.contract === undefined ? [] : [{ provider, settlement: cheapest.contract.settlement }],
        ),
      ),
      ...quoteWarnings([...groups.keys()], offers, quote),
      ...leaningNotes(leaning),
    ],
  };
}

function estimateOne(of: Priceable, offers: Offers, portfolio: Portfolio): WorkloadEstimate {
  const { workload, model, rate } = of;
  const baseline = baselineBill(workload, rate);
  const rows = configurations(of, baseline, offers, portfolio);
  const cheapest = cheapestOf(rows);
  return {
    workload,
    model,
    rate,
    baseline,
    configurations: rows,
    cheapest,
    mayBeUndercut: mayBeUndercut(rows, cheapest),
    levels: shownLevels(of.workload, of.illustrated),
  };
}
