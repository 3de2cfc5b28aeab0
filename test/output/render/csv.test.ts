import { expect, test } from 'vitest';
import { cell, nameCell } from '../../../src/output/render/csv.ts';

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\uff1d1+1',
  '\uff0b1',
  '\uff0d1',
  '\uff20SUM(A1)',
  ' =1+1',
  '\u00a0=1+1',
  '\u3000\uff1d1+1',
  '\u200b=1+1',
  '\ufeff=1+1',
  '\u3164=1+1',
  '\u115f=1+1',
  '\uffa0+1',
  '\u2800=1+1',
  '\ufe0f@SUM(A1)',
  '\u034f=1+1',
])('the name %j never runs as a formula', (name) => {
  expect(nameCell(name)).toBe(`'${name}`);
});

test.each(['\t=1+1', '\r=1+1', '\n=1+1', '\tplain'])('nor does %j, which is quoted, too', (name) => {
  expect(nameCell(name)).toBe(`"'${name}"`);
});

test.each(['tickets', 'a = b', 'a-b', '1+1', ' plain'])('the name %j stays as it is', (name) => {
  expect(nameCell(name)).toBe(name);
});

test('a name does not start a cell of its own where another sign separates cells', () => {
  expect(nameCell('a;=1+1')).toBe('"a;=1+1"');
  expect(nameCell('a\t=1+1')).toBe('"a\t=1+1"');
});

test('a number of our own stays a number', () => {
  expect(cell('-12.5')).toBe('-12.5');
});
