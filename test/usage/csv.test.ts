import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { Problem } from '../../src/domain/problem.ts';
import { MOST_RECORD } from '../../src/usage/bytes.ts';
import { csvRows } from '../../src/usage/csv.ts';
import fc from '../support/laws.ts';

type Rows = readonly (readonly string[])[];

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function rowsOf(text: string | Buffer, size: number): Promise<Rows | string> {
  const found: (readonly string[])[] = [];
  try {
    for await (const rows of csvRows(inChunks(Buffer.from(text), size), 'a.csv')) rows((row) => found.push(row));
  } catch (error) {
    return (error as Problem).what;
  }
  return found.filter((row) => row.some((cell) => cell !== ''));
}

/** What csv-parse makes of the same, which is the judge of what a row is; it leaves out lines of blanks. */
function judged(text: string | Buffer): Rows | string {
  try {
    const rows: string[][] = parse(text, {
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: MOST_RECORD,
    });
    return rows.filter((row) => row.some((cell) => cell !== ''));
  } catch (error) {
    return String((error as Error).message);
  }
}

/** Both read the same, or both refuse; what is said of a fault names its line. */
async function expectSame(text: string | Buffer, size: number) {
  const [ours, theirs] = [await rowsOf(text, size), judged(text)];
  const line = (said: Rows | string) => (typeof said === 'string' ? /at line (\d+)/.exec(said)?.[1] : undefined);
  if (typeof theirs !== 'string') expect(ours, JSON.stringify(String(text))).toEqual(theirs);
  else if (String(text).includes('\r'))
    expect(typeof ours, `${JSON.stringify(String(text))}: ${theirs}`).toBe('string');
  else expect(line(ours), `${JSON.stringify(String(text))}: ${theirs}`).toBe(line(theirs));
}

const sign = fc.constantFrom(
  'a',
  '1',
  'é',
  '東',
  ' ',
  '\t',
  '\u00a0',
  '\u0000',
  '\f',
  '"',
  '""',
  ',',
  ',',
  '\n',
  '\r\n',
  '\r',
);
const wild = fc.array(sign, { maxLength: 40 }).map((signs) => signs.join(''));
const cell = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('', 'a', ' 17 ', '2026-11-01T10:00:00Z', 'gpt-5.4') },
  { weight: 3, arbitrary: fc.constantFrom('"a,b"', '"say ""yes"""', '"two\nlines"', '"two\r\nlines"', ' "x" ', '""') },
  { weight: 1, arbitrary: fc.constantFrom('a"b', '"a"b', '"a" b"', '"', '\u00a0"x,y"', '"x"\u00a0', 'a\rb', '\ufeff') },
);
/** Files that are mostly sound, with their line ends mostly of one kind. */
const table = fc
  .tuple(
    fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 12 }),
    fc.constantFrom('\n', '\n', '\r\n', '\r'),
    fc.array(fc.constantFrom('', '', '', '', '\n', '\r\n', '\r'), { maxLength: 12 }),
    fc.constantFrom('', '\ufeff'),
    fc.boolean(),
  )
  .map(([rows, ending, others, mark, isEnded]) => {
    const lines = rows.map((cells, index) => cells.join(',') + (others[index] || ending)).join('');
    return mark + (isEnded ? lines : lines.replace(/[\r\n]+$/, ''));
  });

test('rows are those of csv-parse, however the text is cut into chunks', async () => {
  await fc.assert(fc.asyncProperty(fc.oneof(table, wild), fc.integer({ min: 1, max: 60 }), expectSame), {
    numRuns: 1000,
    examples: [
      ['\ufeff"a","b"\r\n1,2\n3\r\n', 3],
      ['a,b\n"x"y,1\n2,3\n', 100],
      ['a,b\n"open,1\n2,3\n', 7],
    ],
  });
});
