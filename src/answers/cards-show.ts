import type { Day } from '../domain/day.ts';
import { CACHE_TTLS, METERS, meterName, meterRow, type TokenMeter } from '../domain/meter.ts';
import { FREE } from '../domain/price-cell.ts';
import {
  BATCH_CACHE_RULES,
  BILLED_AS,
  CONFIDENCES,
  type LongContext,
  lastDayOf,
  type Model,
  type ModePrices,
  metersOf,
  type PeakPrices,
  type PriceCells,
  type Rate,
  type RateCard,
  type Source,
} from '../domain/rate-card.ts';
import type { UsdPerMtok, UsdPerThousand } from '../domain/units.ts';
import { cardOf, head, SCHEMA_VERSION, type Tool } from './head.ts';
import { factor, tokens, usdPerMtok, usdPerThousand } from './numerals.ts';
import type { Written, Z } from './schema.ts';

const cell = (z: Z) =>
  z
    .union([usdPerMtok(z), z.literal(FREE)])
    .describe(
      'US dollars per million tokens, or free where the provider declares it free; no key where it has no price',
    );

const CELLS = METERS.filter((meter): meter is Exclude<TokenMeter, 'cacheStorage'> => meterRow(meter).unit === 'tokens');

/** A price list as a card writes it: numerals, `free`, and no key where there is no price. */
const cells = (z: Z) => z.partialRecord(z.enum(CELLS), cell(z));

const callCells = (z: Z) =>
  z.record(
    z.string(),
    z
      .union([usdPerThousand(z), z.literal(FREE)])
      .describe('US dollars per thousand calls, or free where the provider declares them free'),
  );

const mode = (z: Z) =>
  z
    .union([
      z.strictObject({ offered: z.literal(false) }),
      z.strictObject({
        multiplier: factor(z).nullable(),
        withCache: z.enum(BATCH_CACHE_RULES).nullable(),
        servedAs: z.literal('standard').nullable().describe('standard where it is served and billed as that'),
        longContextServedAs: z.literal('standard').nullable().describe('the same of long prompts alone'),
        notPinnedTo: z.array(z.string()).describe('regions in which it is not served'),
        usdPerMtok: cells(z),
        usdPerThousand: callCells(z),
      }),
    ])
    .nullable()
    .describe('null where the card does not say');

const source = (z: Z) =>
  z.strictObject({
    url: z.string(),
    checked: z.string(),
    confidence: z.enum(CONFIDENCES),
    note: z.string().nullable(),
  });

const longList = (z: Z) =>
  z.strictObject({
    threshold: tokens(z),
    edge: z.enum(['above', 'atOrAbove']),
    usdPerMtok: cells(z),
    batchUsdPerMtok: cells(z),
    flexUsdPerMtok: cells(z),
    priorityUsdPerMtok: cells(z),
    ultrafastUsdPerMtok: cells(z),
  });

const longContext = (z: Z) =>
  z
    .union([longList(z), z.array(longList(z))])
    .nullable()
    .describe('a list where there are several thresholds, the lowest first');

const peak = (z: Z) => z.strictObject({ hours: z.string(), usdPerMtok: cells(z) }).nullable();

const rate = (z: Z) =>
  z.strictObject({
    from: z.string(),
    fromPrecision: z.enum(['day', 'month', 'year']),
    until: z.string().nullable(),
    announced: z.string().nullable(),
    usdPerMtok: cells(z),
    usdPerThousand: callCells(z),
    cacheStorageUsdPerMtokHour: cell(z).nullable(),
    batch: mode(z),
    flex: mode(z),
    priority: mode(z),
    ultrafast: mode(z),
    peak: peak(z),
    writePremium: z.literal('none').nullable(),
    defaultCacheTtl: z.enum(CACHE_TTLS).nullable(),
    minimumCacheablePrefix: tokens(z).nullable().describe('0 where any prefix is cached, null where it is not known'),
    longContext: longContext(z),
    regions: z.record(z.string(), factor(z)),
    regionUsdPerMtok: z.record(z.string(), cells(z)).describe('printed prices of a region that no one factor makes'),
    regionAliases: z.record(z.string(), z.string()).describe('the region that another word for it means'),
    source: source(z),
  });

const retired = (z: Z) =>
  z
    .strictObject({
      from: z.string().describe('first day it is not served any more'),
      lastDay: z.string().describe('the day before'),
      announced: z.string().nullable(),
      servedBy: z.string().nullable(),
      billedAs: z.enum(BILLED_AS).nullable(),
      source: source(z),
    })
    .nullable();

const model = (z: Z) =>
  z.strictObject({
    model: z.string(),
    provider: z.string(),
    aliases: z.array(z.string()),
    movingNames: z
      .array(z.strictObject({ name: z.string(), from: z.string(), until: z.string().nullable() }))
      .describe('names that mean it for some days, until the last of them'),
    tokenizer: z.string().nullable(),
    contextWindow: z
      .strictObject({ tokens: tokens(z), source: source(z) })
      .nullable()
      .describe('most tokens of prompt and answer together'),
    retired: retired(z),
    rates: z
      .array(rate(z))
      .describe('all dated rates of a model that was named; else the one in force, none before the first'),
  });

