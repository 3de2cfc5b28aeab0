import { expect, test } from 'vitest';
import { csvText, nameCell } from '../../../src/output/render/csv.ts';

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
  expect(csvText([[nameCell(name)]])).toBe(`"'${name}"\r\n`);
});

test.each(['tickets', 'a = b', 'a-b', '1+1', ' plain'])('the name %j stays as it is', (name) => {
  expect(nameCell(name)).toBe(name);
});

test('a name does not start a cell of its own where another sign separates cells', () => {
  expect(csvText([[nameCell('a;=1+1')]])).toBe('"a;=1+1"\r\n');
  expect(csvText([[nameCell('a\t=1+1')]])).toBe('"a\t=1+1"\r\n');
});

test('a number of our own stays a number', () => {
  expect(csvText([[{ figure: '-12.5' }]])).toBe('-12.5\r\n');
});

test('a decimal comma is for figures alone: a model, a day and a version stay what they are', () => {
  const row = [nameCell('gpt-5.4'), '2026-11-23.1', { figure: '1234.5' }, { figure: '-0.25' }, { figure: '7' }];
  const german = { delimiter: ';', decimal: ',' };
  expect(csvText([row], german)).toBe('gpt-5.4;2026-11-23.1;1234,5;-0,25;7\r\n');
});
