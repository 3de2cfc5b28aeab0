import { LIST } from '../../domain/channel.ts';
import type { ContractRisk, Risk, RiskAlternative } from '../../domain/risk.ts';
import type { Sizing } from '../commitment/plan-commitments.ts';
import { contractWith } from '../contract/quote.ts';
import type { Stated } from '../plan/driver-path.ts';
import { keyOf, type Outcome, turnTo } from '../plan/outcome.ts';
import { type ByStream, summedByStream } from './by-stream.ts';
import { bendOf, type SignedContract } from './contract-bend.ts';
import { bendAt, type CostCurve, costAt, dollarsAt, dollarsBetween } from './cost-curve.ts';
import { averaged, type Futures, hindsight, monthlyCost, monthlyCostBetween, percentiles } from './hindsight.ts';
import { curveOf, isAvailable, listSpendOf, purchasesUnder, signingOf, unsigned } from './signing.ts';
import { type Streams, streamsOf } from './streams.ts';

const ALL = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
const [P10, P50, P90] = [10, 50, 90];

/** A way to buy before it is judged. */
interface Considered extends Pick<RiskAlternative, 'kind' | 'turn' | 'available'> {
  readonly curve: CostCurve;
}

/** The plan, what is the best plan somewhere in the ranges, no contract at all, and doing nothing; each decision once. */
function considered(stated: Stated, others: readonly Outcome[], byStream: ByStream): Considered[] {
  const { base, choices } = stated;
  const signings = [base, ...others].map((outcome) => signingOf(outcome, stated));
  const seen = new Set<string>();
  const found: Considered[] = [];
  for (const signing of [...signings, unsigned(stated)]) {
    if (signing === undefined) continue;
    const purchases = purchasesUnder(signing, choices);
    const contracts = signing.contracts.map((each) => ({ ...each, listSpend: listSpendOf(each) }));
    const key = keyOf(purchases, contracts);
    if (seen.has(key)) continue;
    seen.add(key);
    const isPlan = found.length === 0;
    found.push({
      kind: isPlan ? 'plan' : 'other',
      turn: isPlan ? undefined : turnTo(base, { purchases, contracts }),
      available: isAvailable(signing),
      curve: curveOf(signing, choices, byStream),
    });
  }
  // List is no way to go on where some work may not be bought there, or is pinned to where list has no price.
  if (!choices.every(({ opens }) => opens.has(LIST.id))) return found;
  const straight = byStream(({ baselineCost }) => baselineCost);
  return [...found, { kind: 'doNothing', turn: undefined, available: true, curve: { straight, bends: [] } }];
}

/** Sorted amounts at the ninety-nine percentiles: the one that a tenth, a half or nine tenths do not exceed. */
const at = (sorted: readonly number[], percent: number) => sorted[percent - 1] ?? Number.NaN;
const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b);

function judged(
  all: readonly Considered[],
  futures: Futures,
): { alternatives: RiskAlternative[]; hindsightCost: number } {
  const best = hindsight(
    all.map(({ curve }) => curve),
    futures,
  );
  const looked = percentiles(futures);
  const costs = all.map(({ curve }) => looked.map((z) => monthlyCost(curve, futures, z)));
  const least = looked.map((_, index) => Math.min(...costs.map((each) => each[index] as number)));
  const alternatives = all.map(({ curve, ...rest }, index): RiskAlternative => {
    const own = costs[index] as number[];
    const sorted = ascending(own);
    const expectedCost = monthlyCostBetween(curve, futures, ALL);
    return {
      ...rest,
      expectedCost,
      costP10: at(sorted, P10),
      costP50: at(sorted, P50),
      costP90: at(sorted, P90),
      probabilityBest: best.probabilityBest[index] ?? 0,
      regret: Math.max(0, expectedCost - best.cost),
      worstRegret: Math.max(...own.map((cost, future) => cost - (least[future] as number))),
    };
  });
  return { alternatives, hindsightCost: best.cost };
}

