import { statistic } from '../../domain/statistic.ts';
import type { Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { type Futures, futuresOf, type Points } from '../chance/futures.ts';
import { streamsOf } from '../chance/streams.ts';
import type { Sizing } from '../commitment/plan-commitments.ts';
import type { ForecastSpend } from '../commitment/portfolio-demand.ts';
import type { Market } from '../plan/driver-path.ts';
import { movedIn, type Outcome } from '../plan/outcome.ts';
import { listCourse } from '../term/month-prices.ts';
import { costsUnder } from '../term/signatures.ts';
import { modelWith, termModelOf } from '../term/term-model.ts';
import { meanCost } from '../term/term-part.ts';
import { summedByStream } from './by-stream.ts';
import { sampledChance } from './sampled-chance.ts';
import type { SignedContract } from './signed-contract.ts';
import { curveOf, signingOf } from './signing.ts';

/** A workload's list dollars with what it says of its own demand. */
export function forecastSpend(
  { name, demand, growth }: Workload,
  listSpend: Usd,
  course?: readonly number[],
): ForecastSpend {
  return {
    ...(course === undefined ? {} : { course }),
    workload: name,
    listSpend,
    ...(demand === undefined ? {} : { demand }),
    ...(growth === undefined ? {} : { growth }),
  };
}

/** The list spend that an outcome buys under a contract, workload by workload. */
export function spendsUnder(
  { direct, provider }: Pick<SignedContract, 'direct' | 'provider'>,
  { choices, terms }: Market,
): ForecastSpend[] {
  return choices.flatMap((each, index) => {
    const usage = direct[index];
    if (usage === undefined) return [];
    return [forecastSpend(each.workload, usage.listCost, listCourse(each, provider, usage, terms.ahead))];
  });
}

/** The same where prices change in the term: under what is signed, each month bought as it is cheapest at its prices. */
function expectedAhead(
  { contracts, parts }: Outcome,
  market: Market,
  sizing: Sizing,
  futures: Futures,
): number | undefined {
  const signed = new Map(contracts.map(({ provider, band }) => [provider, band.id]));
  const model = modelWith(termModelOf(market, sizing, 'few'), market, movedIn(parts), sizing, 'few');
  const costs = costsUnder(model, (provider) => signed.get(provider), futures);
  return costs && meanCost(costs);
}

/** What an outcome is expected to cost in an average month of the term; undefined where its market lacks a purchase of it. */
export type ExpectedCost = (outcome: Outcome, market: Market) => number | undefined;

/**
 * Expectations over one set of futures, so that plans can be compared: commitments as they are settled over their windows,
 * contracts without one at list in months under the floor, and everything else as demand moves it. Statistics in floats.
 */
export function expectedCosts({ choices }: Market, sizing: Sizing, points: Points = 'all'): ExpectedCost {
  const { common, defaults, normal } = sizing;
  const streams = streamsOf(
    choices.map(({ workload }) => workload),
    sizing,
  );
  const correlation = statistic(common.correlation ?? defaults.correlation);
  const futures = futuresOf(streams.all, sizing.months ?? defaults.terms.termMonths, correlation, normal, points);
  const chance = sampledChance(futures);
  const byStream = summedByStream(choices, streams.of, streams.all.length);
  return (outcome, market) => {
    if (market.terms.ahead !== undefined) return expectedAhead(outcome, market, sizing, futures);
    const signing = signingOf(outcome, market, defaults.terms);
    return signing && chance.spread(curveOf(signing, choices, byStream)).expected;
  };
}
