import { type ExchangeRate, exchanged } from '../../domain/exchange-rate.ts';
import { type Usd, usd } from '../../domain/units.ts';
import { type CsvCell, type CsvRow, figureCell } from './csv.ts';

const amountOf = (cell: CsvCell | undefined): Usd | undefined =>
  cell === undefined || typeof cell === 'string' || cell.exact === undefined ? undefined : usd(cell.exact);

/**
 * Rows under their head, with the currency that the user states, its rate, and some amounts in it behind them: exact, as
 * every figure of CSV is. The same rows where no currency is stated, so that nobody's columns move.
 */
export function* exchangedRows(
  rows: Iterable<CsvRow>,
  exchange: ExchangeRate | undefined,
  columns: readonly string[],
): Generator<CsvRow> {
  let places: readonly number[] | undefined;
  for (const row of rows) {
    if (exchange === undefined) yield row;
    else if (places === undefined) {
      places = columns.map((column) => row.indexOf(column));
      yield [...row, 'fxCurrency', 'fxRate', ...columns.map((column) => `${column}Fx`)];
    } else {
      const amounts = places.map((place) => amountOf(row[place]));
      const cells = amounts.map((amount) => figureCell(amount === undefined ? undefined : exchanged(amount, exchange)));
      yield [...row, exchange.currency, figureCell(exchange.rate), ...cells];
    }
  }
}
