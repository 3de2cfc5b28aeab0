import { foots } from '../../domain/footing.ts';
import type { Usd } from '../../domain/units.ts';

const CENTS = 2;

/** Said where cells in cents miss their own total. */
export function footingTexts(amounts: readonly Usd[], total: Usd): string[] {
  if (foots(amounts, total, CENTS)) return [];
  return ['Cells are rounded to cents one by one; the total is rounded from the exact sum.'];
}
