import * as z from 'zod';
import { LISTED } from '../../domain/drift.ts';
import { lineText, nameText } from './numerals.ts';

const cells = (what: string) => z.record(nameText, lineText).describe(what);

/** What a maintainer decided about differences to public price bases: by base, a reason for some cells of some models. */
export const acceptedDriftSchema = z.record(
  nameText,
  z.array(
    z
      .strictObject({
        models: z.array(nameText).min(1, 'name a model'),
        ours: cells(
          'by cell, the value of the card that was looked at, none where it has none; not for listed',
        ).optional(),
        theirs: cells('by cell, as the report names it, the value of theirs that was looked at'),
        reason: lineText.min(1, 'say why it stays'),
      })
      .describe('holds as long as both values are what they were; else the difference is told again')
      .superRefine(({ ours = {}, theirs }, context) => {
        for (const cell of Object.keys(theirs)) {
          if (cell === LISTED || Object.hasOwn(ours, cell)) continue;
          const message = `say under ours what the card has for ${cell}, or none: what was looked at is both values`;
          context.addIssue({ code: 'custom', path: ['theirs', cell], message });
        }
        for (const cell of Object.keys(ours)) {
          if (Object.hasOwn(theirs, cell)) continue;
          context.addIssue({
            code: 'custom',
            path: ['ours', cell],
            message: `say under theirs what the base has for ${cell}`,
          });
        }
      }),
  ),
);

export type AcceptedDriftDocument = z.infer<typeof acceptedDriftSchema>;
