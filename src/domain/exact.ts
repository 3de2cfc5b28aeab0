/**
 * Exact rational numbers on BigInt: coefficient / (10^scale x divisor).
 *
 * Sums, differences, products and quotients never round. `divisor` is 1 for every number that ends in decimal
 * notation, which keeps the common path at one or two BigInt operations; it is otherwise coprime to 10 and to the
 * coefficient. Only `round` and the text functions lose anything, and they are called when a number is shown.
 */
export interface Exact {
  readonly coefficient: bigint;
  readonly scale: number;
  readonly divisor: bigint;
}

const POWERS: bigint[] = [1n];
/** Powers beyond are rare, and a table of them would hold as many digits as the square of the largest. */
const MOST_KEPT = 400;

function powerOfTen(exponent: number): bigint {
  if (exponent > MOST_KEPT) return 10n ** BigInt(exponent);
  for (let known = POWERS.length; known <= exponent; known++) POWERS.push((POWERS[known - 1] as bigint) * 10n);
  return POWERS[exponent] as bigint;
}

function decimal(coefficient: bigint, scale: number): Exact {
  return { coefficient, scale, divisor: 1n };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Reduces a fraction so that equal numbers that end in decimal notation always have divisor 1. */
function reduced(coefficient: bigint, scale: number, divisor: bigint): Exact {
  const common = greatestCommonDivisor(coefficient, divisor);
  let [top, digits, bottom] = [coefficient / common, scale, divisor / common];
  for (const [factor, complement] of [
    [10n, 1n],
    [2n, 5n],
    [5n, 2n],
  ] as const) {
    while (bottom % factor === 0n) [top, digits, bottom] = [top * complement, digits + 1, bottom / factor];
  }
  return { coefficient: top, scale: digits, divisor: bottom };
}

export const ZERO: Exact = decimal(0n, 0);
export const ONE: Exact = decimal(1n, 0);

/** The exact value of a whole number. */
export function whole(value: bigint): Exact {
  return decimal(value, 0);
}

/** No amount has as many digits, nor has any number that comes of amounts. */
const LONGEST_NUMERAL = 1_000;

/**
 * Reads plain decimal notation ("12", "-0.075"); anything else, an exponent or more than a thousand characters included,
 * is undefined.
 */
export function parseExact(text: string): Exact | undefined {
  if (text.length > LONGEST_NUMERAL) return undefined;
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const fraction = match[3] ?? '';
  const coefficient = BigInt(`${match[2]}${fraction}`);
  return decimal(match[1] === '-' ? -coefficient : coefficient, fraction.length);
}

export function add(a: Exact, b: Exact): Exact {
  if (a.divisor !== 1n || b.divisor !== 1n) {
    const scale = Math.max(a.scale, b.scale);
    const left = a.coefficient * powerOfTen(scale - a.scale) * b.divisor;
    const right = b.coefficient * powerOfTen(scale - b.scale) * a.divisor;
    return reduced(left + right, scale, a.divisor * b.divisor);
  }
  if (a.scale === b.scale) return decimal(a.coefficient + b.coefficient, a.scale);
  return a.scale > b.scale
    ? decimal(a.coefficient + b.coefficient * powerOfTen(a.scale - b.scale), a.scale)
    : decimal(a.coefficient * powerOfTen(b.scale - a.scale) + b.coefficient, b.scale);
}

/**
 * rest + a x + b y for whole x and y. What the three have in common is found once, so that a value costs two products:
 * for the same sum of a great many x and y.
 */
export function linear(a: Exact, b: Exact, rest: Exact): (x: bigint, y: bigint) => Exact {
  const scale = Math.max(a.scale, b.scale, rest.scale);
  const divisor = a.divisor * b.divisor * rest.divisor;
  const over = (each: Exact) => each.coefficient * powerOfTen(scale - each.scale) * (divisor / each.divisor);
  const [slopeX, slopeY, constant] = [over(a), over(b), over(rest)];
  if (divisor !== 1n) return (x, y) => reduced(slopeX * x + slopeY * y + constant, scale, divisor);
  if (constant === 0n) return (x, y) => decimal(slopeX * x + slopeY * y, scale);
  return (x, y) => decimal(slopeX * x + slopeY * y + constant, scale);
}

export function negate(a: Exact): Exact {
  return { coefficient: -a.coefficient, scale: a.scale, divisor: a.divisor };
}

export function subtract(a: Exact, b: Exact): Exact {
  return add(a, negate(b));
}

export function multiply(a: Exact, b: Exact): Exact {
  if (a.divisor === 1n && b.divisor === 1n) return decimal(a.coefficient * b.coefficient, a.scale + b.scale);
  return reduced(a.coefficient * b.coefficient, a.scale + b.scale, a.divisor * b.divisor);
}

/** Divides by 10^places, 0 or more: the step from a price per million to a price. */
export function shift(a: Exact, places: number): Exact {
  return { coefficient: a.coefficient, scale: a.scale + places, divisor: a.divisor };
}

/** Times 10^places, 0 or more. */
function decimalsMoved({ coefficient, scale, divisor }: Exact, places: number): Exact {
  return scale >= places
    ? { coefficient, scale: scale - places, divisor }
    : { coefficient: coefficient * powerOfTen(places - scale), scale: 0, divisor };
}

/** The exact quotient. Throws RangeError on a zero divisor: callers decide what a missing quotient means. */
export function divide(a: Exact, b: Exact): Exact {
  if (b.coefficient === 0n) throw new RangeError('division by zero');
  const sign = b.coefficient < 0n ? -1n : 1n;
  const top = a.coefficient * b.divisor * powerOfTen(b.scale) * sign;
  return reduced(top, a.scale, a.divisor * b.coefficient * sign);
}

/** -1, 0 or 1, as a is less than, equal to or greater than b. */
export function compare(a: Exact, b: Exact): -1 | 0 | 1 {
  if (a.scale === b.scale && a.divisor === b.divisor)
    return a.coefficient < b.coefficient ? -1 : a.coefficient > b.coefficient ? 1 : 0;
  const left = a.coefficient * powerOfTen(b.scale) * b.divisor;
  const right = b.coefficient * powerOfTen(a.scale) * a.divisor;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function isZero(a: Exact): boolean {
  return a.coefficient === 0n;
}

/** True when the value is a whole number. */
export function isWhole(a: Exact): boolean {
  return a.divisor === 1n && a.coefficient % powerOfTen(a.scale) === 0n;
}

/** The smallest whole number that is not below the value. */
export function ceiling(a: Exact): bigint {
  const unit = powerOfTen(a.scale) * a.divisor;
  const towardsZero = a.coefficient / unit;
  return a.coefficient > 0n && a.coefficient % unit !== 0n ? towardsZero + 1n : towardsZero;
}

/** The largest whole number that is not above the value. */
export function floor(a: Exact): bigint {
  return -ceiling(negate(a));
}

/** Whole numbers under it, and powers of ten up to the second, are binary floats as they are. */
const LARGEST_WHOLE = Number.MAX_SAFE_INTEGER;
const FLOAT_POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** The nearest binary float, for searching only: a float never reaches a bill. */
export function approximately(a: Exact): number {
  const power = FLOAT_POWERS[a.scale];
  const top = Number(a.coefficient);
  // A quotient of two floats is rounded once, as the text of the number is.
  if (power !== undefined && top < LARGEST_WHOLE && top > -LARGEST_WHOLE)
    return a.divisor === 1n ? top / power : top / power / Number(a.divisor);
  return Number(`${a.coefficient}e-${a.scale}`) / Number(a.divisor);
}

/** The value without its sign: what a sentence shows that says more or less in words. */
export function magnitude<Value extends Exact>(a: Value): Value {
  return a.coefficient < 0n ? ({ ...a, coefficient: -a.coefficient } as Value) : a;
}

const PERCENT_DIGITS = 2;

/** A share as it is printed in percent: 0.2 is 20. */
export function inPercent(part: Exact): Exact {
  return decimalsMoved(part, PERCENT_DIGITS);
}

/** Half up, away from zero, to `places` decimals: 19,212.50 becomes 19,213 and -0.5 becomes -1. */
export function round(a: Exact, places: number): Exact {
  if (a.divisor === 1n && a.scale <= places) return a;
  const top = a.coefficient * powerOfTen(Math.max(0, places - a.scale));
  const bottom = powerOfTen(Math.max(0, a.scale - places)) * a.divisor;
  const magnitude = top < 0n ? -top : top;
  const rounded = (magnitude * 2n + bottom) / (bottom * 2n);
  return decimal(top < 0n ? -rounded : rounded, places);
}

/** Decimal text with exactly `places` decimals, rounded half up. */
export function roundedText(a: Exact, places: number): string {
  const value = round(a, places);
  const negative = value.coefficient < 0n;
  const padded = (value.coefficient * powerOfTen(places - value.scale)).toString().replace('-', '');
  const digits = padded.padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return negative ? `-${text}` : text;
}

/** Places of a quotient that does not end, when it is written down (JSON, CSV). */
export const QUOTIENT_PLACES = 10;

/** The exact numeral, without trailing zeros; a quotient that does not end is rounded half up to 10 decimals. */
export function numeral(a: Exact): string {
  const text = roundedText(a, a.divisor === 1n ? a.scale : QUOTIENT_PLACES);
  if (!text.includes('.')) return text;
  let end = text.length;
  while (text[end - 1] === '0') end -= 1;
  return text.slice(0, text[end - 1] === '.' ? end - 1 : end);
}
