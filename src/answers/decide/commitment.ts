import type { Commitment, CommitmentChoice, FloorRisk } from '../../domain/commitment.ts';
import { factor, float, maybeUsd, usd } from '../numerals.ts';
import type { Written, Z } from '../schema.ts';
import {
  alternative,
  alternativeOf,
  clause,
  clauseOf,
  demand,
  demandOf,
  discount,
  expected,
  expectedOf,
  flip,
  flipOf,
  maybe,
  offerSource,
  partsPerMillion,
  pooling,
  poolingOf,
  probability,
  signed,
  signedOf,
  sourceOf,
  stated,
  statedOf,
  statistic,
  terms,
  termsOf,
  toTheCent,
} from './expected.ts';
import type { DecideWords } from './words.ts';

const choice = (z: Z) =>
  z.strictObject({
    kind: z.enum(['list', 'alternative', 'band', 'optimal', 'floorSafe', 'floor']),
    commitment: maybeUsd(z),
    discount: discount(z).nullable(),
    available: z.boolean().describe('false while list spend is under the floor'),
    costAsStated: usd(z, 'at exactly the stated volume'),
    ...expected(z).shape,
    probabilityBest: probability(z),
    expectedRegret: statistic(z),
  });

const floorRisk = (z: Z) =>
  z.strictObject({
    low: usd(z),
    high: usd(z),
    discount: discount(z),
    clearsOnList: probability(z),
    clearsOnContracted: probability(z),
    listNeededOnContracted: usd(z),
    discountPushesUnderFloor: maybeUsd(z, 'contracted dollars missing to the floor; null where none are'),
    pushedUnderProbability: probability(z),
    crossing: z
      .strictObject({ month: float(z), to: z.enum(['over', 'under']) })
      .nullable()
      .describe('month of the term, from 1, in which growth takes the median list spend across the floor'),
  });

/** How much to commit to with one provider. */
export const commitment = (z: Z) =>
  z.strictObject({
    provider: z.string(),
    listSpend: usd(z),
    demand: demand(z),
    withoutContract: alternative(z),
    terms: terms(z),
    offerSource: offerSource(z),
    choices: z.array(choice(z)),
    best: choice(z).describe(
      'the least expected cost of all choices; what commits to nothing goes before a commitment that saves less than a thousandth',
    ),
    optimal: choice(z)
      .nullable()
      .describe(
        'the commitment with the least expected cost; where months under the floor cost much, the most that costs hardly more',
      ),
    floorSafe: choice(z).nullable().describe('what the P10 of demand uses up'),
    atStatedVolume: stated(z).nullable().describe('the optimal commitment at exactly the stated volume'),
    breakEvenUtilisation: factor(z).nullable().describe('used share above which it beats no commitment; over 1: never'),
    breakEvenVersusList: factor(z).nullable(),
    criticalProbability: probability(z).nullable().describe('the percentile of demand worth committing to'),
    criticalProbabilityDiverted: probability(z)
      .nullable()
      .describe('the same where usage over the commitment goes to the channel without a contract'),
    floor: floorRisk(z),
    pointAndExpectationDisagree: z.boolean(),
    flawOfAverages: z.strictObject({ asStated: choice(z), expected: choice(z) }).nullable(),
    valueOfInformation: statistic(z),
    flips: z.strictObject({ of: signed(z), realised: flip(z), p50: flip(z) }).nullable(),
    pooling: pooling(z).nullable(),
    deepestIsNotCheapest: choice(z).nullable().describe('the deepest band, where another is expected to cost less'),
    clauses: z.array(clause(z)),
    alarm: z.string().nullable(),
    texts: z.array(z.string()),
  });

const choiceOf = (of: CommitmentChoice): Written<typeof choice> => ({
  kind: of.kind,
  commitment: of.signed?.commitment ?? null,
  discount: of.signed?.discount ?? null,
  available: of.available,
  costAsStated: of.costAsStated,
  ...expectedOf(of.expected),
  probabilityBest: partsPerMillion(of.probabilityBest),
  expectedRegret: toTheCent(of.regret),
});

const maybeChoiceOf = (of: CommitmentChoice | undefined) => (of === undefined ? null : choiceOf(of));

const floorRiskOf = (of: FloorRisk): Written<typeof floorRisk> => ({
  low: of.floor.low,
  high: of.floor.high,
  discount: of.discount,
  clearsOnList: partsPerMillion(of.clearsOnList),
  clearsOnContracted: partsPerMillion(of.clearsOnContracted),
  listNeededOnContracted: of.listNeededOnContracted,
  discountPushesUnderFloor: of.discountPushesUnderFloor ?? null,
  pushedUnderProbability: partsPerMillion(of.pushedUnderProbability),
  crossing: of.crossing === undefined ? null : { month: of.crossing.month, to: of.crossing.to },
});

function flipsOf(flips: Commitment['flips']): Written<typeof commitment>['flips'] {
  const of = flips?.choice.signed;
  if (flips === undefined || of === undefined) return null;
  return { of: signedOf(of), realised: flipOf(flips.realised), p50: flipOf(flips.p50) };
}

function flawOf(flaw: Commitment['flawOfAverages']): Written<typeof commitment>['flawOfAverages'] {
  return flaw === undefined ? null : { asStated: choiceOf(flaw.asStated), expected: choiceOf(flaw.expected) };
}

/** Expectations are statistics, to the cent. */
export const commitmentOf = (each: Commitment, words: DecideWords): Written<typeof commitment> => ({
  provider: each.provider,
  listSpend: each.listSpend,
  demand: demandOf(each.demand),
  withoutContract: alternativeOf(each.alternative),
  terms: termsOf(each.terms),
  offerSource: each.offerSource === undefined ? null : sourceOf(each.offerSource),
  choices: each.choices.map(choiceOf),
  best: choiceOf(each.best),
  optimal: maybeChoiceOf(each.optimal),
  floorSafe: maybeChoiceOf(each.floorSafe),
  atStatedVolume: each.atStatedVolume === undefined ? null : statedOf(each.atStatedVolume),
  breakEvenUtilisation: each.breakEvenUtilisation ?? null,
  breakEvenVersusList: each.breakEvenVersusList ?? null,
  criticalProbability: maybe(each.criticalProbability, partsPerMillion),
  criticalProbabilityDiverted: maybe(each.criticalProbabilityDiverted, partsPerMillion),
  floor: floorRiskOf(each.floorRisk),
  pointAndExpectationDisagree: each.flawOfAverages !== undefined,
  flawOfAverages: flawOf(each.flawOfAverages),
  valueOfInformation: toTheCent(each.valueOfInformation),
  flips: flipsOf(each.flips),
  pooling: each.pooling === undefined ? null : poolingOf(each.pooling),
  deepestIsNotCheapest: maybeChoiceOf(each.deepestIsNotCheapest),
  clauses: each.clauses.map((of) => clauseOf(of, words)),
  alarm: words.alarm(each) ?? null,
  texts: words.commitment(each),
});
