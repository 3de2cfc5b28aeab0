import { describe, expect, test } from 'vitest';
import { loadProfile } from '../../src/files/profile-file.ts';
import { decoded, readText } from '../../src/files/text-file.ts';
import { fileOf } from '../support/folders.ts';
import { problemOf } from '../support/problems.ts';

const PROFILE = 'workloads:\n  - name: caf\u{e9} \u{1f600}\n    model: gpt-5.4\n    tokens: { input: 1M }\n';
const MARK = '\u{feff}';
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('a profile reads the same', () => {
  test.each([
    ['as it is', Buffer.from(PROFILE)],
    ['with the mark of UTF-8', Buffer.from(MARK + PROFILE)],
    ['in UTF-16, as PowerShell writes it', Buffer.from(MARK + PROFILE, 'utf16le')],
    ['in UTF-16, the other way round', bigEndian(MARK + PROFILE)],
    ['with the line ends of Windows', Buffer.from(PROFILE.replaceAll('\n', '\r\n'))],
    ['with both', Buffer.from(MARK + PROFILE.replaceAll('\n', '\r\n'))],
  ])('%s', (_, bytes) => {
    const path = fileOf(bytes);
    const { workloads } = loadProfile(readText(path, 'a profile'), path);
    expect(workloads.map(({ name, model }) => [name, model])).toEqual([['caf\u{e9} \u{1f600}', 'gpt-5.4']]);
  });

  test('and its faults have the same places', () => {
    for (const text of [PROFILE, MARK + PROFILE, PROFILE.replaceAll('\n', '\r\n')]) {
      const path = fileOf(text.replace('input', 'inptu'));
      expect(problemOf(() => loadProfile(readText(path, 'a profile'), 'p.yaml')).message).toContain(
        'p.yaml:4:15 unknown key "inptu"; did you mean input?\n    4 |     tokens: { inptu: 1M }',
      );
    }
  });
});

describe('bytes that would need a guess are refused at their place', () => {
  test.each([
    [
      'Latin-1',
      Buffer.from('a: b\nname: caf\u{e9}\n', 'latin1'),
      'f:2:10 is not UTF-8 text: this byte is of another encoding',
    ],
    [
      'a cut character',
      Buffer.from('a: \u{e9}').subarray(0, 4),
      'f:1:4 is not UTF-8 text: this byte is of another encoding',
    ],
    ['UTF-16 without its mark', Buffer.from('a: b', 'utf16le'), 'f:1:2 is not UTF-8 text: this byte is zero'],
  ])('%s', (_, bytes, what) => {
    const problem = problemOf(() => decoded(bytes, 'f'));
    expect([problem.code, problem.what]).toEqual(['notUtf8', `${what}.`]);
  });
});

test('a file of more than 10 MB is refused before it is read', () => {
  const path = fileOf(Buffer.alloc(10 * 1024 * 1024 + 1, 0x20));
  expect(problemOf(() => readText(path, 'a profile')).code).toBe('fileTooLarge');
});
