import { diffCosts } from '../decision/diff/card-costs.ts';
import { diffCards, type Side, sideOf } from '../decision/diff/cards.ts';
import type { Context } from '../decision/estimate/estimate.ts';
import { workloadFaults } from '../decision/estimate/workload-faults.ts';
import { horizonTaken } from '../decision/stated/users.ts';
import type { CardDiff, DiffCosts } from '../domain/card-diff.ts';
import { visible } from '../domain/line-text.ts';
import type { Profile } from '../domain/workload.ts';
import { readText } from '../files/text-file.ts';
import { noteTexts } from '../output/words/note-list.ts';
import { contextOf, dayOf } from './context.ts';
import { asCsv } from './csv.ts';
import { emit, warn } from './emit.ts';
import { EXIT } from './exit.ts';
import { flag, optionalFlag, parseAsOf, parseFormat } from './flags.ts';
import type { DiffOptions } from './options.ts';
import { isPageFormat } from './page-formats.ts';
import { written } from './pages.ts';
import { READS } from './paths.ts';
import type { Shell } from './shell.ts';
import { TOOL } from './tool.ts';

async function render(answer: CardDiff, options: DiffOptions, shell: Shell): Promise<string | Iterable<string>> {
  const format = flag('--format', options.format, parseFormat);
  if (isPageFormat(format)) {
    const { cardDiffPage } = await import('../output/diff/card-page.ts');
    return written(cardDiffPage(answer), format, options, shell, 'What changed on the card');
  }
  switch (format) {
    case 'csv':
      return asCsv((await import('../output/diff/card-csv.ts')).cardDiffCsv(answer), options);
    case 'json': {
      const { cardDiffAnswerOf } = await import('../answers/diff.ts');
      return (await import('../domain/json.ts')).jsonText(cardDiffAnswerOf(answer, TOOL));
    }
  }
}

/** A model has to be on one of the two cards; what only the other lacks is unpriced there. */
async function profileOf(path: string, before: Context, after: Context, shell: Shell): Promise<Profile> {
  const { loadProfile } = await import('../files/profile-file.ts');
  const text = path === '-' ? shell.readInput() : readText(path, READS.profile.expected);
  return loadProfile(text, path === '-' ? 'standard input' : path, (workload) => {
    const faults = workloadFaults(workload, after);
    return faults.length > 0 && workloadFaults(workload, before).length === 0 ? [] : faults;
  });
}

function anyUnpriced(costs: DiffCosts | undefined): boolean {
  if (costs === undefined) return false;
  const sides = [costs.total.old, costs.total.new, ...costs.months.flatMap((month) => [month.old, month.new])];
  return sides.some((side) => side !== undefined && side.unpriced.length > 0);
}

/** What two cards say differently, or one card on two days, and what that does to a profile. */
export async function runDiffCards(older: string, newer: string, options: DiffOptions, shell: Shell): Promise<number> {
  const oldDay = dayOf(options, shell);
  const newDay = optionalFlag('--to', options.to, parseAsOf) ?? oldDay;
  const before: Context = await contextOf({ card: older, asOf: oldDay }, shell);
  const after: Context = await contextOf({ card: newer, asOf: newDay }, shell);
  const onDays = options.asOf !== undefined || options.to !== undefined;
  const side = ({ card, day }: Context): Side => ({ card, day: onDays ? day : undefined });
  const profile = options.profile === undefined ? undefined : await profileOf(options.profile, before, after, shell);
  const answer: CardDiff = {
    old: sideOf(side(before)),
    new: sideOf(side(after)),
    models: diffCards(side(before), side(after)),
    costs: profile && diffCosts(profile, before, after),
  };
  emit(await render(answer, options, shell), options, shell);
  const taken = profile === undefined ? [] : horizonTaken(profile, after);
  warn(noteTexts(taken, (id) => id).map(visible), options, shell);
  return anyUnpriced(answer.costs) ? EXIT.cannotTell : EXIT.fine;
}
