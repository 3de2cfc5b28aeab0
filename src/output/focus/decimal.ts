import { type Exact, numeral } from '../../domain/exact.ts';

/** Fewest decimals of an amount: a column that is whole in one month and not in the next would change its type. */
const LEAST_DECIMALS = 2;

/** The exact numeral as a decimal: `4000.00`, `0.125`. */
export function decimalText(value: Exact): string {
  const [whole = '', decimals = ''] = numeral(value).split('.');
  return `${whole}.${decimals.padEnd(LEAST_DECIMALS, '0')}`;
}
