import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readdirSync, readSync, type Stats, statSync } from 'node:fs';
import { problem } from '../domain/problem.ts';

const MOST_MEGABYTES = 10;
/** A saved estimate of a thousand workloads is 40 MB. */
export const MOST_SAVED_MEGABYTES = 200;
const BYTES_PER_MEGABYTE = 1_048_576;

/** What the operating system said, without the path it repeats. */
export function systemReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  const words: Record<string, string> = {
    EACCES: 'permission denied',
    EPERM: 'operation not permitted',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is not a folder',
    ENOSPC: 'no space left on the device',
    EROFS: 'the file system is read-only',
    ELOOP: 'too many symbolic links',
    ENAMETOOLONG: 'the name is too long',
    ENXIO: 'there is nothing at the other end',
    EIO: 'the device failed',
  };
  return words[code] === undefined ? code : `${words[code]}, ${code}`;
}

/** What is at a path, links followed; undefined where nothing is. Throws `fileUnreadable` where that cannot be known. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw problem('fileUnreadable', path, systemReason(error));
  }
}

/** True when the path exists, as a file or as a folder. Throws `fileUnreadable`. */
export function exists(path: string): boolean {
  return statOf(path) !== undefined;
}

/** Throws `fileUnreadable`. */
export function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() ?? false;
}

/** The names of the YAML files of a folder, sorted. Throws `fileUnreadable`. */
export function yamlFilesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort();
  } catch (error) {
    throw problem('fileUnreadable', folder, systemReason(error));
  }
}

const MARK = '\u{feff}';

/** UTF-16 that says so by its first two bytes, as some editors and shells write it; undefined otherwise. */
function utf16(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le');
  if (bytes[0] !== 0xfe || bytes[1] !== 0xff || bytes.length % 2 === 1) return undefined;
  return Buffer.from(bytes).swap16().toString('utf16le');
}

function placeIn(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}

/** Text from bytes, without the mark that may say its encoding. Throws `notUtf8` where a guess would be needed. */
export function decoded(bytes: Buffer, path: string): string {
  const text = utf16(bytes) ?? bytes.toString('utf8');
  if (utf16(bytes) === undefined && !isUtf8(bytes)) {
    throw problem('notUtf8', `${path}:${placeIn(text, text.indexOf('\u{fffd}'))}`, 'this byte is of another encoding');
  }
  const zero = text.indexOf('\0');
  if (zero >= 0) throw problem('notUtf8', `${path}:${placeIn(text, zero)}`, 'this byte is zero');
  return text.startsWith(MARK) ? text.slice(MARK.length) : text;
}

const CHUNK = 65_536;
/** How long to wait before a writer that has nothing yet is asked again. */
const RETRY_MS = 2;

function readSome(descriptor: number, into: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, into, 0, into.length, null);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

/** The size of a device or a pipe is known when it has been read: the limit is held while it is. */
function bytesOf(descriptor: number, path: string, expected: string, mostMegabytes: number): Buffer {
  const most = mostMegabytes * BYTES_PER_MEGABYTE;
  const info = fstatSync(descriptor);
  if (info.isDirectory()) throw problem('fileIsFolder', path, expected);
  const tooLarge = () => problem('fileTooLarge', path, mostMegabytes);
  if (info.size > most) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(info.isFile() ? Math.max(CHUNK, info.size - size) : CHUNK);
    const count = readSome(descriptor, chunk);
    if (count === 0) return Buffer.concat(chunks);
    size += count;
    if (size > most) throw tooLarge();
    chunks.push(chunk.subarray(0, count));
  }
}

const isProblem = (error: unknown) => error instanceof Error && 'remedy' in error;

/**
 * The text behind an open descriptor. `expected` names what should have been given, for the message about a folder.
 * Throws `fileIsFolder`, `fileTooLarge`, `notUtf8` or `fileUnreadable`.
 */
export function readOpen(descriptor: number, path: string, expected: string, mostMegabytes = MOST_MEGABYTES): string {
  try {
    return decoded(bytesOf(descriptor, path, expected, mostMegabytes), path);
  } catch (error) {
    if (isProblem(error)) throw error;
    throw problem('fileUnreadable', path, systemReason(error));
  }
}

/** The text of a file. Throws `fileMissing`, or what `readOpen` throws. */
export function readText(path: string, expected: string, mostMegabytes = MOST_MEGABYTES): string {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw problem('fileMissing', path);
    throw problem('fileUnreadable', path, systemReason(error));
  }
  try {
    return readOpen(descriptor, path, expected, mostMegabytes);
  } finally {
    closeSync(descriptor);
  }
}
