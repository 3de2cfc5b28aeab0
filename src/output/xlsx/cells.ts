import type { Arithmetic } from '../../domain/arithmetic.ts';
import type { Expression } from './expression.ts';
import {
  and,
  atLeast,
  below,
  equal,
  given,
  largerOf,
  literal,
  minus,
  NOTHING,
  not,
  or,
  over,
  plus,
  rounded,
  smallerOf,
  times,
  when,
} from './functions.ts';

export const ZERO = literal(0);
export const ONE = literal(1);
const YES = equal(ZERO, ZERO);
export const NO = not(YES);
/** Decimals at which two amounts are held against each other: a spreadsheet counts in binary fractions. */
const PLACES = 6;

const difference = (a: Expression, b: Expression) => rounded(b === ZERO ? a : minus(a, b), PLACES);

/**
 * The billing rules in formulas: what the engine computes with `NUMBERS`, a workbook writes with these. What is known
 * without looking at a cell is left out of the formula, so that people read the part that can change.
 */
export const CELLS: Arithmetic<Expression, Expression> = {
  zero: ZERO,
  one: ONE,
  plus,
  minus: (a, b) => (a === ONE && b === ZERO ? ONE : minus(a, b)),
  times: (a, b) => {
    if (a === ZERO || b === ZERO) return ZERO;
    if (a === ONE) return b;
    return b === ONE ? a : times(a, b);
  },
  over,
  smaller: smallerOf,
  larger: largerOf,
  below: (a, b) => below(difference(a, b), ZERO),
  reaches: (a, b) => atLeast(difference(a, b), ZERO),
  same: (a, b) => equal(difference(a, b), ZERO),
  yes: YES,
  not: (a) => {
    if (a === YES) return NO;
    return a === NO ? YES : not(a);
  },
  both: (a, b) => {
    if (a === NO || b === NO) return NO;
    if (a === YES) return b;
    return b === YES ? a : and(a, b);
  },
  either: (a, b) => {
    if (a === YES || b === YES) return YES;
    if (a === NO) return b;
    return b === NO ? a : or(a, b);
  },
  isStated: (value) => (value === undefined ? NO : given(value)),
  orElse: (value, otherwise) => {
    if (value === undefined) return otherwise();
    const fallback = otherwise();
    // A blank cell counts as 0.
    return fallback === ZERO ? plus(value, ZERO) : when(given(value), value, fallback);
  },
  when: (holds, then, otherwise) => {
    if (holds === YES) return then();
    return holds === NO ? otherwise() : when(holds, then(), otherwise());
  },
  keep: (_, result) => result,
  keepTruth: (_, result) => result,
};

/** Whether a result stands without looking at a cell. */
export const isFixed = (result: Expression) => [ZERO, ONE, YES, NO].includes(result);

/** The first of some cases whose condition holds, by its word; empty where none does. */
export function wordOf(cases: readonly (readonly [Expression, string])[]): Expression {
  return cases.reduceRight(
    (rest, [holds, word]) =>
      CELLS.when(
        holds,
        () => literal(word),
        () => rest,
      ),
    NOTHING,
  );
}
