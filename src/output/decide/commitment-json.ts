import type { Commitment, CommitmentChoice, FloorRisk } from '../../domain/commitment.ts';
import type { JsonValue } from '../../domain/json.ts';
import { alarmText, commitmentTexts } from './commitment-text.ts';
import {
  clauseJson,
  demandJson,
  expectedJson,
  flipJson,
  maybe,
  poolingJson,
  probability,
  rounded,
  signedJson,
  sourceJson,
  statedJson,
  termsJson,
} from './expected-json.ts';

function choiceJson(choice: CommitmentChoice): JsonValue {
  const { kind, signed, expected, probabilityBest, regret, costAsStated, available } = choice;
  return {
    kind,
    commitment: signed?.commitment ?? null,
    discount: signed?.discount ?? null,
    available,
    costAsStated,
    ...expectedJson(expected),
    probabilityBest: probability(probabilityBest),
    expectedRegret: rounded(regret),
  };
}

const maybeChoice = (choice: CommitmentChoice | undefined) => (choice === undefined ? null : choiceJson(choice));

function floorJson(risk: FloorRisk): JsonValue {
  return {
    low: risk.floor.low,
    high: risk.floor.high,
    discount: risk.discount,
    clearsOnList: probability(risk.clearsOnList),
    clearsOnContracted: probability(risk.clearsOnContracted),
    listNeededOnContracted: risk.listNeededOnContracted,
    discountPushesUnderFloor: risk.discountPushesUnderFloor ?? null,
    pushedUnderProbability: probability(risk.pushedUnderProbability),
    crossing: risk.crossing === undefined ? null : { month: risk.crossing.month, to: risk.crossing.to },
  };
}

function flipsJson(flips: Commitment['flips']): JsonValue {
  if (flips === undefined) return null;
  const { choice, realised, p50 } = flips;
  return { of: signedJson(choice.signed), realised: flipJson(realised), p50: flipJson(p50) };
}

/** A sized commitment with the keys that scripts rely on; expectations are statistics, to the cent. */
export function commitmentJson(each: Commitment, nameOf: (provider: string) => string): JsonValue {
  const { alternative, flawOfAverages: flaw } = each;
  return {
    provider: each.provider,
    listSpend: each.listSpend,
    demand: demandJson(each.demand),
    withoutContract: { id: alternative.id, label: alternative.label, cost: alternative.cost },
    terms: termsJson(each.terms),
    offerSource: each.offerSource === undefined ? null : sourceJson(each.offerSource),
    choices: each.choices.map(choiceJson),
    best: choiceJson(each.best),
    optimal: maybeChoice(each.optimal),
    floorSafe: maybeChoice(each.floorSafe),
    atStatedVolume: each.atStatedVolume === undefined ? null : statedJson(each.atStatedVolume),
    breakEvenUtilisation: each.breakEvenUtilisation ?? null,
    breakEvenVersusList: each.breakEvenVersusList ?? null,
    criticalProbability: maybe(each.criticalProbability, probability),
    criticalProbabilityDiverted: maybe(each.criticalProbabilityDiverted, probability),
    floor: floorJson(each.floorRisk),
    pointAndExpectationDisagree: flaw !== undefined,
    flawOfAverages:
      flaw === undefined ? null : { asStated: choiceJson(flaw.asStated), expected: choiceJson(flaw.expected) },
    valueOfInformation: rounded(each.valueOfInformation),
    flips: flipsJson(each.flips),
    pooling: poolingJson(each.pooling),
    deepestIsNotCheapest: maybeChoice(each.deepestIsNotCheapest),
    clauses: each.clauses.map(clauseJson),
    alarm: alarmText(each, nameOf) ?? null,
    texts: commitmentTexts(each, nameOf),
  };
}
