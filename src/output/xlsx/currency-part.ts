import { decimalsOf, type ExchangeRate } from '../../domain/exchange-rate.ts';
import { given, NOTHING, times, when } from './functions.ts';
import type { Look } from './look.ts';
import type { Names } from './names.ts';
import type { Sheet } from './sheet.ts';

/** The totals that are shown, by the names that their cells go by; a workbook has some of them. */
const TOTALS: readonly (readonly [name: string, title: string])[] = [
  ['total_effective_cost', 'effective cost, a month'],
  ['total_cheapest_cost', 'cheapest as stated, a month'],
  ['total_baseline_cost', 'baseline, a month'],
  ['total_savings', 'savings, a month'],
];

/** How cells show as many decimals as a currency has. */
const LOOKS: Readonly<Record<number, Look>> = { 0: 'tokens', 2: 'usd' };

/**
 * The totals in the currency that the user states: formulas over the rate, which is one cell that people change. Nothing
 * where none is stated.
 */
export function putCurrency(sheet: Sheet, names: Names, exchange: ExchangeRate | undefined): void {
  if (exchange === undefined) return;
  const { currency, rate, source, day, file } = exchange;
  const look = LOOKS[decimalsOf(currency)] ?? 'price';
  sheet.next();
  sheet.line(`In ${currency}`, 'title');
  sheet.put(0, `${currency} that one US dollar costs`, 'text');
  const rateCell = names.add(['exchange_rate'], sheet.input(1, rate, 'inputFactor', 'amount'));
  sheet.put(2, `${source}, ${day}; ${file}`, 'text');
  sheet.next();
  sheet.header(['', 'US dollars', currency]);
  for (const [name, title] of TOTALS) {
    const total = names.named(name);
    if (total === undefined) continue;
    sheet.put(0, title, 'text');
    const dollars = sheet.put(1, total, 'usd');
    const amount = sheet.put(2, when(given(dollars), times(dollars, rateCell), NOTHING), look);
    names.add([name, currency], amount);
    sheet.next();
  }
}
