import { Problem } from '../domain/problem.ts';
import { bytesOf, isWide, MOST_RECORD } from './bytes.ts';
import { type Batch, type Cells, csvRows, type PlainReaderOf } from './csv.ts';
import { parsed } from './json-text.ts';
import { nativeFormatOf, parquetRecords, zstdBytes } from './native.ts';
import { PlainCsv } from './plain-csv.ts';
import { PlainFields } from './plain-fields.ts';
import type { PlainSums } from './plain-sums.ts';
import { Dropped, type Fields } from './source.ts';

/** A document of JSON is held whole. */
const MOST_DOCUMENT = 268_435_456;
const LINE_FEED = 0x0a;
const MARK = /^\u{feff}/u;

const TOO_LONG = new Dropped('is longer than a record may be');
const NO_JSON = new Dropped('is no line of JSON');
const RAGGED = new Dropped('has another number of columns than the header');

/** A record, or why there is none. */
export type Read = Fields | Dropped;
/** Records as they come: a file is read in as many steps as it has chunks. Plain rows are added to sums where some are given. */
export type Batches = AsyncGenerator<Batch<Read, PlainSums>>;

/**
 * The lines of a stream, as many as came together; one of more bytes than it may have is dropped as it passes, and where it is
 * the first, there are no lines.
 */
