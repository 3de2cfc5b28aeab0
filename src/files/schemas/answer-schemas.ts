import * as z from 'zod';
import { METERS, type MeterUnit, UNITS } from '../../domain/meter.ts';
import { CONFIDENCES } from '../../domain/rate-card.ts';

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
  tokens: z.number().nullable().describe('null where the quantity is of no tokens'),
  quantity: z.number().describe('quantity x unitPrice = cost'),
  unit: z.enum(Object.keys(UNITS) as MeterUnit[]).describe('what the quantity counts'),
  pricing: z
    .enum(['priced', 'free'])
    .describe('free where the provider declares the meter free; a price of 0 is priced'),
  usdPerMtok: z
    .number()
    .nullable()
    .describe('tokens x usdPerMtok / 1,000,000 = cost; null where the quantity is of no tokens'),
  printedUsdPerMtok: z.number().nullable().describe('as printed on the card; times the multipliers it is usdPerMtok'),
  unitPrice: z.number().describe('US dollars for one unit'),
  multipliers: z.array(z.strictObject({ name: z.string(), factor: z.number() })),
  cost: usd,
  source: z.strictObject({ url: z.string(), checked: z.string() }),
  confidence: z.enum(CONFIDENCES),
});

export const unpriced = z.strictObject({ meter: z.string(), mode: z.string(), reason: z.string() });

const verdict = z
  .enum(['below', 'within', 'above', 'undecided'])
  .describe('undecided when the spend is a lower bound and more of it could change the verdict');
const floor = z.strictObject({ low: usd, high: usd });
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
