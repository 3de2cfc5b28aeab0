import type { Note } from '../../domain/note.ts';
import type { OfferKind, OwnOffer } from '../../domain/own-offer.ts';
import { type Model, namesOf } from '../../domain/rate-card.ts';
import type { Workload } from '../../domain/workload.ts';
import { discountOn, isShown } from '../channels/channels.ts';
import { type Context, modelOn } from '../estimate/estimate.ts';
import { USUAL_LEVEL } from '../levers/service-level.ts';
import type { Asker } from './users.ts';

/** What an answer is made for. */
interface Question {
  readonly workloads: readonly Workload[];
  readonly models: readonly Model[];
  readonly context: Context;
  readonly asker: Asker;
}

/** Why something of an offer moves nothing of an answer. */
const WHY = {
  nothingThere: 'nothing of the profile is bought or served there',
  notAsked: 'it waits to be asked for with --via or by a workload',
  noChannel: 'a check buys through the channel that a workload names',
  namedAlready: 'a workload names it as its channel',
  notDirect: 'no workload names the channel direct',
  notPrepaid: 'nothing says prepay',
  noRegion: 'no workload is pinned to a region',
  noLatencyBudget: 'no workload has a latency budget',
  noMarketplace: 'no marketplace of that cloud sells what the profile uses',
  notUsual: 'only the one called usual is reckoned with',
  ofDecide: '`tokencost decide` uses it',
  ofEstimate: '`tokencost estimate` uses it',
} as const;
type Reason = keyof typeof WHY;

/** How an entry of an offers file is spoken of. */
const ENTRY: Readonly<Record<OfferKind, (id: string) => string>> = {
  aggregators: (id) => id,
  contracts: (id) => `the contract with ${id}`,
  marketplaces: (id) => `the marketplace ${id}`,
  cloudCommitments: (id) => `the commitment to ${id}`,
  reserved: (id) => `the reserved capacity ${id}`,
  serviceLevels: (id) => `the service level ${id}`,
};

/** Keys of an entry by why they move nothing; all of them where the whole entry does not. */
type Idle = Partial<Record<Reason, readonly string[] | 'all'>>;

const ALL_OF = (why: Reason): Idle => ({ [why]: 'all' });

/** A provider of no name of its own: whichever has no entry. */
const ANY = 'any';
/** What is settled over more than a month, which only a plan looks at. */
const OF_THE_TERM = ['fulfilment', 'rollover', 'ramp', 'termMonths', 'newerModels', 'priceProtection', 'mostFavoured'];
/** What only work that is bought direct meets; a floor is told of a provider whose work is not. */
const OF_THE_DEAL = ['bands', 'discountRange', 'overage', 'commitmentBasis'];

const buysFrom = ({ models }: Question, providers: readonly string[]) =>
  models.some(({ provider }) => providers.includes(provider));

function ofAggregator(id: string, question: Question): Idle {
  const { workloads, models, context, asker } = question;
  const aggregator = context.offers.aggregators.find((each) => each.id === id);
  if (aggregator === undefined || !models.some((model) => discountOn(aggregator, model) !== undefined))
    return ALL_OF('nothingThere');
  if (asker === 'check' && workloads.every(({ channel }) => channel !== id)) return ALL_OF('noChannel');
  if (!workloads.some((workload) => isShown(aggregator, workload))) return ALL_OF('notAsked');
  return {
    ...(asker === 'decide' ? {} : { ofDecide: ['belief'] }),
    ...(asker === 'check' ? { namedAlready: ['shown'] } : {}),
    ...(aggregator.prepay ? {} : { notPrepaid: ['topUp'] }),
    ...(workloads.some(({ region }) => region !== undefined) ? {} : { noRegion: ['regions'] }),
    ...(workloads.some(({ latencyBudgetMs }) => latencyBudgetMs !== undefined)
      ? {}
      : { noLatencyBudget: ['addedLatencyP95Ms'] }),
  };
}

