import { allBelieved, believed } from '../decision/channels/asked-offers.ts';
import type { Sizing } from '../decision/commitment/plan-commitments.ts';
import { withProposals } from '../decision/contract/proposed.ts';
import type { Context } from '../decision/estimate/estimate.ts';
import { shownIn } from '../decision/estimate/shown-in.ts';
import { decide } from '../decision/plan/decide.ts';
import { termsUpTo } from '../decision/plan/evidence.ts';
import { forOthers } from '../decision/stated/users.ts';
import type { Decision } from '../domain/decision.ts';
import type { Provenance } from '../domain/estimate.ts';
import { horizonOf } from '../domain/horizon.ts';
import { visible } from '../domain/line-text.ts';
import type { Offers } from '../domain/offer.ts';
import { isComplete, nothingPriced } from '../domain/plan.ts';
import { problem } from '../domain/problem.ts';
import { parseShare } from '../domain/quantity-text.ts';
import type { Workload } from '../domain/workload.ts';
import { readSizingDefaults } from '../files/contract-terms.ts';
import { loadLeverTerms } from '../files/levers.ts';
import { shippedPricing } from '../files/shipped.ts';
import { noteTexts } from '../output/words/note-list.ts';
import { contextOf } from './context.ts';
import type { Planned } from './decide-focus.ts';
import { aside, emit, warn, workbookPath } from './emit.ts';
import { EXIT } from './exit.ts';
import { flag, parseEvidence, parseMoneyFormat } from './flags.ts';
import { chargesVersion, refuseFocusOptions } from './focus-options.ts';
import { beliefsIn, idleAggregators } from './idle-aggregators.ts';
import type { DecideOptions, MoneyFormat } from './options.ts';
import { isPageFormat } from './page-formats.ts';
import { written } from './pages.ts';
import { proposalsOf, strangerIn } from './proposals.ts';
import { provenanceOf } from './provenance.ts';
import type { Shell } from './shell.ts';
import { loadSolver } from './solver.ts';
import { refuseApart, toldApart, withAskedNotes } from './told-apart.ts';
import { withUnusedOffers } from './unused-offers.ts';
import { workloadsOf } from './workloads.ts';

/** True where all that stands behind the first screen is asked for: a document that is kept holds it. */
const isDetailed = (format: MoneyFormat, { explain }: DecideOptions) =>
  format === 'json' || (isPageFormat(format) && (explain === true || format !== 'table'));

async function render(
  format: Exclude<MoneyFormat, 'xlsx'>,
  answer: Decision,
  provenance: Provenance,
  { stated, ...planned }: Planned & { readonly stated: readonly Workload[] },
  options: DecideOptions,
  shell: Shell,
  about: string,
): Promise<string | Iterable<string>> {
  const by = await toldApart(options, (terms, { allocatePlan }) =>
    allocatePlan(answer.plan, stated, terms, planned.context),
  );
  if (isPageFormat(format)) {
    if (options.brief !== undefined) {
      const { briefPage } = await import('../output/decide/brief-page.ts');
      return written(briefPage(answer, provenance), format, options, shell, about);
    }
    const { decidePage } = await import('../output/decide/page.ts');
    const explain = isDetailed(format, options);
    const pictures =
      format === 'table'
        ? []
        : (await import('./decide-looks.ts')).decideLooks(format, answer, stated, planned.context, provenance);
    const page = decidePage(answer, provenance, explain, by?.parts(provenance), pictures);
    return written(page, format, options, shell, about);
  }
  switch (format) {
    case 'csv':
      if (by !== undefined) return by.csv(provenance);
      return (await import('./csv.ts')).asCsv(
        (await import('../output/decide/csv.ts')).decideCsv(answer.plan, provenance),
        options,
        { ...provenance, columns: ['monthlyCost'] },
      );
    case 'focus':
      return (await import('./decide-focus.ts')).decideFocus(
        answer,
        planned,
        provenance,
        by?.charges ?? ((all) => all),
        options,
        shell,
      );
    case 'json': {
      const { decideAnswerOf } = await import('../answers/decide.ts');
      const { decideWords } = await import('../output/decide/answer-words.ts');
      const words = decideWords(provenance.providerName);
      return (await import('../domain/json.ts')).jsonText({
        ...decideAnswerOf(answer, provenance, words),
        ...by?.json(),
      });
    }
  }
}

/** Whom a brief is for; undefined where none is asked for. Throws `usage` for a format that has no place for it. */
function briefOf({ brief }: DecideOptions, workloads: readonly Workload[], context: Context): Sizing['brief'] {
  if (brief === undefined) return undefined;
  if (brief === true) return { provider: undefined };
  const stranger = strangerIn(workloads, context)(brief);
  if (stranger !== undefined) throw problem('badValue', `--brief ${brief}`, stranger);
  return { provider: brief };
}

/** A brief is words: throws `usage` for a format of rows or sheets. */
function refuseBrief({ brief, by }: DecideOptions, format: MoneyFormat): void {
  if (brief !== undefined && by !== undefined)
    throw problem('usage', '--by does not fit --brief.', 'A brief is what to take into a talk; ask for one of them.');
  if (brief === undefined || isPageFormat(format) || format === 'json') return;
  throw problem(
    'usage',
    `--brief does not fit --format ${format}.`,
    'A brief is a page: markdown (the default), table or json.',
  );
}

