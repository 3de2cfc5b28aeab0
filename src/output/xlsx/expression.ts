import { type Exact, roundedText, whole } from '../../domain/exact.ts';

/** What a cell holds: an exact number, text (empty for a blank cell), or true and false. */
export type CellValue = Exact | string | boolean;

/**
 * A formula together with its exact value. Both are built by the same functions, so that the number a viewer shows
 * without recalculating is the number the formula gives.
 */
export interface Expression {
  /** The formula as it stands in a cell of the sheet `home`, without the equals sign. */
  readonly write: (home: string) => string;
  /** Binds looser below: 1 comparison, 2 joining, 3 sum, 4 product, 5 a single thing. */
  readonly binding: 1 | 2 | 3 | 4 | 5;
  readonly value: () => CellValue;
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

/** Evaluates at most once, when somebody asks. */
export function later<Value>(make: () => Value): () => Value {
  let known: { value: Value } | undefined;
  return () => {
    known ??= { value: make() };
    return known.value;
  };
}

/** A formula from its parts: expressions are written as their binding needs, texts as they are. */
export function formula(
  binding: Expression['binding'],
  parts: readonly (string | Expression)[],
  value: () => CellValue,
): Expression {
  const write = (home: string) =>
    parts
      .map((part) => {
        if (typeof part === 'string') return part;
        return part.binding <= binding && binding !== ATOM ? `(${part.write(home)})` : part.write(home);
      })
      .join('');
  return { binding, write, value: later(value) };
}

const LETTERS = 26;
const FIRST_LETTER = 65;

/** A, B ... Z, AA ... by column number from 0. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(FIRST_LETTER + (column % LETTERS));
  return column < LETTERS ? letter : columnName(Math.floor(column / LETTERS) - 1) + letter;
}

/** The name of a sheet as formulas write it. */
export function quotedSheet(sheet: string): string {
  return /^\w+$/.test(sheet) ? sheet : `'${sheet}'`;
}

/** The cell at a place, holding what `value` gives. */
export function reference(sheet: string, row: number, column: number, value: () => CellValue): Reference {
  const place = `${columnName(column)}${row + 1}`;
  const write = (home: string) => (home === sheet ? place : `${quotedSheet(sheet)}!${place}`);
  return { sheet, row, column, binding: ATOM, write, value };
}
