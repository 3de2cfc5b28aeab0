import type { Multiplier, Price, Unpriced } from '../domain/line-item.ts';
import { METER_LABELS, type Meter, type PriceBand, type ServiceMode } from '../domain/meter.ts';
import type { ModePrices, PriceCells, Rate } from '../domain/rate-card.ts';
import { times, type UsdPerMtok } from '../domain/units.ts';

/** Unit prices of one rate under one set of terms, each resolved once and then only multiplied. */
export interface PriceSheet {
  price(meter: Meter, mode: ServiceMode, band: PriceBand): Price | Unpriced;
}

export function isUnpriced(entry: Price | Unpriced): entry is Unpriced {
  return 'reason' in entry;
}

type Found = { readonly printed: UsdPerMtok; readonly modeMultiplier?: Multiplier } | { readonly reason: string };
type DiscountMode = Exclude<ServiceMode, 'standard'>;

const isCacheWrite = (meter: Meter) => meter.startsWith('cacheWrite');
const isCacheMeter = (meter: Meter) => meter === 'cacheRead' || isCacheWrite(meter);

/** Where a provider bills cache writes as ordinary input, the written tokens carry the input price. */
function billedAs(rate: Rate, meter: Meter): Meter {
  return isCacheWrite(meter) && rate.noWritePremium && rate.cells[meter] === undefined ? 'input' : meter;
}

const BAND_TEXT: Readonly<Record<PriceBand, string>> = {
  base: '',
  long: ' above the long-context threshold',
  peak: ' in peak hours',
};

function bandCells(rate: Rate, band: PriceBand): PriceCells | undefined {
  if (band === 'base') return rate.cells;
  return band === 'long' ? rate.longContext?.cells : rate.peak?.cells;
}

function standardCell(rate: Rate, meter: Meter, band: PriceBand): Found {
  const printed = bandCells(rate, band)?.[meter];
  return printed === undefined
    ? { reason: `the card has no ${METER_LABELS[meter]} price${BAND_TEXT[band]}` }
    : { printed };
}

/** How a provider combines a mode with caching: https://platform.claude.com/docs/en/build-with-claude/batch-processing
 * (multiply), https://ai.google.dev/gemini-api/docs/batch-mode (the cached rate stays). */
function cachedCell(rate: Rate, mode: DiscountMode, prices: ModePrices, meter: Meter, band: PriceBand): Found {
  switch (prices.withCache) {
    case 'cacheRateWins':
      return standardCell(rate, meter, band);
    case 'noCachedRate':
      return modeCell(rate, mode, 'input', band);
    case 'multiply':
      return multipliedCell(rate, mode, prices, meter, band);
    default:
      return { reason: `the card does not say what a ${METER_LABELS[meter]} costs in ${MODE_TEXT[mode]}` };
  }
}

const MODE_TEXT: Readonly<Record<DiscountMode, string>> = {
  batch: 'a batch',
  flex: 'flex mode',
  priority: 'priority mode',
};

function multipliedCell(rate: Rate, mode: DiscountMode, prices: ModePrices, meter: Meter, band: PriceBand): Found {
  if (prices.multiplier === undefined) {
    return { reason: `the card prints no price for ${METER_LABELS[meter]} in ${MODE_TEXT[mode]}` };
  }
  const standard = standardCell(rate, meter, band);
  return 'reason' in standard
    ? standard
    : { printed: standard.printed, modeMultiplier: { name: mode, factor: prices.multiplier } };
}

function modeCell(rate: Rate, mode: DiscountMode, meter: Meter, band: PriceBand): Found {
  const prices = rate[mode];
  if (prices === undefined) return { reason: `the card has no ${mode} price` };
  if (prices === 'notOffered') return { reason: `the provider offers no ${mode} price` };
  const printed = band === 'base' ? prices.cells[meter] : longModeCell(rate, mode, meter, band);
  if (printed !== undefined) return { printed };
  return isCacheMeter(meter)
    ? cachedCell(rate, mode, prices, meter, band)
    : multipliedCell(rate, mode, prices, meter, band);
}

function longModeCell(rate: Rate, mode: DiscountMode, meter: Meter, band: PriceBand): UsdPerMtok | undefined {
  return band === 'long' ? rate.longContext?.modeCells[mode][meter] : undefined;
}

function resolve(
  rate: Rate,
  terms: readonly Multiplier[],
  meter: Meter,
  mode: ServiceMode,
  band: PriceBand,
): Price | Unpriced {
  const cell = billedAs(rate, meter);
  const found = mode === 'standard' ? standardCell(rate, cell, band) : modeCell(rate, mode, cell, band);
  if ('reason' in found) return { meter, mode, reason: found.reason };
  const multipliers = found.modeMultiplier === undefined ? terms : [found.modeMultiplier, ...terms];
  const usdPerMtok = multipliers.reduce((price, step) => times(price, step.factor), found.printed);
  return { meter, mode, band, printed: found.printed, multipliers, usdPerMtok, source: rate.source };
}

/**
 * The unit prices of a rate, in the order list price of the unit used (band, mode, cache class), then `terms`
 * (region, then discount). Pure multipliers commute; the order is the one they are shown in.
 */
export function priceSheet(rate: Rate, terms: readonly Multiplier[]): PriceSheet {
  const known: Record<ServiceMode, Record<PriceBand, { [meter in Meter]?: Price | Unpriced }>> = {
    standard: { base: {}, long: {}, peak: {} },
    batch: { base: {}, long: {}, peak: {} },
    flex: { base: {}, long: {}, peak: {} },
    priority: { base: {}, long: {}, peak: {} },
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
