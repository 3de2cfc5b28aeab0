import { compare, type Exact } from '../../domain/exact.ts';
import { type CellValue, type Expression, isNumber, type Reference } from './expression.ts';
import type { Look } from './look.ts';
import type { Sheet } from './sheet.ts';

function same(a: CellValue, b: CellValue): boolean {
  return isNumber(a) && isNumber(b) ? compare(a, b) === 0 : a === b;
}

/**
 * Puts a formula whose value is exactly what the engine says, and otherwise the engine's value, which the workbook then
 * names as one that does not follow: a formula that gives another number than the engine would be wrong in silence.
 * Undefined is what has no price.
 */
export function putHeld(
  sheet: Sheet,
  column: number,
  formula: Expression,
  engine: Exact | string | undefined,
  look: Look,
): Reference {
  const answer = engine ?? '';
  if (same(formula.value(), answer)) return sheet.put(column, formula, look);
  const cell = sheet.put(column, answer, 'held');
  sheet.held.push(cell);
  return cell;
}
