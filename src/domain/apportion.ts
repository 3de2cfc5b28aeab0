import { add, ceiling, compare, type Exact, floor, multiply, round, shift, subtract, whole, ZERO } from './exact.ts';

const floorAt = (value: Exact, places: number): Exact =>
  shift(whole(floor(multiply(value, whole(10n ** BigInt(places))))), places);

/**
 * Parts written with so many decimals, so that they sum to their rounded whole: each is cut off, and what is missing goes
 * a last digit at a time to those that lost most (largest remainder, the earlier one on a tie). No part is moved by a
 * whole last digit, and one that needs no rounding stays as it is.
 */
export function apportioned(parts: readonly Exact[], places: number): Exact[] {
  const cut = parts.map((part) => floorAt(part, places));
  const lost = parts.map((part, index) => subtract(part, cut[index] ?? ZERO));
  const target = round(parts.reduce(add, ZERO), places);
  const missing = multiply(subtract(target, cut.reduce(add, ZERO)), whole(10n ** BigInt(places)));
  const order = [...lost.keys()].sort((a, b) => compare(lost[b] ?? ZERO, lost[a] ?? ZERO) || a - b);
  const raised = new Set(order.slice(0, Number(ceiling(missing))));
  const digit = shift(whole(1n), places);
  return cut.map((part, index) => (raised.has(index) ? add(part, digit) : part));
}
