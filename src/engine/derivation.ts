import type { Derivation, PriceKey } from '../domain/derivation.ts';
import { type Meter, type ModeApart, meterLabel, meterName, meterRow } from '../domain/meter.ts';
import type { PriceCell } from '../domain/price-cell.ts';
import { promptsText } from '../domain/prompt-length.ts';
import { type ModePrices, modePrices, type PriceCells, type Rate } from '../domain/rate-card.ts';

const isCacheWrite = (meter: Meter) => meterRow(meter).cache === 'Write';
const isCacheMeter = (meter: Meter) => meterRow(meter).cache === 'Read' || isCacheWrite(meter);

const MODE_TEXT: Readonly<Record<ModeApart, string>> = {
  batch: 'a batch',
  flex: 'flex mode',
  priority: 'priority mode',
  ultrafast: 'ultrafast mode',
};

const longIn = (rate: Rate, { band }: Pick<PriceKey, 'band'>) => rate.longContext.find((long) => long.band === band);

/** What sets a band apart from the rest, where it has a threshold or an hour. */
function bandText(rate: Rate, key: PriceKey): string {
  if (key.band === 'base') return '';
  if (key.band === 'peak') return ' in peak hours';
  const long = longIn(rate, key);
  return long === undefined ? '' : promptsText(long);
}

const missing = (reason: string): Derivation => ({ kind: 'missing', reason });

function bandCells(rate: Rate, key: PriceKey): PriceCells | undefined {
  if (key.band === 'base') return rate.cells;
  return key.band === 'peak' ? rate.peak?.cells : longIn(rate, key)?.cells;
}

function standardCell(rate: Rate, key: PriceKey): Derivation {
  const price = bandCells(rate, key)?.[key.meter];
  return price === undefined
    ? missing(`the card has no ${meterLabel(key.meter)} price${bandText(rate, key)}`)
    : { kind: 'printed', price };
}

/** What follows no request costs what it costs, but where a mode prints a price of its own for it. */
function unmoved(rate: Rate, { meter, mode }: PriceKey): Derivation {
  const own = mode === 'standard' ? undefined : modePrices(rate, mode)?.cells[meter];
  const price = own ?? rate.cells[meter];
  if (price !== undefined) return { kind: 'printed', price };
  const label = meterLabel(meter);
  return missing(
    meterRow(meter).unit === 'calls'
      ? `the card has no price for ${label}; add usdPerThousand: { ${meterName(meter)}: ... } to the rate in a card of your own`
      : `the card has no ${label} price`,
  );
}

function printedInMode(rate: Rate, mode: ModeApart, prices: ModePrices, key: PriceKey): PriceCell | undefined {
  if (key.band === 'base') return prices.cells[key.meter];
  return longIn(rate, key)?.modeCells[mode][key.meter];
}

function multiplied(rate: Rate, mode: ModeApart, { multiplier }: ModePrices, key: PriceKey): Derivation {
  if (multiplier === undefined) {
    return missing(`the card prints no price for ${meterLabel(key.meter)} in ${MODE_TEXT[mode]}${bandText(rate, key)}`);
  }
  const from: PriceKey = { ...key, mode: 'standard' };
  return { kind: 'derived', from, rule: 'modeMultiplier', multiplier: { name: mode, factor: multiplier } };
}

/** How a provider combines a mode with caching: https://platform.claude.com/docs/en/build-with-claude/batch-processing
 * (multiply), https://ai.google.dev/gemini-api/docs/batch-mode (the cached rate stays). */
function cached(rate: Rate, mode: ModeApart, prices: ModePrices, key: PriceKey): Derivation {
  switch (prices.withCache) {
    case 'cacheRateWins':
      return { kind: 'derived', from: { ...key, mode: 'standard' }, rule: 'cacheRateWins', multiplier: undefined };
    case 'noCachedRate':
      return { kind: 'derived', from: { ...key, meter: 'input' }, rule: 'noCachedRate', multiplier: undefined };
    case 'multiply':
      return multiplied(rate, mode, prices, key);
    default:
      return missing(
        `the card does not say what a ${meterLabel(key.meter)} costs in ${MODE_TEXT[mode]}${bandText(rate, key)}`,
      );
  }
}

/** Whether a request in a mode is served and billed as a standard one: always, or where its prompt is long. */
function isServedAsStandard({ servedAs, longContextServedAs }: ModePrices, { band }: Pick<PriceKey, 'band'>) {
  return servedAs !== undefined || (longContextServedAs !== undefined && band !== 'base' && band !== 'peak');
}

function modeCell(rate: Rate, mode: ModeApart, key: PriceKey): Derivation {
  const prices = rate[mode];
  if (prices === undefined) return missing(`the card has no ${mode} price`);
  if (prices === 'notOffered') return missing(`the provider offers no ${mode} price`);
  if (isServedAsStandard(prices, key)) {
    return { kind: 'derived', from: { ...key, mode: 'standard' }, rule: 'servedAsStandard', multiplier: undefined };
  }
  const price = printedInMode(rate, mode, prices, key);
  if (price !== undefined) return { kind: 'printed', price };
  return isCacheMeter(key.meter) ? cached(rate, mode, prices, key) : multiplied(rate, mode, prices, key);
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
