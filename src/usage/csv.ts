import type { CsvError, Options } from 'csv-parse';
import { problem } from '../domain/problem.ts';
import { MOST_RECORD } from './bytes.ts';

/** The cells of a row. */
export type Cells = readonly string[];

const COMMA = 0x2c;
const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const TABULATION = 0x09;
const BLANK = 0x20;
const LAST_OF_ASCII = 0x7f;
const MARK = Buffer.from('\u{feff}');

/** Characters of a row that is still cut here. */
const MOST_PLAIN = 4_194_304;
/** Characters that csv-parse is asked for by themselves; beyond, and from so many of such rows on, it reads the rest of the file. */
const MOST_ODD = 131_072;
const MOST_ODD_ROWS = 1000;

const OPTIONS = {
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  trim: true,
  max_record_size: MOST_RECORD,
} as const satisfies Options;

/** Adds up rows itself, from there on, as far as they are plain, and says where the first begins that is not. */
export interface PlainReader {
  /** Rows that it has taken, a line each. */
  readonly lines: number;
  readonly isUseful: boolean;
  /** All lines end before `to`. */
  readonly take: (bytes: Buffer, from: number, to: number) => number;
}

/** Makes a reader of plain rows once the end of a line is known. */
export type PlainReaderOf = (ending: '\n' | '\r\n') => PlainReader | undefined;

/**
 * Hands over rows that came together, one by one: no more than one of them need be held. Called once, before what comes next is
 * asked for. Rows that a reader of plain rows takes are not handed over.
 */
export type Batch<Row, Plain> = (take: (row: Row) => void, plain?: Plain) => void;
/** Rows of CSV. */
export type RowBatch = Batch<Cells, PlainReaderOf>;

/** Why no row was cut: there is none yet, or it is not plain. */
type Uncut = 'more' | 'odd';

/** Blanks of one byte that are no part of a cell, without the one that ends a row. */
const isBlank = (code: number) => code === BLANK || (code >= TABULATION && code <= RETURN && code !== LINE_FEED);

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** From so many letters on a part of a text keeps all of it in memory. */
const LEAST_PART = 13;
/** A part of a text as one of its own: what is kept of a row shall not keep its chunk. */
const own = (part: string) => (part.length < LEAST_PART ? part : ` ${part}`.slice(1));

/**
 * Rows of CSV, cut out of a text that grows. A row is plain where each of its quoted cells ends before a comma or the end of the row;
 * any other is for csv-parse to read. What is plain is cut as csv-parse does it, in a tenth of the time.
 */
class Cutting {
  #text = '';
  #at = 0;
  /** Where the row that was cut last ends. */
  #next = 0;
  #isOver = false;
  /** Lines before the next row. */
  lines = 0;
  /** Why no more rows were cut. */
  until: Uncut = 'more';
  /** What ends a row, as the first one tells. */
  ending: '\n' | '\r\n' | undefined;

  grow(text: string): void {
    this.#text = this.#at === this.#text.length ? text : this.#text.slice(this.#at) + text;
    this.#at = 0;
  }

  /** From now on the last row may end without the end of a line. */
  close(): void {
    this.#isOver = true;
  }

  /** Letters of rows that were not cut so far. */
  get left(): number {
    return this.#text.length - this.#at;
  }

  get rest(): string {
    return this.#text.slice(this.#at);
  }

  /** Hands over all plain rows up to one that is not, or is not whole. */
  take(row: (cells: Cells) => void): void {
    for (;;) {
      const cells = this.#row();
      if (typeof cells === 'string') {
        this.until = cells;
        return;
      }
      this.#at = this.#next;
      row(cells);
    }
  }

  /** Leaves a text behind that was read otherwise. */
  pass(text: string): void {
    this.lines += linesIn(text);
    this.#at += text.length;
  }

