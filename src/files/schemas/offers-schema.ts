import * as z from 'zod';
import { capacityKeys } from './capacity-schema.ts';
import { sourceSchema } from './card-schema.ts';
import { discountText, factorText, nameText, shareText, usdText, wholeText } from './numerals.ts';

const aggregatorSchema = z.strictObject({
  name: nameText.optional(),
  discounts: z.record(nameText, discountText).describe('off list by model; a model that is not named is not sold'),
  addedLatencyP95Ms: z.tuple([wholeText, wholeText]).optional().describe('added p95 latency, from and to'),
  topUp: z
    .strictObject({ pay: usdText, credit: usdText })
    .optional()
    .describe('prepaid credit; used only where a plan says that it prepays'),
  serves: z
    .array(z.enum(['cache', 'batch']))
    .optional()
    .describe('levers it passes on'),
  source: sourceSchema.optional(),
});

const contractSchema = z.strictObject({
  provider: nameText.describe('a provider of the card, or any'),
  floor: z
    .strictObject({ low: usdText, high: usdText })
    .describe('monthly list dollars at which the provider opens its rate card'),
  bands: z.array(z.strictObject({ commitment: usdText, discount: discountText })),
  discountRange: z.tuple([discountText, discountText]).optional().describe('shallowest and deepest of negotiations'),
  source: sourceSchema.optional(),
});

export const offersSchema = z.strictObject({
  aggregators: z.record(nameText, aggregatorSchema).optional(),
  contracts: z.array(contractSchema).optional(),
  ...capacityKeys,
});

/** The levels a lever is illustrated or defaulted at; ships with the tool. */
export const assumptionsSchema = z.strictObject({
  illustration: z.strictObject({ cacheHitRatio: shareText, batchEligible: shareText }),
  readsPerWrite: factorText,
  staleCardDays: wholeText,
  source: sourceSchema,
});

export type AggregatorDocument = z.infer<typeof aggregatorSchema>;
export type ContractDocument = z.infer<typeof contractSchema>;
export type OffersDocument = z.infer<typeof offersSchema>;
export type AssumptionsDocument = z.infer<typeof assumptionsSchema>;
