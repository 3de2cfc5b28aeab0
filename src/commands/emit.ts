import { closeSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { problem } from '../domain/problem.ts';
import { exists, isFolder, systemReason } from '../files/text-file.ts';
import type { Paint } from '../output/paint.ts';
import { plain } from '../output/plain.ts';
import type { OutputOptions } from './options.ts';
import type { Shell } from './shell.ts';

function writeAndClose(descriptor: number, text: string): void {
  try {
    const bytes = Buffer.from(text, 'utf8');
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
  } finally {
    closeSync(descriptor);
  }
}

function open(path: string, shown: string): number {
  try {
    return openSync(path, 'w');
  } catch (error) {
    throw problem('outputUnwritable', shown, systemReason(error));
  }
}

/** A device or a pipe is written as it is: it must not be replaced by a file. */
function writeInPlace(path: string, text: string): void {
  const descriptor = open(path, path);
  try {
    writeAndClose(descriptor, text);
  } catch (error) {
    throw problem('writeFailed', path, systemReason(error));
  }
}

/** Whole or not at all: written beside the target, then renamed over it. */
function writeWhole(path: string, text: string): void {
  const partial = join(dirname(path), `.${basename(path)}.${process.pid}.partial`);
  const descriptor = open(partial, path);
  try {
    writeAndClose(descriptor, text);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw problem('writeFailed', path, systemReason(error));
  }
}

/**
 * Writes a result file whole or not at all. Throws `fileIsFolder`, `outputFolderMissing`, `outputUnwritable`, or
 * `writeFailed` when the writing itself breaks off.
 */
export function writeFile(path: string, text: string): void {
  if (isFolder(path)) throw problem('fileIsFolder', path, 'the name of a file to write');
  const folder = dirname(path);
  if (!exists(folder)) throw problem('outputFolderMissing', path, folder);
  const target = statSync(path, { throwIfNoEntry: false });
  if (target !== undefined && !target.isFile()) writeInPlace(path, text);
  else writeWhole(path, text);
}

/** Sends a result where it was asked for: standard output, or a file with --output. */
export function emit(text: string, options: Pick<OutputOptions, 'output'>, shell: Shell): void {
  if (options.output === undefined || options.output === '-') shell.write(text);
  else writeFile(options.output, text);
}

/** Colour only on a terminal that takes it, and never into a file. */
export async function paintFor(options: OutputOptions, shell: Shell): Promise<Paint> {
  const toScreen = options.output === undefined || options.output === '-';
  if (!options.color || !toScreen || !shell.colour()) return plain;
  return (await import('../output/paint.ts')).colours;
}

/** Says warnings on standard error, where no pipe can swallow them. */
export function warn(texts: readonly string[], options: Pick<OutputOptions, 'quiet'>, shell: Shell): void {
  if (options.quiet === true) return;
  for (const text of texts) shell.say(`warning: ${text}\n`);
}