/** The offers as far as the buyer believes them. Throws `badValue` where a part of the flag cannot be read. */
function believedOffers({ belief }: Pick<DecideOptions, 'belief'>, offers: Offers): Offers {
  const said = new Set<string | undefined>();
  return beliefsIn(belief).reduce(
    (laid, { text, id, share }) =>
      flag('--belief', text, () => {
        if (id === '' || share === '' || (id === undefined && !/^\d/.test(share)))
          return { fault: 'it does not say whom, or how far: write 70% for every claim, or tokenmart=70% for one' };
        const parsed = parseShare(share);
        if ('fault' in parsed) return parsed;
        if (said.has(id)) return { fault: `how far ${id ?? 'everybody'} is believed is said twice` };
        said.add(id);
        return id === undefined ? allBelieved(laid, parsed.value) : believed(laid, id, parsed.value);
      }),
    offers,
  );
}

/** What flags allow to buy from and the plan does not. */
function notBought(options: DecideOptions, { plan }: Decision): Decision['assumptions'] {
  const idle = idleAggregators(options, new Set(plan.workloads.map(({ channel }) => channel.id)));
  return idle.map((each) => ({ code: 'aggregatorNotBought', ...each }));
}

/**
 * `tokencost decide`: 0, or 4 when a workload cannot be bought at any known price, has none in a part of the term, or a
 * proposal cannot be judged.
 */
export async function runDecide(options: DecideOptions, shell: Shell): Promise<number> {
  const format = flag('--format', options.format, parseMoneyFormat);
  refuseBrief(options, format);
  refuseFocusOptions(options);
  if (format === 'focus') chargesVersion(options);
  await refuseApart(options);
  const evidence = flag('--evidence', options.evidence ?? 'hoped', parseEvidence);
  if (format === 'xlsx') workbookPath(options);
  const read = await contextOf(options, shell);
  const profile = await workloadsOf(options, read, shell);
  await shell.expectWork?.();
  const { workloads, common, horizon, priceTrend, singleChannel } = profile;
  const proposals = await proposalsOf(options.proposal ?? [], profile, read, shell);
  if (proposals.length > 0) (await import('./contracts.ts')).refuseUnknownModels(proposals, read.card, '--proposal');
  const inCurrency = shownIn(read, [profile.exchange, ...proposals.map(({ exchange }) => exchange)]);
  const shown = { ...inCurrency, offers: believedOffers(options, inCurrency.offers) };
  const context = singleChannel === true ? { ...shown, singleChannel } : shown;
  const brief = briefOf(options, workloads, context);
  const { NORMAL: normal } = await import('./normal.ts');
  const defaults = readSizingDefaults(shippedPricing(shell.pricingFolder).commitment());
  const found = await decide(workloads, context, loadSolver, {
    common: common ?? {},
    ...(priceTrend === undefined ? {} : { priceTrend }),
    ...horizon,
    defaults,
    normal,
    proposals,
    evidence,
    detailed: isDetailed(format, options),
    ...(brief === undefined ? {} : { brief }),
    levers: loadLeverTerms(shell.pricingFolder),
  });
  const planned = termsUpTo({ ...context, offers: withProposals(context.offers, proposals, context.day) }, evidence);
  const start = horizon === undefined ? {} : { start: horizonOf(horizon, context.day).start };
  const stated: Decision = {
    ...found,
    ...start,
    assumptions: [...found.assumptions, ...forOthers(profile, 'decide'), ...notBought(options, found)],
  };
  const answer = await withUnusedOffers(withAskedNotes(stated, profile, options), workloads, context, 'decide');
  const provenance = provenanceOf('decide', context);
  const { cannotTellText, firstMonthTexts, notChargedTexts } = await import('../output/decide/plan-text.ts');
  const none = nothingPriced(answer.plan);
  const about = profile.name ?? 'How to buy';
  if (format !== 'xlsx')
    emit(
      await render(
        format,
        answer,
        provenance,
        { stated: workloads, context: planned, proposals, usual: defaults.terms },
        options,
        shell,
        about,
      ),
      options,
      shell,
    );
  else if (!none) await (await import('./workbooks.ts')).writeDecideWorkbook(answer, planned, options, profile.name);
  // Of the formats, rows and sheets have no place for a sentence.
  const wordless = !isPageFormat(format) && format !== 'json';
  const apart = format === 'focus' ? notChargedTexts(answer.plan) : [];
  const unsaid = !wordless ? [] : none ? [cannotTellText(answer.plan)] : [...firstMonthTexts(answer), ...apart];
  const notes = noteTexts(aside(answer.warnings, options), provenance.providerName);
  warn([...notes, ...unsaid].map(visible), options, shell);
  const told = isComplete(answer.plan) && answer.proposals.length === proposals.length;
  return told ? EXIT.fine : EXIT.cannotTell;
}
