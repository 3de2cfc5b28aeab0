import type { ArticleCheck } from '../../domain/claim.ts';
import type { Provenance } from '../../domain/estimate.ts';
import { type CsvRow, figureCell } from '../render/csv.ts';
import { asPrinted, figureText } from './text.ts';

const COLUMNS = [
  'table',
  'id',
  'row',
  'column',
  'printed',
  'computed',
  'computedText',
  'agrees',
  'asOf',
  'cardId',
  'cardVersion',
  'cardSha256',
] as const;

/** The table that claims which do not reconcile are gathered under. */
const UNRECONCILED = 'unreconciled';

/** One row per printed figure, then one per reading of each claim that does not reconcile, with the names of the JSON. */
export function articleCsv(check: ArticleCheck, { asOf, card }: Provenance): CsvRow[] {
  const origin = [asOf, card.id, card.version, card.sha256];
  const cells = check.tables.flatMap(({ table, cells }) =>
    cells.map(({ of, computed, agrees }) => [
      ...[table.id, of.id, of.row, of.column, of.printed.text],
      ...[figureCell(computed), asPrinted(computed, of.printed), String(agrees)],
    ]),
  );
  const readings = check.unreconciled.flatMap(({ claim, readings }) =>
    readings.map((reading) => [
      ...[UNRECONCILED, reading.of.id, claim.printed, reading.of.label, reading.of.printed.text],
      ...[figureCell(reading.computed), figureText(reading), String(reading.agrees)],
    ]),
  );
  return [COLUMNS, ...[...cells, ...readings].map((row) => [...row, ...origin])];
}
