import { compare, round } from './exact.ts';
import { sum, type Usd, usd } from './units.ts';

/** Whether amounts that are rounded one by one add up to their total as it is rounded. */
export function foots(amounts: readonly Usd[], total: Usd, places: number): boolean {
  return compare(sum(amounts.map((amount) => usd(round(amount, places)))), round(total, places)) === 0;
}
