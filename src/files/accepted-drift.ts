import { type AcceptedDrift, LISTED, NONE_THERE } from '../domain/drift.ts';
import type { AcceptedDriftDocument } from './schemas/accepted-drift-schema.ts';

/** The decisions about one price base, an entry a model and cell. */
export function acceptedOf(document: AcceptedDriftDocument, base: string): AcceptedDrift[] {
  const entries = Object.hasOwn(document, base) ? (document[base] ?? []) : [];
  return entries.flatMap(({ models, ours = {}, theirs, reason }) =>
    models.flatMap((model) =>
      Object.entries(theirs).map(([cell, value]) => {
        const listed = value === NONE_THERE ? LISTED : NONE_THERE;
        return { base, model, cell, ours: ours[cell] ?? listed, theirs: value, reason };
      }),
    ),
  );
}
