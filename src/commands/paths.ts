import { accessSync, closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { problem } from '../domain/problem.ts';
import { shippedPricing } from '../files/shipped.ts';
import { systemReason } from '../files/text-file.ts';
import type { Shell } from './shell.ts';
import { destination } from './write-file.ts';

/** Every option that names a file to read, and what that file is. */
export const READS = {
  profile: { flag: '--profile', expected: 'a profile: a YAML file of workloads' },
  budget: { flag: '--budget', expected: 'a budget: a YAML file of limits' },
  baseline: { flag: '--baseline', expected: 'a baseline: a JSON answer of check or estimate' },
  offers: { flag: '--offers', expected: 'an offers file: a YAML file of aggregators and contracts' },
  contract: { flag: '--contract', expected: 'a contract: a YAML file of the terms that were signed' },
  usage: { flag: '--usage', expected: 'a usage export or a log' },
  bill: { flag: '--bill', expected: 'a bill: a cost export, a cost report or FOCUS charges' },
  accept: { flag: '--accept', expected: 'a file of accepted differences' },
  proposal: { flag: '--proposal', expected: "a proposal: a YAML file of a vendor's terms" },
} as const;

/** Options that name a rate card: by the id of one that ships, or by a file or a folder. */
export const CARDS = { card: '--card', extends: '--extends' } as const;

/** Arguments without a flag that are files of usage, which are never cards and may be larger than memory. */
const USAGE_ARGUMENTS = ['usage'];

/** Arguments without a flag that are files, cards or folders, by their names in the declaration of a command. */
const CARD_ARGUMENTS = ['file', 'files', 'paths'];

/** Every option that names a file to write. `--also` has a format in front of its path. */
export const WRITES = {
  output: '--output',
  report: '--report',
  also: '--also',
  summary: '--summary',
  update: '--update',
  focusCommitments: '--focus-commitments',
} as const;

const STANDARD_STREAM = '-';
const [STDIN, STDOUT] = [0, 1];

/** The names of all options and arguments that are paths: what the command line declares must be among them. */
export const PATHS = {
  options: [...Object.keys(READS), ...Object.keys(CARDS), ...Object.keys(WRITES)],
  args: [...CARD_ARGUMENTS, ...USAGE_ARGUMENTS],
};

/** A path that was given, with the words a message names it by: `--profile plan.yaml`. */
interface Given {
  readonly flag: string;
  readonly path: string;
  readonly shown: string;
}

/** The values of a command: its options, and its arguments by their names. */
export interface Values {
  readonly options: Readonly<Record<string, unknown>>;
  readonly args: readonly { readonly name: string; readonly value: unknown }[];
}

function textsOf(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === 'string');
}

function given(names: Readonly<Record<string, string>>, { options }: Values): Given[] {
  return Object.entries(names).flatMap(([name, flag]) =>
    textsOf(options[name]).map((text) => {
      const path = name === 'also' ? text.slice(text.indexOf('=') + 1) : text;
      return { flag, path, shown: `${flag} ${path}` };
    }),
  );
}

/** The paths of arguments without a flag, which a message calls by themselves. */
function namedIn({ args }: Values, names: readonly string[]): Given[] {
  return args
    .filter(({ name }) => names.includes(name))
    .flatMap(({ value }) => textsOf(value).map((path) => ({ flag: 'the command', path, shown: path })));
}

/** Some files can be opened and not be read. What is no file, such as a pipe, would lose the byte. */
function readByte(path: string): void {
  const file = openSync(path, 'r');
  try {
    readSync(file, Buffer.alloc(1), 0, 1, 0);
  } finally {
    closeSync(file);
  }
}

/** What is at a path that is to be read; undefined where nothing is. */
function lookAt({ path, shown }: Given): Stats | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isFile() === true) readByte(path);
    else if (found !== undefined) accessSync(path, constants.R_OK);
    return found;
  } catch (error) {
    throw problem('fileUnreadable', shown, systemReason(error));
  }
}

/** Throws `fileMissing`, `fileIsFolder` or `fileUnreadable`, with the flag and the path. */
function refuseUnreadable(values: Values): void {
  for (const [name, { flag, expected }] of Object.entries(READS)) {
    for (const each of given({ [name]: flag }, values)) {
      if (each.path === STANDARD_STREAM) continue;
      const found = lookAt(each);
      if (found === undefined) throw problem('fileMissing', each.shown);
      if (found.isDirectory()) throw problem('fileIsFolder', each.shown, expected);
    }
  }
}

/**
 * Throws what keeps a file from being written, with the flag and the path: `fileIsFolder`, `outputFolderMissing` or
 * `outputUnwritable`.
 */
function refuseUnwritable({ path, shown }: Given): void {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory() === true) throw problem('fileIsFolder', shown, 'the name of a file to write');
    const folder = dirname(path);
    if (statSync(folder, { throwIfNoEntry: false }) === undefined) throw problem('outputFolderMissing', shown, folder);
    accessSync(found === undefined ? dirname(destination(path)) : path, constants.W_OK);
  } catch (error) {
    if (error instanceof Error && 'remedy' in error) throw error;
    throw problem('outputUnwritable', shown, systemReason(error));
  }
}

