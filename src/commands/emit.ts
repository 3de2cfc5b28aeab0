import { isEnd, type Note } from '../domain/note.ts';
import { problem } from '../domain/problem.ts';
import { plain } from '../output/render/plain.ts';
import type { Medium } from '../output/render/screen.ts';
import { SCREEN_WIDTH } from '../output/render/screen-width.ts';
import type { OutputOptions } from './options.ts';
import type { Shell } from './shell.ts';
import { gathered, writeFile } from './write-file.ts';

/** What tells Excel that a CSV file is UTF-8. https://www.unicode.org/faq/utf_bom.html */
const BYTE_ORDER_MARK = '\ufeff';

/** Throws `usage` for what says how CSV is written, where none is. FOCUS fixes its own commas and points. */
export function refuseCsvOptions(options: Partial<OutputOptions> & { readonly also?: readonly string[] }): void {
  const { bom, delimiter, decimal, format, also = [] } = options;
  if (bom === true && format !== 'csv' && format !== 'focus')
    throw problem('usage', `--bom does not fit --format ${format}.`, 'A byte order mark goes in front of CSV alone.');
  if (format === 'csv' || also.some((report) => report.startsWith('csv='))) return;
  const named = delimiter === undefined ? '--decimal' : '--delimiter';
  if ((delimiter ?? decimal) === undefined) return;
  const why = format === 'focus' ? 'FOCUS says itself how its files are written.' : 'It says how CSV is written.';
  throw problem('usage', `${named} does not fit --format ${format}.`, why);
}

function* marked(text: string | Iterable<string>, options: Partial<OutputOptions>): Generator<string> {
  if (options.bom === true) yield BYTE_ORDER_MARK;
  if (typeof text === 'string') yield text;
  else yield* text;
}

/**
 * The file a workbook goes to. Bytes on a terminal help nobody, so there is no default: throws `usage` without a file,
 * and for what belongs to other formats.
 */
export function workbookPath(options: Partial<OutputOptions>): string {
  refuseCsvOptions(options);
  const { output } = options;
  if (output !== undefined && output !== '-') return output;
  throw problem('usage', '--format xlsx needs a file.', 'Name it with --output plan.xlsx.');
}

/** Sends a result where it was asked for, whole or a part at a time: standard output, or a file with --output. */
export function emit(text: string | Iterable<string>, options: Partial<OutputOptions>, shell: Shell): void {
  refuseCsvOptions(options);
  const sent = marked(text, options);
  if (options.output === undefined || options.output === '-') for (const part of gathered(sent)) shell.write(part);
  else writeFile(options.output, sent);
}

const isToScreen = ({ output }: { readonly output?: string | undefined }) => output === undefined || output === '-';

/** A page in a file looks the same whatever wrote it. */
export const IN_A_FILE: Medium = { paint: plain, width: SCREEN_WIDTH, ascii: false };

/** What a page without colour is shown on: the terminal or the pipe of standard output, or a file, which is like others. */
export function screenFor(options: Partial<OutputOptions>, shell: Shell): Medium {
  return { ...IN_A_FILE, ...(isToScreen(options) ? shell.screen?.() : {}) };
}

/** The terminal that a page goes to; undefined where it goes to a pipe or a file, which nothing is drawn in. */
export function terminalOf(options: Partial<OutputOptions>, shell: Shell): Pick<Medium, 'width' | 'ascii'> | undefined {
  const screen = isToScreen(options) ? shell.screen?.() : undefined;
  return screen?.terminal === true ? screen : undefined;
}

/** The same with colour: only on a terminal that takes it, and never into a file. */
export async function mediumFor(options: OutputOptions, shell: Shell): Promise<Medium> {
  const medium = screenFor(options, shell);
  if (!options.color || !isToScreen(options) || !shell.colour()) return medium;
  return { ...medium, paint: (await import('../output/render/paint.ts')).colours };
}

/** Warnings that are for standard error: those that a page in the user's hand says at its top are not said twice. */
export function aside(notes: readonly Note[], { format, output }: Pick<OutputOptions, 'format' | 'output'>): Note[] {
  const says = isToScreen({ output }) && (format === 'table' || format === 'markdown');
  return notes.filter((note) => !says || !isEnd(note));
}

/** Says warnings on standard error, where no pipe can swallow them. */
export function warn(texts: readonly string[], options: Pick<OutputOptions, 'quiet'>, shell: Shell): void {
  if (options.quiet === true) return;
  for (const text of texts) shell.say(`warning: ${text}\n`);
}
