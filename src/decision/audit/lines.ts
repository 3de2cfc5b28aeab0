import type { BillLine } from '../../domain/bill-line.ts';
import { add, compare, type Exact, magnitude, multiply, shift, subtract, whole, ZERO } from '../../domain/exact.ts';
import { sum, type Usd, usd } from '../../domain/units.ts';

const HALF = shift(whole(5n), 1);
/** More decimals than this are noise of a floating number, and no precision of a bill. */
const MOST_PLACES = 10;

/** By how much rounding alone can move lines of a bill: half of the last decimal that it writes, a line. */
export function allowanceOf(lines: readonly BillLine[], places: number): Usd {
  const unit = shift(whole(1n), Math.min(places, MOST_PLACES));
  return usd(multiply(multiply(HALF, unit), whole(BigInt(lines.length))));
}

export const billedOf = (lines: readonly BillLine[]): Usd => sum(lines.map(({ amount }) => amount));

/** Whether an amount is no more than what rounding alone can come to. */
export const within = (difference: Exact, allowance: Exact): boolean => compare(magnitude(difference), allowance) <= 0;

/** More lines than this have too many subsets to look at every one. */
const MOST_LINES = 12;

/** Every subset of lines by its amount: bit n of the index is line n. Undefined where there are too many. */
export function subsetSums(lines: readonly BillLine[]): readonly Exact[] | undefined {
  if (lines.length > MOST_LINES) return undefined;
  const sums: Exact[] = [ZERO];
  for (const { amount } of lines) {
    const before = sums.length;
    for (let index = 0; index < before; index += 1) sums.push(add(sums[index] ?? ZERO, amount));
  }
  return sums;
}

const bitsOf = (subset: number) => {
  let count = 0;
  for (let rest = subset; rest > 0; rest &= rest - 1) count += 1;
  return count;
};

/** Lines that come to an amount and lines that are left, the most on the first side; undefined where none come to it. */
export function splitAt(
  lines: readonly BillLine[],
  sums: readonly Exact[],
  amount: Exact,
  allowance: Exact,
): { readonly of: readonly BillLine[]; readonly rest: readonly BillLine[] } | undefined {
  let best: number | undefined;
  for (let subset = 1; subset < sums.length - 1; subset += 1) {
    if (!within(subtract(sums[subset] ?? ZERO, amount), allowance)) continue;
    if (best === undefined || bitsOf(subset) > bitsOf(best)) best = subset;
  }
  if (best === undefined) return undefined;
  const chosen = best;
  const isIn = (index: number) => (chosen & (1 << index)) !== 0;
  return { of: lines.filter((_, index) => isIn(index)), rest: lines.filter((_, index) => !isIn(index)) };
}
