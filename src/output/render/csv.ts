import { type Exact, numeral } from '../../domain/exact.ts';

const LINE_END = '\r\n';

/** A figure, which is written with the decimal sign of the reader; all else is text and stays as it is. */
export interface Figure {
  readonly figure: string;
  /** The number itself, of which a quotient that does not end is written in part. */
  readonly exact?: Exact;
}

export type CsvCell = string | Figure;
export type CsvRow = readonly CsvCell[];

/** How a spreadsheet tells cells and decimals apart: a matter of the country it was bought in. The two signs differ. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly decimal: string;
}

/** RFC 4180, and a decimal point. */
const COMMA_SEPARATED: CsvDialect = { delimiter: ',', decimal: '.' };

/**
 * A spreadsheet runs a cell that starts like this as a formula, in the wide forms of the signs too and behind blanks
 * that it trims or that nobody sees (fillers, joiners, a blank of Braille); an apostrophe in front keeps it text. https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA_START =
  /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u;

/** Text from a user's file: neutralised, for a name must never run. */
export function nameCell(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

/** An exact numeral; an unknown is an empty cell, never 0. */
export function figureCell(value: Exact | undefined): CsvCell {
  return value === undefined ? '' : { figure: numeral(value), exact: value };
}

/** Text is quoted wherever one of the dialects would part it; a figure never holds its delimiter. */
function written(cell: CsvCell, { decimal }: CsvDialect): string {
  if (typeof cell !== 'string') return cell.figure.replace('.', decimal);
  return /[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Rows as lines: CRLF, quotes doubled; a row at a time. */
export function* csvLines(rows: Iterable<CsvRow>, dialect = COMMA_SEPARATED): Generator<string> {
  for (const row of rows) yield row.map((cell) => written(cell, dialect)).join(dialect.delimiter) + LINE_END;
}

/** The same, whole. */
export function csvText(rows: Iterable<CsvRow>, dialect = COMMA_SEPARATED): string {
  return [...csvLines(rows, dialect)].join('');
}
