import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../src/files/parse-yaml.ts';
import { fileOf } from '../support/folders.ts';
import { problemOf } from '../support/problems.ts';
import { run } from '../support/transcript.ts';

/** The first complaint about a text: where, and what. */
const complaint = (text: string) => {
  const [first] = problemOf(() => parseYaml(text, 'p.yaml', 'profile')).faults;
  return [`${first?.line}:${first?.column}`, first?.message];
};

describe('what YAML lets stand and nobody means is refused at its place', () => {
  test.each([
    ['an alias without an anchor', 'a: 1\nb: *none\n', '2:4', /^the alias \*none has no anchor &none before it/],
    ['an alias before its anchor', 'a: *late\nb: &late 1\n', '1:4', /^the alias \*late has no anchor/],
    ['a list as a key', 'a: 1\n? [b, c]\n: 2\n', '2:3', /cannot be a key/],
    ['a mapping as a key', '{ { a: 1 }: 2 }\n', '1:3', /cannot be a key/],
    ['an alias as a key', 'a: &a x\n*a : 2\n', '2:1', /cannot be a key/],
    ['a tag of another program', 'a: 1\nb: !secret x\n', '2:4', /^the tag !secret is not read; leave it out/],
    ['a number by its tag', 'a: !!float 1\n', '1:4', /^the tag !!float is not read/],
    ['a carriage return that stands alone', 'a: 1\r\nb: 2\rc: 3\n', '2:5', /^a carriage return stands alone/],
  ])('%s', (_, text, place, what) => {
    expect(complaint(text)).toEqual([place, expect.stringMatching(what)]);
  });

  test('an anchor before its alias, and the tag of a text, are read', () => {
    expect(parseYaml('a: &x one\nb: *x\nc: !!str 5\n', 'p.yaml', 'profile').content).toEqual({
      a: 'one',
      b: 'one',
      c: '5',
    });
  });
});

test.each(['9999-06', '3000-01'])('a profile that starts in %s is refused', async (start) => {
  const text = `start: ${start}\nmonths: 12\nworkloads: [{ name: a, model: gpt-5.4, tokens: { input: 1M } }]\n`;
  const { stderr, exitCode } = await run(['estimate', '--profile', fileOf(text)]);
  expect([exitCode, stderr.includes('write a month as 2026-12, up to 2999-12')]).toEqual([2, true]);
});

test('a day after 2999 is refused as such', async () => {
  const { stderr, exitCode } = await run(['estimate', '--in', '1M', '--model', 'gpt-5.4', '--as-of', '9999-12-31']);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('"9999-12-31" is after 2999; check the year')]);
});

test.each(['\u202e', '\u2066', '\u200f', '\u001b'])(
  'a mark that reorders or steers (%j) is never printed back',
  async (mark) => {
    const lines = [
      ['estimate', '--in', `1${mark}M`, '--model', 'gpt-5.4'],
      ['estimate', '--in', '1M', '--model', `gpt${mark}5.4`],
      ['estimate', '--profile', `no${mark}where.yaml`],
      ['estimate', `--na${mark}me`],
      [`esti${mark}mate`],
      ['schema', `pro${mark}file`],
    ];
    for (const line of lines) {
      const { stdout, stderr, exitCode } = await run(line);
      expect([exitCode, stdout, (stdout + stderr).includes(mark)]).toEqual([2, '', false]);
    }
  },
);

test('a value that was pasted by mistake does not hide what is said of it', async () => {
  const { stderr } = await run(['estimate', '--in', '1M', '--model', 'x'.repeat(100_000)]);
  expect(stderr.length).toBeLessThan(2_000);
  expect(stderr).toMatch(/ is not on the card published\. \[unknownModel\]\n/);
});
