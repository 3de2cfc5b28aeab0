import { closeSync, createReadStream, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { problem } from '../domain/problem.ts';

/** Bytes of the longest record: a request log holds prompts, and a line of them has no bound. */
export const MOST_RECORD = 16_777_216;

const STDIN = 0;
const GZIP = [0x1f, 0x8b];
/** The first bytes of files that hold usage in a form that is not read here, with what makes one that is. */
const OTHERS: readonly (readonly [bytes: readonly number[], what: string, remedy: string])[] = [
  [
    [0x28, 0xb5, 0x2f, 0xfd],
    'is compressed with zstd',
    'Name the file, or unpack it: zstd -dc FILE | tokencost import -.',
  ],
  [
    [0x50, 0x41, 0x52, 0x31],
    'is a Parquet file',
    'It is read from its end: name the file instead of passing it through a pipe.',
  ],
  [[0x00, 0x00], 'begins with zeros and is no text', 'Name an export or a log of usage.'],
  [[0x50, 0x4b, 0x03, 0x04], 'is a ZIP archive or a workbook', 'Unpack it, or save the sheet as CSV.'],
];

/** Marks of text in letters of two bytes, which Excel and PowerShell write. */
const WIDE: readonly (readonly [bytes: readonly number[], encoding: string])[] = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

const startsWith = (chunk: Uint8Array, bytes: readonly number[]) => bytes.every((byte, index) => chunk[index] === byte);

function refuse(name: string, error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') throw problem('fileMissing', name);
  if (code === 'EISDIR') throw problem('fileIsFolder', name, 'files of usage: usage.csv, logs/*.jsonl.gz');
  if (code?.startsWith('Z_') === true) throw problem('notUsage', name, 'its gzip data is damaged', 'Fetch it again.');
  throw problem('fileUnreadable', name, code ?? String(error));
}

async function* chunksOf(stream: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of stream) yield chunk as Buffer;
}

/** Bytes of a file that are read at a time. */
const CHUNK = 262_144;

/** The chunks of a file on a disk: without a stream of Node, whose modules take longer to start than a small file to be read. */
async function* chunksOfFile(path: string): AsyncGenerator<Buffer> {
  const descriptor = openSync(path, 'r');
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafeSlow(CHUNK);
      const length = readSync(descriptor, chunk, 0, CHUNK, null);
      if (length === 0) return;
      yield length < CHUNK ? chunk.subarray(0, length) : chunk;
    }
  } finally {
    closeSync(descriptor);
  }
}

const LINE_FEED = 0x0a;
/** A block of a file, and what of it is looked at first. */
const BLOCK = 1_048_576;
const LOOK = 4096;

/**
 * Whether a file that is not packed may have a line of two blocks or more, which has one block to itself: of each no more is read
 * than up to its first end of a line.
 */
export function mayHaveLongLine(path: string): boolean {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const block = Buffer.alloc(BLOCK);
    for (let from = 0; from + BLOCK <= size; from += BLOCK) {
      const first = readSync(descriptor, block, 0, LOOK, from);
      if (block.subarray(0, first).includes(LINE_FEED)) continue;
      const length = readSync(descriptor, block, 0, BLOCK, from);
      if (!block.subarray(0, length).includes(LINE_FEED)) return true;
    }
    return false;
  } finally {
    closeSync(descriptor);
  }
}

/** Unpacks gzip. */
async function* unpacked(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const [{ Readable: Stream }, { createGunzip }] = [await import('node:stream'), await import('node:zlib')];
  yield* chunksOf(Stream.from(chunks).pipe(createGunzip()));
}

/** The stream with a first chunk of at least two bytes, where there are two. */
async function opened(stream: AsyncGenerator<Buffer>): Promise<Buffer> {
  let first: Buffer = Buffer.alloc(0);
  while (first.length < GZIP.length) {
    const { value, done } = await stream.next();
    if (done === true) break;
    first = Buffer.concat([first, value]);
  }
  return first;
}

async function* rest(first: Buffer, stream: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* stream;
}

/** Whether text begins with the mark of letters of two bytes. */
export const isWide = (first: Uint8Array): boolean => WIDE.some(([bytes]) => startsWith(first, bytes));

/** Text of two bytes a letter as that of one; any other as it is. */
async function* narrowed(stream: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const first = await opened(stream);
  const wide = WIDE.find(([bytes]) => startsWith(first, bytes));
  if (wide === undefined) {
    yield* rest(first, stream);
    return;
  }
  const decoder = new TextDecoder(wide[1]);
  for await (const chunk of rest(first, stream)) yield Buffer.from(decoder.decode(chunk, { stream: true }));
}

/**
 * The bytes of a file or of standard input (`-`), unpacked where they are gzip, in UTF-8 unless `as they are`, a chunk at a time.
 * Throws `fileMissing`, `fileIsFolder`, `fileUnreadable`, or `notUsage` for a format that is not read.
 */
export async function* bytesOf(path: string, text?: 'as they are'): AsyncGenerator<Buffer> {
  const name = path === '-' ? 'standard input' : path;
  try {
    const found = path === '-' ? undefined : statSync(path);
    if (found?.isDirectory() === true)
      throw problem('fileIsFolder', name, 'files of usage: usage.csv, logs/*.jsonl.gz');
    const raw = () => createReadStream(path === '-' ? '' : path, path === '-' ? { fd: STDIN, autoClose: false } : {});
    const stream = found?.isFile() === true ? chunksOfFile(path) : chunksOf(raw());
    const first = await opened(stream);
    const other = OTHERS.find(([bytes]) => startsWith(first, bytes));
    if (other !== undefined) throw problem('notUsage', name, other[1], other[2]);
    const isPacked = startsWith(first, GZIP);
    const all = isPacked ? unpacked(rest(first, stream)) : rest(first, stream);
    yield* text === undefined ? narrowed(all) : all;
  } catch (error) {
    if (error instanceof Error && 'remedy' in error) throw error;
    refuse(name, error);
  }
}
