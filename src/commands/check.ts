import { check } from '../decision/check.ts';
import type { Check, LimitVerdict } from '../domain/check.ts';
import type { Provenance } from '../domain/estimate.ts';
import { problem } from '../domain/problem.ts';
import { parseUsd } from '../domain/quantity-text.ts';
import { noteText } from '../output/note-text.ts';
import { visible } from '../output/safe-text.ts';
import { contextOf, provenanceOf } from './context.ts';
import { emit, paintFor, warn } from './emit.ts';
import { EXIT } from './exit.ts';
import { flag, parseFormat } from './flags.ts';
import type { InputOptions, OutputOptions } from './options.ts';
import type { Shell } from './shell.ts';
import { workloadsOf } from './workloads.ts';

export interface CheckOptions extends InputOptions, OutputOptions {
  readonly max?: string;
}

const EXIT_OF: Readonly<Record<LimitVerdict, number>> = {
  within: EXIT.fine,
  over: EXIT.checkFailed,
  undecided: EXIT.cannotTell,
};

async function render(answer: Check, provenance: Provenance, options: CheckOptions, shell: Shell): Promise<string> {
  const { checkCsv, checkJson, checkMarkdown, checkTable } = await import('../output/check-text.ts');
  switch (flag('--format', options.format, parseFormat)) {
    case 'table':
      return checkTable(answer, provenance, await paintFor(options, shell));
    case 'markdown':
      return checkMarkdown(answer, provenance);
    case 'csv':
      return checkCsv(answer, provenance);
    case 'json':
      return (await import('../output/json.ts')).jsonText(checkJson(answer, provenance));
  }
}

/** `tokencost check`: 0 within, 3 over, 4 when the amount cannot be known. */
export async function runCheck(options: CheckOptions, shell: Shell): Promise<number> {
  flag('--format', options.format, parseFormat);
  if (options.max === undefined) throw problem('nothingToCheck');
  const max = flag('--max', options.max, parseUsd);
  const context = await contextOf(options, shell);
  const profile = await workloadsOf(options, context, shell);
  const answer = check(profile.workloads, [{ scope: 'portfolio', name: undefined, max, level: 'fail' }], context);
  const provenance = provenanceOf('check', context);
  emit(await render(answer, provenance, options, shell), options, shell);
  warn(
    answer.warnings.map((note) => visible(noteText(note, provenance.providerName))),
    options,
    shell,
  );
  return EXIT_OF[answer.verdict];
}
