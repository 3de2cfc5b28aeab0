import { type Exact, roundedText, whole } from '../../domain/exact.ts';

/** What a cell holds: an exact number, text (empty for a blank cell), or true and false. */
export type CellValue = Exact | string | boolean;

/**
 * A formula together with its exact value. Both are built by the same functions, so that the number a viewer shows
 * without recalculating is the number the formula gives.
 */
export interface Expression {
  /** The formula as it stands in a cell of the sheet `home`, without the equals sign. */
  write(home: string): string;
  /** Binds looser below: 1 comparison, 2 joining, 3 sum, 4 product, 5 a single thing. */
  readonly binding: 1 | 2 | 3 | 4 | 5;
  value(): CellValue;
}

/** A cell of a sheet; rows and columns count from 0. */
export interface Reference extends Expression {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

export const ATOM = 5;
/** Decimals that hold every digit a spreadsheet keeps of a number near 1. */
const SPREADSHEET_PLACES = 15;

export function isNumber(value: CellValue): value is Exact {
  return typeof value === 'object';
}

/** The number of an expression; a blank cell counts as 0, as it does in a spreadsheet. */
export function numberOf(expression: Expression): Exact {
  const value = expression.value();
  if (isNumber(value)) return value;
  if (value === '') return whole(0n);
  throw new TypeError(`a formula counts with ${String(value)}: ${expression.write('')}`);
}

/** The text of a value, for comparison and joining. */
export function textOf(value: CellValue): string {
  return isNumber(value) ? roundedText(value, SPREADSHEET_PLACES) : String(value);
}

type Part = string | Expression;

/** A large workbook has a million of these: methods, not closures, keep each of them small. */
class Formula implements Expression {
  readonly binding: Expression['binding'];
  readonly value: () => CellValue;
  readonly #parts: readonly Part[];

  constructor(binding: Expression['binding'], parts: readonly Part[], value: () => CellValue) {
    this.binding = binding;
    this.#parts = parts;
    this.value = value;
  }

  write(home: string): string {
    // Joined, not added up: a text that is added up keeps all it was made of, in a large workbook for half a million cells.
    const texts = this.#parts.map((part) => {
      if (typeof part === 'string') return part;
      const written = part.write(home);
      return part.binding <= this.binding && this.binding !== ATOM ? `(${written})` : written;
    });
    return texts.join('');
  }
}

/** A formula from its parts: expressions are written as their binding needs, texts as they are. */
export function formula(binding: Expression['binding'], parts: readonly Part[], value: () => CellValue): Expression {
  return new Formula(binding, parts, value);
}

const LETTERS = 26;
const FIRST_LETTER = 65;

/** Names that were asked for: a large workbook writes a million references. */
const COLUMN_NAMES: string[] = [];

/** A, B ... Z, AA ... by column number from 0. */
export function columnName(column: number): string {
  const known = COLUMN_NAMES[column];
  if (known !== undefined) return known;
  const letter = String.fromCharCode(FIRST_LETTER + (column % LETTERS));
  const name = column < LETTERS ? letter : columnName(Math.floor(column / LETTERS) - 1) + letter;
  COLUMN_NAMES[column] = name;
  return name;
}

const SHEET_NAMES = new Map<string, string>();

/** The name of a sheet as formulas write it. */
export function quotedSheet(sheet: string): string {
  const known = SHEET_NAMES.get(sheet);
  if (known !== undefined) return known;
  const quoted = /^\w+$/.test(sheet) ? sheet : `'${sheet}'`;
  SHEET_NAMES.set(sheet, quoted);
  return quoted;
}

/** A cell at a place of a sheet. */
export abstract class Place implements Reference {
  readonly binding = ATOM;
  readonly sheet: string;
  readonly row: number;
  readonly column: number;

  constructor(sheet: string, row: number, column: number) {
    this.sheet = sheet;
    this.row = row;
    this.column = column;
  }

  write(home: string): string {
    const place = `${columnName(this.column)}${this.row + 1}`;
    return home === this.sheet ? place : `${quotedSheet(this.sheet)}!${place}`;
  }

  abstract value(): CellValue;
}
