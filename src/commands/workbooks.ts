import { contractWith } from '../decision/channels.ts';
import { type Context, estimate } from '../decision/estimate.ts';
import { statedUnpriced } from '../decision/totals.ts';
import type { Estimate, Provenance } from '../domain/estimate.ts';
import { problem } from '../domain/problem.ts';
import type { Profile } from '../domain/workload.ts';
import { derivation } from '../engine/derivation.ts';
import { noteTexts } from '../output/note-list.ts';
import { visible } from '../output/safe-text.ts';
import type { Workings } from '../output/xlsx/workings.ts';
import { provenanceOf } from './context.ts';
import { refuseInput, warn, workbookPath, writeFile } from './emit.ts';
import type { EstimateOptions } from './estimate.ts';
import { EXIT } from './exit.ts';
import type { Shell } from './shell.ts';

/** What a workbook is made of: an answer, with all that its formulas start from. */
function workingsOf(answer: Estimate, provenance: Provenance, { offers, quote, assumptions, card }: Context): Workings {
  return {
    answer,
    provenance,
    assumptions,
    defaults: card.defaults,
    contractOf: (provider) => contractWith(offers, provider, quote),
    derivation,
  };
}

/** A workbook is one month at one day's rates. */
function refuseMonths({ horizon }: Profile): void {
  if (horizon === undefined) return;
  throw problem(
    'usage',
    '--format xlsx does not fit a profile with start and months.',
    'A workbook holds one month. Take them out, and pick the day whose rates count with --as-of; --format json has every month.',
  );
}

/** `tokencost estimate --format xlsx`: 0, or 4 when a figure that was asked for has no price. */
export async function runEstimateWorkbook(profile: Profile, context: Context, options: EstimateOptions, shell: Shell) {
  const path = workbookPath(options);
  refuseMonths(profile);
  const answer = estimate(profile.workloads, context);
  const provenance = provenanceOf('estimate', context);
  const { estimateWorkbook } = await import('../output/xlsx/books.ts');
  const bytes = await estimateWorkbook(workingsOf(answer, provenance, context));
  refuseInput(path, options);
  writeFile(path, bytes);
  warn(noteTexts(answer.warnings, provenance.providerName).map(visible), options, shell);
  return answer.workloads.some(statedUnpriced) ? EXIT.cannotTell : EXIT.fine;
}
