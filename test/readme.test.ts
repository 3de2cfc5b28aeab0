import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CASES } from './golden/cases.ts';
import { withoutHashes } from './support/transcript.ts';

const readme = readFileSync('README.md', 'utf8');
const blocks = [...readme.matchAll(/<!-- golden: ([\w-]+) -->\n```console\n([\s\S]*?)```/g)];

describe('output in the README is what the program prints', () => {
  test('there is some', () => {
    expect(blocks.length).toBeGreaterThan(0);
  });

  test.each(blocks.map(([, name = '', text = '']) => [name, text] as const))('%s', (name, text) => {
    expect(CASES[name]).toBeDefined();
    const golden = readFileSync(`test/golden/${name}.txt`, 'utf8');
    expect(withoutHashes(text)).toBe(golden.replace(/--- exit 0 ---\n$/, ''));
  });
});

test('every command the README shows exists', () => {
  const named = [...readme.matchAll(/tokencost ([a-z]+)/g)].map((match) => match[1]);
  const known = ['estimate', 'decide', 'check', 'article', 'cards', 'diff', 'schema', 'init'];
  expect(named.length).toBeGreaterThan(5);
  expect([...new Set(named)].filter((name) => !known.includes(name ?? ''))).toEqual([]);
});