/** `cards show --format json`. */
export function cardsShowAnswer(z: Z) {
  const { schemaVersion, tool, command, asOf, currency, card } = head(z, 'cards show');
  return z.strictObject({ schemaVersion, tool, command, asOf, currency, card, models: z.array(model(z)) });
}

function cellsOf(printed: PriceCells): Written<typeof cells> {
  return Object.fromEntries(CELLS.flatMap((meter) => (printed[meter] === undefined ? [] : [[meter, printed[meter]]])));
}

function callCellsOf(printed: PriceCells): Written<typeof callCells> {
  const calls = metersOf(printed).filter((meter) => meterRow(meter).unit === 'calls');
  return Object.fromEntries(calls.map((meter) => [meterName(meter), printed[meter] as UsdPerThousand]));
}

function modeOf(prices: ModePrices | 'notOffered' | undefined): Written<typeof mode> {
  if (prices === undefined) return null;
  if (prices === 'notOffered') return { offered: false };
  const { multiplier, withCache, servedAs, longContextServedAs, notPinnedTo, cells: printed } = prices;
  return {
    multiplier: multiplier ?? null,
    withCache: withCache ?? null,
    servedAs: servedAs ?? null,
    longContextServedAs: longContextServedAs ?? null,
    notPinnedTo: notPinnedTo?.regions ?? [],
    usdPerMtok: cellsOf(printed),
    usdPerThousand: callCellsOf(printed),
  };
}

function longListOf({ threshold, edge, cells: printed, modeCells }: LongContext): Written<typeof longList> {
  return {
    threshold,
    edge,
    usdPerMtok: cellsOf(printed),
    batchUsdPerMtok: cellsOf(modeCells.batch),
    flexUsdPerMtok: cellsOf(modeCells.flex),
    priorityUsdPerMtok: cellsOf(modeCells.priority),
    ultrafastUsdPerMtok: cellsOf(modeCells.ultrafast),
  };
}

function longContextOf(lists: readonly LongContext[]): Written<typeof longContext> {
  const [only, ...more] = lists;
  if (only === undefined) return null;
  return more.length === 0 ? longListOf(only) : lists.map(longListOf);
}

const peakOf = (prices: PeakPrices | undefined): Written<typeof peak> =>
  prices === undefined ? null : { hours: prices.hours, usdPerMtok: cellsOf(prices.cells) };

const sourceOf = ({ url, checked, confidence, note }: Source): Written<typeof source> => ({
  url,
  checked,
  confidence,
  note: note ?? null,
});

function rateOf(each: Rate): Written<typeof rate> {
  const { from, fromPrecision, until, announced, cells: printed, noWritePremium, defaultCacheTtl } = each;
  return {
    from,
    fromPrecision,
    until: until ?? null,
    announced: announced ?? null,
    usdPerMtok: cellsOf(printed),
    usdPerThousand: callCellsOf(printed),
    cacheStorageUsdPerMtokHour: (printed.cacheStorage as UsdPerMtok | undefined) ?? null,
    batch: modeOf(each.batch),
    flex: modeOf(each.flex),
    priority: modeOf(each.priority),
    ultrafast: modeOf(each.ultrafast),
    peak: peakOf(each.peak),
    writePremium: noWritePremium ? 'none' : null,
    defaultCacheTtl: defaultCacheTtl ?? null,
    minimumCacheablePrefix: each.minimumCacheablePrefix ?? null,
    longContext: longContextOf(each.longContext),
    regions: Object.fromEntries(each.regions),
    regionUsdPerMtok: Object.fromEntries([...each.regionCells].map(([region, own]) => [region, cellsOf(own)])),
    regionAliases: Object.fromEntries(each.regionAliases),
    source: sourceOf(each.source),
  };
}

function retiredOf(end: Model['retired']): Written<typeof retired> {
  if (end === undefined) return null;
  return {
    from: end.from,
    lastDay: lastDayOf(end),
    announced: end.announced ?? null,
    servedBy: end.servedBy ?? null,
    billedAs: end.billedAs ?? null,
    source: sourceOf(end.source),
  };
}

function modelOf(of: Model, rates: readonly Rate[]): Written<typeof model> {
  const { id, provider, aliases, called = [], tokenizer, contextWindow } = of;
  return {
    model: id,
    provider,
    aliases,
    movingNames: called.map(({ name, from, until }) => ({ name, from, until: until ?? null })),
    tokenizer: tokenizer ?? null,
    contextWindow:
      contextWindow === undefined ? null : { tokens: contextWindow.tokens, source: sourceOf(contextWindow.source) },
    retired: retiredOf(of.retired),
    rates: rates.map(rateOf),
  };
}

/** The answer of `cards show`: prices under the keys of a card file, what is not said as null. */
export function cardsShowAnswerOf(
  card: RateCard,
  shown: readonly { readonly model: Model; readonly rates: readonly Rate[] }[],
  day: Day,
  tool: Tool,
): Written<typeof cardsShowAnswer> {
  return {
    schemaVersion: SCHEMA_VERSION,
    tool,
    command: 'cards show',
    asOf: day,
    currency: 'USD',
    card: cardOf(card),
    models: shown.map(({ model: of, rates }) => modelOf(of, rates)),
  };
}
