import type { Derivation, PriceKey } from '../domain/derivation.ts';
import { type Meter, meterLabel, meterName, meterRow, type PriceBand, type ServiceMode } from '../domain/meter.ts';
import type { PriceCell } from '../domain/price-cell.ts';
import type { ModePrices, PriceCells, Rate } from '../domain/rate-card.ts';

type DiscountMode = Exclude<ServiceMode, 'standard'>;

const isCacheWrite = (meter: Meter) => meterRow(meter).cache === 'Write';
const isCacheMeter = (meter: Meter) => meterRow(meter).cache === 'Read' || isCacheWrite(meter);

const BAND_TEXT: Readonly<Record<PriceBand, string>> = {
  base: '',
  long: ' above the long-context threshold',
  peak: ' in peak hours',
};

const MODE_TEXT: Readonly<Record<DiscountMode, string>> = {
  batch: 'a batch',
  flex: 'flex mode',
  priority: 'priority mode',
};

const missing = (reason: string): Derivation => ({ kind: 'missing', reason });

function bandCells(rate: Rate, band: PriceBand): PriceCells | undefined {
  if (band === 'base') return rate.cells;
  return band === 'long' ? rate.longContext?.cells : rate.peak?.cells;
}

function standardCell(rate: Rate, { meter, band }: PriceKey): Derivation {
  const price = bandCells(rate, band)?.[meter];
  return price === undefined
    ? missing(`the card has no ${meterLabel(meter)} price${BAND_TEXT[band]}`)
    : { kind: 'printed', price };
}

/** What follows no request costs what it costs, but where a mode prints a price of its own for it. */
function unmoved(rate: Rate, { meter, mode }: PriceKey): Derivation {
  const prices = mode === 'standard' ? undefined : rate[mode];
  const own = prices === undefined || prices === 'notOffered' ? undefined : prices.cells[meter];
  const price = own ?? rate.cells[meter];
  if (price !== undefined) return { kind: 'printed', price };
  const label = meterLabel(meter);
  return missing(
    meterRow(meter).unit === 'calls'
      ? `the card has no price for ${label}; add usdPerThousand: { ${meterName(meter)}: ... } to the rate in a card of your own`
      : `the card has no ${label} price`,
  );
}

function printedInMode(rate: Rate, mode: DiscountMode, prices: ModePrices, key: PriceKey): PriceCell | undefined {
  if (key.band === 'base') return prices.cells[key.meter];
  return key.band === 'long' ? rate.longContext?.modeCells[mode][key.meter] : undefined;
}

function multiplied(mode: DiscountMode, { multiplier }: ModePrices, key: PriceKey): Derivation {
  if (multiplier === undefined) {
    return missing(`the card prints no price for ${meterLabel(key.meter)} in ${MODE_TEXT[mode]}`);
  }
  const from: PriceKey = { ...key, mode: 'standard' };
  return { kind: 'derived', from, rule: 'modeMultiplier', multiplier: { name: mode, factor: multiplier } };
}

/** How a provider combines a mode with caching: https://platform.claude.com/docs/en/build-with-claude/batch-processing
 * (multiply), https://ai.google.dev/gemini-api/docs/batch-mode (the cached rate stays). */
function cached(mode: DiscountMode, prices: ModePrices, key: PriceKey): Derivation {
  switch (prices.withCache) {
    case 'cacheRateWins':
      return { kind: 'derived', from: { ...key, mode: 'standard' }, rule: 'cacheRateWins', multiplier: undefined };
    case 'noCachedRate':
      return { kind: 'derived', from: { ...key, meter: 'input' }, rule: 'noCachedRate', multiplier: undefined };
    case 'multiply':
      return multiplied(mode, prices, key);
    default:
      return missing(`the card does not say what a ${meterLabel(key.meter)} costs in ${MODE_TEXT[mode]}`);
  }
}

function modeCell(rate: Rate, mode: DiscountMode, key: PriceKey): Derivation {
  const prices = rate[mode];
  if (prices === undefined) return missing(`the card has no ${mode} price`);
  if (prices === 'notOffered') return missing(`the provider offers no ${mode} price`);
  const price = printedInMode(rate, mode, prices, key);
  if (price !== undefined) return { kind: 'printed', price };
  return isCacheMeter(key.meter) ? cached(mode, prices, key) : multiplied(mode, prices, key);
}

/**
 * Where the list price of a cell comes from. A printed cell wins over a multiplier. Where a provider bills cache
 * writes as ordinary input, the written tokens carry the input price.
 */
export function derivation(rate: Rate, key: PriceKey): Derivation {
  const { meter, mode } = key;
  if (!meterRow(meter).followsRequest) return unmoved(rate, key);
  if (isCacheWrite(meter) && rate.noWritePremium && rate.cells[meter] === undefined) {
    return { kind: 'derived', from: { ...key, meter: 'input' }, rule: 'noWritePremium', multiplier: undefined };
  }
  return mode === 'standard' ? standardCell(rate, key) : modeCell(rate, mode, key);
}
