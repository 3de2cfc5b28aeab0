import { type DataValidation, type SheetChart, type WriteSheet, type Cell as WrittenCell, writeXlsx } from 'hucre/xlsx';
import { approximately } from '../../domain/exact.ts';
import { visible } from '../../domain/line-text.ts';
import { type CellValue, columnName, isNumber } from './expression.ts';
import { FONT, type Look, STYLES } from './look.ts';
import { absolute, absoluteRange, type Names } from './names.ts';
import type { Cell, Picture, Rule, Sheet } from './sheet.ts';

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

/** Rows under a title that tell what its column holds. */
const LOOKED_AT = 3;

/** A title stands over its numbers as they do. */
function lookOf(cell: Cell, sheet: Sheet): Look {
  if (cell.look !== 'header') return cell.look;
  for (let row = cell.row + 1; row <= cell.row + LOOKED_AT; row++) {
    const under = sheet.cell(row, cell.column);
    if (under !== undefined && isNumber(under.value())) return 'numberHeader';
  }
  return cell.look;
}

function written(cell: Cell, sheet: Sheet): Partial<WrittenCell> {
  const style = STYLES[lookOf(cell, sheet)];
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
  return { ...common, type: 'list', formula1: `"${accepts.join(',')}"` };
}

/** What every printed page carries, and what the file is called inside. */
export interface Printed {
  readonly title: string;
  readonly header: string;
  readonly footer: string;
}

/** Characters of a page that stands upright; a wider sheet lies. */
const UPRIGHT = 100;

/** Text of a header or a footer: an ampersand begins a code there. */
const paged = (text: string) => visible(text).replaceAll('&', '&&');

function printing(sheet: Sheet, { header, footer }: Printed): Pick<WriteSheet, 'pageSetup' | 'headerFooter'> {
  const width = sheet.columns.reduce((sum, column) => sum + (column.hidden === true ? 0 : column.width), 0);
  const end = `$${columnName(sheet.columns.length - 1)}$${Math.max(1, sheet.row)}`;
  const titles = sheet.frozen === 0 ? {} : { printTitlesRow: `$1:$${sheet.frozen}` };
  return {
    pageSetup: {
      paperSize: 'a4',
      orientation: width > UPRIGHT ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      // What is signed is one page.
      fitToHeight: sheet.headed || sheet.pictures.length === 0 ? 0 : 1,
      // A print area brings a hidden sheet onto paper.
      ...(sheet.hidden ? {} : { printArea: `$A$1:${end}` }),
      ...titles,
    },
    headerFooter: { oddHeader: `&L${paged(header)}&R&A`, oddFooter: `&L${paged(footer)}&RPage &P of &N` },
  };
}

/** The two colours of a drawing: what it would cost, and what is paid. */
const COLOURS = ['A7B4C4', '2F5D8C', '7A9E5B'] as const;

function drawn({ kind, title, from, to, names, series }: Picture, sheet: Sheet): SheetChart {
  return {
    type: kind === 'bars' ? 'bar' : 'line',
    title,
    titleFontSize: 11,
    series: series.map(({ name, values }, place) => ({
      name,
      values: absoluteRange(values),
      categories: absoluteRange(names),
      color: COLOURS[place % COLOURS.length] ?? COLOURS[0],
    })),
    anchor: { from: { row: from, col: 0 }, to: { row: to, col: Math.min(sheet.columns.length, 4) } },
    axes: {
      x: { reverse: kind === 'bars', majorTickMark: 'none' },
      y: { numberFormat: { formatCode: '#,##0' }, minorTickMark: 'none' },
    },
    legend: series.length > 1 ? 'bottom' : false,
    altText: title,
  };
}

/** The cells of a sheet by row and column, made when the library comes to them: a large workbook has half a million. */
class Cells extends Map<string, Partial<WrittenCell>> {
  readonly #sheet: Sheet;

  constructor(sheet: Sheet) {
    super();
    this.#sheet = sheet;
  }

  override *[Symbol.iterator](): MapIterator<[string, Partial<WrittenCell>]> {
    for (const [row, cells] of this.#sheet.rows.entries())
      for (const [column, cell] of cells.entries())
        if (cell !== undefined) yield [`${row},${column}`, written(cell, this.#sheet)];
  }
}

function writtenSheet(sheet: Sheet, print: Printed): WriteSheet {
  const { last } = sheet.reach;
  return {
    name: sheet.name,
    columns: sheet.columns.map(({ width, hidden }) => ({ width, ...(hidden === true ? { hidden } : {}) })),
    cells: new Cells(sheet),
    dataValidations: sheet.rules.map(validation),
    ...(sheet.headed ? { freezePane: { rows: sheet.frozen, columns: 1 } } : { view: { showGridLines: false } }),
    rowDefs: new Map([...sheet.heights].map(([row, height]) => [row, { height }])),
    merges: last === 0 ? [] : [...sheet.wide].map((row) => ({ startRow: row, endRow: row, startCol: 0, endCol: last })),
    charts: sheet.pictures.map((picture) => drawn(picture, sheet)),
    ...(sheet.hidden ? { hidden: true } : {}),
    ...printing(sheet, print),
  };
}

/**
 * The bytes of an XLSX workbook: formulas with the exact value each has, rounded to a float, and defined names. No
 * macros, nothing outside the file, and no day or name of this machine.
 */
export function workbookBytes(sheets: readonly Sheet[], names: Names, print: Printed): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map((sheet) => writtenSheet(sheet, print)),
    namedRanges: names.all.map(({ name, cell }) => ({ name, range: absolute(cell) })),
    defaultFont: FONT,
    properties: { title: print.title, creator: 'tokencost', created: NO_DAY, modified: NO_DAY },
  });
}
