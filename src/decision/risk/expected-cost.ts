import { statistic } from '../../domain/statistic.ts';
import type { Usd } from '../../domain/units.ts';
import type { Workload } from '../../domain/workload.ts';
import { futuresOf } from '../chance/futures.ts';
import { streamsOf } from '../chance/streams.ts';
import type { Sizing } from '../commitment/plan-commitments.ts';
import type { ForecastSpend } from '../commitment/portfolio-demand.ts';
import type { Market } from '../plan/driver-path.ts';
import type { Outcome } from '../plan/outcome.ts';
import { summedByStream } from './by-stream.ts';
import { sampledChance } from './sampled-chance.ts';
import type { SignedContract } from './signed-contract.ts';
import { curveOf, signingOf } from './signing.ts';

/** A workload's list dollars with what it says of its own demand. */
export function forecastSpend({ name, demand, growth }: Workload, listSpend: Usd): ForecastSpend {
  return {
    workload: name,
    listSpend,
    ...(demand === undefined ? {} : { demand }),
    ...(growth === undefined ? {} : { growth }),
  };
}

/** The list spend that an outcome buys under a contract, workload by workload. */
export function spendsUnder({ direct }: Pick<SignedContract, 'direct'>, { choices }: Market): ForecastSpend[] {
  return choices.flatMap(({ workload }, index) => {
    const usage = direct[index];
    return usage === undefined ? [] : [forecastSpend(workload, usage.listCost)];
  });
}

/** What an outcome is expected to cost in an average month of the term; undefined where its market lacks a purchase of it. */
export type ExpectedCost = (outcome: Outcome, market: Market) => number | undefined;

/**
 * Expectations over one set of futures, so that plans can be compared: commitments as they are settled over their windows,
 * contracts without one at list in months under the floor, and everything else as demand moves it. Statistics in floats.
 */
export function expectedCosts({ choices }: Market, sizing: Sizing): ExpectedCost {
  const { common, defaults, normal } = sizing;
  const streams = streamsOf(
    choices.map(({ workload }) => workload),
    sizing,
  );
  const correlation = statistic(common.correlation ?? defaults.correlation);
  const chance = sampledChance(futuresOf(streams.all, sizing.months ?? defaults.terms.termMonths, correlation, normal));
  const byStream = summedByStream(choices, streams.of, streams.all.length);
  return (outcome, market) => {
    const signing = signingOf(outcome, market, defaults.terms);
    return signing && chance.spread(curveOf(signing, choices, byStream)).expected;
  };
}
