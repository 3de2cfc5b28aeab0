import type { Signed } from '../../domain/commitment.ts';
import type { ContractBand, ContractTerms, StatedTerms } from '../../domain/contract.ts';
import { add, compare, divide, multiply, whole, ZERO } from '../../domain/exact.ts';
import type { Normal } from '../../domain/normal.ts';
import type { Proposal, ProposalAudit } from '../../domain/proposal.ts';
import type { SizingDefaults } from '../../domain/sizing-defaults.ts';
import { exactOf, statistic } from '../../domain/statistic.ts';
import { discountFactor, factor, lessThan, NO_USD, NONE, smaller, sum, times, type Usd } from '../../domain/units.ts';
import { bandPrice, coveredBy, dueUnder } from '../contract/settle.ts';
import { clausesOf, intervalsUnder, scheduleOf } from './clauses.ts';
import { discountToMatch } from './counter-offer.ts';
import { monthsOf, summaryOf } from './demand-summary.ts';
import { forecastFlip, realisedFlip } from './flips.ts';
import { clears, countedSpend } from './floor-standing.ts';
import { meanDemand } from './outcome.ts';
import { poolingOf } from './pooling.ts';
import { bandChoices, counterOf, openChoices, verdictOf } from './proposal-choices.ts';
import { dealOf, type ProposalScene } from './proposal-scene.ts';
import { demandOf, type SizingCase } from './sizing-case.ts';
import { atStatedVolume } from './stated-volume.ts';
import { resolvedTerms } from './terms.ts';

const MONTHS = (count: number) => whole(BigInt(count));

/** Everything due over the term: the full commitment in each month, times the share of the ramp that it falls in. */
function termDueOf(proposal: Proposal, terms: ContractTerms): Usd {
  const { ramp, termMonths } = terms;
  const full = times(dueUnder({ terms }, proposal), factor(MONTHS(termMonths)));
  if (ramp === undefined) return full;
  return times(full, factor(divide(ramp.reduce(add, ZERO), MONTHS(ramp.length))));
}

type Judged = Omit<ProposalAudit, 'terms' | 'demand' | 'listSpend'>;

/** What the plans say beside: an audit of a contract alone knows of none. */
const ALONE = { better: undefined, unstated: [] };

/** From which demand, realised and forecast, what is signed beats the alternative. */
function flipsOf(
  { terms, floor, intervals, m, normal }: ProposalScene,
  signed: Signed,
  p50: number,
): ProposalAudit['flips'] {
  const schedule = scheduleOf(signed, terms, floor);
  if (schedule.due === 0) return { realised: undefined, p50: undefined };
  const scale = forecastFlip(schedule, m, intervals, normal);
  const scaled = (at: number | undefined) => (at === undefined ? undefined : at * p50);
  return {
    realised: realisedFlip(schedule, m),
    p50: scale === undefined ? undefined : { above: scale.above * p50, below: scaled(scale.below) },
  };
}

function judged(scene: ProposalScene, bands: readonly ContractBand[], listSpend: Usd, p50: number): Judged {
  const { of, proposal, terms, floor, intervals, normal, demand, correlation, m, defaults } = scene;
  const { discount, commitment } = proposal;
  const signed = { commitment, discount };
  const allowance = coveredBy(bandPrice({ terms }, signed));
  const alternativeCost = m * meanDemand(intervals, normal);
  const expected = dealOf(scene, signed);
  const offered = bandChoices(scene, bands);
  const counter = counterOf(scene, offered, alternativeCost);
  const apart = counter.kind === 'tuned' && compare(counter.signed.commitment, commitment) !== 0;
  const stated = atStatedVolume(signed, of.contract, terms, listSpend);
  const deal = { signed, terms, floor, assumed: scene.assumed, demand, correlation };
  return {
    proposal,
    verdict: verdictOf(expected.cost, counter.expected.cost, alternativeCost),
    ...ALONE,
    plans: {
      signed: { effectiveCost: stated.cost, expectedCost: expected.cost, units: [] },
      unsigned: { effectiveCost: of.alternative.cost, expectedCost: alternativeCost, units: [] },
      countered: undefined,
    },
    walkAway: walkAwayOf(scene, alternativeCost),
    alternative: of.alternative,
    allowance,
    runRateMultiple: factor(divide(allowance, listSpend)),
    termDue: termDueOf(proposal, terms),
    atStatedVolume: stated,
    expected,
    termShortfall: expected.shortfall * terms.termMonths,
    alternativeCost,
    // What costs nothing otherwise, since it is owed to a cloud anyway, is never dearer than a contract.
    breakEvenUtilisation: lessThan(NO_USD, of.alternative.cost)
      ? factor(divide(multiply(discountFactor(discount), listSpend), smaller(of.alternative.cost, listSpend)))
      : undefined,
    breakEvenVersusList: discountFactor(discount),
    counter,
    discountToMatch: discountToMatch(scene, signed, alternativeCost),
    flips: flipsOf(scene, signed, p50),
    offerSource: of.contract.source,
    choices: [
      { kind: 'proposal', signed, expected, available: true },
      ...(apart
        ? [{ kind: 'counter' as const, signed: counter.signed, expected: counter.expected, available: true }]
        : []),
      ...openChoices(scene),
      ...offered,
    ],
    pooling: poolingOf(deal, normal),
    clauses: clausesOf(deal, defaults.rolloverAsked, normal),
    clearsFloor: clears(of.contract, terms, scene.counted, signed),
    calibration: defaults.calibration,
  };
}

