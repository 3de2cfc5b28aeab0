import * as z from 'zod';
import { FINDING_LEVELS, type FindingCode } from '../../domain/card-finding.ts';

const codes = [...(Object.keys(FINDING_LEVELS) as FindingCode[]), 'invalidFile'] as const;
const verdict = z
  .enum(['sound', 'doubtful', 'wrong'])
  .describe('wrong: an error among the findings; doubtful: warnings');

/** `cards validate --format json`. */
export const validationAnswerSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  command: z.literal('cards validate'),
  verdict,
  cards: z.array(
    z.strictObject({
      path: z.string().describe('as it was given'),
      card: z
        .strictObject({ id: z.string(), version: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
        .nullable()
        .describe('null where the structure is not sound'),
      models: z.int(),
      rates: z.int(),
      verdict,
      inheritedFindings: z.int().describe('findings on what an overlay inherits, which are not listed'),
      findings: z.array(
        z.strictObject({
          code: z.enum(codes).describe('invalidFile: a fault of structure'),
          severity: z.enum(['error', 'warning']),
          file: z.string(),
          line: z.int().describe('from 1'),
          column: z.int().describe('from 1'),
          path: z
            .array(z.union([z.string(), z.int()]))
            .describe('keys and positions in the card; empty for a fault of structure'),
          text: z.string(),
        }),
      ),
    }),
  ),
});
