import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
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
  };
  return words[code] === undefined ? code : `${words[code]}, ${code}`;
}

/** True when the path exists, as a file or as a folder. */
export function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
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

/**
 * The text of a file. `expected` names what should have been given, for the message about a folder.
 * Throws `fileMissing`, `fileIsFolder`, `fileTooLarge`, `notUtf8` or `fileUnreadable`.
 */
export function readText(path: string, expected: string, mostMegabytes = MOST_MEGABYTES): string {
  try {
    const info = statSync(path);
    if (info.isDirectory()) throw problem('fileIsFolder', path, expected);
    if (info.size > mostMegabytes * BYTES_PER_MEGABYTE) throw problem('fileTooLarge', path, mostMegabytes);
    return decoded(readFileSync(path), path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw problem('fileMissing', path);
    if (error instanceof Error && 'remedy' in error) throw error;
    throw problem('fileUnreadable', path, systemReason(error));
  }
}
