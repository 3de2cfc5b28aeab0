import type { Comparison } from '../../domain/comparison.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { type CsvRow, figureCell, nameCell } from '../render/csv.ts';
import { factorText, throughText } from './words.ts';

const HEAD = [
  'model',
  'provider',
  'tokens',
  'list',
  'cache',
  'batch',
  'both',
  'cheapestCost',
  'cheapestBound',
  'publishedCost',
  'savings',
  'savingsShare',
  'through',
  'evidence',
  'floorLow',
  'floorVerdict',
  'volumeMultiple',
  'retiredFrom',
  'asOf',
  'card',
];

/** A row for each model, the cheapest first, with exact figures. */
export function compareCsv({ candidates }: Comparison, { asOf, card }: Provenance): CsvRow[] {
  const rows = candidates.map((each) => [
    nameCell(each.model.id),
    nameCell(each.model.provider),
    factorText(each),
    figureCell(each.list.asIs?.cost),
    figureCell(each.list.cache?.cost),
    figureCell(each.list.batch?.cost),
    figureCell(each.list.both?.cost),
    figureCell(each.cheapest),
    each.cheapestBound,
    figureCell(each.published),
    figureCell(each.saving?.amount),
    figureCell(each.saving?.share),
    throughText(each),
    each.ground ?? '',
    figureCell(each.floor?.floorAtList.low),
    each.floor?.listVerdict ?? '',
    figureCell(each.floor?.volumeMultiple),
    each.model.retired?.from ?? '',
    asOf,
    `${card.id} ${card.version} ${card.sha256}`,
  ]);
  return [HEAD, ...rows];
}
