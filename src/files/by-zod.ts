import { acceptedDriftSchema } from './schemas/accepted-drift-schema.ts';
import { budgetSchema } from './schemas/budget-schema.ts';
import { cardPartSchema, cardSchema, overlayPartSchema, overlaySchema } from './schemas/card-schema.ts';
import { claimsSchema } from './schemas/claims-schema.ts';
import { offersSchema } from './schemas/offers-schema.ts';
import { profileSchema } from './schemas/profile-schema.ts';
import { projectSchema } from './schemas/project-schema.ts';
import { proposalSchema } from './schemas/proposal-schema.ts';
import { validate } from './validate.ts';
import type { YamlFile } from './yaml-file.ts';

/** The schemas of the files that a user writes, by the names they have where they are written down. */
const SCHEMAS = {
  acceptedDriftSchema,
  budgetSchema,
  cardPartSchema,
  cardSchema,
  claimsSchema,
  offersSchema,
  overlayPartSchema,
  overlaySchema,
  profileSchema,
  projectSchema,
  proposalSchema,
};

export type SchemaName = keyof typeof SCHEMAS;

/** The content of a file in the shape of a schema, by zod itself. Throws `invalidFile` with every fault at its place. */
export function readByZod(file: YamlFile, name: SchemaName, kind: string): unknown {
  return validate(file, SCHEMAS[name], kind);
}
