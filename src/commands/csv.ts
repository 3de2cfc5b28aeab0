import type { ExchangeRate } from '../domain/exchange-rate.ts';
import { problem } from '../domain/problem.ts';
import type { Parsed } from '../domain/quantity-text.ts';
import { type CsvDialect, type CsvRow, csvLines } from '../output/render/csv.ts';
import { exchangedRows } from '../output/render/exchanged-csv.ts';
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
function dialectOf({ delimiter = ',', decimal = '.' }: Pick<OutputOptions, 'delimiter' | 'decimal'>): CsvDialect {
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

/** The currency that amounts are shown in, and the columns that are shown in it. */
export interface Beside {
  readonly exchange?: ExchangeRate | undefined;
  readonly columns: readonly string[];
}

/** Rows as the CSV that was asked for, a line at a time. */
export function asCsv(
  rows: Iterable<CsvRow>,
  options: Pick<OutputOptions, 'delimiter' | 'decimal'>,
  { exchange, columns }: Beside = { columns: [] },
): Iterable<string> {
  return csvLines(exchangedRows(rows, exchange, columns), dialectOf(options));
}
