import { add, compare, divide, type Exact, multiply, ONE, subtract, ZERO } from './exact.ts';

/**
 * What a billing rule counts with, so that it is written once: exact numbers for the engine (`NUMBERS`), or formulas of
 * cells for a workbook. `undefined` is what nobody states; a cell that may be blank stands for it too.
 */
export interface Arithmetic<Value, Truth> {
  readonly zero: Value;
  readonly one: Value;
  plus(a: Value, b: Value): Value;
  minus(a: Value, b: Value): Value;
  times(a: Value, b: Value): Value;
  /** The quotient, of a divisor that is not 0. */
  over(a: Value, b: Value): Value;
  smaller(a: Value, b: Value): Value;
  larger(a: Value, b: Value): Value;
  below(a: Value, b: Value): Truth;
  reaches(a: Value, b: Value): Truth;
  same(a: Value, b: Value): Truth;
  readonly yes: Truth;
  not(a: Truth): Truth;
  both(a: Truth, b: Truth): Truth;
  either(a: Truth, b: Truth): Truth;
  isStated(value: Value | undefined): Truth;
  orElse(value: Value | undefined, otherwise: () => Value): Value;
  when(holds: Truth, then: () => Value, otherwise: () => Value): Value;
  /** A result on the way, by its name: a workbook shows it in a cell of its own. */
  keep(name: string, result: Value): Value;
  keepTruth(name: string, result: Truth): Truth;
}

export const NUMBERS: Arithmetic<Exact, boolean> = {
  zero: ZERO,
  one: ONE,
  plus: add,
  minus: subtract,
  times: multiply,
  over: divide,
  smaller: (a, b) => (compare(b, a) < 0 ? b : a),
  larger: (a, b) => (compare(b, a) > 0 ? b : a),
  below: (a, b) => compare(a, b) < 0,
  reaches: (a, b) => compare(a, b) >= 0,
  same: (a, b) => compare(a, b) === 0,
  yes: true,
  not: (a) => !a,
  both: (a, b) => a && b,
  either: (a, b) => a || b,
  isStated: (value) => value !== undefined,
  orElse: (value, otherwise) => value ?? otherwise(),
  when: (holds, then, otherwise) => (holds ? then() : otherwise()),
  keep: (_, result) => result,
  keepTruth: (_, result) => result,
};
