import { monthlyChange, type PricedSide, pricedSide, sortedChange } from '../decision/diff/portfolios.ts';
import type { Context } from '../decision/estimate/estimate.ts';
import { ageNotes } from '../decision/estimate/shown-in.ts';
import { workloadFaults } from '../decision/estimate/workload-faults.ts';
import { horizonTaken } from '../decision/stated/users.ts';
import { visible } from '../domain/line-text.ts';
import { type PortfolioDiff, type PortfolioSide, rateOf } from '../domain/portfolio-diff.ts';
import { problem } from '../domain/problem.ts';
import type { Profile } from '../domain/workload.ts';
import type { YamlFile } from '../files/yaml-file.ts';
import { noteTexts } from '../output/words/note-list.ts';
import { contextOf, dayOf } from './context.ts';
import { asCsv } from './csv.ts';
import type { Operand } from './diff-operand.ts';
import { emit, warn } from './emit.ts';
import { EXIT } from './exit.ts';
import { flag, optionalFlag, parseAsOf, parseFormat } from './flags.ts';
import { DEFAULT_CARD, type DiffOptions } from './options.ts';
import { isPageFormat } from './page-formats.ts';
import { written } from './pages.ts';
import { provenanceOf } from './provenance.ts';
import type { Shell } from './shell.ts';
import { TOOL } from './tool.ts';

async function render(answer: PortfolioDiff, options: DiffOptions, shell: Shell): Promise<string | Iterable<string>> {
  const format = flag('--format', options.format, parseFormat);
  if (isPageFormat(format)) {
    const { portfolioDiffPage } = await import('../output/diff/portfolio-page.ts');
    return written(portfolioDiffPage(answer), format, options, shell, 'What changed, and why');
  }
  switch (format) {
    case 'csv':
      return asCsv((await import('../output/diff/portfolio-csv.ts')).portfolioDiffCsv(answer), options, {
        exchange: rateOf(answer),
        columns: ['old', 'new', 'change'],
      });
    case 'json': {
      const { portfolioDiffAnswerOf } = await import('../answers/diff.ts');
      const { differences } = await import('../output/diff/portfolio-text.ts');
      return (await import('../domain/json.ts')).jsonText(portfolioDiffAnswerOf(answer, TOOL, differences(answer)));
    }
  }
}

/** 4 when a part of either side has no price. */
async function answerWith(answer: PortfolioDiff, options: DiffOptions, shell: Shell) {
  emit(await render(answer, options, shell), options, shell);
  const sides = answer.months.flatMap((month) => [month.old, month.new]);
  const known = answer.change.effects !== undefined && sides.every((side) => (side?.unpriced.length ?? 0) === 0);
  return known ? EXIT.fine : EXIT.cannotTell;
}

/** What both sides say is said once; what one of them says, with its side. */
function oncePerText(warnings: readonly (readonly string[])[]): string[] {
  const sides = new Map<string, string>();
  for (const [text = '', side = ''] of warnings) sides.set(text, sides.has(text) ? '' : `${side}: `);
  return [...sides].map(([text, side]) => `${side}${text}`);
}

/** Two profiles on one card, on one day, or each on its own. */
export async function runDiffProfiles(older: Operand, newer: Operand, options: DiffOptions, shell: Shell) {
  const { loadProfile } = await import('../files/profile-file.ts');
  const oldDay = dayOf(options, shell);
  const newDay = optionalFlag('--to', options.to, parseAsOf) ?? oldDay;
  const pricing = { card: options.card ?? DEFAULT_CARD, ...(options.offers && { offers: options.offers }) };
  const before = await contextOf({ ...pricing, asOf: oldDay }, shell);
  const after: Context = { ...before, day: newDay };
  const read = ({ text, name }: Operand, context: Context) =>
    loadProfile(text, name, (workload) => workloadFaults(workload, context));
  const [old, now] = [read(older, before), read(newer, after)];
  const { id, version, sha256 } = before.card;
  const side = ({ name }: Operand, { day }: Context, { exchange }: Profile): PortfolioSide => ({
    source: name,
    card: { id, version, sha256 },
    day,
    ...(exchange === undefined ? {} : { exchange }),
  });
  const [oldBought, newBought] = [pricedSide(old.workloads, before), pricedSide(now.workloads, after)];
  const answer: PortfolioDiff = {
    measured: 'profiles',
    old: side(older, before, old),
    new: side(newer, after, now),
    change: sortedChange(oldBought.portfolio, newBought.portfolio),
    months: monthlyChange(old, before, now, after),
  };
  const exitCode = await answerWith(answer, options, shell);
  const { providerName } = provenanceOf('diff', before);
  const texts = (side: string, profile: Profile, { warnings }: PricedSide) =>
    noteTexts([...horizonTaken(profile, after), ...warnings], providerName).map((text) => [text, side]);
  const aged = noteTexts(ageNotes(rateOf(answer), after), providerName);
  const told = oncePerText([...texts('old', old, oldBought), ...texts('new', now, newBought)]);
  warn([...aged, ...told].map(visible), options, shell);
  return exitCode;
}

/** Two saved results of the same command. Throws `differentCurrencies`. */
export async function runDiffResults(
  older: { readonly name: string; readonly file: YamlFile },
  newer: { readonly name: string; readonly file: YamlFile },
  command: string,
  options: DiffOptions,
  shell: Shell,
) {
  const { loadSavedResult } = await import('../files/saved-result.ts');
  const [old, now] = [loadSavedResult(older.file, command), loadSavedResult(newer.file, command)];
  if (old.currency !== now.currency) throw problem('differentCurrencies', old.currency, now.currency);
  const side = (source: string, { card, asOf, fxRate }: typeof old): PortfolioSide => ({
    source,
    card,
    day: asOf,
    ...(fxRate === undefined ? {} : { exchange: { ...fxRate, file: source } }),
  });
  const answer: PortfolioDiff = {
    measured: old.command,
    old: side(older.name, old),
    new: side(newer.name, now),
    change: sortedChange(old.portfolio, now.portfolio, { old: old.feesBeyond, new: now.feesBeyond }),
    months: [],
  };
  return answerWith(answer, options, shell);
}
