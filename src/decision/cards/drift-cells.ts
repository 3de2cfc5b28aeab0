import { compare, type Exact, isZero, numeral, ONE, round, subtract } from '../../domain/exact.ts';
import { METERS, type Meter, meterName, type PriceBand, SERVICE_MODES, type ServiceMode } from '../../domain/meter.ts';
import type { MeterPrice } from '../../domain/price.ts';
import { FREE, type PriceCell } from '../../domain/price-cell.ts';
import type { Rate } from '../../domain/rate-card.ts';
import { priceSheet } from '../../engine/price-sheet.ts';

/** A cell of theirs beside the price that a card has for it, printed or derived. */
export interface CellPair {
  readonly cell: string;
  readonly ours: string | undefined;
  readonly theirs: string;
  readonly verdict: 'equal' | 'sameRule' | 'different' | 'onlyThere';
}

const cellText = (cell: PriceCell) => (cell === FREE ? FREE : numeral(cell));

function textOf(price: MeterPrice): string | undefined {
  if (price.pricing === 'unpriced') return undefined;
  return price.pricing === 'free' ? FREE : numeral(price.usdPerLot);
}

/** Digits behind the point. One or none may be all there is of an exact price. */
const LEAST_DECIMALS = 2;
const decimalsOf = (text: string) => text.split('.')[1]?.length ?? 0;

/** A price that a base prints with fewer digits. */
function isRounded(ours: Exact, theirs: string): boolean {
  const decimals = decimalsOf(theirs);
  return (
    decimals >= LEAST_DECIMALS && decimalsOf(numeral(ours)) > decimals && numeral(round(ours, decimals)) === theirs
  );
}

const exactIn = (cell: PriceCell | undefined) => (cell === undefined || cell === FREE ? undefined : cell);

function verdictOf(ours: MeterPrice, theirs: PriceCell, peak: PriceCell | undefined): CellPair['verdict'] {
  if (ours.pricing === 'unpriced') return 'onlyThere';
  const [text, own] = [cellText(theirs), textOf(ours)];
  if (own === text) return 'equal';
  const isNone = theirs !== FREE && isZero(theirs);
  if (ours.pricing === 'free') return isNone ? 'sameRule' : 'different';
  const flat = exactIn(peak);
  if (flat !== undefined && numeral(flat) === text) return 'sameRule';
  return isRounded(ours.usdPerLot, text) ? 'sameRule' : 'different';
}

interface List {
  readonly mode: ServiceMode;
  readonly band: PriceBand;
  readonly cells: Rate['cells'];
}

function listsOf({ cells, longContext, ...rate }: Rate): List[] {
  return SERVICE_MODES.flatMap((mode): List[] => {
    if (mode === 'standard') {
      return [{ mode, band: 'base', cells }, ...longContext.map((long) => ({ ...long, mode }))];
    }
    const prices = rate[mode];
    const base = prices === undefined || prices === 'notOffered' ? {} : prices.cells;
    return [
      { mode, band: 'base', cells: base },
      ...longContext.map(({ band, modeCells }) => ({ mode, band, cells: modeCells[mode] })),
    ];
  });
}

function nameOf({ mode, band }: List, meter: Meter): string {
  return [...(mode === 'standard' ? [] : [mode]), ...(band === 'base' ? [] : [band]), meterName(meter)].join('.');
}

/**
 * From which prompt on a request is long, step by step: "above 271,999" is "from 272,000". Thresholds that are one token
 * apart are one: bases write 271,999, 272,000, above or from, for the same edge.
 */
function thresholds(ours: Rate, theirs: Rate): CellPair[] {
  return theirs.longContext.map(({ band, threshold: other }): CellPair => {
    const cell = `${band}From`;
    const own = ours.longContext.find((long) => long.band === band)?.threshold;
    const text = numeral(other);
    if (own === undefined) return { cell, ours: undefined, theirs: text, verdict: 'onlyThere' };
    const [low, high] = compare(own, other) < 0 ? [own, other] : [other, own];
    const verdict =
      compare(own, other) === 0 ? 'equal' : compare(subtract(high, low), ONE) === 0 ? 'sameRule' : 'different';
    return { cell, ours: numeral(own), theirs: text, verdict };
  });
}

/** Every cell that theirs prints, beside the price that ours has for it. Pure. */
export function cellPairs(ours: Rate, theirs: Rate, writesAreStorage: boolean): CellPair[] {
  const sheet = priceSheet(ours, []);
  const pairs = listsOf(theirs).flatMap((list) =>
    METERS.flatMap((meter): CellPair[] => {
      const cell = list.cells[meter];
      if (cell === undefined) return [];
      const price = sheet.price(meter, list.mode, list.band);
      const peak = list.mode === 'standard' && list.band === 'base' ? ours.peak?.cells[meter] : undefined;
      const isWrite = writesAreStorage && meter.startsWith('cacheWrite');
      const verdict = isWrite ? 'sameRule' : verdictOf(price, cell, peak);
      return [{ cell: nameOf(list, meter), ours: textOf(price), theirs: cellText(cell), verdict }];
    }),
  );
  return [...pairs, ...thresholds(ours, theirs)];
}
