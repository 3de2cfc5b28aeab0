import * as z from 'zod';
import { parseExact } from '../../domain/exact.ts';
import { dayText } from './numerals.ts';
import { savedLine } from './saved-line-schema.ts';

/** No answer writes less than nothing; a file that does was changed by hand, and growth from it would mean nothing. */
const written = (text: string) => parseExact(text) !== undefined && !text.startsWith('-');

/** A number of an answer, as the text it is written in. */
const numeral = z.string().refine(written, 'expected a number as the answer wrote it, 0 or more');

const maybe = z
  .string()
  .refine((text) => text === 'null' || written(text), 'expected a number as the answer wrote it, 0 or more, or null');
const flag = z.enum(['true', 'false']);

const bought = { lineItems: z.array(savedLine(numeral)), unpriced: z.array(z.object({ reason: z.string() })) };
const named = { name: z.string(), model: z.string(), provider: z.string(), tags: z.record(z.string(), z.string()) };

const head = {
  schemaVersion: z.literal('1', 'the baseline is of another version of the answer; save it again'),
  asOf: dayText,
  currency: z.string(),
  period: z.string(),
  card: z.object({ id: z.string(), version: z.string(), sha256: z.string() }),
  threshold: z.object({
    providers: z.array(z.object({ provider: z.string(), optimisedSpend: numeral, complete: flag })),
  }),
};

/** A saved answer of `check`, as far as growth is measured from it; what else it holds is left alone. */
const checkSchema = z.object({
  command: z.literal('check'),
  ...head,
  workloads: z.array(z.object({ ...named, channel: z.string(), amount: maybe, lowerBound: numeral, ...bought })),
});

const estimateSchema = z.object({
  command: z.literal('estimate'),
  ...head,
  workloads: z.array(
    z.object({
      ...named,
      configurations: z.array(
        z.object({
          channel: z.string(),
          cache: flag,
          batch: flag,
          basis: z.string(),
          reasonCode: z.string(),
          monthlyCost: maybe,
          ...bought,
        }),
      ),
    }),
  ),
});

export const baselineSchemas = { check: checkSchema, estimate: estimateSchema };

/** What a file must say of itself before it is read as either. */
export const commandSchema = z.object({
  command: z.enum(['check', 'estimate'], 'expected the JSON answer of check or estimate'),
});

export type SavedCheck = z.infer<typeof checkSchema>;
export type SavedEstimate = z.infer<typeof estimateSchema>;