/** Parts of the spend, each as a commitment of the walk-away curve. */
const CURVE = [0, 1 / 4, 1 / 2, 3 / 4, 1].map((part) => exactOf(part, 2));

/** The least discount for which each commitment is worth signing: of nothing, of parts of the spend, and of what is proposed. */
function walkAwayOf(scene: ProposalScene, alternativeCost: number): ProposalAudit['walkAway'] {
  const { of, proposal } = scene;
  const all = sum(of.spends.map(({ listSpend }) => listSpend));
  const tried = [...CURVE.map((part) => times(all, factor(part))), proposal.commitment].sort(compare);
  const once = tried.filter((each, index) => tried.findIndex((other) => compare(other, each) === 0) === index);
  const proposed = dealOf(scene, proposal).cost;
  return once.map((commitment) => ({
    commitment,
    discount: leastDiscount(scene, commitment, alternativeCost),
    asProposed: leastDiscount(scene, commitment, proposed),
  }));
}

/** The least discount at which a commitment costs no more than an amount. */
function leastDiscount(scene: ProposalScene, commitment: Usd, amount: number): number | undefined {
  const free = { commitment, discount: NONE };
  if (dealOf(scene, free).cost <= amount) return 0;
  return discountToMatch(scene, free, amount);
}

/** The usual terms, settled in the interval that the amount is written for: a monthly amount is a monthly minimum. */
function usualTerms({ written }: Proposal, { terms }: SizingDefaults): ContractTerms {
  return { ...terms, fulfilment: written.per === 'month' ? 'monthly' : 'annual' };
}

/** What is said, without what is not. */
function said(terms: StatedTerms): StatedTerms {
  return Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined));
}

/** What a list dollar costs without the contract, where all of it costs so much more than under the proposal. */
function priceApart(scene: ProposalScene, apart: number): number {
  const { intervals, normal, proposal } = scene;
  const price = (dealOf(scene, proposal).cost + apart) / meanDemand(intervals, normal);
  return Math.min(1, Math.max(0, price));
}

/**
 * A vendor's proposal held against the demand there may be: what it commits to beside the spend there is, what it is
 * expected to cost beside buying without it and beside the bands on offer, and what to answer. What the proposal does
 * not say, the provider's offer says, else it is as usual. Undefined when nothing is spent.
 */
export function auditProposal(
  of: SizingCase,
  proposal: Proposal,
  defaults: SizingDefaults,
  normal: Normal,
  bands: readonly ContractBand[] = of.contract.bands,
): ProposalAudit | undefined {
  const stated = { ...said(of.contract.terms ?? {}), ...said(proposal.terms) };
  const resolved = resolvedTerms(stated, usualTerms(proposal, defaults));
  const { terms } = resolved;
  const found = demandOf(of, terms, defaults, normal);
  if (found === undefined) return undefined;
  const { demand, listSpend, correlation } = found;
  const summary = summaryOf(of, demand, monthsOf(demand, correlation, normal), defaults, normal);
  const counted = countedSpend(listSpend, summary);
  const intervals = intervalsUnder(terms, demand, correlation, normal);
  const m = Math.min(1, statistic(divide(of.alternative.cost, listSpend)));
  const { floor } = of.contract;
  const known: ProposalScene = {
    of,
    proposal,
    terms,
    demand,
    correlation,
    assumed: resolved.assumed,
    intervals,
    counted,
    m,
    floor,
    defaults,
    normal,
  };
  const scene = of.apart === undefined ? known : { ...known, m: priceApart(known, of.apart) };
  return { ...judged(scene, bands, listSpend, summary.p50), terms: resolved, listSpend, demand: summary };
}
