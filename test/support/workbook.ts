import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import { run } from './transcript.ts';

export type Value = string | number | boolean | null;

/** One cell as the file has it. */
export interface WrittenCell {
  readonly place: string;
  readonly formula: string | undefined;
}

export interface Book {
  readonly bytes: Buffer;
  /** Parts of the package, as text. */
  readonly parts: Readonly<Record<string, string>>;
  /** Stored values by sheet, a row each. */
  readonly rows: ReadonlyMap<string, Value[][]>;
  readonly cells: ReadonlyMap<string, WrittenCell[]>;
  /** What each defined name stands for: sheet and cell. */
  readonly names: ReadonlyMap<string, { sheet: string; place: string }>;
}

function cellsOf(xml: string): WrittenCell[] {
  return [...xml.matchAll(/<c r="([A-Z]+\d+)"[^>]*?(?:\/>|>(.*?)<\/c>)/g)].map(([, place = '', inner = '']) => ({
    place,
    formula: /<f>(.*?)<\/f>/.exec(inner)?.[1],
  }));
}

function namesOf(workbook: string): Book['names'] {
  const defined = [...workbook.matchAll(/<definedName name="([^"]+)">'?([^'<!]+)'?!\$([A-Z]+)\$(\d+)<\/definedName>/g)];
  return new Map(defined.map(([, name = '', sheet = '', column, row]) => [name, { sheet, place: `${column}${row}` }]));
}

/** The workbook that a command writes, opened. */
export async function workbook(argv: readonly string[]): Promise<Book> {
  const folder = mkdtempSync(join(tmpdir(), 'workbook-'));
  try {
    const path = join(folder, 'plan.xlsx');
    const { stderr, exitCode } = await run([...argv, '--quiet', '--format', 'xlsx', '--output', path]);
    if (exitCode !== 0 && exitCode !== 4) throw new Error(stderr);
    return await opened(readFileSync(path));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A workbook by its bytes. */
export async function opened(bytes: Buffer): Promise<Book> {
  const entries = Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)] as const);
  const parts: Record<string, string> = Object.fromEntries(entries);
  const { sheets } = await readXlsx(bytes);
  return {
    bytes,
    parts,
    rows: new Map(sheets.map(({ name, rows }) => [name, rows as Value[][]])),
    cells: new Map(
      sheets.map(({ name }, place) => [name, cellsOf(parts[`xl/worksheets/sheet${place + 1}.xml`] ?? '')]),
    ),
    names: namesOf(parts['xl/workbook.xml'] ?? ''),
  };
}

/** The stored value of a cell such as `M12`. */
export function valueAt(book: Book, sheet: string, place: string): Value {
  const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(place) ?? [];
  const column = [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return book.rows.get(sheet)?.[Number(row) - 1]?.[column] ?? null;
}

/** The stored value of a named cell. */
export function valueOfName(book: Book, name: string): Value {
  const target = book.names.get(name);
  if (target === undefined) throw new Error(`no cell is called ${name}`);
  return valueAt(book, target.sheet, target.place);
}

/** The cells of a column, by its letters, under the frozen header. */
export function column(book: Book, sheet: string, letters: string, from = 3): WrittenCell[] {
  const inside = new RegExp(`^${letters}(\\d+)$`);
  return (book.cells.get(sheet) ?? []).filter(({ place }) => Number(inside.exec(place)?.[1] ?? 0) >= from);
}
