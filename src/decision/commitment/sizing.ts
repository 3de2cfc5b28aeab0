import type { Commitment, CommitmentChoice, DemandSummary, Signed } from '../../domain/commitment.ts';
import type { ContractTerms, ResolvedTerms } from '../../domain/contract.ts';
import { divide, isZero } from '../../domain/exact.ts';
import type { Normal } from '../../domain/normal.ts';
import type { SizingDefaults } from '../../domain/sizing-defaults.ts';
import { statistic } from '../../domain/statistic.ts';
import { discountFactor, factor, lessThan, type Usd } from '../../domain/units.ts';
import { overagePrice } from '../contract/settle.ts';
import { type Candidate, candidates, ofAllSizes, sameSigned } from './candidates.ts';
import { clausesOf, intervalsUnder, scheduleOf } from './clauses.ts';
import {
  type Considered,
  cheapest,
  cheapestAsStated,
  deepestTrap,
  differ,
  hardlyCheaperThan,
  judged,
  worthSigning,
} from './contest.ts';
import { monthsOf, summaryOf } from './demand-summary.ts';
import { forecastFlip, realisedFlip } from './flips.ts';
import { floorRisk } from './floor-risk.ts';
import { clears, countedSpend } from './floor-standing.ts';
import type { Interval } from './intervals.ts';
import { criticalProbability } from './newsvendor.ts';
import { expectedOf, uncommitted } from './outcome.ts';
import { poolingOf } from './pooling.ts';
import type { TermDemand } from './portfolio-demand.ts';
import { correlationOf, demandOf, type SizingCase } from './sizing-case.ts';
import { atStatedVolume } from './stated-volume.ts';
import { resolvedTerms } from './terms.ts';

interface Scene {
  readonly of: SizingCase;
  readonly listSpend: Usd;
  /** List dollars a month that are held against the floor. */
  readonly counted: Usd;
  readonly terms: ContractTerms;
  readonly intervals: readonly Interval[];
  /** The alternative's price of a list dollar. */
  readonly factor: number;
  readonly normal: Normal;
}

function withoutCommitment({ of, listSpend, factor: m }: Scene): readonly Considered[] {
  const free = { signed: undefined, available: true };
  const list: Considered = { kind: 'list', schedule: uncommitted(1), costAsStated: listSpend, ...free };
  if (!lessThan(of.alternative.cost, listSpend)) return [list];
  const { cost } = of.alternative;
  return [list, { kind: 'alternative', schedule: uncommitted(m), costAsStated: cost, ...free }];
}

function considered(scene: Scene, { kind, signed }: Candidate): Considered {
  return {
    kind,
    signed,
    schedule: scheduleOf(signed, scene.terms, scene.of.contract.floor),
    costAsStated: atStatedVolume(signed, scene.of.contract, scene.terms, scene.listSpend).cost,
    available: clears(scene.of.contract, scene.terms, scene.counted, signed),
  };
}

/** Percentiles worth committing to, and the utilisation at which a discount starts to pay. */
function closedForms({ terms, factor: m, of, listSpend }: Scene, { discount }: Signed) {
  const d = statistic(discount);
  return {
    breakEvenUtilisation: factor(divide(discountFactor(discount), divide(of.alternative.cost, listSpend))),
    breakEvenVersusList: factor(discountFactor(discount)),
    criticalProbability: criticalProbability(d, statistic(overagePrice({ terms }, discount))),
    criticalProbabilityDiverted: criticalProbability(d, m),
  };
}

/** Where the commitment in question flips against the alternative. */
function flipsOf(scene: Scene, choice: CommitmentChoice | undefined, p50: number): Commitment['flips'] {
  if (choice?.signed === undefined) return undefined;
  const schedule = scheduleOf(choice.signed, scene.terms, scene.of.contract.floor);
  if (schedule.due === 0) return undefined;
  const scale = forecastFlip(schedule, scene.factor, scene.intervals, scene.normal);
  const forecast =
    scale === undefined
      ? undefined
      : { above: scale.above * p50, below: scale.below === undefined ? undefined : scale.below * p50 };
  return { choice, realised: realisedFlip(schedule, scene.factor), p50: forecast };
}

