import * as z from 'zod';
import type { AcceptedDrift } from '../domain/drift.ts';
import { lineText, nameText } from './schemas/numerals.ts';

/** What a maintainer decided about differences to public price bases: by base, a reason for some cells of some models. */
export const acceptedDriftSchema = z.record(
  nameText,
  z.array(
    z.strictObject({
      models: z.array(nameText).min(1, 'name a model'),
      theirs: z
        .record(nameText, lineText)
        .describe('by cell, as the report names it, the value of theirs that was looked at; another is told again'),
      reason: lineText.min(1, 'say why it stays'),
    }),
  ),
);

export type AcceptedDriftDocument = z.infer<typeof acceptedDriftSchema>;

/** The decisions about one price base, an entry a model and cell. */
export function acceptedOf(document: AcceptedDriftDocument, base: string): AcceptedDrift[] {
  const entries = Object.hasOwn(document, base) ? (document[base] ?? []) : [];
  return entries.flatMap(({ models, theirs, reason }) =>
    models.flatMap((model) =>
      Object.entries(theirs).map(([cell, value]) => ({ base, model, cell, theirs: value, reason })),
    ),
  );
}
