import * as z from 'zod';
import { FULFILMENTS, SPEND_BASES } from '../../domain/contract.ts';
import { CONFIDENCES } from '../../domain/rate-card.ts';
import { maybeUsd, usd } from './answer-schemas.ts';

export const share = z.number().describe('0 to 1, exact');
export const statistic = z.number().describe('a statistic, US dollars a month');
export const probability = z.number().describe('a statistic, 0 to 1');

export const source = z.strictObject({ url: z.string(), checked: z.string(), confidence: z.enum(CONFIDENCES) });

export const signed = z.strictObject({ commitment: usd, discount: share });

export const expectedShape = {
  expectedCost: statistic,
  costP10: statistic,
  costP90: statistic,
  utilisation: probability.nullable().describe('used share of the commitment; null without one'),
  coverage: probability.nullable().describe('covered share of the usage; null without a commitment'),
  expectedShortfall: statistic.describe('paid and not used'),
  shortfallProbability: probability,
};

const choice = z.strictObject({
  kind: z.enum(['list', 'alternative', 'band', 'optimal', 'floorSafe', 'floor']),
  commitment: maybeUsd,
  discount: share.nullable(),
  available: z.boolean().describe('false while list spend is under the floor'),
  costAsStated: usd.describe('at exactly the stated volume'),
  ...expectedShape,
  probabilityBest: probability,
  expectedRegret: statistic,
});

export const alternative = z.strictObject({
  id: z.string().describe('channels joined by +'),
  label: z.string(),
  cost: usd.describe('of the stated volume'),
});

export const terms = z.strictObject({
  overage: z
    .union([z.enum(['list', 'contract']), z.number()])
    .describe('usage over the commitment; a number is times list'),
  fulfilment: z.enum(FULFILMENTS),
  rollover: share,
  commitmentBasis: z.enum(SPEND_BASES),
  floorBasis: z.enum(SPEND_BASES),
  ramp: z.array(share).nullable(),
  termMonths: z.number(),
  assumed: z.array(z.string()).describe('terms that nobody states'),
});

export const clause = z.strictObject({
  kind: z.enum(['overageAtContract', 'annualPooling', 'listBasis', 'rollover', 'ramp']),
  worth: statistic.describe('what the contract costs more without it'),
  granted: z.boolean(),
  assumed: z.boolean().describe('nobody states the term: get it in writing'),
  share: share.nullable().describe('share of unused commitment that would roll over'),
  text: z.string(),
});

export const stated = z.strictObject({
  listSpend: usd,
  contractedCost: usd,
  shortfall: usd,
  overage: usd.describe('list dollars of usage over the commitment'),
  cost: usd,
});

export const flip = z
  .strictObject({ above: statistic, below: statistic.nullable() })
  .nullable()
  .describe('the commitment is cheaper than no commitment above, and where overage is dear below; null: never');

const yearly = z.number().describe('a statistic, US dollars over the months');

export const demand = z.strictObject({
  p10: statistic,
  p50: statistic,
  p90: statistic,
  mean: statistic,
  basis: z.enum(['stated', 'assumed']),
  method: z.enum(['common', 'matched']).describe('matched: several forecasts summed by mean and variance'),
  assumedSigma: share.nullable(),
  correlation: share,
  correlationAssumed: z.boolean(),
  grows: z.boolean(),
});

export const pooling = z.strictObject({
  of: signed,
  months: z.number(),
  shortfallMonthly: yearly,
  shortfallAnnual: yearly,
  shortfallAnnualIfIndependent: yearly,
});

/** How much to commit to with one provider. */
export const sizedCommitment = z.strictObject({
  provider: z.string(),
  listSpend: usd,
  demand,
  withoutContract: alternative,
  terms,
  offerSource: source.nullable().describe('of the bands on offer; null for offers of your own'),
  choices: z.array(choice),
  best: choice.describe('the least expected cost of all choices'),
  optimal: choice.nullable().describe('the commitment with the least expected cost'),
  floorSafe: choice.nullable().describe('what the P10 of demand uses up'),
  atStatedVolume: stated.nullable().describe('the optimal commitment at exactly the stated volume'),
  breakEvenUtilisation: z.number().nullable().describe('used share above which it beats no commitment; over 1: never'),
  breakEvenVersusList: z.number().nullable(),
  criticalProbability: probability.nullable().describe('the percentile of demand worth committing to'),
  criticalProbabilityDiverted: probability
    .nullable()
    .describe('the same where usage over the commitment goes to the channel without a contract'),
  floor: z.strictObject({
    low: usd,
    high: usd,
    discount: share,
    clearsOnList: probability,
    clearsOnContracted: probability,
    listNeededOnContracted: usd,
    discountPushesUnderFloor: maybeUsd.describe('contracted dollars missing to the floor; null where none are'),
    pushedUnderProbability: probability,
    crossing: z
      .strictObject({ month: z.number(), to: z.enum(['over', 'under']) })
      .nullable()
      .describe('month of the term, from 1, in which growth takes the median list spend across the floor'),
  }),
  pointAndExpectationDisagree: z.boolean(),
  flawOfAverages: z.strictObject({ asStated: choice, expected: choice }).nullable(),
  valueOfInformation: statistic,
  flips: z.strictObject({ of: signed, realised: flip, p50: flip }).nullable(),
  pooling: pooling.nullable(),
  deepestIsNotCheapest: choice.nullable().describe('the deepest band, where another is expected to cost less'),
  clauses: z.array(clause),
  alarm: z.string().nullable(),
  texts: z.array(z.string()),
});
