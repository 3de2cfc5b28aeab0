import { approximately } from '../../domain/exact.ts';
import { visible } from '../../domain/line-text.ts';
import { type Packing, Part } from './archive.ts';
import { columnName, isNumber } from './expression.ts';
import type { Look } from './look.ts';
import { type Cell, LOOKED_AT, type RowWriter, type Sheet } from './sheet.ts';

/** The most characters a cell holds. https://support.microsoft.com/en-us/office/excel-specifications-and-limits */
const LONGEST_TEXT = 32_767;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string) => (/[&<>]/.test(text) ? text.replace(/[&<>]/g, (each) => ESCAPES[each] ?? each) : text);

/** Text as a cell shows it: without control characters, and safe from the format's own escapes. ECMA-376, ST_Xstring */
function cellText(text: string): string {
  const shown = visible(text)
    .slice(0, LONGEST_TEXT)
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_');
  return escaped(shown);
}

/** Every text that stands in a cell, once, with its number in the workbook. */
class SharedTexts {
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  /** The part of the package that holds them. ECMA-376, 18.4 */
  xml(): string {
    const { size } = this.#numbers;
    const texts = [...this.#numbers.keys()].map((text) => `<si><t xml:space="preserve">${cellText(text)}</t></si>`);
    return [
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
      `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="${size}" uniqueCount="${size}">`,
      ...texts,
      '</sst>',
    ].join('');
  }
}

/** A title stands over its numbers as they do. */
function lookOf(cell: Cell, sheet: Sheet): Look {
  if (cell.look !== 'header') return cell.look;
  for (let row = cell.row + 1; row <= cell.row + LOOKED_AT && row < sheet.rows.length; row++) {
    const under = sheet.cell(row, cell.column);
    if (under !== undefined && isNumber(under.value())) return 'numberHeader';
  }
  return cell.look;
}

/** The value of a formula, as its cell keeps it beside the formula. */
function result(value: string | number | boolean): readonly [type: string, element: string] {
  if (typeof value === 'string') return [' t="str"', value === '' ? '<v/>' : `<v>${cellText(value)}</v>`];
  return typeof value === 'number' ? ['', `<v>${value}</v>`] : [' t="b"', `<v>${Number(value)}</v>`];
}

/** The elements of a sheet's rows: what a large workbook is made of, half a million cells. ECMA-376, 18.3.1 */
export class Rows implements RowWriter {
  readonly styles: Readonly<Record<Look, number>>;
  readonly packing: Packing;
  readonly texts = new SharedTexts();
  /** The letters of each column. */
  readonly #letters: string[] = [];

  /** With the number of each look among the styles of the workbook. */
  constructor(styles: Readonly<Record<Look, number>>, packing: Packing) {
    this.styles = styles;
    this.packing = packing;
  }

  #cell(cell: Cell, sheet: Sheet): string {
    const { row, column, formula } = cell;
    this.#letters[column] ??= columnName(column);
    const style = this.styles[lookOf(cell, sheet)];
    const open = `<c r="${this.#letters[column]}${row + 1}" s="${style}"`;
    const exact = cell.value();
    // A spreadsheet has no other number than the nearest binary float, and recalculates with them.
    const value = isNumber(exact) ? approximately(exact) : exact;
    if (formula !== undefined) {
      const [type, element] = result(value);
      return `${open}${type}><f>${escaped(formula)}</f>${element}</c>`;
    }
    // A blank cell counts as 0 in a formula; an empty text would be an error there.
    if (value === '') return `${open}/>`;
    if (typeof value === 'string') return `${open} t="s"><v>${this.texts.numberOf(value)}</v></c>`;
    const [type, element] = result(value);
    return `${open}${type}>${element}</c>`;
  }

  #row(sheet: Sheet, row: number): string {
    const cells = (sheet.rows[row] ?? []).map((cell) => (cell === undefined ? '' : this.#cell(cell, sheet))).join('');
    const points = sheet.heights.get(row);
    const height = points === undefined ? '' : ` ht="${points}" customHeight="1"`;
    if (cells !== '') return `<row r="${row + 1}"${height}>${cells}</row>`;
    return height === '' ? '' : `<row r="${row + 1}"${height}/>`;
  }

  /** Rows of a sheet, to the one before `end`. */
  write(sheet: Sheet, start: number, end: number, part = new Part(this.packing)): Part {
    for (let row = start; row < end; row++) part.add(this.#row(sheet, row));
    return part;
  }
}
