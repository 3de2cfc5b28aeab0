import { readFileSync, statSync } from 'node:fs';
import { problem } from '../domain/problem.ts';

const MOST_MEGABYTES = 10;
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

/**
 * The text of a file. `expected` names what should have been given, for the message about a folder.
 * Throws `fileMissing`, `fileIsFolder`, `fileTooLarge` or `fileUnreadable`.
 */
export function readText(path: string, expected: string): string {
  try {
    const info = statSync(path);
    if (info.isDirectory()) throw problem('fileIsFolder', path, expected);
    if (info.size > MOST_MEGABYTES * BYTES_PER_MEGABYTE) throw problem('fileTooLarge', path, MOST_MEGABYTES);
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw problem('fileMissing', path);
    if (error instanceof Error && 'remedy' in error) throw error;
    throw problem('fileUnreadable', path, systemReason(error));
  }
}
