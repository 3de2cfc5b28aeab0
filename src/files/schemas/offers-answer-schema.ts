import * as z from 'zod';
import { CONFIDENCES } from '../../domain/rate-card.ts';

/** `cards offers --format json`. */
export const offersAnswerSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  command: z.literal('cards offers'),
  currency: z.literal('USD'),
  offers: z.array(
    z.strictObject({
      kind: z.enum(['aggregator', 'marketplace', 'contract', 'reserved']),
      id: z.string().describe('as channels, --via and --prepay know it'),
      name: z.string(),
      discounts: z.record(z.string(), z.number()).describe('share off list by model, where the offer names models'),
      text: z.string().describe('what it gives and takes, in a sentence'),
      source: z.strictObject({ url: z.string(), checked: z.string(), note: z.string().nullable() }).nullable(),
      confidence: z.enum(CONFIDENCES).nullable(),
    }),
  ),
});
