import * as z from 'zod';
import { GROUNDS } from '../../domain/ground.ts';
import { METERS, SERVICE_MODES } from '../../domain/meter.ts';
import { PERIODS } from '../../domain/period.ts';
import { cellsSchema, longContextSchema, sourceSchema } from './card-schema.ts';
import {
  discountText,
  factorText,
  nameText,
  offerNameText,
  positiveText,
  shareText,
  usdText,
  weightText,
  wholeText,
  yesOrNoText,
} from './numerals.ts';

/** What the price of an offer rests on. */
export const groundKey = z
  .enum(GROUNDS)
  .optional()
  .describe(
    'what it rests on: published, quoted to you (taken where nothing is said), claimed by the seller, or hoped for',
  );

/** Fees per call stand beside the terms of an offer, at list, unless it says that they are about them too. */
export const callsIncluded = z
  .literal('included')
  .optional()
  .describe('included where discount, fees, floor and commitment are about fees per call too; else those stay at list');

const weightsSchema = z.strictObject(
  Object.fromEntries(METERS.map((meter) => [meter, weightText.optional()])) as Record<
    (typeof METERS)[number],
    z.ZodOptional<typeof weightText>
  >,
);

const poolSchema = z.strictObject({
  tokensPerMinute: positiveText.optional().describe('weighted tokens a minute that one unit serves'),
  tokensPerSecond: positiveText.optional(),
  usdPerMinute: usdText.optional().describe('list dollars a minute that one unit serves'),
  weights: weightsSchema.optional().describe('what a token of each meter takes; a meter left out is not served'),
  longWeights: weightsSchema.optional().describe('weights in requests over the long-context threshold'),
  minimumUnits: positiveText.optional(),
  increment: positiveText.optional(),
});

const servedModelSchema = poolSchema.extend({
  pools: z.record(nameText, poolSchema).optional().describe('where input and output are bought apart'),
});

const reservedSchema = z.strictObject({
  name: offerNameText,
  unit: nameText.describe('what a unit is called'),
  terms: z
    .array(
      z.strictObject({
        name: nameText,
        usdPerUnit: usdText,
        per: z.enum(PERIODS),
        termMonths: wholeText
          .optional()
          .describe('months it binds for; as long as the period of its price where nothing is said'),
      }),
    )
    .describe('empty when no price is known'),
  modes: z.array(z.enum(SERVICE_MODES)).min(1, 'name at least one mode').describe('modes it serves'),
  regional: yesOrNoText.optional().describe('work that is pinned to a region may use it'),
  minimumUnits: positiveText.optional(),
  increment: positiveText.optional(),
  models: z.record(nameText, servedModelSchema),
  ground: groundKey,
  source: sourceSchema.optional(),
});

const marketplaceSchema = z.strictObject({
  name: offerNameText,
  cloud: nameText.describe('whose commitment its spend draws down'),
  providers: z.array(nameText).min(1, 'name at least one provider of the card'),
  operator: nameText
    .optional()
    .describe('the provider whose own marketplace it is: work bought there is bought from it'),
  regionalPremium: factorText.optional().describe('on list for work pinned to a region; left out, it sells none'),
  drawdown: shareText.optional().describe('part of the spend that draws down a commitment'),
  prices: z
    .record(
      nameText,
      z.strictObject({
        usdPerMtok: cellsSchema.optional().describe('instead of those of the card'),
        longContext: longContextSchema.optional().describe('prices of long prompts, where the card has others or none'),
        source: sourceSchema,
      }),
    )
    .optional()
    .describe('by model, what its own page prints otherwise than the provider'),
  discount: discountText.optional().describe('off list, in a private offer of yours'),
  calls: callsIncluded,
  serves: z
    .array(z.enum(['cache', 'batch']))
    .optional()
    .describe('levers it passes on'),
  source: sourceSchema.optional(),
});

const cloudCommitmentSchema = z.strictObject({
  remaining: usdText.describe('committed and not spent yet'),
  monthsLeft: positiveText,
  otherMonthlySpend: usdText.describe('what everything else on that cloud draws down, a month'),
  prepaid: yesOrNoText.optional().describe('paid already'),
});

const serviceLevelSchema = z.strictObject({
  name: offerNameText,
  target: shareText.describe('availability, such as 99.9%'),
  credits: z
    .array(z.strictObject({ below: shareText, credit: shareText, probability: shareText.optional() }))
    .describe('what is credited of the month, from the highest availability down'),
  claimDays: positiveText.optional(),
  source: sourceSchema.optional(),
});

/** Keys of an offers file beside aggregators and contracts. */
export const capacityKeys = {
  reserved: z.record(nameText, reservedSchema).optional(),
  marketplaces: z.record(nameText, marketplaceSchema).optional(),
  cloudCommitments: z.record(nameText, cloudCommitmentSchema).optional().describe('by cloud'),
  serviceLevels: z.record(nameText, serviceLevelSchema).optional(),
};

export type WeightsDocument = z.infer<typeof weightsSchema>;
export type PoolDocument = z.infer<typeof poolSchema>;
export type ServedModelDocument = z.infer<typeof servedModelSchema>;
export type ReservedDocument = z.infer<typeof reservedSchema>;
export type MarketplaceDocument = z.infer<typeof marketplaceSchema>;
export type CloudCommitmentDocument = z.infer<typeof cloudCommitmentSchema>;
export type ServiceLevelDocument = z.infer<typeof serviceLevelSchema>;
