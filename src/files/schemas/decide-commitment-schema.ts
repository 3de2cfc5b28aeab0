import * as z from 'zod';
import { maybeUsd, usd } from './answer-schemas.ts';

const share = z.number().describe('0 to 1, exact');

const statistic = z.number().describe('a statistic, US dollars a month');
const probability = z.number();

const choice = z.strictObject({
  kind: z.enum(['list', 'alternative', 'band', 'optimal', 'floorSafe', 'floor']),
  commitment: maybeUsd,
  discount: share.nullable(),
  available: z.boolean(),
  costAsStated: usd,
  expectedCost: statistic,
  costP10: statistic,
  costP90: statistic,
  utilisation: probability.nullable(),
  coverage: probability.nullable(),
  expectedShortfall: statistic,
  shortfallProbability: probability,
  probabilityBest: probability,
  expectedRegret: statistic,
});

/** How much to commit to with one provider. */
export const sizedCommitment = z.strictObject({
  provider: z.string(),
  listSpend: usd,
  demand: z.strictObject({
    p10: statistic,
    p50: statistic,
    p90: statistic,
    mean: statistic,
    basis: z.enum(['stated', 'assumed']),
  }),
  withoutContract: usd,
  choices: z.array(choice),
  best: choice,
  breakEvenUtilisation: z.number().nullable().describe('used share of the commitment above which it pays'),
  clearsFloorOnList: probability,
  clearsFloorOnContracted: probability,
  pointAndExpectationDisagree: z.boolean(),
  valueOfInformation: statistic,
  clauses: z.array(z.strictObject({ kind: z.string(), worth: statistic, granted: z.boolean() })),
  texts: z.array(z.string()),
});
