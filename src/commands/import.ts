import { importedAnswerOf } from '../answers/import.ts';
import type { Context } from '../decision/estimate/estimate.ts';
import { knownEnds } from '../decision/usage/ends.ts';
import { importAnswer } from '../decision/usage/import-answer.ts';
import { measure, type PriceBook } from '../decision/usage/measure.ts';
import { overlap } from '../decision/usage/overlap.ts';
import type { Day } from '../domain/day.ts';
import { jsonText } from '../domain/json.ts';
import { visible } from '../domain/line-text.ts';
import { nearestModels } from '../domain/near-model.ts';
import { pricedApart } from '../domain/priced-apart.ts';
import { problem } from '../domain/problem.ts';
import { parseShare } from '../domain/quantity-text.ts';
import type { ImportAnswer } from '../domain/usage-answer.ts';
import { modelsOf } from '../files/card.ts';
import { exists, readText } from '../files/text-file.ts';
import { importPage } from '../output/import/page.ts';
import { profileYaml } from '../output/import/profile-yaml.ts';
import { progressText } from '../output/import/progress.ts';
import { endText } from '../output/words/used-ends.ts';
import { type FileUsage, readUsage, sizeOf, type Told } from '../usage/read-files.ts';
import { contextOf } from './context.ts';
import { emit, screenFor } from './emit.ts';
import { EXIT } from './exit.ts';
import { flag, optionalFlag, parseAsOf, parseBy, parseTableOrJson } from './flags.ts';
import type { InputOptions, OutputOptions } from './options.ts';
import { rendered } from './page-formats.ts';
import { bandsBy, cutsOf, priceBookOf } from './price-book.ts';
import { provenanceOf } from './provenance.ts';
import type { Shell } from './shell.ts';

export interface ImportUsageOptions
  extends Pick<InputOptions, 'card' | 'asOf'>,
    Pick<OutputOptions, 'output' | 'format'> {
  readonly from?: string;
  readonly since?: string;
  readonly until?: string;
  readonly by?: string;
  /** Whose part of the cost is under it stands in the profile with others. */
  readonly minShare?: string;
  /** A profile that is measured again: what a person wrote in it stays. */
  readonly update?: string;
  /** True when files that may hold the same traffic are told to be different. */
  readonly add?: boolean;
}

function refuseTwice(files: readonly FileUsage[], { find }: PriceBook): void {
  const twice = overlap(
    files.map(({ file, source, daily }) => ({
      file,
      kind: source.kind,
      byRequest: source.byRequest,
      daily: daily.map(({ day, model }) => ({ day, model, provider: find(model)?.provider ?? source.provider })),
    })),
  );
  if (twice !== undefined) throw problem('sameTraffic', twice.files[0], twice.files[1], twice.name, twice.day);
}

const sourceOf = ({ file, source, rows, dropped, morePages }: FileUsage) => ({
  file: file === '-' ? 'standard input' : file,
  kind: source.kind,
  label: source.label,
  convention: source.convention,
  rows: { ...rows, dropped: [...dropped.values()].reduce((sum, each) => sum + each, 0) },
  dropped: [...dropped].map(([reason, count]) => ({ reason, rows: count })),
  morePages,
});

async function answerOf(
  files: readonly string[],
  options: ImportUsageOptions,
  context: Context,
  { progress }: Shell,
): Promise<ImportAnswer> {
  const since = optionalFlag('--since', options.since, parseAsOf);
  const until = optionalFlag('--until', options.until, parseAsOf);
  if (since !== undefined && until !== undefined && until < since) {
    throw problem('badValue', `--until ${until}`, `it is before --since ${since}`);
  }
  const book = priceBookOf(context);
  const by = optionalFlag('--by', options.by, parseBy) ?? [];
  const asked: { readonly since: Day | undefined; readonly until: Day | undefined } = { since, until };
  const told: Told = (...at) => progress?.(progressText(...at));
  const read = await readUsage(
    files,
    options.from,
    { by, ...asked, ...bandsBy(book), cuts: () => cutsOf(context.card) },
    told,
  ).finally(() => progress?.(''));
  if (options.add !== true) refuseTwice(read, book);
  const measured = measure(
    read.flatMap(({ daily }) => daily),
    book,
    asked,
  );
  return importAnswer(measured, {
    sources: read.map(sourceOf),
    silent: [...new Set(read.flatMap(({ source }) => source.silent))],
    decorationOf: book.decorationOf,
    book,
    asOf: context.day,
    nearTo: (name) => (book.find(name) === undefined ? nearestModels(name, modelsOf(context.card)) : []),
    apartOf: (name) => pricedApart(name, (other) => context.card.find(other)),
    minShare: optionalFlag('--min-share', options.minShare, parseShare),
  });
}

