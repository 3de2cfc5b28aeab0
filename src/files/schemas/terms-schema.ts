import * as z from 'zod';
import { FULFILMENTS, SPEND_BASES } from '../../domain/contract.ts';
import { monthCountText, overageText, rampPartText, shareText } from './numerals.ts';

/** How a commitment is settled: keys of a contract of an offers file, and of a proposal. */
export const termsShape = {
  overage: overageText
    .optional()
    .describe('usage over the commitment: list, contract, or a multiple of list such as 1.1'),
  fulfilment: z.enum(FULFILMENTS).optional().describe('when usage is held against the commitment'),
  rollover: shareText.optional().describe('share of unused commitment that the next interval may use'),
  commitmentBasis: z.enum(SPEND_BASES).optional().describe('dollars the commitment is drawn down by'),
  floorBasis: z.enum(SPEND_BASES).optional().describe('dollars the floor is tested on'),
  ramp: z
    .array(rampPartText)
    .min(1, 'a ramp needs at least one share')
    .optional()
    .describe(
      'equal parts of the term: as shares of the final commitment, [50%, 75%, 100%]; as parts of the whole, [20%, 33%, 47%]; or as multiples of the first, [100%, 150%]',
    ),
  termMonths: monthCountText.optional().describe('months the contract runs'),
};

const termsSchema = z.strictObject(termsShape);
export type TermsDocument = z.infer<typeof termsSchema>;
