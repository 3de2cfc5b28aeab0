import { problem } from '../domain/problem.ts';
import type { Recognised } from '../files/recognise.ts';
import { shippedPricing } from '../files/shipped.ts';
import { exists, isFolder, MOST_SAVED_MEGABYTES, readText } from '../files/text-file.ts';
import type { Shell } from './shell.ts';

/** One side of `diff` as typed, with what it turned out to be. */
export interface Operand {
  /** The path or the card id; `standard input` for -. */
  readonly name: string;
  readonly text: string;
  readonly is: Recognised;
}

const CARD: Recognised = { kind: 'card' };

/** An id of a card that ships, a folder, or a file by its content. Throws `unknownCard` when there is no such thing. */
export async function operandOf(name: string, shell: Shell): Promise<Operand> {
  const { recognise } = await import('../files/recognise.ts');
  if (name === '-') {
    const text = shell.readInput(MOST_SAVED_MEGABYTES);
    const is = recognise(text, 'standard input');
    if (is.kind === 'card') throw problem('usage', 'A card is not read from standard input.', 'Give it as a file.');
    return { name: 'standard input', text, is };
  }
  const shipped = shippedPricing(shell.pricingFolder).cardIds();
  if (shipped.includes(name)) return { name, text: '', is: CARD };
  if (!exists(name)) throw problem('unknownCard', name, shipped);
  if (isFolder(name)) return { name, text: '', is: CARD };
  const text = readText(name, 'a profile, a saved result or a rate card', MOST_SAVED_MEGABYTES);
  return { name, text, is: recognise(text, name) };
}

/** What an operand is, in words. */
export function kindText({ is }: Operand): string {
  if (is.kind === 'result') return `a saved result of ${is.command}`;
  return is.kind === 'card' ? 'a rate card' : 'a profile';
}
