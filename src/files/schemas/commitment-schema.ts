import * as z from 'zod';
import { FULFILMENTS, SPEND_BASES } from '../../domain/contract.ts';
import { sourceSchema } from './card-schema.ts';
import { factorText, monthCountText, overageText, shareText } from './numerals.ts';

/** The levels that commitment sizing assumes; ships with the tool. */
export const commitmentSchema = z.strictObject({
  sigma: shareText,
  correlation: shareText,
  terms: z.strictObject({
    overage: overageText,
    fulfilment: z.enum(FULFILMENTS),
    rollover: shareText,
    commitmentBasis: z.enum(SPEND_BASES),
    floorBasis: z.enum(SPEND_BASES),
    termMonths: monthCountText,
  }),
  rolloverAsked: shareText,
  calibration: z.strictObject({
    firstProposal: z.strictObject({ value: z.tuple([factorText, factorText]), source: sourceSchema }),
    unusedAtAnniversary: z.strictObject({ value: shareText, source: sourceSchema }),
  }),
  source: sourceSchema,
});

export type CommitmentDocument = z.infer<typeof commitmentSchema>;
