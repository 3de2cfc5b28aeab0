import type { CardPath } from '../../domain/card-finding.ts';
import { type Meter, meterLabel, meterName, meterRow } from '../../domain/meter.ts';
import type { PriceCell } from '../../domain/price-cell.ts';
import { metersOf, type PriceCells, type Rate } from '../../domain/rate-card.ts';

/** Modes that are priced apart from standard. */
export const MODES = ['batch', 'flex', 'priority'] as const;
type Mode = (typeof MODES)[number];

/** One printed list of prices, and the standard list of the same band that it is compared with. */
export interface PriceList {
  readonly name: string;
  readonly path: CardPath;
  readonly cells: PriceCells;
  readonly mode: Mode | undefined;
  readonly band: 'base' | 'long' | 'peak';
  readonly standard: PriceCells;
}

/** What a rate prints of a mode that is sold. */
export function modePrices(rate: Rate, mode: Mode) {
  const prices = rate[mode];
  return prices === undefined || prices === 'notOffered' ? undefined : prices;
}

/** Every list of prices that a rate prints. */
export function priceLists(rate: Rate): PriceList[] {
  const { cells: standard, longContext, peak } = rate;
  const lists: PriceList[] = [
    { name: 'standard', path: ['usdPerMtok'], cells: standard, mode: undefined, band: 'base', standard },
  ];
  for (const mode of MODES) {
    const cells = modePrices(rate, mode)?.cells;
    if (cells !== undefined)
      lists.push({ name: mode, path: [mode, 'usdPerMtok'], cells, mode, band: 'base', standard });
  }
  if (longContext !== undefined) {
    const { cells, modeCells } = longContext;
    const path = ['longContext', 'usdPerMtok'];
    lists.push({ name: 'long-context', path, cells, mode: undefined, band: 'long', standard });
    for (const mode of MODES) {
      const name = `long-context ${mode}`;
      const at = ['longContext', `${mode}UsdPerMtok`];
      lists.push({ name, path: at, cells: modeCells[mode], mode, band: 'long', standard: cells });
    }
  }
  if (peak !== undefined) {
    lists.push({
      name: 'peak',
      path: ['peak', 'usdPerMtok'],
      cells: peak.cells,
      mode: undefined,
      band: 'peak',
      standard,
    });
  }
  return lists;
}

/** Where a list prints a cell: storage and fees per call stand apart from the prices of tokens. */
function pathOf(list: PriceList, meter: Meter): CardPath {
  switch (meterRow(meter).unit) {
    case 'tokenHours':
      return ['cacheStorageUsdPerMtokHour'];
    case 'calls':
      return [...list.path.slice(0, -1), 'usdPerThousand', meterName(meter)];
    case 'tokens':
      return [...list.path, meter];
  }
}

/** The printed cells of a list. */
export function cellsOf(list: PriceList): { meter: Meter; price: PriceCell; path: CardPath; label: string }[] {
  return metersOf(list.cells).flatMap((meter) => {
    const price = list.cells[meter];
    const path = pathOf(list, meter);
    return price === undefined ? [] : [{ meter, price, path, label: `${list.name} ${meterLabel(meter)}` }];
  });
}
