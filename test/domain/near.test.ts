import { describe, expect, test } from 'vitest';
import { nearest } from '../../src/domain/near.ts';
import fc from '../support/laws.ts';

const MODELS = ['claude-haiku-4.5', 'claude-opus-4.7', 'claude-sonnet-4.6', 'gpt-5', 'gpt-5.1', 'gemini-2.5-pro'];

describe('nearest', () => {
  test.each([
    ['a letter short', 'claude-opus-4.', ['claude-opus-4.7']],
    ['neighbours swapped', 'calude-opus-4.7', ['claude-opus-4.7']],
    ['another case', 'CLAUDE-OPUS-4.7', ['claude-opus-4.7']],
    ['spaces', 'g p t 5', ['gpt-5', 'gpt-5.1']],
    ['underscores', 'g_p_t_5', ['gpt-5', 'gpt-5.1']],
    ['slashes', 'g/p/t/5', ['gpt-5', 'gpt-5.1']],
    ['dots', 'g.p.t.5', ['gpt-5', 'gpt-5.1']],
    ['a part of the name', 'haiku', ['claude-haiku-4.5']],
    ['more than the name', 'anthropic/claude-sonnet-4.6', ['claude-sonnet-4.6']],
    ['nearest first', 'gpt-51', ['gpt-5.1', 'gpt-5']],
    ['nothing alike', 'mistral', []],
    ['two letters are no part of a name', 'op', []],
  ])('%s: %s', (_, word, suggestions) => {
    expect(nearest(word, MODELS)).toEqual(suggestions);
  });

  test.each([
    ['abcdxfg', ['abcdefg']],
    ['abcdxxg', []],
    ['abcdxxgh', ['abcdefgh']],
    ['abcxxxgh', []],
    ['abcxxxghijkl', ['abcdefghijkl']],
    ['xbcxxxghijkl', []],
  ])('one edit for every four letters, one at least: %s finds %j', (word, found) => {
    expect(nearest(word, ['abcdefg', 'abcdefgh', 'abcdefghijkl'])).toEqual(found);
  });

  test('a short word may differ by one edit too', () => {
    expect(nearest('gtp', ['gpt', 'o3'])).toEqual(['gpt']);
  });

  test('a name that holds the word ranks with the farthest edit allowed', () => {
    expect(nearest('haiku', ['zaiku', 'claude-haiku'])).toEqual(['claude-haiku', 'zaiku']);
  });

  test('a swap is one edit, two replacements are two', () => {
    expect(nearest('inptu', ['input'])).toEqual(['input']);
    expect(nearest('inpxx', ['input'])).toEqual([]);
  });

  test('three at most, ties by name', () => {
    expect(nearest('modelx', ['modele', 'modela', 'modeld', 'modelb', 'modelc'])).toEqual([
      'modela',
      'modelb',
      'modelc',
    ]);
  });

  test('a word with one edit finds the word', () => {
    const letter = fc.constantFrom(...'abcdefgh');
    const edit = fc.constantFrom('insert', 'delete', 'replace', 'swap');
    const word = fc.array(letter, { minLength: 5, maxLength: 12 });
    fc.assert(
      fc.property(word, edit, fc.nat(3), letter, (letters, kind, at, other) => {
        const edited = [...letters];
        const [here, next] = [letters[at] ?? '', letters[at + 1] ?? ''];
        if (kind === 'insert') edited.splice(at, 0, other);
        if (kind === 'delete') edited.splice(at, 1);
        if (kind === 'replace') edited.splice(at, 1, other);
        if (kind === 'swap') edited.splice(at, 2, next, here);
        expect(nearest(edited.join(''), ['zzzzzzzzzzzz', letters.join('')])).toEqual([letters.join('')]);
      }),
    );
  });
});
