import type { Multiplier, Price, Unpriced } from '../domain/line-item.ts';
import { type ContextBand, METER_LABELS, type Meter, type ServiceMode } from '../domain/meter.ts';
import type { BatchPrices, Rate } from '../domain/rate-card.ts';
import { times, type UsdPerMtok } from '../domain/units.ts';

/** Unit prices of one rate under one set of terms, each resolved once and then only multiplied. */
export interface PriceSheet {
  price(meter: Meter, mode: ServiceMode, band: ContextBand): Price | Unpriced;
}

export function isUnpriced(entry: Price | Unpriced): entry is Unpriced {
  return 'reason' in entry;
}

type Found = { readonly printed: UsdPerMtok; readonly batchMultiplier?: Multiplier } | { readonly reason: string };

const isCacheWrite = (meter: Meter) => meter.startsWith('cacheWrite');
const isCacheMeter = (meter: Meter) => meter === 'cacheRead' || isCacheWrite(meter);

/** Where a provider bills cache writes as ordinary input, the written tokens carry the input price. */
function billedAs(rate: Rate, meter: Meter): Meter {
  return isCacheWrite(meter) && rate.noWritePremium && rate.cells[meter] === undefined ? 'input' : meter;
}

function standardCell(rate: Rate, meter: Meter, band: ContextBand): Found {
  const cells = band === 'long' ? rate.longContext?.cells : rate.cells;
  const printed = cells?.[meter];
  if (printed !== undefined) return { printed };
  const where = band === 'long' ? ' above the long-context threshold' : '';
  return { reason: `the card has no ${METER_LABELS[meter]} price${where}` };
}

/** How a provider combines batch with caching: https://platform.claude.com/docs/en/build-with-claude/batch-processing
 * (multiply), https://ai.google.dev/gemini-api/docs/batch-mode (the cached rate stays). */
function cachedBatchCell(rate: Rate, batch: BatchPrices, meter: Meter, band: ContextBand): Found {
  const rule = batch.withCache;
  if (rule === undefined) return { reason: `the card does not say what a ${METER_LABELS[meter]} costs in a batch` };
  switch (rule) {
    case 'cacheRateWins':
      return standardCell(rate, meter, band);
    case 'noCachedRate':
      return batchCell(rate, 'input', band);
    case 'multiply':
      return multipliedCell(rate, batch, meter, band);
  }
}

function multipliedCell(rate: Rate, batch: BatchPrices, meter: Meter, band: ContextBand): Found {
  if (batch.multiplier === undefined) return { reason: `the card prints no batch price for ${METER_LABELS[meter]}` };
  const standard = standardCell(rate, meter, band);
  return 'reason' in standard
    ? standard
    : { printed: standard.printed, batchMultiplier: { name: 'batch', factor: batch.multiplier } };
}

function batchCell(rate: Rate, meter: Meter, band: ContextBand): Found {
  if (rate.batch === undefined) return { reason: 'the card has no batch price' };
  if (rate.batch === 'notOffered') return { reason: 'the provider offers no batch price' };
  const printed = (band === 'long' ? rate.longContext?.batchCells : rate.batch.cells)?.[meter];
  if (printed !== undefined) return { printed };
  return isCacheMeter(meter)
    ? cachedBatchCell(rate, rate.batch, meter, band)
    : multipliedCell(rate, rate.batch, meter, band);
}

function resolve(
  rate: Rate,
  terms: readonly Multiplier[],
  meter: Meter,
  mode: ServiceMode,
  band: ContextBand,
): Price | Unpriced {
  const cell = billedAs(rate, meter);
  const found = mode === 'batch' ? batchCell(rate, cell, band) : standardCell(rate, cell, band);
  if ('reason' in found) return { meter, mode, reason: found.reason };
  const multipliers = found.batchMultiplier === undefined ? terms : [found.batchMultiplier, ...terms];
  const usdPerMtok = multipliers.reduce((price, step) => times(price, step.factor), found.printed);
  return { meter, mode, band, printed: found.printed, multipliers, usdPerMtok, source: rate.source };
}

/**
 * The unit prices of a rate, in the order list price of the unit used (band, mode, cache class), then `terms`
 * (region, then discount). Pure multipliers commute; the order is the one they are shown in.
 */
export function priceSheet(rate: Rate, terms: readonly Multiplier[]): PriceSheet {
  const known: Record<ServiceMode, Record<ContextBand, { [meter in Meter]?: Price | Unpriced }>> = {
    standard: { base: {}, long: {} },
    batch: { base: {}, long: {} },
  };
  return {
    price(meter, mode, band) {
      const cells = known[mode][band];
      const cell = cells[meter];
      if (cell !== undefined) return cell;
      const resolved = resolve(rate, terms, meter, mode, band);
      cells[meter] = resolved;
      return resolved;
    },
  };
}

/** A sheet without a single price, for terms that the card does not know. */
export function unpricedSheet(reason: string): PriceSheet {
  return { price: (meter, mode) => ({ meter, mode, reason }) };
}
