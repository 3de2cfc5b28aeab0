import * as z from 'zod';

const statistic = z.number().describe('US dollars a month, a statistic');
const probability = z.number().describe('0 to 1');

const alternative = z.strictObject({
  kind: z.enum(['plan', 'other', 'doNothing']),
  text: z.string(),
  available: z.boolean().describe('false where a contract in it is out of reach at the stated volume'),
  expectedCost: statistic,
  costP10: statistic,
  costP50: statistic,
  costP90: statistic,
  probabilityBest: probability.describe('of being the cheapest once demand is known; adds up to 1'),
  expectedRegret: statistic.describe('expected cost over that of knowing demand beforehand'),
  worstRegret: statistic.describe('the most it costs over the cheapest, from P1 to P99 of demand'),
});

/** How likely the plan is to be right over the demand there may be. */
export const riskSchema = z
  .strictObject({
    demand: z.strictObject({
      p10: z.number().describe('multiples of the stated tokens'),
      p50: z.number(),
      p90: z.number(),
      basis: z.enum(['stated', 'assumed']),
      sigma: z.number().nullable().describe('of the logarithm of demand, where it is assumed'),
      forecasts: z.number(),
      months: z.number().describe('of the term that is averaged over'),
    }),
    given: z
      .array(z.strictObject({ provider: z.string(), discount: z.number() }))
      .describe('discounts that are a range in the offers and are taken as given'),
    probabilityRight: probability.describe('that no alternative is cheaper than the plan'),
    worstMonth: statistic.describe('90th percentile of the dearest month under the plan'),
    valueOfInformation: statistic.describe('what knowing demand beforehand is worth, at most'),
    cheapestExpected: z.number().describe('place among the alternatives'),
    minimaxRegret: z.number().describe('place among the alternatives'),
    alternatives: z.array(alternative).describe('the plan first'),
    contracts: z.array(
      z.strictObject({
        provider: z.string(),
        commits: z.boolean(),
        thinMonthProbability: probability.describe('of not using up the commitment, or of being under the floor'),
        expectedShortfall: statistic,
        shortfallP10: statistic,
      }),
    ),
    texts: z.array(z.string()),
  })
  .nullable();
