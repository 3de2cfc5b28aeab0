import { describe, expect, test } from 'vitest';
import { shortened } from '../../../src/output/words/column-names.ts';
import { someOf } from '../../../src/output/words/some-of.ts';
import fc from '../../support/laws.ts';

const WIDTH = 16;

describe('names in a column', () => {
  test('stay whole where they fit, and are cut where they do not', () => {
    expect(shortened(['sixteen letters!', 'seventeen letters'])).toEqual(['sixteen letters!', 'seventeen lette\u2026']);
  });

  test('that are cut alike are cut in the middle, or numbered', () => {
    expect(shortened(['customer-support-replies-de', 'customer-support-replies-fr'])).toEqual([
      'custome\u2026plies-de',
      'custome\u2026plies-fr',
    ]);
    expect(shortened(['customer-a-replies-of-the-day', 'customer-b-replies-of-the-day', 'x'])).toEqual([
      'customer-a-repl\u2026',
      'customer-b-repl\u2026',
      'x',
    ]);
    expect(shortened(['customer-support-a-replies', 'customer-support-b-replies'])).toEqual([
      'customer-supp\u2026#1',
      'customer-supp\u2026#2',
    ]);
  });

  test('are as different as they were, and fit', () => {
    const letter = fc.constantFrom('a', 'b', '\u{1f600}');
    const name = fc.array(letter, { minLength: 1, maxLength: 40 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 30 }), (names) => {
        const cut = shortened(names);
        expect(new Set(cut).size).toBe(names.length);
        expect(cut.every((each) => [...each].length <= WIDTH)).toBe(true);
      }),
    );
  });
});

test.each([
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
  [['a', 'b', 'c', 'd'], 'a, b and 2 more'],
])('%j in a sentence is %s', (names, text) => {
  expect(someOf(names)).toBe(text);
});
