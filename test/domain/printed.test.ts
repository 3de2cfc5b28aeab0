import { describe, expect, test } from 'vitest';
import { numeral } from '../../src/domain/exact.ts';
import { agreesWith, inPrintedUnits, type Printed, parsePrinted } from '../../src/domain/printed.ts';
import { exact } from './samples.ts';

function printed(text: string): Printed {
  const parsed = parsePrinted(text);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed.value;
}

describe('a printed number is read with its precision', () => {
  test.each([
    ['$19,213', '19213', 0],
    ['$1,058.94', '1058.94', 2],
    ['5.00', '5', 2],
    ['-52%', '-52', 0],
    ['+6%', '6', 0],
    ['66.98%', '66.98', 2],
    ['1.25x', '1.25', 2],
    ['$1.2M', '1.2', 1],
    ['15M', '15', 0],
  ])('%s', (text, mantissa, places) => {
    const value = printed(text);
    expect([numeral(value.mantissa), value.places]).toEqual([mantissa, places]);
  });

  test.each(['', '$', '1,00', '$5.5', '12e3', '2-4x', '5 %', '--4%', '1.2m', '$1.', '٣'])('"%s" is none', (text) => {
    expect(parsePrinted(text)).toHaveProperty('fault');
  });
});

describe('a value agrees when half up at the printed precision gives the print', () => {
  test.each([
    ['19212.5', '$19,213', true],
    ['19212.4999', '$19,213', false],
    ['19213.5', '$19,213', false],
    ['-0.035', '-4%', true],
    ['-0.0349', '-4%', false],
    ['0.0395', '-4%', false],
    ['1249999', '$1.2M', true],
    ['1250000', '$1.2M', false],
    ['5.004', '5.00', true],
    ['5.005', '5.00', false],
  ])('%s and %s: %s', (value, text, agrees) => {
    expect(agreesWith(exact(value), printed(text))).toBe(agrees);
  });
});

test('a value is put in the units of the print', () => {
  expect(numeral(inPrintedUnits(exact('0.9375'), printed('94%')))).toBe('93.75');
  expect(numeral(inPrintedUnits(exact('1200000'), printed('$1.2M')))).toBe('1.2');
});
