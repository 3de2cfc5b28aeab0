import * as z from 'zod';
import { parseExact } from '../../domain/exact.ts';
import { dayText } from './numerals.ts';
import { savedLine } from './saved-line-schema.ts';

/** A numeral as an answer writes it: plain decimal notation, which may be negative. */
const numeralText = z.string().refine((text) => parseExact(text) !== undefined, 'write a number as the answer had it');
const known = z
  .string()
  .refine((text) => text === 'null' || parseExact(text) !== undefined, 'write a number as the answer had it, or null');

const lineItems = z.array(savedLine(numeralText));
const unpriced = z.array(z.object({ reason: z.string() }));

const head = {
  schemaVersion: z.literal('1'),
  asOf: dayText,
  currency: z.string(),
  card: z.object({ id: z.string(), version: z.string(), sha256: z.string() }),
};

/** A saved `estimate --format json`, as far as a comparison needs it; what else it holds is left alone. */
export const savedEstimateSchema = z.object({
  ...head,
  workloads: z.array(
    z.object({
      name: z.string(),
      model: z.string(),
      configurations: z.array(
        z.object({
          id: z.string(),
          channel: z.string(),
          basis: z.string(),
          reasonCode: z.string(),
          monthlyCost: known,
          lineItems,
          unpriced,
        }),
      ),
      cheapest: z.string(),
    }),
  ),
  // An answer of before there were fees says nothing of them.
  totals: z.object({ feesBeyondRows: numeralText.default('0') }).default({ feesBeyondRows: '0' }),
});

/** A saved `check --format json`. */
export const savedCheckSchema = z.object({
  ...head,
  workloads: z.array(
    z.object({
      name: z.string(),
      model: z.string(),
      channel: z.string(),
      amount: known,
      lowerBound: numeralText,
      lineItems,
      unpriced,
    }),
  ),
});

export type SavedEstimate = z.infer<typeof savedEstimateSchema>;
export type SavedCheck = z.infer<typeof savedCheckSchema>;
