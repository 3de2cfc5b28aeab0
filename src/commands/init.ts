import { capital } from '../domain/line-text.ts';
import { didYouMean, nearest } from '../domain/near.ts';
import { problem } from '../domain/problem.ts';
import { exists } from '../files/text-file.ts';
import { emit } from './emit.ts';
import { EXIT } from './exit.ts';
import type { OutputOptions } from './options.ts';
import type { Shell } from './shell.ts';
import { STARTER_BUDGET } from './starter-budget.ts';
import { STARTER_PROFILE } from './starter-profile.ts';
import { STARTER_PROJECT } from './starter-project.ts';
import { STARTER_PROPOSAL } from './starter-proposal.ts';

const STARTERS: Readonly<Record<string, string>> = {
  profile: STARTER_PROFILE,
  budget: STARTER_BUDGET,
  proposal: STARTER_PROPOSAL,
  project: STARTER_PROJECT,
};

export const STARTER_KINDS: readonly string[] = Object.keys(STARTERS);

/** `tokencost init`: a commented starter file, on standard output or in a new file. */
export function runInit(kind = 'profile', options: Pick<OutputOptions, 'output'>, shell: Shell): number {
  const starter = STARTERS[kind];
  if (starter === undefined) {
    const meant = didYouMean(...nearest(kind, STARTER_KINDS));
    const hint = meant === undefined ? '' : `${capital(meant)} `;
    throw problem('usage', `There is no starter called ${kind}.`, `${hint}There are ${STARTER_KINDS.join(', ')}.`);
  }
  if (options.output !== undefined && options.output !== '-' && exists(options.output)) {
    throw problem('outputExists', options.output);
  }
  emit(starter, options, shell);
  return EXIT.fine;
}
