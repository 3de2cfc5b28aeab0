import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { problem } from '../domain/problem.ts';
import { SIGNALS } from '../files/signals.ts';
import { systemReason } from '../files/text-file.ts';

/** What a result file is made of: all of it, or a part at a time. */
export type Content = string | Uint8Array | Iterable<string>;

/** What a writing that broke off has left behind. */
const [NOTHING_LEFT, PART_LEFT] = ['nothing', 'a part'] as const;

/** The most characters that are gathered before they are written. */
const CHUNK = 65_536;

/** Small texts together, so that each of them does not cost a write. */
export function* gathered(texts: Iterable<string>): Generator<string> {
  let waiting = '';
  for (const text of texts) {
    waiting += text;
    if (waiting.length < CHUNK) continue;
    yield waiting;
    waiting = '';
  }
  if (waiting !== '') yield waiting;
}

function* bytesOf(content: Content): Generator<Uint8Array> {
  if (content instanceof Uint8Array) yield content;
  else if (typeof content === 'string') yield Buffer.from(content, 'utf8');
  else for (const text of gathered(content)) yield Buffer.from(text, 'utf8');
}

function writeAll(descriptor: number, content: Content): void {
  for (const bytes of bytesOf(content)) {
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
  }
}

function open(path: string, flags: string | number, shown: string): number {
  try {
    return openSync(path, flags);
  } catch (error) {
    throw problem('outputUnwritable', shown, systemReason(error));
  }
}

/** A device or a pipe is written as it is: it must not be replaced by a file. */
function writeInPlace(path: string, content: Content): void {
  const descriptor = open(path, 'w', path);
  try {
    writeAll(descriptor, content);
  } catch (error) {
    throw problem('writeFailed', path, systemReason(error), PART_LEFT);
  } finally {
    closeSync(descriptor);
  }
}

const MOST_LINKS = 40;

/** The path that a path leads to by its links, whether anything is there or not. Throws what the file system does. */
export function destination(path: string, links = 0): string {
  const here = join(realpathSync(dirname(path)), basename(path));
  const link = lstatSync(here, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (!link || links === MOST_LINKS) return here;
  const target = readlinkSync(here);
  return destination(isAbsolute(target) ? target : join(dirname(here), target), links + 1);
}

/** A signal that comes while a file grows waits until its name is right, or it is gone; then it does what it does. */
function withoutInterruption(work: () => void): void {
  const pass = (signal: NodeJS.Signals) => {
    release();
    process.kill(process.pid, signal);
  };
  const release = () => {
    for (const signal of SIGNALS) process.off(signal, pass);
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  try {
    work();
  } finally {
    // The loop hands out signals that have come before it runs this.
    setImmediate(release);
  }
}

const PERMISSIONS = 0o777;

/** Whole or not at all: written beside the target, then renamed over it. A file that is there keeps its permissions. */
function writeWhole(path: string, content: Content, existing: Stats | undefined, shown: string): void {
  // A name nobody can guess, and no file or link that is there already is taken for it.
  const partial = join(dirname(path), `.tokencost-${crypto.randomUUID()}.partial`);
  withoutInterruption(() => {
    const descriptor = open(partial, 'wx', shown);
    try {
      try {
        if (existing !== undefined) fchmodSync(descriptor, existing.mode & PERMISSIONS);
        writeAll(descriptor, content);
      } finally {
        closeSync(descriptor);
      }
      renameSync(partial, path);
    } catch (error) {
      rmSync(partial, { force: true });
      throw problem('writeFailed', shown, systemReason(error), NOTHING_LEFT);
    }
  });
}

/**
 * Writes a result file whole or not at all. Throws `outputUnwritable`, or `writeFailed` when the writing breaks off;
 * only on a device is a part of it left then.
 */
export function writeFile(path: string, content: Content): void {
  let existing: Stats | undefined;
  let end: string;
  try {
    existing = statSync(path, { throwIfNoEntry: false });
    end = destination(path);
  } catch (error) {
    throw problem('outputUnwritable', path, systemReason(error));
  }
  if (existing?.isFile() === false) writeInPlace(path, content);
  else writeWhole(end, content, existing, path);
}

/**
 * Appends a text to a file, whole or not at all, and leaves no file that it made empty; gives what takes it back, as long as nobody has written after it.
 * Throws `outputUnwritable` or `writeFailed`.
 */
export function appendWhole(path: string, text: string): () => void {
  const { O_APPEND, O_CREAT, O_WRONLY } = constants;
  const created = statSync(path, { throwIfNoEntry: false }) === undefined;
  const descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT, path);
  const before = fstatSync(descriptor);
  const cut = (open: number) => {
    ftruncateSync(open, before.size);
    if (created) rmSync(path, { force: true });
  };
  try {
    writeAll(descriptor, text);
  } catch (error) {
    if (!before.isFile()) throw problem('writeFailed', path, systemReason(error), PART_LEFT);
    cut(descriptor);
    throw problem('writeFailed', path, systemReason(error), NOTHING_LEFT);
  } finally {
    closeSync(descriptor);
  }
  return () => {
    const again = before.isFile() ? open(path, O_WRONLY, path) : undefined;
    if (again === undefined) return;
    if (fstatSync(again).size === before.size + Buffer.byteLength(text, 'utf8')) cut(again);
    closeSync(again);
  };
}
