import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { problem } from '../domain/problem.ts';
import { bytesOf, isWide, MOST_RECORD } from './bytes.ts';
import { parsed } from './json-text.ts';
import { nativeFormatOf, parquetRecords, zstdBytes } from './native.ts';
import { Dropped, type Fields } from './source.ts';

/** A document of JSON is held whole. */
const MOST_DOCUMENT = 268_435_456;
const LINE_FEED = 0x0a;
const MARK = /^\u{feff}/u;

/** A record, or why there is none. */
export type Read = Fields | Dropped;

/** The lines of a stream; one that is too long is dropped as it passes, and where it is the first, there are no lines. */
async function* linesOf(chunks: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer | Dropped> {
  let parts: Buffer[] = [];
  let length = 0;
  let any = false;
  const take = (): Buffer | Dropped => {
    const line = length > most ? new Dropped('is longer than a record may be') : Buffer.concat(parts);
    [parts, length] = [[], 0];
    return line;
  };
  const keep = (part: Buffer) => {
    length += part.length;
    if (length > most) parts = [];
    else parts.push(part);
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      keep(chunk.subarray(from, at));
      yield take();
      any = true;
      from = at + 1;
    }
    keep(chunk.subarray(from));
    if (!any && length > most) break;
  }
  if (length > 0) yield take();
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a JSON value holds of records: itself, or the objects of a list. */
function* recordsIn(value: unknown): Generator<Read> {
  if (isObject(value)) yield value;
  else if (Array.isArray(value))
    for (const each of value) yield isObject(each) ? each : new Dropped('is no line of JSON');
  else yield new Dropped('is no line of JSON');
}

/** JSON: a line each where the first line is whole, else one document. */
async function* jsonRecords(chunks: AsyncIterable<Buffer>): AsyncGenerator<Read> {
  const document: string[] = [];
  let length = 0;
  let asLines: boolean | undefined;
  for await (const line of linesOf(chunks, MOST_DOCUMENT)) {
    if (line instanceof Dropped) {
      yield line;
      continue;
    }
    if (asLines === true && line.length > MOST_RECORD) {
      yield new Dropped('is longer than a record may be');
      continue;
    }
    const text = line.toString('utf8').replace(MARK, '').trim();
    if (text === '') continue;
    const value = asLines === false ? undefined : parsed(text);
    asLines ??= value !== undefined;
    if (asLines) yield* recordsIn(value);
    else document.push(text);
    length += text.length;
    if (!asLines && length > MOST_DOCUMENT) return yield new Dropped('is longer than a record may be');
  }
  if (document.length > 0) yield* recordsIn(parsed(document.join('\n')));
}

/** What is wrong with CSV that cannot be read to its end: what follows the fault could be any number of rows. */
function unreadable(error: unknown, path: string): unknown {
  if (!(error instanceof CsvError)) return error;
  const file = path === '-' ? 'standard input' : path;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    const from = `has a quoted cell that never ends, in the record at line ${String(error['lines'])}`;
    return problem('notUsage', file, from, 'It may have been cut off; a quote inside a quoted cell is written twice.');
  }
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return problem(
      'notUsage',
      file,
      'has a row of over 16 MB',
      'A quotation mark may be open there: look at the file.',
    );
  }
  return problem('notUsage', file, `cannot be read as CSV (${error.message})`, 'Export it again, or give JSON lines.');
}

const CSV = {
  bom: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  trim: true,
  max_record_size: MOST_RECORD,
} as const;

/** CSV by its header, with quoted commas and line breaks; a row of another length than the header is dropped. */
async function* csvRecords(chunks: AsyncIterable<Buffer>, path: string): AsyncGenerator<Read> {
  const parser = parse(CSV);
  const feed = async () => {
    for await (const chunk of chunks) {
      if (!parser.write(chunk)) await new Promise((resolve) => parser.once('drain', resolve));
    }
    parser.end();
  };
  const fed = feed().catch((error: unknown) => parser.destroy(error as Error));
  let header: readonly string[] | undefined;
  try {
    for await (const row of parser as AsyncIterable<string[]>) {
      if (row.every((cell) => cell === '')) continue;
      if (header === undefined) header = row;
      else if (row.length > header.length || (row.length < header.length && row.length !== 1)) {
        yield new Dropped('has another number of columns than the header');
      } else yield Object.fromEntries(header.map((name, index) => [name, row[index] ?? '']));
    }
  } catch (error) {
    throw unreadable(error, path);
  }
  await fed;
}

/** True where a file is JSON by its first character. */
async function begins(chunks: AsyncGenerator<Buffer>): Promise<{ first: Buffer; json: boolean }> {
  let first: Buffer = Buffer.alloc(0);
  for (;;) {
    const mark = first.toString('utf8').replace(MARK, '').trimStart()[0];
    if (mark !== undefined) return { first, json: mark === '{' || mark === '[' };
    const { value, done } = await chunks.next();
    if (done === true) return { first, json: false };
    first = Buffer.concat([first, value]);
  }
}

async function* from(first: Buffer, chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* chunks;
}

async function firstRow(line: Buffer): Promise<readonly string[] | undefined> {
  try {
    for await (const row of Readable.from([line]).pipe(parse(CSV)) as AsyncIterable<string[]>) return row;
  } catch (error) {
    // A quoted cell goes on in the next line.
    if (!(error instanceof CsvError)) throw error;
  }
  return undefined;
}

/** The first line of a text file, if it is CSV, as the names of its columns; undefined for JSON, for letters of two bytes, and where it is blank. */
export async function headerOf(path: string): Promise<readonly string[] | undefined> {
  const chunks = nativeFormatOf(path) === 'zstd' ? zstdBytes(path) : bytesOf(path, 'as they are');
  const { first, json } = await begins(chunks);
  if (json || isWide(first)) return undefined;
  for await (const line of linesOf(from(first, chunks), MOST_RECORD)) {
    if (line instanceof Dropped) return undefined;
    return firstRow(line);
  }
  return undefined;
}

/** The records of a text that is CSV under that header. */
export const rowsOfCsv = (header: string, text: string): AsyncGenerator<Read> =>
  csvRecords(from(Buffer.from(`${header}\n`), chunkOf(`${text}\n`)), '-');

async function* chunkOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

/**
 * The records of a file: CSV, JSON or JSON lines, by what stands in it, also packed with gzip; Parquet and zstd where the
 * engine for them is installed. Nothing but one chunk and one record is held. Throws `notUsage` for CSV that cannot be
 * read to its end, and what `bytesOf` throws. `most` says how many will be asked for, where it is not all of them.
 */
export async function* recordsOf(path: string, most?: number): AsyncGenerator<Read> {
  const format = path === '-' ? undefined : nativeFormatOf(path);
  if (format === 'parquet') return yield* parquetRecords(path, most);
  const chunks = format === 'zstd' ? zstdBytes(path) : bytesOf(path);
  const { first, json } = await begins(chunks);
  const all = from(first, chunks);
  yield* json ? jsonRecords(all) : csvRecords(all, path);
}
