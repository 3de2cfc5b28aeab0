import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ascii } from '../../src/output/render/ascii.ts';
import { columnsOf } from '../../src/output/render/columns-of.ts';
import { fitted } from '../../src/output/render/fit.ts';
import { CASES } from '../golden/cases.ts';
import fc from '../support/laws.ts';
import { run, words } from '../support/transcript.ts';

const WIDTHS = [60, 80, 120, 200];

/** The screens of every command, by the names of their transcripts: those with the widest tables and the longest names. */
const NAMES = [
  'estimate',
  'estimate-explain',
  'estimate-profile',
  'estimate-long-names',
  'estimate-hostile-names',
  'estimate-months',
  'estimate-by-provider',
  'decide-explain',
  'decide-proposal-explain',
  'decide-by-workload',
  'compare-card',
  'compare-profile',
  'article',
  'check-baseline-estimate',
  'check-by-team',
  'check-year',
  'audit-clauses',
  'track-by-team',
  'track-ahead',
  'diff-cards',
  'diff-profiles-months',
  'diff-results',
  'cards-list',
  'cards-show',
  'cards-show-model',
  'cards-offers',
  'cards-validate-doubtful',
  'cards-drift',
  'cards-touch',
  'usage-openai',
];
const SCREENS = NAMES.map((name) => [name, CASES[name] ?? ''] as const);

/** Words that are wider than a screen, such as an address, stay whole: a terminal breaks them without breaking the word. */
const isOneWord = (line: string) => line.trim().split(' ').length <= 2;

const shown = async (line: string, width: number, asciiAlone = false) =>
  (await run(words(line).slice(1), '', { screen: () => ({ width, ascii: asciiAlone }) })).stdout;

const tooWide = (text: string, width: number) =>
  text.split('\n').filter((line) => columnsOf(line) > width && (/[│┌├└|+]/.test(line) || !isOneWord(line)));

describe.each(SCREENS)('%s', (_, line) => {
  test('fits a terminal of 60 to 200 columns, its boxes whole', async () => {
    for (const width of WIDTHS) {
      const text = await shown(line, width);
      expect(tooWide(text, width)).toEqual([]);
      const boxes = text.split('\n').filter((each) => /^[┌├└│]/.test(each));
      expect(boxes.filter((each) => !/[┐┤┘│]$/.test(each))).toEqual([]);
    }
  });

  test('is plain ASCII where that is asked for', async () => {
    const text = await shown(line, 80, true);
    expect(text).toMatch(/^[\n -~]*$/);
    expect(tooWide(text, 80)).toEqual([]);
  });
});

const HELP = Object.entries(CASES)
  .filter(([name]) => name === 'help' || name.startsWith('help-'))
  .map(([name, line]) => [name, line] as const);

