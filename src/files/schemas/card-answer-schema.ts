import * as z from 'zod';
import { CACHE_TTLS } from '../../domain/meter.ts';
import { FREE } from '../../domain/price-cell.ts';
import { BATCH_CACHE_RULES, BILLED_AS, CONFIDENCES } from '../../domain/rate-card.ts';

const cell = z
  .union([z.number(), z.literal(FREE)])
  .describe('US dollars per million tokens, or free where the provider declares it free; no key where it has no price');
const cells = z.partialRecord(
  z.enum(['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite30m', 'cacheWrite1h', 'cacheWrite12h', 'output']),
  cell,
);

const mode = z
  .union([
    z.strictObject({ offered: z.literal(false) }),
    z.strictObject({
      multiplier: z.number().nullable(),
      withCache: z.enum(BATCH_CACHE_RULES).nullable(),
      usdPerMtok: cells,
    }),
  ])
  .nullable()
  .describe('null where the card does not say');

const source = z.strictObject({
  url: z.string(),
  checked: z.string(),
  confidence: z.enum(CONFIDENCES),
  note: z.string().nullable(),
});

const rate = z.strictObject({
  from: z.string(),
  fromPrecision: z.enum(['day', 'month', 'year']),
  until: z.string().nullable(),
  announced: z.string().nullable(),
  usdPerMtok: cells,
  cacheStorageUsdPerMtokHour: cell.nullable(),
  batch: mode,
  flex: mode,
  priority: mode,
  peak: z.strictObject({ hours: z.string(), usdPerMtok: cells }).nullable(),
  writePremium: z.literal('none').nullable(),
  defaultCacheTtl: z.enum(CACHE_TTLS).nullable(),
  minimumCacheablePrefix: z.number().nullable().describe('0 where any prefix is cached, null where it is not known'),
  longContext: z
    .strictObject({
      threshold: z.number(),
      edge: z.enum(['above', 'atOrAbove']),
      usdPerMtok: cells,
      batchUsdPerMtok: cells,
      flexUsdPerMtok: cells,
      priorityUsdPerMtok: cells,
    })
    .nullable(),
  regions: z.record(z.string(), z.number()),
  regionAliases: z.record(z.string(), z.string()).describe('the region that another word for it means'),
  source,
});

/** `cards show --format json`. */
export const cardAnswerSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  command: z.literal('cards show'),
  asOf: z.string().describe('day whose rates are shown, UTC'),
  currency: z.literal('USD'),
  card: z.strictObject({ id: z.string(), version: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  models: z.array(
    z.strictObject({
      model: z.string(),
      provider: z.string(),
      aliases: z.array(z.string()),
      tokenizer: z.string().nullable(),
      retired: z
        .strictObject({
          from: z.string().describe('first day it is not served any more'),
          lastDay: z.string().describe('the day before'),
          announced: z.string().nullable(),
          servedBy: z.string().nullable(),
          billedAs: z.enum(BILLED_AS).nullable(),
          source,
        })
        .nullable(),
      rates: z
        .array(rate)
        .describe('all dated rates of a model that was named; else the one in force, none before the first'),
    }),
  ),
});
