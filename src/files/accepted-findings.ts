import type { AcceptedFinding } from '../domain/accepted-finding.ts';
import { optional, readDay } from './read-value.ts';
import type { AcceptedFindingsDocument } from './schemas/accepted-findings-schema.ts';

/** What was accepted of a card, an entry a model. */
export function acceptedOf(document: AcceptedFindingsDocument, card: string): AcceptedFinding[] {
  const entries = Object.hasOwn(document, card) ? (document[card] ?? []) : [];
  return entries.flatMap(({ code, models, where, until, reason }) =>
    models.map((model) => ({ code, model, where, until: optional(until, readDay), reason })),
  );
}
