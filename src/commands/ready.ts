import { fstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAll } from './write-all.ts';

const STDOUT = 1;
const QUESTIONS: ReadonlyMap<string | undefined, string> = new Map([
  ['-h', 'help'],
  ['--help', 'help'],
  ['-v', 'version'],
  ['--version', 'version'],
]);
const WORD = /^[a-z][a-z-]*$/;

/** The file that answers a line which asks for the help of a command, or for the version: of `cards show -h` it is `cards.show.help.txt`. */
export function readyFile(argv: readonly string[]): string | undefined {
  const question = QUESTIONS.get(argv.at(-1));
  const words = argv.slice(0, -1);
  if (question === undefined || !words.every((word) => WORD.test(word))) return undefined;
  return `${[...words, question].join('.')}.txt`;
}

function textIn(folder: string, name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Answers from what the build has written down, for a pipe or a file, whose width is known: true where that was all. A
 * terminal, a width that COLUMNS states, and every other line is left to the program.
 */
export function answerReady(argv: readonly string[], folder: string): boolean {
  const name = readyFile(argv);
  if (name === undefined || process.env['COLUMNS'] !== undefined || fstatSync(STDOUT).isCharacterDevice()) return false;
  const text = textIn(folder, name);
  if (text === undefined) return false;
  try {
    writeAll(STDOUT, text);
    return true;
  } catch (error) {
    // A reader that has seen enough is no failure; of any other the program tells.
    return (error as NodeJS.ErrnoException).code === 'EPIPE';
  }
}
