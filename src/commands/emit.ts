import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { problem } from '../domain/problem.ts';
import { cardInputs } from '../files/card-inputs.ts';
import { exists, isFolder, systemReason } from '../files/text-file.ts';
import type { Paint } from '../output/render/paint.ts';
import { plain } from '../output/render/plain.ts';
import type { InputOptions, OutputOptions } from './options.ts';
import type { Shell } from './shell.ts';

/** What a result file is made of: all of it, or a part at a time. */
type Content = string | Uint8Array | Iterable<string>;

/** The most characters that are gathered before they are written. */
const CHUNK = 65_536;

/** Small texts together, so that each of them does not cost a write. */
function* gathered(texts: Iterable<string>): Generator<string> {
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

function writeAndClose(descriptor: number, content: Content): void {
  try {
    for (const bytes of bytesOf(content)) {
      for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    }
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
function writeInPlace(path: string, content: Content): void {
  const descriptor = open(path, path);
  try {
    writeAndClose(descriptor, content);
  } catch (error) {
    throw problem('writeFailed', path, systemReason(error));
  }
}

const PERMISSIONS = 0o777;

/** Whole or not at all: written beside the target, then renamed over it. A file that is there keeps its permissions. */
function writeWhole(path: string, content: Content, existing: Stats | undefined): void {
  const partial = join(dirname(path), `.${basename(path)}.${process.pid}.partial`);
  const descriptor = open(partial, path);
  try {
    if (existing !== undefined) fchmodSync(descriptor, existing.mode & PERMISSIONS);
    writeAndClose(descriptor, content);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw problem('writeFailed', path, systemReason(error));
  }
}

/**
 * Refuses what can be seen not to be a place for a result, so that of several none is written.
 * Throws `fileIsFolder`, `outputFolderMissing` or `outputUnwritable`.
 */
export function refuseUnwritable(path: string): void {
  if (isFolder(path)) throw problem('fileIsFolder', path, 'the name of a file to write');
  const folder = dirname(path);
  if (!exists(folder)) throw problem('outputFolderMissing', path, folder);
  try {
    accessSync(exists(path) ? path : folder, constants.W_OK);
  } catch (error) {
    throw problem('outputUnwritable', path, systemReason(error));
  }
}

/**
 * Writes a result file whole or not at all. Throws `fileIsFolder`, `outputFolderMissing`, `outputUnwritable`, or
 * `writeFailed` when the writing itself breaks off.
 */
export function writeFile(path: string, content: Content): void {
  refuseUnwritable(path);
  const target = statSync(path, { throwIfNoEntry: false });
  if (target === undefined) writeWhole(path, content, undefined);
  else if (!target.isFile()) writeInPlace(path, content);
  // Behind a link it is the file that is replaced.
  else writeWhole(realpathSync(path), content, target);
}

type Inputs = Partial<Pick<InputOptions, 'profile' | 'card' | 'offers'>> & {
  readonly budget?: string;
  readonly baseline?: string;
  readonly proposal?: readonly string[];
  /** Files named without a flag. */
  readonly files?: readonly string[];
};

/** A card is several files; a saved result of many megabytes is not searched for what it extends. */
const cardOrFile = (path: string) => (isFolder(path) || /\.ya?ml$/.test(path) ? cardInputs(path) : [path]);

/** Refuses to write over a file that the same command reads. */
export function refuseInput(path: string, { profile, card, offers, budget, baseline, proposal, files }: Inputs): void {
  const target = statSync(path, { throwIfNoEntry: false });
  if (target === undefined || !target.isFile()) return;
  const inputs = [
    ['--profile', profile],
    ...(card === undefined ? [] : cardInputs(card)).map((each) => ['--card', each]),
    ['--budget', budget],
    ['--baseline', baseline],
    ...(offers ?? []).map((each) => ['--offers', each]),
    ...(proposal ?? []).map((each) => ['--proposal', each]),
    ...(files ?? []).flatMap(cardOrFile).map((each) => ['the command', each]),
  ];
  for (const [flag = '', input] of inputs) {
    const read = input === undefined ? undefined : statSync(input, { throwIfNoEntry: false });
    if (read?.ino === target.ino && read.dev === target.dev) throw problem('outputIsInput', path, flag);
  }
}

/** What tells Excel that a CSV file is UTF-8. https://www.unicode.org/faq/utf_bom.html */
const BYTE_ORDER_MARK = '\ufeff';

/** Throws `usage` for a mark in front of what is not CSV. */
export function refuseMark({ bom, format }: Partial<OutputOptions>): void {
  if (bom !== true || format === 'csv' || format === 'focus') return;
  throw problem('usage', `--bom does not fit --format ${format}.`, 'A byte order mark goes in front of CSV alone.');
}

function marked(text: string | Iterable<string>, options: Partial<OutputOptions>): string | Iterable<string> {
  refuseMark(options);
  if (options.bom !== true) return text;
  return `${BYTE_ORDER_MARK}${text}`;
}

/**
 * The file a workbook goes to. Bytes on a terminal help nobody, so there is no default: throws `usage` without a file,
 * and for what belongs to other formats.
 */
export function workbookPath({ output, bom }: Partial<OutputOptions>): string {
  if (bom === true)
    throw problem('usage', '--bom does not fit --format xlsx.', 'A byte order mark goes in front of CSV alone.');
  if (output !== undefined && output !== '-') return output;
  throw problem('usage', '--format xlsx needs a file.', 'Name it with --output plan.xlsx.');
}

/** Sends a result where it was asked for, whole or a part at a time: standard output, or a file with --output. */
export function emit(text: string | Iterable<string>, options: Partial<OutputOptions> & Inputs, shell: Shell): void {
  const sent = marked(text, options);
  if (options.output === undefined || options.output === '-') {
    for (const part of typeof sent === 'string' ? [sent] : gathered(sent)) shell.write(part);
  } else {
    refuseInput(options.output, options);
    writeFile(options.output, sent);
  }
}

/** Colour only on a terminal that takes it, and never into a file. */
export async function paintFor(options: OutputOptions, shell: Shell): Promise<Paint> {
  const toScreen = options.output === undefined || options.output === '-';
  if (!options.color || !toScreen || !shell.colour()) return plain;
  return (await import('../output/render/paint.ts')).colours;
}

/** Says warnings on standard error, where no pipe can swallow them. */
export function warn(texts: readonly string[], options: Pick<OutputOptions, 'quiet'>, shell: Shell): void {
  if (options.quiet === true) return;
  for (const text of texts) shell.say(`warning: ${text}\n`);
}
