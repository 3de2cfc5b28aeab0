import { expect, test } from 'vitest';
import { approximately, type Exact, numeral, shift, whole } from '../../src/domain/exact.ts';
import { type JsonValue, jsonText } from '../../src/domain/json.ts';
import { JsonFault, parseJson } from '../../src/domain/parse-json.ts';
import fc from '../support/laws.ts';

const number = fc.tuple(fc.bigInt(), fc.nat(12)).map(([digits, places]) => shift(whole(digits * 10n + 1n), places));
const value: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(fc.string({ unit: 'binary' }), fc.boolean(), fc.constant(null), number),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** What JSON.parse makes of the same text: numbers as floats. */
function floats(read: JsonValue): unknown {
  if (read === null || typeof read !== 'object') return read;
  if ('coefficient' in read) return approximately(read as Exact);
  if (Array.isArray(read)) return read.map(floats);
  return Object.fromEntries(Object.entries(read as object).map(([key, each]) => [key, floats(each)]));
}

test('JSON that was written is read back to the last digit', () => {
  fc.assert(
    fc.property(value, (written) => {
      expect(parseJson(jsonText(written))).toEqual(written);
    }),
  );
});

test('any JSON is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const unsigned = text.replace(/-0(?![.\d])/g, '0');
      expect(floats(parseJson(unsigned))).toEqual(JSON.parse(unsigned));
    }),
  );
});

test('an exponent is read exactly, in both directions', () => {
  const numerals = (parseJson('[12.5e2, 125E-3, 1e+2, -2.5E-1, 1e21]') as Exact[]).map(numeral);
  expect(numerals).toEqual(['1250', '0.125', '100', '-0.25', '1000000000000000000000']);
});

test('what JSON.parse refuses is refused, at its place', () => {
  const broken = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', '01', '\\', 'nul', '\n"'))
    .map(([text, at, put]) => text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1));
  const refuses = (parse: (text: string) => unknown, text: string) => {
    try {
      parse(text);
      return false;
    } catch {
      return true;
    }
  };
  // What it refuses beyond JSON.parse: an exponent without bounds, which JSON.parse takes for Infinity, and a key given twice.
  const isStricter = (text: string) => {
    try {
      parseJson(text);
      return false;
    } catch (error) {
      return error instanceof JsonFault && /out of all bounds|given twice/.test(error.message);
    }
  };
  fc.assert(
    fc.property(broken, (text) => {
      fc.pre(!isStricter(text));
      expect(refuses(parseJson, text)).toBe(refuses(JSON.parse, text));
    }),
  );
  const at = (text: string) => {
    try {
      return parseJson(text);
    } catch (error) {
      return error instanceof JsonFault ? error.offset : error;
    }
  };
  expect(['{"a": 1,}', '[1 2]', '["a\nb"]', '', '{"a": 01}'].map(at)).toEqual([8, 3, 1, 0, 7]);
});

test('text that would take all memory or all of the stack is refused', () => {
  expect(() => parseJson(`${'['.repeat(10_000)}`)).toThrow(/100 deep/);
  expect(() => parseJson('[1e999999999]')).toThrow(/out of all bounds/);
});
