import { decimalsOf, type ExchangeRate } from '../../domain/exchange-rate.ts';
import { given, literal, NOTHING, times, when } from './functions.ts';
import type { Look } from './look.ts';
import type { Names } from './names.ts';
import type { Sheet } from './sheet.ts';

/** The totals that are shown, by the names that their cells go by; a workbook has some of them. */
const TOTALS: readonly (readonly [name: string, title: string])[] = [
  ['total_baseline_cost', 'list price, no levers'],
  ['total_cheapest_cost', 'cheapest as stated'],
  ['total_effective_cost', 'as it is bought here'],
  ['total_savings', 'saving'],
];

const RATE = 'exchange_rate';

/** How cells show as many decimals as a currency has. */
const LOOKS: Readonly<Record<number, Look>> = { 0: 'tokens', 2: 'usd' };

const [MONTH, YEAR] = [1, 2];

/**
 * The totals in the currency that the user states: formulas over the rate, which is one cell that people change. Nothing
 * where none is stated.
 */
export function putCurrency(sheet: Sheet, names: Names, exchange: ExchangeRate | undefined): void {
  if (exchange === undefined) return;
  const { currency, rate, source, day, file } = exchange;
  const look = LOOKS[decimalsOf(currency)] ?? 'price';
  sheet.next();
  sheet.header(['', `${currency} a month`, `${currency} a year`, '']);
  for (const [name, title] of TOTALS) {
    const total = names.named(name);
    if (total === undefined) continue;
    sheet.put(0, title, 'text');
    const amount = sheet.putEarly(MONTH, when(given(total), times(total, names.later(RATE)), NOTHING), look);
    sheet.putEarly(YEAR, when(given(amount), times(amount, literal(12)), NOTHING), look);
    names.add([name, currency], amount);
    sheet.next();
  }
  sheet.put(0, `${currency} that one US dollar costs`, 'text');
  names.add([RATE], sheet.input(MONTH, rate, 'inputFactor', 'amount'));
  sheet.next();
  sheet.sentence(`${source}, ${day}; ${file}. Change the cell, and these amounts follow.`, 'note');
}
