import { fstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Day } from '../domain/day.ts';
import { problem } from '../domain/problem.ts';
import { readOpen, systemReason } from '../files/text-file.ts';
import { SCREEN_WIDTH } from '../output/render/screen-width.ts';
import { compileLater } from './compile-later.ts';
import type { Shell } from './shell.ts';
import { writeAll } from './write-all.ts';

const STDIN = 0;
const STDOUT = 1;
const STDERR = 2;
const ISO_DAY_LENGTH = 10;

/** A reader that has seen enough (`| head -1`) is no failure: the work goes on, for its verdict is in the exit code. */
function resultWriter(): Shell['write'] {
  let readerLeft = false;
  return (text) => {
    if (readerLeft) return;
    try {
      writeAll(STDOUT, text);
    } catch (error) {
      readerLeft = (error as NodeJS.ErrnoException).code === 'EPIPE';
      if (!readerLeft) throw problem('writeFailed', 'standard output', systemReason(error), 'a part');
    }
  };
}

function say(text: string): void {
  try {
    writeAll(STDERR, text);
  } catch {
    // Nobody is listening; there is no better place to say so.
  }
}

const SHOWN_EVERY_MS = 200;
const CLEAR_LINE = '\r\u001b[2K';

/** How far long work is, in one line of a terminal that is written over at most five times a second. */
export function progressLine(isTerminal: () => boolean, write: (text: string) => void, now: () => number) {
  let shown = now();
  let isShown = false;
  return (text: string): void => {
    if (text === '' ? !isShown : now() - shown < SHOWN_EVERY_MS || !isTerminal()) return;
    write(`${CLEAR_LINE}${text}`);
    shown = now();
    isShown = text !== '';
  };
}

function takesColour(environment: NodeJS.ProcessEnv): boolean {
  const { NO_COLOR: noColour, TERM: terminal } = environment;
  if ((noColour !== undefined && noColour !== '') || terminal === 'dumb') return false;
  return isTerminal();
}

/** A terminal is a character device; asking a pipe for process.stdout would load the network modules. */
const isTerminal = () => fstatSync(STDOUT).isCharacterDevice() && process.stdout.isTTY === true;

/** Columns that screens are made for: fewer are as the least, and more as the most. */
const [LEAST_COLUMNS, MOST_COLUMNS] = [60, 200];

/** COLUMNS where it says so, else what the terminal says, else what a pipe is written with. */
function columnsOf({ COLUMNS: stated = '' }: NodeJS.ProcessEnv): number {
  const terminal = () => (fstatSync(STDOUT).isCharacterDevice() ? process.stdout.columns : undefined);
  const columns = /^[1-9]\d{0,4}$/.test(stated) ? Number(stated) : (terminal() ?? SCREEN_WIDTH);
  return Math.min(MOST_COLUMNS, Math.max(LEAST_COLUMNS, columns));
}

/** Whether a terminal or a locale asks for ASCII: a dumb one, and one of C, of POSIX or of a set that is not UTF-8. */
function asksForAscii({ LC_ALL, LC_CTYPE, LANG, TERM }: NodeJS.ProcessEnv): boolean {
  if (TERM === 'dumb') return true;
  const locale = [LC_ALL, LC_CTYPE, LANG].find((each) => each !== undefined && each !== '') ?? '';
  const codeset = /\.([^@]*)/.exec(locale)?.[1];
  return codeset === undefined ? /^(?:C|POSIX)$/.test(locale) : !/^utf-?8$/i.test(codeset);
}

const isErrorTerminal = () => fstatSync(STDERR).isCharacterDevice() && process.stderr.isTTY === true;

/** The shell of this process. */
export function processShell(): Shell {
  return {
    write: resultWriter(),
    say,
    progress: progressLine(isErrorTerminal, say, Date.now),
    readInput: (mostMegabytes) => readOpen(STDIN, 'standard input', 'a file or a pipe', mostMegabytes),
    expectWork: compileLater,
    variable: (name) => process.env[name],
    today: () => new Date().toISOString().slice(0, ISO_DAY_LENGTH) as Day,
    screen: () => ({ width: columnsOf(process.env), ascii: asksForAscii(process.env), terminal: isTerminal() }),
    colour: () => takesColour(process.env),
    pricingFolder: join(import.meta.dirname, 'pricing'),
  };
}
