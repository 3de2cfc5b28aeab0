import { crc32 } from 'node:zlib';
import { strFromU8, unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { PACKING } from '../../../src/commands/packing.ts';
import { type Exact, shift, whole } from '../../../src/domain/exact.ts';
import { archive, Part } from '../../../src/output/xlsx/archive.ts';
import { literal, plus } from '../../../src/output/xlsx/functions.ts';
import { Names } from '../../../src/output/xlsx/names.ts';
import { Sheet } from '../../../src/output/xlsx/sheet.ts';
import { rowsOf, workbookBytes } from '../../../src/output/xlsx/workbook.ts';
import fc from '../../support/laws.ts';

const PRINTED = { title: 'a test', header: 'a test', footer: 'a test' };
const COLUMNS = ['a', 'b', 'c'].map((title) => ({ title, width: 10 }));

type Content = string | boolean | Exact;

/** What stands in a cell, as a reader of the file should find it. */
const contents: fc.Arbitrary<readonly [Content, string | number | boolean | null]> = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }).map((text) => [`<${text}&>`, `<${text}&>`] as const),
  fc.boolean().map((value) => [value, value] as const),
  fc
    .tuple(fc.integer(), fc.nat(9))
    .map(([digits, places]) => [shift(whole(BigInt(digits)), places), Number(`${digits}e-${places}`)] as const),
  fc.constant(['', null] as const),
  fc.constantFrom('#REF!', ' two  spaces ', 'naïve 漢字 🙂').map((text) => [text, text] as const),
);

async function written(all: readonly (readonly Content[])[], asItGoes: boolean): Promise<Uint8Array> {
  const rows = await rowsOf(PACKING);
  const sheet = new Sheet('Test', COLUMNS);
  for (const row of all) {
    row.forEach((content, column) => {
      sheet.put(column, content, 'text');
    });
    sheet.put(row.length, plus(literal(sheet.row), literal(1)), 'count');
    sheet.next();
    if (asItGoes) sheet.write(rows);
  }
  return workbookBytes([sheet], new Names(), PRINTED, rows);
}

test('what is put into cells is what a reader finds, whether rows are written as they go or at the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(contents, { maxLength: 4 }), { maxLength: 8 }), async (all) => {
      const cells = all.map((row) => row.map(([content]) => content));
      const expected = all.map((row, place) => [...row.map(([, read]) => read), place + 2]);
      for (const asItGoes of [true, false]) {
        const { sheets } = await readXlsx(await written(cells, asItGoes));
        const found = sheets[0]?.rows.slice(1).map((row, place) => row.slice(0, (all[place]?.length ?? 0) + 1));
        expect(found).toEqual(expected);
      }
    }),
    { numRuns: 25 },
  );
});

test('a file of several parts is what its parts are one behind the other, under their checksum', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 400 });
  fc.assert(
    fc.property(fc.array(fc.array(text, { maxLength: 3 }), { minLength: 1, maxLength: 4 }), (all) => {
      const parts = all.map((texts) => {
        const part = new Part(PACKING);
        for (const each of texts) part.add(each);
        return part;
      });
      const bytes = archive([['a.txt', parts]], PACKING);
      const whole = all.flat().join('');
      expect(strFromU8(unzipSync(bytes)['a.txt'] ?? new Uint8Array())).toBe(whole);
      const view = new DataView(bytes.buffer);
      // The central directory: its place is 6 bytes before the end, and the checksum 16 behind its start. APPNOTE.TXT, 4.3.12
      expect(view.getUint32(view.getUint32(bytes.length - 6, true) + 16, true)).toBe(crc32(whole));
    }),
  );
});

test('a part that is longer than what is packed at once is whole', () => {
  const line = `${'0123456789'.repeat(100)}\n`;
  const part = new Part(PACKING);
  for (let count = 0; count < 900; count++) part.add(line);
  const { length } = part.packed;
  expect(length).toBeGreaterThan(1);
  const files = unzipSync(archive([['a.txt', [Part.of(new Uint8Array([65]), PACKING), part]]], PACKING));
  expect(strFromU8(files['a.txt'] ?? new Uint8Array())).toBe(`A${line.repeat(900)}`);
});

test('a row that is written takes nothing more', async () => {
  const rows = await rowsOf(PACKING);
  const sheet = new Sheet('Test', COLUMNS);
  for (let row = 0; row < 6; row++) {
    sheet.put(0, whole(1n), 'count');
    sheet.next();
  }
  sheet.write(rows);
  sheet.row = 5;
  expect(() => sheet.put(0, whole(1n), 'count')).toThrow('row 6 of Test is written already');
  expect(() => sheet.at(5, 0).value()).toThrow('row 6 of Test is written already');
});

test('inputs under each other that take the same have one rule', async () => {
  const rows = await rowsOf(PACKING);
  const sheet = new Sheet('Test', COLUMNS);
  const put = (accepts: 'share' | 'amount') => {
    sheet.input(0, whole(1n), 'inputShare', accepts);
    sheet.input(2, 'Yes', 'inputText', ['Yes', 'No']);
    sheet.next();
  };
  for (const accepts of ['share', 'share', 'amount', 'share'] as const) put(accepts);
  sheet.next();
  put('share');
  const xml = strFromU8(
    unzipSync(await workbookBytes([sheet], new Names(), PRINTED, rows))['xl/worksheets/sheet1.xml'] ?? new Uint8Array(),
  );
  const found = [...xml.matchAll(/<dataValidation type="(\w+)" sqref="([^"]+)"/g)].map(([, ...each]) => each);
  expect(found).toEqual([
    ['decimal', 'A2:A3'],
    ['list', 'C2:C5'],
    ['decimal', 'A4'],
    ['decimal', 'A5'],
    ['decimal', 'A7'],
    ['list', 'C7'],
  ]);
});
