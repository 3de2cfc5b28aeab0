// Fractions of whole numbers of any size, for amounts that have to come out to the last digit.

function gcd(a, b) {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function fraction(top, bottom = 1n) {
  const common = gcd(top, bottom) * (bottom < 0n ? -1n : 1n);
  return { top: top / common, bottom: bottom / common };
}

/** The fraction that a decimal number is, as it prints. */
export function decimal(value) {
  const [whole, digits = ''] = String(value).split('.');
  return fraction(BigInt(whole + digits), 10n ** BigInt(digits.length));
}

export const plus = (a, b) => fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
export const minus = (a, b) => fraction(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom);
export const times = (a, b) => fraction(a.top * b.top, a.bottom * b.bottom);
export const over = (a, b) => fraction(a.top * b.bottom, a.bottom * b.top);
export const less = (a, b) => a.top * b.bottom < b.top * a.bottom;
export const larger = (a, b) => (less(a, b) ? b : a);
export const smaller = (a, b) => (less(a, b) ? a : b);
export const number = ({ top, bottom }) => {
  const whole = top / bottom;
  return Number(whole) + Number(top - whole * bottom) / Number(bottom);
};

/** The same rules in fractions and in floats: a search in one is settled in the other. */
export const FRACTIONS = { of: decimal, plus, minus, times, over, less, larger, smaller };
export const FLOATS = {
  of: Number,
  plus: (a, b) => a + b,
  minus: (a, b) => a - b,
  times: (a, b) => a * b,
  over: (a, b) => a / b,
  /** What differs by less than floats can tell is equal: a floor that is just met is met. */
  less: (a, b) => a < b - 1e-9 * Math.max(1, Math.abs(b)),
  larger: Math.max,
  smaller: Math.min,
};
