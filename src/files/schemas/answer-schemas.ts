import * as z from 'zod';
import { METERS } from '../../domain/meter.ts';
import { CONFIDENCES } from '../../domain/rate-card.ts';
import { feeSchema } from './fee-schema.ts';

export const usd = z.number().describe('US dollars a month, exact');
export const maybeUsd = usd.nullable().describe('US dollars a month, exact; null when it is not known');
export const note = z.strictObject({ code: z.string(), text: z.string() });

export const head = {
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  command: z.string(),
  asOf: z.string().describe('day whose rates are used, UTC'),
  currency: z.literal('USD'),
  period: z.literal('month'),
  card: z.strictObject({ id: z.string(), version: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
};

export const lineItem = z.strictObject({
  meter: z.enum(METERS),
  mode: z.enum(['standard', 'batch', 'flex', 'priority']),
  band: z.enum(['base', 'long', 'peak']).describe('price list the request falls in'),
  tokens: z.number(),
  pricing: z
    .enum(['priced', 'free'])
    .describe('free where the provider declares the meter free; a price of 0 is priced'),
  usdPerMtok: z.number().describe('unit price: tokens x usdPerMtok / 1,000,000 = cost'),
  printedUsdPerMtok: z.number().describe('as printed on the card; times the multipliers it is usdPerMtok'),
  multipliers: z.array(z.strictObject({ name: z.string(), factor: z.number() })),
  cost: usd,
  source: z.strictObject({ url: z.string(), checked: z.string() }),
  confidence: z.enum(CONFIDENCES),
});

export const unpriced = z.strictObject({ meter: z.string(), mode: z.string(), reason: z.string() });

const configuration = z.strictObject({
  id: z.string(),
  label: z.string(),
  channel: z.string(),
  cache: z.boolean(),
  batch: z.boolean(),
  basis: z.enum(['stated', 'illustration']),
  available: z.boolean(),
  reason: z.string().nullable(),
  reasonCode: z.string().nullable(),
  monthlyCost: maybeUsd,
  annualCost: maybeUsd,
  savings: maybeUsd.describe('against the baseline cost'),
  savingsShare: z.number().nullable(),
  discount: z.number().nullable(),
  range: z.strictObject({ low: usd, high: usd }).nullable(),
  lineItems: z.array(lineItem),
  fees: z.array(feeSchema).describe('what the channel takes or grants beside the tokens; part of monthlyCost'),
  unpriced: z.array(unpriced),
});

const verdict = z
  .enum(['below', 'within', 'above', 'undecided'])
  .describe('undecided when the spend is a lower bound and more of it could change the verdict');
const bound = z
  .enum(['exact', 'atLeast', 'atMost', 'undecided'])
  .describe('atLeast: a part is missing; atMost: what cannot be told may cost less; undecided: both');
const floor = z.strictObject({ low: usd, high: usd });
const period = {
  baselineCost: usd,
  baselineBound: bound,
  listCost: usd,
  listBound: bound,
  cheapestCost: usd,
  cheapestBound: bound,
  complete: z.boolean(),
};

export const threshold = z.strictObject({
  floor,
  providers: z.array(
    z.strictObject({
      provider: z.string(),
      floor,
      baselineSpend: usd,
      annualBaselineSpend: z.number(),
      listSpend: usd.describe('list price of the work as it runs, without levers'),
      optimisedSpend: usd,
      annualOptimisedSpend: z.number(),
      verdict,
      listVerdict: verdict,
      optimisedVerdict: verdict,
      toFloor: maybeUsd.describe('baseline dollars missing to the low end; null when undecided'),
      volumeMultiple: z.number().nullable(),
      complete: z.boolean().describe('false when any of the spends is a lower bound'),
      priced: z.strictObject({ baseline: z.boolean(), list: z.boolean(), optimised: z.boolean() }),
    }),
  ),
});

/** `estimate --format json`. */
export const estimateAnswerSchema = z.strictObject({
  ...head,
  workloads: z.array(
    z.strictObject({
      name: z.string(),
      model: z.string(),
      provider: z.string(),
      tokens: z.strictObject({ input: z.number(), output: z.number() }),
      tags: z.record(z.string(), z.string()),
      baselineCost: maybeUsd,
      configurations: z.array(configuration),
      cheapest: z.string().nullable(),
      cheapestMayBeUndercut: z.boolean().describe('true when a row that cannot be told may cost less'),
    }),
  ),
  totals: z.strictObject({
    baselineCost: usd,
    baselineBound: bound,
    cheapestCost: usd.describe('the cheapest row of each workload, US dollars a month'),
    cheapestBound: bound,
    feesBeyondRows: usd.describe(
      'part of cheapestCost that the cheapest rows do not hold: they count on all workloads',
    ),
    buyableCost: maybeUsd.describe(
      'the cheapest rows as one purchase: without direct where the rest does not carry its floor; null when a workload has no row',
    ),
    complete: z.boolean().describe('false when a part has no price, or a workload has nothing that can be bought'),
  }),
  schedule: z
    .strictObject({ months: z.array(z.strictObject({ month: z.string(), ...period })), total: z.strictObject(period) })
    .optional(),
  threshold,
  recommendation: z.array(note),
  assumptions: z.array(note),
  warnings: z.array(note),
});

const recomputed = { id: z.string(), computed: z.number().nullable(), computedText: z.string() };

/** `article --format json`. */
export const articleAnswerSchema = z.strictObject({
  ...head,
  tables: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      note: z.string().nullable(),
      cells: z.array(
        z.strictObject({
          ...recomputed,
          row: z.string(),
          column: z.string(),
          printed: z.string(),
          agrees: z.boolean(),
        }),
      ),
      beside: z.array(z.strictObject(recomputed)).describe('figures the note of the table speaks of'),
    }),
  ),
  unreconciled: z.array(
    z.strictObject({
      id: z.string(),
      printed: z.string(),
      computed: z.array(z.strictObject({ ...recomputed, label: z.string(), printed: z.string(), agrees: z.boolean() })),
      text: z.string(),
      reconciles: z.boolean().describe('true makes the verdict differ: the listing would be wrong'),
    }),
  ),
  notRecomputed: z.array(z.string()),
  verdict: z.enum(['agrees', 'differs']),
});
