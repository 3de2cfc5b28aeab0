import { add, compare, divide, type Exact, multiply, numeral, round, subtract, whole } from '../../domain/exact.ts';
import {
  ATOM,
  type CellValue,
  type Expression,
  formula,
  isNumber,
  numberOf,
  type Reference,
  textOf,
} from './expression.ts';

/** A number or a text of our own in a formula. Text from a user's file stands in a cell and is referred to. */
export function literal(value: number | string): Expression {
  if (typeof value === 'string') return formula(ATOM, [`"${value.replaceAll('"', '""')}"`], () => value);
  const exact = whole(BigInt(value));
  return formula(ATOM, [numeral(exact)], () => exact);
}

export const NOTHING = literal('');

type Arithmetic = (a: Exact, b: Exact) => Exact;

const bare = (expression: Expression): Expression => ({
  binding: ATOM,
  write: (home) => expression.write(home),
  value: () => expression.value(),
});

const operation = (binding: 3 | 4, sign: string, of: Arithmetic, left: Expression, right: Expression): Expression => {
  // What stands on the left of a chain of equal operators needs no parentheses.
  const open = left.binding === binding ? bare(left) : left;
  return formula(binding, [open, sign, right], () => of(numberOf(left), numberOf(right)));
};

export const plus = (a: Expression, b: Expression) => operation(3, '+', add, a, b);
export const minus = (a: Expression, b: Expression) => operation(3, '-', subtract, a, b);
export const times = (a: Expression, b: Expression) => operation(4, '*', multiply, a, b);
export const over = (a: Expression, b: Expression) => operation(4, '/', divide, a, b);

/** 1 - share. */
export const rest = (share: Expression) => minus(literal(1), share);

function order(a: CellValue, b: CellValue): number {
  if (isNumber(a) && isNumber(b)) return compare(a, b);
  return textOf(a) === textOf(b) ? 0 : 1;
}

const comparison = (sign: string, holds: (order: number) => boolean) => (a: Expression, b: Expression) =>
  formula(1, [a, sign, b], () => holds(order(a.value(), b.value())));

/** Equality of texts and of numbers; texts are codes of our own, so that case never decides. */
export const equal = comparison('=', (order) => order === 0);
export const below = (a: Expression, b: Expression) =>
  formula(1, [a, '<', b], () => compare(numberOf(a), numberOf(b)) < 0);
export const above = (a: Expression, b: Expression) =>
  formula(1, [a, '>', b], () => compare(numberOf(a), numberOf(b)) > 0);
export const atLeast = (a: Expression, b: Expression) =>
  formula(1, [a, '>=', b], () => compare(numberOf(a), numberOf(b)) >= 0);
export const blank = (a: Expression) => formula(1, [a, '=""'], () => a.value() === '');
export const given = (a: Expression) => formula(1, [a, '<>""'], () => a.value() !== '');

function call(name: string, parts: readonly Expression[], value: () => CellValue): Expression {
  const written: (string | Expression)[] = [`${name}(`];
  for (const part of parts) {
    if (written.length > 1) written.push(',');
    written.push(part);
  }
  written.push(')');
  return formula(ATOM, written, value);
}

export const not = (a: Expression) => call('NOT', [a], () => a.value() !== true);
export const and = (...all: Expression[]) => call('AND', all, () => all.every((each) => each.value() === true));
export const or = (...all: Expression[]) => call('OR', all, () => all.some((each) => each.value() === true));
export const when = (condition: Expression, then: Expression, otherwise: Expression) =>
  call('IF', [condition, then, otherwise], () => (condition.value() === true ? then : otherwise).value());

const least = (numbers: readonly Exact[]) => numbers.reduce((a, b) => (compare(b, a) < 0 ? b : a));
const most = (numbers: readonly Exact[]) => numbers.reduce((a, b) => (compare(b, a) > 0 ? b : a));
export const smallerOf = (a: Expression, b: Expression) => call('MIN', [a, b], () => least([numberOf(a), numberOf(b)]));
export const largerOf = (a: Expression, b: Expression) => call('MAX', [a, b], () => most([numberOf(a), numberOf(b)]));
export const rounded = (a: Expression, places: number) =>
  call('ROUND', [a, literal(places)], () => round(numberOf(a), places));

/** Cells beside or under each other, from the first to the last. */
export interface Range extends Expression {
  readonly cells: readonly Reference[];
}

