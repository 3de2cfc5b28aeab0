import { problem } from '../domain/problem.ts';
import { exists } from '../files/text-file.ts';
import { emit } from './emit.ts';
import { EXIT } from './exit.ts';
import type { OutputOptions } from './options.ts';
import type { Shell } from './shell.ts';
import { STARTER_PROFILE } from './starter-profile.ts';

/** `tokencost init`: a commented starter profile, on standard output or in a new file. */
export function runInit(options: Pick<OutputOptions, 'output'>, shell: Shell): number {
  if (options.output !== undefined && options.output !== '-' && exists(options.output)) {
    throw problem('outputExists', options.output);
  }
  emit(STARTER_PROFILE, options, shell);
  return EXIT.fine;
}
