import * as z from 'zod';
import { WEEKDAYS } from '../../domain/day.ts';
import { CACHE_TTLS, LONG_BANDS, METERS, meterRow, type TokenMeter } from '../../domain/meter.ts';
import { BATCH_CACHE_RULES, BILLED_AS, CONFIDENCES } from '../../domain/rate-card.ts';
import {
  cachedCellText,
  callCellText,
  callNameText,
  cellText,
  dayText,
  factorText,
  falseText,
  leastPrefixText,
  lineText,
  nameText,
  tokensText,
} from './numerals.ts';

export const sourceSchema = z.strictObject({
  url: lineText.min(1, 'give the address the fact was read at'),
  checked: dayText.describe('the day somebody last looked'),
  confidence: z.enum(CONFIDENCES),
  note: lineText.optional(),
});

/** Printed prices by meter, in US dollars per million tokens, or `free` where the provider declares a meter free. */
const PRICED_BY_MTOK = METERS.filter((meter) => meterRow(meter).unit === 'tokens');
type MtokMeter = Exclude<TokenMeter, 'cacheStorage'>;
export const cellsSchema = z.strictObject({
  ...(Object.fromEntries(PRICED_BY_MTOK.map((meter) => [meter, cellText.optional()])) as Record<
    MtokMeter,
    z.ZodOptional<typeof cellText>
  >),
  cacheRead: cachedCellText.optional(),
});

/** Fees per call, in US dollars per thousand, by the provider's own names. */
const callsSchema = z.record(callNameText, callCellText);

/** Prices of a service mode other than standard. */
const modeSchema = z.strictObject({
  offered: falseText.optional().describe('false where the provider does not sell this mode'),
  multiplier: factorText.optional(),
  withCache: z.enum(BATCH_CACHE_RULES).optional().describe('how the mode and caching combine'),
  servedAs: z.literal('standard').optional().describe('a request in this mode is served and billed as a standard one'),
  longContextServedAs: z
    .literal('standard')
    .optional()
    .describe('the same of prompts over the long-context threshold alone'),
  notPinnedTo: z
    .strictObject({ regions: z.array(nameText).min(1, 'name a region'), source: sourceSchema })
    .optional()
    .describe('regions in which the mode is not served, where work that is kept there asks for both'),
  usdPerMtok: cellsSchema.optional().describe('printed prices of the mode; they win over the multiplier'),
  usdPerThousand: callsSchema.optional().describe('fees per call in this mode, where they differ'),
});

export const longContextSchema = z.strictObject({
  threshold: tokensText.describe('prompt tokens of one request'),
  edge: z.enum(['above', 'atOrAbove']).describe('whether exactly the threshold is already long'),
  usdPerMtok: cellsSchema,
  batchUsdPerMtok: cellsSchema.optional(),
  flexUsdPerMtok: cellsSchema.optional(),
  priorityUsdPerMtok: cellsSchema.optional(),
  ultrafastUsdPerMtok: cellsSchema.optional(),
});

const SEVERAL = `a list holds two to ${LONG_BANDS.length} thresholds; write a single one without the dash`;

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const timeText = z.string().regex(TIME, 'write a time of the UTC day, such as 01:00, up to 24:00');

const peakWindowSchema = z
  .strictObject({
    days: z.array(z.enum(WEEKDAYS)).min(1).describe('days of the week, in UTC'),
    from: timeText.describe('first minute, UTC'),
    to: timeText.describe('the minute after the last, UTC'),
  })
  .refine(({ from, to }) => from < to, {
    error: 'a window ends after it begins; write one over midnight as two',
    path: ['to'],
  });

const peakSchema = z.strictObject({
  usdPerMtok: cellsSchema,
  hours: lineText.min(1, 'say when the peak is').describe('when the peak is, in words'),
  windows: z
    .array(peakWindowSchema)
    .min(1)
    .optional()
    .describe('the same as hours of the week, to tell what fell into them'),
});

const rateSchema = z.strictObject({
  from: dayText.describe('first day this rate is in force'),
  fromPrecision: z.enum(['day', 'month', 'year']).optional(),
  usdPerMtok: cellsSchema,
  until: dayText.optional().describe('last day of a promotion; the next entry is the list price again'),
  announced: dayText.optional().describe('day a change was announced that is not in force yet'),
  batch: modeSchema.optional(),
  flex: modeSchema.optional(),
  priority: modeSchema.optional().describe('priority or fast mode'),
  ultrafast: modeSchema.optional().describe('a mode beyond priority'),
  peak: peakSchema.optional().describe('prices in peak hours; usdPerMtok is off-peak'),
  usdPerThousand: callsSchema
    .optional()
    .describe('fees per call, such as webSearch: 10.00; they win over those of the provider'),
  cacheStorageUsdPerMtokHour: cellText.optional().describe('storage of explicit caches'),
  writePremium: z.literal('none').optional().describe('cache writes are billed as ordinary input'),
  defaultCacheTtl: z.enum(CACHE_TTLS).optional(),
  minimumCacheablePrefix: leastPrefixText.optional(),
  longContext: z
    .union([longContextSchema, z.array(longContextSchema).min(2, SEVERAL).max(LONG_BANDS.length, SEVERAL)])
    .optional()
    .describe(
      'prices of long prompts, by the whole request; a list where there are several thresholds, the lowest first',
    ),
  regions: z
    .record(nameText, z.union([factorText, z.strictObject({ usdPerMtok: cellsSchema })]))
    .optional()
    .describe('premium by region, such as us: 1.1, or the prices that are printed for it'),
  source: sourceSchema,
});

