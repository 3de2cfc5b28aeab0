import { relative, resolve, sep } from 'node:path';
import type { Check } from '../domain/check.ts';
import type { Provenance } from '../domain/estimate.ts';
import type { FilePlace } from '../domain/place.ts';
import { problem } from '../domain/problem.ts';
import type { Parsed } from '../domain/quantity-text.ts';
import { exists } from '../files/text-file.ts';
import type { Medium } from '../output/render/screen.ts';
import { CHECK_FORMATS, type CheckFormat, isReportFormat, reportText } from './check-formats.ts';
import { emit, IN_A_FILE, mediumFor, refuseCsvOptions } from './emit.ts';
import { oneOf } from './flags.ts';
import type { InputOptions, OutputOptions } from './options.ts';
import { isPageFormat, rendered } from './page-formats.ts';
import type { Shell } from './shell.ts';
import { toldApart } from './told-apart.ts';
import { appendWhole, writeFile } from './write-file.ts';

/** Where an answer of `check` goes. */
export interface ReportOptions extends InputOptions, OutputOptions {
  readonly budget?: string;
  readonly baseline?: string;
  /** Revisions of git to take the budget and the baseline from. */
  readonly budgetRef?: string;
  readonly baselineRef?: string;
  /** Further reports as typed: `junit=check.xml`. */
  readonly also?: readonly string[];
  readonly summary?: string;
}

interface Report {
  readonly format: CheckFormat;
  readonly path: string;
}

export const parseCheckFormat: (text: string) => Parsed<CheckFormat> = oneOf(CHECK_FORMATS);

function parseReport(text: string): Report {
  const at = text.indexOf('=');
  const format = parseCheckFormat(at === -1 ? text : text.slice(0, at));
  if ('fault' in format) throw problem('badValue', `--also ${text}`, format.fault);
  const path = text.slice(at + 1);
  if (at === -1 || path === '')
    throw problem('badValue', `--also ${text}`, 'write format=file, such as junit=check.xml');
  return { format: format.value, path };
}

/** A path as the repository knows it: from the folder the command runs in, with slashes. */
function repositoryPath(file: string): string {
  const fromHere = relative(process.cwd(), resolve(file)).split(sep).join('/');
  return fromHere === '' || fromHere.startsWith('../') ? resolve(file).split(sep).join('/') : fromHere;
}

/** Places as the surfaces of CI know them; what came from standard input has none there. */
function atRepository(check: Check, options: ReportOptions): Check {
  if (options.profile === undefined && options.budget === undefined) return check;
  const known = new Map<string, string | undefined>();
  const pathOf = (file: string): string | undefined => {
    if (!known.has(file)) known.set(file, exists(file) ? repositoryPath(file) : undefined);
    return known.get(file);
  };
  const placed = ({ place, ...rest }: { readonly place?: FilePlace | undefined }) => {
    const file = place === undefined ? undefined : pathOf(place.file);
    return place === undefined || file === undefined ? rest : { ...rest, place: { ...place, file } };
  };
  return {
    ...check,
    limits: check.limits.map((result) => ({ ...result, limit: placed(result.limit) as typeof result.limit })),
    rules: check.rules.map((result) => ({ ...result, rule: placed(result.rule) as typeof result.rule })),
    workloads: check.workloads.map((each) => ({ ...each, workload: placed(each.workload) as typeof each.workload })),
  };
}

async function render(
  format: CheckFormat,
  check: Check,
  provenance: Provenance,
  { medium, options }: { readonly medium: Medium; readonly options: ReportOptions },
): Promise<string | Iterable<string>> {
  const by = await toldApart(options, (terms, { allocateCheck }) => allocateCheck(check, terms));
  // As Markdown the page is a comment on a pull request, with what that takes at most.
  if (format === 'markdown')
    return (await import('../output/check/comment.ts')).checkMarkdown(check, provenance, by?.parts(provenance));
  if (isPageFormat(format)) {
    const { checkPage } = await import('../output/check/page.ts');
    // A screen has no place for pictures.
    const pictures = format === 'table' ? [] : (await import('../output/check/pictures.ts')).checkPictures(check);
    return rendered(
      checkPage(check, provenance, by?.parts(provenance), pictures),
      format,
      medium,
      check.name ?? 'Does it fit the budget',
    );
  }
  if (isReportFormat(format)) return reportText(format, check, provenance);
  switch (format) {
    case 'csv':
      if (by !== undefined) return by.csv(provenance);
      return (await import('./csv.ts')).asCsv(
        (await import('../output/check/csv.ts')).checkCsv(check, provenance),
        options,
        { ...provenance, columns: ['limit', 'amount'] },
      );
    case 'json': {
      const { checkAnswerOf } = await import('../answers/check.ts');
      const { checkWords } = await import('../output/check/answer-words.ts');
      const words = checkWords(provenance.providerName);
      return (await import('../domain/json.ts')).jsonText({
        ...checkAnswerOf(check, provenance, words),
        ...by?.json(),
      });
    }
  }
}

/** The reports that were asked for beside the answer itself. Throws `badValue` or `usage`: before anything is written. */
export function reportsOf(options: ReportOptions): readonly Report[] {
  const reports = (options.also ?? []).map(parseReport);
  refuseCsvOptions(options);
  if (reports.some(({ path }) => path === '-')) {
    throw problem('badValue', '--also', 'only --format goes to standard output; give a file');
  }
  return reports;
}

async function summaryOf(check: Check, provenance: Provenance, options: ReportOptions): Promise<string> {
  const { checkSummary } = await import('../output/check/comment.ts');
  const by = await toldApart(options, (terms, { allocateCheck }) => allocateCheck(check, terms));
  return checkSummary(check, provenance, by?.parts(provenance));
}

/**
 * Sends an answer everywhere it was asked for: nothing is written before all of it is rendered. The summary is the last
 * of the files, since it alone holds what others wrote; it is taken back where the answer itself does not get out.
 */
export async function report(
  check: Check,
  provenance: Provenance,
  format: CheckFormat,
  options: ReportOptions,
  shell: Shell,
): Promise<void> {
  const placed = atRepository(check, options);
  const main = await render(format, placed, provenance, { medium: await mediumFor(options, shell), options });
  const others: { path: string; text: string | Iterable<string> }[] = [];
  for (const { format: other, path } of reportsOf(options)) {
    others.push({ path, text: await render(other, placed, provenance, { medium: IN_A_FILE, options }) });
  }
  const summary = options.summary === undefined ? '' : await summaryOf(placed, provenance, options);
  for (const { path, text } of others) writeFile(path, text);
  const toFile = options.output !== undefined && options.output !== '-';
  if (toFile) emit(main, options, shell);
  const takeBack = options.summary === undefined ? () => {} : appendWhole(options.summary, summary);
  if (toFile) return;
  try {
    emit(main, options, shell);
  } catch (error) {
    takeBack();
    throw error;
  }
}