/** The file the profile goes to: what --output says, else the one that is measured again. */
function targetOf({ output, update }: ImportUsageOptions): string | undefined {
  const target = output ?? update;
  return target === '-' ? undefined : target;
}

/** Refuses what cannot be written as it is asked for, before anything is read. */
function refuseTargets({ output, update }: ImportUsageOptions): void {
  if (update !== undefined && !exists(update)) throw problem('fileMissing', update);
  if (/\.json$/i.test(output ?? '')) {
    throw problem('badValue', `--output ${output}`, 'a profile is YAML: name it .yaml; --format json gives the answer');
  }
}

/** Refuses days that leave nothing of what was read. */
function refuseNothing({ sources }: ImportAnswer): void {
  const count = (of: 'kept' | 'outside') => sources.reduce((sum, { rows }) => sum + rows[of], 0);
  if (count('kept') > 0 || count('outside') === 0) return;
  const rows = count('outside') === 1 ? 'the one row' : `all ${count('outside')} rows`;
  throw problem('usage', `No usage is left: ${rows} lie outside of the days asked for.`, 'Give other days, or none.');
}

/** Writes the profile, into what a person has made of it where it is measured again; undefined where it goes nowhere. */
async function writeProfile(
  answer: ImportAnswer,
  options: ImportUsageOptions,
  { card, day }: Pick<Context, 'card' | 'day'>,
  shell: Shell,
): Promise<string | undefined> {
  const target = targetOf(options);
  if (target === undefined) return undefined;
  const { update } = options;
  const text = profileYaml(answer);
  if (update === undefined) {
    emit(text, { output: target }, shell);
    return target;
  }
  const { updatedProfile } = await import('../files/update-profile.ts');
  const updated = updatedProfile(update, readText(update, 'a profile'), text);
  emit(updated.text, { output: target }, shell);
  for (const { name, model } of updated.untouched) {
    const ends = knownEnds(card.find(model), day).map((end) => ` ${endText(end)}`);
    shell.say(
      visible(`warning: ${update}: nothing was measured of ${name}; it stands as it was.${ends.join('')}`).concat('\n'),
    );
  }
  return target;
}

/** Bytes of files from which on the start of what compiles later is won back. */
const MUCH = 65_536;

/**
 * `tokencost import FILE...`: usage as it was, and the profile it comes to: 0, or 4 when a model has no price. The
 * profile goes to --output; the answer to standard output. Throws `notUsage`, `sameTraffic` and what reading throws.
 */
export async function runImportUsage(
  files: readonly string[],
  options: ImportUsageOptions,
  shell: Shell,
): Promise<number> {
  const format = flag('--format', options.format, parseTableOrJson);
  if (files.length === 0) {
    throw problem(
      'usage',
      'No file of usage was named.',
      'Give exports or logs: tokencost import usage.csv --output profile.yaml',
    );
  }
  refuseTargets(options);
  if (options.minShare !== undefined && options.by === undefined)
    throw problem('usage', '--min-share needs --by.', 'Say what workloads are told apart by, such as --by project.');
  if (sizeOf(files) >= MUCH) await shell.expectWork?.();
  const context = await contextOf(options, shell);
  const answer = await answerOf(files, options, context, shell);
  refuseNothing(answer);
  const has = answer.workloads.some(({ hasEnded }) => !hasEnded);
  const written = has ? await writeProfile(answer, options, context, shell) : undefined;
  shell.write(
    format === 'json'
      ? jsonText(importedAnswerOf(answer, provenanceOf('import', context)))
      : await rendered(importPage(answer, written), format, screenFor(options, shell)),
  );
  const target = targetOf(options);
  if (target !== undefined && !has) {
    shell.say(
      `warning: ${visible(target)} was not written: no usage has a model of the card that is served or has a successor.\n`,
    );
  }
  return answer.unpriced.length > 0 || !has ? EXIT.cannotTell : EXIT.fine;
}