async function* linesOf(
  chunks: AsyncIterable<Buffer>,
  most: () => number,
): AsyncGenerator<readonly (string | Dropped)[]> {
  let parts: Buffer[] = [];
  let length = 0;
  let any = false;
  const take = (): string | Dropped => {
    const line = length > most() ? TOO_LONG : Buffer.concat(parts).toString('utf8');
    [parts, length] = [[], 0];
    return line;
  };
  const keep = (part: Buffer) => {
    length += part.length;
    if (length > most()) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  for await (const chunk of chunks) {
    const end = chunk.indexOf(LINE_FEED);
    if (end < 0) {
      keep(chunk);
      if (!any && length > most()) break;
      continue;
    }
    keep(chunk.subarray(0, end));
    const first = take();
    const last = chunk.lastIndexOf(LINE_FEED);
    yield last === end ? [first] : [first, ...chunk.toString('utf8', end + 1, last).split('\n')];
    any = true;
    keep(chunk.subarray(last + 1));
  }
  if (length > 0) yield [take()];
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Hands over what a JSON value holds of records: itself, or the objects of a list. */
function handOver(value: unknown, take: (record: Read) => void): void {
  if (Array.isArray(value)) for (const each of value) take(isObject(each) ? each : NO_JSON);
  else take(isObject(value) ? value : NO_JSON);
}

const trimmed = (line: string) => line.replace(MARK, '').trim();

/** Lines of JSON, or one document where the first of them is not whole. */
class JsonText {
  readonly #document: string[] = [];
  #length = 0;
  #asLines: boolean | undefined;
  isTooLong = false;

  /** Bytes of the longest line that is taken: a document is held whole. */
  get most(): number {
    return this.#asLines === true ? MOST_RECORD : MOST_DOCUMENT;
  }

  /** Hands over the records of a line, if it has them by itself. */
  line(line: string | Dropped, take: (record: Read) => void): void {
    if (line instanceof Dropped) {
      take(line);
      return;
    }
    const text = trimmed(line);
    if (text === '' || this.isTooLong) return;
    const value = this.#asLines === false ? undefined : parsed(text);
    this.#asLines ??= value !== undefined;
    if (this.#asLines) {
      handOver(value, take);
      return;
    }
    this.#document.push(text);
    this.#length += text.length;
    this.isTooLong = this.#length > MOST_DOCUMENT;
    if (this.isTooLong) take(TOO_LONG);
  }

  end(take: (record: Read) => void): void {
    if (this.#document.length > 0) handOver(parsed(this.#document.join('\n')), take);
  }
}

/** Adds up records that are plain, and hands over any other. */
function adding(plain: PlainFields, take: (record: Read) => void): (record: Read) => void {
  return (record) => {
    if (record instanceof Dropped || !plain.add(record)) take(record);
  };
}

/** JSON: a line each where the first line is whole, else one document. */
async function* jsonRecords(chunks: AsyncIterable<Buffer>): Batches {
  const text = new JsonText();
  for await (const lines of linesOf(chunks, () => text.most)) {
    yield (take, sums) => {
      const added = sums === undefined ? take : adding(PlainFields.of(sums), take);
      for (const line of lines) text.line(line, added);
      sums?.relieve();
    };
    if (text.isTooLong) return;
  }
  yield (take) => text.end(take);
}

const isEmpty = (cell: string) => cell === '';

/** Makes the record of a row, by the names of its columns. */
function recordBy(header: Cells): (row: Cells) => Fields {
  // A copy has its columns in place; a name that objects have of their own is none to write to.
  const empty = Object.fromEntries(header.map((name) => [name, '']));
  const isPlain = !header.includes('__proto__');
  const { length } = header;
  return (row) => {
    if (!isPlain) return Object.fromEntries(header.map((name, index) => [name, row[index] ?? '']));
    const record: Record<string, string> = { ...empty };
    for (let at = 0; at < length; at += 1) record[header[at] as string] = row[at] ?? '';
    return record;
  };
}

/** CSV by its header; a row of another length than the header is dropped. */
async function* csvRecords(chunks: AsyncIterable<Buffer>, path: string): Batches {
  let header: Cells | undefined;
  let recordOf: (row: Cells) => Fields = recordBy([]);
  const read = (row: Cells, take: (record: Read) => void): void => {
    if (row[0] === '' && row.every(isEmpty)) return;
    if (header === undefined) {
      header = row;
      recordOf = recordBy(header);
    } else take(row.length === header.length || row.length === 1 ? recordOf(row) : RAGGED);
  };
  const plainBy =
    (sums: PlainSums): PlainReaderOf =>
    (ending) =>
      PlainCsv.of(sums, header ?? [], ending);
  for await (const rows of csvRows(chunks, path))
    yield (take, sums) => rows((row) => read(row, take), sums && plainBy(sums));
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

/** The cells of a line; undefined where a quoted one goes on in the next. */
async function cellsOf(line: string): Promise<Cells | undefined> {
  try {
    const found: Cells[] = [];
    for await (const rows of csvRows(chunkOf(line), '-')) rows((row) => found.push(row));
    return found[0];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
  return undefined;
}

/** The first line of a text file, if it is CSV, as the names of its columns; undefined for JSON, for letters of two bytes, and where it is blank. */
export async function headerOf(path: string): Promise<readonly string[] | undefined> {
  const chunks = nativeFormatOf(path) === 'zstd' ? zstdBytes(path) : bytesOf(path, 'as they are');
  const { first, json } = await begins(chunks);
  if (json || isWide(first)) return undefined;
  for await (const [line] of linesOf(from(first, chunks), () => MOST_RECORD))
    return typeof line === 'string' ? cellsOf(line) : undefined;
  return undefined;
}

/** The records of a text that is CSV under that header. */
export const rowsOfCsv = (header: string, text: string): Batches =>
  csvRecords(from(Buffer.from(`${header}\n`), chunkOf(`${text}\n`)), '-');

async function* chunkOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

/**
 * The records of a file: CSV, JSON or JSON lines, by what stands in it, also packed with gzip; Parquet and zstd where the
 * engine for them is installed. Nothing but one chunk and one record is held. Throws `notUsage` for CSV that cannot be
 * read to its end, and what `bytesOf` throws. `most` says how many will be asked for, where it is not all of them.
 */
export async function* recordsOf(path: string, most?: number): Batches {
  const format = path === '-' ? undefined : nativeFormatOf(path);
  if (format === 'parquet') {
    for await (const records of parquetRecords(path, most)) yield (take) => records.forEach(take);
    return;
  }
  const chunks = format === 'zstd' ? zstdBytes(path) : bytesOf(path);
  const { first, json } = await begins(chunks);
  const all = from(first, chunks);
  yield* json ? jsonRecords(all) : csvRecords(all, path);
}

/** A file that was looked at. */
export interface LookedAt {
  /** Its first records, by which it is known. */
  readonly first: readonly Fields[];
  readonly isEmpty: boolean;
  /** All of its records, the first too. */
  readonly all: () => Batches;
  /** Ends the reading of a file whose records nobody asks for. */
  readonly close: () => Promise<unknown>;
}

export async function lookedAt(batches: Batches, count: number): Promise<LookedAt> {
  const begun: Read[] = [];
  while (begun.length < count) {
    const { value, done } = await batches.next();
    if (done === true) break;
    value((record) => begun.push(record));
  }
  return {
    first: begun.slice(0, count).filter((record): record is Fields => !(record instanceof Dropped)),
    isEmpty: begun.length === 0,
    async *all() {
      yield (take, sums) => begun.forEach(sums === undefined ? take : adding(PlainFields.of(sums), take));
      yield* batches;
    },
    close: () => batches.return(undefined),
  };
}