const identityOf = ({ dev, ino }: Stats) => `${dev}:${ino}`;

/** A file by what it is, not by its name: two names and a link are one; of what is not there yet, where it will be. */
function fileAt(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? destination(path) : identityOf(found);
}

/** Standard output, where it goes to a file or a pipe: it is a place that is written like another. */
function standardOutput(): Given[] {
  const info = fstatSync(STDOUT);
  if (!info.isFile() && !info.isFIFO()) return [];
  return [{ flag: 'standard output', path: STANDARD_STREAM, shown: 'standard output' }];
}

/** Throws `usage` where two answers would go to one file. */
function refuseTwice(targets: readonly Given[]): void {
  const seen = new Map<string, Given>();
  for (const target of [...standardOutput(), ...targets]) {
    const file = target.path === STANDARD_STREAM ? identityOf(fstatSync(STDOUT)) : fileAt(target.path);
    const other = seen.get(file);
    if (other !== undefined)
      throw problem('usage', `${other.shown} and ${target.shown} are one file.`, 'Give each answer a file of its own.');
    seen.set(file, target);
  }
}

/** Files whose rows are added up: one that is given twice would count twice. */
const ADDED_UP = ['usage', 'bill'] as const;

/** Throws `usage` where a file of rows is given twice, by whatever names. */
function refuseReadTwice(values: Values): void {
  for (const name of ADDED_UP) {
    const seen = new Map<string, Given>();
    for (const each of given({ [name]: READS[name].flag }, values)) {
      if (each.path === STANDARD_STREAM) continue;
      const file = fileAt(each.path);
      const other = seen.get(file);
      if (other !== undefined)
        throw problem(
          'usage',
          `${other.shown} and ${each.shown} are one file.`,
          'Name it once: its rows would count twice.',
        );
      seen.set(file, each);
    }
  }
}

/** All files that a command reads, those of a card and of what it extends among them. */
async function inputsOf(values: Values, cardIds: () => readonly string[]): Promise<Given[]> {
  const flags = Object.fromEntries(Object.entries(READS).map(([name, { flag }]) => [name, flag]));
  const plain = given(flags, values);
  const cards = [...given(CARDS, values), ...namedIn(values, CARD_ARGUMENTS)].filter(
    ({ path }) => !cardIds().includes(path),
  );
  const { cardInputs } = await import('../files/card-inputs.ts');
  const parts = cards.flatMap((card) =>
    card.path === STANDARD_STREAM ? [card] : cardInputs(card.path).map((path) => ({ ...card, path })),
  );
  return [...plain, ...namedIn(values, USAGE_ARGUMENTS), ...parts];
}

/** Throws `outputIsInput` where an answer would take the place of a file that the command reads. */
async function refuseInputs(targets: readonly Given[], values: Values, cardIds: () => readonly string[]) {
  const present = targets.filter(({ path }) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
  if (present.length === 0) return;
  const read = new Map<string, string>();
  for (const { flag, path } of await inputsOf(values, cardIds)) {
    const info = path === STANDARD_STREAM ? fstatSync(STDIN) : statSync(path, { throwIfNoEntry: false });
    if (info !== undefined) read.set(identityOf(info), path === STANDARD_STREAM ? 'standard input' : flag);
  }
  for (const { path, shown } of present) {
    const reader = read.get(identityOf(statSync(path)));
    if (reader !== undefined) throw problem('outputIsInput', shown, reader);
  }
}

/** Throws `stdinTwice`: a second reader of standard input would find it empty. */
function refuseStdinTwice(values: Values): void {
  const flags = Object.fromEntries(Object.entries(READS).map(([name, { flag }]) => [name, flag]));
  const all = [...given({ ...flags, ...CARDS }, values), ...namedIn(values, [...CARD_ARGUMENTS, ...USAGE_ARGUMENTS])];
  if (all.filter(({ path }) => path === STANDARD_STREAM).length > 1) throw problem('stdinTwice');
}

/**
 * The one place that asks of every path a command is given whether it may be read or written: before anything is read,
 * computed or written. A path that names a card may be an id, and is left to who knows them.
 * Throws the problem, with the flag and the path.
 */
export async function refusePaths(values: Values, shell: Pick<Shell, 'pricingFolder'>): Promise<void> {
  const shipped = shippedPricing(shell.pricingFolder);
  const cardIds = () => shipped.cardIds();
  for (const card of given(CARDS, values)) if (!cardIds().includes(card.path)) lookAt(card);
  for (const each of namedIn(values, CARD_ARGUMENTS)) lookAt(each);
  for (const each of namedIn(values, USAGE_ARGUMENTS)) {
    if (each.path === STANDARD_STREAM) continue;
    if (lookAt(each)?.isDirectory() === true) throw problem('fileIsFolder', each.shown, 'an export or a log of usage');
  }
  refuseUnreadable(values);
  refuseStdinTwice(values);
  refuseReadTwice(values);
  const written = given(WRITES, values).filter(({ path }) => path !== STANDARD_STREAM && path !== '');
  for (const target of written) refuseUnwritable(target);
  refuseTwice(written);
  await refuseInputs(written, values, cardIds);
}