  /** Where something else than a blank stands, from there on. */
  #afterBlanks(from: number): number {
    const text = this.#text;
    const { length } = text;
    let at = from;
    while (at < length && isBlank(text.charCodeAt(at))) at += 1;
    return at;
  }

  /** The text of a quoted cell that begins there, and where it ends. */
  #quoted(from: number): { readonly cell: string; readonly end: number } | Uncut {
    const text = this.#text;
    let to = text.indexOf('"', from);
    let isDoubled = false;
    while (to >= 0 && to + 1 < text.length && text.charCodeAt(to + 1) === QUOTE) {
      isDoubled = true;
      to = text.indexOf('"', to + 2);
    }
    if (to < 0) return this.#isOver ? 'odd' : 'more';
    const cell = own(text.slice(from, to));
    return { cell: isDoubled ? cell.replaceAll('""', '"') : cell, end: this.#afterBlanks(to + 1) };
  }

  /** Where a cell without quotes ends. */
  #cellEnd(from: number): number {
    const text = this.#text;
    const { length } = text;
    let at = from;
    while (at < length) {
      const code = text.charCodeAt(at);
      if (code === COMMA || code === LINE_FEED) break;
      at += 1;
    }
    return at;
  }

  /** The cell without quotes, from a letter on that is no blank. */
  #bare(from: number, end: number): string {
    if (from === end) return '';
    const cell = own(this.#text.slice(from, end));
    const last = this.#text.charCodeAt(end - 1);
    return last <= BLANK || last > LAST_OF_ASCII ? cell.trimEnd() : cell;
  }

  #row(): Cells | Uncut {
    const text = this.#text;
    const { length } = text;
    if (this.#at === length) return 'more';
    const cells: string[] = [];
    let lines = 1;
    let at = this.#at;
    for (;;) {
      const from = this.#afterBlanks(at);
      const code = from < length ? text.charCodeAt(from) : LINE_FEED;
      if (code === QUOTE) {
        const quoted = this.#quoted(from + 1);
        if (typeof quoted === 'string') return quoted;
        cells.push(quoted.cell);
        lines += linesIn(quoted.cell);
        at = quoted.end;
      } else {
        if (code > LAST_OF_ASCII && text.charAt(from).trim() === '') return 'odd';
        at = this.#cellEnd(from);
        cells.push(this.#bare(from, at));
      }
      const is = at < length ? text.charCodeAt(at) : undefined;
      if (is === undefined && !this.#isOver) return 'more';
      if (is === COMMA) {
        at += 1;
        continue;
      }
      if ((is !== undefined && is !== LINE_FEED) || !this.#endsAt(at)) return 'odd';
      this.lines += lines;
      this.#next = Math.min(at + 1, length);
      return cells;
    }
  }

  /** Whether the row ends there as the first one did, which is asked here too. */
  #endsAt(at: number): boolean {
    const text = this.#text;
    if (this.ending === undefined) {
      const isReturn = at < text.length && text.charCodeAt(at - 1) === RETURN && at > this.#at;
      const alone = text.indexOf('\r', this.#at);
      if (alone >= 0 && alone < at - (isReturn ? 1 : 0)) return false;
      if (at < text.length) this.ending = isReturn ? '\r\n' : '\n';
      return true;
    }
    return this.ending === '\n' || at >= text.length || (at > this.#at && text.charCodeAt(at - 1) === RETURN);
  }

  /** Where lines end of which rows that are not plain may be made, each time of twice as many. */
  *ends(): Generator<string> {
    const { ending, rest } = this;
    if (ending === undefined) return;
    let [lines, wanted] = [0, 1];
    for (let end = rest.indexOf(ending); end >= 0 && end < MOST_ODD; end = rest.indexOf(ending, end + 1)) {
      lines += 1;
      if (lines < wanted) continue;
      yield rest.slice(0, end + ending.length);
      wanted *= 2;
    }
  }
}

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');

/** What is wrong with CSV that cannot be read to its end: what follows the fault could be any number of rows. */
function unreadable(error: unknown, path: string): unknown {
  if (!isCsvError(error)) return error;
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

/** What a first row of any length may end with: to find it out at each letter takes csv-parse ten times as long. */
const ANY_ENDING = ['\r\n', '\n', '\r'];

function optionsOf({ ending, left }: Cutting): Options {
  if (ending !== undefined) return { ...OPTIONS, record_delimiter: ending };
  return left < MOST_PLAIN ? OPTIONS : { ...OPTIONS, record_delimiter: ANY_ENDING };
}

/** The rows of the next lines, as csv-parse has them; undefined where it cannot say without what follows. */
async function oddRows(cutting: Cutting): Promise<readonly Cells[] | undefined> {
  const { parse } = await import('csv-parse/sync');
  const options = optionsOf(cutting);
  for (const text of cutting.ends()) {
    try {
      const rows = parse(text, options) as string[][];
      cutting.pass(text);
      return rows;
    } catch (error) {
      if (!isCsvError(error)) throw error;
      if (error.code !== 'CSV_QUOTE_NOT_CLOSED') return undefined;
    }
  }
  return undefined;
}

/** All that is left, by csv-parse. */
async function* restOf(cutting: Cutting, texts: AsyncGenerator<string>): AsyncGenerator<RowBatch> {
  const { parse } = await import('csv-parse');
  const parser = parse(optionsOf(cutting));
  Object.assign(parser.info, { lines: cutting.lines + 1 });
  const feed = async () => {
    parser.write(cutting.rest);
    for await (const text of texts) {
      if (!parser.write(text)) await new Promise((resolve) => parser.once('drain', resolve));
    }
    parser.end();
  };
  const fed = feed().catch((error: unknown) => parser.destroy(error as Error));
  for await (const row of parser as AsyncIterable<string[]>) yield (take) => take(row);
  await fed;
}

/** Bytes without the mark that text may begin with. */
async function* unmarked(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (first === undefined) {
      yield chunk;
      continue;
    }
    first = first.length === 0 ? chunk : Buffer.concat([first, chunk]);
    if (first.length < MARK.length) continue;
    yield first.subarray(0, MARK.length).equals(MARK) ? first.subarray(MARK.length) : first;
    first = undefined;
  }
  if (first !== undefined && first.length > 0) yield first;
}

/** Text of bytes, the first of which were read before. */
async function* textsOf(first: Buffer, chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const { StringDecoder } = await import('node:string_decoder');
  const decoder = new StringDecoder('utf8');
  if (first.length > 0) yield decoder.write(first);
  for await (const chunk of chunks) {
    const text = decoder.write(chunk);
    if (text !== '') yield text;
  }
  const last = decoder.end();
  if (last !== '') yield last;
}

/** Rows that are asked for before a file is known for what it is. */
const LOOK_AT = 50;

/** Lines of a file, each a row by itself, of which a reader of plain rows may take what it can. */
class Lines {
  readonly #cutting: Cutting;
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  /** Where the last whole line ends. */
  #to = 0;
  #isBegun = false;
  /** True once a line was no row by itself, or nobody takes plain rows. */
  isOver = false;
  #plain: PlainReader | undefined;

  constructor(cutting: Cutting) {
    this.#cutting = cutting;
  }

  /** Adds bytes; true where there are whole lines. */
  grow(chunk: Buffer): boolean {
    this.#bytes = this.#at < this.#bytes.length ? Buffer.concat([this.rest, chunk]) : chunk;
    this.#at = 0;
    this.#to = this.#bytes.lastIndexOf(LINE_FEED) + 1;
    if (this.#to === 0 && this.#bytes.length > MOST_ODD) this.isOver = true;
    return this.#to > 0;
  }

  /** What was not read. */
  get rest(): Buffer {
    return this.#bytes.subarray(this.#at);
  }

  /** The first rows, if they were not asked for so far. */
  *looks(): Generator<RowBatch> {
    if (this.#isBegun) return;
    this.#isBegun = true;
    yield (take) => {
      for (let rows = 0; rows <= LOOK_AT && this.#at < this.#to && !this.isOver; rows += 1) this.#line(take);
    };
  }

  /** The rows of all whole lines. */
  take(take: (row: Cells) => void, plainOf: PlainReaderOf | undefined): void {
    const { ending } = this.#cutting;
    this.#plain ??= ending === undefined ? undefined : plainOf?.(ending);
    if (plainOf === undefined || this.#plain === undefined) this.isOver = true;
    while (this.#at < this.#to && !this.isOver) {
      this.#takePlain(this.#plain);
      if (this.#at < this.#to) this.#line(take);
    }
  }

  #takePlain(plain: PlainReader | undefined): void {
    if (plain === undefined) return;
    const before = plain.lines;
    this.#at = plain.take(this.#bytes, this.#at, this.#to);
    this.#cutting.lines += plain.lines - before;
    if (!plain.isUseful) this.isOver = true;
  }

  /** Cuts the next line; what is left of it stays with the cutting. */
  #line(take: (row: Cells) => void): void {
    const end = this.#bytes.indexOf(LINE_FEED, this.#at) + 1;
    this.#cutting.grow(this.#bytes.toString('utf8', this.#at, end));
    this.#at = end;
    this.#cutting.take(take);
    if (this.#cutting.left > 0) this.isOver = true;
  }
}

/** Rows of lines as long as each is a row by itself; what was not read in the end. */
async function* rowsOfLines(chunks: AsyncGenerator<Buffer>, cutting: Cutting): AsyncGenerator<RowBatch, Buffer> {
  const lines = new Lines(cutting);
  while (!lines.isOver) {
    const { value, done } = await chunks.next();
    if (done === true) break;
    if (!lines.grow(value)) continue;
    yield* lines.looks();
    if (!lines.isOver) yield (take, plain) => lines.take(take, plain);
  }
  return lines.rest;
}

async function* rowsOf(texts: AsyncGenerator<string>, cutting: Cutting): AsyncGenerator<RowBatch> {
  let odd = 0;
  let ahead = '';
  for (let isOver = false; !isOver; ) {
    const { value, done } = await texts.next();
    isOver = done === true;
    if (isOver) cutting.close();
    else ahead += value;
    // A row that goes on is looked at again when there is twice as much of it: a long one is not read once a chunk.
    if (!isOver && ahead.length < cutting.left) continue;
    cutting.grow(ahead);
    ahead = '';
    for (;;) {
      yield (take) => cutting.take(take);
      const { until } = cutting;
      if (until === 'more' && cutting.left < MOST_PLAIN) break;
      const more = until === 'odd' && odd < MOST_ODD_ROWS ? await oddRows(cutting) : undefined;
      if (more !== undefined) {
        odd += more.length;
        yield (take) => more.forEach(take);
      } else if (until === 'odd' && odd < MOST_ODD_ROWS && !isOver && cutting.left < MOST_ODD) break;
      else return yield* restOf(cutting, texts);
    }
  }
}

/** The rows of CSV, with quoted commas and line breaks, as they come; blanks around a cell are none of it. Throws `notUsage` where it cannot be read to its end. */
export async function* csvRows(chunks: AsyncIterable<Buffer>, path: string): AsyncGenerator<RowBatch> {
  const bytes = unmarked(chunks);
  const cutting = new Cutting();
  try {
    const rest = yield* rowsOfLines(bytes, cutting);
    yield* rowsOf(textsOf(rest, bytes), cutting);
  } catch (error) {
    throw unreadable(error, path);
  } finally {
    await bytes.return(undefined);
  }
}
