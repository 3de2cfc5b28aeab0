import { type DataValidation, type WriteSheet, type Cell as WrittenCell, writeXlsx } from 'hucre/xlsx';
import { approximately } from '../../domain/exact.ts';
import { visible } from '../../domain/line-text.ts';
import { type CellValue, isNumber } from './expression.ts';
import { STYLES } from './look.ts';
import { absolute, type Names } from './names.ts';
import type { Cell, Rule, Sheet } from './sheet.ts';

/** The most characters a cell holds. https://support.microsoft.com/en-us/office/excel-specifications-and-limits */
const LONGEST_TEXT = 32_767;
/** When every workbook says it was made: the same answer is the same bytes. */
const NO_DAY = new Date('2000-01-01T00:00:00Z');

/** Text as a cell shows it: without control characters, and safe from the format's own escapes. ECMA-376, ST_Xstring */
function cellText(text: string): string {
  return visible(text)
    .slice(0, LONGEST_TEXT)
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_');
}

/** A spreadsheet has no other number than the nearest binary float, and recalculates with them. */
function plainValue(value: CellValue): string | number | boolean {
  if (isNumber(value)) return approximately(value);
  return typeof value === 'string' ? cellText(value) : value;
}

function written(cell: Cell): Partial<WrittenCell> {
  const style = STYLES[cell.look];
  const value = plainValue(cell.value());
  if (cell.formula !== undefined) return { formula: cell.formula, formulaResult: value, style };
  // A blank cell counts as 0 in a formula; an empty text would be an error there.
  return value === '' ? { style } : { value, style };
}

function validation({ cell, accepts }: Rule): DataValidation {
  const range = cell.write(cell.sheet);
  const common = { range, allowBlank: true, showErrorMessage: true } as const;
  if (accepts === 'share') return { ...common, type: 'decimal', operator: 'between', formula1: '0', formula2: '1' };
  if (accepts === 'amount') return { ...common, type: 'decimal', operator: 'greaterThanOrEqual', formula1: '0' };
  if (accepts === 'yesNo') return { ...common, type: 'list', formula1: '"TRUE,FALSE"' };
  return { ...common, type: 'list', formula1: `"${accepts.join(',')}"` };
}

function writtenSheet(sheet: Sheet): WriteSheet {
  const cells = new Map<string, Partial<WrittenCell>>();
  for (const [place, cell] of sheet.cells) cells.set(place, written(cell));
  return {
    name: sheet.name,
    columns: sheet.columns.map(({ width, hidden }) => ({ width, ...(hidden === true ? { hidden } : {}) })),
    cells,
    dataValidations: sheet.rules.map(validation),
    freezePane: { rows: sheet.frozen, columns: 1 },
  };
}

/**
 * The bytes of an XLSX workbook: formulas with the exact value each has, rounded to a float, and defined names. No
 * macros, nothing outside the file, and no day or name of this machine.
 */
export function workbookBytes(sheets: readonly Sheet[], names: Names, title: string): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(writtenSheet),
    namedRanges: names.all.map(({ name, cell }) => ({ name, range: absolute(cell) })),
    properties: { title, creator: 'tokencost', created: NO_DAY, modified: NO_DAY },
  });
}