function contractRisk(contract: SignedContract, byStream: ByStream, futures: Futures): ContractRisk {
  const bend = bendOf(contract, byStream);
  const { streams, normal } = futures;
  const [commitment, rate] = [bend.below[0], bend.above[1]];
  const commits = commitment > 0;
  const thin = (month: number) => bendAt(bend, streams, month);
  const tenth = normal.quantile(P10 / 100);
  return {
    provider: contract.provider,
    commits,
    probability: averaged(futures, (month) => normal.cdf(thin(month))),
    expectedShortfall: !commits
      ? 0
      : averaged(futures, (month) => {
          const used = dollarsBetween(bend.of, streams, [ALL[0], thin(month)], month, normal);
          return Math.max(0, commitment * normal.cdf(thin(month)) - rate * used);
        }),
    shortfallP10: !commits
      ? 0
      : averaged(futures, (month) => Math.max(0, commitment - rate * dollarsAt(bend.of, streams, tenth, month))),
  };
}

function demandOf(byStream: ByStream, streams: Streams, futures: Futures, sizing: Sizing): Risk['demand'] {
  const weights = byStream(({ baselineCost }) => baselineCost);
  const stated = weights.reduce((total, each) => total + each, 0);
  const scale = (percent: number) => {
    const z = futures.normal.quantile(percent / 100);
    return averaged(futures, (month) => dollarsAt(weights, streams.all, z, month)) / stated;
  };
  return {
    p10: scale(P10),
    p50: scale(P50),
    p90: scale(P90),
    basis: streams.assumed ? 'assumed' : 'stated',
    assumedSigma: sizing.defaults.sigma,
    forecasts: streams.all.length,
    months: streams.months,
  };
}

/** The ninetieth percentile of the dearest month's cost. */
function worstMonthOf(curve: CostCurve, futures: Futures): number {
  const months = Array.from({ length: futures.months }, (_, month) => month);
  const dearest = percentiles(futures).map((z) =>
    Math.max(...months.map((month) => costAt(curve, futures.streams, z, month))),
  );
  return at(ascending(dearest), P90);
}

const leastBy = (all: readonly RiskAlternative[], value: (each: RiskAlternative) => number) =>
  all.reduce((best, each) => (value(each) < value(best) ? each : best));

/**
 * How likely the plan is to be the right one when demand is not known: against the plans that are the best somewhere in
 * the ranges, each priced as a function of demand. Expectations and probabilities are closed forms between the points
 * where a cost bends or another plan takes over; percentiles of cost are those of the ninety-nine percentiles of demand.
 * Deterministic. Everything but demand is as stated.
 */
export function riskOf(stated: Stated, others: readonly Outcome[], sizing: Sizing): Risk {
  const { base, choices, priced, terms } = stated;
  const streams = streamsOf(
    priced.map(({ workload }) => workload),
    sizing,
  );
  const futures: Futures = { streams: streams.all, months: streams.months, normal: sizing.normal };
  const byStream = summedByStream(choices, streams.of, streams.all.length);
  const all = considered(stated, others, byStream);
  const { alternatives, hindsightCost } = judged(all, futures);
  const open = alternatives.filter(({ available }) => available);
  const cheapest = leastBy(open, ({ expectedCost }) => expectedCost);
  const [plan] = all;
  if (plan === undefined) throw new Error('a risk without a plan');
  return {
    demand: demandOf(byStream, streams, futures, sizing),
    given: base.contracts.flatMap(({ provider, band: { discount } }) => {
      const contract = contractWith(terms.offers, provider, terms.quote);
      return contract === 'notOffered' || contract.discountRange === undefined ? [] : [{ provider, discount }];
    }),
    alternatives,
    cheapest,
    minimaxRegret: leastBy(open, ({ worstRegret }) => worstRegret),
    valueOfInformation: Math.max(0, cheapest.expectedCost - hindsightCost),
    worstMonth: worstMonthOf(plan.curve, futures),
    contracts: (signingOf(base, stated)?.contracts ?? []).map((contract) => contractRisk(contract, byStream, futures)),
  };
}
