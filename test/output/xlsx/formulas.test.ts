import { evaluate } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { approximately, compare, divide, parseExact, whole } from '../../../src/domain/exact.ts';
import { type Expression, numberOf } from '../../../src/output/xlsx/expression.ts';
import {
  atLeast,
  countOf,
  leastOf,
  literal,
  lookUp,
  minus,
  NOTHING,
  over,
  plus,
  rangeOver,
  rest,
  smallerOf,
  sumOf,
  sumWhere,
  times,
  when,
} from '../../../src/output/xlsx/functions.ts';
import { putHeld } from '../../../src/output/xlsx/held.ts';
import { absolute, Names } from '../../../src/output/xlsx/names.ts';
import { Cell, Sheet } from '../../../src/output/xlsx/sheet.ts';
import fc from '../../support/laws.ts';

const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.integer({ min: 1, max: 9 }).map((value) => literal(value)),
    fc
      .tuple(fc.constantFrom(plus, minus, times, over), tie('tree'), tie('tree'))
      .filter(([build, , right]) => build !== over || compare(numberOf(right), whole(0n)) !== 0)
      .map(([build, left, right]) => build(left, right)),
  ),
}));

test('the text of a formula comes to its value, by somebody else', () => {
  fc.assert(
    fc.property(tree, (expression) => {
      const value = approximately(numberOf(expression));
      expect(evaluate(expression.write('A'))).toBeCloseTo(value, Math.abs(value) > 1e6 ? 0 : 6);
    }),
  );
});

describe('formulas', () => {
  const sheet = new Sheet('Line items', [
    { title: 'a', width: 1 },
    { title: 'b', width: 1 },
  ]);
  const cells = [3n, 1n, 2n].map((value) => {
    const cell = sheet.put(0, whole(value), 'usd');
    sheet.next();
    return cell;
  });
  const [three, one, two] = cells as [(typeof cells)[0], (typeof cells)[0], (typeof cells)[0]];
  const range = rangeOver(cells);

  test('are written as the sheet they stand on needs', () => {
    expect(times(three, rest(one)).write('Line items')).toBe('A2*(1-A3)');
    expect(times(three, rest(one)).write('Rates')).toBe("'Line items'!A2*(1-'Line items'!A3)");
    expect(sumOf(range).write('Rates')).toBe("SUM('Line items'!A2:A4)");
    expect(minus(three, minus(one, two)).write('Line items')).toBe('A2-(A3-A4)');
    expect(when(atLeast(one, two), literal('a "b"'), NOTHING).write('Line items')).toBe('IF(A3>=A4,"a ""b""","")');
  });

  test('have the values that a spreadsheet gives', () => {
    const value = (expression: Expression) => approximately(numberOf(expression));
    expect([value(sumOf(range)), value(countOf(range)), value(leastOf(range)), value(smallerOf(three, two))]).toEqual([
      6, 3, 1, 2,
    ]);
    expect(value(lookUp(range, literal(2), range))).toBe(2);
    expect(value(sumWhere(range, literal(1), range))).toBe(1);
    expect(when(atLeast(one, two), literal(1), NOTHING).value()).toBe('');
  });

  test('beyond Z columns go on with AA', () => {
    expect(new Cell('S', 0, 26, '', 'text').write('S')).toBe('AA1');
    expect(new Cell('S', 9, 701, '', 'text').write('S')).toBe('ZZ10');
  });
});

test('a formula that gives another number than the engine is left out, and its cell is known', () => {
  const sheet = new Sheet('S', [{ title: 'a', width: 1 }]);
  const third = divide(whole(1n), whole(3n));
  expect(putHeld(sheet, 0, over(literal(1), literal(3)), third, 'usd').value()).toEqual(third);
  expect(sheet.held).toEqual([]);
  const near = parseExact('0.3333333333333333');
  const held = putHeld(sheet, 1, over(literal(1), literal(3)), near, 'usd');
  expect([held.value(), sheet.held]).toEqual([near, [held]]);
});

test('names are legal whatever they are made of, and differ where their parts do', () => {
  const names = new Names();
  const cell = new Cell('Line items', 4, 2, '', 'text');
  for (const part of ['Évil =1+1', 'evil', 'e.vil', '']) names.add(['discount', part], cell);
  expect(names.all.map(({ name }) => name)).toEqual([
    'discount_vil_1_1',
    'discount_evil',
    'discount_e_vil',
    'discount',
  ]);
  names.add(['discount', 'EVIL'], cell);
  expect(names.all.at(-1)?.name).toBe('discount_evil_2');
  expect(absolute(cell)).toBe("'Line items'!$C$5");
});

test('a range of a row is refused when other cells stand between its own', () => {
  const sheet = new Sheet('Bands', [{ title: 'a', width: 1 }]);
  const [first, second, third] = [0, 1, 2].map((column) => sheet.put(column, whole(1n), 'usd'));
  if (first === undefined || second === undefined || third === undefined) throw new RangeError('three cells');
  expect(rangeOver([first, second, third]).write('Bands')).toBe('A2:C2');
  expect(() => rangeOver([first, third])).toThrow('C2 does not follow the cell before it');
});
