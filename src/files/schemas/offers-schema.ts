import * as z from 'zod';
import { callsIncluded, capacityKeys, groundKey } from './capacity-schema.ts';
import { sourceSchema } from './card-schema.ts';
import { clausesShape } from './clauses-schema.ts';
import {
  discountText,
  factorText,
  nameText,
  offerNameText,
  positiveText,
  shareText,
  usdText,
  wholeText,
  yearlyChangeText,
  yesOrNoText,
} from './numerals.ts';
import { termsShape } from './terms-schema.ts';

const aggregatorSchema = z.strictObject({
  name: offerNameText,
  discounts: z
    .record(nameText, discountText)
    .optional()
    .describe('off list by model; a model that is not named is not sold, unless sells is all'),
  sells: z
    .union([z.literal('all'), z.array(nameText).min(1, 'name a provider')])
    .optional()
    .describe('every model of the card, or of the providers named, at list where no discount is named'),
  markup: shareText.optional().describe('on top of the price of every token'),
  purchaseFee: z
    .strictObject({ share: shareText, minimum: usdText.optional(), purchases: positiveText.optional() })
    .optional()
    .describe('share of the credit bought, with the least fee of one purchase, and purchases a month (1)'),
  ownKeyFee: z
    .strictObject({ share: shareText, allowance: usdText.optional() })
    .optional()
    .describe('share of the list price of calls on your own key, above a monthly allowance of list-price usage'),
  monthlyFee: usdText.optional().describe('what a month costs in which anything is bought there, however much'),
  regions: z.array(nameText).optional().describe('regions work can be pinned to; leave it out when it is not known'),
  addedLatencyP95Ms: z.tuple([wholeText, wholeText]).optional().describe('added p95 latency, from and to'),
  topUp: z
    .strictObject({
      pay: usdText,
      credit: usdText,
      expiresAfterDays: positiveText
        .optional()
        .describe('days until a block lapses; a month then costs at least the block over the months until it does'),
    })
    .optional()
    .describe('prepaid credit in blocks; used only where prepay, or the flag --prepay, says so'),
  prepay: yesOrNoText.optional().describe('true where you buy credit in advance'),
  serves: z
    .array(z.enum(['cache', 'batch']))
    .optional()
    .describe('levers it passes on'),
  calls: callsIncluded,
  shown: z.literal('whenAsked').optional().describe('only an answer that names it shows it'),
  ground: groundKey,
  belief: shareText
    .optional()
    .describe('how far you believe what it claims or what you hope of it: a decision counts as much of each discount'),
  source: sourceSchema.optional(),
});

const contractSchema = z.strictObject({
  provider: nameText.describe('a provider of the card, or any'),
  floor: z
    .strictObject({ low: usdText, high: usdText })
    .optional()
    .describe('monthly list dollars at which the provider opens its rate card; needed where there are bands'),
  bands: z
    .array(z.strictObject({ commitment: usdText, discount: discountText }))
    .describe('what the provider offers, to choose one from; [] where it offers no contract'),
  calls: callsIncluded,
  discountRange: z.tuple([discountText, discountText]).optional().describe('shallowest and deepest of negotiations'),
  ...termsShape,
  newerModels: clausesShape.newerModels,
  priceProtection: clausesShape.priceProtection,
  mostFavoured: clausesShape.mostFavoured,
  ground: groundKey,
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
  belief: shareText,
  stalePriceDays: wholeText,
  staleExchangeDays: wholeText,
  drivers: z.strictObject({
    volume: z.tuple([factorText, factorText]),
    cacheHitRatio: z.tuple([shareText, shareText]),
    batchEligible: z.tuple([shareText, shareText]),
    purchaseFee: z.tuple([shareText, shareText]),
    listPriceChange: z.tuple([yearlyChangeText, yearlyChangeText]),
  }),
  source: sourceSchema,
});

export type AggregatorDocument = z.infer<typeof aggregatorSchema>;
export type ContractDocument = z.infer<typeof contractSchema>;
export type OffersDocument = z.infer<typeof offersSchema>;
export type AssumptionsDocument = z.infer<typeof assumptionsSchema>;
