import type { Day } from '../../domain/day.ts';
import type { JsonValue } from '../../domain/json.ts';
import {
  type LongContext,
  lastDayOf,
  type Model,
  type ModePrices,
  type PeakPrices,
  type PriceCells,
  type Rate,
  type RateCard,
} from '../../domain/rate-card.ts';
import { SCHEMA_VERSION } from '../estimate/json.ts';

type Fields = { readonly [key: string]: JsonValue };

/** A price list as a card writes it: numerals, `free`, and no key where there is no price. */
function cellsJson({ cacheStorage: _, ...cells }: PriceCells): Fields {
  return cells as Fields;
}

function modeJson(mode: ModePrices | 'notOffered' | undefined): JsonValue {
  if (mode === undefined) return null;
  if (mode === 'notOffered') return { offered: false };
  const { multiplier, withCache, cells } = mode;
  return { multiplier: multiplier ?? null, withCache: withCache ?? null, usdPerMtok: cellsJson(cells) };
}

function longContextJson(long: LongContext | undefined): JsonValue {
  if (long === undefined) return null;
  const { threshold, edge, cells, modeCells } = long;
  return {
    threshold,
    edge,
    usdPerMtok: cellsJson(cells),
    batchUsdPerMtok: cellsJson(modeCells.batch),
    flexUsdPerMtok: cellsJson(modeCells.flex),
    priorityUsdPerMtok: cellsJson(modeCells.priority),
  };
}

function peakJson(peak: PeakPrices | undefined): JsonValue {
  return peak === undefined ? null : { hours: peak.hours, usdPerMtok: cellsJson(peak.cells) };
}

function sourceJson({ url, checked, confidence, note }: Rate['source']): JsonValue {
  return { url, checked, confidence, note: note ?? null };
}

function rateJson(rate: Rate): JsonValue {
  const { from, fromPrecision, until, announced, cells, noWritePremium, defaultCacheTtl } = rate;
  return {
    from,
    fromPrecision,
    until: until ?? null,
    announced: announced ?? null,
    usdPerMtok: cellsJson(cells),
    cacheStorageUsdPerMtokHour: cells.cacheStorage ?? null,
    batch: modeJson(rate.batch),
    flex: modeJson(rate.flex),
    priority: modeJson(rate.priority),
    peak: peakJson(rate.peak),
    writePremium: noWritePremium ? 'none' : null,
    defaultCacheTtl: defaultCacheTtl ?? null,
    minimumCacheablePrefix: rate.minimumCacheablePrefix ?? null,
    longContext: longContextJson(rate.longContext),
    regions: Object.fromEntries(rate.regions),
    regionAliases: Object.fromEntries(rate.regionAliases),
    source: sourceJson(rate.source),
  };
}

function modelJson(model: Model, rates: readonly Rate[]): JsonValue {
  const { id, provider, aliases, tokenizer, retired } = model;
  const gone = retired && {
    from: retired.from,
    lastDay: lastDayOf(retired),
    announced: retired.announced ?? null,
    servedBy: retired.servedBy ?? null,
    billedAs: retired.billedAs ?? null,
    source: sourceJson(retired.source),
  };
  return {
    model: id,
    provider,
    aliases,
    tokenizer: tokenizer ?? null,
    retired: gone ?? null,
    rates: rates.map(rateJson),
  };
}

/** The answer of `cards show` for scripts: prices under the keys of a card file, what is not said as null. */
export function cardJson(
  card: RateCard,
  shown: readonly { readonly model: Model; readonly rates: readonly Rate[] }[],
  day: Day,
  tool: { readonly name: string; readonly version: string },
): JsonValue {
  const { id, version, sha256 } = card;
  return {
    schemaVersion: SCHEMA_VERSION,
    tool,
    command: 'cards show',
    asOf: day,
    currency: 'USD',
    card: { id, version, sha256 },
    models: shown.map(({ model, rates }) => modelJson(model, rates)),
  };
}
