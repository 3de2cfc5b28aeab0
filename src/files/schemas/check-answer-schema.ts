import * as z from 'zod';
import { ALLOWANCES, LEVELS, LIMIT_SCOPES, RULES } from '../../domain/budget.ts';
import { head, lineItem, maybeUsd, note, threshold, unpriced, usd } from './answer-schemas.ts';
import { feeSchema } from './fee-schema.ts';

const verdict = z.enum(['within', 'over', 'undecided']);
const doubt = z.enum(['unpriced', 'baselineUnpriced', 'noBaseline']).nullable().describe('why a verdict is undecided');
const amount = { amount: maybeUsd, lowerBound: usd };
const place = z
  .strictObject({ file: z.string(), line: z.number(), column: z.number() })
  .nullable()
  .describe('where the user wrote it, counted from 1');
const tags = z.record(z.string(), z.string());

const limit = z.strictObject({
  scope: z.enum(LIMIT_SCOPES),
  name: z.string().nullable(),
  tags: tags.nullable(),
  level: z.enum(LEVELS),
  kind: z.enum(ALLOWANCES),
  maxIncrease: maybeUsd,
  maxGrowth: z.number().nullable(),
  limit: usd.nullable().describe('most that may be spent a month; null for growth without a baseline'),
  ...amount,
  baseline: z.strictObject(amount).nullable(),
  verdict,
  doubt,
  text: z.string(),
  place,
});

const floor = z.strictObject({ low: usd, high: usd });

const rule = z.strictObject({
  rule: z.enum(RULES),
  provider: z.string().nullable(),
  maxDays: z.number().nullable(),
  level: z.enum(LEVELS),
  days: z.number().nullable(),
  crossings: z.array(z.strictObject({ provider: z.string(), before: usd, after: usd, floor })),
  verdict,
  doubt,
  text: z.string(),
  place,
});

const effects = z
  .strictObject({ price: usd, volume: usd, mix: usd, added: usd, removed: usd, fees: usd })
  .nullable()
  .describe('the parts of the difference, which they add up to; null while a part has no price');

const change = z.strictObject({
  status: z.enum(['added', 'removed', 'changed', 'unchanged', 'undecided']),
  baseline: usd.nullable(),
  difference: maybeUsd,
  effects,
});

/** `check --format json`. */
export const checkAnswerSchema = z.strictObject({
  ...head,
  verdict,
  verdictText: z.string(),
  ...amount,
  limits: z.array(limit),
  rules: z.array(rule),
  workloads: z.array(
    z.strictObject({
      name: z.string(),
      model: z.string(),
      provider: z.string(),
      channel: z.string(),
      tags,
      ...amount,
      change: change.nullable().describe('against the baseline; null without one'),
      lineItems: z.array(lineItem),
      fees: z.array(feeSchema),
      unpriced: z.array(unpriced),
      place,
    }),
  ),
  baseline: z
    .strictObject({
      command: z.string(),
      asOf: z.string(),
      card: z.strictObject({ id: z.string(), version: z.string(), sha256: z.string() }),
      ...amount,
      difference: maybeUsd,
      effects,
      removed: z.array(z.strictObject({ name: z.string(), ...change.shape })),
    })
    .nullable(),
  threshold,
  assumptions: z.array(note),
  warnings: z.array(note),
});
