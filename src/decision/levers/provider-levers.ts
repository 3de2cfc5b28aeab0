import type {
  FailedRequests,
  LeverBasis,
  LeverValue,
  ProviderLevers,
  UptimeCredits,
} from '../../domain/lever-report.ts';
import type { LeverTerms, NegotiationLever } from '../../domain/lever-terms.ts';
import { type Bill, totalOf, underTerms } from '../../domain/line-item.ts';
import type { Reservation } from '../../domain/reservation.ts';
import type { ServiceLevel } from '../../domain/service-level.ts';
import { exactOf, statistic } from '../../domain/statistic.ts';
import { atLeast, NO_USD, portion, ratio, type Share, share, sum, type Usd } from '../../domain/units.ts';
import { callTerms } from '../channels/channels.ts';
import { bestBand } from '../contract/band.ts';
import { contractWith } from '../contract/quote.ts';
import type { Context } from '../estimate/estimate.ts';
import { listBill, type Priceable } from '../estimate/spend.ts';
import type { LeversUsed } from '../reserved/reservation.ts';
import { meanAvailability } from './downtime.ts';
import { articleMethod, failureCosts, failureTotals, usualMix } from './failed-requests.ts';
import { modelAge, rateCardValue } from './rate-card.ts';
import { regionPremium } from './region-pinning.ts';
import { expectedCredit } from './service-level.ts';

/** What the levers are valued with. */
export interface LeverContext extends Pick<Context, 'card' | 'offers' | 'quote' | 'day'> {
  readonly terms: LeverTerms;
  /** The agreement a contract would carry; undefined when none is on offer. */
  readonly level: ServiceLevel | undefined;
  readonly minutesOfMonth: number;
  readonly used: LeversUsed;
  readonly reservations: readonly Reservation[];
}

/** Decimals of a share that comes from a statistic. */
const SHARE_PLACES = 9;

interface Billed {
  readonly of: Priceable;
  readonly bill: Bill;
}

function failedRequests(all: readonly Billed[], { terms }: LeverContext): FailedRequests {
  const { classes, articleShareOfOutput } = terms.failedRequests;
  const costs = all.flatMap(({ of, bill }) => failureCosts(bill, of.workload.failures ?? usualMix(classes), classes));
  const totals = failureTotals(costs);
  return {
    basis: all.every(({ of }) => of.workload.failures !== undefined) ? 'stated' : 'assumed',
    classes: totals,
    recovered: sum(totals.map((each) => each.recovered)),
    articleMethod: sum(all.map(({ bill }) => articleMethod(bill, articleShareOfOutput))),
  };
}

function uptime({ level, terms, minutesOfMonth }: LeverContext): UptimeCredits | undefined {
  if (level === undefined) return undefined;
  const { downtime, qualifying, claimed, usable } = terms.serviceLevel;
  const model = { incidents: statistic(downtime.incidentsPerMonth), meanMinutes: statistic(downtime.meanMinutes) };
  const claims = { qualifying: statistic(qualifying), claimed: statistic(claimed), usable: statistic(usable) };
  const { steps, basis, share: expectedShare } = expectedCredit(level, model, minutesOfMonth, claims);
  return {
    level,
    basis: basis === 'stated' ? 'stated' : 'assumed',
    steps,
    meanAvailability: basis === 'stated' ? undefined : meanAvailability(model, minutesOfMonth),
    expectedShare,
  };
}

/** The best saving of each model's reservations, where one is cheaper at all: capacity is a price lever only there. */
function reservedSaving(models: ReadonlySet<string>, reservations: readonly Reservation[]): Usd {
  const best = [...models].map((model) => {
    const savings = reservations
      .filter((each) => each.model === model)
      .flatMap((each) => each.terms.map((term) => term.saving));
    return savings.reduce((most, saving) => (atLeast(saving, most) ? saving : most), NO_USD);
  });
  return sum(best);
}

function region(all: readonly Billed[]): { premium: Usd; basis: ProviderLevers['regionBasis'] } {
  const premiums = all.map(({ of, bill }) => regionPremium(bill, of.workload, of.rate));
  const [first, ...rest] = new Set(premiums.map((each) => each.basis));
  return {
    premium: sum(premiums.map((each) => each.premium)),
    basis: rest.length > 0 ? 'mixed' : (first ?? 'notSold'),
  };
}

function points(value: Usd, listSpend: Usd): Share | undefined {
  const part = ratio(value, listSpend);
  return part === undefined ? undefined : share(part);
}

/** What the five levers are worth with one provider, over all the work on its models. */
export function providerLevers(provider: string, group: readonly Priceable[], context: LeverContext): ProviderLevers {
  const all = group.map((of): Billed => {
    return { of, bill: listBill(of, context.used(of)) };
  });
  const contract = contractWith(context.offers, provider, context.quote);
  const listSpend = sum(all.map(({ bill }) => underTerms(bill, callTerms(contract))));
  const offered = contract === 'notOffered' ? undefined : contract;
  const floor = offered?.floor;
  const rateCard = rateCardValue(contract, listSpend);
  const failed = failedRequests(all, context);
  const credits = uptime(context);
  const credit = portion(listSpend, share(exactOf(credits?.expectedShare ?? 0, SHARE_PLACES)));
  const pinned = region(all);
  const models = new Map(group.map((of) => [of.model.id, of.model]));
  const reserved = reservedSaving(new Set(models.keys()), context.reservations);
  const value = (lever: NegotiationLever, expected: Usd, basis: LeverBasis): LeverValue => {
    const same = { low: expected, expected, high: expected };
    return { lever, ...same, points: points(expected, listSpend), basis, contingent: lever === 'serviceLevel' };
  };
  return {
    provider,
    listSpend,
    complete: all.every(({ bill }) => totalOf(bill) !== undefined),
    floor,
    open: offered !== undefined && bestBand(offered, listSpend).opens,
    values: [
      { ...value('rateCard', rateCard.expected, rateCard.basis), low: rateCard.low, high: rateCard.high },
      value('failedRequests', failed.recovered, failed.basis),
      value('serviceLevel', credit, credits?.basis ?? 'assumed'),
      value('regionPinning', pinned.premium, pinned.basis === 'pinned' ? 'stated' : 'published'),
      value('reservedCapacity', reserved, 'published'),
    ],
    // Reads every model of the card, for who asks.
    get models() {
      return [...models.values()].map((model) => modelAge(model, context.card, context.day));
    },
    failedRequests: failed,
    uptime: credits,
    regionBasis: pinned.basis,
  };
}
