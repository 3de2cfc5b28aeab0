import type { Risk, RiskAlternative } from '../../domain/risk.ts';
import { float, share } from '../numerals.ts';
import type { Written, Z } from '../schema.ts';
import { partsPerMillion, toTheCent } from './expected.ts';
import type { DecideWords } from './words.ts';

const statistic = (z: Z, description = 'US dollars a month, a statistic') => float(z, description);
const probability = (z: Z, description = '0 to 1') => float(z, description);

const alternative = (z: Z) =>
  z.strictObject({
    kind: z.enum(['plan', 'other', 'doNothing']),
    text: z.string(),
    available: z.boolean().describe('false where a contract in it is out of reach at the stated volume'),
    expectedCost: statistic(z),
    costP10: statistic(z),
    costP50: statistic(z),
    costP90: statistic(z),
    probabilityBest: probability(z, 'of being the cheapest once demand is known; adds up to 1'),
    expectedRegret: statistic(z, 'expected cost over that of knowing demand beforehand'),
    worstRegret: statistic(z, 'the most it costs over the cheapest, from P1 to P99 of demand'),
  });

const demand = (z: Z) =>
  z.strictObject({
    p10: float(z, 'multiples of the stated tokens'),
    p50: float(z),
    p90: float(z),
    basis: z.enum(['stated', 'assumed']),
    sigma: share(z).nullable().describe('of the logarithm of demand, where it is assumed'),
    forecasts: float(z),
    months: float(z, 'of the term that is averaged over'),
  });

const contract = (z: Z) =>
  z.strictObject({
    provider: z.string(),
    commits: z.boolean(),
    thinMonthProbability: probability(z, 'of not using up the commitment, or of being under the floor'),
    expectedShortfall: statistic(z),
    shortfallP10: statistic(z),
  });

/** How likely the plan is to be right over the demand there may be. */
export const risk = (z: Z) =>
  z
    .strictObject({
      demand: demand(z),
      given: z
        .array(z.strictObject({ provider: z.string(), discount: share(z) }))
        .describe('discounts that are a range in the offers and are taken as given'),
      probabilityRight: probability(z, 'that no alternative is cheaper than the plan'),
      worstMonth: statistic(z, '90th percentile of the dearest month under the plan'),
      valueOfInformation: statistic(z, 'what knowing demand beforehand is worth, at most'),
      cheapestExpected: float(z, 'place among the alternatives'),
      minimaxRegret: float(z, 'place among the alternatives'),
      alternatives: z.array(alternative(z)).describe('the plan first'),
      contracts: z.array(contract(z)),
      texts: z.array(z.string()),
    })
    .nullable();

const alternativeOf = (each: RiskAlternative, words: DecideWords): Written<typeof alternative> => ({
  kind: each.kind,
  text: words.alternative(each),
  available: each.available,
  expectedCost: toTheCent(each.expectedCost),
  costP10: toTheCent(each.costP10),
  costP50: toTheCent(each.costP50),
  costP90: toTheCent(each.costP90),
  probabilityBest: partsPerMillion(each.probabilityBest),
  expectedRegret: toTheCent(each.regret),
  worstRegret: toTheCent(each.worstRegret),
});

const demandOf = (of: Risk['demand']): Written<typeof demand> => ({
  p10: partsPerMillion(of.p10),
  p50: partsPerMillion(of.p50),
  p90: partsPerMillion(of.p90),
  basis: of.basis,
  sigma: of.basis === 'assumed' ? of.assumedSigma : null,
  forecasts: of.forecasts,
  months: of.months,
});

const contractOf = (each: Risk['contracts'][number]): Written<typeof contract> => ({
  provider: each.provider,
  commits: each.commits,
  thinMonthProbability: partsPerMillion(each.probability),
  expectedShortfall: toTheCent(each.expectedShortfall),
  shortfallP10: toTheCent(each.shortfallP10),
});

export function riskOf(of: Risk | undefined, words: DecideWords): Written<typeof risk> {
  if (of === undefined) return null;
  return {
    demand: demandOf(of.demand),
    given: of.given.map(({ provider, discount }) => ({ provider, discount })),
    probabilityRight: partsPerMillion(of.alternatives[0]?.probabilityBest ?? 0),
    worstMonth: toTheCent(of.worstMonth),
    valueOfInformation: toTheCent(of.valueOfInformation),
    cheapestExpected: of.alternatives.indexOf(of.cheapest),
    minimaxRegret: of.alternatives.indexOf(of.minimaxRegret),
    alternatives: of.alternatives.map((each) => alternativeOf(each, words)),
    contracts: of.contracts.map(contractOf),
    texts: words.risk(of),
  };
}