/** Whether a cell is the next of its row, or further down its column. */
const follows = (at: Reference, before: Reference) =>
  at.row === before.row ? at.column === before.column + 1 : at.column === before.column && at.row > before.row;

/**
 * The range over these cells of one row or one column, in order. A row must leave none out; in a column what stands
 * between must count for nothing, as a blank cell does. Throws on none, and on cells of a row with others between.
 */
export function rangeOver(cells: readonly Reference[]): Range {
  const [first, last] = [cells[0], cells.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('a range has at least one cell');
  const apart = cells.find((cell, place) => place > 0 && !follows(cell, cells[place - 1] ?? cell));
  if (apart !== undefined) throw new RangeError(`${apart.write('')} does not follow the cell before it`);
  const write = (home: string) =>
    first === last ? first.write(home) : `${first.write(home)}:${last.write(first.sheet)}`;
  const value = () => {
    throw new TypeError(`a range has no single value: ${write('')}`);
  };
  return { binding: ATOM, cells, write, value };
}

/** Only numbers count in SUM, MIN, MAX and COUNT over cells: text and blanks are passed over. */
const numbersIn = (range: Range) => range.cells.map((cell) => cell.value()).filter(isNumber);
const orZero = (of: (numbers: readonly Exact[]) => Exact, range: Range) => {
  const numbers = numbersIn(range);
  return numbers.length === 0 ? whole(0n) : of(numbers);
};

export const sumOf = (range: Range) => call('SUM', [range], () => numbersIn(range).reduce(add, whole(0n)));
/** How many of some conditions hold. */
export function countOfTrue(conditions: readonly Expression[]): Expression {
  const one = (condition: Expression) => when(condition, literal(1), literal(0));
  return conditions.map(one).reduce(plus, literal(0));
}

export const countOf = (range: Range) => call('COUNT', [range], () => whole(BigInt(numbersIn(range).length)));
/** How many cells are not empty. */
export const countOfFilled = (range: Range) =>
  formula(ATOM, ['SUMPRODUCT(--(', range, '<>""))'], () =>
    whole(BigInt(range.cells.filter((cell) => cell.value() !== '').length)),
  );
export const leastOf = (range: Range) => call('MIN', [range], () => orZero(least, range));

/** The cell of `range` in the place where `keys` first equals `key`; callers see to it that it is there. */
export function lookUp(range: Range, key: Expression, keys: Range): Expression {
  const position = call('MATCH', [key, keys, literal(0)], () => {
    const wanted = key.value();
    const place = keys.cells.findIndex((cell) => order(cell.value(), wanted) === 0);
    return whole(BigInt(place + 1));
  });
  return call('INDEX', [range, position], () => {
    const place = Number(numeral(numberOf(position))) - 1;
    return range.cells[place]?.value() ?? '';
  });
}

/** The cell of a range at a place that counts from 1; callers see to it that it is there. */
export const pick = (range: Range, place: Expression) =>
  call('INDEX', [range, place], () => range.cells[Number(numeral(numberOf(place))) - 1]?.value() ?? '');

/** The sum of `amounts` where the cell of `keys` in the same row is `key`: a number, or a text without a wildcard. */
export function sumWhere(keys: Range, key: Expression, amounts: Range): Expression {
  return call('SUMIF', [keys, key, amounts], () => {
    const wanted = key.value();
    const isWanted = (cell: CellValue) =>
      isNumber(wanted) ? isNumber(cell) && compare(cell, wanted) === 0 : !isNumber(cell) && cell === wanted;
    return amounts.cells
      .filter((_, place) => {
        const cell = keys.cells[place]?.value();
        return cell !== undefined && isWanted(cell);
      })
      .map(numberOf)
      .reduce(add, whole(0n));
  });
}

/** How many cells of `keys` are `key`: a number, or a text without a wildcard. */
export const countWhere = (keys: Range, key: Expression) =>
  call('COUNTIF', [keys, key], () =>
    whole(BigInt(keys.cells.filter((cell) => order(cell.value(), key.value()) === 0).length)),
  );

/** The first of the cases whose condition holds, else `otherwise`. */
export function firstCase(cases: readonly (readonly [Expression, Expression])[], otherwise: Expression): Expression {
  return cases.reduceRight((rest, [condition, then]) => when(condition, then, rest), otherwise);
}

/** Two texts as one. */
export const joined = (a: Expression, b: Expression) =>
  formula(2, [a, '&', b], () => `${textOf(a.value())}${textOf(b.value())}`);
