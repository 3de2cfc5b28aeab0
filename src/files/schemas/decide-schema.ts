import * as z from 'zod';
import { head, maybeUsd, note, usd } from './answer-schemas.ts';
import { sizedCommitment } from './decide-commitment-schema.ts';
import { floorBasis, trapCosts } from './decide-floor-schema.ts';
import { planLevers, planReserved } from './decide-levers-schema.ts';
import { auditedProposal } from './decide-proposal-schema.ts';
import { riskSchema } from './decide-risk-schema.ts';

const share = z.number().describe('0 to 1, exact');
const floor = z.strictObject({ low: usd, high: usd });

const plannedWorkload = z.strictObject({
  name: z.string(),
  model: z.string(),
  provider: z.string(),
  tokenFactor: z.number().describe('tokens of the chosen model for the same work, times this'),
  channel: z.string(),
  cache: z.boolean(),
  batch: z.boolean(),
  baselineCost: usd,
  listCost: usd,
  monthlyCost: usd.describe('contracted cost, fees included; a shortfall is the contract’s'),
});

const plannedContract = z.strictObject({
  provider: z.string(),
  floor,
  commitment: usd,
  discount: share,
  listSpend: usd,
  contractedCost: usd,
  shortfall: usd,
  overagePremium: usd.describe('what usage over the commitment costs beyond the contract’s price'),
});

const level = z.number().nullable().describe('a share, a multiple of the tokens or US dollars; null for a word');

const driverEnd = z.strictObject({
  value: z.string(),
  level,
  cost: maybeUsd.describe('null when nothing serves every workload'),
  flips: z.boolean().describe('another channel, model or contract is chosen'),
  breakEven: z
    .strictObject({
      value: z.string(),
      level: level.describe('beyond it the decision is another; from it on where it is not exact'),
      holdsUntil: level.describe('the decision is still the same here'),
      exact: z.boolean().describe('in closed form, else narrowed down by replanning'),
      text: z.string(),
      becomes: z.string(),
    })
    .nullable()
    .describe('between the profile as stated and this end; null when the end does not flip the decision'),
});

/** `decide --format json`. */
export const decideAnswerSchema = z.strictObject({
  ...head,
  plan: z.strictObject({
    effectiveCost: usd.describe('contracted cost, shortfalls and overage; a lower bound when not complete'),
    baselineCost: usd,
    savings: usd.describe('baselineCost less effectiveCost'),
    listCost: usd,
    contractedCost: usd,
    shortfallCost: usd,
    overagePremium: usd,
    billedCost: usd.describe('what is invoiced in the month: commitments in full, credit in whole blocks'),
    complete: z.boolean(),
    unpriced: z.array(z.string()).describe('workloads left out because no way to buy them has a known price'),
    workloads: z.array(plannedWorkload),
    clouds: z
      .array(
        z.strictObject({
          cloud: z.string(),
          contractedCost: usd,
          drawdown: usd.describe('taken off the balance of the commitment'),
          exposed: usd.describe('committed dollars a month that nothing else will use'),
          avoidedShortfall: usd.describe('those of them that the plan uses: off the effective cost'),
        }),
      )
      .describe('what is bought through clouds that are owed a commitment'),
    contracts: z.array(plannedContract),
  }),
  proof: z.strictObject({
    method: z.enum(['bounds', 'enumeration', 'solver']),
    lowerBound: usd.describe('no plan costs less'),
    optimal: z
      .boolean()
      .describe(
        'true: no plan is cheaper by a hundredth of a cent; false: the search was not finished, the plan is the best one found and another may cost as little as lowerBound',
      ),
    states: z.number().describe('combinations of contracts'),
    settledByBounds: z.number(),
    text: z.string(),
  }),
  leverage: z.array(
    z.strictObject({
      provider: z.string(),
      floor,
      baselineSpend: usd,
      optimisedSpend: usd,
      contractedSpend: usd,
      runway: usd.describe('optimised list spend less the low end of the floor'),
      trapped: z.boolean().describe('the levers take the spend under the floor'),
      discountPushesUnderFloor: z.boolean(),
      listNeededOnContracted: maybeUsd.describe('list spend that clears the floor on contracted dollars'),
      bases: z.array(floorBasis),
      trapBand: floor.nullable().describe('baseline spend that clears the floor and with the levers does not'),
      trapCosts: trapCosts.nullable(),
      worthLosingAbove: share.nullable().describe('savings above which losing the contract pays'),
      text: z.string().nullable(),
    }),
  ),
  crossovers: z.array(
    z.strictObject({
      model: z.string(),
      provider: z.string(),
      listSpend: usd,
      aggregator: z.string().nullable(),
      aggregatorFactor: z.number().describe('what a list dollar costs there, fees and bonus included'),
      discountNeeded: share,
      expectedDiscount: share.nullable(),
      deepestDiscount: share.nullable(),
      binding: z.enum(['none', 'floor', 'discount', 'both', 'noContract']),
      everDirect: z.boolean(),
      clearsAtTotal: maybeUsd,
      text: z.string(),
    }),
  ),
  drivers: z.array(
    z.strictObject({
      code: z.enum(['volume', 'batchEligible', 'discount', 'cacheHitRatio', 'floor', 'bonus', 'purchaseFee']),
      low: driverEnd,
      high: driverEnd,
    }),
  ),
  risk: riskSchema.describe(
    'how likely the plan is to be right over the demand there may be; null where something has no price',
  ),
  commitment: z.array(sizedCommitment).describe('how much to commit to, by provider; expectations are statistics'),
  levers: planLevers.nullable().describe('what a negotiation can move'),
  reserved: planReserved,
  proposals: z.array(auditedProposal).describe('what vendors propose, with the answer to each'),
  constraints: z.array(
    z.strictObject({
      code: z.enum(['latency', 'channels', 'residency', 'quality', 'singleChannel']),
      inForce: z.boolean().describe('false: what the rule would cost'),
      cost: maybeUsd.describe('null where nothing serves every workload'),
    }),
  ),
  excluded: z.array(
    z.strictObject({
      workload: z.string(),
      model: z.string(),
      channel: z.string().nullable().describe('null: the model itself is ruled out'),
      reasonCode: z.string(),
      reason: z.string(),
    }),
  ),
  next: z.string().nullable(),
  assumptions: z.array(note),
  warnings: z.array(note),
});
