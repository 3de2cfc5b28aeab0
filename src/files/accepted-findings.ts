import * as z from 'zod';
import type { AcceptedFinding } from '../domain/accepted-finding.ts';
import { FINDING_LEVELS, type FindingCode } from '../domain/card-finding.ts';
import { optional, readDay } from './read-value.ts';
import { dayText, lineText, nameText } from './schemas/numerals.ts';

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

/** What was accepted of a card, an entry a model. */
export function acceptedOf(document: AcceptedFindingsDocument, card: string): AcceptedFinding[] {
  const entries = Object.hasOwn(document, card) ? (document[card] ?? []) : [];
  return entries.flatMap(({ code, models, where, until, reason }) =>
    models.map((model) => ({ code, model, where, until: optional(until, readDay), reason })),
  );
}
