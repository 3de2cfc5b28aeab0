import { expect, test } from 'vitest';
import { jsonText } from '../../src/domain/json.ts';
import { visible } from '../../src/domain/line-text.ts';
import { lineText } from '../../src/files/schemas/numerals.ts';

const HIDDEN = [
  '\u0007',
  '\u001b',
  '\u009b',
  '\u00ad',
  '\u061c',
  '\u200b',
  '\u200e',
  '\u2028',
  '\u2029',
  '\u202e',
  '\u2060',
  '\u2066',
  '\ufeff',
  '\ud800',
  '\udc00',
];

const code = (text: string) => text.charCodeAt(0).toString(16);

test.each(HIDDEN.map((mark) => [code(mark), mark]))(
  'U+%s is no part of a name and does not reach a screen',
  (_, mark) => {
    expect(lineText.safeParse(`a${mark}b`).success).toBe(false);
    expect(visible(`a${mark}b`)).toBe('a\u{fffd}b');
    const json = jsonText({ [`k${mark}`]: `a${mark}b` });
    expect(json.trim().split('\n').map(visible).join('\n')).toBe(json.trim());
    expect(JSON.parse(json)).toEqual({ [`k${mark}`]: `a${mark}b` });
  },
);

test('what scripts and emoji are written with stays', () => {
  for (const text of ['\u0645\u06cc\u200c\u062e', '\u{1f468}\u200d\u{1f469}', '\u00e9\u0301', '\u{1f600}']) {
    expect(lineText.safeParse(text).success).toBe(true);
    expect(visible(text)).toBe(text);
  }
});
