import { compare, isZero, round } from './exact.ts';
import { lessThan, minus, NO_USD, plus, sum, type Usd, usd } from './units.ts';

/** Whether amounts that are rounded one by one add up to their total as it is rounded. */
export function foots(amounts: readonly Usd[], total: Usd, places: number): boolean {
  return compare(sum(amounts.map((amount) => usd(round(amount, places)))), round(total, places)) === 0;
}

/**
 * Amounts rounded so that they add up to their total as it is rounded: what is over or missing goes, a last place each,
 * to those whose rounding it undoes. The amounts have to add up to the total exactly.
 */
export function footed(amounts: readonly Usd[], total: Usd, places: number): Usd[] {
  const rounded = amounts.map((amount) => usd(round(amount, places)));
  const unit = usd({ coefficient: 1n, scale: places, divisor: 1n });
  const over = minus(sum(rounded), usd(round(total, places)));
  const [step, apart] = lessThan(NO_USD, over) ? [minus(NO_USD, unit), 1] : [unit, -1];
  const byError = amounts
    .map((amount, index) => ({ index, error: minus(rounded[index] ?? amount, amount) }))
    .sort((a, b) => apart * compare(b.error, a.error));
  let left = over;
  for (const { index } of byError) {
    const own = rounded[index];
    if (own === undefined || isZero(left)) break;
    rounded[index] = plus(own, step);
    left = plus(left, step);
  }
  return rounded;
}
