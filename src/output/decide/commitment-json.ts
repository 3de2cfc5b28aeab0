import type { Commitment, CommitmentChoice } from '../../domain/commitment.ts';
import type { JsonValue } from '../json.ts';
import { commitmentTexts } from './commitment-text.ts';

const CENTS = 100;

/** Statistics with cents: their noise is far below. */
const rounded = (value: number) => Math.round(value * CENTS) / CENTS;
const probability = (value: number) => Math.round(value * 1e6) / 1e6;

function choiceJson(choice: CommitmentChoice): JsonValue {
  const { kind, signed, probabilityBest, regret, costAsStated, available } = choice;
  const { cost, costP10, costP90, utilisation, coverage, shortfall, shortfallProbability } = choice.expected;
  return {
    kind,
    commitment: signed?.commitment ?? null,
    discount: signed?.discount ?? null,
    available,
    costAsStated,
    expectedCost: rounded(cost),
    costP10: rounded(costP10),
    costP90: rounded(costP90),
    utilisation: utilisation === undefined ? null : probability(utilisation),
    coverage: coverage === undefined ? null : probability(coverage),
    expectedShortfall: rounded(shortfall),
    shortfallProbability: probability(shortfallProbability),
    probabilityBest: probability(probabilityBest),
    expectedRegret: rounded(regret),
  };
}

/** A sized commitment with the keys that scripts rely on; expectations are statistics, to the cent. */
export function commitmentJson(each: Commitment, nameOf: (provider: string) => string): JsonValue {
  const { demand, floorRisk } = each;
  return {
    provider: each.provider,
    listSpend: each.listSpend,
    demand: {
      p10: rounded(demand.p10),
      p50: rounded(demand.p50),
      p90: rounded(demand.p90),
      mean: rounded(demand.mean),
      basis: demand.basis,
    },
    withoutContract: each.alternative.cost,
    choices: each.choices.map(choiceJson),
    best: choiceJson(each.best),
    breakEvenUtilisation: each.breakEvenUtilisation ?? null,
    clearsFloorOnList: probability(floorRisk.clearsOnList),
    clearsFloorOnContracted: probability(floorRisk.clearsOnContracted),
    pointAndExpectationDisagree: each.flawOfAverages !== undefined,
    valueOfInformation: rounded(each.valueOfInformation),
    clauses: each.clauses.map(({ kind, worth, granted }) => ({ kind, worth: rounded(worth), granted })),
    texts: commitmentTexts(each, nameOf),
  };
}