function assemble(
  scene: Scene,
  resolved: ResolvedTerms,
  demand: TermDemand,
  months: readonly Interval[],
  summary: DemandSummary,
  { defaults, detailed }: { readonly defaults: SizingDefaults; readonly detailed: boolean },
): Commitment {
  const { of, listSpend, terms, intervals, normal } = scene;
  const { floor } = of.contract;
  const found = candidates(of.contract, terms, intervals, (signed) => scheduleOf(signed, terms, floor), normal);
  const all = [...withoutCommitment(scene), ...found.listed.map((each) => considered(scene, each))];
  const choices = judged(all, intervals, normal);
  const named = (signed: Signed | undefined) =>
    signed === undefined
      ? undefined
      : choices.find((each) => each.signed !== undefined && sameSigned(each.signed, signed));
  const open = choices.filter(({ available }) => available);
  const best = worthSigning(open) ?? (choices[0] as CommitmentChoice);
  const optimal = named(found.optimal) as CommitmentChoice & { signed: Signed };
  const committing = choices.filter(({ signed }) => signed !== undefined && !isZero(signed.commitment));
  const subject = isZero(found.optimal.commitment) ? cheapest(committing) : optimal;
  const asStated = cheapestAsStated(open) ?? best;
  const correlation = statistic(correlationOf(of, defaults));
  const { signed } = subject ?? {};
  const deal =
    signed === undefined || !detailed
      ? undefined
      : { signed, terms, floor, assumed: resolved.assumed, demand, correlation };
  return {
    provider: of.provider,
    listSpend,
    demand: summary,
    alternative: of.alternative,
    terms: resolved,
    choices,
    curve: ofAllSizes(of.contract, terms, intervals, normal).map((signed) => ({
      signed,
      expected: expectedOf(scheduleOf(signed, terms, floor), intervals, normal),
    })),
    best,
    hardlyCheaper: hardlyCheaperThan(best, open),
    optimal,
    floorSafe: named(found.floorSafe),
    atStatedVolume: atStatedVolume(found.optimal, of.contract, terms, listSpend),
    ...closedForms(scene, found.optimal),
    floorRisk: floorRisk(floor, found.optimal.discount, listSpend, months, normal),
    flawOfAverages: differ(asStated, best) ? { asStated, expected: best } : undefined,
    valueOfInformation: best.regret,
    flips: flipsOf(scene, subject, summary.p50),
    deepestIsNotCheapest: deepestTrap(choices),
    clauses: deal === undefined ? [] : clausesOf(deal, defaults.rolloverAsked, normal),
    offerSource: of.contract.source,
    subject,
    pooling: deal === undefined ? undefined : poolingOf(deal, normal),
  };
}

/** Demand over the term that a contract would run, and what of it a provider would look at. */
function sceneOf(of: SizingCase, defaults: SizingDefaults, normal: Normal) {
  const resolved = resolvedTerms(of.contract.terms ?? {}, defaults.terms);
  const found = demandOf(of, resolved.terms, defaults, normal);
  if (found === undefined) return undefined;
  const months = monthsOf(found.demand, found.correlation, normal);
  const summary = summaryOf(of, found.demand, months, defaults, normal);
  return { ...found, resolved, months, summary, counted: countedSpend(found.listSpend, summary) };
}

/** Whether any band opens for the spend there is: what a floor asks for depends on the discount, not on what is committed. */
export function canBeSigned(of: SizingCase, defaults: SizingDefaults, normal: Normal): boolean {
  const { contract } = of;
  const scene = sceneOf(of, defaults, normal);
  return (
    scene !== undefined && contract.bands.some((band) => clears(contract, scene.resolved.terms, scene.counted, band))
  );
}

/**
 * How much to commit to with one provider, when demand is uncertain. Analytic and deterministic. Undefined when the
 * provider's workloads spend nothing. The expectations are statistics in floats; commitments and costs at the stated
 * volume are exact. What clauses and pooling are worth is left out unless `detailed`.
 */
export function sizeCommitment(
  of: SizingCase,
  defaults: SizingDefaults,
  normal: Normal,
  detailed = true,
): Commitment | undefined {
  const found = sceneOf(of, defaults, normal);
  if (found === undefined) return undefined;
  const { resolved, demand, listSpend, correlation, months, summary, counted } = found;
  const { terms } = resolved;
  const intervals = intervalsUnder(terms, demand, correlation, normal);
  const m = Math.min(1, statistic(divide(of.alternative.cost, listSpend)));
  const scene: Scene = { of, listSpend, counted, terms, intervals, factor: m, normal };
  return assemble(scene, resolved, demand, months, summary, { defaults, detailed });
}
