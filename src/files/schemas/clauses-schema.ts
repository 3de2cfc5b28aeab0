import * as z from 'zod';
import { CREDIT_PERIODS } from '../../domain/clauses.ts';
import { discountText, moneyText, nameText, positiveText, shareText, yesOrNoText } from './numerals.ts';

/**
 * What a contract says beside its commitment and how that is settled: `audit` and `track` hold bills and usage to it, and
 * `decide` counts what is about prices.
 */
export const clausesShape = {
  discounts: z
    .record(nameText, discountText)
    .optional()
    .describe('off list price by model, by its id on the card; a model that is not named gets discount'),
  newerModels: z
    .union([z.literal('included'), z.literal('excluded'), discountText])
    .optional()
    .describe(
      'models that come after the contract and are not named: included in discount, excluded from it, or at a discount of their own',
    ),
  credits: z
    .array(
      z.strictObject({
        amount: moneyText,
        per: z
          .enum(CREDIT_PERIODS)
          .optional()
          .describe('granted once, at the start (taken where nothing is said), or each month or year of the term'),
        expiresAfterDays: positiveText.optional().describe('days until it lapses'),
      }),
    )
    .min(1, 'name a credit, or leave credits out')
    .optional()
    .describe('credit that the vendor grants'),
  priceProtection: yesOrNoText
    .optional()
    .describe('true where list prices raised in the term do not count, and lowered ones do'),
  mostFavoured: yesOrNoText
    .optional()
    .describe('true where no model costs more under it than others ask for it: decide says what that is worth at most'),
  failedRequests: z.enum(['free', 'billed']).optional().describe('whether tokens of requests that failed are billed'),
  uptime: z
    .strictObject({
      target: shareText.describe('availability, such as 99.9%'),
      credits: z
        .array(z.strictObject({ below: shareText, credit: shareText }))
        .min(1, 'name a level and its credit')
        .describe('what is credited of a month, from the highest availability down'),
      claimDays: positiveText.optional().describe('days after the month until which it has to be claimed'),
    })
    .optional()
    .describe('what is credited when availability falls short'),
  autoRenew: yesOrNoText.optional().describe('true where it renews itself unless notice is given'),
  noticeDays: positiveText.optional().describe('days before the end of the term until which notice has to be given'),
  priceIncrease: shareText.optional().describe('on the price, when it is renewed'),
  through: nameText
    .optional()
    .describe('the marketplace that it is bought through, such as bedrock; left out, the provider itself'),
};

const clausesSchema = z.strictObject(clausesShape);
export type ClausesDocument = z.infer<typeof clausesSchema>;
