import type { Context } from '../decision/estimate/estimate.ts';
import { estimateProfile } from '../decision/estimate/profile-estimate.ts';
import { shownIn } from '../decision/estimate/shown-in.ts';
import { statedUnpriced } from '../decision/estimate/totals.ts';
import type { Estimate, Provenance } from '../domain/estimate.ts';
import { visible } from '../domain/line-text.ts';
import type { Profile } from '../domain/workload.ts';
import { noteTexts } from '../output/words/note-list.ts';
import { contextOf } from './context.ts';
import { aside, emit, terminalOf, warn } from './emit.ts';
import { EXIT } from './exit.ts';
import { flag, parseMoneyFormat } from './flags.ts';
import { refuseFocusOptions } from './focus-options.ts';
import type { Recorded } from './live-report.ts';
import type { EstimateOptions, Format } from './options.ts';
import { isPageFormat } from './page-formats.ts';
import { written } from './pages.ts';
import { provenanceOf } from './provenance.ts';
import type { Shell } from './shell.ts';
import { refuseApart, toldApart, withAskedNotes } from './told-apart.ts';
import { withUnusedOffers } from './unused-offers.ts';
import { workloadsOf } from './workloads.ts';

/** What an answer was made from: recorded for a document that answers again. */
interface Asked {
  readonly profile: Profile;
  readonly context: Context;
  readonly recorded: Pick<Recorded, 'recorder' | 'added'> | undefined;
}

async function render(
  format: Format,
  answer: Estimate,
  provenance: Provenance,
  { profile, context, recorded }: Asked,
  options: EstimateOptions,
  shell: Shell,
  about: string | undefined,
): Promise<string | Iterable<string>> {
  const by = await toldApart(options, (terms, { allocateEstimate }) => allocateEstimate(answer, terms));
  if (isPageFormat(format)) {
    const { estimatePage } = await import('../output/estimate/page.ts');
    const terminal = format === 'table' ? terminalOf(options, shell) : undefined;
    const looks = format === 'table' && terminal === undefined ? undefined : await import('./estimate-looks.ts');
    const drawn = terminal === undefined ? [] : (looks?.terminalLooks(answer, terminal) ?? []);
    const looked = format === 'table' ? undefined : looks?.estimateLooks(format, answer, profile.workloads, context);
    const apart = [...drawn, ...(by?.parts(provenance) ?? [])];
    const page = estimatePage(answer, provenance, options.explain === true, apart, looked);
    const live =
      recorded === undefined
        ? undefined
        : (await import('./live-report.ts')).liveEstimate(
            { profile, answer, ...recorded },
            provenance,
            options,
            about,
            shell,
          );
    return written(page, format, options, shell, about, live);
  }
  switch (format) {
    case 'csv':
      if (by !== undefined) return by.csv(provenance);
      return (await import('./csv.ts')).asCsv(
        options.rows === 'line-items'
          ? (await import('../output/estimate/line-items-csv.ts')).lineItemsCsv(answer, provenance)
          : (await import('../output/estimate/csv.ts')).estimateCsv(answer, provenance),
        options,
        { ...provenance, columns: [options.rows === 'line-items' ? 'cost' : 'monthlyCost'] },
      );
    case 'json': {
      const { estimateWords } = await import('../output/estimate/answer-words.ts');
      const { estimateAnswerOf } = await import('../answers/estimate.ts');
      const words = estimateWords(provenance.providerName);
      return (await import('../domain/json.ts')).jsonChunks({
        ...estimateAnswerOf(answer, provenance, words),
        ...by?.json(),
      });
    }
  }
}

/** `tokencost estimate`: 0, or 4 when a figure that was asked for has no price. */
export async function runEstimate(options: EstimateOptions, shell: Shell): Promise<number> {
  const format = flag('--format', options.format, parseMoneyFormat);
  refuseFocusOptions(options);
  const { rows, scenario, by, explain } = options;
  if ((rows ?? scenario ?? by ?? explain) !== undefined)
    (await import('./foreign-options.ts')).refuseForeignOptions(format, options);
  await refuseApart(options);
  const priced = await contextOf(options, shell);
  const profile = await workloadsOf(options, priced, shell);
  const context = shownIn(priced, [profile.exchange]);
  if (format === 'focus')
    return (await import('./estimate-focus.ts')).runEstimateFocus(profile, context, options, shell);
  if (format === 'xlsx') return (await import('./workbooks.ts')).runEstimateWorkbook(profile, context, options, shell);
  const recorder = format === 'html' ? new (await import('../report/held.ts')).Recorder(context) : undefined;
  const own = estimateProfile(profile, recorder?.context ?? context);
  const found = withAskedNotes(own, profile, options);
  const answer = await withUnusedOffers(found, profile.workloads, context, 'estimate');
  const recorded =
    recorder === undefined ? undefined : { recorder, added: answer.assumptions.slice(own.assumptions.length) };
  const provenance = provenanceOf('estimate', context);
  const about = profile.name ?? (answer.workloads.length === 1 ? undefined : 'What it costs');
  emit(
    await render(
      format,
      answer,
      provenance,
      { profile, context: recorder?.context ?? context, recorded },
      options,
      shell,
      about,
    ),
    options,
    shell,
  );
  warn(noteTexts(aside(answer.warnings, options), provenance.providerName).map(visible), options, shell);
  const known =
    !answer.workloads.some(statedUnpriced) && !answer.warnings.some(({ code }) => code === 'monthsWithoutPrice');
  return known ? EXIT.fine : EXIT.cannotTell;
}
