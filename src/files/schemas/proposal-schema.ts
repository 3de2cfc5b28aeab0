import * as z from 'zod';
import { COMMITMENT_PERIODS } from '../../domain/proposal.ts';
import { clausesShape } from './clauses-schema.ts';
import { currencyShape } from './currency-schema.ts';
import { dayText, discountText, lineText, moneyText, nameText, yesOrNoText } from './numerals.ts';
import { termsShape } from './terms-schema.ts';

/** What a vendor proposes to sign: one commitment, the discount it brings, and how it is settled. */
export const proposalSchema = z.strictObject({
  provider: nameText.describe('a provider the profile buys from, by its id on the card: anthropic'),
  date: dayText.optional().describe('the day it was made'),
  validUntil: dayText.optional().describe('the last day it can be signed'),
  signed: yesOrNoText.optional().describe('true of a contract: what was proposed and then signed'),
  start: dayText.optional().describe('the first day of its term'),
  note: lineText.optional().describe('where it came from: a quote number, who sent it'),
  ...currencyShape,
  commitment: moneyText.describe(
    'US dollars (or currency) to be paid in any case; the amount of a month, a year or the whole term',
  ),
  per: z.enum(COMMITMENT_PERIODS).describe('what the commitment is the amount of'),
  discount: discountText.describe('off list price'),
  ...termsShape,
  ...clausesShape,
});

export type ProposalDocument = z.infer<typeof proposalSchema>;
