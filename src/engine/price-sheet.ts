import type { PriceKey } from '../domain/derivation.ts';
import { type Meter, meterRow, type PriceBand, type ServiceMode } from '../domain/meter.ts';
import type { MeterPrice, Multiplier } from '../domain/price.ts';
import { FREE, type PriceCell } from '../domain/price-cell.ts';
import type { Rate } from '../domain/rate-card.ts';
import { times } from '../domain/units.ts';
import { derivation } from './derivation.ts';

/** Unit prices of one rate under one set of terms, each resolved once and then only multiplied. */
export interface PriceSheet {
  price(meter: Meter, mode: ServiceMode, band: PriceBand): MeterPrice;
}

/** The printed price a cell comes from, with the multipliers on the way; or why there is none. */
function found(rate: Rate, key: PriceKey): { printed: PriceCell; multipliers: Multiplier[] } | { reason: string } {
  const cell = derivation(rate, key);
  if (cell.kind === 'missing') return cell;
  if (cell.kind === 'printed') return { printed: cell.price, multipliers: [] };
  const origin = found(rate, cell.from);
  if ('reason' in origin || cell.multiplier === undefined) return origin;
  return { printed: origin.printed, multipliers: [...origin.multipliers, cell.multiplier] };
}

function resolve(
  rate: Rate,
  terms: readonly Multiplier[],
  meter: Meter,
  mode: ServiceMode,
  band: PriceBand,
): MeterPrice {
  const cell = found(rate, { meter, mode, band });
  if ('reason' in cell) return { pricing: 'unpriced', meter, mode, reason: cell.reason };
  const { printed } = cell;
  const source = rate.sourceOf?.get(meter) ?? rate.source;
  if (printed === FREE) return { pricing: 'free', meter, mode, band, source };
  const own = meterRow(meter).takesTerms ? terms : terms.filter(({ ofCalls }) => ofCalls);
  const multipliers = cell.multipliers.length === 0 ? own : [...cell.multipliers, ...own];
  const usdPerLot = multipliers.reduce((price, step) => times(price, step.factor), printed);
  return { pricing: 'priced', meter, mode, band, printed, multipliers, usdPerLot, source };
}

type Known = Record<PriceBand, { [meter in Meter]?: MeterPrice }>;
const bandsKnown = (): Known => ({ base: {}, long: {}, long2: {}, long3: {}, long4: {}, long5: {}, peak: {} });

/** Where resolved prices are kept, by mode and band. */
const listsKnown = (): Record<ServiceMode, Known> => ({
  standard: bandsKnown(),
  batch: bandsKnown(),
  flex: bandsKnown(),
  priority: bandsKnown(),
  ultrafast: bandsKnown(),
});

const sheets = new WeakMap<Rate, Map<string, PriceSheet>>();

const keyOf = (terms: readonly Multiplier[]): string =>
  terms
    .map(({ name, factor: { coefficient, scale, divisor }, ofCalls }) =>
      [coefficient, scale, divisor, ofCalls === true, name].join(' '),
    )
    .join('\n');

/**
 * The unit prices of a rate, in the order list price of the unit used (band, mode, cache class), then `terms`
 * (region, then discount). Pure multipliers commute; the order is the one they are shown in. One sheet for the same rate
 * and terms: the workloads of a portfolio share a few dozen.
 */
export function priceSheet(rate: Rate, terms: readonly Multiplier[]): PriceSheet {
  const ofRate = sheets.get(rate) ?? new Map<string, PriceSheet>();
  sheets.set(rate, ofRate);
  const key = keyOf(terms);
  const sheet = ofRate.get(key) ?? freshSheet(rate, terms);
  ofRate.set(key, sheet);
  return sheet;
}

function freshSheet(rate: Rate, terms: readonly Multiplier[]): PriceSheet {
  const known = listsKnown();
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
  return { price: (meter, mode) => ({ pricing: 'unpriced', meter, mode, reason }) };
}
