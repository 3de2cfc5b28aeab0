import Table from 'cli-table3';
import { expect, test } from 'vitest';
import { box } from '../../../src/output/render/box.ts';
import fc from '../../support/laws.ts';

/** The same table drawn by the library at once. */
function atOnce(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { head: [], border: [] },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

const HEAD = ['name\nof the work', 'a', 'b'];
const CELL = fc.constantFrom(
  '',
  '1',
  '-11.3%',
  '1,234,567.89',
  'two\nlines',
  'three\n\nlines',
  '請求書',
  '\u001b[2mfaint\u001b[22m',
);
const ROWS = fc.tuple(
  fc.array(fc.tuple(CELL, CELL, CELL), { minLength: 1, maxLength: 12 }),
  fc.constantFrom(1, 99, 100, 101, 200, 203),
);

test('a table that is drawn in pieces is the same as the table drawn at once', () => {
  fc.assert(
    fc.property(ROWS, ([some, count]) => {
      const rows = Array.from({ length: count }, (_, at) => some[at % some.length] ?? []);
      expect(box(HEAD, rows)).toBe(atOnce(HEAD, rows));
    }),
    { numRuns: 60 },
  );
});

const PLAIN_CELL = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '40,000.00 *',
    'TokenMart -15%',
    '(30,775.00)',
    'as is\nillustration',
    '\n',
    'cut short…',
    '──',
  ),
  fc.string({ maxLength: 9 }),
);
const PLAIN_TABLE = fc.integer({ min: 1, max: 6 }).chain((columns) => {
  const row = fc.array(PLAIN_CELL, { minLength: columns, maxLength: columns });
  return fc.tuple(row, fc.array(row, { maxLength: 9 }));
});

test('a table of plain signs is what the library draws', () => {
  fc.assert(
    fc.property(PLAIN_TABLE, ([head, rows]) => {
      expect(box(head, rows)).toBe(atOnce(head, rows));
    }),
    { numRuns: 400 },
  );
});
