import { problem } from '../domain/problem.ts';
import { optionalFlag, parseRows } from './flags.ts';
import type { EstimateOptions, MoneyFormat } from './options.ts';

/** Options of `estimate` that the format has no place for are refused, not ignored. Throws `usage` and `badValue`. */
export function refuseForeignOptions(format: MoneyFormat, options: EstimateOptions): void {
  const { explain, rows, scenario, by } = options;
  optionalFlag('--rows', rows, parseRows);
  if (by !== undefined && scenario !== undefined)
    throw problem('usage', '--scenario does not fit --by.', 'Costs are told apart by what the cheapest rows cost.');
  if (explain === true && (format === 'csv' || format === 'focus' || format === 'xlsx')) {
    throw problem(
      'usage',
      `--explain does not fit --format ${format}.`,
      'Use the table, Markdown, or JSON, which always holds the line items; CSV has them with --rows line-items.',
    );
  }
  if (rows !== undefined && format !== 'csv') {
    throw problem('usage', `--rows does not fit --format ${format}.`, 'It says what one row of CSV is.');
  }
  if (scenario !== undefined && format !== 'focus') {
    throw problem('usage', `--scenario does not fit --format ${format}.`, 'It picks the charges of --format focus.');
  }
}