describe.each(HELP)('%s', (_, line) => {
  test('fits a terminal of 60 to 200 columns', async () => {
    for (const width of [60, 61, 66, 72, 79, 80, 100, 120, 160, 200]) {
      const text = await shown(line, width);
      expect(text.split('\n').filter((each) => each.length > width)).toEqual([]);
    }
  });

  test('has command lines that a shell reads as they are in one', async () => {
    const linesIn = (text: string) =>
      text
        .split('\n\n')[0]
        ?.replaceAll(/ \\\n +/g, ' ')
        .replaceAll(/\n +(?=# )/g, ' ')
        .split('\n')
        .map((each) => each.replaceAll(/ +/g, ' '));
    expect(linesIn(await shown(line, 60))).toEqual(linesIn(await shown(line, 200)));
  });
});

test('every command that shows a table is among them', () => {
  const commands = new Set(SCREENS.map(([, line]) => words(line)[1]));
  const tables = Object.values(CASES).map((line) => words(line)[1] ?? '');
  const wordless = ['', 'schema', 'init', 'completion', 'complete', 'estimat'];
  expect(
    [...new Set(tables)].filter((each) => !commands.has(each) && !wordless.includes(each) && !each.startsWith('-')),
  ).toEqual([]);
});

describe('a table', () => {
  const cell = fc.array(fc.stringMatching(/^[a-z0-9$.,-]{0,14}( [a-z0-9$.,-]{1,14}){0,3}$/), {
    minLength: 1,
    maxLength: 3,
  });
  const tables = fc.integer({ min: 1, max: 9 }).chain((columns) =>
    fc.record({
      head: fc.array(fc.stringMatching(/^[a-z]{1,12}( [a-z]{1,12}){0,2}$/), { minLength: columns, maxLength: columns }),
      rows: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 4 }),
    }),
  );
  const lines = (texts: readonly string[]) => texts.map((text) => ({ text }));

  test('is cut into parts that fit, and keeps every word of every cell', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 60, max: 200 }), ({ head, rows }, width) => {
        const parts = fitted({ head, rows: rows.map((row) => row.map(lines)) }, width);
        for (const part of parts) {
          const widths = part.head.map((title, column) =>
            Math.max(
              ...title.split('\n').map(columnsOf),
              ...part.rows.flatMap((row) => (row[column] ?? []).map(({ text }) => columnsOf(text))),
            ),
          );
          expect(widths.reduce((sum, each) => sum + each + 3, 1)).toBeLessThanOrEqual(width);
        }
        const said = (texts: readonly string[]) => texts.join('').replace(/\s/g, '');
        for (const [at, row] of rows.entries()) {
          const first = parts[0]?.rows[at]?.[0] ?? [];
          const others = parts.flatMap((part) => (part.rows[at] ?? []).slice(1).flat());
          expect(said([...first, ...others].map(({ text }) => text))).toBe(said(row.flat()));
        }
      }),
    );
  });

  test('is left as it is where it fits', () => {
    const table = { head: ['a', 'b'], rows: [[lines(['one two']), lines(['3'])]] };
    expect(fitted(table, 60)).toEqual([table]);
  });

  test('of wide signs counts two columns for each', () => {
    expect(columnsOf('東京 café')).toBe(9);
    const [part] = fitted({ head: ['name'], rows: [[lines(['東'.repeat(60)])]] }, 60);
    expect(part?.rows[0]?.[0]?.map(({ text }) => text)).toEqual(['東'.repeat(28), '東'.repeat(28), '東'.repeat(4)]);
  });
});

test('a sign that is not ASCII is its letter, or a question mark', () => {
  expect(ascii('│ café … 東 \u001b[32mok\u001b[39m ┘')).toBe('| cafe . ? \u001b[32mok\u001b[39m +');
});

describe('the real binary', () => {
  const shownBy = (environment: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, [resolve('bin/tokencost.js'), 'cards', 'list'], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...environment },
    }).stdout;

  test.each([
    [{}, '┌'],
    [{ LANG: 'de_DE.UTF-8' }, '┌'],
    [{ LC_ALL: 'C.UTF-8', LANG: 'C' }, '┌'],
    [{ LANG: 'C' }, '+'],
    [{ LC_CTYPE: 'POSIX', LANG: 'de_DE.UTF-8' }, '+'],
    [{ LC_ALL: 'de_DE.ISO-8859-1' }, '+'],
    [{ LANG: 'de_DE.UTF-8', TERM: 'dumb' }, '+'],
  ])('with %j draws its boxes with %s', (environment, corner) => {
    expect(shownBy(environment)[0]).toBe(corner);
  });

  test('is as wide as COLUMNS says, from 60 to 200', () => {
    const widest = (columns: string) => Math.max(...shownBy({ COLUMNS: columns }).split('\n').map(columnsOf));
    expect(widest('60')).toBeLessThanOrEqual(60);
    expect(widest('10')).toBe(widest('60'));
    expect(widest('900')).toBe(widest('200'));
    expect(widest('no')).toBe(widest('80'));
  });
});
