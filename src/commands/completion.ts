import { dirname, join } from 'node:path';
import { problem } from '../domain/problem.ts';
import { readText } from '../files/text-file.ts';
import { emit } from './emit.ts';
import { EXIT } from './exit.ts';
import type { OutputOptions } from './options.ts';
import type { Shell } from './shell.ts';

/** The shells that complete commands, each with a script that the build makes. */
export const COMPLETION_SHELLS = ['bash', 'zsh', 'fish'] as const;

/** `tokencost completion SHELL`: the script that teaches a shell the words of the program. */
export function runCompletion(name: string | undefined, options: Pick<OutputOptions, 'output'>, shell: Shell): number {
  const known = COMPLETION_SHELLS.find((each) => each === name);
  const shells = `There are ${COMPLETION_SHELLS.join(', ')}.`;
  if (known === undefined) {
    const what = name === undefined ? 'No shell was named.' : `There is no completion for ${name}.`;
    throw problem('usage', what, shells);
  }
  const script = join(dirname(shell.pricingFolder), 'completion', known);
  emit(readText(script, 'the script of a shell'), options, shell);
  return EXIT.fine;
}