const retiredSchema = z.strictObject({
  from: dayText.describe('first day it is not served any more; it may lie ahead'),
  announced: dayText.optional().describe('day the end was announced; without it the end is told on every day'),
  servedBy: nameText
    .optional()
    .describe('the model of this card that answers in its place, or that the provider names as its replacement'),
  billedAs: z
    .enum(BILLED_AS)
    .optional()
    .describe(
      'successor: its name goes on working and is billed at the rates of servedBy; own: at its own; without it the name stops working',
    ),
  source: sourceSchema,
});

const modelSchema = z.strictObject({
  provider: nameText,
  aliases: z.array(nameText).optional().describe('literal ids, never patterns'),
  tokenizer: nameText.optional().describe('how it cuts text into tokens, by a name under tokenizers or of your own'),
  contextWindow: z
    .strictObject({ tokens: tokensText, source: sourceSchema })
    .optional()
    .describe('most tokens of prompt and answer together, and where that was read'),
  retired: retiredSchema.optional().describe('from when on it is not served, and what answers in its place'),
  rates: z.array(rateSchema).min(1, 'a model needs at least one rate'),
});

const providersSchema = z.record(
  nameText,
  z.strictObject({
    name: nameText,
    regionAliases: z
      .record(nameText, z.array(nameText).min(1, 'name a region'))
      .optional()
      .describe('other words for a region of its rates, such as regional: [us, eu]'),
    fees: z
      .array(
        z.strictObject({
          from: dayText,
          models: z
            .array(nameText)
            .min(1, 'name a model')
            .optional()
            .describe('ids of the models it is asked of; all when left out'),
          usdPerThousand: callsSchema,
          source: sourceSchema,
        }),
      )
      .optional()
      .describe('what it asks of all its models alike, from a day until the next entry: fees per call'),
  }),
);

/** How many tokens a tokenizer makes of a text, against an older one. */
const tokenizersSchema = z.record(
  nameText,
  z.strictObject({
    than: nameText.describe('the older tokenizer it is compared with'),
    ratio: factorText.describe('tokens of the same text, as a multiple of those of the older one'),
    range: z.tuple([factorText, factorText]).optional().describe('the ends of what is published, lowest first'),
    source: sourceSchema,
  }),
);
const modelsSchema = z.record(nameText, modelSchema);

/** Names that go from model to model. */
const movingNamesSchema = z.record(
  nameText,
  z
    .array(
      z.strictObject({
        from: dayText.describe('first day on which it means that model'),
        model: nameText
          .optional()
          .describe('the model of this card that it means; left out where nobody has said which one it was'),
        source: sourceSchema,
      }),
    )
    .min(1, 'say what it means from which day on'),
);

/** A model of an overlay: what is left out is inherited from the model of that id on the base card. */
const overlayModelsSchema = z.record(nameText, modelSchema.partial({ provider: true, rates: true }));

/** `card.yaml`, or a card in one file. */
export const cardSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'write an id of small letters, digits, dots and dashes'),
  version: dayText.describe('the day this card was put together'),
  title: lineText.optional(),
  extends: lineText.min(1, 'name a card').optional().describe('the card an overlay lies on; see the schema overlay'),
  defaults: z.strictObject({ cacheWrites: z.enum(['counted', 'leftOut']) }).optional(),
  providers: providersSchema.optional(),
  tokenizers: tokenizersSchema.optional().describe('what is published about how many tokens a text becomes'),
  movingNames: movingNamesSchema
    .optional()
    .describe('names that go from model to model, such as large-latest, with the days on which they moved'),
  models: modelsSchema.optional(),
});

/** Any other file of a card's folder. */
export const cardPartSchema = z.strictObject({
  providers: providersSchema.optional(),
  tokenizers: tokenizersSchema.optional(),
  movingNames: movingNamesSchema.optional(),
  models: modelsSchema.optional(),
});

/** A card that lies on another: `card.yaml`, or a card in one file, with `extends`. */
export const overlaySchema = cardSchema.extend({
  extends: lineText
    .min(1, 'name a card')
    .describe('id of a card that ships, or the path of a card file or folder, relative to this one'),
  models: overlayModelsSchema.optional(),
});

/** Any other file of an overlay's folder. */
export const overlayPartSchema = cardPartSchema.extend({ models: overlayModelsSchema.optional() });

export type SourceDocument = z.infer<typeof sourceSchema>;
export type CellsDocument = z.infer<typeof cellsSchema>;
export type TokenizerDocument = z.infer<typeof tokenizersSchema>[string];
export type ProviderDocument = z.infer<typeof providersSchema>[string];
export type LongContextDocument = z.infer<typeof longContextSchema>;
export type RateDocument = z.infer<typeof rateSchema>;
export type ModelDocument = z.infer<typeof modelSchema>;
export type OverlayModelDocument = z.infer<typeof overlayModelsSchema>[string];
export type OverlayPart = z.infer<typeof overlayPartSchema>;
export type CardDocument = z.infer<typeof cardSchema>;
