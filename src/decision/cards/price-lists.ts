import type { CardPath } from '../../domain/card-finding.ts';
import {
  type LongBand,
  type Meter,
  MODES_APART,
  type ModeApart,
  meterLabel,
  meterName,
  meterRow,
} from '../../domain/meter.ts';
import type { PriceCell } from '../../domain/price-cell.ts';
import { metersOf, modePrices, type PriceCells, type Rate } from '../../domain/rate-card.ts';

/** One printed list of prices, and the standard list of the same band that it is compared with. */
export interface PriceList {
  readonly name: string;
  readonly path: CardPath;
  readonly cells: PriceCells;
  readonly mode: ModeApart | undefined;
  readonly band: 'base' | LongBand | 'peak';
  readonly standard: PriceCells;
}

/** Every list of prices that a rate prints. */
export function priceLists(rate: Rate): PriceList[] {
  const { cells: standard, longContext, peak } = rate;
  const lists: PriceList[] = [
    { name: 'standard', path: ['usdPerMtok'], cells: standard, mode: undefined, band: 'base', standard },
  ];
  for (const mode of MODES_APART) {
    const cells = modePrices(rate, mode)?.cells;
    if (cells !== undefined)
      lists.push({ name: mode, path: [mode, 'usdPerMtok'], cells, mode, band: 'base', standard });
  }
  let shorter = standard;
  for (const [index, { band, cells, modeCells }] of longContext.entries()) {
    const at = longContext.length === 1 ? ['longContext'] : ['longContext', index];
    const title = index === 0 ? 'long-context' : `long-context, step ${index + 1},`;
    lists.push({ name: title, path: [...at, 'usdPerMtok'], cells, mode: undefined, band, standard: shorter });
    shorter = { ...shorter, ...cells };
    for (const mode of MODES_APART) {
      const path = [...at, `${mode}UsdPerMtok`];
      lists.push({ name: `${title} ${mode}`, path, cells: modeCells[mode], mode, band, standard: cells });
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
