import * as z from 'zod';
import { FAILURE_CLASSES } from '../../domain/failure.ts';
import { NEGOTIATION_LEVERS } from '../../domain/lever-terms.ts';
import { sourceSchema } from './card-schema.ts';
import { factorText, lineText, nameText, peakText, shareText } from './numerals.ts';

const failureTermsSchema = z.strictObject({
  name: nameText,
  rate: shareText,
  input: shareText,
  output: shareText,
  billedToday: shareText,
  billedUnderContract: shareText,
});

/** What a negotiation moves and what is assumed of it; ships with the tool. */
export const leversSchema = z.strictObject({
  levers: z
    .array(z.strictObject({ id: z.enum(NEGOTIATION_LEVERS), name: nameText, terms: lineText }))
    .length(NEGOTIATION_LEVERS.length, 'name each lever once'),
  notLevers: z.array(z.strictObject({ name: nameText, reason: lineText })),
  failedRequests: z.strictObject({
    articleShareOfOutput: shareText,
    classes: z.record(z.enum(FAILURE_CLASSES), failureTermsSchema),
    source: sourceSchema,
  }),
  serviceLevel: z.strictObject({
    downtime: z.strictObject({ incidentsPerMonth: factorText, meanMinutes: factorText }),
    qualifying: shareText,
    claimed: shareText,
    usable: shareText,
    source: sourceSchema,
  }),
  reserved: z.strictObject({ peakToAverage: peakText, peakPercentile: shareText, source: sourceSchema }),
});

export type LeversDocument = z.infer<typeof leversSchema>;
