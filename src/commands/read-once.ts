import { problem } from '../domain/problem.ts';
import type { Shell } from './shell.ts';

/** The same shell with a standard input that is read once: a second reader would find it empty. */
export function readOnce(shell: Shell): Shell {
  let taken = false;
  return {
    ...shell,
    readInput: () => {
      if (taken) throw problem('stdinTwice');
      taken = true;
      return shell.readInput();
    },
  };
}
