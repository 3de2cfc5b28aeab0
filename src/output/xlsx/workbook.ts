import { strFromU8, strToU8, unzipSync } from 'fflate';
import { type DataValidation, type SheetChart, type WriteOptions, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { visible } from '../../domain/line-text.ts';
import { archive, type Packing, Part } from './archive.ts';
import { columnName } from './expression.ts';
import { FONT, type Look, STYLES } from './look.ts';
import { absolute, absoluteRange, type Names } from './names.ts';
import { Rows } from './rows.ts';
import type { Picture, Rule, Sheet } from './sheet.ts';

/** When every workbook says it was made: the same answer is the same bytes. */
const NO_DAY = new Date('2000-01-01T00:00:00Z');

/** What a cell accepts, in the library's words. */
function validation(accepts: Rule['accepts'], range: string): DataValidation {
  const common = { range, allowBlank: true, showErrorMessage: true } as const;
  if (accepts === 'share') return { ...common, type: 'decimal', operator: 'between', formula1: '0', formula2: '1' };
  if (accepts === 'amount') return { ...common, type: 'decimal', operator: 'greaterThanOrEqual', formula1: '0' };
  return { ...common, type: 'list', formula1: `"${accepts.join(',')}"` };
}

/** Cells under each other that accept the same, as ranges: a large workbook has one rule a column, not one a cell. */
function validations(rules: readonly Rule[]): DataValidation[] {
  const runs: { readonly first: Rule; last: Rule }[] = [];
  const open = new Map<string, (typeof runs)[number]>();
  for (const rule of rules) {
    const key = `${rule.cell.column} ${rule.accepts}`;
    const run = open.get(key);
    if (run !== undefined && run.last.cell.row + 1 === rule.cell.row) {
      run.last = rule;
      continue;
    }
    const begun = { first: rule, last: rule };
    open.set(key, begun);
    runs.push(begun);
  }
  return runs.map(({ first, last }) => {
    const [from, to] = [first, last].map(({ cell }) => cell.write(cell.sheet));
    return validation(first.accepts, from === to ? `${from}` : `${from}:${to}`);
  });
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

/** All of a sheet but its rows. */
function around(sheet: Sheet, print: Printed): WriteSheet {
  const { last } = sheet.reach;
  return {
    name: sheet.name,
    columns: sheet.columns.map(({ width, hidden }) => ({ width, ...(hidden === true ? { hidden } : {}) })),
    dataValidations: validations(sheet.rules),
    ...(sheet.headed ? { freezePane: { rows: sheet.frozen, columns: 1 } } : { view: { showGridLines: false } }),
    merges: last === 0 ? [] : [...sheet.wide].map((row) => ({ startRow: row, endRow: row, startCol: 0, endCol: last })),
    charts: sheet.pictures.map((picture) => drawn(picture, sheet)),
    ...(sheet.hidden ? { hidden: true } : {}),
    ...printing(sheet, print),
  };
}

const LOOKS = Object.keys(STYLES) as Look[];

/** A row with a cell of every look, whose numbers the library gives, and a text, so that it makes a place for texts. */
const SAMPLES: Pick<WriteSheet, 'cells'> = {
  cells: new Map(LOOKS.map((look, column) => [`0,${column}`, { value: 'sample', style: STYLES[look] }])),
};

/** The number of each look among the styles, as the library wrote it into the row of samples. */
function numbersOf(xml: string): Readonly<Record<Look, number>> {
  const numbers = LOOKS.map((look, column) => {
    const found = new RegExp(`<c r="${columnName(column)}1"[^>]* s="(\\d+)"`).exec(xml);
    return [look, Number(found?.[1] ?? 0)] as const;
  });
  return Object.fromEntries(numbers) as Record<Look, number>;
}

const DIMENSION = /<dimension ref="[^"]*"\/>/;
const ROWS = /<sheetData(?:\/>|>.*?<\/sheetData>)/;

/** A sheet of the library's with rows of our own in place of those that it has. */
function withRows(xml: string, sheet: Sheet, rows: Rows): Part[] {
  const place = ROWS.exec(xml);
  if (place === null) throw new RangeError(`${sheet.name} has no place for rows`);
  const size = `A1:${columnName(sheet.width - 1)}${Math.max(1, sheet.rows.length)}`;
  const before = xml.slice(0, place.index).replace(DIMENSION, `<dimension ref="${size}"/>`);
  const top = new Part(rows.packing);
  top.add(`${before}<sheetData>`);
  rows.write(sheet, 0, sheet.frozen, top);
  const bottom = rows.write(sheet, sheet.written, sheet.rows.length);
  bottom.add(`</sheetData>${xml.slice(place.index + place[0].length)}`);
  return [top, ...(sheet.body === undefined ? [] : [sheet.body]), bottom];
}

const TEXTS = 'xl/sharedStrings.xml';
const sheetPath = (place: number) => `xl/worksheets/sheet${place + 1}.xml`;

/** The files of the package, a sheet at a time: the library's own, but for the rows and their texts. */
function* filesOf(sheets: readonly Sheet[], files: Readonly<Record<string, Uint8Array>>, rows: Rows) {
  const ours = new Map(sheets.map((sheet, place) => [sheetPath(place), sheet]));
  for (const [path, bytes] of Object.entries(files))
    if (!ours.has(path) && path !== TEXTS) yield [path, [Part.of(bytes, rows.packing)]] as const;
  for (const [path, sheet] of ours)
    yield [path, withRows(strFromU8(files[path] ?? new Uint8Array()), sheet, rows)] as const;
  yield [TEXTS, [Part.of(strToU8(rows.texts.xml()), rows.packing)]] as const;
}

const written = (sheets: readonly WriteSheet[], options: Omit<WriteOptions, 'sheets'> = {}) =>
  writeXlsx({
    sheets: sheets.map((sheet, place) => (place === 0 ? { ...sheet, ...SAMPLES } : sheet)),
    defaultFont: FONT,
    ...options,
  });

/** What writes the rows of a workbook: the numbers of its styles are those that the library gives the first that it meets. */
export async function rowsOf(packing: Packing): Promise<Rows> {
  const files = unzipSync(await written([{ name: 'samples' }]));
  return new Rows(numbersOf(strFromU8(files[sheetPath(0)] ?? new Uint8Array())), packing);
}

/**
 * The bytes of an XLSX workbook: formulas with the exact value each has, rounded to a float, and defined names. No
 * macros, nothing outside the file, and no day or name of this machine.
 */
export async function workbookBytes(
  sheets: readonly Sheet[],
  names: Names,
  print: Printed,
  rows: Rows,
): Promise<Uint8Array> {
  const library = await written(
    sheets.map((sheet) => around(sheet, print)),
    {
      namedRanges: names.all.map(({ name, cell }) => ({ name, range: absolute(cell) })),
      properties: { title: print.title, creator: 'tokencost', created: NO_DAY, modified: NO_DAY },
    },
  );
  return archive(filesOf(sheets, unzipSync(library), rows), rows.packing);
}
