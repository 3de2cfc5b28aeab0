import type { JsonValue } from '../../domain/json.ts';
import type { Risk, RiskAlternative } from '../../domain/risk.ts';
import { probability, rounded } from './expected-json.ts';
import { alternativeText, sureTexts } from './risk-text.ts';

type NameOf = (provider: string) => string;

function alternativeJson(each: RiskAlternative, nameOf: NameOf): JsonValue {
  return {
    kind: each.kind,
    text: alternativeText(each, nameOf),
    available: each.available,
    expectedCost: rounded(each.expectedCost),
    costP10: rounded(each.costP10),
    costP50: rounded(each.costP50),
    costP90: rounded(each.costP90),
    probabilityBest: probability(each.probabilityBest),
    expectedRegret: rounded(each.regret),
    worstRegret: rounded(each.worstRegret),
  };
}

/** How likely the plan is to be right, with the keys that scripts rely on; statistics, to the cent. */
export function riskJson(risk: Risk | undefined, nameOf: NameOf): JsonValue {
  if (risk === undefined) return null;
  const { demand } = risk;
  return {
    demand: {
      p10: probability(demand.p10),
      p50: probability(demand.p50),
      p90: probability(demand.p90),
      basis: demand.basis,
      sigma: demand.basis === 'assumed' ? demand.assumedSigma : null,
      forecasts: demand.forecasts,
      months: demand.months,
    },
    given: risk.given.map(({ provider, discount }) => ({ provider, discount })),
    probabilityRight: probability(risk.alternatives[0]?.probabilityBest ?? 0),
    worstMonth: rounded(risk.worstMonth),
    valueOfInformation: rounded(risk.valueOfInformation),
    cheapestExpected: risk.alternatives.indexOf(risk.cheapest),
    minimaxRegret: risk.alternatives.indexOf(risk.minimaxRegret),
    alternatives: risk.alternatives.map((each) => alternativeJson(each, nameOf)),
    contracts: risk.contracts.map((each) => ({
      provider: each.provider,
      commits: each.commits,
      thinMonthProbability: probability(each.probability),
      expectedShortfall: rounded(each.expectedShortfall),
      shortfallP10: rounded(each.shortfallP10),
    })),
    texts: sureTexts(risk, nameOf),
  };
}
