import { compare, type Exact, multiply, parseExact, round, shift, whole } from './exact.ts';
import type { Parsed } from './quantity-text.ts';

/** A number as somebody printed it: `$19,213`, `-52%`, `1.25x`, `$1.2M`, `5.00`. */
export interface Printed {
  readonly text: string;
  /** The digits as they stand, with their sign: 19,213, -52, 1.25, 1.2. */
  readonly mantissa: Exact;
  /** Decimals that are printed: the precision a recomputed value is rounded to. */
  readonly places: number;
  readonly signed: boolean;
  readonly dollars: boolean;
  readonly suffix: PrintedSuffix;
}

export type PrintedSuffix = '' | '%' | 'x' | 'K' | 'M' | 'B';

const FORM = /^([+-]?)(\$?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?([%xKMB]?)$/;
const SUFFIX_DIGITS: Readonly<Record<PrintedSuffix, number>> = { '': 0, '%': 0, x: 0, K: 3, M: 6, B: 9 };
const HUNDRED = whole(100n);
const CENTS = 2;

/** Reads a printed number together with its precision and its spelling. */
export function parsePrinted(text: string): Parsed<Printed> {
  const [, sign = '', dollar = '', integer = '', fraction = '', suffix = ''] = FORM.exec(text) ?? [];
  const digits = `${sign === '-' ? '-' : ''}${integer.replaceAll(',', '')}${fraction === '' ? '' : `.${fraction}`}`;
  const mantissa = parseExact(digits);
  if (mantissa === undefined) {
    return { fault: `"${text}" is not a printed number; write it as $19,213, -52%, 1.25x, $1.2M or 5.00` };
  }
  const places = fraction.length;
  if (dollar !== '' && suffix === '' && places !== 0 && places !== CENTS) {
    return { fault: `"${text}" is neither whole dollars nor dollars and cents` };
  }
  return {
    value: {
      text,
      mantissa,
      places,
      signed: sign !== '',
      dollars: dollar !== '',
      suffix: suffix as PrintedSuffix,
    },
  };
}

/** A value in what the digits are printed in: 0.94 is 94 beside a `%`, 1,200,000 is 1.2 beside an `M`. */
export function inPrintedUnits(value: Exact, printed: Printed): Exact {
  return printed.suffix === '%' ? multiply(value, HUNDRED) : shift(value, SUFFIX_DIGITS[printed.suffix]);
}

/** True when a value, rounded half up to the printed precision, is what is printed. */
export function agreesWith(value: Exact, printed: Printed): boolean {
  return compare(round(inPrintedUnits(value, printed), printed.places), printed.mantissa) === 0;
}
