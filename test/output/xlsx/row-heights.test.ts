import { expect, test } from 'vitest';
import { linesOf } from '../../../src/output/xlsx/lines-of.ts';
import { type Book, workbook } from '../../support/workbook.ts';

/** Points of a line of 10 points at the least, and the most characters of prose that Arial sets in the 90 columns of a first sheet. */
const LINE = 12;
const MOST = 105;

/** The rows of the first sheet that have a height of their own. */
function heights(book: Book): { text: string; height: number }[] {
  const [[sheet = '', rows = []] = []] = [...book.rows];
  const xml = book.parts['xl/worksheets/sheet1.xml'] ?? '';
  expect(['Decision', 'Summary']).toContain(sheet);
  return [...xml.matchAll(/<row r="(\d+)"[^>]*? ht="([\d.]+)"/g)].map(([, row, height]) => ({
    text: String(rows[Number(row) - 1]?.[0] ?? ''),
    height: Number(height),
  }));
}

test.each([
  ['decide', '--profile', 'fixtures/profiles/commitment-large.yaml', '--proposal', 'fixtures/proposals/annual.yaml'],
  ['estimate', '--profile', 'fixtures/profiles/hostile-names.yaml'],
])('a sentence of the first sheet of %s has a row that is high enough for it', async (...argv) => {
  const found = heights(await workbook(argv));
  expect(found.some(({ text }) => text.length > MOST)).toBe(true);
  for (const { text, height } of found)
    expect([text, height >= LINE * Math.ceil(text.length / MOST)]).toEqual([text, true]);
});

test('a sentence that follows the cells has room for what it says when the plan can not be bought', async () => {
  const found = heights(await workbook(['decide', '--profile', 'fixtures/profiles/commitment-large.yaml']));
  const standing = found.find(({ text }) => text.startsWith('These figures follow the cells'));
  expect(standing?.height).toBeGreaterThanOrEqual(2 * LINE);
});

test('lines are counted by how wide letters are, and a word that no line holds is broken', () => {
  // In 90 columns of 525 thousandths of the size: 50 letters of 944, 212 of 222, and 47 signs that are square.
  expect([linesOf('W'.repeat(50), 90), linesOf('W'.repeat(51), 90)]).toEqual([1, 2]);
  expect([linesOf('i'.repeat(212), 90), linesOf('i'.repeat(213), 90)]).toEqual([1, 2]);
  expect([linesOf('東'.repeat(47), 90), linesOf('東'.repeat(48), 90)]).toEqual([1, 2]);
  expect(linesOf(`${'W'.repeat(30)} ${'W'.repeat(30)}`, 90)).toBe(2);
  expect(linesOf('W'.repeat(50), 90, { size: 1.2 })).toBe(2);
});
