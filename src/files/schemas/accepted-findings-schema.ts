import * as z from 'zod';
import { FINDING_LEVELS, type FindingCode } from '../../domain/card-finding.ts';
import { dayText, lineText, nameText } from './numerals.ts';

/** `pricing/accepted-findings.yaml`: by card, what the linter finds and a maintainer has looked at; ships with the tool. */
export const acceptedFindingsSchema = z.record(
  nameText,
  z.array(
    z.strictObject({
      code: z.enum(Object.keys(FINDING_LEVELS) as [FindingCode, ...FindingCode[]]),
      models: z.array(nameText).min(1, 'name a model'),
      where: nameText.optional().describe('the key of the rate that it is about'),
      until: dayText.optional().describe('the last day on which it is accepted'),
      reason: lineText.min(1, 'say why it is kept'),
    }),
  ),
);

export type AcceptedFindingsDocument = z.infer<typeof acceptedFindingsSchema>;