function ofContract(id: string, question: Question): Idle {
  const { workloads, context, asker } = question;
  if (id !== ANY && !buysFrom(question, [id])) return ALL_OF('nothingThere');
  if (asker === 'decide') return {};
  // An estimate says the stages of a ramp with the terms it shows.
  if (asker === 'estimate') return { ofDecide: OF_THE_TERM.filter((key) => key !== 'ramp') };
  const isDirect = workloads.some(
    ({ channel, model }) => channel === 'direct' && (id === ANY || modelOn(context, model).provider === id),
  );
  return {
    ofDecide: OF_THE_TERM,
    ...(isDirect ? { ofEstimate: ['discountRange'] } : { notDirect: OF_THE_DEAL }),
  };
}

function ofMarketplace(id: string, question: Question): Idle {
  const { workloads, context, asker } = question;
  if (asker === 'estimate') return ALL_OF('ofDecide');
  const sold = context.offers.marketplaces.find((each) => each.id === id)?.providers ?? [];
  if (!buysFrom(question, sold)) return ALL_OF('nothingThere');
  return asker === 'check' && workloads.every(({ channel }) => channel !== id) ? ALL_OF('noChannel') : {};
}

function ofCloud(id: string, question: Question): Idle {
  if (question.asker !== 'decide') return ALL_OF('ofDecide');
  const sells = question.context.offers.marketplaces.some(
    ({ cloud, providers }) => cloud === id && buysFrom(question, providers),
  );
  return sells ? {} : ALL_OF('noMarketplace');
}

function ofReserved(id: string, { models, context, asker }: Question): Idle {
  if (asker !== 'decide') return ALL_OF('ofDecide');
  const served = context.offers.reserved.find((each) => each.id === id)?.models ?? new Map<string, unknown>();
  return models.some((model) => namesOf(model).some((name) => served.has(name))) ? {} : ALL_OF('nothingThere');
}

const RULES: Readonly<Record<OwnOffer['kind'], (id: string, question: Question) => Idle>> = {
  aggregators: ofAggregator,
  contracts: ofContract,
  marketplaces: ofMarketplace,
  cloudCommitments: ofCloud,
  reserved: ofReserved,
  serviceLevels: (id, { asker }) =>
    asker !== 'decide' ? ALL_OF('ofDecide') : id === USUAL_LEVEL ? {} : ALL_OF('notUsual'),
};

/** What of an entry moves nothing, by why. */
function idleOf({ kind, id, keys }: OwnOffer, question: Question): (readonly [Reason, string])[] {
  const entry = ENTRY[kind](id);
  return (Object.entries(RULES[kind](id, question)) as [Reason, readonly string[] | 'all'][]).flatMap(
    ([why, idle]): (readonly [Reason, string])[] => {
      if (idle === 'all') return [[why, entry]];
      const stated = keys.filter((key) => idle.includes(key));
      return stated.length === 0 ? [] : [[why, `${stated.join(', ')} of ${entry}`]];
    },
  );
}

/**
 * What a user's own offers state that an answer does not use, whatever its value: one note. What an answer may use and
 * need not, such as the terms of a contract that a plan does not sign, is used.
 */
export function idleOffers(workloads: readonly Workload[], context: Context, asker: Asker): Note[] {
  const own = context.ownOffers ?? [];
  if (own.length === 0) return [];
  const names = new Set(
    workloads.flatMap(({ model, alternatives }) =>
      asker === 'check' ? [model] : [model, ...alternatives.map((each) => each.model)],
    ),
  );
  const models = [...names].map((name) => modelOn(context, name));
  const byReason = new Map<Reason, string[]>();
  for (const [why, what] of own.flatMap((offer) => idleOf(offer, { workloads, models, context, asker }))) {
    byReason.set(why, [...(byReason.get(why) ?? []), what]);
  }
  if (byReason.size === 0) return [];
  return [{ code: 'offersIdle', parts: [...byReason].map(([why, what]) => ({ what, why: WHY[why] })) }];
}
