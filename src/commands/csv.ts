import { problem } from '../domain/problem.ts';
import type { Parsed } from '../domain/quantity-text.ts';
import { type CsvDialect, type CsvRow, csvLines } from '../output/render/csv.ts';
import { flag, oneOf } from './flags.ts';
import type { OutputOptions } from './options.ts';

const DELIMITERS = { ',': ',', ';': ';', tab: '\t' };
const DECIMALS = ['.', ','] as const;

function parseDelimiter(text: string): Parsed<string> {
  const sign = new Map(Object.entries(DELIMITERS)).get(text);
  return sign === undefined ? { fault: `"${text}" parts no cells here; write , or ; or tab` } : { value: sign };
}

const parseDecimal = oneOf(DECIMALS);

/** How CSV is to be written. Throws `badValue`, and `usage` where a figure would fall into two cells. */
export function dialectOf({
  delimiter = ',',
  decimal = '.',
}: Pick<OutputOptions, 'delimiter' | 'decimal'>): CsvDialect {
  const dialect = {
    delimiter: flag('--delimiter', delimiter, parseDelimiter),
    decimal: flag('--decimal', decimal, parseDecimal),
  };
  if (dialect.delimiter !== dialect.decimal) return dialect;
  throw problem(
    'usage',
    '--decimal , needs another --delimiter.',
    "Add --delimiter ';', as a spreadsheet with a decimal comma expects it.",
  );
}

/** Rows as the CSV that was asked for, a line at a time. */
export function asCsv(rows: Iterable<CsvRow>, options: Pick<OutputOptions, 'delimiter' | 'decimal'>): Iterable<string> {
  return csvLines(rows, dialectOf(options));
}
