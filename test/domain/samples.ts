import Big from 'big.js';
import { type Exact, parseExact } from '../../src/domain/exact.ts';
import fc from '../support/laws.ts';

/** The oracle: strict about numbers, half up away from zero, with room for every quotient compared here. */
export const Oracle = Big();
Oracle.strict = true;
Oracle.DP = 60;
Oracle.RM = Big.roundHalfUp;

/** The number that a test writes down. */
export function exact(text: string): Exact {
  const value = parseExact(text);
  if (value === undefined) throw new Error(`a test wrote "${text}"`);
  return value;
}

/** An exact decimal as the oracle reads it, digit by digit. */
export function oracle(value: Exact): Big {
  if (value.divisor !== 1n) throw new Error(`${value.coefficient}/${value.divisor} does not end`);
  return new Oracle(`${value.coefficient}e-${value.scale}`);
}

/** Decimal text as the oracle shows it, but for "-0": nobody owes minus nothing. */
export function oracleText(value: Big, places: number): string {
  return value.toFixed(places).replace(/^-(?=[0.]+$)/, '');
}

const LARGE = 10n ** 20n;

/** Decimal text such as "-12.340", trailing zeros included. */
export const decimalText = fc
  .tuple(fc.oneof(fc.bigInt(-1000n, 1000n), fc.bigInt(-LARGE, LARGE)), fc.nat(12))
  .map(([coefficient, scale]) => new Oracle(`${coefficient}e-${scale}`).toFixed(scale));

export const decimalTextNotZero = decimalText.filter((text) => /[1-9]/.test(text));
