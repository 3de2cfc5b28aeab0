import { visible } from '../../domain/line-text.ts';
import { grouped } from '../render/numbers.ts';

/** How far the reading is: the file, which of them it is, and its rows so far. */
export function progressText(file: string, at: number, files: number, rows: number): string {
  const which = files === 1 ? '' : ` (${at} of ${files})`;
  return `Reading ${file === '-' ? 'standard input' : visible(file)}${which}: ${grouped(String(rows))} rows`;
}
